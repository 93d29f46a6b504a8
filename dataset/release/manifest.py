"""What a release says of itself: `manifest.json`, its tables and files with their hashes, and what they were made by.

The manifest is sealed: its last entry is the SHA-256 of the rest, so that a change of any byte of it shows.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataset.release.lineage import Lineage

FORM = "groundline-release/2"
FORM_OF_ONE_FILE = "groundline-release/1"
"""The form of before: each table is one file, whose entry is the table's."""
NAME = "manifest.json"


class ReleaseError(RuntimeError):
    """A release that cannot be made or read, and why."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a release."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PartEntry(FileEntry):
    """One of the files of a table, whose rows stand sorted by the table's key."""

    rows: int
    month: str | None = None
    """The month of publication of the rows' articles, YYYY-MM or `undated`; None where the table is one file."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of a release."""

    name: str
    rows: int
    content_sha256: str
    """Over the rows and not the files, as `content.py` defines it: survives another version of the writer."""
    parts: tuple[PartEntry, ...]
    """Its files: one, or one a month (`parts.py`)."""

    @property
    def bytes(self) -> int:
        """Size of its files."""
        return sum(part.bytes for part in self.parts)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release: its name, where it comes from, and everything in it."""

    version: str
    made_on: str
    """The day, in UTC, as YYYY-MM-DD."""
    previous: str | None
    """The release before, from which `changes` counts."""
    collection: str
    lineage: Lineage
    tables: tuple[TableEntry, ...]
    files: tuple[FileEntry, ...]
    """The files that are no table, this one excepted."""

    def table(self, name: str) -> TableEntry | None:
        """Give the entry of a table; None where the release has no such table."""
        return next((entry for entry in self.tables if entry.name == name), None)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return {entry.name: entry.rows for entry in self.tables}

    @property
    def bytes(self) -> int:
        """Size of all files, this one excepted."""
        return sum(entry.bytes for entry in self.entries)

    @property
    def entries(self) -> list[FileEntry]:
        """The entries of all files, this one excepted."""
        return [*(part for table in self.tables for part in table.parts), *self.files]


def to_json(manifest: Manifest) -> str:
    """Give the text of `manifest.json`; the same manifest gives the same text."""
    text = _text({"format": FORM, **dataclasses.asdict(manifest)})
    return _sealed(text, hashlib.sha256(text.encode()).hexdigest())


def from_json(text: str) -> Manifest:
    """Read the text of `manifest.json`; raises ReleaseError where it is not as it was written."""
    try:
        document = json.loads(text)
        form = document["format"]
        if form not in (FORM, FORM_OF_ONE_FILE):
            raise ReleaseError(f"{NAME}: is of the form {form!r}, this reader knows {FORM!r}")
        seal = document.pop("seal")
        rest = _text(document)
        manifest = _manifest(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{NAME}: cannot be read: {error}") from error
    if _sealed(rest, seal) != text or seal != hashlib.sha256(rest.encode()).hexdigest():
        raise ReleaseError(f"{NAME}: was changed after it was written: it does not match its seal")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release's folder; raises ReleaseError where there is none or it was changed."""
    try:
        return from_json((folder / NAME).read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{folder}: {NAME} cannot be read: {error}") from error


def file_entry(path: Path) -> FileEntry:
    """Give the entry of a file: its name, size and hash."""
    with open(path, "rb") as file:
        return FileEntry(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def is_there(path: Path, entry: FileEntry) -> bool:
    """Say whether a path is the file that an entry tells of: its size and hash."""
    return path.is_file() and path.stat().st_size == entry.bytes and file_entry(path).sha256 == entry.sha256


def _manifest(document: dict[str, Any]) -> Manifest:
    form = document.pop("format")
    lineage = Lineage(**document.pop("lineage"))
    tables = tuple(map(_table if form == FORM else _table_of_one_file, document.pop("tables")))
    files = tuple(FileEntry(**entry) for entry in document.pop("files"))
    manifest = Manifest(**document, lineage=lineage, tables=tables, files=files)
    for entry in manifest.entries:
        if Path(entry.file).name != entry.file or entry.file == NAME:
            raise ReleaseError(f"{NAME}: names a file outside the release: {entry.file!r}")
    return manifest


def _table(entry: dict[str, Any]) -> TableEntry:
    parts = tuple(PartEntry(**part) for part in entry.pop("parts"))
    return TableEntry(**entry, parts=parts)


def _table_of_one_file(entry: dict[str, Any]) -> TableEntry:
    name, content = entry.pop("name"), entry.pop("content_sha256")
    return TableEntry(name, entry["rows"], content, (PartEntry(**entry),))


def _sealed(text: str, seal: str) -> str:
    """Give the text of a document with its seal as the last entry."""
    return text.removesuffix("\n}\n") + f',\n  "seal": "{seal}"\n}}\n'


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
