"""Numbers in words: "four hundred and fifty", "half a million", "dozens", "two-thirds", "one in five".

Here belongs how words become a value; the words and their values stand in `number_words.csv` and
`vague_numbers.csv`. Digits stand in `numbers.py`, which uses this module for the scale words behind them.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipelines.figures.tables import rows_of_table
from pipelines.record import record

_MOST_SCALES = 3
_WORD = re.compile(r"[A-Za-z]{1,12}(?![A-Za-z])")
_JOIN = re.compile(r"(?:\s{1,3}|-)")
_NEXT = re.compile(r"\s{1,3}and\s{1,3}(?!an?\b)|\s{1,3}|-")
_HALF_AFTER = re.compile(r"\s+and\s+(?:a|one)[ -](half|quarter|third)\b", re.IGNORECASE)
_ORDINAL_END = re.compile(r"[-‑](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.IGNORECASE)
_OF_TOTAL = re.compile(r"\s+(?:in|out\s+of)(?:\s+every)?\s+")
_WHOLE = re.compile(r"\d{1,4}(?![\d.,:/%-]\d|\w)")
_TIME_UNIT = re.compile(
    r"[\s-]+(?:second|minute|hour|day|night|week|month|year|decade|round|set|game|match|race|attempt)s?\b"
)
_MAY_FOLLOW = {
    "": ("article", "unit", "ten"),
    "article": ("group", "scale", "fraction"),
    "unit": ("group", "scale", "fraction"),
    "ten": ("unit", "group", "scale"),
    "group": ("unit", "ten", "scale"),
    "scale": ("unit", "ten", "group"),
}


@record(frozen=True, slots=True)
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
    """digits, words, vague, fraction ("two-thirds", "one in five"), or code for what is none."""

    @property
    def is_scaled(self) -> bool:
        """Tell whether a scale word or suffix was taken in."""
        return self.low != self.mantissa


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
def _vague_phrases() -> re.Pattern[str]:
    plurals = sorted((phrase for phrase in _vague() if phrase.endswith("s")), key=len, reverse=True)
    return re.compile("(?:" + "|".join(plurals) + r")(?!\w)", re.IGNORECASE)


@cache
def opening_words() -> str:
    """Give the pattern of the words that may open a number; "a", "half" and "several" only where one follows."""
    words = _words()
    scales = "|".join(word for word, (_, role) in words.items() if role in ("group", "scale"))
    parts = "|".join(word for word, (_, role) in words.items() if role == "fraction")
    plain = [word for word, (_, role) in words.items() if role in ("unit", "ten")]
    vague = [phrase for phrase in _vague() if phrase.endswith("s") and " " not in phrase and phrase != "scores"]
    small = [
        *(rf"{article}(?=\s+(?:{scales}|{parts})\b)" for article in ("a", "an")),
        rf"a(?=\s+few\s+(?:{scales})\b)",
        "half(?!-)",
        rf"quarter(?=\s+(?:of\s+)?(?:an?\s+)?(?:{scales})\b)",
        *(rf"{word}(?=\s+(?:{scales})\b)" for word in ("several", "many")),
        r"scores(?=\s+(?:of|more)\b)",
        *(f"{word}(?![a-z])" for word in plain + vague),
    ]
    return _by_first_letter(
        [
            *small,
            *(form[0].upper() + form[1:] for form in small),
            *(f"{word.upper()}(?![a-z])" for word in plain + vague),
        ]
    )


def _by_first_letter(forms: list[str]) -> str:
    """Give the pattern of any of some forms, so that each letter is tried once at each place."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[0], []).append(form[1:])
    return "|".join(f"{first}(?:{'|'.join(after)})" for first, after in rests.items())


def words_at(text: str, start: int, border: int) -> Number | None:
    """Give the number in words that begins at `start` and ends before `border`, else None."""
    if vague := _vague_phrases().match(text, start, border):
        low, high = _vague()[re.sub(r"\s+", " ", vague[0].lower())]
        return Number(start, vague.end(), low, high, low, "vague")
    first = _WORD.match(text, start, border)
    if first is None:
        return None
    word = first[0].lower()
    if word in ("several", "many"):
        return _vague_scale(text, start, first.end(), border, word)
    if word in ("half", "quarter"):
        return _part_of_scale(text, start, first.end(), border, _words()[word][0])
    if word in ("a", "an") and (special := _after_article(text, start, first.end(), border)) is not _PLAIN:
        return special
    number = _run(text, start, border)
    return None if number is None else of_total(text, border, number)


_PLAIN = Number(0, 0, 0.0, 0.0, 0.0, "")
"""What stands behind "a" where an ordinary number follows: "a hundred and two"."""


def _after_article(text: str, start: int, end: int, border: int) -> Number | None:
    word = _word_after(text, end, border)
    if word is None:
        return None
    if word[0] == "few":
        return _vague_scale(text, start, word[1], border, "a few")
    value, role = _words().get(word[0], (0.0, ""))
    if role != "fraction":
        return _PLAIN
    return _part_of_scale(text, start, word[1], border, value) if _is_part(text, word[0], word[1], border) else None


