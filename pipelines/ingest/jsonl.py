"""JSON lines to articles: one object a line, read line by line within bounded memory.

What the fields of an object may hold stands in `metadata.py`.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from pipelines.ingest.archives.joined import Joined
from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.metadata import found_in, object_from

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes of one line; a longer one is passed over, and the file goes on behind it."""
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, and what came of it."""

    number: int
    """From 1, blank lines counted."""
    bytes: int
    sha256: str
    outcome: Found | Unreadable


def lines_in(file: BinaryIO | Joined) -> Iterator[Line]:
    """Give the lines of a file; raises Unreadable, before any line, for a file in UTF-16."""
    number = 0
    while chunk := file.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            if chunk.startswith(_WIDE_MARKS):
                raise Unreadable("encoding", "JSON lines must be in UTF-8, not in UTF-16")
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if len(chunk) > LINE_LIMIT and not chunk.endswith(b"\n"):
            yield _passed_over(file, number, chunk)
        elif line := chunk.strip():
            yield Line(number, len(line), hashlib.sha256(line).hexdigest(), _outcome_of(line))


def _passed_over(file: BinaryIO | Joined, number: int, chunk: bytes) -> Line:
    """Read to the end of a line that is too long, keeping its size and hash and nothing else."""
    digest, size = hashlib.sha256(chunk), len(chunk)
    while not chunk.endswith(b"\n") and (chunk := file.readline(1024 * 1024)):
        digest.update(chunk)
        size += len(chunk)
    too_large = Unreadable("too_large", f"the line has {size} bytes, more than {LINE_LIMIT}")
    return Line(number, size, digest.hexdigest(), too_large)


def _outcome_of(line: bytes) -> Found | Unreadable:
    try:
        return found_in_line(line)
    except Unreadable as problem:
        return problem


def found_in_line(line: bytes) -> Found:
    """Give the article of one line; raises Unreadable where it is none."""
    try:
        given = object_from(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"the line is no UTF-8 at byte {error.start}") from error
    text = given.get("text")
    if not isinstance(text, str):
        raise Unreadable("bad_field", "`text` is missing or no string")
    if not text.strip():
        raise Unreadable("no_text", "`text` is empty")
    found = found_in(given)
    return replace(found, text=text, bases={**found.bases, "text": "given"})
