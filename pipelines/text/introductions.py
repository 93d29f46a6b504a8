"""Groups that a text introduces without letting them speak there: "Reuters spoke to five former officials".

Only the phrases are found here; which later words mean them is decided in `groups.py`.
"""

import re
from bisect import bisect_right
from functools import cache

from pipelines.text.phrases import Phrase, counts, phrase_of
from pipelines.text.source_words import table
from pipelines.text.story import Story, places_of

_INTRODUCED = (
    "advisers",
    "aides",
    "diplomats",
    "insiders",
    "interlocutors",
    "officials",
    "people",
    "persons",
    "sources",
)
_BEFORE_NOUN = 80
"""Code points before its noun in which a group's count stands."""
_AFTER_NOUN = 40
_LONGEST = 200


def introductions_in(story: Story) -> list[Phrase]:
    """Give the phrases outside of sources that introduce a group: "Reuters spoke to five former officials"."""
    named = sorted(span for item in story.attributions for span in item.source)
    starts, found = [start for start, _ in named], {}
    for place in sorted(places_of(story.text, _INTRODUCED)):
        if not _may_introduce(story.text, place):
            continue
        sentence = story.sentence_at(place)
        match = _introduction().search(
            story.text, max(place - _BEFORE_NOUN, sentence[0]), min(place + _LONGEST, sentence[1])
        )
        if not match or not match.start() <= place < match.end():
            continue
        number = bisect_right(starts, match.start()) - 1
        if number >= 0 and match.start() < named[number][1]:
            continue
        phrase = phrase_of(story.text, ((match.start(), min(sentence[1], match.end() + _LONGEST)),))
        if phrase is not None and phrase.head is not None and not phrase.is_part:
            found[phrase.start] = phrase
    return [found[start] for start in sorted(found)]


def _may_introduce(text: str, place: int) -> bool:
    """Tell whether a number stands shortly before a noun, or words of access or of anonymity right after it."""
    before = text[max(place - _BEFORE_NOUN, 0) : place].lower().split()[-6:]
    after = text[place : place + _AFTER_NOUN].lower().split()[1:2]
    return any(word in counts() or word.isdigit() for word in before) or any(word in _access_starts() for word in after)


@cache
def _access_starts() -> frozenset[str]:
    return frozenset(row["phrase"].split()[0] for row in table("access")) | {"who"}


@cache
def _introduction() -> re.Pattern[str]:
    numbers = "|".join(re.escape(word) for word in counts())
    nouns = "|".join(noun for noun in _INTRODUCED if noun not in ("people", "persons"))
    access = "|".join(re.escape(row["phrase"]) for row in table("access"))
    words = rf"(?:(?!(?:{numbers})\b)[\w’'-]+\s+){{0,5}}?"
    asked = "who (?:asked|did not want|declined|requested|spoke on)"
    return re.compile(
        rf"\b(?:(?:{numbers}|\d{{1,3}})\s+{words}(?:{nouns})\b"
        rf"|(?:(?:{numbers}|\d{{1,3}}|several|multiple|some)\s+{words})?(?:{nouns}|people|persons)\s+(?:{access}|{asked}))\b",
        re.IGNORECASE,
    )
