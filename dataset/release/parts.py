"""The files of one table: one, or beyond a size one for each month in which its articles were published.

What belongs here: which rows stand in which file, and how the files become one table again. A part's name is
`TABLE.MONTH.parquet` beside `TABLE.parquet`, so that the one pattern `TABLE.*parquet` finds either.
"""

from collections.abc import Iterator, Mapping
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
from dataset.release.of_articles import beside_articles, is_of_articles

PART_ROWS = 1_000_000
"""A table of more rows comes by month. A spreadsheet takes 1,048,576."""
UNDATED = "undated"
"""Stands for the month of articles whose day nobody knows."""
_MONTH = "month"
"""The column of the month while rows are brought into the order of months."""


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
    articles, months = tables["articles"].column("article_id"), months_of(tables["articles"])
    columns = TABLES[name].columns
    for rows, place in beside_articles(name, columns, articles, tables, ROW_GROUP, room.beside("articles")):
        yield rows.append_column(_MONTH, pc.coalesce(months.take(place), UNDATED))


def _cut_at_months(rows: pa.Table) -> list[pa.Table]:
    runs = pc.run_end_encode(rows.column(_MONTH).combine_chunks())
    ends = runs.run_ends.to_pylist()
    return [rows.slice(start, end - start) for start, end in pairwise([0, *ends])]


def months_of(articles: pa.Table) -> pa.ChunkedArray:
    """Give the month of publication of each article: YYYY-MM, or `undated`."""
    return pc.coalesce(pc.strftime(articles.column("published_at"), format="%Y-%m"), UNDATED)


def on_disk(folder: Path, entry: TableEntry) -> OnDisk:
    """Give the table whose files lie in a folder, by its key; what reads of it raises what pyarrow raises."""
    files = [folder / part.file for part in entry.parts]
    names = pq.read_schema(files[0]).names
    key = [name for name in TABLES[entry.name].key if name in names] if entry.name in TABLES else []
    return OnDisk(entry.name, files, key or names[:1])
