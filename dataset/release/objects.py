"""Objects of a store that several may want to write: created once, or replaced only as they were found.

What belongs here: single objects, and what a store says of them. Which of them make a release is for
`object_target.py`.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataset.release.manifest import ReleaseError
from dataset.release.stores import WRITABLE, checked, in_our_words, open_store
from dataset.release.target import Found

if TYPE_CHECKING:
    from obstore import PutMode

Data = bytes | Path
"""Sent in one piece: what a store takes so (S3: 5 GB) is the largest file."""
Tag = Mapping[str, str]


class Objects:
    """A bucket or a part of one; whatever it cannot do raises ReleaseError."""

    def __init__(self, address: str) -> None:
        self.name = checked(address, WRITABLE)
        self.store = open_store(address, WRITABLE)

    def read(self, path: str) -> Found | None:
        """Give an object, and by what the store recognises it; None where there is none."""
        import obstore

        with in_our_words(self.name):
            try:
                found = obstore.get(self.store, path)
                return Found(bytes(found.bytes()), _tag(found.meta), found.meta["last_modified"])
            except FileNotFoundError:
                return None

    def tag(self, path: str) -> Tag | None:
        """Give by what the store recognises an object; None where there is none."""
        import obstore

        with in_our_words(self.name):
            try:
                return _tag(obstore.head(self.store, path))
            except FileNotFoundError:
                return None

    def age(self, found: Found, clock: str) -> timedelta:
        """Give how long ago an object was written, by the store's own clock: `clock` is written to look at it."""
        self._put(clock, b"", "overwrite")
        now = self.read(clock)
        if now is None or now.changed_at is None or found.changed_at is None:
            raise ReleaseError(f"{self.name}: the store does not say when an object was written")
        return now.changed_at - found.changed_at

    def create(self, path: str, data: Data) -> bool:
        """Create an object, or say that it is there already."""
        return self._put(path, data, "create")

    def swap(self, path: str, data: Data, before: Tag | None) -> bool:
        """Replace an object as it was found, or say that it is another one by now; create it where none was found."""
        if before is None:
            return self.create(path, data)
        if not before:
            raise ReleaseError(f"{self.name}: the store gives {path} no tag, so that it cannot be replaced safely")
        mode: Any = dict(before)
        return self._put(path, data, mode)

    def _put(self, path: str, data: Data, mode: "PutMode") -> bool:
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._writing():
            try:
                obstore.put(self.store, path, data, mode=mode)
            except (AlreadyExistsError, PreconditionError):
                return False
        return True

    def below(self, prefix: str) -> list[str]:
        """Give the paths of the objects below a prefix."""
        import obstore

        with self._writing():
            return [one["path"] for batch in obstore.list(self.store, prefix=prefix) for one in batch]

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects; those that are gone already are no error."""
        import obstore

        with self._writing(), contextlib.suppress(FileNotFoundError):
            obstore.delete(self.store, paths)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with in_our_words(self.name):
                yield
        except FileNotFoundError:
            raise ReleaseError(f"{self.name}: there is no such bucket or container") from None


def _tag(meta: Mapping[str, Any]) -> Tag:
    """Give what a store's objects are told apart by: S3 and Azure look at the one, Google at the other."""
    return {name: meta[name] for name in ("e_tag", "version") if meta[name] is not None}
