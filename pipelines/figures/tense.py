"""Whether the words around a date look back or ahead: "said", "will".

The words stand in `date_tense.csv`; every other word in -ed looks back. What follows for a date stands in the rules.
"""

from functools import cache

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds
from pipelines.figures.tables import rows_of_table

REACH = 30
"""Words that are looked at before a date."""
REACH_AFTER = 15
"""Words that are looked at after it."""
AHEAD = {"until", "till", "by", "for", "before"}
"""Words right before a date that look ahead to it."""


@cache
def _directions() -> dict[str, str]:
    return {row["word"]: row["direction"] for row in rows_of_table("date_tense")}


def is_past_form(word: str) -> bool:
    """Tell "seized" and "took" from other words; names in -ed are written with a capital."""
    is_regular = len(word) > 3 and word.islower() and word.endswith("ed")
    return is_regular or _directions().get(word.lower()) in ("past", "intention")


def looks_ahead(word: str) -> bool:
    """Tell "will" and "expected" from other words."""
    return _directions().get(word.lower()) == "future"


def direction_of(phrase: Phrase) -> int:
    """Give -1 where the nearest verb looks back (-3 right before the date), 1 where it looks ahead, 0 where none tells.

    The words right before decide first ("until Tuesday"), then the nearest verb before, then the nearest after.
    """
    words, first = phrase.words, phrase.first
    while first and words.kinds[first - 1] in kinds("CLOCK HOUR12 MERIDIEM ZONE NOON ON"):
        first -= 1
    if _looks_ahead(phrase, first):
        return 1
    if _first_direction(phrase, range(first - 1, max(-1, first - 3), -1)) < 0:
        return -3
    before = range(first - 1, max(-1, first - REACH), -1)
    after = range(phrase.end, min(len(words.kinds), phrase.end + REACH_AFTER))
    return _first_direction(phrase, before) or _first_direction(phrase, after)


def _looks_ahead(phrase: Phrase, first: int) -> bool:
    """Tell whether the words right before look ahead ("until", "extended to") after no "was" or "had"."""
    before = [phrase.words.at(number).lower() for number in range(max(0, first - 6), first)]
    if "".join(before[-2:-1]).endswith("ed") and before[-1:] == ["to"]:
        return "had" not in before
    is_ahead = bool(set(before[-1:]) & AHEAD) or before[-2:] in (["soon", "as"], ["early", "as"])
    return is_ahead and not {"was", "were", "had"} & set(before)


def _first_direction(phrase: Phrase, numbers: range) -> int:
    words = phrase.words
    for number in numbers:
        kind = words.kinds[number]
        if kind in kinds("STOP") or (kind in kinds("DOT") and _ends_sentence(phrase, number)):
            return 0
        if kind in kinds(OTHER) and (found := _direction_at(phrase, number)):
            return found
    return 0


def _direction_at(phrase: Phrase, number: int) -> int:
    """Give the direction of one word.

    An intention ("agreed") and a plan ("is") look ahead before "to"; elsewhere the one looks back, the other nowhere.
    """
    words = phrase.words
    word = words.at(number)
    direction = _directions().get(word.lower(), "past" if is_past_form(word) else "")
    if direction in ("past", "intention") and _is_passive_ahead(phrase, number):
        return 0
    if direction in ("intention", "plan"):
        is_ahead = number + 1 < len(words.kinds) and words.at(number + 1) == "to"
        direction = "future" if is_ahead else "past" if direction == "intention" else ""
    elif direction == "future" and number and words.at(number - 1).lower() in ("been", "was", "were"):
        direction = "past"
    return {"future": 1, "past": -1, "": 0}[direction]


def _is_passive_ahead(phrase: Phrase, number: int) -> bool:
    """Tell the participle of "will be named" and "to be held", which looks nowhere itself."""
    before = [phrase.words.at(place).lower() for place in range(max(0, number - 2), number)]
    return before in (["will", "be"], ["to", "be"], ["shall", "be"])


def _ends_sentence(phrase: Phrase, number: int) -> bool:
    """Tell a full stop from the point of an abbreviation: more than a letter or two stands before it."""
    words = phrase.words
    return number == 0 or words.ends[number - 1] - words.starts[number - 1] > 2
