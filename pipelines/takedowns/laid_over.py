"""What is withheld, laid over rows: what goes is left out, and what is published otherwise stands in its place.

What belongs here: the laying over. It comes before people's decisions and before anything is counted.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.curation.withheld import Withheld
from dataset.release.differences import row_ids
from pipelines import by_id


def without(rows: pa.Table, withheld: Withheld, name: str = "articles", key: str = "article_id") -> pa.Table:
    """Give the rows whose key is none of those of a table that are withheld."""
    return by_id.without(rows, rows.column(key), withheld.of(name))


def as_published(name: str, rows: pa.Table, withheld: Withheld) -> pa.Table:
    """Give rows as they were read (`read_in` in front) without what is withheld of them."""
    rows = without(rows, withheld, key="read_in")
    if name == "claim_chain":
        rows = without(rows, withheld, "claims", "claim_id")
    rows = by_id.without(rows, _ids(name, rows), withheld.of(name))
    return _with_values(rows, _ids(name, rows), withheld.values.get(name, {}))


def article_values(rows: list[dict[str, Any]], withheld: Withheld) -> list[dict[str, Any]]:
    """Give rows of `articles` with the values that are published instead."""
    instead = withheld.values.get("articles", {})
    return [{**row, **instead.get(row["article_id"], {})} for row in rows]


def _ids(name: str, rows: pa.Table) -> pa.Array:
    if name != "sources":
        return row_ids(rows, TABLES[name])
    joined = pc.binary_join_element_wise(rows.column("read_in"), rows.column("source_id"), "/")
    return joined.combine_chunks()


def _with_values(rows: pa.Table, ids: pa.Array, instead: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    found = [(place, instead[one]) for one, place in by_id.places(ids, sorted(instead)).items()] if instead else []
    for name in sorted({column for _, values in found for column in values}):
        new = {place: values[name] for place, values in found if name in values}
        rows = by_id.with_values(rows, name, new)
    return rows
