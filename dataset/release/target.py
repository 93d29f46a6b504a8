"""Where releases are published to: what a target must do, and the target that is a folder.

What belongs here: how one kind of place takes files so that a kill at any moment leaves its releases as they were. In
which order they are sent is for `upload.py`; object stores are in `object_target.py`.
"""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dataset.files import replaced
from dataset.release.index import NAME, parse_index, repair_latest, sync_folder
from dataset.release.manifest import FileEntry, ReleaseError, is_there
from dataset.release.placing import MAKING, alone, sync_files


class Outrun(ReleaseError):
    """Another publisher was faster; its releases stand, and nothing of them was changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """An index as it was found, and by what its place recognises it."""

    text: bytes
    tag: Mapping[str, str] | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """A version that is to be sent."""

    version: str
    manifest_sha256: str
    names: Collection[str]
    """Of all its files."""
    collection: str


class Target(Protocol):
    """A place that takes releases; whatever it cannot do raises ReleaseError."""

    name: str

    def held(self) -> AbstractContextManager[None]:
        """Hold it against other publishers for the whole of the sending, where it can be held."""

    def read_index(self) -> Found | None:
        """Give its index; None where it has none yet."""

    def begin(self, sending: Sending, index: Found | None) -> Found | None:
        """Make ready for the files of a version, and take away what an unfinished run left there.

        Give the index as it is now, which was found as `index`.
        """

    def has(self, version: str, entry: FileEntry) -> bool:
        """Say whether a file of a version is there, with that size and hash."""

    def put(self, version: str, path: Path) -> None:
        """Take a file of a version, whole or not at all."""

    def finish(self, version: str) -> None:
        """Put a version in its place after its last file."""

    def replace_index(self, text: bytes, before: Found | None) -> None:
        """Put an index in the place of the one that was found, or raise Outrun where it is another one by now."""

    def give_up(self, version: str) -> None:
        """Leave a version that was begun to others, after Outrun."""


class FolderTarget:
    """A folder: a version comes together aside and gets its name in one step."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._folder = folder

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold it with a lock; raises ReleasesBusy where another publisher holds it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with alone(self._folder):
                yield
        except OSError as error:
            raise ReleaseError(f"{self.name}: {error.strerror or error}") from error

    def read_index(self) -> Found | None:
        """Give its index; None where it has none yet."""
        path = self._folder / NAME
        return Found(path.read_bytes()) if path.exists() else None

    def begin(self, sending: Sending, index: Found | None) -> Found | None:
        """Make the folder in which the version comes together, or go on with that of a run that was killed."""
        making, done = self._making(sending.version), self._folder / sending.version
        if done.exists():
            shutil.rmtree(making, ignore_errors=True)
            os.rename(done, making)  # it has its name, but the index never came to name it
        making.mkdir(exist_ok=True)
        for path in making.iterdir():
            if path.name not in sending.names:
                path.unlink()
        return index

    def has(self, version: str, entry: FileEntry) -> bool:
        """Say whether a file of a version is there, with that size and hash."""
        path = self._making(version) / entry.file
        return is_there(path, entry)

    def put(self, version: str, path: Path) -> None:
        """Copy a file of a version."""
        with replaced(self._making(version) / path.name) as new:
            shutil.copyfile(path, new)

    def finish(self, version: str) -> None:
        """Give the version its name, once it is on disk."""
        making = self._making(version)
        sync_files(making)
        os.rename(making, self._folder / version)
        sync_folder(self._folder)

    def replace_index(self, text: bytes, before: Found | None) -> None:
        """Replace the index; the lock keeps it from being another one by now."""
        if self.read_index() != before:
            raise Outrun(f"{self.name}: {NAME} was replaced by something that does not keep to the folder's lock")
        with replaced(self._folder / NAME) as new:
            new.write_bytes(text)
        sync_folder(self._folder)
        repair_latest(self._folder, parse_index(text, self.name))

    def give_up(self, version: str) -> None:
        """Leave it as it is: whoever comes next clears it away."""

    def _making(self, version: str) -> Path:
        return self._folder / f"{MAKING}{version}"
