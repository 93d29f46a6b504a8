"""The forms that dates take, as patterns over the kinds of words: which words make one expression.

A pattern is a regular expression whose names are kinds of words (`date_tokens.py`) or parts named in `PARTS`. The first
pattern that fits decides, so longer forms stand before the shorter ones they hold. What an expression means stands in
the rules under the same name.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.figures.date_tokens import Word, Words, kind_characters, words
from pipelines.record import record

PARTS = {
    "MONTH_NAME": "(?:MONTH|MONTH_SHORT DOT?)",
    "WEEKDAY_NAME": "(?:WEEKDAY|WEEKDAY_SHORT DOT?)",
    "DAY_NUMBER": "[HOUR12 DAY31 NTH]",
    "FIGURES": "(?:[HOUR12 DAY31 SMALL NUMBER YEAR] FRACTION?|CARDINAL(?:(?:DASH|AND)? CARDINAL){0,5})",
    "UNIT": "[DAY WEEK MONTHLONG QUARTER YEARLONG DECADE CENTURY WEEKEND]",
    "SPAN": "[DAY WEEK MONTHLONG YEARLONG DECADE CENTURY HOUR MINUTE SECOND QUARTER]",
    "RELATIVE": "[THIS LAST PAST NEXT COMING PREVIOUS FOLLOWING THAT SAME CURRENT LATEST]",
    "ANY_SEASON": "[SEASON SEASON_DOUBTFUL]",
    "EDGE": "[EDGE_FIRST EDGE_MIDDLE EDGE_LAST]",
    "RANK": "[ORDINAL NTH SECOND FINAL LAST]",
    "OF_YEAR": "(?:COMMA? (?:OF|IN)? (?:THE? FISCAL? YEAR|RELATIVE YEARLONG))",
    "WHEN": "(?:(?:[EARLIER LATER SOMETIME]|THE? MID DASH?|EARLY DASH?|THE? EDGE OF) [IN ON]?)",
    "ZONED": "(?:COMMA? (?:ZONE|OTHER TIMEWORD))",
    "CLOCK_TIME": "(?:[CLOCK HOUR12] MERIDIEM ZONED?|CLOCK ZONED|NOON|[CLOCK HOUR12 CARDINAL] OCLOCK ZONED?)",
    "DAY_RANGE": "(?:DAY_NUMBER [DASH TO AND] THE? DAY_NUMBER)",
    "MONTH_DAY": "(?:MONTH_NAME THE? (?:DAY_NUMBER [DASH TO] DAY_NUMBER(?! [DASH COMMA]? UNITS)|DAY_NUMBER))",
    "DAY_MONTH": "(?:THE? (?:DAY_RANGE|DAY_NUMBER) OF? MONTH_NAME)",
    "FULL_DATE": (
        "(?:[THIS LAST NEXT]? (?:WEEKDAY_NAME COMMA? ON?)? (?:MONTH_DAY|DAY_MONTH)"
        "(?: COMMA? YEAR| OF? RELATIVE YEARLONG)?)"
    ),
    "DAY_NAME": "(?:(?:THIS|LAST|PAST|NEXT|COMING|THE? PREVIOUS|THE? FOLLOWING|THAT|THE? SAME)? WEEKDAY)",
    "COUNTED": "(?:A? FIGURES|A|A? SOME OF?|HALF (?:OF? A)?|FIGURES (?:OR|TO|DASH) FIGURES)",
    "LENGTHS": "(?:SPAN|UNITS)",
}

PATTERNS = {
    "iso_date": "ISO",
    "numeric_date": "NUMERIC",
    "clock_time": (
        "CLOCK_TIME (?:[COMMA ON OF]? (?:FULL_DATE|DAY_NAME|RELDAY))?"
        "|(?<= [AT BY TO FROM SINCE BEFORE AFTER AND]) CLOCK"
        "|(?<= [AT BY]) [HOUR12 CARDINAL] (?:IN THE|AT) PART|[YEAR NUMBER] ZONE"
        "|[CLOCK HOUR12] [DASH TO] [CLOCK HOUR12] MERIDIEM ZONED?"
    ),
    "full_date": "WHEN? (?:THE? PART OF)? FULL_DATE (?:COMMA? AT? CLOCK_TIME)?",
    "month": "WHEN? (?:THIS|LAST|PAST|NEXT|COMING|THAT|THE? SAME|THE? PREVIOUS|THE? FOLLOWING)? MONTH_NAME OF_YEAR?",
    "every": "EVERY (?:OTHERWORD|SECOND|ORDINAL|FIGURES)? (?:SPAN|UNITS|WEEKEND|WEEKDAY|MONTH|PART|ANY_SEASON)",
    "weekday": "WHEN? DAY_NAME PART? (?:COMMA? AT? CLOCK_TIME)?",
    "weekdays": "WEEKDAYS PART?",
    "named_day": "[THIS LAST NEXT]? NAMED (?:COMMA? YEAR)?",
    "day_beyond": "THE DAY (?:BEFORE|AFTER) RELDAY",
    "near_day": "WHEN? (?:PART DASH?)? RELDAY PART? (?:COMMA? AT? CLOCK_TIME)?|TONIGHT",
    "overnight": "OVERNIGHT (?:[ON TO]? DAY_NAME)?",
    "this_part": "WHEN? [THIS LAST THAT] (?:EARLY)? PART",
    "quarter": (
        "THE? (?:YEAR|RELATIVE YEARLONG POSSESSIVE)? (?:FISCAL DASH?)? RANK DASH? [QUARTER HALF] OF_YEAR?"
        "|QUARTERNAME OF_YEAR?|RELATIVE YEARLONG POSSESSIVE QUARTER"
    ),
    "half_of_year": "THE? RANK HALF OF THE YEARLONG",
    "year_ago": "THE? YEARLONG DASH [AGO EARLIER] [QUARTER PERIOD]?|THE [QUARTER PERIOD] A YEARLONG [AGO EARLIER]",
    "ago": "COUNTED [DASH MORE]? LENGTHS (?:OR SO)? (?:AGO|EARLIER|LATER|HENCE|FROM [NOW RELDAY])|UNITS AGO",
    "day_beside": "THE [DAY WEEK MONTHLONG YEARLONG PART] (?:BEFORE|AFTER)(?= [COMMA DOT STOP AND])",
    "past_count": "THE? (?:LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|RANK) (?:FIGURES|SOME) MORE? UNITS",
    "year_end": "THE? YEARLONG (?:DASH|POSSESSIVE)? EDGE_LAST",
    "near_unit": (
        "(?:WHEN|EARLY IN?)? THE? RELATIVE PAST? FISCAL? UNIT|WHEN THE FISCAL? UNIT"
        "|THE (?:FISCAL YEARLONG|QUARTER|WEEKEND)|THE MORE YEARLONG"
    ),
    "fiscal_year": "FISCAL YEARLONG? YEAR",
    "near_units": "[RECENT LAST PAST PREVIOUS COMING NEXT FOLLOWING] UNITS",
    "season": "WHEN? THE? (?:RELATIVE PAST?)? ANY_SEASON OF_YEAR?",
    "decade": "(?:THE|WHEN)? EARLY? (?:TENS|DECADES)",
    "century": "THE? [ORDINAL NTH] DASH? CENTURY",
    "age": "COUNTED DASH? LENGTHS DASH? OLD",
    "times": "TIMES (?:A|EVERY) SPAN|SETADVERB",
    "length_and_half": "FIGURES AND A HALF UNITS|A SPAN AND A HALF",
    "length": "COUNTED DASH? MORE? LENGTHS (?:DASH? LONG)?|UNITS DASH LONG|DAYLONG",
    "vague_length": "(?<= [FOR IN DURING AFTER SINCE]) UNITS",
    "year_range": "YEAR [DASH SLASH] [HOUR12 DAY31 SMALL](?! [DASH SLASH])",
    "spelled_year": "THE YEARLONG CARDINAL CARDINAL|CARDINAL CARDINAL DASH? CARDINAL",
    "year": "WHEN? (?:THE YEARLONG)? YEAR",
    "reference": (
        "RIGHT? NOW|REFERENCE|SOON(?! [AS AFTER BEFORE])|CURRENT|(?:THE NEAR?|NEAR) FUTURE|AT (?:THE MOMENT|PRESENT)"
    ),
}


@record(frozen=True, slots=True)
class Phrase:
    """Some words of a text that fit a pattern: from `first` up to, without, `end`."""

    words: Words
    first: int
    end: int

    def find(self, *kinds: str) -> int | None:
        """Give the number of the first word of one of these kinds, None where there is none."""
        found = _any_of(*kinds).search(self.words.kinds, self.first, self.end)
        return found.start() if found else None

    def all(self, *kinds: str) -> list[int]:
        """Give the numbers of the words of these kinds."""
        return [found.start() for found in _any_of(*kinds).finditer(self.words.kinds, self.first, self.end)]

    def has(self, *kinds: str) -> bool:
        """Tell whether a word of one of these kinds is there."""
        return self.find(*kinds) is not None

    def value(self, *kinds: str) -> str | None:
        """Give the value of the first word of these kinds: its table's, or its own digits."""
        number = self.find(*kinds)
        return None if number is None else self.value_at(number)

    def value_at(self, number: int) -> str:
        """Give the value of a word: its table's, or the word as written."""
        written = self.words.at(number)
        word: Word | None = words().get(written)
        return word.value if word else written

    def number(self, *kinds: str) -> int | None:
        """Give the value of the first word of these kinds as a number, without "th" and "s"."""
        value = self.value(*kinds)
        digits = re.match(r"-?\d+", value) if value else None
        return int(digits[0]) if digits else None

    def part(self, first: int, end: int) -> "Phrase":
        """Give some of the words."""
        return Phrase(self.words, first, end)


