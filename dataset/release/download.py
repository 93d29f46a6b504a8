"""How a release is got from elsewhere: `python -m dataset get [VERSION] --from SOURCE --to FOLDER`.

What belongs here: reading a folder of releases through the network, and putting one release in its place only once all
of it was verified. A run that was killed is gone on with. Nothing is believed that the index and the manifest do not
vouch for.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dataset.files import replaced
from dataset.release.index import NAME, Entry, Index, parse_index, read_index, repair_latest, sync_folder, write_index
from dataset.release.manifest import NAME as MANIFEST
from dataset.release.manifest import FileEntry, ReleaseError, from_json, is_there
from dataset.release.placing import MAKING, alone, sync_files
from dataset.release.stores import in_our_words, is_address, open_store
from dataset.release.verify import verify

if TYPE_CHECKING:
    from obstore.store import ObjectStore

Tell = Callable[[str], None]
CHUNK = 1 << 20
LARGEST_TEXT = 64 << 20
"""Bytes that an index or a manifest may have."""


class Source:
    """A folder of releases somewhere: a path, an object store or a web server."""

    def __init__(self, address: str) -> None:
        self.name = address
        self._store: ObjectStore = open_store(address if is_address(address) else Path(address).absolute().as_uri())

    def read(self, path: str) -> bytes:
        """Give a small file; raises ReleaseError where it is not there or too large to be one."""
        parts: list[bytes] = []
        self._stream(path, LARGEST_TEXT, parts.append)
        return b"".join(parts)

    def fetch(self, path: str, entry: FileEntry, to: Path) -> None:
        """Get a file; raises ReleaseError where it is not the one that the entry tells of."""
        digest = hashlib.sha256()
        with replaced(to) as new, open(new, "wb") as file:

            def keep(chunk: bytes) -> None:
                digest.update(chunk)
                file.write(chunk)

            size = self._stream(path, entry.bytes, keep)
            if size != entry.bytes or digest.hexdigest() != entry.sha256:
                raise ReleaseError(f"{self.name}/{path} is not the file that its manifest names")

    def _stream(self, path: str, largest: int, keep: Callable[[bytes], object]) -> int:
        """Give what is read to `keep` in chunks; give the number of bytes."""
        size = 0
        for chunk in self._chunks(path):
            size += len(chunk)
            if size > largest:
                raise ReleaseError(f"{self.name}/{path} is larger than it may be")
            keep(chunk)
        return size

    def _chunks(self, path: str) -> Iterator[bytes]:
        import obstore

        try:
            with in_our_words(self.name):
                for chunk in obstore.get(self._store, path).stream(min_chunk_size=CHUNK):
                    yield bytes(chunk)
        except FileNotFoundError:
            raise ReleaseError(f"{self.name} has no {path}") from None


def get(address: str, folder: Path, version: str | None, tell: Tell) -> Path:
    """Get a release into a folder and verify it: the version named, or the latest. Give where it lies.

    With the latest comes the index, so that releases can be made on top of it. Raises ReleaseError where there is no
    such release, it cannot be read or does not verify, or the folder holds releases that the source does not.
    """
    source = Source(address)
    index = parse_index(source.read(NAME), f"{source.name}/{NAME}")
    wanted = index.entry(version or index.latest or "")
    if wanted is None:
        raise ReleaseError(f"{source.name} has no release {version}; it has {', '.join(index.versions) or 'none'}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            _check_history(folder, index)
            _put_in_place(source, folder, wanted, tell)
            if wanted.version == index.latest:
                write_index(folder, index)
                repair_latest(folder, index)
    except OSError as error:
        raise ReleaseError(f"{folder}: {error.strerror or error}") from error
    return folder / wanted.version


def _check_history(folder: Path, index: Index) -> None:
    mine = read_index(folder)
    if mine and (mine.collection != index.collection or mine.history != index.history[: len(mine.history)]):
        raise ReleaseError(f"{folder} holds releases of its own, which that source does not have: name another folder")


def _put_in_place(source: Source, folder: Path, wanted: Entry, tell: Tell) -> None:
    place, making = folder / wanted.version, folder / f"{MAKING}{wanted.version}"
    if place.exists():
        _check(place, wanted)
        tell(f"{wanted.version}: is there already, and verifies")
        return
    making.mkdir(exist_ok=True)
    got = _fetch_all(source, making, wanted)
    _check(making, wanted)
    sync_files(making)
    os.rename(making, place)
    sync_folder(folder)
    tell(f"{wanted.version}: {got} files got, verified; it lies in {place}")


def _fetch_all(source: Source, making: Path, wanted: Entry) -> int:
    """Get the files of a release that are not there yet; give how many."""
    text = source.read(f"{wanted.version}/{MANIFEST}")
    if hashlib.sha256(text).hexdigest() != wanted.manifest_sha256:
        raise ReleaseError(f"{source.name}/{wanted.version}/{MANIFEST} is not the manifest that {NAME} names")
    entries = {entry.file: entry for entry in from_json(text.decode()).entries}
    for path in making.iterdir():
        if path.name not in entries:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    missing = [entry for name, entry in entries.items() if not is_there(making / name, entry)]
    for entry in missing:
        source.fetch(f"{wanted.version}/{entry.file}", entry, making / entry.file)
    (making / MANIFEST).write_bytes(text)
    return len(missing) + 1


def _check(folder: Path, wanted: Entry) -> None:
    problems = [str(problem) for problem in verify(folder).problems]
    if hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest() != wanted.manifest_sha256:
        problems.insert(0, f"{MANIFEST}: is not the one that the source's {NAME} names")
    if problems:
        raise ReleaseError(f"{folder} does not verify: {'; '.join(problems[:3])}")
