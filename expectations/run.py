"""One table held against everything that is expected of it, and what came of it as rows of `quality`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataset.contract.model import Table
from dataset.large_tables import Digests, digests, in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, blocks_of
from expectations.frames import Tables, Texts, beside, frame, places_of_texts, whole
from expectations.from_contract import suite
from expectations.gx import PARTIAL, Expectation, gxe, validated
from expectations.learned import learned
from expectations.totals import totals

Row = dict[str, Any]
SMALL_ROWS = 5_000
"""A table of no more rows is held against expectations as a whole each time."""
BLOCK_ROWS = 131_072
"""Rows that are read at once."""
_TEXT = "text_number"
"""The column of the number of each row's text, while rows are brought into the order of these."""
OF_WHOLE = (gxe.ExpectColumnValuesToBeUnique, gxe.ExpectCompoundColumnsToBeUnique)
"""Expectations that no part of a table can tell of. All others are of single rows; totals are of small tables."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the expectations gave for one table."""

    table_name: str
    rows: list[Row]
    """Rows of `quality`."""
    failing: dict[str, list[str]]
    """Keys of some rows that did not meet an expectation, by its name and columns."""
    digests: Digests = field(default_factory=lambda: np.empty(0, np.uint64))
    """Of each row, with what stands beside it in other tables."""

    @property
    def is_passed(self) -> bool:
        """Say whether every expectation held."""
        return all(row["is_passed"] for row in self.rows)


def checked(
    table: Table, rows: pa.Table | OnDisk, others: Tables, texts: Texts, room: Room, known: Digests | None = None
) -> Outcome:
    """Hold a table against its contract, what the data taught us, and totals; a large one part by part.

    `others` has the tables that it or its rows point to and, where it has an `article_id`, `articles`; `texts` the
    texts by article_id, in any order. Of a large table, rows whose digest is `known` have met the same expectations
    before, with the same beside them, and are not held against them again; those digests are in order. Raises
    RuntimeError where an expectation could not be evaluated at all.
    """
    expectations = [*suite(table), *learned(table.name), *totals(table.name)]
    looked = _Looked(table, rows, others, known if rows.num_rows > SMALL_ROWS else None)
    found, failing = [], {}
    for items in _validated(table, looked, expectations, texts, room):
        row = _quality_row(table, rows.num_rows, items)
        found.append(row)
        if not row["is_passed"]:
            failing[f"{row['expectation']} {row['column_name']}"] = _keys(table, items)
    return Outcome(table.name, found, failing, np.concatenate(looked.digests))


class _Looked:
    """The rows of a table with what stands beside them, looked at block by block."""

    def __init__(self, table: Table, rows: pa.Table | OnDisk, others: Tables, known: Digests | None) -> None:
        self.rows, self.known = rows, known
        self.beside = beside(table, rows, others)
        self.digests = list[Digests]()
        """Of the blocks that were looked at."""

    def blocks(self, more: dict[str, pa.ChunkedArray] | None = None) -> Iterator[pa.Table]:
        """Give the rows, block by block, those that are known left out; further columns may stand beside them."""
        start = 0
        for block in blocks_of(self.rows, BLOCK_ROWS):
            rows = whole(block, self.beside.slice(start, block.num_rows))
            met = digests(rows)
            for name, values in (more or {}).items():
                rows = rows.append_column(name, values.slice(start, block.num_rows))
            self.digests.append(met)
            start += block.num_rows
            yield rows if self.known is None else rows.filter(pa.array(~_is_in(met, self.known)))


def _is_in(values: Digests, known: Digests) -> NDArray[np.bool_]:
    """Say of each value whether it stands in others, which are in order."""
    if not len(known):
        return np.zeros(len(values), bool)
    return known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values


def _validated(
    table: Table, looked: _Looked, expectations: list[Expectation], texts: Texts, room: Room
) -> Iterator[list[Any]]:
    """Give for each expectation what came of it: once for a small table, else once for each part of its new rows."""
    key = list(table.key)
    if looked.rows.num_rows <= SMALL_ROWS:
        (rows,) = looked.blocks()
        results = [validated(table.name, frame(table, rows, texts), expectations, key).results]
    else:
        of_whole: list[Expectation] = [one for one in expectations if isinstance(one, OF_WHOLE)]
        of_rows = [one for one in expectations if not isinstance(one, OF_WHOLE)]
        parts = _by_text(table, looked, texts, room)
        results = [validated(table.name, frame(table, part, texts), of_rows, key).results for part in parts]
        yield from ([item] for item in validated(table.name, _near_twins(looked.rows, key), of_whole, key).results)
    yield from (list(items) for items in zip(*results, strict=True))


def _by_text(table: Table, looked: _Looked, texts: Texts, room: Room) -> Iterator[pa.Table]:
    """Give rows in parts, those of articles in the order of their texts: so each text is read once."""
    places = places_of_texts(looked.rows, texts)
    if places is None:
        yield from looked.blocks()
        return
    for part in in_order(looked.blocks({_TEXT: places}), [_TEXT, *table.key], room.checked_rows, room):
        yield part.drop_columns([_TEXT])


def _near_twins(rows: pa.Table, key: list[str]) -> pd.DataFrame:
    """Give the keys that stand beside the same key: the only ones that can be there twice, as rows stand by key.

    All of them where they are not in that order.
    """
    keys = rows.select(key).combine_chunks()
    pairs = [(keys.column(name)[:-1], keys.column(name)[1:]) for name in key]
    is_same, is_less = np.ones(max(0, len(keys) - 1), bool), np.zeros(max(0, len(keys) - 1), bool)
    for one, next_one in pairs:
        is_less |= is_same & pc.less(one, next_one).to_numpy()
        is_same &= pc.equal(one, next_one).to_numpy()
    if not (is_same | is_less).all():
        return keys.to_pandas()
    is_twin = np.zeros(len(keys), bool)
    is_twin[:-1] |= is_same
    is_twin[1:] |= is_same
    return keys.filter(pa.array(is_twin)).to_pandas()


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
