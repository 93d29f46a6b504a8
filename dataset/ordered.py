"""Rows that come in blocks, in any order, made one file of a table: in the contract's form, by key, each key once.

What belongs here: how a table of any size is written without being in memory as a whole. Rows that are few are sorted
there; more of them outside (`large_tables.py`). Either way the same rows give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from dataset.contract.arrow import ROW_GROUP, empty, in_form, schema, unique, write
from dataset.contract.model import Table
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.content import Content

Rows = Any
"""A table, or a list of rows as mappings."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was written."""

    rows: int
    content_sha256: str
    """As `release/content.py` defines it."""
    first: pa.Table
    """The first rows, as many as were asked for."""


def write_ordered(given: Iterable[Rows], path: Path, table: Table, room: Room, shown: int) -> Ordered:
    """Write the rows of a table, block by block as they come, as `contract/arrow.py` does, with `shown` of them back.

    Raises ContractError as `conform` does.
    """
    content, first = Content(schema(table)), empty(table)
    formed = (in_form(rows, table) for rows in given)

    def looked_at() -> Iterator[pa.Table]:
        nonlocal first
        for block in unique(in_order(formed, table.key, ROW_GROUP, room), table):
            content.add(block)
            first = first if first.num_rows else block.slice(0, shown)
            yield block

    write(looked_at(), path, table)
    return Ordered(content.rows, content.sha256(), first)
