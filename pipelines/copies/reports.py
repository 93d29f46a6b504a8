"""What of the articles as ingested tells copies and origins apart, in the order in which they were read.

Here names become numbers and days become periods. An article that names no outlet goes by the site of its address.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pyarrow as pa

from pipelines.copies.origins import Member
from pipelines.copies.sketches import UNKNOWN
from pipelines.entities.outlets import outlet_entity_id
from pipelines.ingest.identity import site_of

COLUMNS = (
    "article_id",
    "work_id",
    "url",
    "outlet",
    "via",
    "published_at",
    "published_first_on",
    "published_last_on",
    "published_precision",
    "text_sha256",
)
"""The columns of the store's inputs that are needed."""
_PUBLISHED = ("published_at", "published_first_on", "published_last_on", "published_precision")
_DAY = "published_first_on"
_MOMENTS = {"instant": timedelta(0), "hour": timedelta(hours=1)}
"""How long the periods of publication last of which more than the day is known."""


@dataclass(frozen=True)
class Reports:
    """Articles by number, 0 the first that was read; one value an article in each column but `firsts`."""

    article_ids: list[str]
    works: list[int]
    texts: list[int]
    """Numbers of texts: the same for the same text."""
    firsts: list[int]
    """The first article of each text."""
    outlets: list[int]
    """Numbers of outlets; UNKNOWN where there is none."""
    days: list[int]
    """Numbers of days of publication; one of its own for an article whose day is not known."""
    rows: pa.Table

    def member(self, number: int) -> Member:
        """Give what tells where an article stands among its copies."""
        row = self.rows.slice(number, 1).to_pylist()[0]
        earliest, latest = _period(*(row[name] for name in _PUBLISHED))
        outlet = _outlet(row["outlet"], row["url"])
        return Member(number, self.works[number], outlet, _entity(row["via"]), earliest, latest)


def reports_from(inputs: pa.Table) -> Reports:
    """Give the reports of articles as ingested (`COLUMNS` of `dataset.store.INPUT`, in the order of reading)."""
    names = zip(inputs.column("outlet").to_pylist(), inputs.column("url").to_pylist(), strict=True)
    outlet, work, text = _numbering(), _numbering(), _numbering()
    texts = [text(sha) for sha in inputs.column("text_sha256").to_pylist()]
    firsts: dict[int, int] = {}
    for article, number in enumerate(texts):
        firsts.setdefault(number, article)
    return Reports(
        inputs.column("article_id").to_pylist(),
        [work(one) for one in inputs.column("work_id").to_pylist()],
        texts,
        list(firsts.values()),
        [UNKNOWN if (name := _outlet(*both)) is None else outlet(name) for both in names],
        [number if day is None else -day.toordinal() for number, day in enumerate(inputs.column(_DAY).to_pylist())],
        inputs.select(COLUMNS),
    )


@cache
def _entity(outlet: str | None) -> str | None:
    return outlet_entity_id(outlet)


def _outlet(name: str | None, url: str | None) -> str | None:
    return _entity(name) or _entity(site_of(url) if url else None)


def _numbering() -> Callable[[Hashable], int]:
    numbers: dict[Hashable, int] = {}
    return lambda value: numbers.setdefault(value, len(numbers))


def _period(
    at: datetime | None, first_on: date | None, last_on: date | None, precision: str
) -> tuple[datetime | None, datetime | None]:
    """Give the first moment of publication and the one by which it was over."""
    if at is not None and precision in _MOMENTS:
        return at, at + _MOMENTS[precision]
    if first_on is None or last_on is None:
        return None, None
    return _midnight(first_on), _midnight(last_on) + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
