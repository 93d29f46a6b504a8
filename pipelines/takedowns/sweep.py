"""A last look over what is about to be released: whether anything still names somebody who was taken down.

It looks at every word of every table, whatever took part in making it: people's decisions and reference tables too.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES
from dataset.release.differences import row_ids
from pipelines.takedowns.names import Names

_ADDRESSES = ("url", "origin", "entity_id", "outlet_id", "row_id", "old_id", "next_id", "new_id")
"""Ends of the names of columns in which words stand in lower case, parted by other signs."""


def still_named(tables: Mapping[str, pa.Table], names: Names) -> Iterator[str]:
    """Give table, column and number of each row that has one of the names; never the words."""
    if not names:
        return
    for name, rows in tables.items():
        for column in TABLES[name].columns:
            if FIELDS[column].kind in ("text", "texts") and column in rows.column_names:
                for number in _naming(rows.column(column), column, names):
                    yield f"{name}.{column}, {_row(rows, name, number)}"


def _naming(values: pa.ChunkedArray, column: str, names: Names) -> Iterator[int]:
    """Give the numbers of the rows whose value has one of the names; each value is looked through once."""
    words = pc.list_flatten(values) if pa.types.is_list(values.type) else values
    found = {one for one in words.unique().to_pylist() if _has(names, column, one)}
    if found:
        for number, value in enumerate(values.to_pylist()):
            if not found.isdisjoint(value if isinstance(value, list) else [value]):
                yield number


def _has(names: Names, column: str, words: str | None) -> bool:
    return names.in_address(words) if column.endswith(_ADDRESSES) else names.name(words)


def _row(rows: pa.Table, name: str, number: int) -> str:
    """Name a row by its key, where that is made of hashes alone; by its number where it may spell a name."""
    if any(FIELDS[column].kind == "text" for column in TABLES[name].key):
        return f"row {number}"
    return f"row {row_ids(rows.slice(number, 1), TABLES[name])[0].as_py()}"
