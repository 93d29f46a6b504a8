"""The lines of a compressed file, its gzip members joined: damage costs the lines it touches, and is told."""

from typing import BinaryIO

from pipelines.ingest.archives.stretches import Stretch, stretches_in
from pipelines.ingest.found import Unreadable

_PIECE = 1 << 16


class Joined:
    """A file-like object that can only be read line by line."""

    def __init__(self, file: BinaryIO) -> None:
        self._stretches = stretches_in(file, is_gzip=True)
        self._stretch: Stretch | None = None
        self._is_torn = False
        """What comes next begins within a line whose beginning is lost."""
        self.problems: list[Unreadable] = []
        """What could not be read since somebody looked last."""

    def readline(self, limit: int) -> bytes:
        """Give the next line with its end, its first `limit` bytes where it is longer, none where the file is over."""
        line = bytearray()
        while True:
            piece = self._piece(limit - len(line))
            if piece is None:
                line.clear()
                continue
            line += piece
            is_whole = not piece or piece.endswith(b"\n")
            if self._is_torn and piece:
                line.clear()
                self._is_torn = not is_whole
            elif is_whole or len(line) >= limit:
                return bytes(line)

    def _piece(self, limit: int) -> bytes | None:
        """Give bytes up to a line's end or a stretch's, none at the end of all; None where something was lost."""
        while True:
            if self._stretch is None:
                following = next(self._stretches, b"")
                if isinstance(following, Unreadable):
                    self._lost(following)
                    return None
                if not isinstance(following, Stretch):
                    return b""
                self._stretch = following
            try:
                if self._stretch.has(1):
                    end = self._stretch.buffer.find(b"\n", 0, limit) + 1
                    return self._stretch.take(end or min(limit, len(self._stretch.buffer), _PIECE))
            except Unreadable as problem:
                self._stretch = None
                self._lost(problem)
                return None
            self._stretch = None

    def _lost(self, problem: Unreadable) -> None:
        self.problems.append(problem)
        self._is_torn = True
