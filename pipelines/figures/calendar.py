"""Days and periods of the calendar: the arithmetic that dates and articles share, without any text."""

import calendar
import re
from datetime import date, datetime

from pipelines.model import Period

_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


def month_of(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def period_of_iso(written: str) -> Period:
    """Give the period of an ISO 8601 date, date-time, month (2024-11) or year; raises ValueError for anything else."""
    if match := _YEAR.match(written):
        year = int(match[1])
        return Period(date(year, 1, 1), date(year, 12, 31), "year", "article")
    if match := _MONTH.match(written):
        return Period(*month_of(int(match[1]), int(match[2])), "month", "article")
    day = datetime.fromisoformat(written).date()
    return Period(day, day, "day", "article")
