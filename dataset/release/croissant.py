"""`croissant.json`: a release as MLCommons Croissant 1.0 describes a dataset, every column from the contract."""

from collections.abc import Mapping
from typing import Any

from dataset.contract.fields import FIELDS
from dataset.contract.known import known_of
from dataset.contract.model import Field, Table
from dataset.contract.tables import TABLES
from dataset.release.about import (
    ABSTRACT,
    AUTHORS,
    CAVEAT,
    KEYWORDS,
    LICENCE_URL,
    NAME,
    TITLE,
    About,
)
from dataset.release.manifest import FileEntry, PartEntry, TableEntry
from dataset.release.version import parse

TYPES: Mapping[str, str] = {
    "text": "sc:Text",
    "id": "sc:Text",
    "code": "sc:Text",
    "number": "sc:Float",
    "count": "sc:Integer",
    "flag": "sc:Boolean",
    "day": "sc:Date",
    "moment": "sc:DateTime",
    "texts": "sc:Text",
    "spans": "sc:Integer",
}
"""Kind of column -> type of schema.org; lists are repeated values of it."""
PARQUET = "application/x-parquet"
"""The one name under which Croissant's readers know Parquet."""
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the standard prescribes."""


def croissant(about: About) -> dict[str, Any]:
    """Give the Croissant description of a release as a JSON-LD object."""
    parts = [(table, part) for table in about.tables for part in table.parts]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": NAME,
        "alternateName": TITLE,
        "description": f"{ABSTRACT} {CAVEAT}",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "version": _semantic(about.version),
        "datePublished": about.made_on,
        "license": LICENCE_URL,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "citeAs": f"{AUTHORS}: {TITLE}, version {about.version}, {about.made_on[:4]}.",
        "distribution": [
            *(_file(part, PARQUET) for _, part in parts),
            *(_file(sheet, "text/csv") for sheet in about.sheets),
        ],
        "recordSet": [_record_set(table, part) for table, part in parts],
    }


def _semantic(version: str) -> str:
    """Give a version in the form that the standard asks for (MAJOR.MINOR.PATCH): `2025.12.5`, `2025.12.5+1`."""
    name = parse(version)
    text = f"{name.day.year}.{name.day.month}.{name.day.day}"
    return f"{text}+{name.number}" if name.number else text


def _file(entry: FileEntry, media: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": entry.file,
        "name": entry.file,
        "contentUrl": entry.file,
        "contentSize": f"{entry.bytes} B",
        "encodingFormat": media,
        "sha256": entry.sha256,
    }


def _record_set(entry: TableEntry, part: PartEntry) -> dict[str, Any]:
    table, name = TABLES[entry.name], part.file.removesuffix(".parquet")
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.meaning,
        "key": [{"@id": f"{name}/{column}"} for column in table.key],
        "field": [_field(FIELDS[column], table, name, part.file) for column in table.columns],
    }


def _field(field: Field, table: Table, record_set: str, file: str) -> dict[str, Any]:
    given = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{field.name}",
        "name": field.name,
        "description": " ".join(filter(None, (field.meaning, known_of(table.name, field.name)))),
        "dataType": TYPES[field.kind],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
    return given | ({"repeated": True} if field.kind in ("texts", "spans") else {})
