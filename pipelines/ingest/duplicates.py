"""Which articles are copies of others: exact ones, and near ones by the word sequences that they share.

Two texts are copies where at least half of the five-word sequences of the shorter one stand in the other, whatever
stands around them: so wire copies with another headline, abridged ones and reordered ones are found. Candidates come
from a sample of the sequences (those whose hash is a multiple of `SCALE`, the same in every text), so the work grows
with the number of texts and not with its square; candidates are then counted exactly.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dataset.contract.ids import make_id
from pipelines.ingest.identity import text_sha256

LENGTH = 5
"""Words of a sequence."""
CONTAINED = 0.5
"""Share of the shorter text's sequences from which it is a copy."""
FEWEST = 8
"""Sequences in common below which texts are no near copies: half of a short post may be a set phrase."""
FREQUENT = 6
"""Texts from which a sequence counts as one that many have."""
WHOLLY_CONTAINED = 0.9
"""Share from which it is a copy although most of what the two have in common is frequent."""
SCALE = 4
_HOLDERS = 16
"""Earliest texts with a sampled sequence that a later one is held against: the copies of one story find its first."""
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among the others."""

    story_id: str
    copy_of: str | None


def places_of(texts: Iterable[tuple[str, str]], works: Mapping[str, str] | None = None) -> dict[str, Place]:
    """Give each article's story and the article it is a copy of, from article_ids with their normalised texts.

    The texts come in the order in which they were first read: an original is the first of its copies, and a story has
    its id from its first article. Versions of one work (`works`: work_id by article_id) share a story and are no
    copies of each other.
    """
    by_id = dict(texts)
    order = {article_id: number for number, article_id in enumerate(by_id)}
    of_work = works or {}
    copy_of: dict[str, str] = {}
    story = {article_id: article_id for article_id in by_id}
    for later, earlier in sorted(_copies_in(by_id), key=lambda pair: (order[pair[0]], order[pair[1]])):
        _join(story, later, earlier, order)
        if later not in of_work or of_work[later] != of_work.get(earlier):
            copy_of.setdefault(later, earlier)
    for versions in _versions_in(by_id, of_work):
        for later in versions[1:]:
            _join(story, later, versions[0], order)
    return {one: Place(make_id("story", _first(story, one)), copy_of.get(one)) for one in by_id}


def _copies_in(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give pairs of a later article and an earlier one that it is a copy of."""
    distinct: dict[str, str] = {}
    for article_id, text in texts.items():
        first = distinct.setdefault(text_sha256(text), article_id)
        if first != article_id:
            yield article_id, first
    sequences = lru_cache(maxsize=2_000)(lambda article_id: sequences_of(texts[article_id]))
    samples = {article_id: sampled(sequences(article_id)) for article_id in distinct.values()}
    repeated, frequent = _in_many(samples.values(), 2), _in_many(samples.values(), FREQUENT)
    holders: dict[int, list[str]] = defaultdict(list)
    for later, sample in samples.items():
        shared = np.intersect1d(sample, repeated, assume_unique=True).tolist()
        for earlier in dict.fromkeys(holder for one in shared for holder in holders[one]):
            if is_copy(sequences(later), sequences(earlier), frequent):
                yield later, earlier
        for one in shared:
            if len(holders[one]) < _HOLDERS:
                holders[one].append(later)


def _in_many(samples: Iterable[Hashes], fewest: int) -> Hashes:
    """Give the sequences that stand in at least so many of the texts."""
    values, counts = np.unique(np.concatenate([np.empty(0, np.uint64), *samples]), return_counts=True)
    return values[counts >= fewest]


def sequences_of(text: str) -> Hashes:
    """Give the hashes of a text's five-word sequences, each once, ordered; case and punctuation do not count."""
    words = np.array([_hash_of(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    if len(words) < LENGTH:
        return words[:0]
    mixed = np.zeros(len(words) - LENGTH + 1, dtype=np.uint64)
    for place in range(LENGTH):
        mixed = (mixed ^ words[place : place + len(mixed)]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@lru_cache(maxsize=200_000)
def _hash_of(word: str) -> int:
    """Give a number for a word, the same in every run."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def sampled(sequences: Hashes) -> Hashes:
    """Give the sequences by which candidates are found."""
    return sequences[sequences % np.uint64(SCALE) == 0]


def is_copy(one: Hashes, other: Hashes, frequent: Hashes) -> bool:
    """Say whether enough of the shorter text's sequences stand in the other.

    Enough of its own ones too, not of those alone that stand in many texts (`frequent`, of the sampled ones): they are
    what an outlet puts under all its articles. A text that is in the other nearly whole is one that many have copied.
    """
    shorter, longer = sorted((one, other), key=len)
    common = np.intersect1d(shorter, longer, assume_unique=True)
    if len(common) < FEWEST or len(common) < CONTAINED * len(shorter):
        return False
    own = np.setdiff1d(sampled(shorter), frequent, assume_unique=True)
    shared = len(np.intersect1d(own, common, assume_unique=True))
    return len(common) >= WHOLLY_CONTAINED * len(shorter) or (shared > 0 and shared >= CONTAINED * len(own))


def _versions_in(texts: Iterable[str], works: Mapping[str, str]) -> Iterable[list[str]]:
    versions: dict[str, list[str]] = defaultdict(list)
    for article_id in texts:
        if article_id in works:
            versions[works[article_id]].append(article_id)
    return versions.values()


def _first(story: dict[str, str], article_id: str) -> str:
    """Give the first article of an article's story, shortening the way to it for the next time."""
    while story[article_id] != article_id:
        story[article_id] = story[story[article_id]]
        article_id = story[article_id]
    return article_id


def _join(story: dict[str, str], one: str, other: str, order: Mapping[str, int]) -> None:
    """Put two articles into one story, whose first is the earlier of their firsts."""
    earlier, later = sorted((_first(story, one), _first(story, other)), key=order.__getitem__)
    story[later] = earlier
