"""Whether the verb that governs an amount is said not to be so: negated, failed, stopped or denied.

The words stand in `failing_words.csv`, each with what it has before the verb: `verb` is a negation, with a few words of
the same clause between ("has not yet been able to hold"); `to` and `of`, `in` lead to the verb themselves ("failed to
take", "unable to keep", "short of seizing"), with an attempt between or not; `from` has whom it stops between
("prevented the army from taking"); `ing` has nothing between ("denied holding").
"""

import csv
import re
from functools import cache
from pathlib import Path

from pipelines.model import Span

REACH = 80
"""Code points in front of a verb within which such words are the verb's."""
_ADVERBS = r"(?:(?:\w+ly|so\s+far|yet|even|ever|also|still|again|twice)\s+)*"
_ATTEMPT = r"(?:in\s+(?:\w+\s+){1,2}(?:attempts?|bids?|drives?|efforts?|push|tries|try)\s+)?"
_NOT_BETWEEN = (
    r"(?:that|whether|if|what|which|who|how|where|it|they|he|she|and|but|only|just|merely|simply|"
    r"rul\w+|exclud\w+|doubt\w*|disput\w+|hesitat\w+|refus\w+)\b"
)
_BETWEEN = rf"(?:(?!{_NOT_BETWEEN})(?-i:[a-z])[\w’'-]*\s+){{0,4}}?"
"""Words of the same clause between a negation and its verb: no name, no pronoun, nothing that begins another one, or
undoes the negation ("did not rule out giving up")."""
_LEADING = {
    "verb": rf"\s+{_BETWEEN}",
    "ing": r"\s+",
    "to": rf"\s+{_ADVERBS}{_ATTEMPT}{_ADVERBS}to\s+{_ADVERBS}",
    "of": rf"\s+of\s+{_ADVERBS}",
    "in": rf"\s+in\s+{_ADVERBS}",
    "from": rf"\s+(?:[\w’'-]+\s+){{1,5}}?from\s+{_ADVERBS}",
}


def is_negated(text: str, front: int, verb: Span) -> bool:
    """Say whether words in front of a verb, from `front` on, say that it is not so; two that undo each other do not."""
    start = max(front, verb[0] - REACH)
    found = _pattern("to", "of", "in", "from", "ing").search(text, start, verb[0])
    if found is not None:
        return not _pattern("verb").search(text, start, found.start())
    return bool(_pattern("verb").search(text, start, verb[0]))


def has_negation(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of text between an amount and its verb behind it has a word that negates or fails."""
    return bool(_words("verb", "to").search(text, start, end))


@cache
def _rows() -> dict[str, list[str]]:
    """Give the words as patterns, by what they have before the verb."""
    found: dict[str, list[str]] = {}
    with open(Path(__file__).with_name("failing_words.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["before"], []).append(_as_pattern(row["words"]))
    return found


def _as_pattern(words: str) -> str:
    if words == "n't":
        return r"n['’]t\b"
    form = re.escape(words.removesuffix("*")).replace(r"\ ", r"\s+")
    return rf"\b{form}{'[a-z]*' if words.endswith('*') else ''}\b"


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    """Give the pattern of words of some kinds that end where it is searched to, with what leads from them to there."""
    parts = [rf"(?:{'|'.join(_rows()[kind])}){_LEADING[kind]}" for kind in kinds]
    return re.compile(rf"(?:{'|'.join(parts)})$", re.IGNORECASE)


@cache
def _words(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(word for kind in kinds for word in _rows()[kind]), re.IGNORECASE)
