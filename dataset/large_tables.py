"""What is done with rows of tables of any size, whatever they mean: DuckDB is met here and nowhere else.

It is imported where it is needed, since that takes a while.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataset.memory import VARIABLE, Room

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Digests = NDArray[np.uint64]
_COPIES = 4
"""How many times its size sorting a table in memory takes, with what is done to its blocks."""


class TooLittleRoom(RuntimeError):
    """Rows cannot be sorted in the memory that is allowed: the more there are, the more even that takes."""


def digests(rows: pa.Table) -> Digests:
    """Give a number of 64 bits for each row: the same for the same values in the same columns.

    Other versions of DuckDB may give others.
    """
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.sql("SELECT hash(given) AS digest FROM rows AS given").fetchnumpy()["digest"]


def in_order(blocks: Iterable[pa.Table], key: Sequence[str], size: int, room: Room) -> Iterator[pa.Table]:
    """Give rows that come in blocks of one schema in the order of a key, texts by code point, nulls last.

    They come in blocks of `size` rows, the last of fewer; rows that are few are sorted in memory. Where others are gone
    through meanwhile (`Room.beside`), more of them wait in a file, and not in the memory that sorting them took.
    """
    blocks, held, held_bytes = iter(blocks), list[pa.Table](), 0
    for block in blocks:
        held.append(block)
        held_bytes += block.nbytes
        if held_bytes * _COPIES > room.sorting:
            outside = _sorted_outside(held[0].schema, chain(_let_go(held), blocks), key, size, room)
            yield from _laid_aside(outside, held[0].schema, room.spill.parent) if room.is_beside else outside
            return
    if held:
        rows = pa.concat_tables(_let_go(held)).sort_by([(name, "ascending") for name in key]).combine_chunks()
        yield from (rows.slice(start, size) for start in range(0, max(1, rows.num_rows), size))


def _let_go(held: list[pa.Table]) -> Iterator[pa.Table]:
    while held:
        yield held.pop(0)


def _sorted_outside(
    schema: pa.Schema, blocks: Iterable[pa.Table], key: Sequence[str], size: int, room: Room
) -> Iterator[pa.Table]:
    order = ", ".join(f'"{name}" ASC NULLS LAST' for name in key)
    with _given(room, given=(schema, blocks)) as connection:
        for batch in connection.sql(f"SELECT * FROM given ORDER BY {order}").to_arrow_reader(size):
            yield pa.Table.from_batches([batch]).cast(schema)


def _laid_aside(blocks: Iterable[pa.Table], schema: pa.Schema, folder: Path) -> Iterator[pa.Table]:
    """Give the same blocks, after all of them were written to a file: it has no name, and so is never left behind."""
    with tempfile.TemporaryFile(dir=folder) as file:
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(file, schema, options=options) as writer:
            for block in blocks:
                writer.write_table(block)
        file.seek(0)
        for batch in pa.ipc.open_stream(file):
            yield pa.Table.from_batches([batch])


def beside_several(blocks: Iterable[pa.Table], room: Room) -> pa.Table:
    """Give the values of a first column that stand beside several values of a second one, and beside how many.

    Rows come in blocks of two columns of text without nulls. The columns of the result are `value` and `count`.
    """
    pair = pa.schema([("value", pa.string()), ("beside", pa.string())])
    distinct = "SELECT DISTINCT value, beside FROM given"
    with _given(room, given=(pair, (block.rename_columns(pair.names) for block in blocks))) as connection:
        query = f"SELECT value, count(*) AS count FROM ({distinct}) GROUP BY value HAVING count(*) > 1"
        return connection.sql(query).to_arrow_table()


def not_among(blocks: Iterable[pa.Table], known: Iterable[pa.Table], room: Room) -> pa.Table:
    """Give the rows whose text in the column `value` is none of the known ones, which come in blocks of that column.

    There is at least one block on either side; the rows come in no order.
    """
    known, held, held_bytes = iter(known), list[pa.Table](), 0
    for block in known:
        held.append(block)
        held_bytes += block.nbytes
        if held_bytes * _COPIES > room.sorting:
            return _not_among_outside(blocks, held[0].schema, chain(_let_go(held), known), room)
    values = pa.concat_tables(held).column("value")
    return pa.concat_tables(block.filter(pc.invert(pc.is_in(block.column("value"), values))) for block in blocks)


def _not_among_outside(
    blocks: Iterable[pa.Table], schema: pa.Schema, known: Iterable[pa.Table], room: Room
) -> pa.Table:
    blocks = iter(blocks)
    first = next(blocks)
    with _given(room, given=(first.schema, chain([first], blocks)), known=(schema, known)) as connection:
        return connection.sql("SELECT * FROM given ANTI JOIN known USING (value)").to_arrow_table()


@contextmanager
def _given(room: Room, **tables: tuple[pa.Schema, Iterable[pa.Table]]) -> "Iterator[DuckDBPyConnection]":
    """Open DuckDB over rows that come in blocks, under these names."""
    import duckdb

    wrong = list[BaseException]()

    def batches(blocks: Iterable[pa.Table]) -> Iterator[pa.RecordBatch]:
        try:
            for block in blocks:
                yield from block.to_batches()
        except BaseException as error:
            wrong.append(error)  # DuckDB would tell it in its own words
            raise

    shutil.rmtree(room.spill, ignore_errors=True)  # a run that was killed may have left it
    limits: dict[str, Any] = {"threads": 1, "memory_limit": f"{room.sorting}B", "temp_directory": str(room.spill)}
    try:
        with duckdb.connect(config=limits) as connection:
            for name, (schema, blocks) in tables.items():
                connection.register(name, pa.RecordBatchReader.from_batches(schema, batches(blocks)))
            yield connection
    except duckdb.OutOfMemoryException:
        raise TooLittleRoom(
            f"{VARIABLE}: {room.memory // 10**6:,} MB are too little for as many rows as there are: allow for more"
        ) from None
    except duckdb.Error:
        if wrong:
            raise wrong[0] from None
        raise
    finally:
        shutil.rmtree(room.spill, ignore_errors=True)
