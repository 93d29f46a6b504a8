"""Where each article stands among the others: its story, and the article that it is a copy of.

Here the parts come together: sketches lead to pairs of texts, texts say which of them are copies, copies make stories,
and each story says whose words they were. The result follows from the articles and the order in which they were read,
whatever was read in one go.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.ids import make_id
from pipelines.copies.candidates import Pairs, candidates, compared
from pipelines.copies.contained import are_copies, is_likely
from pipelines.copies.origins import Member, Origin, heads_of, origins_in
from pipelines.copies.reports import Reports
from pipelines.copies.sketches import Sketches, sketches_from

Count = Callable[[Sequence[tuple[str, str]]], Sequence[int]]
"""Gives for pairs of article_ids how many sequences their texts have in common."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among the others."""

    story_id: str
    copy_of: str | None = None
    copy_basis: str | None = None


def places_of(reports: Reports, sketches: Sketches, count: Count) -> dict[str, Place]:
    """Give each article's place, by article_id; `sketches` are those of its texts, as `sketches_of` gives them.

    A story has its id from the article of it that was read first, and keeps it unless it turns out to be one with an
    earlier story. Versions of one work share a story and are no copies of each other.
    """
    copies = _Copies(reports, sketches, count)
    copies.find()
    stories = _stories(reports, copies.linked)
    members = {story: [reports.member(number) for number in numbers] for story, numbers in stories.items()}
    for story in members.values():
        heads = heads_of(story)
        copies.ask((member.number, head) for member in story for head in heads)
    copies.check()
    origins: dict[int, Origin] = {}
    for story in members.values():
        origins |= origins_in(story, copies.partners_of(story), copies.is_copy)
    return _as_places(reports, stories, origins)


def sketches_of(reports: Reports, signatures: pa.Table) -> Sketches:
    """Give the sketches of the distinct texts, in the order of their numbers.

    `signatures` has `article_id`, `sequences` and `sketch` of each article (`dataset.store.SIGNATURE`).
    """
    firsts = reports.firsts
    ids = pa.array([reports.article_ids[first] for first in firsts], pa.string())
    rows = signatures.take(pc.index_in(ids, value_set=signatures.column("article_id")))
    sketches = rows.column("sketch").combine_chunks()
    columns = {"sequences": rows.column("sequences").to_numpy()}
    columns |= {name: [getattr(reports, name)[first] for first in firsts] for name in ("outlets", "works", "days")}
    return sketches_from(sketches.flatten().to_numpy(), sketches.value_lengths().to_numpy(), columns)


def _as_places(reports: Reports, stories: dict[int, list[int]], origins: dict[int, Origin]) -> dict[str, Place]:
    ids = reports.article_ids
    first = {number: story for story, numbers in stories.items() for number in numbers}
    places = {}
    for number, article_id in enumerate(ids):
        story_id, origin = make_id("story", ids[first.get(number, number)]), origins.get(number)
        places[article_id] = Place(story_id, ids[origin.number], origin.basis) if origin else Place(story_id)
    return places


class _Copies:
    """Which texts are copies: texts are numbered, each once, by the first article that has it."""

    def __init__(self, reports: Reports, sketches: Sketches, count: Count) -> None:
        self.reports, self.sketches, self.count = reports, sketches, count
        self.linked = list[tuple[int, int]]()
        """Pairs of texts that are copies."""
        self.wanted, self.asked = set[tuple[int, int]](), set[tuple[int, int]]()
        self.among: dict[int, set[int]] = defaultdict(set)

    def find(self) -> None:
        """Find the copies among all texts."""
        self._link(candidates(self.sketches))

    def ask(self, articles: Iterable[tuple[int, int]]) -> None:
        """Ask of pairs of articles whether they are copies."""
        texts = self.reports.texts
        pairs = ((max(texts[one], texts[other]), min(texts[one], texts[other])) for one, other in articles)
        self.wanted.update(pair for pair in pairs if pair[0] != pair[1])

    def check(self) -> None:
        """Find out what was asked for and is not known."""
        new = sorted(self.wanted - self.asked)
        self._link(Pairs(*(np.array([pair[side] for pair in new], dtype=np.int64) for side in (0, 1))))

    def _link(self, pairs: Pairs) -> None:
        pairs, counted = compared(self.sketches, pairs, is_likely)
        ids, firsts = self.reports.article_ids, self.reports.firsts
        named = [(ids[firsts[later]], ids[firsts[earlier]]) for later, earlier in pairs]
        common = np.asarray(self.count(named), dtype=np.int64)
        self.asked.update(pairs)
        for later, earlier in pairs.where(are_copies(self.sketches, pairs, counted, common)):
            self.linked.append((later, earlier))
            self.among[later].add(earlier)
            self.among[earlier].add(later)

    def is_copy(self, one: int, other: int) -> bool:
        """Say whether two articles, by number, are copies and no versions of one work."""
        texts, works = self.reports.texts, self.reports.works
        if works[one] == works[other]:
            return False
        return texts[one] == texts[other] or texts[other] in self.among.get(texts[one], ())

    def partners_of(self, story: Sequence[Member]) -> dict[int, list[int]]:
        """Give for each article of a story the first two of each text that it is a copy of."""
        texts = self.reports.texts
        first: dict[int, list[int]] = defaultdict(list)
        for member in sorted(story, key=lambda member: member.order):
            if len(first[texts[member.number]]) < 2:
                first[texts[member.number]].append(member.number)
        return {
            member.number: [
                number
                for text in (texts[member.number], *self.among.get(texts[member.number], ()))
                for number in first[text]
            ]
            for member in story
        }


def _stories(reports: Reports, linked: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Give the articles of each story that has several, by the first of them."""
    leader = list(range(len(reports.article_ids)))

    def join(one: int, other: int) -> None:
        one, other = sorted((_leader(leader, one), _leader(leader, other)))
        leader[other] = one

    first_of_work: dict[int, int] = {}
    for number, (text, work) in enumerate(zip(reports.texts, reports.works, strict=True)):
        join(number, reports.firsts[text])
        join(number, first_of_work.setdefault(work, number))
    for later, earlier in linked:
        join(reports.firsts[later], reports.firsts[earlier])
    stories: dict[int, list[int]] = defaultdict(list)
    for number in range(len(leader)):
        stories[_leader(leader, number)].append(number)
    return {first: numbers for first, numbers in stories.items() if len(numbers) > 1}


def _leader(leader: list[int], number: int) -> int:
    """Give the first article of an article's story, shortening the way to it for the next time."""
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number
