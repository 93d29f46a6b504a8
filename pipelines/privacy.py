"""Names of private people are covered wherever rows quote an article: each letter by a full block.

Who is private is told by `text/privacy.py`; here it is applied to a whole article, before any row is made. A covered
name keeps its length, so that offsets stay true, and whoever has the article can still compare.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from dataset.contract.quoting import COVER
from pipelines.model import Mention, Reading, Source
from pipelines.text.privacy import is_private

_BEFORE = re.compile(r"[^.!?;:,\n]{0,40}$")
_AFTER = re.compile(r"(?:\s?,|\s(?:of|at|from|with)\s)[^.!?;:,\n]{0,80}")
_LETTER = re.compile(r"\w")
SHORTEST = 3
"""A shorter surname is left: it would cover other words."""


class Veil:
    """The text of one article with the names of its private people covered."""

    def __init__(self, reading: Reading) -> None:
        names = private_names(reading)
        self._pattern = _pattern_of(names, reading)
        self.text = self.hide(reading.document.text)

    def hide(self, words: str) -> str:
        """Give words with the names covered, letter by letter."""
        return self._pattern.sub(_covered, words) if self._pattern else words

    def hide_any(self, words: str | None) -> str | None:
        """Give words with the names covered, or None for none."""
        return None if words is None else self.hide(words)

    def source(self, source: Source) -> Source:
        """Give a source as it may be published: a private person has no name, and a covered description."""
        group = self.source(source.part_of) if source.part_of else None
        description = self.hide_any(source.description)
        if source.kind == "person" and source.name and self.hide(source.name) != source.name:
            return replace(source, name=None, description=description or self.hide(source.name), part_of=group)
        return replace(
            source,
            description=description,
            part_of=group,
            access_basis=self.hide_any(source.access_basis),
            anonymity_reason=self.hide_any(source.anonymity_reason),
        )


def private_names(reading: Reading) -> set[str]:
    """Give the names of the people in an article who have no entity and no public role in it.

    A name that shares its surname with a public person's is left: the article may mean that one.
    """
    private, public = set[str](), set[str]()
    for name, source in _people(reading):
        (private if is_private(source) else public).add(name)
    surnames = {name.split()[-1] for name in public}
    return {name for name in private if name.split()[-1] not in surnames}


def _people(reading: Reading) -> Iterator[tuple[str, Source]]:
    """Give the people without an entity by name, each with the words that may say what they are."""
    for claim in reading.claims:
        for source in (claim.source, *(hop.source for hop in claim.chain)):
            if source.kind == "person" and source.name and not source.entity_id:
                yield source.name, source
    bodies = [mention for mention in reading.mentions if mention.kind in ("organisation", "government", "outlet")]
    starts = [mention.start for mention in bodies]
    for mention in reading.mentions:
        if mention.kind == "person" and mention.entity_id is None and mention.name:
            start, end = _around(reading.document.text, mention)
            words = reading.document.text[start:end]
            inside = bodies[bisect_left(starts, start) : bisect_left(starts, end)]
            kind = "organisation" if inside else "person"  # who is named with a body speaks for it
            yield mention.name, Source(kind, mention.name, words)


def _around(text: str, mention: Mention) -> tuple[int, int]:
    """Give where the words stand that may say what a person is: in front of the name, and in apposition behind."""
    before = _BEFORE.search(text, max(0, mention.start - 40), mention.start)
    after = _AFTER.match(text, mention.end)
    return before.start() if before else mention.start, after.end() if after else mention.end


def _pattern_of(names: set[str], reading: Reading) -> re.Pattern[str] | None:
    known = {mention.name.split()[-1] for mention in reading.mentions if mention.entity_id and mention.name}
    words = set(names)
    for name in names:
        surname = name.split()[-1]
        if len(surname) >= SHORTEST and surname not in known:
            words.add(surname)
    longest_first = sorted((word for word in words if word.strip()), key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _covered(match: re.Match[str]) -> str:
    return _LETTER.sub(COVER, match.group())
