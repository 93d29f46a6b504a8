"""What dates mean that name their own day, month, quarter, season or year; and clock times.

Each rule reads the words that fit the pattern of its name. Dates that count from another day stand in
`relative_rules.py`, durations and sets in `duration_rules.py`.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from pipelines.figures.calendar import day_or_none, easter, nth_weekday, orthodox_easter
from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import kind_characters, kinds, named_days
from pipelines.figures.story import Story
from pipelines.figures.tables import words_of_table
from pipelines.figures.tense import direction_of
from pipelines.figures.timex import SEASON_MONTHS, days_of

DAY_NUMBERS = ("HOUR12", "DAY31", "NTH")
OFFSETS = {"THIS": 0, "CURRENT": 0, "LAST": -1, "PAST": -1, "NEXT": 1, "COMING": 1}
"""Relative words that count from the publication."""
STORY_OFFSETS = {"THAT": 0, "SAME": 0, "PREVIOUS": -1, "FOLLOWING": 1}
"""Relative words that count from the date last told."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: its TIMEX3 type and value."""

    type: str
    value: str
    is_relative: bool = False
    has_own_year: bool = False


def iso_date(phrase: Phrase, story: Story) -> Meaning | None:
    """Read 2024-11-07 and 2024-11-07T10:00Z."""
    written = phrase.words.at(phrase.first)
    if day_or_none(int(written[:4]), int(written[5:7]), int(written[8:10])) is None:
        return None
    return Meaning("TIME" if "T" in written else "DATE", written, has_own_year=True)


def numeric_date(phrase: Phrase, story: Story) -> Meaning | None:
    """Read 7.11.2024 and 31/12/2024 as day and month, 12/31/2024 as month and day; 7/11/2024 stays open."""
    written = phrase.words.at(phrase.first)
    first, second, year = (int(part) for part in re.split(r"[/.-]", written))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    days = day_or_none(year, second, first), day_or_none(year, first, second)
    if "." in written or days[1] is None or first == second:
        day = days[0]
    elif days[0] is None:
        day = days[1]
    else:
        return Meaning("DATE", f"{year:04}", has_own_year=True)
    return Meaning("DATE", day.isoformat(), has_own_year=True) if day else None


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


def year_told(phrase: Phrase, story: Story) -> tuple[str | None, bool]:
    """Give the year that the words name ("2024", "last year") and whether they name it by its number."""
    if year := phrase.value("YEAR"):
        return year, True
    number = phrase.find("YEARLONG")
    if number is None:
        return None, False
    return offset_value(phrase, story, "Y"), False


def offset_value(phrase: Phrase, story: Story, unit: str) -> str:
    """Give the unit that a relative word points at: "last", from the publication; "previous", from the date told."""
    for kind, offset in OFFSETS.items():
        if phrase.has(kind):
            return story.near(unit, offset)
    for kind, offset in STORY_OFFSETS.items():
        if phrase.has(kind):
            return story.beside(unit, offset)
    return story.near(unit, -1 if phrase.has("LATEST") else 0)


def dated(phrase: Phrase, story: Story, rest: str, direction: int, year: str | None, own: bool) -> Meaning:
    """Give what "-11-07", "-11", "-Q3" or "-WI" means in the year told, or else in the year that is nearest."""
    if year is not None:
        return Meaning("DATE", year + rest, not own, own)
    value = story.nearest(lambda nearby: f"{nearby:04}{rest}", phrase.words.starts[phrase.first], direction)
    return Meaning("DATE", value or f"XXXX{rest}", value is not None)


