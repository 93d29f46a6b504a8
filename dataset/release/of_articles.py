"""To which article a row belongs, for the tables whose rows each belong to one: their own column says it, or a table
that they point to.
"""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from dataset.blocks import Abreast
from dataset.contract.tables import TABLES
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, as_they_lie, is_by_key, places, some_by_key

THROUGH: Mapping[str, tuple[str, str]] = {
    "claim_chain": ("claims", "claim_id"),
    "territory_checks": ("territory", "territory_id"),
}
"""Table -> the table that knows its rows' articles, and the column that both have."""
_PLACE = "place"


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


def beside_articles(
    name: str,
    columns: Sequence[str],
    known: pa.Array | pa.ChunkedArray,
    tables: Mapping[str, pa.Table | OnDisk],
    size: int,
    room: Room,
) -> Iterator[tuple[pa.Table, pa.ChunkedArray]]:
    """Give some columns of a table in such blocks, and the numbers that the rows' articles have among known ids.

    Null where an article is not among them. Rows of one file come after the other, but by their key where another
    table knows their articles.
    """
    rows = tables[name]
    if name in THROUGH:
        return _beside_articles_through(name, columns, known, tables, size, room)
    return zip(as_they_lie(rows, columns, size), places(rows, "article_id", known, size), strict=True)


def _beside_articles_through(
    name: str,
    columns: Sequence[str],
    known: pa.Array | pa.ChunkedArray,
    tables: Mapping[str, pa.Table | OnDisk],
    size: int,
    room: Room,
) -> Iterator[tuple[pa.Table, pa.ChunkedArray]]:
    other, key = THROUGH[name]
    pairs = beside_articles(other, [key], known, tables, size, room)
    placed = (rows.append_column(_PLACE, place) for rows, place in pairs)
    beside = Abreast(placed if is_by_key(tables[other]) else in_order(placed, [key], size, room.beside(other)), key)
    for block in some_by_key(tables[name], list(dict.fromkeys([key, *columns])), size, room):
        there = beside.between(block.column(key))
        place = pc.index_in(block.column(key), value_set=there.column(key))
        yield block.select(columns), there.column(_PLACE).take(place)
