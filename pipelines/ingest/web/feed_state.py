"""What is remembered of each feed: which are due, and what a try of one changes. Each change is one transaction."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.ingest.web.addresses import host_of
from pipelines.ingest.web.clock import moment, written
from pipelines.ingest.web.database import transaction
from pipelines.ingest.web.entries import Feed
from pipelines.ingest.web.failures import Failed
from pipelines.ingest.web.fetch import Validators
from pipelines.ingest.web.schedule import feed_after_failure
from pipelines.ingest.web.settings import WebSettings
from pipelines.ingest.web.specs import FeedSpec

WEIGHT_OF_NEW = 0.2
"""Of the newest number of entries in the usual one, which moves slowly."""


@dataclass(frozen=True, slots=True)
class DueFeed:
    """A feed, or a sitemap that an index names, that is to be tried now."""

    url: str
    root: str
    """The feed of the list that it belongs to: itself, or the index."""
    known: Validators

    @property
    def host(self) -> str:
        """Give the host to ask."""
        return host_of(self.url)


def keep_specs(connection: sqlite3.Connection, specs: Iterable[FeedSpec]) -> None:
    """Take over what a list says of its feeds; what is known of them stays."""
    with transaction(connection):
        connection.executemany(
            """
            INSERT INTO feeds (url, outlet, kind, language, rights) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (url) DO UPDATE SET outlet = ?2, kind = ?3, language = ?4, rights = ?5, parent = NULL
            """,
            [(spec.url, spec.outlet, spec.kind, spec.language, spec.rights) for spec in specs],
        )


def in_use(connection: sqlite3.Connection, specs: Iterable[FeedSpec]) -> list[str]:
    """Give the addresses of the feeds that are read: those that are active, and those that have proven themselves."""
    proven = {row["url"] for row in connection.execute("SELECT url FROM feeds WHERE proven_at IS NOT NULL")}
    return [spec.url for spec in specs if spec.is_active or spec.url in proven]


def due_feeds(
    connection: sqlite3.Connection, urls: Sequence[str], now: datetime, settings: WebSettings
) -> list[DueFeed]:
    """Give those of some feeds that are due."""
    rows = connection.execute(
        """
        SELECT * FROM feeds WHERE url IN (SELECT value FROM json_each(?)) AND (next_at IS NULL OR next_at <= ?)
        ORDER BY next_at, url
        """,
        (json.dumps(urls), written(now)),
    )
    return [_due(row, row["url"], now, settings) for row in rows]


def due_parts(
    connection: sqlite3.Connection, urls: Sequence[str], now: datetime, settings: WebSettings
) -> list[DueFeed]:
    """Give the sitemaps that are due of those that some indexes name, of each the newest few.

    Of an index that does not say when its sitemaps changed, those come first that were not had for the longest time.
    """
    found, counts = list[DueFeed](), dict.fromkeys(urls, 0)
    rows = connection.execute(
        """
        SELECT * FROM feeds WHERE parent IN (SELECT value FROM json_each(?)) AND next_at <= ?
        ORDER BY changed DESC, succeeded_at, url
        """,
        (json.dumps(urls), written(now)),
    )
    for row in rows:
        counts[row["parent"]] += 1
        if counts[row["parent"]] <= settings.most_sitemaps:
            found.append(_due(row, row["parent"], now, settings))
    return found


def _due(row: sqlite3.Row, root: str, now: datetime, settings: WebSettings) -> DueFeed:
    is_fresh = row["full_at"] is not None and moment(row["full_at"]) > now - settings.full_feed_interval
    known = Validators(row["etag"], row["last_modified"]) if is_fresh else Validators()
    return DueFeed(row["url"], root, known)


def feed_came(
    connection: sqlite3.Connection,
    due: DueFeed,
    feed: Feed,
    validators: Validators,
    now: datetime,
    settings: WebSettings,
) -> int:
    """Keep what a feed gave: its entries that are new, its sitemaps that changed, its health. Give the new entries."""
    with transaction(connection):
        before = connection.total_changes
        connection.executemany(
            """
            INSERT INTO pages (url, host, feed, title, published, seen_at, state, next_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?6) ON CONFLICT (url) DO NOTHING
            """,
            [
                (entry.url, host_of(entry.url), due.root, entry.title, entry.published_written, written(now))
                for entry in feed.entries
            ],
        )
        new = connection.total_changes - before
        _keep_parts(connection, due, feed, now)
        count = len(feed.parts) if feed.kind == "sitemap_index" else len(feed.entries)
        connection.execute(
            """
            UPDATE feeds SET etag = ?2, last_modified = ?3, full_at = ?4, entries = ?5,
                usual_entries = round(coalesce(usual_entries * (1 - ?6) + ?5 * ?6, ?5), 2)
            WHERE url = ?1
            """,
            (due.url, validators.etag, validators.last_modified, written(now), count, WEIGHT_OF_NEW),
        )
        _succeeded(connection, due, now, settings)
        if new:
            connection.execute("UPDATE feeds SET new_at = ? WHERE url IN (?, ?)", (written(now), due.url, due.root))
    return new


def feed_unchanged(connection: sqlite3.Connection, due: DueFeed, now: datetime, settings: WebSettings) -> None:
    """Keep that a feed is as it was."""
    with transaction(connection):
        _succeeded(connection, due, now, settings)


def feed_failed(
    connection: sqlite3.Connection, due: DueFeed, failed: Failed, now: datetime, settings: WebSettings
) -> None:
    """Keep that a feed failed, and when it is tried again."""
    with transaction(connection):
        (failures,) = connection.execute("SELECT failures + 1 FROM feeds WHERE url = ?", (due.url,)).fetchone()
        next_at = written(feed_after_failure(failures, failed, now, settings))
        connection.execute(
            """
            UPDATE feeds SET tried_at = ?2, failures = ?3, reason_code = ?4, reason = ?5, next_at = ?6 WHERE url = ?1
            """,
            (due.url, written(now), failures, failed.reason, failed.detail, next_at),
        )


def _succeeded(connection: sqlite3.Connection, due: DueFeed, now: datetime, settings: WebSettings) -> None:
    is_part = due.url != due.root  # a sitemap of an index is due again when the index says that it changed
    connection.execute(
        """
        UPDATE feeds SET tried_at = ?2, succeeded_at = ?2, proven_at = coalesce(proven_at, ?2), failures = 0,
            reason_code = NULL, reason = NULL, next_at = ?3
        WHERE url = ?1
        """,
        (due.url, written(now), None if is_part else written(now + settings.feed_interval)),
    )


def _keep_parts(connection: sqlite3.Connection, due: DueFeed, feed: Feed, now: datetime) -> None:
    """Make the sitemaps of an index due that are new to us, changed, or of which it does not say when they changed."""
    connection.executemany(
        """
        INSERT INTO feeds (url, parent, changed, outlet, kind, language, rights, next_at)
        SELECT ?1, url, ?2, outlet, 'sitemap', language, rights, ?4 FROM feeds WHERE url = ?3
        ON CONFLICT (url) DO UPDATE SET
            next_at = CASE WHEN failures = 0 AND (?2 IS NULL OR changed IS NOT ?2) THEN ?4 ELSE next_at END,
            changed = ?2
        WHERE parent = ?3
        """,
        [(url, changed, due.url, written(now)) for url, changed in feed.parts],
    )
