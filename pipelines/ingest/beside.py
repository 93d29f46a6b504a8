"""The `.meta.json` files of an inbox: which file each speaks of, and what it says.

A file `x.txt` may have `x.txt.meta.json` or `x.meta.json` beside it; the first one wins. What the fields may hold
stands in `metadata.py`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipelines.ingest.archives.wanted import EVERYTHING, Wanted, wanted_in
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, bytes_of
from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.metadata import found_in, object_from

META = ".meta.json"
LIMIT = 1024 * 1024
"""Bytes of a `.meta.json`."""


class Beside:
    """The metadata that stands beside the files of an inbox."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.metas = {entry.name[: -len(META)]: entry for entry in entries if is_meta(entry)}

    def given_for(self, entry: Entry) -> Found:
        """Give what is said beside a file, nothing where nothing is.

        Raises Unreadable where it cannot be read: the file waits for it, for without it it would be another article.
        """
        return found_in(self._said_of(entry))

    def wanted_for(self, entry: Entry, default: Wanted) -> Wanted:
        """Give what is wanted of a file of many articles; raises Unreadable as `given_for` does."""
        return wanted_in(self._said_of(entry), default)

    def _said_of(self, entry: Entry) -> dict[str, Any]:
        meta = next((self.metas[name] for name in _names_of(entry) if name in self.metas), None)
        if meta is None:
            return {}
        try:
            return _said_by(meta)
        except Unreadable as problem:
            raise Unreadable("bad_metadata", f"{Path(meta.name).name} beside it: {problem.reason}") from problem


def is_meta(entry: Entry) -> bool:
    """Say whether a file is metadata by its name."""
    return entry.name.lower().endswith(META)


def problems_in(metas: Sequence[Entry], articles: Iterable[Entry]) -> dict[str, Unreadable]:
    """Give, by name, the metadata that cannot be read or has no file to speak of, with the reason."""
    names = {name for entry in articles for name in _names_of(entry)}
    problems = {}
    for meta in metas:
        try:
            if meta.name[: -len(META)] not in names:
                raise Unreadable("bad_metadata", "there is no file of this name beside it")
            _said_by(meta)
        except Unreadable as problem:
            problems[meta.name] = problem
    return problems


def _names_of(entry: Entry) -> tuple[str, str]:
    return entry.name, entry.name[: -len(entry.ending)]


def _said_by(meta: Entry) -> dict[str, Any]:
    """Give what a file says, each known key in the form that it must have."""
    if meta.problem is not None:
        raise meta.problem
    try:
        given = object_from(decoded(bytes_of(meta, LIMIT)))
    except Unreadable as problem:
        raise Unreadable("bad_metadata", problem.reason) from problem
    found_in(given)
    wanted_in(given, EVERYTHING)
    return given
