"""One table held against everything that is expected of it, and what came of it as rows of `quality`."""

from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real
from typing import Any

import pyarrow as pa

from dataset.contract.model import Table
from expectations.frames import Tables, Texts, frame, parts_by_text, with_others
from expectations.from_contract import suite
from expectations.gx import PARTIAL, Expectation, gxe, validated
from expectations.learned import learned
from expectations.totals import totals

Row = dict[str, Any]
PART_ROWS = 250_000
"""Rows that are held against expectations at once: Great Expectations takes about 2 kB of memory for each."""
OF_WHOLE = (gxe.ExpectColumnValuesToBeUnique, gxe.ExpectCompoundColumnsToBeUnique)
"""Expectations that no part of a table can tell of. Totals are of tables that are never in parts."""


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
    """Hold a table against its contract, what the data taught us, and totals; a large one part by part.

    `others` has the tables that it or its rows point to and, where it has an `article_id`, `articles`; `texts` the
    texts by article_id, in any order. Raises RuntimeError where an expectation could not be evaluated at all.
    """
    expectations = [*suite(table), *learned(table.name), *totals(table.name)]
    found, failing = [], {}
    for items in _validated(table, with_others(table, rows, others), expectations, texts):
        row = _quality_row(table, rows.num_rows, items)
        found.append(row)
        if not row["is_passed"]:
            failing[f"{row['expectation']} {row['column_name']}"] = _keys(table, items)
    return Outcome(table.name, found, failing)


def _validated(table: Table, rows: pa.Table, expectations: list[Expectation], texts: Texts) -> Iterator[list[Any]]:
    """Give for each expectation what came of it: once for a table in one part, else once for each of its parts."""
    key = list(table.key)
    if rows.num_rows <= PART_ROWS:
        results = [validated(table.name, frame(table, rows, texts), expectations, key).results]
    else:
        of_whole: list[Expectation] = [one for one in expectations if isinstance(one, OF_WHOLE)]
        of_parts = [one for one in expectations if not isinstance(one, OF_WHOLE)]
        frames = (frame(table, part, texts) for part in parts_by_text(rows, texts, PART_ROWS))
        results = [validated(table.name, part, of_parts, key).results for part in frames]
        keys = rows.select(key).to_pandas()
        yield from ([item] for item in validated(table.name, keys, of_whole, key).results)
    yield from (list(items) for items in zip(*results, strict=True))


def _quality_row(table: Table, rows_count: int, items: list[Any]) -> Row:
    config, observed = items[0].expectation_config, items[0].result.get("observed_value")
    for item in items:
        if item.exception_info.get("raised_exception"):
            raise RuntimeError(f"{table.name}: {config.type}: {item.exception_info.get('exception_message')}")
    counts = [item.result.get("unexpected_count") for item in items]
    unexpected = None if None in counts else sum(counts)
    return {
        "table_name": table.name,
        "expectation": config.type,
        "column_name": _columns(config.kwargs),
        "is_passed": all(item.success for item in items),
        "observed": _number(observed) if unexpected is None else f"{unexpected} of {rows_count}",
        "unexpected_count": unexpected,
        "rows_count": rows_count,
    }


def _columns(kwargs: dict[str, Any]) -> str:
    pair = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    return ", ".join(pair or kwargs.get("column_list", ["*"]))


def _number(value: object) -> str | None:
    """Give an observed number; never anything else, since that may be content of rows."""
    return f"{value:g}" if isinstance(value, Real) else None


def _keys(table: Table, items: list[Any]) -> list[str]:
    rows = [row for item in items for row in item.result.get("partial_unexpected_index_list") or []]
    return ["/".join(str(row[name]) for name in table.key) for row in rows[:PARTIAL]]
