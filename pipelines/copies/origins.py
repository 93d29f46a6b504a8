"""Which article of a story the others have their words from: told by a credit, else by time, else by a fixed order.

Here stands how the origin of a copy is chosen among articles that are known to be copies of each other. What makes
articles copies stands in `contained.py`, what makes them a story in `places.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

FIRST = 3
"""First articles of a story that each of its others is held against."""
CREDITED = 8
"""Outlets that a story credits, whose first article in it each of its others is held against."""

IsCopy = Callable[[int, int], bool]
"""Says of two articles, by number, whether they are copies of each other and no versions of one work."""


@dataclass(frozen=True, slots=True)
class Member:
    """What of an article tells where it stands among its copies."""

    number: int
    """Its place in the order of reading."""
    work: int
    outlet: str | None
    """The outlet's entity."""
    credited: str | None
    """The entity of the outlet that the article credits."""
    earliest: datetime | None
    """The first moment at which it may have been published; None where that is not known."""
    latest: datetime | None
    """The moment by which it was published surely."""

    @property
    def order(self) -> tuple[bool, float, int]:
        """Give what the articles of a story are ordered by: the end of the period of publication, then reading."""
        return (self.latest is None, self.latest.timestamp() if self.latest else 0.0, self.number)

    @property
    def is_crediting(self) -> bool:
        """Say whether it credits an outlet other than its own."""
        return self.credited is not None and self.credited != self.outlet


@dataclass(frozen=True, slots=True)
class Origin:
    """The article that another is a copy of, by number, and what says so."""

    number: int
    basis: str
    """credit, published, order."""


def heads_of(members: Sequence[Member]) -> list[int]:
    """Give the articles that may be the origin of any in the story: its first ones, and those of outlets it credits."""
    ordered = sorted(members, key=lambda member: member.order)
    credited = {member.credited for member in ordered if member.is_crediting}
    first: dict[str, int] = {}
    for member in ordered:
        if member.outlet is not None and member.outlet in credited:
            first.setdefault(member.outlet, member.number)
    return list(dict.fromkeys([*(member.number for member in ordered[:FIRST]), *list(first.values())[:CREDITED]]))


def origins_in(members: Sequence[Member], partners: Mapping[int, Iterable[int]], is_copy: IsCopy) -> dict[int, Origin]:
    """Give the origin of each article of a story that is a copy, by number.

    A credit goes before all: an article that credits an outlet is a copy of that outlet's article. Else it is a copy of
    the first in order: by the moment by which it was surely published (so an article of which only the day is known is
    the last of its day, and one without a date the last of all), then by reading. A version of a work stands in the
    place of the work's first. `partners` are the articles that each is held against beside the story's heads.
    """
    return _Story(members, partners, is_copy).origins()


class _Story:
    def __init__(self, members: Sequence[Member], partners: Mapping[int, Iterable[int]], is_copy: IsCopy) -> None:
        self.ordered = sorted(members, key=lambda member: member.order)
        self.members = {member.number: member for member in members}
        self.partners, self.is_copy, self.heads = partners, is_copy, heads_of(members)
        self.rank: dict[int, int] = {}
        for rank, member in enumerate(self.ordered):
            self.rank.setdefault(member.work, rank)
        self.credits: dict[int, int] = {}

    def origins(self) -> dict[int, Origin]:
        self.credits = _without_rings(dict(self._credits()))
        found = {number: Origin(credited, "credit") for number, credited in self.credits.items()}
        for member in self.ordered:
            if member.number not in found and (first := self._first(member)) is not None:
                found[member.number] = Origin(first, _basis(member, self.members[first]))
        return found

    def _tried(self, member: Member) -> list[Member]:
        numbers = dict.fromkeys([*self.heads, *self.partners.get(member.number, ())])
        return [self.members[number] for number in numbers if number != member.number]

    def _credits(self) -> Iterator[tuple[int, int]]:
        """Give for each article that credits an outlet the first article there that it is a copy of."""
        for member in self.ordered:
            if member.is_crediting:
                of_outlet = [other for other in self._tried(member) if other.outlet == member.credited]
                for other in sorted(of_outlet, key=lambda other: other.order):
                    if self.is_copy(member.number, other.number):
                        yield member.number, other.number
                        break

    def _first(self, member: Member) -> int | None:
        """Give the article that one without a credit is a copy of.

        Only articles that lead, by their credits, to an earlier work come into question, so that no ring arises.
        """
        places = sorted((*self._place(other), other.number) for other in self._tried(member))
        for rank, _, _, number in places:
            if rank >= self.rank[member.work]:
                return None
            if self.is_copy(member.number, number):
                return number
        return None

    def _place(self, member: Member) -> tuple[int, bool, tuple[bool, float, int]]:
        """Give what origins are ordered by: the work that an article has its words from, and itself before others."""
        root = member.number
        while root in self.credits:
            root = self.credits[root]
        return self.rank[self.members[root].work], root != member.number, member.order


def _basis(member: Member, origin: Member) -> str:
    is_told = member.earliest and origin.latest and origin.latest <= member.earliest
    return "published" if is_told else "order"


def _without_rings(credits: Mapping[int, int]) -> dict[int, int]:
    """Take out the credits of articles that credit each other in a ring: they say nothing."""
    seen_from: dict[int, int] = {}
    ringed: set[int] = set()
    for start in credits:
        at, way = start, list[int]()
        while at in credits and at not in seen_from:
            seen_from[at] = start
            way.append(at)
            at = credits[at]
        if seen_from.get(at) == start:
            ringed.update(way[way.index(at) :])
    return {number: other for number, other in credits.items() if number not in ringed}
