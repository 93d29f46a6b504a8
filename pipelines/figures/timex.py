"""TIMEX3 values: how days, weeks, months and longer stretches are written, and which days a value names.

Here belongs the notation and the arithmetic on it. How words become a value stands in the rules.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from pipelines.figures.calendar import (
    Days,
    day_or_none,
    month_of,
    months_of,
    plus_days,
    plus_months,
    week_of,
    years_of,
)

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season: meteorological, of the northern hemisphere."""

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:-XX)?|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|XX(?:-XX)?))?"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)"
)
_FORMS = {
    precision: re.compile(form)
    for precision, form in {
        "day": r"[X\d]{4}-\d\d-\d\d|XXXX-XX-(XX|\d\d)|[X\d]{4}-W[X\d]{2}-(\d|WE)",
        "week": r"[X\d]{4}-W[X\d]{2}",
        "month": r"[X\d]{4}-\d\d(-XX)?|[X\d]{4}-XX",
        "quarter": r"[X\d]{4}-[QH][X\d]",
        "season": r"[X\d]{4}-(SP|SU|FA|WI)",
        "year": r"[X\d]{4}(-XX-XX)?",
        "decade": r"\d{3}",
    }.items()
}
"""How a value of each precision is written, what is unknown with X."""


@lru_cache(maxsize=1 << 13)
def days_of(value: str) -> Days | None:
    """Give the days that a value names ("2024-W45"), None where it names none ("XXXX-11-07", "P2D")."""
    if "/" in value:
        first, last = (days_of(side) for side in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    match = _VALUE.fullmatch(value.split("T")[0])
    return _days_of(match) if match else None


def _days_of(match: re.Match[str]) -> Days | None:
    part = {name: int(text) for name, text in match.groupdict().items() if text and text.isdecimal()}
    if "century" in part:
        return years_of(part["century"] * 100, 100) if part["century"] else None
    year = part["decade"] * 10 if "decade" in part else part["year"]
    if not 1 <= year < 9990:
        return None
    if "decade" in part:
        return years_of(year, 10)
    if "week" in part:
        return _week_days(year, part["week"], bool(match["weekend"]))
    if "day" in part:
        day = day_or_none(year, part["month"], part["day"])
        return (day, day) if day else None
    if "month" in part:
        return month_of(year, part["month"]) if 1 <= part["month"] <= 12 else None
    if "quarter" in part:
        return months_of(year, part["quarter"] * 3 - 2, 3)
    if "half" in part:
        return months_of(year, part["half"] * 6 - 5, 6)
    if match["season"]:
        return months_of(year, SEASON_MONTHS[match["season"]], 3)
    return years_of(year, 1)


def _week_days(year: int, week: int, only_weekend: bool) -> Days | None:
    try:
        monday, sunday = week_of(year, week)
    except ValueError:
        return None
    return (sunday - timedelta(days=1) if only_weekend else monday), sunday


@lru_cache(maxsize=1 << 13)
def precision_of(value: str) -> str:
    """Give how exact a value is: instant, hour, day, week, month, quarter, season, year, decade, unknown."""
    value = value.split("/")[0]
    day, _, clock = value.partition("T")
    if clock[:2].isdecimal():
        return "hour" if clock[2:] in ("", ":00") else "instant"
    return next((precision for precision, form in _FORMS.items() if form.fullmatch(day)), "unknown")


def value_of(day: date, unit: str) -> str:
    """Give the value of the day, week, month, quarter, year, decade or century that a day lies in."""
    match unit:
        case "D":
            return day.isoformat()
        case "W" | "WE":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04}"
        case "DE":
            return f"{day.year // 10:03}"
        case "CE":
            return f"{day.year // 100:02}"
    raise ValueError(f"no unit of the calendar: {unit!r}")


def moved(day: date, count: int, unit: str) -> date | None:
    """Give the day `count` units on; None beyond the calendar's ends. Days past a month's end become its last."""
    if abs(count) > 1_000_000:
        return None
    if unit in ("D", "W", "WE"):
        return plus_days(day, count * (1 if unit == "D" else 7))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
    year, month = plus_months(day.year, day.month, count * months)
    if not 1 <= year <= 9990:
        return None
    return date(year, month, min(day.day, month_of(year, month)[1].day))


def unknown_value(unit: str) -> str:
    """Give the value of a day, week, month ... of which only the kind is known: XXXX-WXX."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}.get(
        unit, "XXXX"
    )


def duration(count: str, unit: str) -> str:
    """Give the value of a duration: ("3", "D") is P3D, ("X", "TH") is PTXH, ("2", "DE") is P20Y as in ISO 8601."""
    if unit in ("DE", "CE"):
        years = 10 if unit == "DE" else 100
        return "PXY" if count == "X" else f"P{float(count) * years:g}Y"
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"
