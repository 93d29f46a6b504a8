"""The target that is an object store: S3, Google Cloud Storage, Azure, or what speaks like one of them.

Nobody can hold a store. So a version is reserved for one manifest before its first file is sent, by an object that can
be created only once: whoever has other content under the same version is told, and never writes over the files of the
first. The index is replaced only where it still has the tag with which it was found.

A publisher that is killed leaves its reservation; the same release goes on with it. Another one may take it over once
nothing was heard of the first for `LAPSES`. The first may only have slept. So whoever takes over gives the index
another tag beforehand, by a blank line at its end: nobody who began before can replace it any more. And a file is
written only where none was found, or as what was found, and only while the version is reserved for its writer, looked
at in this order: what the first still writes when it wakes up is told to it, or seen by the other and written anew.
"""

import hashlib
import time
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path

from dataset.release.index import NAME, Index, index_text, parse_index
from dataset.release.manifest import FileEntry, ReleaseError
from dataset.release.objects import Objects
from dataset.release.stores import in_our_words
from dataset.release.target import Found, Outrun, Sending

RESERVED = ".reserved"
CLOCK = f"{RESERVED}/clock"
"""Written to learn what time it is for the store."""
LAPSES = timedelta(hours=1)
"""After which a reservation may be taken over."""
LIFE_SIGN = timedelta(minutes=10)
"""After which a publisher shows that it is still at work."""
CHUNK = 1 << 20
_TRIES = 5


class ObjectTarget:
    """A bucket or a part of one."""

    def __init__(self, address: str) -> None:
        self._objects = Objects(address)
        self.name = self._objects.name
        self._mine: dict[str, bytes] = {}
        """What each version is reserved with here: the hash of its manifest."""
        self._shown: dict[str, float] = {}
        """When it was last shown that somebody is at work on each."""

    def held(self) -> AbstractContextManager[None]:
        """Hold nothing: reservation and tag do what a lock does elsewhere."""
        return nullcontext()

    def read_index(self) -> Found | None:
        """Give its index; None where it has none yet."""
        return self._objects.read(NAME)

    def begin(self, sending: Sending, index: Found | None) -> Found | None:
        """Reserve the version for a manifest, and take away files that are not of it; give the index as it is now."""
        mine, place = sending.manifest_sha256.encode(), _place(sending.version)
        self._mine[sending.version], self._shown[sending.version] = mine, time.monotonic()
        if not self._objects.create(place, mine):
            found = self._objects.read(place)
            if found is not None and found.text == mine:
                self._objects.swap(place, mine, found.tag)
            else:
                index = self._taken_over(sending, found, index)
        self._delete_but(sending.version, sending.names)
        return index

    def _taken_over(self, sending: Sending, found: Found | None, index: Found | None) -> Found:
        """Take a version over from a publisher that is gone; raises Outrun where it may still be there."""
        if found is not None and self._objects.age(found, CLOCK) < LAPSES:
            raise Outrun(
                f"{self.name}: another publisher has begun a release {sending.version} with other content. Wait for "
                "it, get its release, and make yours on top of that; or try again when nothing was heard of it for "
                f"{LAPSES.total_seconds() / 60:.0f} minutes"
            )
        begun = index.text if index else index_text(Index(sending.collection, ())).encode()
        self.replace_index(begun + b"\n", index)
        if not self._objects.swap(_place(sending.version), self._mine[sending.version], found.tag if found else None):
            raise Outrun(f"{self.name}: another publisher takes {sending.version} over; wait for its release")
        fenced = self.read_index()
        if fenced is None or fenced.text != begun + b"\n":
            raise self._outrun(fenced)
        return fenced

    def has(self, version: str, entry: FileEntry) -> bool:
        """Say whether a file of a version is there, with that size and hash; reads it where the size is right."""
        import obstore

        path, digest = f"{version}/{entry.file}", hashlib.sha256()
        with in_our_words(self.name):
            try:
                found = obstore.get(self._objects.store, path)
                if found.meta["size"] != entry.bytes:
                    return False
                for chunk in found.stream(min_chunk_size=CHUNK):
                    digest.update(chunk)
            except FileNotFoundError:
                return False
        return digest.hexdigest() == entry.sha256

    def put(self, version: str, path: Path) -> None:
        """Send a file of a version; raises Outrun where the version was taken over."""
        for _ in range(_TRIES):
            before = self._objects.tag(f"{version}/{path.name}")
            self._check_reserved(version)
            if self._objects.swap(f"{version}/{path.name}", path, before):
                return
        raise ReleaseError(f"{self.name}: {version}/{path.name} is written by others all the time")

    def _check_reserved(self, version: str) -> None:
        found = self._objects.read(_place(version))
        if found is None or found.text != self._mine[version]:
            raise Outrun(f"{self.name}: another publisher has taken {version} over, as it heard nothing of this one")
        if time.monotonic() - self._shown[version] > LIFE_SIGN.total_seconds():
            self._objects.swap(_place(version), found.text, found.tag)
            self._shown[version] = time.monotonic()

    def finish(self, version: str) -> None:
        """Do nothing: the files have their names already, and only the index makes them a release."""

    def replace_index(self, text: bytes, before: Found | None) -> None:
        """Replace the index by compare-and-swap, or raise Outrun where it is another one by now."""
        if not self._objects.swap(NAME, text, before.tag if before else None):
            found = self.read_index()
            if found is None or found.text != text:  # the same text: an answer was lost, or a twin was faster
                raise self._outrun(found)

    def _outrun(self, found: Found | None) -> Outrun:
        latest = parse_index(found.text, self.name).latest if found else None
        return Outrun(
            f"{self.name}: another publisher was faster, the latest release there is {latest} now and yours is "
            "not published; get that one, make yours on top of it and publish again"
        )

    def give_up(self, version: str) -> None:
        """Free the version for others, where it is still reserved here."""
        found = self._objects.read(_place(version))
        if found is not None and found.text == self._mine[version]:
            self._objects.delete([_place(version)])

    def _delete_but(self, version: str, names: Collection[str]) -> None:
        there = self._objects.below(f"{version}/")
        if strange := [path for path in there if path.partition("/")[2] not in names]:
            self._check_reserved(version)
            self._objects.delete(strange)


def _place(version: str) -> str:
    return f"{RESERVED}/{version}"
