"""Names of private people are covered wherever rows quote an article: each letter by a full block.

Who is private is told by `text/privacy.py`; here it is applied to a whole article, before any row is made. A covered
name keeps its length, so that offsets stay true, and whoever has the article can still compare.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from dataset.contract.quoting import COVER
from pipelines.model import Mention, Reading, Source
from pipelines.record import replace
from pipelines.text.privacy import is_private, says_private
from pipelines.text.words import (
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NOUN,
    PAST,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    THIRD,
    kinds_of,
)

_SHORT = ("Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Prof", "Dr", "St", "Cllr", "Rev")
_BEFORE = re.compile(rf"\n?(?:\.(?:{'|'.join(short[::-1] for short in _SHORT)})|[^.!?;:,\n]){{0,90}}")
"""Words without a mark between them, abbreviations aside; read backwards, so that each place is looked at once."""
_BEFORE_COMMA = re.compile(
    r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur)|[A-ZÀ-Þ][\w-]*['’]s)\s[^.!?;:,\n]{2,90},\s?$"
)
"""An office in front of the name it belongs to: "the ambassador to the Union, Olena Marchuk,"."""
_AFTER = re.compile(r"(?:\s?,|\s?\(|\s[-–—]\s|\s(?:of|at|from|with)\s)[^.!?;:,\n)]{0,80}")
_CLAUSE = re.compile(r"\s(?:who|whose|which|where|when)\b")
_BYLINE = re.compile(
    r"(?:^|\n|[.!?]\s|transcript\s)[\s*_–—-]*"
    r"(?:By|Authors?:|(?:(?:Additional )?[Rr]eporting|[Ww]riting|[Ee]diting|[Ee]dited) by:?)\s[^.!?;:\n]{0,200}$"
)
_BYLINE_PARTS = ("By", "Author", " by")
"""Parts of words that every byline has one of: most names have none of them before, and need no pattern."""
_REPORTS = re.compile(
    r"\s(?:reports?|reported|reporting|writes|covers)(?::|\s(?:from|for|on)\b|\s[A-Z])"
    r"|[^.!?;:\n]{0,60}\s[Rr]eporting from\b|\s?/\s?[A-Z@]|[—–]Getty\b"
)
"""What shows behind a name that it is the author's or the photographer's: "reports from Kyiv", "/AFP"."""
_WORD = re.compile(r"\w[\w'’-]*")
_APART = PAST | THIRD | BASE | AUXILIARY | MODAL | CONJUNCTION | SUBORDINATOR | RELATIVE
"""Readings of words that part a name from what stands before it: "the mayor met Olena Marchuk"."""
_REACH = 110
_LETTER = re.compile(r"\w")
SHORTEST = 3
"""A shorter surname is left: it would cover other words."""


class Veil:
    """The text of one article with the names of its private people covered."""

    def __init__(self, reading: Reading) -> None:
        names = private_names(reading)
        self._pattern = _pattern_of(names, reading)
        self._shown: dict[Source, Source] = {}
        self.text = self.hide(reading.document.text)

    def hide(self, words: str) -> str:
        """Give words with the names covered, letter by letter."""
        return self._pattern.sub(_covered, words) if self._pattern else words

    def hide_any(self, words: str | None) -> str | None:
        """Give words with the names covered, or None for none."""
        return None if words is None else self.hide(words)

    def source(self, source: Source) -> Source:
        """Give a source as it may be published: a private person has no name, and a covered description."""
        if self._pattern is None:
            return source
        if source not in self._shown:  # the same source speaks again and again
            self._shown[source] = self._veiled(source)
        return self._shown[source]

    def _veiled(self, source: Source) -> Source:
        group = self.source(source.part_of) if source.part_of else None
        description = self.hide_any(source.description)
        if source.name and not source.entity_id and self.hide(source.name) != source.name:
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
    text = reading.document.text
    bodies = [mention for mention in reading.mentions if mention.kind in ("organisation", "government", "outlet")]
    starts = [mention.start for mention in bodies]
    for mention in reading.mentions:
        if mention.kind == "person" and mention.entity_id is None and mention.name:
            start, end = _around(text, mention)
            inside = bodies[bisect_left(starts, start) : bisect_left(starts, end)]
            is_public = bool(inside) or _is_author(text, mention)  # who is named with a body speaks for it
            words = text[start:end]
            if not says_private(text[mention.end : end]):
                words = f"{_office_before(text, start)} {words}"
            yield mention.name, Source("organisation" if is_public else "person", mention.name, words)


def _around(text: str, mention: Mention) -> tuple[int, int]:
    """Give where the words stand that may say what a person is: in front of the name, and in apposition behind."""
    before = _BEFORE.match(text[max(0, mention.start - _REACH) : mention.start][::-1])
    start = mention.start - (before.end() if before else 0)
    for word in _WORD.finditer(text, start, mention.start):
        kinds = kinds_of(word[0], is_first=False)
        if word[0].islower() and kinds & _APART and not kinds & (NOUN | PREPOSITION | DETERMINER):
            start = word.end()
    after = _AFTER.match(text, mention.end, mention.end + _REACH)
    end = after.end() if after else mention.end
    clause = _CLAUSE.search(text, mention.end, end)
    return start, clause.start() if clause else end


def _office_before(text: str, start: int) -> str:
    """Give the words of an office that a comma parts from the name, empty where there are none."""
    office = _BEFORE_COMMA.search(text, max(0, start - _REACH), start)
    return office[0] if office else ""


def _is_author(text: str, mention: Mention) -> bool:
    """Tell whether a name stands in a byline or is said to report: "By Olena Marchuk"."""
    first = max(0, mention.start - 2 * _REACH)
    may_be = any(map(text[first : mention.start].__contains__, _BYLINE_PARTS))
    byline = may_be and _BYLINE.search(text, first, mention.start)
    return bool(byline or _REPORTS.match(text, mention.end, mention.end + _REACH))


def _pattern_of(names: set[str], reading: Reading) -> re.Pattern[str] | None:
    if not names:
        return None
    known = {part for item in reading.mentions if item.entity_id and item.name for part in _parts_of(item.name)}
    alone = {reading.document.text[item.start : item.end] for item in reading.mentions if item.kind == "person"}
    words = set(names)
    for name in names:
        *given, surname = name.split()
        parts = {surname, *surname.split("-"), *(part for part in given if part in alone)}
        words |= {part for part in parts if len(part) >= SHORTEST and part not in known}
    longest_first = sorted((word for word in words if word.strip()), key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _parts_of(name: str) -> list[str]:
    return re.split(r"[\s-]+", name)


def _covered(match: re.Match[str]) -> str:
    return _LETTER.sub(COVER, match.group())
