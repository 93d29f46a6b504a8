"""Words around a number that say how exact it is, and which end of the value they state: about, at least, up to.

The phrases stand in `bounds.csv`: where they stand, which bound they state, whether they make the value approximate.
"""

import re
from functools import cache

from pipelines.figures.tables import rows_of_table
from pipelines.record import record

_LOOK_BACK = 48
_MOST_WORDS = 4
_MOST_PHRASES = 3
_PREPOSITIONS = frozenset(("about", "above", "around", "below", "near", "over", "under"))
_WITH_ARTICLE = re.compile(r"\bthe[ \u00a0]$")
"""What makes "over" and "around" prepositions: "talks about the 20 prisoners"."""
_NEUTRAL = frozenset(("another", "further", "additional", "a", "an", "total", "of", "only", "just", "the", "combined"))


@record(frozen=True, slots=True)
class Bound:
    """What the words around a number say of it."""

    start: int
    end: int
    bound: str | None
    """at_least, at_most, more_than, less_than; None where only the exactness is stated."""
    is_approximate: bool


@cache
def _phrases(place: str) -> dict[str, tuple[str | None, bool]]:
    rows = (row for row in rows_of_table("bounds") if row["place"] == place)
    return {row["phrase"]: (row["bound"] or None, row["is_approximate"] == "yes") for row in rows}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in _phrases("before"))


def bound_before(text: str, start: int, since: int = 0) -> Bound | None:
    """Give what the words directly before `start` state, up to three phrases together ("at least some").

    No word before `since`, where the figure before ends, is taken; "over" directly behind it is a preposition.
    """
    found: Bound | None = None
    position = start
    for _ in range(_MOST_PHRASES):
        phrase = _phrase_before(text, position)
        if phrase is None or phrase.start < since or _is_preposition(text, phrase, since, found is not None):
            break
        if not (phrase.bound or phrase.is_approximate):
            break  # it only looks like a bound: "adds up to"
        bound = phrase.bound if phrase.bound or found is None else found.bound
        approximate = phrase.is_approximate or (found is not None and found.is_approximate)
        found, position = Bound(phrase.start, start, bound, approximate), phrase.start
    return found


_PARTICLE_OF = re.compile(
    r"\b(?:hand|turn|tak|took|carr|giv|gave|pass|sign|cross|control|hegemony|power|rule|fight|war|dispute|talk)\w*\s$"
)


def _is_preposition(text: str, phrase: Bound, since: int, has_approximator: bool) -> bool:
    """Tell whether "over" or "under" is no bound: "control over about 650 km²", "handed over 390 prisoners"."""
    if text[phrase.start : phrase.end].strip().lower() not in ("over", "under", "above", "below"):
        return False
    if since and text[since : phrase.start].isspace():
        return True
    return has_approximator or _PARTICLE_OF.search(text, max(0, phrase.start - 14), phrase.start) is not None


_WORD = re.compile(r"[^\s(\[“\"‘—]+")


def _phrase_before(text: str, start: int) -> Bound | None:
    window = text[max(0, start - _LOOK_BACK) : start]
    stripped = window.rstrip(" \u00a0")
    if not stripped or "\n" in window[len(stripped) :]:
        return None
    ends = _WORD.findall("".join(stripped.rsplit(None, 1)[-1:]))
    if not ends or not (ends[-1].lower() in _last_words() or ends[-1].lower() in _NEUTRAL):
        return None  # before most numbers: none of the words before need be cut
    words = list(_WORD.finditer(stripped))[-_MOST_WORDS - 2 :]
    skipped = 0
    while words and words[-1].end() == len(stripped) and skipped <= 2:
        last = words[-1][0].lower()
        is_place = last in _PREPOSITIONS and _WITH_ARTICLE.search(text, max(0, start - _LOOK_BACK), start) is not None
        if last in _last_words() and not is_place and (found := _longest(words, start - len(window), start)):
            return found
        if words[-1][0].lower() not in _NEUTRAL:
            return None
        stripped = stripped[: words.pop().start()].rstrip()
        skipped += 1
    return None


def _longest(words: list[re.Match[str]], offset: int, start: int) -> Bound | None:
    phrases = _phrases("before")
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        spelt = " ".join(word[0].lower() for word in words[-size:])
        if spelt in phrases:
            bound, approximate = phrases[spelt]
            return Bound(offset + words[-size].start(), start, bound, approximate)
    return None


@cache
def _after() -> re.Pattern[str]:
    words = sorted(_phrases("after"), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in words if word[0].isalpha())
    attached = "|".join(re.escape(word) for word in words if not word[0].isalpha())
    return re.compile(rf",? (?P<spaced>{spaced})(?!\w|\s[\d$€£]|\sthan\b)|(?P<attached>{attached})(?![\d])")


def bound_after(text: str, end: int, border: int) -> Bound | None:
    """Give what the words directly behind `end` state: "or more", "or so", "+"."""
    match = _after().match(text, end, border)
    if match is None:
        return None
    bound, approximate = _phrases("after")[match["spaced"] or match["attached"]]
    return Bound(end, match.end(), bound, approximate)
