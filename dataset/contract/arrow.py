"""The contract as Arrow: schemas, the one way to bring rows into them, and the one way to write and read Parquet.

Nothing else in the project writes Parquet, so that the same rows give the same bytes everywhere.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.contract.fields import FIELDS
from dataset.contract.model import Field, Table

TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "id": pa.string(),
    "code": pa.string(),
    "number": pa.float64(),
    "count": pa.int64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "texts": pa.list_(pa.string()),
    "spans": pa.list_(pa.list_(pa.int64())),
}
"""The Arrow type of each kind of column."""
ROW_GROUP = 131_072
"""Rows of a Parquet row group."""


class ContractError(ValueError):
    """Rows that do not fit the contract: names the table, the column and what is wrong."""


def required_in(table: Table) -> frozenset[str]:
    """Give the columns of a table that may not be null: its key, and what it or a field requires."""
    always = {name for name in table.columns if FIELDS[name].is_required}
    lists = {name for name in table.columns if FIELDS[name].kind in ("texts", "spans")}
    return frozenset(always | lists | set(table.key) | set(table.required))


def schema(table: Table) -> pa.Schema:
    """Give the Arrow schema of a table, meanings and units as metadata of its columns."""
    required = required_in(table)
    columns = [_arrow_field(FIELDS[name], name in required) for name in table.columns]
    return pa.schema(columns, metadata={"table": table.name, "description": table.meaning})


def _arrow_field(field: Field, is_required: bool) -> pa.Field:
    metadata = {"description": field.meaning}
    if field.unit:
        metadata["unit"] = field.unit
    return pa.field(field.name, TYPES[field.kind], nullable=not is_required, metadata=metadata)


def conform(rows: pa.Table | Iterable[Mapping[str, Any]], table: Table) -> pa.Table:
    """Bring rows into the contract's form: its columns in order, its types, sorted by key, one form for each value.

    Lists are never null, -0.0 is 0.0, and NaN is null. Raises ContractError where a column is missing or unknown, a
    value has another type, a required value is null, or a key stands twice.
    """
    result = in_form(rows, table).sort_by([(name, "ascending") for name in table.key]).combine_chunks()
    (result,) = unique([result], table)
    return result


def in_form(rows: pa.Table | Iterable[Mapping[str, Any]], table: Table) -> pa.Table:
    """Bring rows into the contract's form as `conform` does, in the order in which they come, whatever their keys."""
    wanted = schema(table)
    given = rows if isinstance(rows, pa.Table) else _from_rows(list(rows), table, wanted)
    if set(given.column_names) != set(table.columns):
        raise ContractError(f"{table.name}: columns differ: {sorted(set(given.column_names) ^ set(table.columns))}")
    columns = [_normal(given.column(name), FIELDS[name], table) for name in table.columns]
    nullable = pa.schema([field.with_nullable(True) for field in wanted], metadata=wanted.metadata)
    result = pa.Table.from_arrays(columns, schema=nullable)
    _check_required(result, table)
    return result.cast(wanted)


