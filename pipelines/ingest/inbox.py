"""A folder of files to articles: each readable article once, each unreadable input with its reason.

Here stands which reader a file goes to and how its findings become an article; how a file is read stands in the
module of its kind. An inbox holds `.txt`, `.html` and `.htm` files of one article, `.jsonl`, `.jsonl.gz`, `.warc` and
`.warc.gz` files of many, in sub-folders too, each with an optional `NAME.meta.json` beside it; names that begin with a
dot are ignored.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.ingest.archives.archived_page import ArchivedPage
from pipelines.ingest.archives.reading import LINES, WARC, Outcome, read_archive
from pipelines.ingest.archives.wanted import EVERYTHING, OF_THE_WEB
from pipelines.ingest.beside import Beside, is_meta, problems_in
from pipelines.ingest.decode import decoded
from pipelines.ingest.files import Entry, bytes_of, entries_in
from pipelines.ingest.found import Unreadable, laid_over
from pipelines.ingest.identity import normalised
from pipelines.ingest.ingested import Ingested, ingested_from, rejected_as
from pipelines.ingest.plain import found_in_text
from pipelines.ingest.untrusted import Page, Untrusted, read_untrusted, rejected_by
from pipelines.ingest.workers import Done, Workers

LIMITS = {".txt": 16 * 1024 * 1024, ".html": 5 * 1024 * 1024, ".htm": 5 * 1024 * 1024}
"""Bytes of the files that are read whole; of a file of many articles each is limited."""
KINDS = (*LIMITS, *LINES, *WARC)
Progress = Callable[[], Mapping[str, dict[str, Any]]]
"""Tells how far each file of many articles was read before, by its name."""


class InboxError(ValueError):
    """The inbox itself cannot be read; raised before any work."""


def read_inbox(folder: Path, progress: Progress = dict) -> Iterator[Outcome]:
    """Read an inbox, one file at a time: the same folder gives the same articles in the same order, each once.

    `progress` is asked when the reading begins. Raises InboxError, at the call and not at the first item, where the
    folder is none.
    """
    try:
        if not folder.is_dir():
            raise InboxError(f"{folder} is not a folder")
    except OSError as error:
        raise InboxError(f"{folder} cannot be read: {error.strerror}") from error
    return _once_each(_read(folder, progress))


def _once_each(items: Iterable[Outcome]) -> Iterator[Outcome]:
    given: set[str] = set()
    for item in items:
        if not isinstance(item, Ingested):
            yield item
        elif item.article_id not in given:
            given.add(item.article_id)
            yield item


def _read(folder: Path, progress: Progress) -> Iterator[Outcome]:
    with Workers() as workers:
        for given, outcome in workers.results(read_untrusted, _read_here(folder, progress())):
            if isinstance(given, Done):
                yield given.outcome
            elif isinstance(outcome, Unreadable):
                yield rejected_by(given, outcome, _file_of(given))
            else:
                yield outcome


def _file_of(given: Untrusted) -> str | None:
    return given.origin.rpartition("#")[0] if isinstance(given, ArchivedPage) else None


def _read_here(folder: Path, before: Mapping[str, dict[str, Any]]) -> Iterator[Untrusted | Done[Outcome]]:
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
        elif entry.ending in KINDS:
            yield from _read_many(entry, beside, before.get(entry.name))
        elif not is_meta(entry):
            yield Done(rejected_as(entry.name, Unreadable("unknown_type", f"ends in none of {', '.join(KINDS)}")))


def _read_many(
    entry: Entry, beside: Beside, before: dict[str, Any] | None
) -> Iterator[Page | ArchivedPage | Done[Outcome]]:
    try:
        wanted = beside.wanted_for(entry, OF_THE_WEB if entry.ending in WARC else EVERYTHING)
        yield from read_archive(entry, beside.given_for(entry), wanted, before)
    except Unreadable as problem:
        yield Done(rejected_as(entry.name, problem, problem.size))


def _read_whole(entry: Entry, beside: Beside) -> Page | Done[Outcome]:
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
