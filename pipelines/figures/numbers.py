"""Numbers as they are written: digits in their groupings, fractions, number words, scale words, vague amounts.

Here belongs how words and digits become a value. What the number counts or measures stands in `units.py` and
`nouns.py`, what is no quantity at all in `names.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.figures.tables import rows_of_table

LONGEST = 30
"""Digits and marks of the longest number that is read as a quantity; longer ones are codes."""
GAP = "[ \u00a0\u202f\u2009]"
"""The spaces that may stand inside a number."""
_FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8}
_MOST_SCALES = 3


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written, with its scale word taken in."""

    start: int
    end: int
    low: float
    high: float
    """Equal to `low` but for vague amounts ("dozens")."""
    mantissa: float
    """The value before the scale word: 5 in "$5 billion"."""
    form: str
    """digits, words, vague, or fraction ("two-thirds", "one in five")."""

    @property
    def is_scaled(self) -> bool:
        """Tell whether a scale word or suffix was taken in."""
        return self.low != self.mantissa


_DIGITS = re.compile(
    rf"""(?P<grouped>\d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?|\d{{1,2}}(?:,\d\d)++,\d{{3}}|\d{{1,3}}(?:{GAP}\d{{3}})++(?:[.,]\d++)?)(?!\d)
    |(?P<continental>\d{{1,3}}(?:\.\d{{3}})++,\d++|\d{{1,3}}(?:\.\d{{3}}){{2,}}+|[1-9]\d{{0,2}}\.000)(?!\d)
    |(?P<comma>\d++,\d{{1,2}})(?![\d,])
    |(?P<plain>\d++(?:\.\d++)?|\.\d++)""",
    re.VERBOSE,
)
_SIGN = "½¼¾⅓⅔⅛⅜⅝"
_MIXED = re.compile(rf"{GAP}?([{_SIGN}])|{GAP}(\d{{1,2}})[/⁄](\d{{1,2}})(?![\d/])")
_SLASH = re.compile(r"[/⁄](\d{1,3})(?![\d/])")
_HALF_AFTER = re.compile(r"\s+and\s+(?:a|one)[ -](half|quarter|third)\b", re.IGNORECASE)
_JOIN = re.compile(r"(?:\s{1,3}|-)")
_WORD = re.compile(r"[A-Za-z]{2,12}(?![A-Za-z])")
_OF_TOTAL = re.compile(r"\s+(?:in|out\s+of)(?:\s+every)?\s+")
_TIME_UNIT = re.compile(
    r"[\s-]+(?:second|minute|hour|day|night|week|month|year|decade|round|set|game|match|race|attempt)s?\b"
)


@cache
def _words() -> dict[str, tuple[float, str]]:
    return {row["word"]: (_value(row["value"]), row["role"]) for row in rows_of_table("number_words")}


def _value(written: str) -> float:
    top, slash, bottom = written.partition("/")
    return float(top) / float(bottom) if slash else float(written)


@cache
def _vague() -> dict[str, tuple[float, float]]:
    return {row["phrase"]: (float(row["low"]), float(row["high"])) for row in rows_of_table("vague_numbers")}


