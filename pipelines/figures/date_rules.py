"""What dates mean that name their own day, month, quarter or season.

Each rule reads the words that fit the pattern of its name. Years stand in `year_rules.py`, dates that count from
another day in `relative_rules.py`, durations and sets in `duration_rules.py`.
"""

import re
from datetime import timedelta

from pipelines.figures.calendar import day_or_none, easter, nth_weekday, orthodox_easter
from pipelines.figures.clock_rules import at_clock, in_part, split_clock
from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds, named_days
from pipelines.figures.meaning import Meaning, dated, relative_direction, year_told
from pipelines.figures.story import Story
from pipelines.figures.tense import direction_of
from pipelines.figures.timex import SEASON_MONTHS, days_of

BEFORE_MONTHS = "IN OF BY TO FROM SINCE DURING BEFORE AFTER AND OR BETWEEN FOR EVERY ON AS"
"""Kinds of words after which "May" and "March" are months."""
DAY_NUMBERS = ("HOUR12", "DAY31", "NTH")


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


def _is_no_month(phrase: Phrase) -> bool:
    """Tell a name ("April Smith"), a verb ("May we ...") or "Jan" from a month that stands alone."""
    if phrase.end - phrase.first > 1:
        return phrase.has("MONTH_SHORT") and not phrase.has("YEAR", "DOT", "YEARLONG")
    if phrase.has("MONTH_SHORT"):
        return True
    words = phrase.words
    if phrase.first and words.kinds[phrase.first - 1] in kinds(BEFORE_MONTHS):
        return False
    after = words.at(phrase.end) if phrase.end < len(words.kinds) else "."
    is_name = words.kinds[phrase.end : phrase.end + 1] in kinds(OTHER) and after[0].isupper()
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
