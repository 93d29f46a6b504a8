"""The files of one table: one, or beyond a size one for each month in which its articles were published.

What belongs here: which rows stand in which file, and how the files become one table again. A part's name is
`TABLE.MONTH.parquet` beside `TABLE.parquet`, so that the one pattern `TABLE.*parquet` finds either.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.blocks import of_size
from dataset.contract.arrow import ROW_GROUP
from dataset.contract.tables import TABLES
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, blocks_of
from dataset.release.manifest import TableEntry
from dataset.release.of_articles import article_blocks, is_of_articles

PART_ROWS = 1_000_000
"""A table of more rows comes by month. A spreadsheet takes 1,048,576."""
UNDATED = "undated"
"""Stands for the month of articles whose day nobody knows."""
_MONTH = "month"
"""The column of the month while rows are brought into the order of months."""
_LOOKED_UP = 1 << 20
"""Ids that are looked up at once: what they are looked up in is gone through anew each time."""


def file_name(name: str, month: str | None, suffix: str = "parquet") -> str:
    """Give the name of the file of a table, or of one month of it."""
    return f"{name}.{month}.{suffix}" if month else f"{name}.{suffix}"


def parts_of(
    name: str, tables: Mapping[str, pa.Table | OnDisk], room: Room
) -> Iterator[tuple[str | None, Iterator[pa.Table]]]:
    """Give (month, rows by key in blocks of ROW_GROUP) of each file of a table, months in order; None for one file.

    The blocks of a month are there until the next one is asked for. Rows that belong to no one article stand in one
    file, however many they are.
    """
    rows = tables[name]
    if rows.num_rows <= PART_ROWS or not is_of_articles(name):
        yield None, blocks_of(rows, ROW_GROUP)
        return
    by_month = in_order(_dated(name, tables, room), [_MONTH, *TABLES[name].key], ROW_GROUP, room)
    pieces = chain.from_iterable(map(_cut_at_months, by_month))
    for month, some in groupby(pieces, key=lambda piece: piece.column(_MONTH)[0].as_py()):
        yield month, (block.drop_columns([_MONTH]) for block in of_size(some, ROW_GROUP))


def _dated(name: str, tables: Mapping[str, pa.Table | OnDisk], room: Room) -> Iterator[pa.Table]:
    """Give the rows of a table in blocks, the month of each beside it."""
    articles = article_blocks(name, tables, _LOOKED_UP, room.beside("articles"))
    months = of_size((pa.table({_MONTH: one}) for one in months_of(articles, tables["articles"])), ROW_GROUP)
    for block, month in zip(blocks_of(tables[name], ROW_GROUP), months, strict=True):
        yield block.append_column(_MONTH, month.column(_MONTH))


def _cut_at_months(rows: pa.Table) -> list[pa.Table]:
    runs = pc.run_end_encode(rows.column(_MONTH).combine_chunks())
    ends = runs.run_ends.to_pylist()
    return [rows.slice(start, end - start) for start, end in pairwise([0, *ends])]


def months_of(articles: Iterable[pa.ChunkedArray], known: pa.Table) -> Iterator[pa.ChunkedArray]:
    """Give the month of publication (YYYY-MM, `undated`) of article_ids in blocks, from the table `articles`."""
    months = pc.coalesce(pc.strftime(known.column("published_at"), format="%Y-%m"), UNDATED)
    ids = known.column("article_id")
    return (pc.coalesce(months.take(pc.index_in(some, value_set=ids)), UNDATED) for some in articles)


def on_disk(folder: Path, entry: TableEntry) -> OnDisk:
    """Give the table whose files lie in a folder, by its key; what reads of it raises what pyarrow raises."""
    files = [folder / part.file for part in entry.parts]
    known = TABLES.get(entry.name)
    return OnDisk(entry.name, files, known.key if known else pq.read_schema(files[0]).names[:1])
