"""Which outlet a text names as its own, and which one it credits: "Example Wire reports via foreign media".

Here belongs only the outlet that speaks of itself, in words alone: ingestion asks it too. Through whom a single claim
came stands in `relays.py`.
"""

import re
from functools import cache

from pipelines.entities.match import mentions_in
from pipelines.record import record
from pipelines.text.source_words import table

_PART = r"[^\W\d_a-z][\w'’&-]*(?:\.[\w'’&-]+)*"
_NAME = rf"{_PART}(?:[ \u00a0](?:{_PART}|of|the|and|&)){{0,5}}"
_REPORTS = re.compile(
    r"\s(?:reports|writes|informs),?\s(?:(?P<through>via|through)|citing|quoting|with reference to|referring to)\s"
)
_BEFORE = re.compile(rf"(?:^|[,;:—–(\"”.\n]\s?)(?:the\s)?(?P<name>(?:The\s)?{_NAME})$")
_GENERIC = re.compile(
    r"(?:(?:foreign|western|local|russian|ukrainian|international|state|other|several)\s)?(?:news\s)?"
    r"(?:media|press|outlets|agencies|newspapers)\b(?:\s(?:outlets|reports))?",
    re.IGNORECASE,
)
_CREDITED = re.compile(rf"(?:the\s)?(?P<name>{_NAME})")
_LIKE_AN_OUTLET = re.compile(r"\w{2,}(?:news|press|media|pravda|24)|[\w-]+\.(?:com|info|media|net|news|org|ru|ua)")
_REACH = 80
"""Code points on each side of the verb in which the two names stand."""


@record(frozen=True, slots=True)
class Credit:
    """An outlet's own words on where it has its report from."""

    outlet: str
    via: str


def credit_in(text: str) -> Credit | None:
    """Give the first credit of a text: its own outlet, then the one credited.

    "X reports via Y" is one whoever Y is; "X reports, citing Y" only where Y is media and no source of another kind.
    """
    for verb in _REPORTS.finditer(text):
        start = verb.start()
        before = _BEFORE.search(text[max(0, start - _REACH) : start])
        after = text[verb.end() : verb.end() + _REACH]
        credited = _GENERIC.match(after) or _CREDITED.match(after)
        if not before or not credited:
            continue
        via = credited.groupdict().get("name") or credited[0]
        via = " ".join(via.rstrip(".,").removesuffix("'s").removesuffix("’s").split())
        if verb["through"] or _GENERIC.match(via) or is_outlet(via):
            return Credit(" ".join(before["name"].split()), via)
    return None


def is_outlet(name: str) -> bool:
    """Say whether a name is an outlet's: the tables know it as one, or it has a word that only outlets' names have."""
    if any(mention.kind == "outlet" for mention in mentions_in(name)):
        return True
    words = [word.strip("().,'’").lower() for word in name.split()]
    return any(word in outlet_words() or _LIKE_AN_OUTLET.fullmatch(word) for word in words)


@cache
def outlet_words() -> frozenset[str]:
    """Give the words, in small letters, by which a name is known to be an outlet's."""
    return frozenset(row["word"] for row in table("outlet_words"))
