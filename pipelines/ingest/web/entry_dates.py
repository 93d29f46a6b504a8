"""When a feed says that an article was published: read with its zone, and believed only where it can be.

A date without a zone, or with one that nobody knows, is a day and no moment: it never becomes UTC without a word.
"""

import csv
import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pipelines.ingest.found import Published
from pipelines.ingest.published import published_as_written

BASIS = "feed"
LONGEST = 100
FIRST_YEAR = 1995
"""Earlier than any page of news: what a machine writes that has no date."""
AHEAD = timedelta(days=1)
"""How far in the future a date may lie: clocks differ, and a day can begin elsewhere already."""
_NAMED_ZONE = re.compile(r"(?<=\d )([A-Z]{3,4})$")
_TIME_BEHIND_DAY = re.compile(r"\d[T ]\d")


def entry_date(written: str | None, now: datetime) -> tuple[Published | None, str | None]:
    """Give when an entry was published, and what is wrong with its date, None where nothing is.

    What can be wrong: `missing`, `unreadable`, `future`, `too_old`; and `no_zone`, with which the day is kept.
    """
    written = " ".join((written or "")[:LONGEST].split())
    if not written:
        return None, "missing"
    published = published_as_written(_with_known_zone(written), BASIS)
    if published is None or _is_broken(written, published):
        return None, "unreadable"
    if published.at.year < FIRST_YEAR:
        return None, "too_old"
    if published.at > now + AHEAD:
        return None, "future"
    is_day_of_time = published.precision == "day" and ":" in written
    return published, "no_zone" if is_day_of_time else None


def _with_known_zone(written: str) -> str:
    """Put the offset in the place of a zone's name; -0000 is UTC of which the place is unknown (RFC 5322)."""
    written = re.sub(r"-0000$", "+0000", written)
    return _NAMED_ZONE.sub(lambda match: _zones().get(match[1], match[1]), written)


def _is_broken(written: str, published: Published) -> bool:
    """Say whether an ISO date has a time that cannot be, so that only its day was found."""
    return (
        published.precision == "day"
        and written[:4].isdigit()
        and bool(_TIME_BEHIND_DAY.search(written))
        and not (_is_iso(written))
    )


def _is_iso(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True


@cache
def _zones() -> dict[str, str]:
    with (Path(__file__).parent / "zone_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["zone"]: row["offset"] for row in csv.DictReader(file)}
