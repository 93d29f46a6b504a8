"""Working tables that lie written as a release writes them: such a file is taken as it is, and its content is known.

What belongs here: what is known of such a file. The working tables of the store are written by the same function as
those of a release (`contract/arrow.py`), so that the same rows have the same bytes in both.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from dataset.contract.arrow import ROW_GROUP, write
from dataset.contract.tables import TABLES
from dataset.release.at_hand import blocks_of
from dataset.release.content import Content


@dataclass(frozen=True, slots=True)
class Written:
    """A table in its one file."""

    path: Path
    content_sha256: str
    """As `content.py` defines it."""


def content_of(name: str, tables: Mapping[str, pa.Table], written: Mapping[str, Written]) -> str:
    """Give the hash over the content of a table; it is read only where the hash is not known."""
    if name in written:
        return written[name].content_sha256
    content = Content(tables[name].schema)
    for block in blocks_of(tables[name], ROW_GROUP):
        content.add(block)
    return content.sha256()


def write_whole(path: Path, name: str, rows: Iterable[pa.Table], written: Mapping[str, Written]) -> None:
    """Write a table as one file, or take the one that is written already; its rows come as `write` takes them."""
    if name in written:
        shutil.copyfile(written[name].path, path)
    else:
        write(rows, path, TABLES[name])
