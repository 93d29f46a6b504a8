"""A release opened for reading: its manifest and its tables, also where the contract has moved on since."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from dataset.curation.withheld import NOTHING, Withheld
from dataset.release.at_hand import AtHand, OnDisk
from dataset.release.index import NAME, read_index
from dataset.release.lineage import Lineage
from dataset.release.manifest import Manifest, ReleaseError, TableEntry, file_entry, read_manifest
from dataset.release.parts import on_disk
from dataset.release.version import is_version


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tables of one moment, and what made them: a release, or what is about to be one."""

    tables: Mapping[str, pa.Table]
    lineage: Lineage
    withheld: Withheld = NOTHING
    """What was taken down, of what is about to be a release; a release tells by `changes` what was."""


def _unchanged(folder: Path, entry: TableEntry) -> OnDisk:
    """Give a table; raises ReleaseError where a file is not as the manifest says."""
    for part in entry.parts:
        path = folder / part.file
        if not path.is_file() or file_entry(path).sha256 != part.sha256:
            raise ReleaseError(f"{path} is missing or was changed after the release was made")
    return on_disk(folder, entry)


@dataclass(frozen=True, slots=True)
class Release:
    """One release in its folder."""

    folder: Path
    manifest: Manifest

    @property
    def tables(self) -> AtHand:
        """The tables by name, as they were written; ask once and keep it."""
        return AtHand({entry.name: partial(_unchanged, self.folder, entry) for entry in self.manifest.tables})

    @property
    def snapshot(self) -> Snapshot:
        """The tables and what made them."""
        return Snapshot(self.tables, self.manifest.lineage)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A release that is being made, and the one before it: what its quality report is about. Each is its own."""

    version: str
    tables: Mapping[str, pa.Table]
    """All of them."""
    version_before: str | None
    tables_before: Mapping[str, pa.Table] | None
    """None where there is no release before; one made under an older contract may lack tables and columns."""


def open_release(folder: Path) -> Release:
    """Open the release in a folder; raises ReleaseError where there is none or its manifest was changed."""
    return Release(folder, read_manifest(folder))


def find_release(releases: Path, name: str | None = None) -> Path:
    """Give the folder of a release: of a version that the index names, a folder of its own, or the latest one.

    Raises ReleaseError where there is no such release.
    """
    if name is not None and not is_version(name):
        folder = releases / name if name == "latest" else Path(name)
        if not folder.is_dir():
            raise ReleaseError(f"{name} is neither a version nor the folder of a release")
        return folder
    index = read_index(releases)
    if index is None or index.latest is None:
        raise ReleaseError(f"{releases} has no release yet ({NAME} is not there); make one with the job `release`")
    if name is not None and name not in index.versions:
        raise ReleaseError(f"{releases} has no release {name}; it has {', '.join(index.versions)}")
    return releases / (name or index.latest)
