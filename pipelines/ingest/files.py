"""The files of an inbox: which there are, in which order, how one is opened without being fooled, and known again.

Here belongs what the file system can do to us: links, pipes, devices, missing permissions, files that change. What a
file holds is the business of the readers.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dataset.contract.ids import make_id
from pipelines.ingest.found import Unreadable

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Without blocking, so that a pipe put in a file's place cannot hold the run."""

HEAD = 1 << 16
"""First bytes of a file by which, among other things, it is known again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the inbox: a file that may be read, or the reason why not."""

    name: str
    """Relative to the inbox, with slashes; what cannot be printed is replaced."""
    path: Path
    """Where the file really lies, links resolved."""
    problem: Unreadable | None = None

    @property
    def ending(self) -> str:
        """What the name ends in, from its last dot, in small letters; with the dot before it where that is `.gz`."""
        path = Path(self.name.lower())
        return "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix


def entries_in(inbox: Path) -> Iterator[Entry]:
    """Give the files of the inbox and of its sub-folders, in the order of their names.

    Names that begin with a dot are left out: they are what editors, systems and half-done copies leave behind. Links
    are followed as long as they stay inside; a linked folder is read once, where it really lies if that is in sight.
    """
    root = Path(os.path.realpath(inbox))
    visited: set[Path] = set()
    # the next one stands at the end; linked folders wait at the front until all real ones have been read
    pending = [("", root, False)]
    while pending:
        name, path, is_late = pending.pop()
        try:
            target = _resolved(root, path) if path.is_symlink() else path
            if not stat.S_ISDIR(os.lstat(target).st_mode):
                yield Entry(name, target)
            elif target != path and not is_late:
                pending.insert(0, (name, path, True))
            elif target not in visited:
                visited.add(target)
                prefix = f"{name}/" if name else ""
                pending += [(prefix + printable(item), target / item, False) for item in _names_in(target)]
        except Unreadable as problem:
            yield Entry(name or ".", path, problem)
        except OSError as error:
            yield Entry(name or ".", path, _problem_of(error))


def _names_in(folder: Path) -> list[str]:
    """Give the names in a folder that are not hidden, the last one first."""
    with os.scandir(folder) as found:
        return sorted((item.name for item in found if not item.name.startswith(".")), reverse=True)


def printable(name: str) -> str:
    """Give a file's name as text: what is no character, or cannot be seen, becomes U+FFFD."""
    decoded = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in decoded)


def _resolved(root: Path, link: Path) -> Path:
    try:
        target = Path(os.path.realpath(link, strict=True))
    except FileNotFoundError as error:
        raise Unreadable("not_a_file", "is a link to nothing") from error
    except OSError as error:
        raise Unreadable("not_a_file", "is a link that leads back to itself or cannot be followed") from error
    if not target.is_relative_to(root):
        raise Unreadable("outside_inbox", "is a link out of the inbox")
    return target


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file for reading and give it with its size in bytes.

    Raises Unreadable: `not_a_file` for pipes, sockets and devices, `permission`, `changed` where the file went away
    before or was written to while it was open, `unreadable` for other errors of the system.
    """
    try:
        # a link may have been put here since the folder was listed: it is not followed a second time
        descriptor = os.open(path, _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise _problem_of(error) from error
    with open(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable("not_a_file", "is no file but a folder, pipe, socket or device")
        try:
            yield file, before.st_size
            after = os.fstat(descriptor)
        except OSError as error:
            raise _problem_of(error) from error
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise Unreadable("changed", "was written to while it was read; the next run reads it again")


def bytes_of(entry: Entry, limit: int) -> bytes:
    """Give the bytes of a file; raises Unreadable as `opened` does, and `too_large` where it has more than `limit`."""
    with opened(entry.path) as (file, size):
        if size > limit:
            raise Unreadable("too_large", f"has {size} bytes, more than {limit}", size)
        return file.read(limit)


def known_by(reader: str, file: BinaryIO, *beside: str) -> str:
    """Give what a file is known by: who reads it, its size, its time of change, the hash of its first bytes, and more.

    `beside` is what else decides what is read in it. The file is at its beginning again afterwards.
    """
    state = os.fstat(file.fileno())
    file.seek(0)
    head = hashlib.sha256(file.read(HEAD)).hexdigest()
    file.seek(0)
    return make_id(reader, state.st_size, state.st_mtime_ns, head, *beside)


def _problem_of(error: OSError) -> Unreadable:
    """Give the reason for an error of the system, without the path that it names."""
    match error:
        case PermissionError():
            return Unreadable("permission", "may not be opened by this user")
        case FileNotFoundError():
            return Unreadable("changed", "went away while the inbox was read")
    if error.errno in (errno.ENXIO, errno.ELOOP):  # a socket; a link put in the place of a file
        return Unreadable("not_a_file", "is no file but a link, socket or device")
    return Unreadable("unreadable", f"cannot be read: {error.strerror or type(error).__name__}")
