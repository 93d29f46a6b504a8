"""Rows of tables that come in blocks: made blocks of another size, and gone through beside each other in their order.

What belongs here: what needs no more than some blocks at once. Bringing them into an order is for `large_tables.py`.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc


def of_size(blocks: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """Give the same rows in blocks of so many, the last of fewer; none where there are no rows."""
    held, count = list[pa.Table](), 0
    for block in blocks:
        while count + block.num_rows >= size:
            held.append(block.slice(0, size - count))
            block = block.slice(size - count)
            yield pa.concat_tables(held).combine_chunks()
            held, count = [], 0
        if block.num_rows:
            held.append(block)
            count += block.num_rows
    if held:
        yield pa.concat_tables(held).combine_chunks()


class Abreast:
    """Rows that come in blocks in the order of a column of text, gone through once beside others in the same order."""

    def __init__(self, blocks: Iterable[pa.Table], column: str) -> None:
        self._blocks, self._column = iter(blocks), column
        self._held = next(self._blocks)

    def between(self, values: pa.ChunkedArray) -> pa.Table:
        """Give the rows from the least of some values to the greatest; neither may be less than the time before."""
        ends = pc.min_max(values)
        first, last = ends["min"], ends["max"]
        if not last.is_valid:
            return self._held.slice(0, 0)
        while not self._is_beyond(last):
            block = next(self._blocks, None)
            if block is None:
                break
            self._held = pa.concat_tables([self._from(first), block])
        self._held = self._from(first)
        return self._held.slice(0, _count(pc.less_equal(self._held.column(self._column), last)))

    def _is_beyond(self, last: pa.Scalar) -> bool:
        """Say whether a row is held that comes after a value; those without one come last."""
        end = self._held.column(self._column)[-1:]
        return len(end) > 0 and (not end[0].is_valid or end[0].as_py() > last.as_py())

    def _from(self, first: pa.Scalar) -> pa.Table:
        return self._held.slice(_count(pc.less(self._held.column(self._column), first)))


def _count(is_so: pa.ChunkedArray) -> int:
    return pc.sum(is_so).as_py() or 0
