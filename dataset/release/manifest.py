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

FORM = "groundline-release/1"
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
class TableEntry(FileEntry):
    """The file of one table of a release."""

    name: str
    rows: int
    content_sha256: str
    """Over the rows and not the file, as `content.py` defines it: survives another version of the writer."""


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
        return [*self.tables, *self.files]


def to_json(manifest: Manifest) -> str:
    """Give the text of `manifest.json`; the same manifest gives the same text."""
    document = {"format": FORM, **dataclasses.asdict(manifest)}
    return _text({**document, "seal": hashlib.sha256(_text(document).encode()).hexdigest()})


def from_json(text: str) -> Manifest:
    """Read the text of `manifest.json`; raises ReleaseError where it is not as it was written."""
    try:
        document = json.loads(text)
        form = document.pop("format")
        if form != FORM:
            raise ReleaseError(f"{NAME}: is of the form {form!r}, this reader knows {FORM!r}")
        document.pop("seal")
        manifest = _manifest(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{NAME}: cannot be read: {error}") from error
    if to_json(manifest) != text:
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


def _manifest(document: dict[str, Any]) -> Manifest:
    lineage = Lineage(**document.pop("lineage"))
    tables = tuple(TableEntry(**entry) for entry in document.pop("tables"))
    files = tuple(FileEntry(**entry) for entry in document.pop("files"))
    manifest = Manifest(**document, lineage=lineage, tables=tables, files=files)
    for entry in manifest.entries:
        if Path(entry.file).name != entry.file or entry.file == NAME:
            raise ReleaseError(f"{NAME}: names a file outside the release: {entry.file!r}")
    return manifest


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
