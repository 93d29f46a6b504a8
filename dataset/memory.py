"""How much memory the rows of tables may take in a run: GROUNDLINE_MEMORY, and what of it which work has.

It bounds what is held at once of tables however large they are. The process with its libraries comes beside it, and
so do the ids by which rows of one table are looked up in another.
"""

import ctypes
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from dataset.places import PlaceError

VARIABLE = "GROUNDLINE_MEMORY"
DEFAULT = "1 GB"
_UNITS = {"MB": 10**6, "GB": 10**9}
_LEAST = 10**8
_ROW_CHECKED = 4_000
"""Bytes that a row takes while it is held against expectations, as Great Expectations needs it."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where the rows of tables may stand while they are worked on."""

    memory: int
    """About how many bytes they may take."""
    spill: Path
    """The folder for what has no place in memory; it is made and removed."""
    is_beside: bool = False
    """Whether other rows are gone through meanwhile: what was sorted then waits on disk."""

    @property
    def sorting(self) -> int:
        """The part for rows that are sorted or counted, in bytes; blocks that come and go stand beside it."""
        return self.memory // 4

    @property
    def checked_rows(self) -> int:
        """How many rows may be held against expectations at once."""
        return self.memory // 2 // _ROW_CHECKED

    def beside(self, name: str) -> "Room":
        """Give room for rows that are gone through while others are: they need a folder of their own."""
        return replace(self, spill=self.spill.with_name(f"{self.spill.name}-{name}"), is_beside=True)


def give_back() -> None:
    """Give memory that is free back to the system: a run in one process would keep what its largest step took."""
    pa.default_memory_pool().release_unused()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None:
        trim(0)


def memory(environment: Mapping[str, str] = os.environ) -> int:
    """Give how many bytes the environment allows; raises PlaceError where it does not say how many MB or GB."""
    value = environment.get(VARIABLE, DEFAULT)
    found = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(MB|GB)\s*", value, re.IGNORECASE)
    size = int(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
    if size < _LEAST:
        raise PlaceError(f"{VARIABLE}: {value!r} is no amount like 2 GB or 500 MB, of at least {_LEAST // 10**6} MB")
    return size


def temporary_room() -> Room:
    """Give room among the system's temporary files; raises as `memory` does."""
    return Room(memory(), Path(tempfile.gettempdir()) / f"groundline-{secrets.token_hex(8)}")
