"""Whether the rows of a table stand by their key, each key once, and lead to rows of the tables that they point to.

What belongs here: keys and ids as they are, of tables of any size. What a release says of them is for `verify.py`.
"""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.model import Table
from dataset.contract.tables import TABLES
from dataset.large_tables import not_among
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, as_they_lie
from dataset.release.differences import row_ids

_BLOCK = 1 << 20
"""Rows whose ids are looked up at once."""


class Keys:
    """What the keys of rows are like that come in blocks."""

    def __init__(self, key: Sequence[str]) -> None:
        self._key = list(key)
        self._last: pa.Table | None = None
        self._twins = list[pa.Table]()
        self.are_in_order = True
        """Whether no row comes after one with a greater key."""

    def add(self, rows: pa.Table) -> None:
        """Look at the rows that follow."""
        rows = rows.select(self._key)
        keys = (rows if self._last is None else pa.concat_tables([self._last, rows])).combine_chunks()
        self._last = keys.slice(max(0, keys.num_rows - 1))
        is_same, is_less = pa.scalar(True), pa.scalar(False)
        for column in keys.columns:
            one, next_one = column[:-1], column[1:]
            is_less = pc.or_(is_less, pc.and_(is_same, pc.coalesce(pc.less(one, next_one), False)))
            is_same = pc.and_(is_same, pc.coalesce(pc.equal(one, next_one), False))
        self.are_in_order &= pc.all(pc.or_(is_same, is_less)).as_py() is not False
        self._twins.append(keys.slice(1).filter(is_same))

    def twice(self, rows: pa.Table | OnDisk, table: Table) -> tuple[str, ...]:
        """Give the ids that several of the rows have; these are counted as a whole where they are in no order."""
        if self.are_in_order:
            return tuple(dict.fromkeys(row_ids(pa.concat_tables(self._twins), table).to_pylist()))
        keys = row_ids(rows, table).value_counts()
        return tuple(keys.field("values").filter(pc.greater(keys.field("counts"), 1)).to_pylist())


def lost(name: str, tables: Mapping[str, pa.Table | OnDisk], room: Room) -> Iterator[tuple[str, str, list[str]]]:
    """Give (column, table, ids of rows) where rows of a table point to none of the other table."""
    rows, table = tables[name], TABLES[name]
    for column, target in table.points_to.items():
        if column in rows.column_names and target in tables:
            yield column, target, _pointing_nowhere(_pointers(rows, table, column), tables[target], target, room)
    for column, by in table.points_by.items():
        named = {one for block in as_they_lie(rows, [by], _BLOCK) for one in pc.unique(block.column(0)).to_pylist()}
        for target in sorted(named & tables.keys() & TABLES.keys()):
            some = _pointers(rows, table, column, (by, target))
            yield column, target, _pointing_nowhere(some, tables[target], target, room)


def _pointers(
    rows: pa.Table | OnDisk, table: Table, column: str, only: tuple[str, str] | None = None
) -> Iterator[pa.Table]:
    """Give each id in a column beside the id of its row; only those of rows with a value in another column."""
    wanted = [*(name for name in table.key if name in rows.column_names), column, *(only or ())[:1]]
    for block in as_they_lie(rows, list(dict.fromkeys(wanted)), _BLOCK):
        some = block.filter(pc.equal(block.column(only[0]), only[1])) if only else block
        ids, values = row_ids(some, table), some.column(column).combine_chunks()
        if pa.types.is_list(values.type):
            ids, values = ids.take(pc.list_parent_indices(values)), values.flatten()
        yield pa.table({"value": values, "row_id": ids}).filter(values.is_valid())


def _pointing_nowhere(pointers: Iterator[pa.Table], target: pa.Table | OnDisk, name: str, room: Room) -> list[str]:
    known = (block.rename_columns(["value"]) for block in as_they_lie(target, [TABLES[name].key[0]], _BLOCK))
    return not_among(pointers, known, room).column("row_id").sort().to_pylist()
