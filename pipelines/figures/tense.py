"""Whether the words around a date look back or ahead: "said", "will".

The words stand in `date_tense.csv`; every other word in -ed looks back. What follows for a date stands in the rules.
"""

import csv
from functools import cache
from pathlib import Path

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import kind_characters

REACH = 30
"""Words that are looked at on either side."""


@cache
def _directions() -> dict[str, int]:
    with (Path(__file__).parent / "date_tense.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: 1 if row["direction"] == "future" else -1 for row in csv.DictReader(lines)}


def direction_of(phrase: Phrase) -> int:
    """Give -1 where the nearest verb looks back, 1 where it looks ahead, 0 where none of the sentence tells.

    The nearest verb before the date decides; only where there is none, the nearest after it.
    """
    before = range(phrase.first - 1, max(-1, phrase.first - REACH), -1)
    after = range(phrase.end, min(len(phrase.words.kinds), phrase.end + REACH))
    return _first_direction(phrase, before) or _first_direction(phrase, after)


def _first_direction(phrase: Phrase, numbers: range) -> int:
    kinds, words = kind_characters(), phrase.words
    for number in numbers:
        if words.kinds[number] == kinds["STOP"] or (
            words.kinds[number] == kinds["DOT"] and _ends_sentence(phrase, number)
        ):
            return 0
        if words.kinds[number] == kinds["OTHER"]:
            word = words.at(number).lower()
            found = _directions().get(word, -1 if len(word) > 3 and word.endswith("ed") else 0)
            if found:
                return found
    return 0


def _ends_sentence(phrase: Phrase, number: int) -> bool:
    """Tell a full stop from the point of an abbreviation: more than a letter or two stands before it."""
    words = phrase.words
    return number == 0 or words.ends[number - 1] - words.starts[number - 1] > 2
