"""A folder of files to articles: each readable article once, each unreadable input with its reason.

Here stands which reader a file goes to; how a file is read stands in the module of its kind. An inbox holds `.txt`,
`.html` and `.htm` files of one article, `.jsonl`, `.jsonl.gz`, `.warc` and `.warc.gz` files of many, in sub-folders
too, each with an optional `NAME.meta.json` beside it; names that begin with a dot are ignored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.ingest.archives.archived_page import ArchivedPage
from pipelines.ingest.archives.reading import LINES, WARC, read_archive
from pipelines.ingest.archives.reading import Outcome as OfArchive
from pipelines.ingest.archives.wanted import EVERYTHING, OF_THE_WEB
from pipelines.ingest.beside import Beside, is_meta, problems_in
from pipelines.ingest.files import Entry, entries_in
from pipelines.ingest.found import Unreadable
from pipelines.ingest.ingested import Ingested, Rejected, rejected_as
from pipelines.ingest.single import LIMITS, Known, Unchanged, read_single
from pipelines.ingest.untrusted import Page, Untrusted, read_untrusted, rejected_by
from pipelines.ingest.workers import Done, Workers

KINDS = (*LIMITS, *LINES, *WARC)
Outcome = OfArchive | Unchanged | Known
Progress = Callable[[], Mapping[str, dict[str, Any]]]
"""Tells how far each file of many articles was read before, by its name."""
Files = Callable[[], Mapping[str, str]]
"""Tells what each file of one article was known by when it was read, by its name."""


class InboxError(ValueError):
    """The inbox itself cannot be read; raised before any work."""


def read_inbox(folder: Path, progress: Progress = dict, files: Files = dict) -> Iterator[Outcome]:
    """Read an inbox, one file at a time: the same folder gives the same articles in the same order, each once.

    `progress` and `files` are asked when the reading begins: what was read before is not read again. Raises InboxError,
    at the call and not at the first item, where the folder is none.
    """
    try:
        if not folder.is_dir():
            raise InboxError(f"{folder} is not a folder")
    except OSError as error:
        raise InboxError(f"{folder} cannot be read: {error.strerror}") from error
    return _once_each(_read(folder, progress, files))


def _once_each(items: Iterable[Outcome]) -> Iterator[Outcome]:
    given: set[str] = set()
    for item in items:
        if not isinstance(item, Ingested):
            yield item
        elif item.article_id not in given:
            given.add(item.article_id)
            yield item


def _read(folder: Path, progress: Progress, files: Files) -> Iterator[Outcome]:
    last: Outcome | None = None
    with Workers() as workers:
        for given, outcome in workers.results(read_untrusted, _read_here(folder, progress(), files())):
            item: Outcome
            if isinstance(given, Done):
                item = given.outcome
            elif isinstance(outcome, Unreadable):
                item = rejected_by(given, outcome, _file_of(given))
            else:
                item = outcome
            if not (isinstance(item, Known) and isinstance(last, Rejected)):  # what was rejected is tried again
                yield item
            last = item


def _file_of(given: Untrusted) -> str | None:
    return given.origin.rpartition("#")[0] if isinstance(given, ArchivedPage) else None


def _read_here(
    folder: Path, before: Mapping[str, dict[str, Any]], known: Mapping[str, str]
) -> Iterator[Untrusted | Done[Outcome]]:
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
            yield from read_single(entry, beside, known)
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
