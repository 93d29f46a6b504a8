"""A folder of releases while one is put into it: held against others, written aside, brought to disk.

What belongs here: what making a release, publishing it to another folder and getting one from elsewhere have in common.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from dataset.release.index import sync_folder
from dataset.release.manifest import ReleaseError

MAKING = ".making-"
"""How the name of a folder begins in which a release comes together; nobody reads it, and its version names it."""


class ReleasesBusy(ReleaseError):
    """Another run is publishing into the same folder."""


@contextlib.contextmanager
def alone(releases: Path) -> Iterator[None]:
    """Hold a folder against other publishers, or raise ReleasesBusy; a killed one holds nothing any more."""
    with open(releases / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleasesBusy(f"another run is publishing into {releases}; try again when it is done") from error
        yield


def sync_files(making: Path) -> None:
    """Bring a folder and the files in it to disk."""
    for path in making.iterdir():
        with open(path, "rb") as file:
            os.fsync(file.fileno())
    sync_folder(making)
