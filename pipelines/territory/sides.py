"""Which side a mention stands for: Russia or Ukraine, through its entity's country.

Here belongs who acts; which land is meant stands in `regions.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from dataset.reference.load import government_of, rows
from pipelines.model import Claim, Mention

SIDES = ("RU", "UA")
_FORCES = re.compile(
    r"\s+(?:\w+\s+)?(?:forces?|troops?|army|armies|military|soldiers|units|government|side|invaders|occupiers|"
    r"paratroopers|marines|federation|control|hands|occupation)\b",
    re.IGNORECASE,
)
_ANY_FORCES = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+)?(?:forces?|troops?|army|armies|military|soldiers|units)\b", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[-‑](?:held|occupied|controlled|annexed)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s+(?:\w+\s+)?(?:forces?|troops?|army|military|soldiers|units)\b", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\s+\w")
_OWN_ACT = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}?(?:forces?|troops?|army|armies|military|soldiers|units|paratroopers|marines|commander\w*|"
    r"generals?|government|control|occupation|hold|grip|advances?|gains?|capture|seizure|annexation|bid|attempts?|"
    r"efforts?|invasion|war|campaign|push|assault|offensive|counteroffensive|incursion|claims?|assertions?|demands?|withdrawal|hands|side)\b",
    re.IGNORECASE,
)
"""What a side's own act or force is behind its name; behind others ("Kyiv's plan") the name holds nothing."""


@cache
def _countries() -> dict[str, str]:
    """Give the side of each entity that has one: country, government, capital, and the cast of either side."""
    found = {}
    for row in rows("countries"):
        if row["country_code"] in SIDES:
            side = row["country_code"]
            found.update({side: side, row["capital_id"]: side, government_of(row)[0]: side})
    for row in rows("entities"):
        if row["country_code"] in SIDES:
            found[row["entity_id"]] = row["country_code"]
    return found


def side_of_entity(entity_id: str | None) -> str | None:
    """Give the side that an entity belongs to, RU or UA; None for any other."""
    return _countries().get(entity_id) if entity_id else None


def side_of_source(text: str, claim: Claim, mentions: Sequence[Mention]) -> str | None:
    """Give the side that a claim's source speaks for, RU or UA; None where it speaks for neither, or for both.

    Where it is no entity of a side itself, the state body that its words name says so ("a general of the Russian
    General Staff"), and of officials the country ("Ukrainian officials"); observers and media of a country are no side,
    nor are its critics, or those who only have to do with it.
    """
    source = claim.source
    if side := side_of_entity(source.entity_id):
        return side
    if source.kind in _NO_SIDE:
        return None
    is_official = source.kind == "government" or source.anonymity_class.startswith("official")
    telling = ("government", "demonym") if is_official else ("government",)
    named = {
        side_of_entity(mention.entity_id)
        for mention in mentions
        if mention.kind in telling
        and any(
            start <= mention.start < end and not _BESIDE.search(text, start, mention.start)
            for start, end in claim.attribution.source
        )
    }
    return named.pop() if len(named) == 1 else None


_BESIDE = re.compile(
    r"\b(?:who|whom|whose|that|which|by|with|to|about|against|critics?|opponents?|rivals?|foes?|allies|ally|journalists?|"
    r"reporters?|experts?|analysts?|observers?)\b",
    re.IGNORECASE,
)
"""Between a source's first word and a body for which it does not speak."""
_NO_SIDE = ("outlet", "document", "unattributed")
"""Kinds of sources that speak for themselves, whosever officials they name."""


class Actors:
    """The mentions of a text that can hold or take land, in order, and who a pronoun stands for."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._found = [(mention, side) for mention in mentions if (side := _acting_side(text, mention))]
        self._starts = [mention.start for mention, _ in self._found]
        self._by_end = {one.end: (one, side) for one in mentions if (side := side_of_entity(one.entity_id))}

    @property
    def are_there(self) -> bool:
        """Say whether the text names any: else it is not of this war."""
        return bool(self._found)

    def between(self, start: int, end: int) -> list[tuple[Mention, str]]:
        """Give the actors that begin between two offsets, with their sides."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def first_in(self, start: int, end: int) -> str | None:
        """Give the side of the first actor that begins between two offsets."""
        number = bisect_left(self._starts, start)
        return self._found[number][1] if number < len(self._found) and self._starts[number] < end else None

    def ending_at(self, offset: int) -> str | None:
        """Give the side whose name ends there: "Russian" in "Russian-held"."""
        found = self._by_end.get(offset)
        return found[1] if found else None

    def owner_at(self, offset: int) -> tuple[str, int] | None:
        """Give the side whose adjective ends there, and where it begins: "Russian" in "Russian gains"."""
        found = self._by_end.get(offset)
        return (found[1], found[0].start) if found and found[0].kind == "demonym" else None

    def last_before(self, offset: int, reach: int) -> str | None:
        """Give the side of the nearest actor before an offset, within so many code points."""
        number = bisect_left(self._starts, offset) - 1
        if number < 0 or self._starts[number] < offset - reach:
            return None
        return self._found[number][1]


def end_of_actor(text: str, mention: Mention) -> int:
    """Give where the words for an actor end: "Ukrainian troops" behind "troops"."""
    match = _ANY_FORCES.match(text, mention.end)
    return match.end() if match else mention.end


def _acting_side(text: str, mention: Mention) -> str | None:
    side = side_of_entity(mention.entity_id)
    if side is None or _HYPHENATED.match(text, mention.end):
        return None
    if mention.kind == "demonym":
        return side if _FORCES.match(text, mention.end) or _POSSESSIVE.match(text, mention.end) else None
    if _OWNS.match(text, mention.end) and not _OWN_ACT.match(text, mention.end):
        return None
    return side
