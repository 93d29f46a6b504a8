"""Files of one article: each is read when it is new or another than it was, and passed by otherwise.

What a file is known by stands in `files.py`; where that is kept is the store's business, and when that of
`into_store.py`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.ingest.beside import Beside
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, bytes_of, known_by, opened
from pipelines.ingest.found import Unreadable, laid_over
from pipelines.ingest.identity import normalised
from pipelines.ingest.ingested import Ingested, Rejected, ingested_from, rejected_as
from pipelines.ingest.plain import found_in_text
from pipelines.ingest.untrusted import Page
from pipelines.ingest.workers import Done
from pipelines.version import ingesting_fingerprint

LIMITS = {".txt": 16 * 1024 * 1024, ".html": 5 * 1024 * 1024, ".htm": 5 * 1024 * 1024}
"""Bytes of such files, which are read whole."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is as it was when its article was read."""

    origin: str


@dataclass(frozen=True, slots=True)
class Known:
    """A mark behind the article of a file: what the file is known by from now on."""

    origin: str
    identity: str


def read_single(
    entry: Entry, beside: Beside, known: Mapping[str, str]
) -> Iterator[Page | Done[Ingested | Rejected | Unchanged | Known]]:
    """Read a file of one article unless it is what was `known` of it, by its name; behind it stands its mark.

    A page is given as it is, to be read in a worker. The mark comes whether the file could be read or not: who hands
    it on looks at what came before it.
    """
    identity = _identity_of(entry, beside)
    if identity is not None and known.get(entry.name) == identity:
        yield Done(Unchanged(entry.name))
        return
    yield _read_whole(entry, beside)
    if identity is not None:
        yield Done(Known(entry.name, identity))


def _identity_of(entry: Entry, beside: Beside) -> str | None:
    """Give what a file and what is said beside it are known by; None where it cannot be opened."""
    try:
        given = beside.given_for(entry)
        with opened(entry.path) as (file, _):
            return known_by(ingesting_fingerprint(), file, repr(given))
    except Unreadable:
        return None


def _read_whole(entry: Entry, beside: Beside) -> Page | Done[Ingested | Rejected]:
    data = None
    try:
        data = bytes_of(entry, LIMITS[entry.ending])
        if not data:
            raise _nothing(0)
        given = beside.given_for(entry)
        if entry.ending != ".txt":
            return Page(entry.name, data, given)
        found = laid_over(given, found_in_text(normalised(decoded(data))))
        if not (found.text or "").strip():
            raise _nothing(len(data))
        return Done(ingested_from(found, entry.name))
    except Unreadable as problem:
        if data is None:
            return Done(rejected_as(entry.name, problem, problem.size))
        return Done(rejected_as(entry.name, problem, len(data), hashlib.sha256(data).hexdigest()))


def _nothing(size: int) -> Unreadable:
    return Unreadable("no_text", "holds no text") if size else Unreadable("empty", "has 0 bytes")
