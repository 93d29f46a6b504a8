"""When an article was published, from a date that somebody wrote.

Only the date itself belongs here; where in a text or a page it stands is known to the reader of that kind.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from pipelines.figures.calendar import period_of_iso
from pipelines.ingest.found import Published
from pipelines.ingest.written_dates import DATE, day_of
from pipelines.model import Period

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside of these are typing errors or a machine's zero. No clock is asked: same input, same row."""
_LONGEST = 100
_DAY = re.compile(rf"(?<!\w){DATE}")
_BARE_ZONE = re.compile(r"(?<=:\d\d)\s?\+(\d\d)(\d\d)$")
_COARSE = re.compile(r"\d{4}(-\d\d)?$")


def published_on(day: date, basis: str, written: str | None = None) -> Published:
    """Give a day of publication whose hour is unknown; raises ValueError for a year that cannot be."""
    _check(day.year)
    return Published(Period(day, day, "day", "article"), _midnight(day), "day", basis, written)


def published_of(written: str, basis: str) -> Published:
    """Give the publication of an ISO 8601 date-time, date, month or year; raises ValueError for anything else.

    A time without a zone is no moment: only its day is kept.
    """
    written = written.strip()
    if _COARSE.match(written):
        period = period_of_iso(written)
        assert period.first_on is not None, written
        _check(period.first_on.year)
        return Published(period, _midnight(period.first_on), period.precision, basis, written)
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        return published_on(moment.date(), basis, written)
    _check(moment.year)
    day = moment.date()
    offset = f"{moment:%z}"
    zone = f"{offset[:3]}:{offset[3:5]}"
    return Published(Period(day, day, "day", "article"), moment.astimezone(UTC), "instant", basis, written, zone)


def published_as_written(written: str, basis: str) -> Published | None:
    """Give the publication of a date as pages write it: ISO 8601, an e-mail's date, or a day in words; else None."""
    written = " ".join(written[:_LONGEST].split())
    try:
        return replace(published_of(_BARE_ZONE.sub(r"+\1:\2", written), basis), written=written)
    except ValueError:
        pass  # not ISO 8601: the other forms are tried
    try:
        moment = parsedate_to_datetime(written)
        return replace(published_of(moment.isoformat(), basis), written=written)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass  # no e-mail's date either
    match = _DAY.search(written)
    day = day_of(match[0]) if match else None
    try:
        return published_on(day, basis, match[0]) if match and day else None
    except ValueError:
        return None


def first_published(written: Iterable[str], basis: str) -> Published | None:
    """Give the publication of the first of several dates as pages write them that is one."""
    return next((found for one in written if one and (found := published_as_written(one, basis))), None)


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
