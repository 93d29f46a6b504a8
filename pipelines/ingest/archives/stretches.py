"""The bytes of an archive, stretch by stretch: the members of a gzip file, or the whole of one that is not compressed.

A stretch is what can be read by itself. Where one is damaged, reading goes on at the next: what lies between is lost,
and told. What the bytes mean is the business of `records.py` and `joined.py`.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.ingest.found import Unreadable

CHUNK = 1 << 16
BOMB_SIZE, BOMB_RATIO = 64 << 20, 200
"""Bytes that a member may give, and how many for each compressed one beyond that. Pages give five to twenty."""
_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31
_PROBE = 512


class Stretch:
    """Bytes that are read in one go; subclasses say where they come from."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        """Where it begins in the file."""
        self.consumed = 0
        """Bytes taken from it so far."""
        self.buffer = bytearray()

    def more(self) -> bytes:
        """Give the next bytes, none at the end; raises Unreadable `damaged`, `truncated` or `too_large`."""
        raise NotImplementedError

    def has(self, size: int) -> bool:
        """Say whether so many bytes are left; raises as `more` does."""
        while len(self.buffer) < size:
            data = self.more()
            if not data:
                return False
            self.buffer += data
        return True

    def take(self, size: int) -> bytes:
        """Give so many bytes, fewer at the end."""
        self.has(size)
        with memoryview(self.buffer) as view:
            data = bytes(view[:size])
        del self.buffer[:size]
        self.consumed += len(data)
        return data

    def drop(self, size: int) -> int:
        """Pass over so many bytes, and say how many there were."""
        dropped = 0
        while dropped < size and self.has(1):
            dropped += len(self.take(min(size - dropped, len(self.buffer))))
        return dropped

    def give_back(self, data: bytes) -> None:
        """Put bytes that were taken last in front again."""
        self.buffer[:0] = data
        self.consumed -= len(data)


class _Plain(Stretch):
    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__(offset)
        self.file = file

    def more(self) -> bytes:
        return self.file.read(CHUNK)


class _Member(Stretch):
    """One member of a gzip file; `rest` is what was read of the file behind it, once it is over."""

    def __init__(self, file: BinaryIO, offset: int, head: bytes) -> None:
        super().__init__(offset)
        self.file, self.rest = file, head
        self.inflater = zlib.decompressobj(_GZIP)
        self.taken_in = self.given_out = 0

    def more(self) -> bytes:
        while not self.inflater.eof:
            if not self.rest:
                self.rest = self.file.read(CHUNK)
                if not self.rest:
                    raise Unreadable("truncated", "the file ends within a gzip member")
            data = self._inflated()
            if data:
                return data
        return b""

    def _inflated(self) -> bytes:
        before = len(self.rest)
        try:
            data = self.inflater.decompress(self.rest, CHUNK)
        except zlib.error as error:
            raise Unreadable("damaged", "a gzip member is damaged") from error
        self.rest = self.inflater.unused_data if self.inflater.eof else self.inflater.unconsumed_tail
        self.taken_in += before - len(self.rest)
        self.given_out += len(data)
        if self.given_out > BOMB_SIZE + BOMB_RATIO * self.taken_in:
            raise Unreadable("too_large", f"a gzip member expands more than {BOMB_RATIO} times, and beyond all use")
        return data

    @property
    def end(self) -> int:
        """Where the next member begins, if this one is over."""
        return self.offset + self.taken_in


def stretches_in(
    file: BinaryIO, is_gzip: bool, offset: int = 0, opening: bytes = b""
) -> Iterator[Stretch | Unreadable]:
    """Give the stretches of a file from an offset, and between them what lies there that cannot be read.

    Who takes a stretch reads it to its end, or to the error that it raises, before taking the next. A member behind
    damage is known by its magic number and by the words with which it opens.
    """
    file.seek(offset)
    if not is_gzip:
        yield _Plain(file, offset)
        return
    head = file.read(CHUNK)
    while head:
        if head.startswith(_MAGIC):
            member = _Member(file, offset, head)
            yield member
            if member.inflater.eof:
                offset, head = member.end, member.rest or file.read(CHUNK)
                continue
        else:
            yield Unreadable("damaged", "what stands between its gzip members is none")
        found = _next_member(file, offset + 1, opening)
        if found is None:
            return
        offset = found
        file.seek(offset)
        head = file.read(CHUNK)


def _next_member(file: BinaryIO, offset: int, opening: bytes) -> int | None:
    """Give where the next member begins at or behind an offset, None where there is none."""
    file.seek(offset)
    window = file.read(CHUNK)
    while window:
        at = window.find(_MAGIC)
        while at >= 0:
            if _opens(file, offset + at, opening):
                return offset + at
            at = window.find(_MAGIC, at + 1)
        # a magic number may stand across the end of what was read
        kept = window[-(len(_MAGIC) - 1) :]
        offset += len(window) - len(kept)
        file.seek(offset + len(kept))
        more = file.read(CHUNK)
        window = kept + more if more else b""
    return None


def _opens(file: BinaryIO, offset: int, opening: bytes) -> bool:
    """Say whether what begins at an offset is a member, and opens with these words."""
    file.seek(offset)
    try:
        start = zlib.decompressobj(_GZIP).decompress(file.read(_PROBE), max(1, len(opening)))
    except zlib.error:
        return False
    return start == opening if opening else True
