"""Clock times and parts of the day beside a date: "10 am Kyiv time", "at 15:11", "Tuesday night"."""

import re

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import kinds
from pipelines.figures.meaning import Meaning


def clock_of(phrase: Phrase) -> str | None:
    """Give the hour and minute that a phrase names ("T22:30", "T10:00"), None where they are none."""
    if noon := phrase.value("NOON"):
        return f"T{noon}"
    marker = phrase.find("CLOCK", "MERIDIEM", "OCLOCK")
    if marker is None:
        return None
    number = phrase.find("CLOCK", "HOUR12", "CARDINAL")
    if number is None:
        return None
    hour_text, *rest = re.split("[:.]", phrase.value_at(number))
    hour, half = int(hour_text), phrase.value("MERIDIEM")
    if hour > 24 or any(int(part) > 59 for part in rest) or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return "T" + ":".join([f"{hour:02}", *(rest or ["00"])])


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
