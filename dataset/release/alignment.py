"""Where the words of one version of a text stand in another version of it, and how far two places are the same.

What belongs here: spans and texts. What a place being the same says of rows is for `moves.py`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

Span = tuple[int, int]
Spans = Sequence[Span]
Place = Callable[[Spans], Spans]
"""Gives the spans of the later text in which the words of spans of the earlier one stand."""

_WORD = re.compile(r"\w+|[^\w\s]")
_EXCHANGED = 3
"""So many words that stand where others stood count as the same place: a number that was corrected."""
_LONG = 5_000
"""Words from which on frequent ones are not looked for, as that takes time by the square."""


def same(spans: Spans) -> Spans:
    """Give the spans of a text that did not change."""
    return spans


def place_in(before: str, after: str) -> Place:
    """Give where spans of one version of a text stand in another, by their words."""
    if before == after:
        return same
    old, new = ([match.span() for match in _WORD.finditer(text)] for text in (before, after))
    places = _aligned([before[slice(*span)] for span in old], [after[slice(*span)] for span in new])
    starts, ends = [start for start, _ in old], [end for _, end in old]

    def place(spans: Spans) -> Spans:
        numbers = {
            there
            for start, end in spans
            for here in range(bisect_right(ends, start), bisect_left(starts, end))
            for there in places.get(here, ())
        }
        return [new[number] for number in sorted(numbers)]

    return place


def _aligned(old: list[str], new: list[str]) -> dict[int, range]:
    """Give for the words of one list, by number, the numbers of those in the other that are or stand for them."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    found = {n: range(n, n + 1) for n in range(head)}
    found |= {len(old) - n: range(len(new) - n, len(new) - n + 1) for n in range(1, tail + 1)}
    matcher = SequenceMatcher(None, *middle, autojunk=max(map(len, middle)) > _LONG)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            found |= {head + first + n: range(head + start + n, head + start + n + 1) for n in range(last - first)}
        elif kind == "replace" and max(last - first, end - start) <= _EXCHANGED:
            found |= {head + n: range(head + start, head + end) for n in range(first, last)}
    return found


def length(spans: Spans) -> int:
    """Give how many code points spans have together."""
    return sum(end - start for start, end in spans)


def overlap(one: Spans, other: Spans) -> int:
    """Give how many code points two lists of spans have in common; the spans of each overlap nowhere."""
    return sum(max(0, min(end, last) - max(start, first)) for start, end in one for first, last in other)
