"""Which texts may be copies of each other, from their sketches alone: the work grows with the texts, not their square.

A sequence that many texts have leads from each of them to the first few that have it and to the one before: so a story
that a hundred thousand carry costs a hundred thousand times a few, and each of them still finds its first. From an
outlet's later works with a sequence it leads to the first only. What two sketches have in common is then counted, and
pairs that cannot be copies are left out before any text is opened.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipelines.copies.sequences import distinct
from pipelines.copies.sketches import AT_ONCE, Flags, Numbers, Shared, Sketches, Small

HOLDERS = 2
"""Earliest texts with a sequence that a later one is held against, beside the one just before it."""
_PAIRS = 50_000
"""Pairs that are compared at once."""

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts, by their numbers."""

    later: Small
    earlier: Small

    def __len__(self) -> int:
        return len(self.later)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.later.tolist(), self.earlier.tolist(), strict=True)

    def where(self, flags: Flags) -> "Pairs":
        """Give those for which a flag is set."""
        return Pairs(self.later[flags], self.earlier[flags])


@dataclass(frozen=True)
class Compared:
    """What the sketches of each pair have in common, up to the highest sequence that both would hold."""

    shared: Numbers
    """Sequences in both sketches."""
    own: Numbers
    """Those of them that are furniture of neither text's outlet."""
    own_later: Shares
    """Share of the later text's sequences that are its own, and not furniture."""
    own_earlier: Shares
    contained: Shares
    """Share of the sequences of the one with fewer that stand in the other, own ones only."""
    contained_all: Shares
    """The same, furniture included."""

    def where(self, flags: Flags) -> "Compared":
        """Give those for which a flag is set."""
        return Compared(*(getattr(self, name)[flags] for name in self.__dataclass_fields__))


Columns = TypeVar("Columns", Pairs, Compared)


def candidates(sketches: Sketches) -> Pairs:
    """Give the pairs of texts that have a sequence of their sketches in common, each once, by the later text."""
    keys = [np.empty(0, np.int64)]
    for part in sketches.shared.parts(AT_ONCE):
        keys = [distinct(np.concatenate([*keys, *_candidates_among(part, sketches)]))]
    return Pairs((keys[0] >> 32).astype(np.int32), (keys[0] & 0xFFFFFFFF).astype(np.int32))


def _candidates_among(shared: Shared, sketches: Sketches) -> Iterator[Numbers]:
    """Give the keys of the pairs to which some of the shared hashes lead."""
    texts = sketches.owners[shared.places].astype(np.int64)
    early = np.flatnonzero(shared.is_early)
    late = np.flatnonzero(~shared.is_early)
    starts = np.searchsorted(shared.groups[early], shared.groups[early])
    place = np.arange(len(early))
    yield _keys(texts[late], texts[early[np.searchsorted(shared.groups[early], shared.groups[late])]])
    for partner in (*(starts + number for number in range(HOLDERS)), np.maximum(place - 1, starts)):
        is_before = partner < place
        yield _keys(texts[early[is_before]], texts[early[partner[is_before]]])


def _keys(one: Numbers, other: Numbers) -> Numbers:
    return distinct((np.maximum(one, other) << 32) | np.minimum(one, other))


def compared(
    sketches: Sketches, pairs: Pairs, is_kept: Callable[[Sketches, Pairs, Compared], Flags]
) -> tuple[Pairs, Compared]:
    """Count what the sketches of each pair have in common; give those of which then is said that they are kept."""
    index, kept = _Index(sketches), list[tuple[Pairs, Compared]]()
    for start in range(0, max(1, len(pairs)), _PAIRS):
        part = Pairs(pairs.later[start : start + _PAIRS], pairs.earlier[start : start + _PAIRS])
        counted = index.compared(part)
        flags = is_kept(sketches, part, counted)
        kept.append((part.where(flags), counted.where(flags)))
    return _together(Pairs, [pairs for pairs, _ in kept]), _together(Compared, [counted for _, counted in kept])


