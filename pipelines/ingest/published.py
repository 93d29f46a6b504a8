"""When an article was published, from a date that somebody wrote in ISO 8601.

Only written dates belong here; where in a text or a page a date stands is known to the reader of that kind.
"""

import re
from datetime import UTC, date, datetime

from pipelines.figures.calendar import period_of_iso
from pipelines.ingest.found import Published
from pipelines.model import Period

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside of these are typing errors or a machine's zero. The clock is not asked: the same input, the same row."""
_COARSE = re.compile(r"\d{4}(-\d\d)?$")


def published_on(day: date, basis: str) -> Published:
    """Give a day of publication whose hour is unknown; raises ValueError for a year that cannot be."""
    _check(day.year)
    return Published(Period(day, day, "day", "article"), _midnight(day), "day", basis)


def published_of(written: str, basis: str) -> Published:
    """Give the publication of an ISO 8601 date-time, date, month or year; raises ValueError for anything else.

    A time without a zone is no moment: only its day is kept.
    """
    written = written.strip()
    if _COARSE.match(written):
        period = period_of_iso(written)
        assert period.first_on is not None, written
        _check(period.first_on.year)
        return Published(period, _midnight(period.first_on), period.precision, basis)
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        return published_on(moment.date(), basis)
    _check(moment.year)
    day = moment.date()
    return Published(Period(day, day, "day", "article"), moment.astimezone(UTC), "instant", basis)


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
