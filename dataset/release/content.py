"""The hash over a table's content: the same for the same rows, whatever wrote the file and however it is laid out.

A column is written as three streams: one byte a row (1 where there is a value), the lengths of the values (UTF-8 bytes
of a text, items of a list), and the values without the nulls: texts as UTF-8 one after the other, numbers as float64,
counts, days (since 1970-01-01) and moments (microseconds since then) as int64, flags as one byte, all little-endian; a
list has its items written the same way instead. The column's hash is the SHA-256 over the streams' SHA-256; the
table's is the SHA-256 over the lines `form`, `rows`, and `name kind hash` of each column. Rows stand sorted by key.
"""

import hashlib
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FORM = "groundline-content/1"


def content_sha256(rows: pa.Table) -> str:
    """Give the SHA-256 over a table's columns, in their order, and its rows, in theirs."""
    written = {}
    for name in rows.column_names:
        column = rows.column(name)
        written[name] = _Column(column.type)
        for chunk in column.chunks:
            written[name].add(chunk)
    return _sha256(rows.num_rows, written)


class Content:
    """The same hash over rows that come in blocks."""

    def __init__(self, schema: pa.Schema) -> None:
        self.rows = 0
        self._written = {field.name: _Column(field.type) for field in schema}

    def add(self, rows: pa.Table) -> None:
        """Add the rows that follow."""
        self.rows += rows.num_rows
        for name, column in self._written.items():
            for chunk in rows.column(name).chunks:
                column.add(chunk)

    def sha256(self) -> str:
        """Give the SHA-256 over all rows that were added."""
        return _sha256(self.rows, self._written)


def _sha256(rows: int, written: Mapping[str, "_Column"]) -> str:
    digest = hashlib.sha256(f"{FORM}\n{rows}\n".encode())
    for name, column in written.items():
        digest.update(f"{name} {column.kind} {column.digest().hex()}\n".encode())
    return digest.hexdigest()


class _Column:
    """The streams of one column, or of the items of a list."""

    def __init__(self, kind: pa.DataType) -> None:
        self._present, self._lengths, self._values = (hashlib.sha256() for _ in range(3))
        self._items = _Column(kind.value_type) if pa.types.is_list(kind) else None
        self.kind: str = f"list of {self._items.kind}" if self._items else _scalar_kind(kind)

    def add(self, values: pa.Array) -> None:
        """Write some more values."""
        self._present.update(_little(values.is_valid(), "u1"))
        values = values.drop_null()
        if self._items:
            self._lengths.update(_little(pc.list_value_length(values), "<i8"))
            self._items.add(values.flatten())
        elif self.kind == "text":
            self._lengths.update(_little(pc.binary_length(values), "<i8"))
            self._values.update(utf8(values))
        elif self.kind == "number":
            self._values.update(_little(values, "<f8"))
        elif self.kind == "flag":
            self._values.update(_little(values, "u1"))
        elif self.kind == "day":
            self._values.update(_little(values.cast(pa.int32()), "<i8"))
        else:  # count, moment
            self._values.update(_little(values.cast(pa.int64()), "<i8"))

    def digest(self) -> bytes:
        """Give the SHA-256 over the streams' hashes."""
        last = self._items.digest() if self._items else self._values.digest()
        return hashlib.sha256(self._present.digest() + self._lengths.digest() + last).digest()


def _scalar_kind(kind: pa.DataType) -> str:
    """Name a type in our own words: Arrow's names for the same type change between its versions."""
    kinds = {
        pa.string(): "text",
        pa.float64(): "number",
        pa.int64(): "count",
        pa.bool_(): "flag",
        pa.date32(): "day",
        pa.timestamp("us", tz="UTC"): "moment",
    }
    return kinds[kind]


def _little(values: pa.Array, form: str) -> bytes:
    return values.to_numpy(zero_copy_only=False).astype(form).tobytes()


def utf8(values: pa.StringArray) -> bytes | memoryview:
    """Give the bytes of texts none of which is null, one after the other."""
    _, offsets, data = values.buffers()
    if not len(values) or data is None:
        return b""
    ends = np.frombuffer(offsets, dtype=np.int32)[values.offset : values.offset + len(values) + 1]
    return memoryview(data)[int(ends[0]) : int(ends[-1])]
