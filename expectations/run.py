"""One table held against everything that is expected of it, and what came of it as rows of `quality`."""

from dataclasses import dataclass
from numbers import Real
from typing import Any

import pyarrow as pa

from dataset.contract.model import Table
from expectations.frames import Tables, Texts, frame
from expectations.from_contract import suite
from expectations.gx import validated
from expectations.learned import learned
from expectations.totals import totals

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the expectations gave for one table."""

    table_name: str
    rows: list[Row]
    """Rows of `quality`."""
    failing: dict[str, list[str]]
    """Keys of some rows that did not meet an expectation, by its name and columns."""

    @property
    def is_passed(self) -> bool:
        """Say whether every expectation held."""
        return all(row["is_passed"] for row in self.rows)


def checked(table: Table, rows: pa.Table, others: Tables, texts: Texts) -> Outcome:
    """Hold a table against its contract, what the data taught us, and totals.

    `others` has the tables that it or its rows point to and, where it has an `article_id`, `articles`; `texts` the
    texts by article_id, in any order. Raises RuntimeError where an expectation could not be evaluated at all.
    """
    expectations = [*suite(table), *learned(table.name), *totals(table.name)]
    result = validated(table.name, frame(table, rows, others, texts), expectations, list(table.key))
    found, failing = [], {}
    for item in result.results:
        row = _quality_row(table, rows.num_rows, item)
        found.append(row)
        if not row["is_passed"]:
            failing[f"{row['expectation']} {row['column_name']}"] = _keys(table, item)
    return Outcome(table.name, found, failing)


def _quality_row(table: Table, rows_count: int, item: Any) -> Row:  # noqa: ANN401 - GX's result has no public type
    config, result = item.expectation_config, item.result
    if item.exception_info.get("raised_exception"):
        raise RuntimeError(f"{table.name}: {config.type}: {item.exception_info.get('exception_message')}")
    unexpected = result.get("unexpected_count")
    seen = result.get("observed_value")
    return {
        "table_name": table.name,
        "expectation": config.type,
        "column_name": _columns(config.kwargs),
        "is_passed": bool(item.success),
        "observed": f"{unexpected} of {rows_count}" if unexpected is not None else _number(seen),
        "unexpected_count": unexpected,
        "rows_count": rows_count,
    }


def _columns(kwargs: dict[str, Any]) -> str:
    pair = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    return ", ".join(pair or kwargs.get("column_list", ["*"]))


def _number(value: object) -> str | None:
    """Give an observed number; never anything else, since that may be content of rows."""
    return f"{value:g}" if isinstance(value, Real) else None


def _keys(table: Table, item: Any) -> list[str]:  # noqa: ANN401 - GX's result has no public type
    rows = item.result.get("partial_unexpected_index_list") or []
    return ["/".join(str(row[name]) for name in table.key) for row in rows]
