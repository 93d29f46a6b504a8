"""How releases are published elsewhere: `python -m dataset publish TARGET`.

What belongs here: the order of steps. Of each version that the target lacks, the tables go first, then its other files,
its manifest last; the index goes after all of them and makes them releases. A run that was killed is gone on with: what
is there with the right hash is not sent again.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from dataset.release.index import NAME, Entry, Index, index_text, parse_index, read_index
from dataset.release.manifest import NAME as MANIFEST
from dataset.release.manifest import FileEntry, ReleaseError, file_entry, read_manifest
from dataset.release.object_target import ObjectTarget
from dataset.release.stores import is_address
from dataset.release.target import FolderTarget, Found, Outrun, Sending, Target
from dataset.release.verify import verify

Tell = Callable[[str], None]


def target_named(name: str) -> Target:
    """Give the target of an address, or of a folder; raises ReleaseError for an address that is none."""
    return ObjectTarget(name) if is_address(name) else FolderTarget(Path(name))


def publish_to(releases: Path, target: Target, tell: Tell) -> list[str]:
    """Send what a target lacks of a folder's releases; give the versions sent, and say of each how it went.

    Raises Outrun where another publisher was faster, and ReleaseError where a release does not verify, the target has
    releases that the folder has not, or cannot be written.
    """
    index = read_index(releases)
    if index is None or index.latest is None:
        raise ReleaseError(f"{releases} has no release yet; make one with the job `release`")
    with target.held():
        there = target.read_index()
        missing = _missing(index, there, target.name)
        if missing:
            _send_all(releases, index, missing, there, target, tell)
    return [entry.version for entry in missing]


def _missing(index: Index, there: Found | None, name: str) -> Sequence[Entry]:
    """Give the entries that a target lacks; raises ReleaseError where it has any that the index does not begin with."""
    if there is None:
        return index.entries
    other = parse_index(there.text, f"{name}/{NAME}")
    if other.collection != index.collection:
        raise ReleaseError(f"{name} holds the collection {other.collection!r}, and these are of {index.collection!r}")
    for mine, theirs in zip(index.history, other.history, strict=False):
        if mine != theirs:
            raise ReleaseError(
                f"{name} has another release {theirs[0]} than this folder has at its place ({mine[0]}): get the latest "
                "from there into an empty folder, and make releases in that"
            )
    if len(other.entries) > len(index.entries):
        raise ReleaseError(f"{name} has releases up to {other.latest}, this folder only up to {index.latest}: get them")
    return index.entries[len(other.entries) :]


def _send_all(
    releases: Path, index: Index, missing: Sequence[Entry], there: Found | None, target: Target, tell: Tell
) -> None:
    begun: list[str] = []
    try:
        for entry in missing:
            sending = Sending(entry.version, entry.manifest_sha256, _names(releases / entry.version), index.collection)
            begun.append(entry.version)
            there = target.begin(sending, there)
            _send(releases / entry.version, target, tell)
        target.replace_index(index_text(index).encode(), there)
    except Outrun:
        for version in begun:
            target.give_up(version)
        raise


def _names(folder: Path) -> frozenset[str]:
    """Give the names of the files of a release; raises ReleaseError where it does not verify."""
    if problems := verify(folder).problems:
        shown = "; ".join(str(problem) for problem in problems[:3])
        raise ReleaseError(f"{folder.name} is not sent, because it does not verify: {shown}")
    return frozenset(file.file for file in _files(folder))


def _files(folder: Path) -> list[FileEntry]:
    """Give the files of a release in the order in which they are sent."""
    return [*read_manifest(folder).entries, file_entry(folder / MANIFEST)]


def _send(folder: Path, target: Target, tell: Tell) -> None:
    version, files, sent = folder.name, _files(folder), 0
    for file in files:
        if not target.has(version, file):
            target.put(version, folder / file.file)
            sent += 1
    target.finish(version)
    size = sum(file.bytes for file in files) / 1e6
    tell(f"{version}: {len(files)} files, {size:,.1f} MB; {sent} sent, {len(files) - sent} were there")
