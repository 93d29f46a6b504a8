"""A file of many articles, record by record or line by line: what is read here, what goes to a worker, how far it is.

The origin of an article in it is the file's name with `#` and the number of its record or line.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from pipelines.ingest.archives.archived_page import (
    ArchivedPage,
    address_in,
    fields_of,
    given_for,
    is_page,
    retrieved_in,
)
from pipelines.ingest.archives.joined import Joined
from pipelines.ingest.archives.progress import STEP, Reached, begin, identity_of
from pipelines.ingest.archives.records import Position, Record, records_in
from pipelines.ingest.archives.wanted import Wanted
from pipelines.ingest.files import Entry, opened
from pipelines.ingest.found import Found, Unreadable, laid_over
from pipelines.ingest.ingested import Item, PassedOver, Rejected, ingested_from, rejected_as
from pipelines.ingest.jsonl import Line, lines_in
from pipelines.ingest.workers import Done

WARC, LINES = (".warc", ".warc.gz"), (".jsonl", ".jsonl.gz")
MOST_DAMAGED = 1_000
"""Damaged places without one record between them, after which the rest of a web archive is given up."""
Outcome = Item | Reached


def read_archive(
    entry: Entry, given: Found, wanted: Wanted, before: dict[str, Any] | None
) -> Iterator[ArchivedPage | Done[Outcome]]:
    """Read a file of many articles from where an earlier run came to (`before`, as the store keeps it).

    Gives nothing for a file that was read to its end before. Raises Unreadable as `opened` does, and `bad_metadata`.
    """
    if given.url or given.locator or given.title:
        raise Unreadable("bad_metadata", "a file of many articles has no one url or title")
    with opened(entry.path) as (file, size):
        start = begin(entry.name, identity_of(file, wanted), before)
        if start.is_over:
            return
        if size == 0:
            raise Unreadable("empty", "has 0 bytes", 0)
        yield Done(start)
        if entry.ending in WARC:
            yield from _read_records(file, size, start, given, wanted)
        else:
            yield from map(Done, _read_lines(file, entry.ending == ".jsonl.gz", size, start, given, wanted))


def _read_records(
    file: BinaryIO, size: int, at: Reached, given: Found, wanted: Wanted
) -> Iterator[ArchivedPage | Done[Outcome]]:
    damaged, marked, position = 0, at.number, Position(at.offset, at.skip)
    for record in records_in(file, size, at.name.lower().endswith(".gz"), position):
        at = replace(at, number=at.number + 1)
        origin = f"{at.name}#{at.number}"
        if record.problem is not None:
            damaged += 1
            yield Done(replace(rejected_as(origin, record.problem, record.problem.size), part_of=at.name))
            if damaged > MOST_DAMAGED:
                break
            continue
        damaged = 0
        fields = fields_of(record.header)
        if is_page(fields, record.block):
            at = replace(at, pages=at.pages + 1)
            yield _page_in(record, fields, origin, given, wanted)
        else:
            yield Done(PassedOver(origin))
        if record.position is not None and at.number >= marked + STEP:
            marked = at.number
            yield Done(replace(at, offset=record.position.offset, skip=record.position.skip))
    if not at.pages:
        yield Done(rejected_as(at.name, Unreadable("no_text", "holds no page of the web"), size))
    yield Done(replace(at, is_over=True))


def _page_in(
    record: Record, fields: dict[str, str], origin: str, given: Found, wanted: Wanted
) -> ArchivedPage | Done[Outcome]:
    url = address_in(fields)
    if not wanted.takes_host(url or ""):
        return Done(PassedOver(origin))
    if "warc-truncated" in fields:
        problem = Unreadable("truncated", "the archive holds only the beginning of a page", len(record.block))
        return Done(replace(rejected_as(origin, problem, problem.size), part_of=origin.rpartition("#")[0]))
    is_http = fields["warc-type"].lower() == "response"
    return ArchivedPage(origin, record.block, given_for(given, url), wanted, retrieved_in(fields), is_http)


def _read_lines(
    file: BinaryIO, is_gzip: bool, size: int, at: Reached, given: Found, wanted: Wanted
) -> Iterator[Outcome]:
    lines, done = Joined(file) if is_gzip else file, at.number
    for line in lines_in(lines):
        if line.number > done:
            at = replace(at, number=line.number, pages=at.pages + 1)
            yield _told(line, at.name, given, wanted)
            if at.pages % STEP == 0:
                yield at
        yield from _told_damage(lines, at)
    yield from _told_damage(lines, at)
    if not at.pages:
        yield rejected_as(at.name, Unreadable("no_text", "holds no text"), size)
    yield replace(at, is_over=True)


def _told(line: Line, name: str, given: Found, wanted: Wanted) -> Item:
    origin = f"{name}#{line.number}"
    if isinstance(line.outcome, Unreadable):
        return replace(rejected_as(origin, line.outcome, line.bytes, line.sha256), part_of=name)
    found = laid_over(line.outcome, given)
    words = f"{found.title or ''}\n{found.text}"
    if not wanted.takes_host(found.url or "") or not wanted.takes_text(words):
        return PassedOver(origin)
    return ingested_from(found, origin)


def _told_damage(lines: BinaryIO | Joined, at: Reached) -> Iterator[Rejected]:
    """Tell what was lost in front of or behind a line; told again after a resumption."""
    if isinstance(lines, Joined):
        for problem in lines.problems:
            yield replace(rejected_as(f"{at.name}#{at.number} and on", problem), part_of=at.name)
        lines.problems.clear()
