"""Numbers as they are written, found in a text: digits in their groupings and fractions, and those in words.

Here belongs how digits become a value; words stand in `number_words.py`. What the number counts or measures stands in
`units.py` and `nouns.py`, what is no quantity at all in `names.py`.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.figures.number_words import Number, of_total, opening_words, scaled, words_at
from pipelines.model import Span

LONGEST = 30
"""Digits and marks of the longest number that is read as a quantity; longer ones are codes."""
_GAP = "[ \u00a0\u202f\u2009]"
"""The spaces that may stand inside a number."""
_FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8}
_SIGNS = "".join(_FRACTION_SIGNS)
_DIGITS = re.compile(
    rf"""(?P<grouped>\d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?            # 1,200.5
        |\d{{1,2}}(?:,\d\d(?!\d))+,\d{{3}}                               # 3,50,000
        |\d{{1,3}}(?:{_GAP}\d{{3}})++(?:[.,]\d++)?)(?!\d)          # 26 000
    |(?P<continental>\d{{1,3}}(?:\.\d{{3}})++,\d++                 # 1.234,5
        |\d{{1,3}}(?:\.\d{{3}}){{2,}}+|[1-9]\d{{0,2}}\.000)(?!\d)  # 1.234.567, 26.000
    |(?P<comma>\d++,\d{{1,2}})(?![\d,])                            # 3,5
    |(?P<plain>\d++(?:\.\d++)?|\.\d++)""",
    re.VERBOSE,
)
_MIXED = re.compile(rf"{_GAP}?([{_SIGNS}])|{_GAP}(\d{{1,2}})[/⁄](\d{{1,2}})(?![\d/])")
_SLASH = re.compile(r"[/⁄](\d{1,3})(?![\d/])")
_WRITTEN_DENOMINATORS = (*range(2, 11), 12, 16, 32, 64, 100)


_DIGIT = re.compile(rf"[\d{_SIGNS}]")
_POINT = re.compile(r"(?<![\w.])\.(?=\d)")


@cache
def _word_start() -> re.Pattern[str]:
    """Give the pattern of what stands before a word that may open a number: a search skips all other characters."""
    return re.compile(rf"[^\w-](?={opening_words()})")


class _Openings:
    """Where numbers may begin in a text: digits and words are looked for apart, each place once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.digit = -1
        self.word = 0 if re.match(opening_words(), text) else -1

    def after(self, position: int) -> int | None:
        """Give the first place from a position on where a digit or a word opens a number, None for none."""
        if self.digit < position:
            self.digit = self._digit_after(position)
        if self.word < position:
            found = _word_start().search(self.text, max(position - 1, 0))
            self.word = found.end() if found else len(self.text)
        start = min(self.digit, self.word)
        return start if start < len(self.text) else None

    def _digit_after(self, position: int) -> int:
        found = _DIGIT.search(self.text, position)
        if found is None:
            return len(self.text)
        start = found.start()
        return start - 1 if start > position and _POINT.match(self.text, start - 1) else start


def numbers_in(text: str, masks: tuple[Span, ...] = ()) -> Iterator[Number]:
    """Give the numbers of a text in order; none of them stands in or reaches into a span of `masks` (sorted)."""
    openings, position, mask = _Openings(text), 0, 0
    while (start := openings.after(position)) is not None:
        while mask < len(masks) and masks[mask][1] <= start:
            mask += 1
        border = masks[mask][0] if mask < len(masks) else len(text)
        if border <= start:
            position = masks[mask][1]
            continue
        number = number_at(text, start, border)
        if number is not None:
            yield number
        position = number.end if number else start + 1


def number_at(text: str, start: int, border: int) -> Number | None:
    """Give the number that begins at `start` and ends before `border`, else None."""
    first = text[start]
    if first in _FRACTION_SIGNS:
        value = _FRACTION_SIGNS[first]
        return Number(start, start + 1, value, value, value, "digits")
    if first == "." or first.isdigit():
        return _digits_at(text, start, border)
    return words_at(text, start, border)


def _digits_at(text: str, start: int, border: int) -> Number | None:
    match = _DIGITS.match(text, start, border)
    if match is None:
        return None
    if match.end() - start > LONGEST:
        return _code(start, match.end())
    value, end = _value(match[0], str(match.lastgroup)), match.end()
    if slash := _SLASH.match(text, end, border):
        part = _quotient(value, float(slash[1]))
        return _code(start, slash.end()) if part is None else Number(start, slash.end(), part, part, part, "digits")
    part, end = _mixed(text, end, border)
    return of_total(text, border, scaled(text, start, end, value + part, border, "digits"))


def _code(start: int, end: int) -> Number:
    return Number(start, end, 0.0, 0.0, 0.0, "code")


def _mixed(text: str, end: int, border: int) -> tuple[float, int]:
    """Give the fraction behind a whole number and where it ends: "2 1/2", "2½"; 0 where there is none."""
    match = _MIXED.match(text, end, border)
    if match is None:
        return 0.0, end
    part = _FRACTION_SIGNS[match[1]] if match[1] else _quotient(float(match[2]), float(match[3]))
    return (0.0, end) if part is None else (part, match.end())


def _quotient(top: float, bottom: float) -> float | None:
    """Give top/bottom where it is a fraction that people write, None for 9/11 and 24/7."""
    return top / bottom if 0 < top < bottom and bottom in _WRITTEN_DENOMINATORS else None


def _value(written: str, grouping: str) -> float:
    bare = re.sub(_GAP, "", written)
    if grouping == "continental":
        return float(bare.replace(".", "").replace(",", "."))
    if grouping == "grouped" and bare == written:
        return float(written.replace(",", ""))
    return float(bare.replace(",", "."))
