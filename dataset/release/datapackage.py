"""`datapackage.json`: a release as a data package of Frictionless Data, every column from the contract.

A Parquet file is a resource of the type `file` with a schema: its validator then compares size and hash, which it does
not for what it reads as a table. A table in several files is a resource a file, and the keys that lead to it are left
out: the standard knows no key over several files. So are the keys of columns that are lists.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dataset.contract import flat
from dataset.contract.arrow import required_in
from dataset.contract.fields import FIELDS
from dataset.contract.known import known_of
from dataset.contract.model import Field, Table
from dataset.contract.tables import TABLES
from dataset.release.about import (
    ABSTRACT,
    AUTHORS,
    CAVEAT,
    KEYWORDS,
    LICENCE_ID,
    LICENCE_NAME,
    LICENCE_URL,
    NAME,
    TITLE,
    About,
)
from dataset.release.manifest import FileEntry

TYPES: Mapping[str, str] = {
    "text": "string",
    "id": "string",
    "code": "string",
    "number": "number",
    "count": "integer",
    "flag": "boolean",
    "day": "date",
    "moment": "datetime",
    "texts": "array",
    "spans": "array",
}
"""Kind of column -> type of Table Schema."""
PARQUET = "application/vnd.apache.parquet"


def data_package(about: About) -> dict[str, Any]:
    """Give the data package of a release as a JSON object."""
    return {
        "profile": "data-package",
        "name": NAME,
        "title": TITLE,
        "description": f"{ABSTRACT} {CAVEAT}",
        "version": about.version,
        "created": f"{about.made_on}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [{"name": LICENCE_ID, "title": LICENCE_NAME, "path": LICENCE_URL}],
        "contributors": [{"title": AUTHORS, "role": "author"}],
        "resources": [*_table_resources(about), *map(_sheet_resource, about.sheets)],
    }


def _table_resources(about: About) -> Iterator[dict[str, Any]]:
    whole = {entry.name for entry in about.tables if entry.parts[0].month is None}
    for entry in about.tables:
        for part in entry.parts:
            yield _resource(part, "file", "parquet", PARQUET) | {
                "title": TABLES[entry.name].meaning,
                "schema": _schema(TABLES[entry.name], whole if entry.name in whole else set()),
            }


def _resource(entry: FileEntry, kind: str, form: str, media: str) -> dict[str, Any]:
    return {
        "name": entry.file.removesuffix(f".{form}") if kind == "file" else entry.file,
        "type": kind,
        "path": entry.file,
        "format": form,
        "mediatype": media,
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
    }


def _schema(table: Table, whole: set[str]) -> dict[str, Any]:
    """Give the schema of a table, with the keys into tables that are one file."""
    required = required_in(table)
    keys = [
        {"fields": [column], "reference": {"resource": "" if target == table.name else target, "fields": [key]}}
        for column, target in table.points_to.items()
        if target in whole and TYPES[FIELDS[column].kind] != "array"
        for key in TABLES[target].key
    ]
    schema = {
        "fields": [_field(FIELDS[name], table, name in required) for name in table.columns],
        "missingValues": [],
        "primaryKey": list(table.key),
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(field: Field, table: Table, is_required: bool) -> dict[str, Any]:
    limits = {
        "required": is_required or None,
        "enum": list(field.allowed) or None,
        "pattern": field.pattern,
        "minimum": field.low,
        "maximum": field.high,
    }
    unit = f" Unit: {field.unit}." if field.unit else ""
    given: dict[str, Any] = {
        "name": field.name,
        "type": TYPES[field.kind],
        "description": " ".join(filter(None, (f"{field.meaning}{unit}", known_of(table.name, field.name)))),
    }
    constraints = {name: value for name, value in limits.items() if value is not None}
    return given | ({"constraints": constraints} if constraints else {})


def _sheet_resource(entry: FileEntry) -> dict[str, Any]:
    return _resource(entry, "table", "csv", "text/csv") | {
        "profile": "tabular-data-resource",
        "title": "The claims as one flat file for spreadsheets.",
        "encoding": "utf-8-sig",
        "schema": {"fields": list(_flat_fields(flat.COLUMNS)), "primaryKey": ["claim_id"]},
    }


def _flat_fields(columns: Iterable[flat.FlatColumn]) -> Iterator[dict[str, Any]]:
    for column in columns:
        yield {"name": column.name, "type": column.kind, "description": column.meaning}