def _from_rows(rows: list[Mapping[str, Any]], table: Table, wanted: pa.Schema) -> pa.Table:
    known = set(table.columns)
    for row in rows:
        if row.keys() != known:
            raise ContractError(f"{table.name}: a row's columns differ: {sorted(row.keys() ^ known)}")
    arrays = []
    for field in wanted:
        try:
            arrays.append(pa.array([row[field.name] for row in rows], type=field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            raise ContractError(f"{table.name}.{field.name}: a value is no {field.type}") from None
    return pa.Table.from_arrays(arrays, names=list(table.columns))


def _normal(column: pa.ChunkedArray, field: Field, table: Table) -> pa.ChunkedArray:
    kind = TYPES[field.kind]
    try:
        column = column.cast(kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise ContractError(f"{table.name}.{field.name}: a value is no {kind}") from None  # Arrow's words quote it
    if field.kind == "number":
        column = pc.add(pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column), 0.0)
    if field.kind in ("texts", "spans") and column.null_count:
        column = pc.coalesce(column, pa.scalar([], kind))
    return column


def _check_required(rows: pa.Table, table: Table) -> None:
    for name in sorted(required_in(table)):
        if missing := rows.column(name).null_count:
            raise ContractError(f"{table.name}.{name}: required, but null in {missing} of {rows.num_rows} rows")


def unique(blocks: Iterable[pa.Table], table: Table) -> Iterator[pa.Table]:
    """Pass on rows that stand by their key, in blocks; raises ContractError at their end where a key stood twice."""
    twice, last = 0, None
    for block in blocks:
        keys = block.select(list(table.key))
        keys = (keys if last is None else pa.concat_tables([last, keys])).combine_chunks()
        same = reduce(pc.and_, (pc.equal(column[1:], column[:-1]) for column in keys.columns))
        twice, last = twice + (pc.sum(same).as_py() or 0), keys.slice(max(0, keys.num_rows - 1))
        yield block
    if twice:
        raise ContractError(f"{table.name}: {twice} rows have a key that another row has")


def empty(table: Table) -> pa.Table:
    """Give a table of the contract without rows."""
    return schema(table).empty_table()


def write(rows: pa.Table | Iterable[pa.Table], path: Path, table: Table) -> None:
    """Write a conformed table as Parquet; the same rows give the same bytes.

    It may come in blocks, all but the last of `ROW_GROUP` rows. zstd 9, page index, and a bloom filter on the first
    column of the key where that is an id (measured: half the size of snappy, lookups by id ten times faster). Raises
    ContractError where the schema is not the contract's.
    """
    blocks = iter([rows] if isinstance(rows, pa.Table) else rows)
    first = next(blocks, empty(table))
    with _writer(path, table, first.num_rows) as writer:
        for block in itertools.chain([first], blocks):
            if not block.schema.equals(schema(table), check_metadata=False):
                raise ContractError(f"{table.name}: not the contract's schema; conform the rows first")
            writer.write_table(block.replace_schema_metadata(schema(table).metadata), row_group_size=ROW_GROUP)


def _writer(path: Path, table: Table, rows: int) -> pq.ParquetWriter:
    """Give what writes a file, of whose first block the number of rows is known."""
    first = table.key[0]
    has_bloom = FIELDS[first].kind == "id" and rows
    # One filter a row group; without the number it is made for a million values: thirty times slower for a small file.
    bloom = {first: {"ndv": min(rows, ROW_GROUP)}} if has_bloom else None
    return pq.ParquetWriter(
        path,
        schema(table),
        compression="zstd",
        compression_level=9,
        write_page_index=True,
        store_schema=True,
        bloom_filter_options=bloom,
    )


def read(path: Path, table: Table, columns: list[str] | None = None) -> pa.Table:
    """Read a Parquet file of a table, or some columns of it.

    Raises ContractError where its columns are not the contract's.
    """
    return fitted(pq.read_table(path, columns=columns, memory_map=False), table, columns)


def fitted(rows: pa.Table, table: Table, columns: list[str] | None = None) -> pa.Table:
    """Give rows as they were read in the contract's schema; raises ContractError where their columns are others."""
    check_fits(rows, table, columns)
    return rows.cast(_wanted(table, columns))


def check_fits(rows: pa.Table, table: Table, columns: list[str] | None = None) -> None:
    """Raise ContractError where rows, which need only have a schema, have other columns than the contract."""
    wanted = _wanted(table, columns)
    if rows.schema.names != wanted.names or rows.schema.types != wanted.types:
        raise ContractError(f"{table.name}: was written under another contract")


def _wanted(table: Table, columns: list[str] | None) -> pa.Schema:
    return schema(table) if columns is None else pa.schema([schema(table).field(name) for name in columns])
