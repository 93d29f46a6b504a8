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
from pipelines.ingest.credits import credit_in
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, entries_in, opened
from pipelines.ingest.found import Found, Unreadable, laid_over
from pipelines.ingest.identity import article_id_of, normalised, text_sha256, work_id_of
from pipelines.ingest.jsonl import lines_in
from pipelines.ingest.metadata import found_in, object_from
from pipelines.ingest.page import found_in_page
from pipelines.ingest.plain import found_in_text
from pipelines.model import Document

META = ".meta.json"
LIMITS = {".txt": 16 * 1024 * 1024, ".html": 5 * 1024 * 1024, ".htm": 5 * 1024 * 1024, META: 1024 * 1024}
"""Bytes of a file that is read whole; of a .jsonl file only the line is limited."""
KINDS = (".txt", ".html", ".htm", ".jsonl")


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
    metas = {entry.name[: -len(META)]: entry for entry in entries if entry.name.lower().endswith(META)}
    stems = {name for entry in entries if _ending(entry) in KINDS for name in _names_of(entry)}
    for entry in entries:
        if entry.problem is not None:
            yield _rejected(entry.name, entry.problem)
            continue
        match _ending(entry):
            case ".meta.json":
                yield from _meta_problems(entry, stems)
            case ".jsonl":
                yield from _read_lines(entry, _meta_of(entry, metas))
            case ".txt" | ".html" | ".htm":
                yield _read_whole(entry, _meta_of(entry, metas))
            case _:
                yield _rejected(entry.name, Unreadable("unknown_type", f"ends in none of {', '.join(KINDS)}"))


def _ending(entry: Entry) -> str:
    name = entry.name.lower()
    return META if name.endswith(META) else Path(name).suffix


def _names_of(entry: Entry) -> tuple[str, str]:
    """Give the names under which a file's metadata may stand: with its ending (first) and without."""
    return entry.name, entry.name[: -len(_ending(entry))]


def _meta_of(entry: Entry, metas: dict[str, Entry]) -> Entry | None:
    return next((metas[name] for name in _names_of(entry) if name in metas), None)


def _meta_problems(entry: Entry, stems: set[str]) -> Iterator[Rejected]:
    """Give the reason where a `.meta.json` cannot be read or has no file to speak of."""
    try:
        if entry.name[: -len(META)] not in stems:
            raise Unreadable("bad_metadata", "there is no file of this name beside it")
        _given_by(entry)
    except Unreadable as problem:
        yield _rejected(entry.name, problem)


def _given_by(meta: Entry | None) -> Found:
    """Give what a `.meta.json` says; raises Unreadable where it is none."""
    if meta is None:
        return Found()
    if meta.problem is not None:
        raise meta.problem
    try:
        given = object_from(decoded(_bytes_of(meta)[0]))
    except Unreadable as problem:
        raise Unreadable("bad_metadata", problem.reason) from problem
    return found_in(given)


def _given_beside(meta: Entry | None) -> Found:
    """Give what the `.meta.json` beside a file says; an error in it holds for the file too, which waits for it."""
    try:
        return _given_by(meta)
    except Unreadable as problem:
        assert meta is not None
        raise Unreadable("bad_metadata", f"{Path(meta.name).name} beside it: {problem.reason}") from problem


def _read_lines(entry: Entry, meta: Entry | None) -> Iterator[Ingested | Rejected]:
    size, is_blank = None, True
    try:
        beside = _given_beside(meta)
        if beside.url or beside.title:
            raise Unreadable("bad_metadata", "a file of many articles has no one url or title")
        with opened(entry.path) as (file, size):
            for line in lines_in(file):
                is_blank, origin = False, f"{entry.name}#{line.number}"
                if isinstance(line.outcome, Unreadable):
                    yield _rejected(origin, line.outcome, line.bytes, line.sha256)
                else:
                    yield _ingested(laid_over(line.outcome, beside), origin)
        if is_blank:
            raise _nothing(size)
    except Unreadable as problem:
        yield _rejected(entry.name, problem, size)


def _read_whole(entry: Entry, meta: Entry | None) -> Ingested | Rejected:
    size = sha256 = None
    try:
        data, size = _bytes_of(entry)
        sha256 = hashlib.sha256(data).hexdigest()
        if not data:
            raise _nothing(size)
        found = _found_in(data, _ending(entry), _given_beside(meta))
        if not (found.text or "").strip():
            raise _nothing(size)
        return _ingested(found, entry.name)
    except Unreadable as problem:
        return _rejected(entry.name, problem, size, sha256)


def _bytes_of(entry: Entry) -> tuple[bytes, int]:
    """Give the bytes of a file and their number; raises Unreadable where it is too large or cannot be read."""
    limit = LIMITS[_ending(entry)]
    with opened(entry.path) as (file, size):
        if size > limit:
            raise Unreadable("too_large", f"has {size} bytes, more than {limit}")
        return file.read(limit), size


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
