"""Text that was encoded twice: UTF-8 whose bytes somebody read as a code page of the West and wrote out again.

Only what is doubled for most of its letters is touched: `Ã©` for `é` throughout, not a lone odd pair.
"""

import re

from pipelines.ingest.found import Unreadable

_AS_BYTES = {ord(bytes([byte]).decode("windows-1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
"""Code points that windows-1252 has where Latin-1 has controls, by their byte."""
_RUN = re.compile(r"[\x80-\xff]{2,}")
_PAIR = re.compile(r"[\xc2-\xf4][\x80-\xbf]+")
_FIRST = re.compile(r"[\xc2-\xf4]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FEWEST, _MOST_OF = 8, 0.5
"""Doubled letters, and their share of all letters beyond ASCII, from which a text counts as encoded twice."""


def encoded_once(text: str) -> str:
    """Give a text as it was before it was encoded a second time, and any other text as it is.

    Raises Unreadable `encoding` where the second encoding lost what it would take to undo it.
    """
    if not _is_doubled(text):
        return text
    once = _RUN.sub(_undone, text.translate(_AS_BYTES))
    if _is_doubled(once):
        raise Unreadable("encoding", "was encoded twice, and cannot be read back")
    return once


def _is_doubled(text: str) -> bool:
    if len(_FIRST.findall(text)) < _FEWEST:
        return False  # as nearly always, and a hundred times cheaper to tell than by translating
    pairs = _PAIR.findall(text.translate(_AS_BYTES))
    return len(pairs) >= _FEWEST and sum(map(len, pairs)) > _MOST_OF * len(_NOT_ASCII.findall(text))


def _undone(run: re.Match[str]) -> str:
    try:
        return run[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
