"""The sketches of many texts side by side, as arrays: one number a text, in the order in which they were first read.

Here stands what sketches are and which of their sequences are an outlet's furniture. Nothing here compares two texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.copies.sequences import Hashes

FURNITURE_DAYS = 3
"""Days on which works of one outlet have a sequence from which it is furniture: a footer, a template, a set phrase."""
FURNITURE_WORKS = 6
"""Works of one outlet from which it is furniture whatever their days; so many may be updates of one story.

Also of the articles that name no outlet, taken together: their days tell nothing.
"""
AT_ONCE = 2_000_000
"""Hashes that are sorted at once."""
UNKNOWN = -1
"""The number of the outlet of an article that names none."""

Numbers = NDArray[np.int64]
Small = NDArray[np.int32 | np.int64]
"""Numbers of which there are many: no wider than they need be."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sketches:
    """Sketches of distinct texts; all arrays have one value a text, but `hashes`."""

    hashes: Hashes
    """The sketches one behind the other, each ordered."""
    starts: Numbers
    """Where each begins, and the end of the last."""
    sequences: Numbers
    """How many sequences the whole text has."""
    outlets: Numbers
    """Numbers of outlets; UNKNOWN where an article names none."""
    works: Numbers
    """Numbers of works: versions of one article have the same."""
    days: Numbers
    """Numbers of the days of publication: a day that is not known has a number of its own."""

    def __len__(self) -> int:
        return len(self.sequences)

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """Give the text of each hash."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def shared(self) -> "Shared":
        """Give the hashes that several texts have."""
        return _shared_of(self)

    @cached_property
    def furniture(self) -> Flags:
        """Say of each hash whether it is furniture of its text's outlet."""
        flags = np.zeros(len(self.hashes), dtype=bool)
        flags[self.shared.places] = self.shared.furniture
        return flags

    def ends_of(self, texts: Small) -> Hashes:
        """Give up to which hash each text's sketch has all of its sequences."""
        sizes = self.starts[texts + 1] - self.starts[texts]
        is_whole = sizes == self.sequences[texts]
        last = np.zeros(len(texts), dtype=np.uint64)
        last[sizes > 0] = self.hashes[self.starts[texts + 1][sizes > 0] - 1]
        return np.where(is_whole, np.uint64(2**64 - 1), last)


@dataclass(frozen=True)
class Shared:
    """The hashes that stand in several texts, ordered by hash and then by text."""

    places: Small
    """Where in `Sketches.hashes` each stands."""
    groups: Small
    """A number for each hash, ascending: the same for the same hash."""
    furniture: Flags
    """Whether it is furniture of its text's outlet."""
    is_early: Flags
    """Whether it stands in one of the first works of its text's outlet that have it: not yet furniture there."""

    def parts(self, size: int) -> "Iterator[Shared]":
        """Give them in parts of about a size, each with all texts of its hashes."""
        starts = np.arange(0, len(self.groups), size)
        edges = np.append(np.searchsorted(self.groups, self.groups[starts]), len(self.groups))
        for start, end in pairwise(np.unique(edges).tolist()):
            yield Shared(*(getattr(self, name)[start:end] for name in self.__dataclass_fields__))


def sketches_from(hashes: Hashes, sizes: Numbers, columns: Mapping[str, Sequence[int]]) -> Sketches:
    """Give sketches side by side: their hashes one behind the other, their sizes, and the columns by name."""
    starts = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=starts[1:])
    return Sketches(hashes, starts, **{name: np.asarray(values, dtype=np.int64) for name, values in columns.items()})


def _shared_of(sketches: Sketches) -> Shared:
    """Find the hashes that several texts have, range by range: what is sorted at once stays small."""
    parts, count, small = [], 0, np.int32 if len(sketches.hashes) < 2**31 else np.int64
    for places in _ranges(sketches.hashes):
        part = _shared_among(sketches, places, count)
        count = int(part.groups.max(initial=count - 1)) + 1
        parts.append(Shared(part.places.astype(small), part.groups.astype(small), part.furniture, part.is_early))
    return Shared(*(np.concatenate([getattr(part, name) for part in parts]) for name in Shared.__dataclass_fields__))


def _ranges(hashes: Hashes) -> Iterator[Numbers]:
    """Give the places of all hashes in parts, lower hashes first; the same hash never stands in two parts."""
    count = 1 + len(hashes) // AT_ONCE
    sample = np.sort(hashes[:: len(hashes) // (100 * count) | 1])  # odd: sketches are ordered, and of an even length
    edges = np.unique(sample[np.arange(1, count) * len(sample) // count])
    for number in range(len(edges) + 1):
        is_in = np.ones(len(hashes), bool) if number == 0 else hashes >= edges[number - 1]
        if number < len(edges):
            is_in &= hashes < edges[number]
        yield np.flatnonzero(is_in)


def _shared_among(sketches: Sketches, places: Numbers, first_group: int) -> Shared:
    """Give those of some hashes that several texts have, their groups numbered from a first one on."""
    places = places[np.argsort(sketches.hashes[places], kind="stable")]
    ordered = sketches.hashes[places]
    is_same = np.zeros(len(ordered) + 1, bool)
    is_same[1:-1] = ordered[1:] == ordered[:-1]
    is_shared = is_same[1:] | is_same[:-1]
    places = places[is_shared]
    groups = np.cumsum(~is_same[:-1][is_shared]) - 1 + first_group
    return Shared(places, groups, *_furniture_in(sketches, places, groups))


def _furniture_in(sketches: Sketches, places: Numbers, groups: Numbers) -> tuple[Flags, Flags]:
    """Say of each shared hash whether it is furniture of its outlet, and whether its work is one of the first there."""
    texts = sketches.owners[places]
    outlets = sketches.outlets[texts]
    works, rank = _distinct(groups, outlets, sketches.works[texts])
    days, _ = _distinct(groups, outlets, sketches.days[texts])
    is_furniture = (works >= FURNITURE_WORKS) | ((days >= FURNITURE_DAYS) & (outlets != UNKNOWN))
    return is_furniture, rank < FURNITURE_WORKS


def _distinct(groups: Numbers, outlets: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Give how many different values the outlet has with each hash, and how many lower ones than this."""
    if not len(values):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    order = np.lexsort((values, outlets, groups))
    by = np.stack([groups[order], outlets[order], values[order]])
    is_other = by[:, 1:] != by[:, :-1]
    is_new = np.concatenate([[True], is_other.any(axis=0)])
    is_new_outlet = np.concatenate([[True], is_other[:2].any(axis=0)])
    outlet, value = np.cumsum(is_new_outlet) - 1, np.cumsum(is_new)
    counts, rank = np.empty(len(values), np.int64), np.empty(len(values), np.int64)
    counts[order] = np.bincount(outlet, weights=is_new)[outlet]
    rank[order] = value - value[is_new_outlet][outlet]
    return counts, rank
