"""Tables of an older release under the contract of today, for code that follows links from row to row.

A table that the release lacks has no rows; a column that it lacks is null. Whether a table was reshaped is told by the
tables as they are (`causes.py`).
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from dataset.contract.arrow import empty
from dataset.contract.tables import TABLES


class Fitted(Mapping[str, pa.Table]):
    """All tables of the contract by name, each fitted when it is asked for."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pa.Table:
        return _fitted(name, self._tables.get(name))

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def _fitted(name: str, rows: pa.Table | None) -> pa.Table:
    wanted = empty(TABLES[name])
    if rows is None or rows.schema.names == wanted.schema.names:
        return wanted if rows is None else rows
    columns = [
        rows.column(field.name) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in wanted.schema
    ]
    return pa.table(columns, names=wanted.schema.names)
