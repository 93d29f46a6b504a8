"""A folder of files to articles: each readable article once, each unreadable input with its reason.

Here stands which reader a file goes to and how its findings become an article; how a file is read stands in the
module of its kind. An inbox holds `.txt`, `.html`, `.htm` and `.jsonl` files, in sub-folders too, each with an optional
`NAME.meta.json` beside it; names that begin with a dot are ignored.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dataset.contract.ids import make_id
from pipelines.ingest.beside import Beside, is_meta, problems_in
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, bytes_of, entries_in, opened
from pipelines.ingest.found import Found, Unreadable, laid_over
from pipelines.ingest.identity import article_id_of, normalised, text_sha256, work_id_of
from pipelines.ingest.jsonl import lines_in
from pipelines.ingest.pages.page import found_in_page
from pipelines.ingest.plain import found_in_text
from pipelines.model import Document
from pipelines.text.credits import credit_in

LIMITS = {".txt": 16 * 1024 * 1024, ".html": 5 * 1024 * 1024, ".htm": 5 * 1024 * 1024}
"""Bytes of the files that are read whole; of a .jsonl file only the line is limited."""
KINDS = (*LIMITS, ".jsonl")


class InboxError(ValueError):
    """The inbox itself cannot be read; raised before any work."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """One readable version of one article."""

    article_id: str
    work_id: str
    document: Document
    """Its `doc_id` is the article_id; offsets count in its text."""
    url: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_precision: str
    published_basis: str
    text_sha256: str
    origin: str
    """The file's name relative to the inbox; with `#` and the line's number for a line of a .jsonl file."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One input that could not be read: the columns of the table `quarantine` but the time."""

    input_id: str
    origin: str
    reason_code: str
    reason: str
    bytes: int | None
    sha256: str | None


def read_inbox(folder: Path, known: Collection[str] = ()) -> Iterator[Ingested | Rejected]:
    """Read an inbox, one file at a time: the same folder gives the same articles in the same order.

    `known` holds the article_ids that are kept already: these are not given again, nor is an article twice that two
    files hold. Raises InboxError, at the call and not at the first item, where the folder is none.
    """
    try:
        if not folder.is_dir():
            raise InboxError(f"{folder} is not a folder")
    except OSError as error:
        raise InboxError(f"{folder} cannot be read: {error.strerror}") from error
    return _once_each(_read(folder), known)


def _once_each(items: Iterable[Ingested | Rejected], known: Collection[str]) -> Iterator[Ingested | Rejected]:
    given: set[str] = set()
    known = known if isinstance(known, set | frozenset | dict) else frozenset(known)
    for item in items:
        if isinstance(item, Rejected):
            yield item
        elif item.article_id not in given and item.article_id not in known:
            given.add(item.article_id)
            yield item


def _read(folder: Path) -> Iterator[Ingested | Rejected]:
    entries = list(entries_in(folder))
    metas = [entry for entry in entries if is_meta(entry)]
    beside = Beside(metas)
    problems = problems_in(metas, (entry for entry in entries if entry.ending in KINDS))
    for entry in entries:
        problem = entry.problem or problems.get(entry.name)
        if problem is not None:
            yield _rejected(entry.name, problem)
        elif entry.ending in LIMITS:
            yield _read_whole(entry, beside)
        elif entry.ending == ".jsonl":
            yield from _read_lines(entry, beside)
        elif not is_meta(entry):
            yield _rejected(entry.name, Unreadable("unknown_type", f"ends in none of {', '.join(KINDS)}"))


def _read_lines(entry: Entry, beside: Beside) -> Iterator[Ingested | Rejected]:
    size, is_blank = None, True
    try:
        given = beside.given_for(entry)
        if given.url or given.locator or given.title:
            raise Unreadable("bad_metadata", "a file of many articles has no one url or title")
        with opened(entry.path) as (file, size):
            for line in lines_in(file):
                is_blank, origin = False, f"{entry.name}#{line.number}"
                if isinstance(line.outcome, Unreadable):
                    yield _rejected(origin, line.outcome, line.bytes, line.sha256)
                else:
                    yield _ingested(laid_over(line.outcome, given), origin)
        if is_blank:
            raise _nothing(size)
    except Unreadable as problem:
        yield _rejected(entry.name, problem, size)


def _read_whole(entry: Entry, beside: Beside) -> Ingested | Rejected:
    data = None
    try:
        data = bytes_of(entry, LIMITS[entry.ending])
        if not data:
            raise _nothing(0)
        found = _found_in(data, entry.ending, beside.given_for(entry))
        if not (found.text or "").strip():
            raise _nothing(len(data))
        return _ingested(found, entry.name)
    except Unreadable as problem:
        if data is None:
            return _rejected(entry.name, problem, problem.size)
        return _rejected(entry.name, problem, len(data), hashlib.sha256(data).hexdigest())


def _found_in(data: bytes, ending: str, given: Found) -> Found:
    match ending:
        case ".txt":
            return laid_over(given, found_in_text(normalised(decoded(data))))
        case ".html" | ".htm":
            return laid_over(replace(given, url=None), found_in_page(data, given.url))
        case other:
            raise AssertionError(other)


def _nothing(size: int) -> Unreadable:
    return Unreadable("no_text", "holds no text") if size else Unreadable("empty", "has 0 bytes")


def _ingested(found: Found, origin: str) -> Ingested:
    text = normalised(found.text or "")
    found = _with_credit(found, text)
    sha256, work_id = text_sha256(text), work_id_of(found, text)
    article_id, published = article_id_of(work_id, sha256), found.published
    document = Document(
        doc_id=article_id,
        text=text,
        title=found.title,
        published=published.period if published else None,
        outlet=found.outlet,
        via=found.via,
        language=found.language,
    )
    return Ingested(
        article_id=article_id,
        work_id=work_id,
        document=document,
        url=found.url,
        authors=found.authors or (),
        published_at=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        published_basis=published.basis if published else "none",
        text_sha256=sha256,
        origin=origin,
    )


def _with_credit(found: Found, text: str) -> Found:
    """Add the outlet that the text credits, where it does so in the name of the article's own outlet."""
    credit = credit_in(text) if found.via is None else None
    if credit is None or (found.outlet or credit.outlet).casefold() != credit.outlet.casefold():
        return found
    return replace(found, outlet=credit.outlet if found.outlet is None else found.outlet, via=credit.via)


def _rejected(origin: str, problem: Unreadable, size: int | None = None, sha256: str | None = None) -> Rejected:
    identity = size if sha256 is None else sha256
    input_id = make_id(origin, "unread" if identity is None else identity)
    return Rejected(input_id, origin, problem.reason_code, problem.reason, size, sha256)
