"""To which article a row belongs, for the tables whose rows each belong to one: their own column says it, or a table
that they point to.
"""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES

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
