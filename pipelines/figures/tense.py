"""Whether the words around a date look back or ahead: "said", "will".

The words stand in `date_tense.csv`; every other word in -ed looks back. What follows for a date stands in the rules.
"""

from functools import cache

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import kind_characters
from pipelines.figures.tables import rows_of_table

REACH = 30
"""Words that are looked at before a date."""
REACH_AFTER = 15
"""Words that are looked at after it."""
AHEAD = ("until", "till", "by", "for", "before")
"""Words right before a date that look ahead to it."""


@cache
def _directions() -> dict[str, int]:
    return {row["word"]: 1 if row["direction"] == "future" else -1 for row in rows_of_table("date_tense")}


def direction_of(phrase: Phrase) -> int:
    """Give -1 where the nearest verb looks back, 1 where it looks ahead, 0 where none of the sentence tells.

    The words right before decide first ("until Tuesday"), then the nearest verb before, then the nearest after.
    """
    words = phrase.words
    if phrase.first and words.at(phrase.first - 1).lower() in AHEAD and not _is_told_back(phrase):
        return 1
    before = range(phrase.first - 1, max(-1, phrase.first - REACH), -1)
    after = range(phrase.end, min(len(words.kinds), phrase.end + REACH_AFTER))
    return _first_direction(phrase, before) or _first_direction(phrase, after)


def _is_told_back(phrase: Phrase) -> bool:
    """Tell whether "was" or "had" stands among the few words before: "had been due by Friday"."""
    first = max(0, phrase.first - 6)
    return any(phrase.words.at(number).lower() in ("was", "were", "had") for number in range(first, phrase.first))


def _first_direction(phrase: Phrase, numbers: range) -> int:
    kinds, words = kind_characters(), phrase.words
    for number in numbers:
        kind = words.kinds[number]
        if kind == kinds["STOP"] or (kind == kinds["DOT"] and _ends_sentence(phrase, number)):
            return 0
        if kind == kinds["OTHER"] and (found := _direction_at(phrase, number)):
            return found
    return 0


def _direction_at(phrase: Phrase, number: int) -> int:
    word = phrase.words.at(number).lower()
    found = _directions().get(word, -1 if len(word) > 3 and word.endswith("ed") else 0)
    is_past_plan = found > 0 and number > 0 and phrase.words.at(number - 1).lower() in ("been", "was", "were")
    return -1 if is_past_plan else found


def _ends_sentence(phrase: Phrase, number: int) -> bool:
    """Tell a full stop from the point of an abbreviation: more than a letter or two stands before it."""
    words = phrase.words
    return number == 0 or words.ends[number - 1] - words.starts[number - 1] > 2