@cache
def _any_of(*kinds: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(kind_characters()[kind] for kind in kinds)}]")


_NEVER_FIRST = (
    "OTHER SO STOP COMMA DOT DASH SLASH OPEN POSSESSIVE OF IN ON AND TO OR FOR SINCE BY DURING BETWEEN AS"
    " AFTER BEFORE FROM MORE DAY LONG OTHERWORD TIMEWORD"
)
"""Kinds that no expression begins with: most words of a text, so they are passed over before any pattern is tried."""
_NEVER_ALONE, _NEVER_SECOND = (
    "THE A THAT THIS AT SOME CARDINAL ORDINAL NUMBER DAY31 HOUR12 SMALL LAST",
    "OTHER STOP OPEN",
)
"""Kinds that are no expression by themselves, and kinds that never follow them in one."""


@cache
def _compiled() -> re.Pattern[str]:
    rules = "|".join(f"(?P<{rule}>{_in_characters(pattern)})" for rule, pattern in PATTERNS.items())
    return re.compile(rules)


@cache
def _first() -> re.Pattern[str]:
    never, alone, second = map(_in_characters, (_NEVER_FIRST, _NEVER_ALONE, _NEVER_SECOND))
    return re.compile(f"[^{never}](?:(?<![{alone}])|(?![{second}]))")


