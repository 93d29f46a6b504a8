"""Which releases there are: `index.json`, the truth, and the link `latest`, which follows it.

A folder that the index does not name is no release, however complete it looks.
"""

import dataclasses
import errno
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from dataset.files import replaced
from dataset.release import manifest as manifests
from dataset.release.manifest import Manifest, ReleaseError
from dataset.release.version import Version, parse

FORM = "groundline-index/1"
NAME = "index.json"
LATEST = "latest"

_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a file system says that has no symbolic links."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One release, as the index names it; its folder has the name of the version."""

    version: str
    made_on: str
    rows: dict[str, int]
    bytes: int
    manifest_sha256: str
    content_sha256: dict[str, str] = field(default_factory=dict)
    """By table, over its rows; empty for releases made before it was written here, as is `changed_in`."""
    changed_in: dict[str, str] = field(default_factory=dict)
    """By table, the version in which its rows last changed."""


@dataclass(frozen=True, slots=True)
class Index:
    """All releases of one collection, oldest first."""

    collection: str
    entries: tuple[Entry, ...]

    @property
    def versions(self) -> list[str]:
        """The names of the releases, oldest first."""
        return [entry.version for entry in self.entries]

    @property
    def latest(self) -> str | None:
        """The name of the newest release; None where there is none."""
        return self.entries[-1].version if self.entries else None

    @property
    def history(self) -> list[tuple[str, str]]:
        """What was released, oldest first: version, and hash of its manifest."""
        return [(entry.version, entry.manifest_sha256) for entry in self.entries]

    def entry(self, version: str) -> Entry | None:
        """Give the entry of a version; None where the index does not name it."""
        return next((entry for entry in self.entries if entry.version == version), None)


def entry_of(manifest: Manifest, before: tuple[Manifest, Entry] | None) -> Entry:
    """Give the entry of a release from its manifest, and from manifest and entry of the release before."""
    seal = hashlib.sha256(manifests.to_json(manifest).encode()).hexdigest()
    content = {table.name: table.content_sha256 for table in manifest.tables}
    changed = {name: _changed_in(manifest.version, name, content[name], before) for name in content}
    return Entry(manifest.version, manifest.made_on, manifest.rows, manifest.bytes, seal, content, changed)


def _changed_in(version: str, name: str, content: str, before: tuple[Manifest, Entry] | None) -> str:
    if before is None:
        return version
    manifest, entry = before
    table = manifest.table(name)
    if table is None or table.content_sha256 != content:
        return version
    return entry.changed_in.get(name, entry.version)


def read_index(releases: Path) -> Index | None:
    """Read the index of a folder of releases; None where there is none. Raises ReleaseError where it is damaged."""
    path = releases / NAME
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read: {error}") from error
    return parse_index(text, str(path))


def parse_index(text: bytes, where: str) -> Index:
    """Read the text of an index that was found somewhere; raises ReleaseError, naming that, where it is damaged."""
    try:
        document = json.loads(text)
        if document["format"] != FORM:
            raise ReleaseError(f"{where}: is of the form {document['format']!r}, this reader knows {FORM!r}")
        index = Index(document["collection"], tuple(Entry(**entry) for entry in document["versions"]))
        order: list[Version] = [parse(version) for version in index.versions]
        if document["latest"] != index.latest or order != sorted(set(order)):
            raise ValueError("its versions are not in order")
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseError(f"{where} is damaged: {error!r}") from error
    return index


def index_text(index: Index) -> str:
    """Give the text of `index.json`; the same index gives the same text."""
    document = {
        "format": FORM,
        "collection": index.collection,
        "latest": index.latest,
        "versions": [dataclasses.asdict(entry) for entry in index.entries],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write_index(releases: Path, index: Index) -> None:
    """Replace the index in one step; readers see the old one or the new one."""
    with replaced(releases / NAME) as path:
        path.write_text(index_text(index), encoding="utf-8")
    sync_folder(releases)


def repair_latest(releases: Path, index: Index | None) -> None:
    """Make the link `latest` lead where the index says; a file system without links goes without."""
    link = releases / LATEST
    wanted = index.latest if index else None
    if link.exists() and not link.is_symlink():
        raise ReleaseError(f"{link} is no symbolic link; move it away, releases put their link there")
    if wanted is None:
        link.unlink(missing_ok=True)
    elif not link.is_symlink() or os.readlink(link) != wanted:
        new = releases / f".{LATEST}.{os.getpid()}"
        new.unlink(missing_ok=True)
        try:
            os.symlink(wanted, new, target_is_directory=True)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return
        os.replace(new, link)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
