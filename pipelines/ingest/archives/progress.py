"""How far the reading of a file of many articles has come, so that the next run goes on from there.

Where it is kept is the store's business; when, that of `into_store.py`.
"""

from dataclasses import asdict, astuple, dataclass
from typing import Any, BinaryIO, Self

from pipelines.ingest.archives.wanted import Wanted
from pipelines.ingest.files import known_by

READER = "archives/1"
"""Raise it, and every archive is read again from its beginning."""
STEP = 10
"""Records or lines between two marks of how far it is."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A mark in the stream of what a file holds: all in front of it has been given."""

    name: str
    identity: str
    number: int = 0
    """Records or lines so far."""
    offset: int = 0
    skip: int = 0
    """Where the next one is, as `records.Position` has it; of lines the number tells."""
    pages: int = 0
    """Records so far that hold a page; of lines those that are not blank."""
    is_over: bool = False

    @property
    def is_new(self) -> bool:
        """Say whether nothing in front of it was read by an earlier run, or by this one."""
        return self.number == 0 and not self.is_over

    def kept(self) -> dict[str, Any]:
        """Give it as the store keeps it."""
        return asdict(self)

    @classmethod
    def kept_as(cls, given: dict[str, Any]) -> Self:
        """Give it from what the store has kept; what others keep beside it is left out."""
        return cls(**{name: given[name] for name in cls.__slots__})


def identity_of(file: BinaryIO, wanted: Wanted) -> str:
    """Give what a file of many articles is known by, with what is wanted of it."""
    return known_by(READER, file, repr(astuple(wanted)))


def begin(name: str, identity: str, before: dict[str, Any] | None) -> Reached:
    """Give where to begin: where an earlier run came to in this very file, else at its beginning."""
    if before is not None and before["identity"] == identity:
        return Reached.kept_as(before)
    return Reached(name, identity)
