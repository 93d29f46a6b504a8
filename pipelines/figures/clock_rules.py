"""Clock times and parts of the day beside a date: "10 am Kyiv time", "at 15:11", "Tuesday night"."""

import re

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import kinds
from pipelines.figures.meaning import Meaning

_FOUR_FIGURES = re.compile(r"\d{4}")
"""A time as in "0300 GMT"."""


def clock_of(phrase: Phrase) -> str | None:
    """Give the hour and minute that a phrase names ("T22:30", "T10:00"), None where they are none."""
    if noon := phrase.value("NOON"):
        return f"T{noon}"
    if phrase.find("CLOCK", "MERIDIEM", "OCLOCK", "PART", "ZONE") is None:
        return None
    number = phrase.find("CLOCK", "HOUR12", "CARDINAL", "YEAR", "NUMBER")
    if number is None:
        return None
    written = phrase.value_at(number)
    if _FOUR_FIGURES.fullmatch(written):
        written = f"{written[:2]}:{written[2:]}"
    hour_text, *rest = re.split("[:.]", written)
    if not hour_text.isdecimal():
        return None
    hour, half = int(hour_text), phrase.value("MERIDIEM") or _half_of_day(phrase, int(hour_text))
    if hour > 24 or any(int(part) > 59 for part in rest) or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return "T" + ":".join([f"{hour:02}", *(rest or ["00"])])


def _half_of_day(phrase: Phrase, hour: int) -> str | None:
    """Give the half of the day in "4 in the morning" and "11 at night"."""
    part = phrase.value("PART")
    if part is None or phrase.has("CLOCK"):
        return None
    return "am" if part == "MO" or (part == "NI" and hour < 6) else "pm"


def split_clock(phrase: Phrase) -> tuple[Phrase, Phrase | None]:
    """Part a phrase into its date and its clock time, whichever comes first."""
    marker = phrase.find("CLOCK", "MERIDIEM", "OCLOCK", "NOON")
    if marker is None:
        return phrase, None
    words = phrase.words.kinds
    begin = marker if words[marker] in kinds("CLOCK NOON") else marker - 1
    if begin > phrase.first:
        return phrase.part(phrase.first, begin), phrase.part(begin, phrase.end)
    end = marker + 1
    while end < phrase.end and words[end] in kinds("MERIDIEM OCLOCK ZONE TIMEWORD OTHER COMMA ON OF"):
        end += 1
    return phrase.part(end, phrase.end), phrase.part(begin, end)


def at_clock(meaning: Meaning | None, clock: Phrase | None) -> Meaning | None:
    """Give a day's meaning with the clock time that stands beside it."""
    time = clock_of(clock) if clock else None
    if meaning is None or time is None or "/" in meaning.value:
        return meaning
    return Meaning("TIME", meaning.value + time, meaning.is_relative, meaning.has_own_year)


def in_part(meaning: Meaning | None, phrase: Phrase) -> Meaning | None:
    """Give a day's meaning with the morning or night that stands beside it."""
    part = phrase.value("PART")
    if meaning is None or part is None or "T" in meaning.value:
        return meaning
    return Meaning("TIME", f"{meaning.value}T{part}", meaning.is_relative, meaning.has_own_year)
