"""An inbox in an object store, brought to this machine: all that is there, under its name, and only what is new.

What belongs here: the copy. Who reads it sees a folder as any other. What each file is a copy of stands in a hidden
file beside them, a line for each that came, so that a run that was killed goes on with what is there. Credentials come
from the environment, as for releases (`dataset/release/stores.py`).
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataset.files import replaced
from dataset.release.manifest import ReleaseError
from dataset.release.stores import WRITABLE, in_our_words, open_store
from pipelines.ingest.inbox import InboxError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

COPIED = ".copied.jsonl"
CHUNK = 1 << 20
Tell = Callable[[str], None]
State = tuple[str | None, int, str]
"""Tag, bytes and time of change: another one where an object was replaced."""


def bring(address: str, folder: Path, tell: Tell) -> int:
    """Make a folder the copy of an object store's part; give how many objects came.

    What is gone there goes here too. Raises InboxError where the store or one of its names cannot be read.
    """
    there = listed(address)
    here = {path: state for path, state in _copied(folder).items() if (folder / path).is_file()}
    for path in here.keys() - there.keys():
        _remove(folder, path)
    new = [path for path, state in there.items() if here.get(path) != state]
    kept = {path: state for path, state in here.items() if path in there}
    try:
        _keep(folder, kept)
        with _in_words_of_the_inbox():
            store = open_store(address, WRITABLE)  # one for all: each has connections of its own
        for path in new:
            _copy(store, address, path, folder)
    except OSError as error:
        raise InboxError(f"{address} cannot be copied to {folder}: {error.strerror}") from error
    if new:
        tell(f"{len(new):,} of {len(there):,} objects of {address} are new")
    return len(new)


def listing_sha256(address: str) -> str:
    """Give a SHA-256 over the names and states of the objects: what tells whether anything changed."""
    return hashlib.sha256(json.dumps(sorted(listed(address).items())).encode()).hexdigest()


def listed(address: str) -> dict[str, State]:
    """Give the objects by name, hidden ones left out; raises InboxError where that cannot be."""
    import obstore

    try:
        with _in_words_of_the_inbox(), in_our_words(address):
            found = [one for batch in obstore.list(open_store(address, WRITABLE)) for one in batch]
    except FileNotFoundError:
        raise InboxError(f"GROUNDLINE_INBOX: {address}: there is no such bucket or container") from None
    names = {one["path"]: _state_of(one) for one in found if "/." not in f"/{one['path']}"}
    folders = {path[:at] for path in names for at, letter in enumerate(path) if letter == "/"}
    if both := sorted(folders & names.keys()):
        raise InboxError(f"{address}: {both[0]} is an object and a folder of objects; rename one")
    return names


def _copy(store: "ObjectStore", address: str, path: str, folder: Path) -> None:
    """Copy one object as it is now, and then say so."""
    import obstore

    try:
        with _in_words_of_the_inbox(), in_our_words(address):
            found = obstore.get(store, path)
    except FileNotFoundError:
        return  # gone since it was listed
    with replaced(folder / path) as new, open(new, "wb") as file:
        for chunk in _chunks(address, found.stream(min_chunk_size=CHUNK)):
            file.write(chunk)
    changed = found.meta["last_modified"]
    os.utime(folder / path, (changed.timestamp(), changed.timestamp()))
    with open(folder / COPIED, "a", encoding="utf-8") as file:
        file.write(json.dumps([path, *_state_of(found.meta)]) + "\n")


def _remove(folder: Path, path: str) -> None:
    """Remove a copy, and the folders that it leaves empty."""
    (folder / path).unlink()
    for parent in [*Path(path).parents][:-1]:
        with contextlib.suppress(OSError):
            (folder / parent).rmdir()


def _chunks(address: str, stream: Iterable[Any]) -> Iterator[bytes]:
    with _in_words_of_the_inbox(), in_our_words(address):
        for chunk in stream:
            yield bytes(chunk)


def _state_of(meta: Mapping[str, Any]) -> State:
    return meta["e_tag"], meta["size"], meta["last_modified"].isoformat()


def _copied(folder: Path) -> dict[str, State]:
    """Give what is on record of the copies; a line that was cut short counts for nothing."""
    found: dict[str, State] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in (folder / COPIED).read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError):
                path, *state = json.loads(line)
                tag, size, changed = state
                found[path] = (tag, size, changed)
    return found


def _keep(folder: Path, copied: Mapping[str, State]) -> None:
    with replaced(folder / COPIED) as new:
        lines: list[list[Any]] = [[path, *state] for path, state in copied.items()]
        new.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


@contextlib.contextmanager
def _in_words_of_the_inbox() -> Iterator[None]:
    try:
        yield
    except ReleaseError as error:
        raise InboxError(f"GROUNDLINE_INBOX: {error}") from None
