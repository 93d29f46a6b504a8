"""Full dates as bylines and datelines write them: day, month and year, nothing relative and nothing ambiguous.

Not the reader of dates in running text (`pipelines/figures/dates.py`): an article's id hangs on its day, so these few
forms stay as they are when that reader learns more.
"""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

DATE = (
    r"(?:\d{4}-\d{2}-\d{2}"
    r"|\d{2}\.\d{2}\.\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,12}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})(?!\d)"
)
"""A pattern of what `day_of` may be able to read; it has no group of its own."""
_ISO = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)$")
_DOTTED = re.compile(r"(?P<day>\d\d)\.(?P<number>\d\d)\.(?P<year>\d{4})$")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[a-z]{0,2}\s(?P<month>\w+)\.?,?\s(?P<year>\d{4})$")
_MONTH_FIRST = re.compile(r"(?P<month>\w+)\.?\s(?P<day>\d{1,2})[a-z]{0,2},?\s(?P<year>\d{4})$")


@cache
def months() -> dict[str, int]:
    """Give the number of each month's name, in small letters."""
    with (Path(__file__).parent / "months.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["month"]) for row in csv.DictReader(file)}


def day_of(written: str) -> date | None:
    """Give the day that a match of `DATE` writes, else None; 03.04.2024 is the third of April."""
    for form in (_ISO, _DOTTED, _DAY_FIRST, _MONTH_FIRST):
        if match := form.match(written):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else months().get(parts["month"].lower())
            if month is None:
                return None
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None
