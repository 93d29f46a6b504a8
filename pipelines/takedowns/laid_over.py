"""What is withheld, laid over rows: what goes is left out, and what is published otherwise stands in its place.

What belongs here: the laying over. It comes before people's decisions and before anything is counted.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.curation.withheld import Withheld
from dataset.release.differences import row_ids


def without(rows: pa.Table, withheld: Withheld, name: str = "articles", key: str = "article_id") -> pa.Table:
    """Give the rows whose key is none of those of a table that are withheld."""
    ids = withheld.of(name)
    if not ids:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows.column(key), value_set=pa.array(sorted(ids), pa.string()))))


def as_published(name: str, rows: pa.Table, withheld: Withheld) -> pa.Table:
    """Give rows as they were read (`read_in` in front) without what is withheld of them."""
    rows = without(rows, withheld, key="read_in")
    if name == "claim_chain":
        rows = without(rows, withheld, "claims", "claim_id")
    ids = _ids(name, rows)
    if gone := withheld.of(name):
        is_kept = pc.invert(pc.is_in(ids, value_set=pa.array(sorted(gone), pa.string())))
        rows, ids = rows.filter(is_kept), ids.filter(is_kept)
    return _with_values(rows, ids, withheld.values.get(name, {}))


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
    if not instead:
        return rows
    wanted = sorted(instead)
    places = pc.index_in(pa.array(wanted, pa.string()), value_set=ids).to_pylist()
    found = [(place, instead[one]) for one, place in zip(wanted, places, strict=True) if place is not None]
    for name in sorted({column for _, values in found for column in values}):
        new = [(place, values[name]) for place, values in found if name in values]
        column, take = rows.column(name).combine_chunks(), np.arange(rows.num_rows)
        take[[place for place, _ in new]] = rows.num_rows + np.arange(len(new))
        both = pa.concat_arrays([column, pa.array([value for _, value in new], column.type)])
        rows = rows.set_column(rows.column_names.index(name), name, both.take(pa.array(take)))
    return rows
