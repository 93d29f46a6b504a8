"""The memory of the web in one file: what has been fetched and waits to be ingested, and what never came.

It is safe under a kill at any moment: each thing fetched is one transaction, and a page stays until it is said to have
been ingested. So a page may be given twice, and never not at all.
"""

import fcntl
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dataset.contract.ids import make_id
from pipelines.ingest.found import Published
from pipelines.ingest.ingested import Rejected
from pipelines.ingest.published import published_as_written
from pipelines.ingest.web.addresses import without_query
from pipelines.ingest.web.clock import moment
from pipelines.ingest.web.database import NAME, opened, transaction
from pipelines.ingest.web.entry_dates import BASIS


class FrontierBusy(RuntimeError):
    """Another run is fetching into the same file."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page as it came, with what the feed said of it."""

    body_id: int
    """By which it is said to have been ingested."""
    url: str
    """The canonical address that the feed named."""
    final_url: str
    """Where it was had, behind redirects."""
    fetched_at: datetime
    body: bytes
    charset: str | None
    """As the header had it: a hint."""
    feed: str
    outlet: str
    language: str | None
    rights: str
    title: str | None
    published: Published | None
    """By the feed; None where its date cannot be believed."""


class Frontier:
    """The memory of the web; close it after use, or use it in a `with`."""

    def __init__(self, folder: Path) -> None:
        """Open the memory in the private store's folder, and make it where there is none."""
        self.path = folder / NAME
        self.connection = opened(self.path)

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Say whether a store has such a memory."""
        return (folder / NAME).exists()

    def __enter__(self) -> "Frontier":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the memory against other runs that fetch. Raises FrontierBusy where one does."""
        with open(self.path.with_suffix(".lock"), "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FrontierBusy(f"another run is fetching into {self.path}; try again when it is done") from error
            yield

    def fetched_pages(self) -> Iterator[FetchedPage]:
        """Give the pages that wait to be ingested, in the order in which they came, one at a time in memory."""
        last = 0
        while row := self._after(last):
            last = row["body_id"]
            yield _page(row)

    def _after(self, body_id: int) -> sqlite3.Row | None:
        return self.connection.execute(
            """
            SELECT bodies.*, pages.feed, pages.title, pages.published, feeds.outlet, feeds.language, feeds.rights
            FROM bodies JOIN pages USING (url) JOIN feeds ON feeds.url = pages.feed
            WHERE body_id > ? ORDER BY body_id LIMIT 1
            """,
            (body_id,),
        ).fetchone()

    def mark_ingested(self, body_ids: Iterable[int]) -> None:
        """Let go of pages that are in the store by now, or in quarantine."""
        with transaction(self.connection):
            self.connection.executemany("DELETE FROM bodies WHERE body_id = ?", [(body_id,) for body_id in body_ids])

    def given_up(self) -> Iterator[tuple[str, Rejected]]:
        """Give the addresses of pages that never came and are not tried any more, each with its last reason.

        They are given until they are said to have been told. The origin of each is its address without the query, its
        id that of the whole address.
        """
        rows = self.connection.execute(
            "SELECT url, reason_code, reason FROM pages WHERE state = 'given_up' ORDER BY url"
        )
        for row in rows:
            origin = without_query(row["url"])
            input_id = make_id("web", row["url"])
            yield row["url"], Rejected(input_id, origin, row["reason_code"], row["reason"], bytes=None, sha256=None)

    def mark_told(self, urls: Iterable[str]) -> None:
        """Keep that pages which were given up are in quarantine by now."""
        with transaction(self.connection):
            self.connection.executemany("UPDATE pages SET state = 'told' WHERE url = ?", [(url,) for url in urls])


def _page(row: sqlite3.Row) -> FetchedPage:
    return FetchedPage(
        body_id=row["body_id"],
        url=row["url"],
        final_url=row["final_url"],
        fetched_at=moment(row["fetched_at"]),
        body=zlib.decompress(row["body"]),
        charset=row["charset"],
        feed=row["feed"],
        outlet=row["outlet"],
        language=row["language"],
        rights=row["rights"],
        title=row["title"],
        published=published_as_written(row["published"], BASIS) if row["published"] else None,
    )
