"""What an expression means, and the steps that the rules share: the year told, the unit pointed at, the year meant."""

from pipelines.figures.date_patterns import Phrase, year_ahead
from pipelines.figures.story import Story
from pipelines.figures.tense import direction_of
from pipelines.record import record, replace

OFFSETS = {"THIS": 0, "CURRENT": 0, "LAST": -1, "PAST": -1, "NEXT": 1, "COMING": 1}
"""Relative words that count from the publication."""
STORY_OFFSETS = {"THAT": 0, "SAME": 0, "PREVIOUS": -1, "FOLLOWING": 1}
"""Relative words that count from the date last told."""


@record(frozen=True, slots=True)
class Meaning:
    """What an expression means: its TIMEX3 type and value."""

    type: str
    value: str
    is_relative: bool = False
    has_own_year: bool = False


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
    if ahead := year_ahead(phrase):
        number, month = ahead
        is_of_year_before = rest[1:3].isdecimal() and int(rest[1:3]) > month
        return Meaning("DATE", f"{number - is_of_year_before:04}{rest}", has_own_year=True)
    value = story.nearest(lambda nearby: f"{nearby:04}{rest}", phrase.words.starts[phrase.first], direction)
    return Meaning("DATE", value or f"XXXX{rest}", value is not None)


def relative_direction(phrase: Phrase) -> int:
    """Give the direction of "last April" or "next spring" (sure), else that of the tense."""
    if phrase.has("LAST", "PAST", "PREVIOUS"):
        return -2
    return 2 if phrase.has("NEXT", "COMING", "FOLLOWING") else direction_of(phrase)


def edge_of_year(phrase: Phrase, meaning: Meaning) -> Meaning:
    """Give "the beginning of 2024" as its January, "the end of 2023" as its December, "by the end" as the last day."""
    if phrase.has("EDGE_FIRST"):
        return replace(meaning, value=f"{meaning.value}-01")
    if phrase.has("EDGE_LAST"):
        is_limit = phrase.first > 0 and phrase.words.at(phrase.first - 1).lower() in ("by", "until", "till")
        return replace(meaning, value=f"{meaning.value}-12" + ("-31" if is_limit else ""))
    return meaning
