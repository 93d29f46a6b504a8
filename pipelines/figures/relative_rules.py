"""What dates mean that count from another day: "yesterday", "last week", "two days later", "on Tuesday".

Each rule reads the words that fit the pattern of its name. The day they count from comes from the story.
"""

from pipelines.figures.calendar import plus_days, weekday_near
from pipelines.figures.clock_rules import at_clock, clock_of, in_part, split_clock
from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_rules import full_date
from pipelines.figures.duration_rules import count_of
from pipelines.figures.meaning import OFFSETS, STORY_OFFSETS, Meaning, edge_of_year, offset_value
from pipelines.figures.story import Story
from pipelines.figures.tense import direction_of
from pipelines.figures.timex import days_of, moved, value_of

UNIT_KINDS = ("DAY", "WEEK", "MONTHLONG", "QUARTER", "YEARLONG", "DECADE", "CENTURY", "WEEKEND")


def clock_time(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "10 am Kyiv time", "at 15:11", "9 a.m. Tuesday", "9-11 a.m." (as its beginning)."""
    if phrase.has("DASH", "TO"):
        time = clock_of(phrase)
        return Meaning("TIME", story.near("D", 0) + time, True) if time else None
    date, clock = split_clock(phrase)
    time = clock_of(clock or phrase)
    if time is None:
        return None
    if date.end == date.first or date is phrase:
        return Meaning("TIME", story.near("D", 0) + time, True)
    read = full_date if date.has("MONTH", "MONTH_SHORT") else near_day if date.has("RELDAY") else weekday
    return at_clock(read(date, story), clock)


def weekday(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a weekday: the last one up to the publication's own day, or the next where the words look ahead."""
    date, clock = split_clock(phrase)
    number = date.number("WEEKDAY")
    if number is None:
        return None
    if date.has(*STORY_OFFSETS):
        told = story.day_told()
        offset = next(offset for kind, offset in STORY_OFFSETS.items() if date.has(kind))
        day = weekday_near(told, number, offset * 2 or -1) if told else None
    else:
        anchor = story.anchor("D")
        day = weekday_near(anchor, number, _weekday_direction(date)) if anchor else None
    value = day.isoformat() if day else f"XXXX-WXX-{number}"
    return in_part(at_clock(Meaning("DATE", value, True), clock), phrase)


def _weekday_direction(phrase: Phrase) -> int:
    if phrase.has("LAST", "PAST"):
        return -2
    if phrase.has("NEXT", "COMING"):
        return 2
    return direction_of(phrase) or -1


def near_day(phrase: Phrase, story: Story) -> Meaning | None:
    """Read today, yesterday, tomorrow and tonight, with the part of the day."""
    date, clock = split_clock(phrase)
    if part := date.value("TONIGHT"):
        return Meaning("TIME", f"{story.near('D', 0)}T{part}", True)
    meaning = Meaning("DATE", story.near("D", int(date.value("RELDAY") or 0)), True)
    return in_part(at_clock(meaning, clock), phrase)


def overnight(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "overnight" and "overnight on Friday"."""
    day = weekday(phrase, story) if phrase.has("WEEKDAY") else None
    return Meaning("TIME", f"{day.value if day else story.near('D', 0)}TNI", True)


def day_beyond(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the day before yesterday"."""
    offset = int(phrase.value("RELDAY") or 0)
    return Meaning("DATE", story.near("D", offset + (-1 if phrase.has("BEFORE") else 1)), True)


def this_part(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "this morning", "last night", "that evening"."""
    day = offset_value(phrase, story, "D")
    return Meaning("TIME", f"{day}T{phrase.value('PART')}", True)


def day_beside(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the day before" and "the week after": beside the date that the text has told last."""
    offset = -1 if phrase.has("BEFORE") else 1
    if part := phrase.value("PART"):
        return Meaning("TIME", f"{story.beside('D', offset)}T{part}", True)
    return Meaning("DATE", story.beside(phrase.value(*UNIT_KINDS) or "D", offset), True)


def near_unit(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "last week", "this month", "the following year", "later in the day", "the quarter"."""
    unit = phrase.value(*UNIT_KINDS) or "D"
    if unit == "Q" and not phrase.has("LAST", "NEXT", "PREVIOUS", "FOLLOWING"):
        last = story.near("Q", 0 if phrase.has("THIS", "CURRENT") else -1)
        told = story.quarter if story.quarter and not (phrase.has("LATEST") and story.quarter > last) else None
        return Meaning("DATE", told or last, True)
    if unit == "Y" and phrase.has("EDGE_FIRST", "EDGE_LAST"):
        return edge_of_year(phrase, Meaning("DATE", offset_value(phrase, story, "Y"), True))
    if unit == "WE" and not phrase.has(*OFFSETS, *STORY_OFFSETS):
        return Meaning("DATE", _weekend(phrase, story), True)
    return Meaning("DATE", offset_value(phrase, story, unit), True)


def _weekend(phrase: Phrase, story: Story) -> str:
    """Give "the weekend": before Saturday the one before, unless the words look ahead."""
    anchor = story.anchor("D")
    before = [phrase.words.at(number).lower() for number in range(max(0, phrase.first - 8), phrase.first)]
    looks_back = direction_of(phrase) <= 0 or (before[-1:] == ["over"] and "will" not in before)
    is_over = anchor is not None and anchor.isoweekday() < 6 and looks_back
    return story.near("WE", -1 if is_over else 0)


def near_units(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "recent weeks" and "coming months"."""
    return Meaning("DATE", "FUTURE_REF" if phrase.has("COMING", "NEXT", "FOLLOWING") else "PAST_REF", True)


def year_end(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "year-end" and "the year's end"; "since year-end" is the one before."""
    before = phrase.words.at(phrase.first - 1).lower() if phrase.first else ""
    return edge_of_year(phrase, Meaning("DATE", story.near("Y", -1 if before in ("since", "from") else 0), True))


def year_ago(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the year-ago quarter": a year before the quarter that the text has told."""
    return Meaning("DATE", _quarter_moved(story, -1) or story.near("Y", -1), True)


def _quarter_moved(story: Story, years: int) -> str | None:
    days = days_of(story.quarter) if story.quarter else None
    day = moved(days[0], years, "Y") if days else None
    return value_of(day, "Q") if day else None


def ago(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "two years ago" (from the publication) and "two days later" (from the date told), to the unit's fineness."""
    unit = phrase.value(*UNIT_KINDS, "UNITS", "HOUR", "MINUTE", "SECOND") or ""
    is_past = phrase.has("AGO", "EARLIER")
    count = count_of(phrase)
    if count is None:
        return Meaning("DATE", "PAST_REF" if is_past else "FUTURE_REF", True)
    steps = -count if is_past else count
    if unit.startswith("T"):
        return _hours_beside(steps, unit, story)
    if steps != int(steps):
        return Meaning("DATE", "PAST_REF" if is_past else "FUTURE_REF", True)
    if unit == "Y" and phrase.has("A") and story.quarter and (value := _quarter_moved(story, int(steps))):
        return Meaning("DATE", value, True)
    unit, steps = ("Y", steps * 10) if unit == "DE" else ("Y", steps * 100) if unit == "CE" else (unit, steps)
    place = story.beside if phrase.has("EARLIER", "LATER") else story.near
    return Meaning("DATE", place(unit, int(steps)), True)


def _hours_beside(steps: float, unit: str, story: Story) -> Meaning:
    anchor = story.anchor("D")
    hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit] * steps
    day = plus_days(anchor, int(hours / 24)) if anchor and abs(hours) < 1_000_000 else None
    return Meaning("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}TXX", True)


def reference(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "now", "recently", "the near future"."""
    if phrase.has("NOW") and _is_now_and_then(phrase):
        return None
    return Meaning("DATE", phrase.value("NOW", "REFERENCE", "SOON", "FUTURE", "PRESENT") or "PRESENT_REF", True)


def _is_now_and_then(phrase: Phrase) -> bool:
    words = phrase.words
    return [words.at(number).lower() for number in range(phrase.end, min(phrase.end + 2, len(words.kinds)))] in (
        ["and", "then"],
        ["and", "again"],
    )
