"""The records of a web archive (WARC 1.0 and 1.1), one after another, with caps, whatever their lengths claim.

Here a record is a header and a block of bytes. What is in the block stands in `archived_page.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.ingest.archives.stretches import Stretch, stretches_in
from pipelines.ingest.found import Unreadable

HEADER_LIMIT, BLOCK_LIMIT = 1 << 16, 16 << 20
"""Bytes of a record's header; of a block that is kept: a longer one is passed over, and the record told."""
OPENING = b"WARC/"
_START = re.compile(rb"WARC/1\.\d\r?\n")
_START_SIZE = len("WARC/1.0\r\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\S*)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BETWEEN = b"\r\n"


@dataclass(frozen=True, slots=True)
class Position:
    """Where reading can go on: where a stretch begins in the file, and the bytes to pass over in it."""

    offset: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record, or the reason why it or what stands in its place cannot be read; its block is b"" then."""

    position: Position | None
    """Where the next one begins; None where that is not known."""
    header: bytes
    block: bytes
    problem: Unreadable | None = None


def records_in(file: BinaryIO, size: int, is_gzip: bool, start: Position) -> Iterator[Record]:
    """Give the records of an archive from a position on; `size` is the file's in bytes.

    A record is given when the stretch goes on behind it or ends well there: what stands in a member whose checksum is
    wrong is not to be believed.
    """
    skip = start.skip
    for stretch in stretches_in(file, is_gzip, start.offset, OPENING):
        if isinstance(stretch, Unreadable):
            yield Record(None, b"", b"", stretch)
            continue
        try:
            stretch.drop(skip)
            yield from _records_of(stretch, None if is_gzip else size)
        except Unreadable as problem:
            yield Record(None, b"", b"", problem)
        skip = 0


def _records_of(stretch: Stretch, size: int | None) -> Iterator[Record]:
    while _is_at_record(stretch):
        found = _record_at(stretch, size)
        _pass_line_ends(stretch)
        if found.problem is not None:
            _to_next_record(stretch)
        position = Position(stretch.offset, stretch.consumed)
        yield Record(position, found.header, found.block, found.problem)


def _is_at_record(stretch: Stretch) -> bool:
    """Say whether anything stands here: a record, or what will be told as none."""
    _pass_line_ends(stretch)
    return stretch.has(1)


def _pass_line_ends(stretch: Stretch) -> None:
    while stretch.has(1) and stretch.buffer[0] in _BETWEEN:
        blank = len(stretch.buffer) - len(stretch.buffer.lstrip(_BETWEEN))
        stretch.take(blank)


def _record_at(stretch: Stretch, size: int | None) -> Record:
    """Read one record; the stretch stands behind it, or behind its header where it is none."""
    header = _header_at(stretch)
    if isinstance(header, Unreadable):
        return Record(None, b"", b"", header)
    length = _length_in(header)
    if length is None:
        return Record(None, header, b"", Unreadable("damaged", "a record has no length, or none that can be"))
    left = None if size is None else size - stretch.offset - stretch.consumed
    if left is not None and length > left:
        short = Unreadable("truncated", "a record claims more bytes than the file has left")
        return Record(None, header, b"", short)
    if length > BLOCK_LIMIT:
        return _too_large(stretch, header, length)
    block = stretch.take(length)
    if len(block) < length:
        return Record(None, header, b"", Unreadable("damaged", "a record ends before its length"))
    if stretch.has(1) and stretch.buffer[0] not in _BETWEEN:
        stretch.give_back(block)
        return Record(None, header, b"", Unreadable("damaged", "a record goes on beyond its length"))
    return Record(None, header, block)


def _header_at(stretch: Stretch) -> bytes | Unreadable:
    """Take the header of the record that begins here; of what is none a byte, so that the search goes on behind it."""
    stretch.has(_START_SIZE)
    if not _START.match(stretch.buffer):
        stretch.take(1)
        return Unreadable("damaged", "what stands where a record should is none")
    searched = 0
    while (end := _end_of_header(stretch.buffer, searched)) < 0:
        searched = len(stretch.buffer)
        if searched >= HEADER_LIMIT or not stretch.has(searched + 1):
            stretch.take(len(OPENING))
            return Unreadable("damaged", f"the header of a record has no end within {HEADER_LIMIT} bytes")
    return stretch.take(end)


def _end_of_header(buffer: bytearray, searched: int) -> int:
    """Give where the first empty line ends, -1 where there is none; so many bytes were searched before."""
    start = max(0, searched - 3)
    ends = [at + len(mark) for mark in (b"\n\r\n", b"\n\n") if (at := buffer.find(mark, start, HEADER_LIMIT)) >= 0]
    return min(ends, default=-1)


def _length_in(header: bytes) -> int | None:
    """Give the length that a header claims, None where it claims none, another form of one, or two."""
    found = set(_LENGTH.findall(header))
    written = found.pop() if len(found) == 1 else b""
    return int(written) if written.isdigit() and len(written) <= 18 else None


def _too_large(stretch: Stretch, header: bytes, length: int) -> Record:
    dropped = stretch.drop(length)
    problem = Unreadable("too_large", f"a record has {length} bytes, more than {BLOCK_LIMIT}", length)
    if dropped < length:
        problem = Unreadable("damaged", "a record ends before its length")
    return Record(None, header, b"", problem)


def _to_next_record(stretch: Stretch) -> None:
    """Go forward to where a record begins, or to the stretch's end; what stands in front here is a line's beginning."""
    if stretch.has(_START_SIZE) and _START.match(stretch.buffer):
        return
    mark = b"\n" + OPENING
    while stretch.has(1):
        if (at := stretch.buffer.find(mark)) >= 0:
            stretch.take(at + 1)
            return
        # the mark may stand across the end of what was read
        stretch.take(max(0, len(stretch.buffer) - len(mark)))
        if not stretch.has(len(stretch.buffer) + 1):
            stretch.take(len(stretch.buffer))
