"""The target that is an object store: S3, Google Cloud Storage, Azure, or what speaks like one of them.

Nobody can hold a store. So a version is reserved for one manifest before its first file is sent, by an object that can
be created only once: whoever has other content under the same version is told, and never writes over the files of the
first. The index is replaced only where it still has the tag with which it was found. A publisher that is killed leaves
its reservation; the same release goes on with it.
"""

import contextlib
import hashlib
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from dataset.release.index import NAME, parse_index
from dataset.release.manifest import FileEntry, ReleaseError
from dataset.release.stores import WRITABLE, checked, in_our_words, open_store
from dataset.release.target import Found, Outrun

RESERVED = ".reserved"
CHUNK = 1 << 20


class ObjectTarget:
    """A bucket or a part of one."""

    def __init__(self, address: str) -> None:
        self.name = checked(address, WRITABLE)
        self._store = open_store(address, WRITABLE)

    def held(self) -> AbstractContextManager[None]:
        """Hold nothing: reservation and tag do what a lock does elsewhere."""
        return contextlib.nullcontext()

    def read_index(self) -> Found | None:
        """Give its index; None where it has none yet."""
        return self._read(NAME)

    def begin(self, version: str, manifest_sha256: str, names: Collection[str]) -> None:
        """Reserve the version for a manifest, and take away files that are not of it."""
        place = f"{RESERVED}/{version}"
        if not self._create(place, manifest_sha256.encode()):
            found = self._read(place)
            if found is None or found.text.decode(errors="replace") != manifest_sha256:
                raise Outrun(
                    f"{self.name}: another publisher has begun a release {version} with other content. Where it is "
                    f"gone for good, delete {place} there and try again; else wait for it, get its release, and make "
                    "yours on top of that"
                )
        self._delete_but(version, names)

    def has(self, version: str, entry: FileEntry) -> bool:
        """Say whether a file of a version is there, with that size and hash; reads it where the size is right."""
        import obstore

        path, digest = f"{version}/{entry.file}", hashlib.sha256()
        with in_our_words(self.name):
            try:
                found = obstore.get(self._store, path)
                if found.meta["size"] != entry.bytes:
                    return False
                for chunk in found.stream(min_chunk_size=CHUNK):
                    digest.update(chunk)
            except FileNotFoundError:
                return False
        return digest.hexdigest() == entry.sha256

    def put(self, version: str, path: Path) -> None:
        """Send a file of a version."""
        import obstore

        with self._writing():
            obstore.put(self._store, f"{version}/{path.name}", path)

    def finish(self, version: str) -> None:
        """Do nothing: the files have their names already, and only the index makes them a release."""

    def replace_index(self, text: bytes, before: Found | None) -> None:
        """Replace the index by compare-and-swap, or raise Outrun where it is another one by now."""
        if not self._swap(text, before):
            found = self.read_index()
            if found is None or found.text != text:  # the same text: an answer was lost, or a twin was faster
                latest = parse_index(found.text, self.name).latest if found else None
                raise Outrun(
                    f"{self.name}: another publisher was faster, the latest release there is {latest} now and yours is "
                    "not published; get that one, make yours on top of it and publish again"
                )

    def give_up(self, version: str) -> None:
        """Free the version for others."""
        import obstore

        with in_our_words(self.name), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, f"{RESERVED}/{version}")

    def _swap(self, text: bytes, before: Found | None) -> bool:
        if before is None:
            return self._create(NAME, text)
        import obstore
        from obstore.exceptions import PreconditionError

        if before.tag is None:
            raise ReleaseError(f"{self.name}: the store gives {NAME} no tag, so that it cannot be replaced safely")
        with self._writing():
            try:
                obstore.put(self._store, NAME, text, mode={"e_tag": before.tag})
            except PreconditionError:
                return False
        return True

    def _create(self, path: str, text: bytes) -> bool:
        """Create an object, or say that it is there already."""
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._writing():
            try:
                obstore.put(self._store, path, text, mode="create")
            except (AlreadyExistsError, PreconditionError):
                return False
        return True

    def _read(self, path: str) -> Found | None:
        import obstore

        with in_our_words(self.name):
            try:
                found = obstore.get(self._store, path)
                return Found(bytes(found.bytes()), found.meta["e_tag"])
            except FileNotFoundError:
                return None

    def _delete_but(self, version: str, names: Collection[str]) -> None:
        import obstore

        with self._writing():
            there = [one["path"] for batch in obstore.list(self._store, prefix=f"{version}/") for one in batch]
            if strange := [path for path in there if path.partition("/")[2] not in names]:
                obstore.delete(self._store, strange)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with in_our_words(self.name):
                yield
        except FileNotFoundError:
            raise ReleaseError(f"{self.name}: there is no such bucket or container") from None