def _in_characters(pattern: str) -> str:
    """Give a pattern with each part spelled out and each kind as its character."""
    characters = kind_characters()

    def spelled(match: re.Match[str]) -> str:
        name = match[0]
        return _in_characters(PARTS[name]) if name in PARTS else characters[name]

    return re.sub(r"[A-Z][A-Z_0-9]+|\bA\b", spelled, pattern).replace(" ", "")


@cache
def _dated_ahead() -> re.Pattern[str]:
    other = "(?:MONTH_DAY|DAY_MONTH|MONTH_NAME)"
    return re.compile(_in_characters(f"[DASH AND TO OR] {other} COMMA? YEAR"))


def year_ahead(phrase: Phrase) -> tuple[int, int] | None:
    """Give year and month of the date that follows a date without a year ("May 5 and June 7, 2024")."""
    match = _dated_ahead().match(phrase.words.kinds, phrase.end)
    if not match:
        return None
    ahead = phrase.part(match.start(), match.end())
    month = ahead.value_at(ahead.all("MONTH", "MONTH_SHORT")[-1])
    return int(ahead.value("YEAR") or 0), int(month)


def phrases_in(words: Words) -> Iterator[tuple[str, Phrase]]:
    """Give the expressions of a text in order, each with the name of the pattern that it fits."""
    pattern, position = _compiled(), 0
    for first in _first().finditer(words.kinds):
        if first.start() < position:
            continue
        match = pattern.match(words.kinds, first.start())
        if match and match.lastgroup:
            yield match.lastgroup, Phrase(words, match.start(), match.end())
            position = match.end()
