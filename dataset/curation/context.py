"""The words around a row, from the private store, for who reviews it.

They go beyond what may be published: whatever holds them stays with those who have the store.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

AROUND = 400
"""Code points to either side of a row's own words, at most; a line ends it before that."""
LONGEST = 2_000
"""Code points in all: content that goes on for longer is cut."""
Mark = tuple[int, int, str]
"""Start and end in the context, and what stands there."""
_SPANS = {"content_spans": "content", "cue_spans": "cue", "source_spans": "source"}
_LABELS = {"figures": "figure", "territory": "land"}


@dataclass(frozen=True, slots=True)
class Context:
    """Words of an article, and where in them the words of a row stand."""

    words: str
    marks: tuple[Mark, ...]


def context_of(text: str, marks: Iterable[Mark]) -> Context:
    """Give the lines in which the marked words of a text stand, and the marks as they stand there."""
    known = sorted(marks)
    first, last = known[0][0], max(end for _, end, _ in known)
    start = max(text.rfind("\n", 0, first) + 1, first - AROUND)
    stop = text.find("\n", last)
    stop = min(len(text) if stop < 0 else stop, last + AROUND, start + LONGEST)
    inside = ((max(one, start) - start, min(end, stop) - start, label) for one, end, label in known)
    return Context(text[start:stop], tuple(mark for mark in inside if mark[0] < mark[1]))


def marks_of(table: str, row: Mapping[str, Any]) -> list[Mark]:
    """Give where the words of a published row stand in its article, and what they are."""
    if table in _LABELS:
        return [(row["char_start"], row["char_end"], _LABELS[table])]
    return [(start, end, label) for name, label in _SPANS.items() for start, end in row[name]]
