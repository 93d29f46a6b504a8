"""How each feed of the list fares, and which of them need a person: what gives nothing any more is no success."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.ingest.web.clock import moment
from pipelines.ingest.web.failures import Reason
from pipelines.ingest.web.feed_state import in_use, keep_specs
from pipelines.ingest.web.frontier import Frontier
from pipelines.ingest.web.settings import WebSettings
from pipelines.ingest.web.specs import FeedSpec

GIVES_NOTHING = frozenset({Reason.NO_ENTRIES, Reason.EMPTY, Reason.NOT_A_FEED})


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed of the list, as its last tries left it."""

    feed_url: str
    outlet: str
    kind: str
    is_in_use: bool
    tried_at: datetime | None
    succeeded_at: datetime | None
    new_at: datetime | None
    """When it last brought an entry that was new."""
    entries: int | None
    """In its last whole answer; of an index, in the last answers of its sitemaps."""
    usual_entries: float | None
    failures_in_row: int
    reason_code: str | None
    """Of the last failure, None where the last try was a success."""
    reason: str | None
    is_alarm: bool
    alarm: str | None
    """In words."""


def health_of(frontier: Frontier, feeds: Sequence[FeedSpec], settings: WebSettings, now: datetime) -> list[FeedHealth]:
    """Give the health of each feed of a list, in its order."""
    keep_specs(frontier.connection, feeds)
    used = set(in_use(frontier.connection, feeds))
    return [_health(frontier.connection, spec, spec.url in used, settings, now) for spec in feeds]


def _health(
    connection: sqlite3.Connection, spec: FeedSpec, is_in_use: bool, settings: WebSettings, now: datetime
) -> FeedHealth:
    row = connection.execute("SELECT * FROM feeds WHERE url = ?", (spec.url,)).fetchone()
    parts = connection.execute("SELECT * FROM feeds WHERE parent = ?", (spec.url,)).fetchall()
    worst = max([row, *parts], key=lambda one: one["failures"])
    alarm = _alarm(row, worst, settings, now) if is_in_use else None
    return FeedHealth(
        feed_url=spec.url,
        outlet=spec.outlet,
        kind=spec.kind,
        is_in_use=is_in_use,
        tried_at=_moment(row["tried_at"]),
        succeeded_at=_moment(row["succeeded_at"]),
        new_at=_moment(row["new_at"]),
        entries=sum(part["entries"] or 0 for part in parts) if parts else row["entries"],
        usual_entries=sum(part["usual_entries"] or 0.0 for part in parts) if parts else row["usual_entries"],
        failures_in_row=worst["failures"],
        reason_code=worst["reason_code"],
        reason=worst["reason"],
        is_alarm=alarm is not None,
        alarm=alarm,
    )


def _alarm(row: sqlite3.Row, worst: sqlite3.Row, settings: WebSettings, now: datetime) -> str | None:
    if worst["reason_code"] in GIVES_NOTHING and row["usual_entries"]:
        return f"gives nothing, and usually {row['usual_entries']:.0f} entries"
    if worst["failures"] >= settings.alarm_failures:
        return f"failed {worst['failures']} times in a row"
    heard = _moment(row["new_at"])
    if heard is not None and now - heard > settings.alarm_silence:
        return f"has brought nothing new since {heard:%d %B %Y}"
    return None


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None
