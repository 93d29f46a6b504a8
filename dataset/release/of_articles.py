"""To which article a row belongs, for the tables whose rows each belong to one: their own column says it, or a table
that they point to.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.blocks import Abreast
from dataset.contract.tables import TABLES
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, some_by_key

THROUGH: Mapping[str, tuple[str, str]] = {
    "claim_chain": ("claims", "claim_id"),
    "territory_checks": ("territory", "territory_id"),
}
"""Table -> the table that knows its rows' articles, and the column that both have."""


def is_of_articles(name: str) -> bool:
    """Say whether each row of a table belongs to one article."""
    return name in THROUGH or "article_id" in TABLES[name].columns


def article_ids(name: str, tables: Mapping[str, pa.Table]) -> pa.ChunkedArray:
    """Give the article_id of each row of a table; null where what the row points to is not there."""
    rows = tables[name]
    if name not in THROUGH:
        return rows.column("article_id")
    other, key = THROUGH[name]
    known = tables[other]
    return known.column("article_id").take(pc.index_in(rows.column(key), value_set=known.column(key)))


def article_blocks(
    name: str, tables: Mapping[str, pa.Table | OnDisk], size: int, room: Room
) -> Iterator[pa.ChunkedArray]:
    """Give the same, rows in the order of the key, in blocks of so many, the last of fewer."""
    if name not in THROUGH:
        yield from (block.column(0) for block in some_by_key(tables[name], ["article_id"], size, room))
        return
    other, key = THROUGH[name]
    known = Abreast(some_by_key(tables[other], [key, "article_id"], size, room.beside(other)), key)
    for block in some_by_key(tables[name], [key], size, room):
        there = known.between(block.column(0))
        yield there.column("article_id").take(pc.index_in(block.column(0), value_set=there.column(key)))
