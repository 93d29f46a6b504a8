"""Folders of rows that are added batch by batch and never changed: one Parquet file for each batch.

    000007.parquet           a batch
    000003-000006.parquet    small ones that were put together: what has a number within these counts no more

A run that looks every hour adds a small batch each time, and each batch that is opened costs as much as hundreds of
rows; so small neighbours are put together (compaction). A kill at any moment leaves each row there once: files
are written beside their names and then renamed. What was put together stays for a day, for runs that are reading it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.files import read_columns, replaced

FULL = 1 << 21
"""Bytes that batches have together at most: some 2,000 articles. One with half of them is left as it is."""
STAYS = timedelta(days=1)
"""How long what was put together stays."""


def batches(folder: Path) -> list[Path]:
    """Give the batches of a folder, in the order in which they came."""
    return [path for path, within in _all(folder) if within is None]


def add_batch(folder: Path, rows: pa.Table) -> None:
    """Add rows behind all others."""
    here = batches(folder)
    with replaced(folder / f"{_last(here[-1]) + 1 if here else 1:06d}.parquet") as path:
        pq.write_table(rows, path, compression="zstd")


def put_together(folder: Path, now: datetime) -> list[str]:
    """Put small neighbours together, remove what was long ago, and give the names of the files that are gone.

    To be called by who holds the store. Rows and their order stay; columns that a batch lacks are null.
    """
    while groups := list(_groups(batches(folder))):  # rows take less space together: there may be room for more
        for group in groups:
            rows = pa.concat_tables(map(read_columns, group), promote_options="default")
            with replaced(folder / f"{_first(group[0]):06d}-{_last(group[-1]):06d}.parquet") as path:
                pq.write_table(rows, path, compression="zstd")
    long_ago = (now - STAYS).timestamp()
    gone = [path for path, within in _all(folder) if within and within.stat().st_mtime < long_ago]
    for path in gone:
        path.unlink()
    return [path.name for path in gone]


def _groups(paths: list[Path]) -> Iterator[list[Path]]:
    """Give the neighbours that are to be put together."""
    group, size = list[Path](), 0
    for path in paths:
        bytes_here = path.stat().st_size
        if bytes_here > FULL // 2 or size + bytes_here > FULL:
            yield from [group][: len(group) > 1]
            group, size = [], 0
        if bytes_here <= FULL // 2:
            group.append(path)
            size += bytes_here
    yield from [group][: len(group) > 1]


def _all(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """Give the files of a folder in order, each with the one that it was put into first, None where that is none."""
    around = list[Path]()
    for path in sorted(folder.glob("[0-9]*.parquet"), key=lambda path: (_first(path), -_last(path))):
        while around and _last(path) > _last(around[-1]):
            around.pop()
        yield path, around[-1] if around else None
        around.append(path)


def _first(path: Path) -> int:
    return int(path.stem.partition("-")[0])


def _last(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])