@cache
def _vague_words() -> re.Pattern[str]:
    plurals = sorted((phrase for phrase in _vague() if phrase.endswith("s")), key=len, reverse=True)
    return re.compile("(?:" + "|".join(plurals) + r")(?!\w)", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """Give the pattern of where a number may begin: a digit, or a word that opens a number."""
    words, vague = _words(), [phrase for phrase in _vague() if " " not in phrase and phrase.endswith("s")]
    plain = [word for word, (_, role) in words.items() if role in ("unit", "ten")]
    groups = "|".join(word for word, (_, role) in words.items() if role in ("group", "scale"))
    parts = "|".join(word for word, (_, role) in words.items() if role == "fraction")
    opened = rf"[Aa]n?(?=\s+(?:{groups}|{parts})\b)|[Aa](?=\s+few\s+(?:{groups})\b)"
    halves = rf"[Hh]alf(?!-)|(?:[Qq]uarter|[Hh]alf)(?=\s+(?:of\s+)?(?:an?\s+)?(?:{groups})\b)"
    several = rf"(?:[Ss]everal|[Mm]any)(?=\s+(?:{groups})\b)"
    forms = [f"[{word[0]}{word[0].upper()}]{word[1:]}|{word.upper()}" for word in sorted(plain + vague, reverse=True)]
    listed = "|".join(forms)
    return re.compile(
        rf"[\d{_SIGN}]|(?<![\w.])\.(?=\d)|(?<![\w-])(?:{opened}|{halves}|{several}|(?:{listed})(?![a-z]))"
    )


def numbers_in(text: str, masks: tuple[tuple[int, int], ...] = ()) -> Iterator[Number]:
    """Give the numbers of a text in order; none of them stands in or reaches into a span of `masks` (sorted)."""
    opening, position, mask = _opening(), 0, 0
    while match := opening.search(text, position):
        start = match.start()
        while mask < len(masks) and masks[mask][1] <= start:
            mask += 1
        border = masks[mask][0] if mask < len(masks) else len(text)
        if border <= start:
            position = masks[mask][1]
            continue
        number = number_at(text, start, border)
        if number is not None:
            yield number
        position = number.end if number else match.end()


def number_at(text: str, start: int, border: int) -> Number | None:
    """Give the number that begins at `start` and ends before `border`, else None."""
    first = text[start]
    if first.isdigit() or first in "." + _SIGN:
        return _digits_at(text, start, border)
    return _words_at(text, start, border)


def _digits_at(text: str, start: int, border: int) -> Number | None:
    if text[start] in _SIGN:
        value = _FRACTION_SIGNS[text[start]]
        return Number(start, start + 1, value, value, value, "digits")
    match = _DIGITS.match(text, start, border)
    if match is None:
        return None
    end = match.end()
    if end - start > LONGEST:
        return Number(start, end, 0.0, 0.0, 0.0, "code")
    value = _read(match[0], str(match.lastgroup))
    if mixed := _MIXED.match(text, end, border):
        part = _FRACTION_SIGNS[mixed[1]] if mixed[1] else _quotient(float(mixed[2]), float(mixed[3]))
        if part is not None and part < 1:
            value, end = value + part, mixed.end()
    elif slash := _SLASH.match(text, end, border):
        part = _quotient(value, float(slash[1]))
        if part is None:
            return Number(start, slash.end(), 0.0, 0.0, 0.0, "code")
        return Number(start, slash.end(), part, part, part, "digits")
    return _of_total(text, border, _scaled(text, start, end, value, border, "digits"))


def _quotient(top: float, bottom: float) -> float | None:
    """Give top/bottom where it is a fraction that people write, None for 9/11 and 24/7."""
    if 0 < top < bottom and (bottom <= 10 or bottom in (12, 16, 32, 64, 100)):
        return top / bottom
    return None


def _read(written: str, grouping: str) -> float:
    if grouping == "grouped":
        whole = re.sub(rf"{GAP}", "", written)
        if whole != written:
            return float(whole.replace(",", "."))
        return float(written.replace(",", ""))
    if grouping == "continental":
        return float(written.replace(".", "").replace(",", "."))
    return float(written.replace(",", "."))


def _scaled(text: str, start: int, end: int, mantissa: float, border: int, form: str) -> Number:
    """Take in the scale words behind a number: "2.5 trillion", "200 crore", "two and a half thousand"."""
    value, words = mantissa, _words()
    if half := _HALF_AFTER.match(text, end, border):
        value, end = value + words[half[1].lower()][0], half.end()
        mantissa = value
    for _ in range(_MOST_SCALES):
        word = _word_after(text, end, border)
        if word is None or words.get(word[0], (0, ""))[1] not in ("group", "scale"):
            break
        value, end = value * words[word[0]][0], word[1]
    return Number(start, end, value, value, mantissa, form)


def _word_after(text: str, end: int, border: int) -> tuple[str, int] | None:
    """Give the next word in lower case and where it ends, joined by space or hyphen."""
    gap = _JOIN.match(text, end, border)
    word = _WORD.match(text, gap.end(), border) if gap else None
    return (word[0].lower(), word.end()) if word else None


def _words_at(text: str, start: int, border: int) -> Number | None:
    if vague := _vague_words().match(text, start, border):
        low, high = _vague()[re.sub(r"\s+", " ", vague[0].lower())]
        return Number(start, vague.end(), low, high, low, "vague")
    first = _WORD.match(text, start, border)
    word, end = (first[0].lower(), first.end()) if first else (text[start].lower(), start + 1)
    if word in ("several", "many"):
        return _vague_group(text, start, end, border, word)
    if word in ("a", "an"):
        return _after_article(text, start, end, border)
    if word in ("half", "quarter"):
        return _part_of_scale(text, start, end, border, _words()[word][0])
    return _of_total(text, border, _run(text, start, border))


def _vague_group(text: str, start: int, end: int, border: int, phrase: str) -> Number | None:
    number = _scaled(text, start, end, 1.0, border, "vague")
    if number.end == end:
        return None
    low, high = _vague()[phrase]
    return Number(start, number.end, low * number.low, high * number.low, low, "vague")


def _after_article(text: str, start: int, end: int, border: int) -> Number | None:
    word = _word_after(text, end, border)
    if word is None:
        return None
    if word[0] == "few":
        return _vague_group(text, start, word[1], border, "a few")
    value, role = _words()[word[0]]
    if role == "fraction":
        if _is_part(text, word[0], word[1], border):
            return _part_of_scale(text, start, word[1], border, value)
        return None
    return _run(text, start, border)


def _is_part(text: str, word: str, end: int, border: int) -> bool:
    """Tell whether "a third" is a part of something and no ordinal ("a third round")."""
    following = _word_after(text, end, border)
    if word in ("half", "quarter"):
        return following is None or following[0] in ("of", "million", "billion", "trillion", "dozen", "century")
    return following is None or following[0] in ("of", "to", "in", "from", "since", "compared", "and", "or")


_OF_SCALE = re.compile(r"\s+(?:of\s+)?(?:an?\s+)?(?=(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)")


def _part_of_scale(text: str, start: int, end: int, border: int, part: float) -> Number | None:
    if scale := _OF_SCALE.match(text, end, border):
        words, value = _words(), part
        word = _WORD.match(text, scale.end(), border)
        if word and word[0].lower() in words:
            value *= words[word[0].lower()][0]
            return Number(start, word.end(), value, value, part, "words")
    return Number(start, end, part, part, part, "fraction")


def _run(text: str, start: int, border: int) -> Number | None:
    """Read number words as far as they make one number: "four hundred and fifty", "twenty-one", "a hundred"."""
    words, total, current, end, last, mantissa = _words(), 0.0, 0.0, start, "", None
    position, is_first, scales = start, True, 0
    while word := _WORD.match(text, position, border) or ((text[position : position + 1] in "Aa" and is_first) or None):
        spelt = "a" if word is True else word[0].lower()  # type: ignore[index]
        stop = position + 1 if word is True else word.end()  # type: ignore[union-attr]
        value, role = (1.0, "article") if spelt in ("a", "an") and is_first else words.get(spelt, (0.0, ""))
        if not _may_follow(last, role, current) or scales > _MOST_SCALES:
            break
        if role == "scale":
            mantissa = (current or 1.0) if mantissa is None and not total else mantissa
            total, current, scales = total + (current or 1.0) * value, 0.0, scales + 1
        elif role == "group":
            current = (current or 1.0) * value
        elif role == "fraction":
            return _fraction(text, start, stop, border, current or 1.0, value, spelt)
        else:
            current += value
        end, last, is_first = stop, role, False
        gap = re.compile(r"(?:\s{1,3}and\s{1,3}(?!a\b)|\s{1,3}|-)").match(text, end, border)
        if gap is None or ("and" in gap[0] and role not in ("group", "scale")):
            break
        position = gap.end()
    if end == start or last == "article":
        return None
    value = total + current
    number = _scaled(text, start, end, value, border, "words")
    return Number(start, number.end, number.low, number.low, mantissa or number.mantissa, "words")


def _may_follow(last: str, role: str, current: float) -> bool:
    """Tell whether a number word of `role` may go on after one of role `last`."""
    allowed = {
        "": ("article", "unit", "ten"),
        "article": ("group", "scale", "fraction"),
        "unit": ("group", "scale", "fraction"),
        "ten": ("unit", "group", "scale") if current % 100 else (),
        "group": ("unit", "ten", "scale"),
        "scale": ("unit", "ten", "group"),
    }
    return role in allowed[last]


def _fraction(text: str, start: int, end: int, border: int, top: float, part: float, word: str) -> Number | None:
    """Read "two-thirds" and "one fourth", but no ordinal ("one third country")."""
    if top == 1 and not _is_part(text, word, end, border):
        return None
    return Number(start, end, top * part, top * part, top * part, "fraction")


def _of_total(text: str, border: int, number: Number | None) -> Number | None:
    """Read "one in five" and "two out of three" as a fraction."""
    if number is None or number.is_scaled or number.low != int(number.low) or number.low > 100:
        return number
    between = _OF_TOTAL.match(text, number.end, border)
    if between is None:
        return number
    following = text[between.end() : between.end() + 1]
    whole = _digits_whole(text, between.end(), border) if following.isdigit() else _run(text, between.end(), border)
    is_in = between[0].split()[0] == "in"
    if whole is None or whole.is_scaled or not number.low < whole.low <= (10 if is_in else 1000):
        return number
    if is_in and (number.low > 3 or _TIME_UNIT.match(text, whole.end, border)):
        return number
    value = number.low / whole.low
    return Number(number.start, whole.end, value, value, value, "fraction")


def _digits_whole(text: str, start: int, border: int) -> Number | None:
    match = re.compile(r"\d{1,4}(?![\d.,:/%-]\d|\w)").match(text, start, border)
    return Number(start, match.end(), float(match[0]), float(match[0]), float(match[0]), "digits") if match else None
