"""The words of a text as the date rules see them: each with its kind (WEEKDAY, MONTH, UNITS ...) or none.

The kinds of words stand in `date_words.csv` and `named_days.csv`; the kinds of numbers and marks stand here. A text
becomes a string with one character for each word, so that a rule is a regular expression over kinds. What a rule says
and means stands in the modules beside this one.
"""

import re
from functools import cache
from itertools import accumulate

from pipelines.figures.tables import rows_of_table
from pipelines.record import record
from pipelines.remembered import Remembered

OTHER = "OTHER"
"""A word of no kind that the rules ask for."""

MARKS = {"-": "DASH", "–": "DASH", "—": "DASH", ",": "COMMA", ".": "DOT", "(": "OPEN", "/": "SLASH"}
NUMBERS = ("HOUR12", "DAY31", "SMALL", "YEAR", "NUMBER", "NTH", "CLOCK", "ISO", "NUMERIC", "FRACTION", "TENS")
"""1-12, 13-31, 0 and 32-99, four figures, other numbers, 7th, 10:30, 2024-11-07, 7.11.2024, 1/2, 1990s."""


@record(frozen=True, slots=True)
class Word:
    """What the table knows of a word: its kind, and its value where it has one."""

    kind: str
    value: str


@cache
def words() -> dict[str, Word]:
    """Give the kind of each written form: small, with a capital, in capitals; some count with a capital only."""
    table: dict[str, Word] = {}
    for row in rows_of_table("number_words"):
        if row["role"] != "fraction" and row["word"] != "zero":
            table |= dict.fromkeys(_forms(row["word"]), Word("CARDINAL", row["value"]))
    for row in rows_of_table("date_words"):
        forms = _forms(row["word"]) - ({row["word"]} if row["written"] == "capital" else set())
        table |= dict.fromkeys(forms, Word(row["kind"], row["value"]))
    return table | {_as_name(name): Word("NAMED", name) for name in named_days()}


def _forms(word: str) -> set[str]:
    return {word, word.capitalize(), word.upper()}


@cache
def named_days() -> dict[str, dict[str, int]]:
    """Give month, day, nth and weekday or days after Easter for each named day, by its name in small letters."""
    return {
        row["name"]: {key: int(part) for key, part in row.items() if part and key != "name"}
        for row in rows_of_table("named_days")
    }


@cache
def kind_characters() -> dict[str, str]:
    """Give one character for each kind, of the private area, which no rule can spell."""
    kinds = {word.kind for word in words().values()} | {*MARKS.values(), *NUMBERS, "NAMED", "POSSESSIVE", "STOP", OTHER}
    return {kind: chr(0xE000 + number) for number, kind in enumerate(sorted(kinds))}


def _as_name(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


@cache
def kinds(names: str) -> frozenset[str]:
    """Give the characters of some kinds: kinds("IN OF BY")."""
    return frozenset(kind_characters()[name] for name in names.split())


@cache
def _token() -> re.Pattern[str]:
    """Give the pattern of one word, in a group; plain small words, the most of a text, are told at once."""
    names = "|".join(re.escape(_as_name(name)) for name in sorted(named_days(), key=len, reverse=True))
    digits = (
        r"[0-9]{1,2}(?:[:.][0-9]{2})?(?=\s?[AaPp]\.?[Mm]\b)"
        r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b"
        r"|[0-9]{1,2}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.|-[0-9]{1,2}-)[0-9]{4}\b|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}\b"
        r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b|[0-9]/[0-9]\b"
        r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?\w*"
    )
    return re.compile(
        r"([a-z]+(?=[ ,])|[a-z]{4,}(?=[.\n])"
        rf"|(?=\S)(?:(?:https?://|www\.)\S+|(?=[A-Z])(?:{names})\b|(?=[0-9])(?:{digits})"
        r"|[AaPp]\.[Mm]\b\.?|[oO]['’][Cc]lock\b|[^\W\d_]\w*|['’][0-9]0s\b|['’][Ss]\b|\S)"
        r"|\n[^\S\n]*\n\s*)"
    )


_SHAPES = re.compile(
    r"(?P<NTH>\d{1,3}(?:st|nd|rd|th))|(?P<TENS>['’]?\d{0,3}0['’]?s)|(?P<ISO>\d{4}-\d\d-\d\d.*)"
    r"|(?P<NUMERIC>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{2,4})|(?P<CLOCK>\d{1,2}[:.]\d\d(?::\d\d)?)|(?P<FRACTION>\d/\d)"
    r"|(?P<NUMBER>[\d,.]+)",
)


def _kind_of_number(written: str) -> str:
    if written.isdecimal():  # `isdigit` takes a superscript too, which `int` does not
        if len(written) <= 2:
            return "HOUR12" if 1 <= int(written) <= 12 else "DAY31" if 13 <= int(written) <= 31 else "SMALL"
        return "YEAR" if len(written) == 4 and "1000" <= written < "2200" else "NUMBER"
    match = _SHAPES.fullmatch(written)
    return match.lastgroup or OTHER if match else OTHER


@cache
def _characters_of_words() -> dict[str, str]:
    return {form: kind_characters()[word.kind] for form, word in words().items()}


class Words:
    """The words of one text, in order, with their places and one character for the kind of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _token().split(text)  # white space and words in turn
        offsets = list(accumulate(map(len, parts)))
        self.starts, self.ends = offsets[:-1:2], offsets[1::2]
        self.kinds = "".join(map(_characters.__getitem__, parts[1::2]))

    def at(self, number: int) -> str:
        """Give a word as written."""
        return self.text[self.starts[number] : self.ends[number]]


def _character_of(written: str) -> str:
    known = _characters_of_words().get(written)
    return known or kind_characters()[OTHER if written.isalpha() else _kind_of(written)]


_characters = Remembered(_character_of)


def _kind_of(written: str) -> str:
    first = written[0]
    if first in "0123456789":
        return _kind_of_number(written)
    if len(written) == 1:
        return MARKS.get(first, "STOP" if first in ".!?;" else OTHER)
    if first in "'’":
        return "POSSESSIVE" if written[1] in "sS" else "TENS"
    if first.isspace():
        return "STOP"
    return OTHER
