"""What a share is a share of: "of the territory" in "70-80 per cent of the territory"."""

import re

from pipelines.figures.nouns import is_plural
from pipelines.figures.tables import words_of_table
from pipelines.model import Span

_MOST_WORDS = 14
_OF = re.compile(r"[ \u00a0]+of(?=\s)")
_WHOLE = re.compile(r"(?=[ \u00a0]+(?:the|its|their|all)\s)")
_WORD = re.compile(r"[ \u00a0]{1,2}(\d{1,3}(?:,\d{3})+(?!\d)|[\w’'.-]*[\w’'])")
_BESIDE = re.compile(r"[ \u00a0]\([^()\n]{1,60}\)")
"""What is said beside a share before its base: "20% (some 40,000 km²) of the land"."""
_INSIDE = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "all", "this", "that", "these", "those"))
_INSIDE |= frozenset(("of", "and", "both", "each", "every", "such"))


def base_after(text: str, end: int, is_fraction: bool) -> Span | None:
    """Give the span of the words, "of" included, that name the base of a share ending at `end`; None where none do.

    Behind a fraction "of" may be missing: "half the country".
    """
    if (beside := _BESIDE.match(text, end)) and _OF.match(text, beside.end()):
        end = beside.end()
    joint = _OF.match(text, end) or (_WHOLE.match(text, end) if is_fraction else None)
    if joint is None:
        return None
    position = joint.end()
    stop, last = position, ""
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match[1]
        if _ends_base(word):
            break
        if stop == position and is_plural(last) and word.islower() and word not in _INSIDE and not is_plural(word):
            break
        position, last = match.end(), word
        if word.lower() not in _INSIDE:
            stop = position
    return (_first_word(text, end), stop) if stop > joint.end() else None


def _first_word(text: str, end: int) -> int:
    while text[end] in " \u00a0":
        end += 1
    return end


def _ends_base(word: str) -> bool:
    low = word.lower()
    return low not in _INSIDE and low in words_of_table("noun_phrase_ends") and not (word.isupper() and len(word) > 1)
