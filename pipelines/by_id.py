"""Rows of an Arrow table found, left out and changed by the ids in a column, without a Python object a row.

What belongs here: what take-downs and people's decisions both do with rows. Which rows, and why, is for them to say.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def without(rows: pa.Table, ids: pa.Array | pa.ChunkedArray, gone: Iterable[str]) -> pa.Table:
    """Give the rows whose id is none of some; `ids` has the id of each row."""
    named = sorted(gone)
    return rows.filter(pc.invert(pc.is_in(ids, value_set=pa.array(named, pa.string())))) if named else rows


def places(ids: pa.Array | pa.ChunkedArray, wanted: Iterable[str]) -> dict[str, int]:
    """Give the number of the row of each id that has one; of several with one id the first."""
    wanted = list(wanted)
    values = ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids
    found = pc.index_in(pa.array(wanted, pa.string()), value_set=values).to_pylist()
    return {one: place for one, place in zip(wanted, found, strict=True) if place is not None}


def with_column(rows: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Give a table with one column replaced, in its place."""
    return rows.set_column(rows.column_names.index(name), name, values)


def with_values(rows: pa.Table, name: str, values: Mapping[int, Any]) -> pa.Table:
    """Give rows with some values of a column replaced, by the number of the row."""
    if not values:
        return rows
    column = rows.column(name).combine_chunks()
    take = np.arange(rows.num_rows)
    take[list(values)] = rows.num_rows + np.arange(len(values))
    both = pa.concat_arrays([column, pa.array(list(values.values()), column.type)])
    return rows.set_column(rows.column_names.index(name), name, both.take(pa.array(take)))
