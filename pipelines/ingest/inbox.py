"""A folder of files to articles: each readable article once, each unreadable input with its reason.

Here stands which reader a file goes to and how its findings become an article; how a file is read stands in the
module of its kind. An inbox holds `.txt`, `.html`, `.htm` and `.jsonl` files, in sub-folders too, each with an optional
`NAME.meta.json` beside it; names that begin with a dot are ignored.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pipelines.ingest.beside import Beside, is_meta, problems_in
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, bytes_of, entries_in, opened
from pipelines.ingest.found import Unreadable, laid_over
from pipelines.ingest.identity import normalised
from pipelines.ingest.ingested import Ingested, Rejected, ingested_from, rejected_as
from pipelines.ingest.jsonl import lines_in
from pipelines.ingest.plain import found_in_text
from pipelines.ingest.untrusted import Page, read_page, told
from pipelines.ingest.workers import Done, Workers

LIMITS = {".txt": 16 * 1024 * 1024, ".html": 5 * 1024 * 1024, ".htm": 5 * 1024 * 1024}
"""Bytes of the files that are read whole; of a .jsonl file only the line is limited."""
KINDS = (*LIMITS, ".jsonl")
Item = Ingested | Rejected


class InboxError(ValueError):
    """The inbox itself cannot be read; raised before any work."""


def read_inbox(folder: Path, known: Collection[str] = ()) -> Iterator[Item]:
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


def _once_each(items: Iterable[Item], known: Collection[str]) -> Iterator[Item]:
    given: set[str] = set()
    known = known if isinstance(known, set | frozenset | dict) else frozenset(known)
    for item in items:
        if isinstance(item, Rejected):
            yield item
        elif item.article_id not in given and item.article_id not in known:
            given.add(item.article_id)
            yield item


def _read(folder: Path) -> Iterator[Item]:
    with Workers() as workers:
        for page, outcome in workers.results(read_page, _read_here(folder)):
            yield told(page, outcome) if isinstance(page, Page) else page.outcome


def _read_here(folder: Path) -> Iterator[Page | Done[Item]]:
    """Read what this process may read, and give the pages as they are: these are read in workers."""
    entries = list(entries_in(folder))
    metas = [entry for entry in entries if is_meta(entry)]
    beside = Beside(metas)
    problems = problems_in(metas, (entry for entry in entries if entry.ending in KINDS))
    for entry in entries:
        problem = entry.problem or problems.get(entry.name)
        if problem is not None:
            yield Done(rejected_as(entry.name, problem))
        elif entry.ending in LIMITS:
            yield _read_whole(entry, beside)
        elif entry.ending == ".jsonl":
            yield from map(Done, _read_lines(entry, beside))
        elif not is_meta(entry):
            yield Done(rejected_as(entry.name, Unreadable("unknown_type", f"ends in none of {', '.join(KINDS)}")))


def _read_lines(entry: Entry, beside: Beside) -> Iterator[Item]:
    size, is_blank = None, True
    try:
        given = beside.given_for(entry)
        if given.url or given.locator or given.title:
            raise Unreadable("bad_metadata", "a file of many articles has no one url or title")
        with opened(entry.path) as (file, size):
            for line in lines_in(file):
                is_blank, origin = False, f"{entry.name}#{line.number}"
                if isinstance(line.outcome, Unreadable):
                    yield rejected_as(origin, line.outcome, line.bytes, line.sha256)
                else:
                    yield ingested_from(laid_over(line.outcome, given), origin)
        if is_blank:
            raise _nothing(size)
    except Unreadable as problem:
        yield rejected_as(entry.name, problem, size)


def _read_whole(entry: Entry, beside: Beside) -> Page | Done[Item]:
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