def full_date(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a day with its month: "November 7", "Friday, 7 November 2024", "Nov. 5-7", "the night of May 3"."""
    date, clock = split_clock(phrase)
    month = date.number("MONTH", "MONTH_SHORT")
    days = [int(re.sub(r"\D", "", date.value_at(number))) for number in date.all(*DAY_NUMBERS)]
    if month is None or not days or any(day_or_none(2000, month, day) is None for day in days):
        return None
    year, own = year_told(date, story)
    found = dated(phrase, story, f"-{month:02}-{days[0]:02}", direction_of(phrase), year, own)
    if found and len(days) > 1:
        last = f"{found.value[:4]}-{month:02}-{days[1]:02}"
        return Meaning("DATE", f"{found.value}/{last}", found.is_relative, found.has_own_year)
    return in_part(at_clock(found, clock), phrase)


def month(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a month: "November 2024", "last April", "early May", "June last year"."""
    number = phrase.number("MONTH", "MONTH_SHORT")
    if number is None or _is_no_month(phrase):
        return None
    year, own = year_told(phrase, story)
    return dated(phrase, story, f"-{number:02}", relative_direction(phrase), year, own)


def relative_direction(phrase: Phrase) -> int:
    """Give the direction of "last April" or "next spring" (sure), else that of the tense."""
    if phrase.has("LAST", "PAST", "PREVIOUS"):
        return -2
    return 2 if phrase.has("NEXT", "COMING", "FOLLOWING") else direction_of(phrase)


_BEFORE_MONTHS = kinds("IN OF BY TO FROM SINCE DURING BEFORE AFTER AND OR BETWEEN FOR EVERY ON AS")


def _is_no_month(phrase: Phrase) -> bool:
    """Tell a name ("April Smith"), a verb ("May we ...") or "Jan" from a month that stands alone."""
    if phrase.end - phrase.first > 1:
        return phrase.has("MONTH_SHORT") and not phrase.has("YEAR", "DOT", "YEARLONG")
    if phrase.has("MONTH_SHORT"):
        return True
    words = phrase.words
    if phrase.first and words.kinds[phrase.first - 1] in _BEFORE_MONTHS:
        return False
    after = words.at(phrase.end) if phrase.end < len(words.kinds) else "."
    is_name = words.kinds[phrase.end : phrase.end + 1] == kind_characters()["OTHER"] and after[0].isupper()
    return is_name or words.at(phrase.first) in ("May", "March", "MAY", "MARCH")


def season(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a season: "last winter", "the summer of 2023", "spring 2022"; "fall" alone is a verb."""
    word = phrase.value("SEASON", "SEASON_DOUBTFUL")
    if word not in SEASON_MONTHS or (phrase.has("SEASON_DOUBTFUL") and phrase.end - phrase.first == 1):
        return None
    year, own = year_told(phrase, story)
    return dated(phrase, story, f"-{word}", relative_direction(phrase), year, own)


def quarter(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a quarter or half of a year: "third quarter", "Q3 2024", "the first half of 2023", "last quarter"."""
    year, own = year_told(phrase, story)
    name = phrase.number("QUARTERNAME")
    rank = name or phrase.number("ORDINAL", "NTH", "FINAL") or (2 if phrase.has("SECOND") else None)
    if rank is None and not phrase.has("LAST"):
        return Meaning("DATE", f"{year}-{story.quarter[5:]}", True) if story.quarter and year else None
    if rank is None and year is None:
        return Meaning("DATE", story.near("Q", -1), True) if phrase.has("QUARTER") else None
    parts, letter = (2, "H") if phrase.has("HALF") else (4, "Q")
    rank = parts if rank in (None, -1) else rank
    if not 1 <= rank <= parts or (letter == "H" and year is None and not phrase.has("FISCAL")):
        return None
    is_ahead = direction_of(phrase) > 0 and not phrase.has("FISCAL")
    found = dated(phrase, story, f"-{letter}{rank}", 1 if is_ahead else -3, year, own)
    if letter == "Q" and not own and days_of(found.value):
        story.quarter = found.value
    return found


def half_of_year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the second half of the year"."""
    rank = phrase.number("ORDINAL", "NTH") or 2
    return Meaning("DATE", f"{story.near('Y', 0)}-H{rank}", True) if rank <= 2 else None


def named_day(phrase: Phrase, story: Story) -> Meaning | None:
    """Read Christmas, Easter, Victory Day."""
    rule = named_days()[phrase.value("NAMED") or ""]

    def at(year: int) -> str | None:
        if "after_easter" in rule:
            return (easter(year) + timedelta(days=rule["after_easter"])).isoformat()
        if "after_orthodox_easter" in rule:
            return (orthodox_easter(year) + timedelta(days=rule["after_orthodox_easter"])).isoformat()
        if "nth" in rule:
            return nth_weekday(year, rule["month"], rule["nth"], rule["weekday"]).isoformat()
        return f"{year:04}-{rule['month']:02}-{rule['day']:02}"

    if own := phrase.value("YEAR"):
        return Meaning("DATE", at(int(own)) or own, has_own_year=True)
    value = story.nearest(at, phrase.words.starts[phrase.first], relative_direction(phrase))
    unknown = f"XXXX-{rule['month']:02}-{rule['day']:02}" if "day" in rule else "XXXX-XX-XX"
    return Meaning("DATE", value or unknown, value is not None)


def decade(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the 1990s", "the '60s" and "the nineties"; "his 70s" is an age."""
    if word := phrase.value("DECADES"):
        return Meaning("DATE", word, has_own_year=True) if phrase.has("THE") else None
    written = phrase.value("TENS") or ""
    digits = re.sub(r"\D", "", written)
    if len(digits) == 4:
        return Meaning("DATE", digits[:3], has_own_year=True)
    if len(digits) == 2 and (phrase.has("THE") or written[0] in "'’"):
        return Meaning("DATE", f"19{digits[0]}", has_own_year=True)
    return None


def century(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the 20th century"."""
    rank = phrase.number("ORDINAL", "NTH") or 0
    return Meaning("DATE", f"{rank - 1:02}", has_own_year=True) if 1 <= rank <= 22 else None


def fiscal_year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "fiscal 2024"."""
    return Meaning("DATE", phrase.value("YEAR") or "", has_own_year=True)


def year_range(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "2022-23" and "2022/23" as two years running."""
    first, last = phrase.value("YEAR") or "", phrase.words.at(phrase.end - 1)
    if len(last) != 2 or int(last) <= int(first[2:]):
        return None
    return Meaning("DATE", f"{first}/{first[:2]}{last}", has_own_year=True)


def spelled_year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "nineteen ninety-one" and "the year two thousand"."""
    first, *rest = (int(phrase.value_at(number)) for number in phrase.all("CARDINAL"))
    if phrase.has("THE"):
        return Meaning("DATE", "2000", has_own_year=True) if [first, *rest] == [2, 1000] else None
    if first not in (19, 20) or rest[0] not in range(20, 100, 10) or rest[1] > 9:
        return None
    return Meaning("DATE", f"{first}{sum(rest)}", has_own_year=True)


_BEFORE_YEARS = kinds("IN OF BY TO FROM SINCE DURING BEFORE AFTER BETWEEN AND THE FOR EDGE_FIRST THIS OPEN")


def year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a year of four figures where the words around it do not count something or number it."""
    value = phrase.value("YEAR") or ""
    if phrase.end - phrase.first == 1 and not _is_year(phrase, int(value)):
        return None
    return edge_of_year(phrase, Meaning("DATE", value, has_own_year=True))


def edge_of_year(phrase: Phrase, meaning: Meaning) -> Meaning:
    """Give "the beginning of 2024" as its January, "the end of 2023" as its December, "by the end" as the last day."""
    if phrase.has("EDGE_FIRST"):
        return replace(meaning, value=f"{meaning.value}-01")
    if phrase.has("EDGE_LAST"):
        is_limit = phrase.first > 0 and phrase.words.at(phrase.first - 1).lower() in ("by", "until", "till")
        return replace(meaning, value=f"{meaning.value}-12" + ("-31" if is_limit else ""))
    return meaning


def _is_year(phrase: Phrase, value: int) -> bool:
    words, first = phrase.words, phrase.first
    before = words.at(first - 1) if first else ""
    if _is_part_of_name(phrase, before):
        return False
    after = words.at(phrase.end) if phrase.end < len(words.kinds) else ""
    is_counted = _is_counted(words.kinds[phrase.end : phrase.end + 1], after)
    if first and words.kinds[first - 1] in _BEFORE_YEARS:
        is_free = not is_counted or before.lower() in ("the", "this")
        return is_free if value >= 1900 else not after[:1].islower()
    return 1900 <= value <= 2100 and value % 100 != 0 and not is_counted


def _is_part_of_name(phrase: Phrase, before: str) -> bool:
    """Tell "Su-2000", "#1998", "$2024" and "Resolution 1973" from years."""
    words, first = phrase.words, phrase.first
    if before.lower() in words_of_table("numbered_things") and before.lower() != "year":
        return True
    touches = first > 0 and words.ends[first - 1] == words.starts[first]
    return touches and before not in "(-–—/'’‘\"“,:.\n"


def _is_counted(kind: str, after: str) -> bool:
    """Tell whether a unit or a noun in the plural follows: what stands before it counts it, but for "2021 borders"."""
    if after in words_of_table("year_nouns"):
        return False
    if after in ("per", "x", "square") or kind in kinds("UNITS"):
        return True
    if after.islower() and after in _plurals_and_units():
        return True
    return kind == kind_characters()["OTHER"] and bool(_PLURAL.fullmatch(after))


@cache
def _plurals_and_units() -> frozenset[str]:
    return words_of_table("irregular_plurals") | words_of_table("unit_names")


_PLURAL = re.compile(r"[a-z]{3,}(?<!s|u|i)s")
