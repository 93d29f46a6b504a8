"""Days and periods of the calendar: the arithmetic that dates and articles share, without any text."""

import calendar
import re
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from pipelines.model import Period

Days = tuple[date, date]
"""The first and the last day of a stretch of time."""

_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


def month_of(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_of(year: int, month: int, count: int) -> Days:
    """Give the first and the last day of `count` months from a month on, over the turn of the year if need be."""
    later_year, later_month = plus_months(year, month, count - 1)
    return date(year, month, 1), month_of(later_year, later_month)[1]


def years_of(year: int, count: int) -> Days:
    """Give the first and the last day of `count` years from a year on."""
    return date(year, 1, 1), date(year + count - 1, 12, 31)


def week_of(year: int, week: int) -> Days:
    """Give Monday and Sunday of a week of ISO 8601; raises ValueError where the year has no such week."""
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=6)


def plus_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Give year and month, `count` months on (or back)."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def plus_days(day: date, count: int) -> date | None:
    """Give the day `count` days on; None beyond the calendar's ends."""
    ordinal = day.toordinal() + count
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Give the day, None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def weekday_near(day: date, weekday: int, direction: int) -> date | None:
    """Give the nearest day of a weekday (Monday 1): on or before (-1), on or after (1), before (-2) or after (2)."""
    back = (day.isoweekday() - weekday) % 7
    if direction < 0:
        return plus_days(day, -(back or 7) if direction == -2 else -back)
    return plus_days(day, (7 - back) if direction == 2 else -back % 7)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Give the nth (1 to 4) of a weekday (Monday 1) in a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Give Easter Sunday of a year by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Give Easter Sunday of the Julian calendar as a Gregorian day, for the years 1900 to 2099 (Meeus)."""
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def period_of_iso(written: str) -> Period:
    """Give the period of an ISO 8601 date, date-time, month (2024-11) or year; raises ValueError for anything else."""
    if match := _YEAR.match(written):
        year = int(match[1])
        return Period(date(year, 1, 1), date(year, 12, 31), "year", "article")
    if match := _MONTH.match(written):
        return Period(*month_of(int(match[1]), int(match[2])), "month", "article")
    day = datetime.fromisoformat(written).date()
    return Period(day, day, "day", "article")