def _together(kind: type[Columns], parts: list[Columns]) -> Columns:
    names = kind.__dataclass_fields__
    return kind(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


class _Index:
    """The shared hashes by text, so that one text's can be looked up among another's."""

    def __init__(self, sketches: Sketches) -> None:
        self.sketches = sketches
        of_hash = np.full(len(sketches.hashes), -1, sketches.shared.groups.dtype)
        of_hash[sketches.shared.places] = sketches.shared.groups
        is_shared = of_hash >= 0
        self.groups, self.furniture = of_hash[is_shared], sketches.furniture[is_shared]
        self.count = int(self.groups.max(initial=0)) + 1
        self.starts = _so_many_before(is_shared)[sketches.starts].astype(np.int64)
        self.furniture_before = _so_many_before(sketches.furniture)

    def compared(self, pairs: Pairs) -> Compared:
        """Compare some pairs at once."""
        pair, place, other = self._lookups(pairs)
        size = len(pairs)
        shared = np.bincount(pair, minlength=size)
        mine, theirs = self.furniture[place], self.furniture[other]
        either, of_later, of_earlier = (
            np.bincount(pair, weights=flags, minlength=size).astype(np.int64) for flags in (mine | theirs, mine, theirs)
        )
        ends = np.minimum(self.sketches.ends_of(pairs.later), self.sketches.ends_of(pairs.earlier))
        later, own_later = self._sizes(pairs.later, ends, either - of_later)
        earlier, own_earlier = self._sizes(pairs.earlier, ends, either - of_earlier)
        own = shared - either
        return Compared(
            shared,
            own,
            _ratio(own_later, later),
            _ratio(own_earlier, earlier),
            _ratio(own, np.minimum(own_later, own_earlier)),
            _ratio(shared, np.minimum(later, earlier)),
        )

    def _lookups(self, pairs: Pairs) -> tuple[Numbers, Numbers, Numbers]:
        """Give for each hash of a later text that its earlier one has too: the pair, and its place in either."""
        number, place = self._places_of(pairs.later)
        texts, which = np.unique(pairs.earlier, return_inverse=True)
        of_text, there = self._places_of(texts)
        keys = of_text * self.count + self.groups[there]  # ascending: texts are, and the hashes of each
        wanted = which[number] * self.count + self.groups[place]
        found = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        is_hit = keys[found] == wanted if len(keys) else np.zeros(0, bool)
        return number[is_hit], place[is_hit], there[found[is_hit]]

    def _places_of(self, texts: Small) -> tuple[Numbers, Numbers]:
        """Give the places of all hashes of some texts, and before them of which of these each is, by number."""
        sizes = self.starts[texts + 1] - self.starts[texts]
        number = np.repeat(np.arange(len(texts)), sizes)
        return number, self.starts[texts][number] + np.arange(len(number)) - np.repeat(np.cumsum(sizes) - sizes, sizes)

    def _sizes(self, texts: Small, ends: NDArray[np.uint64], of_other: Numbers) -> tuple[Numbers, Numbers]:
        """Give how many hashes of each text lie within the end, and how many of these are its own.

        `of_other` is how many are furniture of the other text's outlet and not of its own.
        """
        start = self.sketches.starts[texts]
        end = _end_within(self.sketches, texts, ends)
        furniture = self.furniture_before[end] - self.furniture_before[start]
        return end - start, end - start - furniture - of_other


def _so_many_before(flags: Flags) -> Small:
    """Give how many flags are set before each, and in all."""
    counts: Small = np.zeros(len(flags) + 1, np.int32 if len(flags) < 2**31 else np.int64)
    np.cumsum(flags, out=counts[1:])
    return counts


def _end_within(sketches: Sketches, texts: Small, ends: NDArray[np.uint64]) -> Numbers:
    """Give one past the last hash of each text that is no higher than its end: all texts halve at once."""
    low, high = sketches.starts[texts].copy(), sketches.starts[texts + 1].copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        is_within = np.zeros(len(texts), bool)
        is_within[open_] = sketches.hashes[middle[open_]] <= ends[open_]
        low = np.where(open_ & is_within, middle + 1, low)
        high = np.where(open_ & ~is_within, middle, high)
    return low


def _ratio(part: Numbers, whole: Numbers) -> Shares:
    return part / np.maximum(whole, 1)
