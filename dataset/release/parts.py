"""The files of one table: one, or beyond a size one for each month in which its articles were published.

What belongs here: which rows stand in which file, and how the files become one table again. A part's name is
`TABLE.MONTH.parquet` beside `TABLE.parquet`, so that the one pattern `TABLE.*parquet` finds either.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.contract.tables import TABLES
from dataset.release.at_hand import OnDisk
from dataset.release.manifest import TableEntry
from dataset.release.of_articles import article_ids, is_of_articles

PART_ROWS = 1_000_000
"""A table of more rows comes by month. A spreadsheet takes 1,048,576."""
UNDATED = "undated"
"""Stands for the month of articles whose day nobody knows."""


def file_name(name: str, month: str | None, suffix: str = "parquet") -> str:
    """Give the name of the file of a table, or of one month of it."""
    return f"{name}.{month}.{suffix}" if month else f"{name}.{suffix}"


def parts_of(name: str, tables: Mapping[str, pa.Table]) -> Iterator[tuple[str | None, pa.Table]]:
    """Give (month, rows) of each file of a table, months in order; (None, all rows) where one file holds it.

    Rows that belong to no one article stand in one file, however many they are.
    """
    rows = tables[name]
    if rows.num_rows <= PART_ROWS or not is_of_articles(name):
        yield None, rows
        return
    months = months_of(article_ids(name, tables), tables["articles"])
    for month in sorted(pc.unique(months).to_pylist()):
        yield month, rows.filter(pc.equal(months, month))


def months_of(articles: pa.ChunkedArray, known: pa.Table) -> pa.ChunkedArray:
    """Give the month of publication (YYYY-MM, `undated`) of each article_id, from the table `articles`."""
    months = pc.strftime(known.column("published_at"), format="%Y-%m")
    return pc.coalesce(months.take(pc.index_in(articles, value_set=known.column("article_id"))), UNDATED)


def on_disk(folder: Path, entry: TableEntry) -> OnDisk:
    """Give the table whose files lie in a folder, by its key; what reads of it raises what pyarrow raises."""
    files = [folder / part.file for part in entry.parts]
    known = TABLES.get(entry.name)
    return OnDisk(entry.name, files, known.key if known else pq.read_schema(files[0]).names[:1])
