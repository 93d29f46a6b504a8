"""What is remembered of each page: which are due, and what a try of one changes. Each change is one transaction.

A page is `waiting` until it is first tried, `failed` while it may still come, `given_up` when it never came and `told`
once quarantine has it, `fetched` while it is looked at again for edits, and `done` after that.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.ingest.web.clock import moment, written
from pipelines.ingest.web.database import transaction
from pipelines.ingest.web.failures import Failed
from pipelines.ingest.web.fetch import Answer, Validators
from pipelines.ingest.web.schedule import next_look, page_after_failure
from pipelines.ingest.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page that is to be fetched now."""

    url: str
    host: str
    known: Validators
    attempts: int
    first_fetched_at: datetime | None
    sha256: str | None


def due_pages(connection: sqlite3.Connection, feeds: Sequence[str], now: datetime, most: int) -> list[DuePage]:
    """Give up to `most` pages of some feeds that are due: those never seen first, the oldest in front.

    Pages of hosts that rest are left out.
    """
    rows = connection.execute(
        """
        SELECT * FROM pages
        WHERE next_at <= ?1 AND feed IN (SELECT value FROM json_each(?2))
            AND host NOT IN (SELECT host FROM hosts WHERE rests_until > ?1)
        ORDER BY first_fetched_at IS NOT NULL, next_at, url LIMIT ?3
        """,
        (written(now), json.dumps(feeds), most),
    )
    return [
        DuePage(
            url=row["url"],
            host=row["host"],
            known=Validators(row["etag"], row["last_modified"]),
            attempts=row["attempts"],
            first_fetched_at=moment(row["first_fetched_at"]) if row["first_fetched_at"] else None,
            sha256=row["sha256"],
        )
        for row in rows
    ]


def count_due(connection: sqlite3.Connection, feeds: Sequence[str], now: datetime) -> int:
    """Give how many pages of some feeds are due, those of resting hosts among them."""
    (count,) = connection.execute(
        "SELECT count(*) FROM pages WHERE next_at <= ? AND feed IN (SELECT value FROM json_each(?))",
        (written(now), json.dumps(feeds)),
    ).fetchone()
    return count


def page_came(
    connection: sqlite3.Connection, due: DuePage, answer: Answer, now: datetime, settings: WebSettings
) -> str:
    """Keep a page as it came, if it is not as it was; say whether it is `new`, `edited` or `unchanged`."""
    sha256 = due.sha256 if answer.is_unchanged else hashlib.sha256(answer.body).hexdigest()
    first = due.first_fetched_at or now
    next_at = next_look(first, now, settings)
    with transaction(connection):
        connection.execute(
            """
            UPDATE pages SET state = ?2, next_at = ?3, attempts = 0, reason_code = NULL, reason = NULL,
                first_fetched_at = ?4, fetched_at = ?5, etag = ?6, last_modified = ?7, sha256 = ?8
            WHERE url = ?1
            """,
            (
                due.url,
                "fetched" if next_at else "done",
                written(next_at) if next_at else None,
                written(first),
                written(now),
                answer.validators.etag,
                answer.validators.last_modified,
                sha256,
            ),
        )
        if sha256 == due.sha256:
            return "unchanged"
        connection.execute(
            "INSERT INTO bodies (url, final_url, fetched_at, charset, body) VALUES (?, ?, ?, ?, ?)",
            (due.url, answer.url, written(now), answer.charset, zlib.compress(answer.body)),
        )
    return "new" if due.sha256 is None else "edited"


def page_failed(
    connection: sqlite3.Connection, due: DuePage, failed: Failed, now: datetime, settings: WebSettings
) -> bool:
    """Keep that a page failed, and when it is tried again; say whether it is given up.

    A page that came once is only looked at again at its next time: what was read of it stays.
    """
    attempts = due.attempts + 1
    if due.first_fetched_at is not None:
        next_at = next_look(due.first_fetched_at, now, settings)
        state = "fetched" if next_at else "done"
    else:
        next_at = page_after_failure(attempts, failed, now, settings)
        state = "failed" if next_at else "given_up"
    with transaction(connection):
        connection.execute(
            "UPDATE pages SET state = ?, next_at = ?, attempts = ?, reason_code = ?, reason = ? WHERE url = ?",
            (state, written(next_at) if next_at else None, attempts, failed.reason, failed.detail, due.url),
        )
    return state == "given_up"