def _vague_scale(text: str, start: int, end: int, border: int, phrase: str) -> Number | None:
    number = scaled(text, start, end, 1.0, border, "vague")
    low, high = _vague()[phrase]
    return None if number.end == end else Number(start, number.end, low * number.low, high * number.low, low, "vague")


def _is_part(text: str, word: str, end: int, border: int) -> bool:
    """Tell whether "a third" is a part of something and no ordinal ("a third round")."""
    following = _word_after(text, end, border)
    if word in ("half", "quarter"):
        scales = [scale for scale, (_, role) in _words().items() if role in ("group", "scale")]
        return following is None or following[0] in ("of", *scales)
    return following is None or following[0] in ("of", "to", "in", "from", "since", "compared", "and", "or")


_OF_SCALE = re.compile(r"\s+(?:of\s+)?(?:an?\s+)?(?=[a-z]{4,8}\b)")


def _part_of_scale(text: str, start: int, end: int, border: int, part: float) -> Number:
    if scale := _OF_SCALE.match(text, end, border):
        word = _WORD.match(text, scale.end(), border)
        value, role = _words().get(word[0].lower() if word else "", (0.0, ""))
        if word and role in ("group", "scale"):
            return Number(start, word.end(), part * value, part * value, part, "words")
    return Number(start, end, part, part, part, "fraction")


def scaled(text: str, start: int, end: int, mantissa: float, border: int, form: str) -> Number:
    """Take in the scale words behind a number: "2.5 trillion", "200 crore", "two and a half thousand"."""
    words = _words()
    if half := _HALF_AFTER.match(text, end, border):
        mantissa, end = mantissa + words[half[1].lower()][0], half.end()
    value = mantissa
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


@dataclass(slots=True)
class _Sum:
    """A number in words as far as it is read: five thousand two hundred … = total 5000, current 200."""

    total: float = 0.0
    current: float = 0.0
    mantissa: float = 0.0
    scales: int = 0
    last: str = ""

    def takes(self, role: str) -> bool:
        """Tell whether a word of `role` may go on after the last one."""
        if self.last == "ten" and (not self.current % 100 or self.current % 10):
            return role in ("group", "scale")
        return role in _MAY_FOLLOW[self.last] and self.scales <= _MOST_SCALES

    def take(self, value: float, role: str) -> None:
        """Add a word."""
        if role == "scale":
            self.mantissa = self.mantissa or self.current or 1.0
            self.total, self.current, self.scales = self.total + (self.current or 1.0) * value, 0.0, self.scales + 1
        elif role == "group":
            self.current = (self.current or 1.0) * value
        elif role != "article":
            self.current += value
        self.last = "unit" if role == "unit" and self.last != "ten" else "ten" if role == "unit" else role


def _run(text: str, start: int, border: int) -> Number | None:
    """Read number words as far as they make one number: "four hundred and fifty", "twenty-one", "a hundred"."""
    words, read, position, end = _words(), _Sum(), start, start
    while word := _WORD.match(text, position, border):
        spelt = word[0].lower()
        value, role = (1.0, "article") if spelt in ("a", "an") else words.get(spelt, (0.0, ""))
        if not read.takes(role):
            break
        if role == "fraction":
            return _fraction(text, start, word.end(), border, read.current or 1.0, value)
        read.take(value, role)
        end = word.end()
        gap = _NEXT.match(text, end, border)
        if gap is None or ("and" in gap[0] and role not in ("group", "scale")):
            break
        position = gap.end()
    if end == start or read.last == "article" or _ORDINAL_END.match(text, end, border):
        return None
    value = read.total + read.current
    number = scaled(text, start, end, value, border, "words")
    return Number(start, number.end, number.low, number.low, read.mantissa or number.mantissa, "words")


def _fraction(text: str, start: int, end: int, border: int, top: float, part: float) -> Number | None:
    """Read "two-thirds" and "one fourth", but no ordinal ("one third country")."""
    word = re.split(r"[\s-]", text[start:end])[-1].lower()
    if top == 1 and not _is_part(text, word, end, border):
        return None
    return Number(start, end, top * part, top * part, top * part, "fraction")


def of_total(text: str, border: int, number: Number) -> Number:
    """Read "one in five" and "two out of three" as a fraction; give any other number as it is."""
    if number.is_scaled or number.low != int(number.low) or number.low > 100:
        return number
    between = _OF_TOTAL.match(text, number.end, border)
    whole = _whole(text, between.end(), border) if between else None
    if between is None or whole is None or not number.low < whole.low <= 1000:
        return number
    if between[0].split()[0] == "in" and (
        (whole.low not in (10, 100) and (number.low > 3 or whole.low > 10)) or _TIME_UNIT.match(text, whole.end, border)
    ):
        return number
    value = number.low / whole.low
    return Number(number.start, whole.end, value, value, value, "fraction")


def _whole(text: str, start: int, border: int) -> Number | None:
    if match := _WHOLE.match(text, start, border):
        value = float(match[0])
        return Number(start, match.end(), value, value, value, "digits")
    return _run(text, start, border)
