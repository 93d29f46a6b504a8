"""Which rows of a table differ between two moments: added, modified, removed, and in which columns.

What belongs here: comparing by key. Why a row differs is for `causes.py` to say.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.model import Table
from dataset.contract.tables import TABLES

UNCOMPARED_TABLES = ("ingest_health", "feed_health", "quality", "reviews", "changes", "id_history")
"""Tables about how the release came about, and from what; what differs in them is no change of the data."""
COMPARED = tuple(name for name in TABLES if name not in UNCOMPARED_TABLES)
"""The tables whose rows `changes` speaks of."""
LINEAGE_COLUMNS = frozenset({"extractor", "retrieved_at", "seen_at"})
"""Columns that say how a row came about and not what it says; they make no change on their own."""

_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs."""

    table_name: str
    row_id: str
    """The key, parts joined by a slash."""
    change: str
    """added, modified, removed."""
    columns: tuple[str, ...] = ()
    """The columns whose values differ, of a modified row."""


def row_ids(rows: pa.Table, table: Table) -> pa.Array:
    """Give the id of each row: the parts of its key joined by a slash."""
    parts = [rows.column(name).cast(pa.string()) for name in table.key if name in rows.column_names]
    joined = pc.binary_join_element_wise(*parts, "/", null_handling="replace", null_replacement="")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def differences(before: pa.Table, after: pa.Table, table: Table) -> list[Difference]:
    """Give the rows of a table that differ, by row id; a column that one side lacks counts as empty there."""
    old_ids, new_ids = row_ids(before, table), row_ids(after, table)
    place = pc.index_in(new_ids, value_set=old_ids)
    found = [Difference(table.name, row_id, "added") for row_id in new_ids.filter(place.is_null()).to_pylist()]
    gone = pc.invert(pc.is_in(old_ids, value_set=new_ids))
    found += [Difference(table.name, row_id, "removed") for row_id in old_ids.filter(gone).to_pylist()]
    found += _modified(before, after, place, new_ids, table)
    return sorted(found, key=lambda difference: difference.row_id)


def _modified(before: pa.Table, after: pa.Table, place: pa.Array, ids: pa.Array, table: Table) -> list[Difference]:
    """Give the rows that are in both and differ; `place` has the number before of each row after."""
    names = [name for name in table.columns if name in after.column_names]
    names += [name for name in before.column_names if name not in names]
    stayed, numbers = place.is_valid(), place.drop_null()
    changed: dict[int, list[str]] = {}
    for name in names:
        if name not in table.key and name not in LINEAGE_COLUMNS:
            old = before.column(name).take(numbers) if name in before.column_names else None
            new = after.column(name).filter(stayed) if name in after.column_names else None
            for row in _differing(old, new):
                changed.setdefault(row, []).append(name)
    ids_there = ids.filter(stayed).take(pa.array(sorted(changed), pa.int64())).to_pylist()
    return [
        Difference(table.name, row_id, "modified", tuple(changed[row]))
        for row_id, row in zip(ids_there, sorted(changed), strict=True)
    ]


def _differing(old: pa.ChunkedArray | None, new: pa.ChunkedArray | None) -> list[int]:
    """Give the numbers of the rows whose values in a column differ; None for a side that lacks the column."""
    if old is None or new is None:
        return np.flatnonzero(pc.invert(_is_empty(new if old is None else old))).tolist()
    if old.type != new.type:
        return list(range(len(new)))
    if not pa.types.is_list(new.type):
        is_other = pc.coalesce(pc.not_equal(old, new), pc.not_equal(old.is_valid(), new.is_valid()))
        return np.flatnonzero(is_other).tolist()
    rows: list[int] = []
    for start in range(0, len(new), _BLOCK):
        first, second = old.slice(start, _BLOCK), new.slice(start, _BLOCK)
        if not first.equals(second):
            pairs = zip(first.to_pylist(), second.to_pylist(), strict=True)
            rows += [start + row for row, (one, other) in enumerate(pairs) if one != other]
    return rows


def _is_empty(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(values.type):
        return pc.equal(pc.coalesce(pc.list_value_length(values), 0), 0)
    return values.is_null()
