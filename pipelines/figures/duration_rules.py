"""What durations and sets mean: "three days", "the past two months", "every Monday", "twice a week".

Each rule reads the words that fit the pattern of its name. A duration names no days.
"""

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds
from pipelines.figures.meaning import Meaning
from pipelines.figures.story import Story
from pipelines.figures.timex import duration

SPANS = ("DAY", "WEEK", "MONTHLONG", "QUARTER", "YEARLONG", "DECADE", "CENTURY", "HOUR", "MINUTE", "SECOND", "UNITS")
FIGURES = ("HOUR12", "DAY31", "SMALL", "NUMBER", "YEAR", "CARDINAL")
_NUMBERS = " ".join(FIGURES)
_COUNTING = f"{_NUMBERS} TIMES UNITS"
_AFTER_LENGTHS = ("after", "ago", "before", "earlier", "later", "or", "since")
"""Words that make "5 people a day after" no rate."""
_MOST_COUNTED = 4
"""Words between a number and "a day" that may name what it counts."""
HALVES = {"D": ("12", "TH"), "M": ("15", "D"), "Q": ("45", "D"), "Y": ("6", "M"), "DE": ("5", "Y"), "CE": ("50", "Y")}
HALVES |= {"TH": ("30", "TM"), "TM": ("30", "TS")}
"""Half a unit in whole numbers of a smaller one."""


def count_of(phrase: Phrase) -> float | None:
    """Give the number that counts the unit; None for "several" and for "six to eight"."""
    figures = phrase.all(*FIGURES)
    if phrase.has("SOME") and not figures:
        value = phrase.value("SOME") or ""
        return float(value) if value.isdecimal() else None
    if not figures:
        return 1.0 if phrase.has("A") else None
    if phrase.has("OR", "TO") or (len(figures) > 1 and not phrase.has("CARDINAL")):
        return None
    return _sum_of([float(phrase.value_at(number).replace(",", "")) for number in figures])


def _sum_of(numbers: list[float]) -> float:
    """Give "two hundred forty five" as one number."""
    total = 0.0
    for number in numbers:
        total = max(total, 1.0) * number if number in (12, 100, 1000, 1_000_000) and total else total + number
    return total


def _written(count: float | None) -> str:
    return "X" if count is None else f"{count:g}" if count < 1e15 else "X"


def length(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "three days", "a week", "two-hour", "2 1/2 years", "several months", "half a year"."""
    if value := phrase.value("DAYLONG"):
        return Meaning("DURATION", value)
    unit = phrase.value(*SPANS)
    if unit is None or _is_no_length(phrase):
        return None
    if phrase.has("HALF"):
        return Meaning("DURATION", duration(*HALVES[unit])) if unit in HALVES else None
    if phrase.has("FRACTION"):
        return _with_fraction(phrase, unit)
    is_rate = phrase.has("A") and not phrase.has("MORE", "SOME") and _follows_number(phrase)
    return Meaning("SET" if is_rate else "DURATION", duration(_written(count_of(phrase)), unit))


def _is_no_length(phrase: Phrase) -> bool:
    """Tell "a second time", "a quarter of" and "one quarter" from durations."""
    if phrase.has("QUARTER") or (phrase.value("UNITS") == "Q" and not phrase.has("SOME", "MORE")):
        return True
    return phrase.has("SECOND") and not phrase.has("DASH") and phrase.number("HOUR12", "CARDINAL") != 1


def _follows_number(phrase: Phrase) -> bool:
    """Tell a rate: the word before is a number, "times" or what a number counts ("5,000 shells a day")."""
    words, number = phrase.words, phrase.first - 1
    if number < 0:
        return False
    if words.kinds[number] in kinds(_COUNTING):
        return True
    after = words.at(phrase.end).lower() if phrase.end < len(words.kinds) else ""
    if after in _AFTER_LENGTHS:
        return False
    last = max(0, phrase.first - _MOST_COUNTED)
    while number > last and words.kinds[number] in kinds(OTHER) and not words.at(number)[0].isdecimal():
        number -= 1
    is_number = words.kinds[number] in kinds(_NUMBERS) or words.at(number)[0].isdecimal()
    return is_number and words.kinds[phrase.first - 1] in kinds(OTHER)


def _with_fraction(phrase: Phrase, unit: str) -> Meaning:
    whole = phrase.value(*FIGURES) or "0"
    if phrase.value("FRACTION") == "1/2" and unit in HALVES:
        half, smaller = HALVES[unit]
        mark = "" if unit.startswith("T") or not smaller.startswith("T") else "T"
        return Meaning("DURATION", duration(whole, unit) + mark + half + smaller.removeprefix("T"))
    return Meaning("DURATION", duration("X", unit))


def length_and_half(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "a year and a half" and "two and a half years"."""
    unit = phrase.value(*SPANS) or ""
    if unit not in HALVES:
        return None
    figures = phrase.all(*FIGURES)
    whole = _sum_of([float(phrase.value_at(number).replace(",", "")) for number in figures]) if figures else 1.0
    half, smaller = HALVES[unit]
    mark = "T" if smaller.startswith("T") and not unit.startswith("T") else ""
    return Meaning("DURATION", duration(_written(whole), unit) + mark + half + smaller.removeprefix("T"))


def past_count(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the past two months", "the next few days", "the first nine months"."""
    return Meaning("DURATION", duration(_written(count_of(phrase)), phrase.value("UNITS") or "X"), True)


def vague_length(phrase: Phrase, story: Story) -> Meaning | None:
    """Read the bare plural in "for years"."""
    return Meaning("DURATION", duration("X", phrase.value("UNITS") or "X"))


def every(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "every Monday", "each year", "every other day", "every three weeks"."""
    if (number := phrase.number("WEEKDAY")) is not None:
        return Meaning("SET", f"XXXX-WXX-{number}")
    if (number := phrase.number("MONTH")) is not None:
        return Meaning("SET", f"XXXX-{number:02}")
    if season := phrase.value("SEASON", "SEASON_DOUBTFUL"):
        return Meaning("SET", f"XXXX-{season}")
    if part := phrase.value("PART"):
        return Meaning("SET", f"XXXX-XX-XXT{part}")
    if phrase.has("WEEKEND"):
        return Meaning("SET", "XXXX-WXX-WE")
    is_second = phrase.has("OTHERWORD") or (phrase.has("SECOND") and len(phrase.all("SECOND", *SPANS)) > 1)
    count = 2.0 if is_second else count_of(phrase) or phrase.number("ORDINAL") or 1.0
    return Meaning(
        "SET", duration(_written(count), phrase.value(*(kind for kind in SPANS if kind != "SECOND")) or "TS")
    )


def weekdays(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "Mondays"."""
    return Meaning("SET", f"XXXX-WXX-{phrase.value('WEEKDAYS')}")


def times(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "daily" and "twice a week"."""
    if value := phrase.value("SETADVERB"):
        return None if _is_newspaper(phrase) else Meaning("SET", value)
    return Meaning("SET", duration("1", phrase.value(*SPANS) or "X"))


def _is_newspaper(phrase: Phrase) -> bool:
    """Tell "the daily Delo" and "Daily Mail": a name follows the word or the word is one."""
    words = phrase.words
    after = words.at(phrase.end) if phrase.end < len(words.kinds) else ""
    return after[:1].isupper()


def age(phrase: Phrase, story: Story) -> Meaning | None:
    """Leave out "52-year-old": an age is a figure."""
    return None
