"""One request at a time to each host, with a pause between two, and rest for hosts that ask for it.

Pauses are of this round; rests are kept, so that the next round honours them too.
"""

import asyncio
import random
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from pipelines.ingest.web.clock import Clock, moment, written
from pipelines.ingest.web.database import transaction
from pipelines.ingest.web.failures import ASKS_FOR_REST, OF_HOST, Failed, Reason
from pipelines.ingest.web.settings import WebSettings

PATIENCE = 3
"""Failures in a row, of any of its pages, after which a host that does not ask for rest is given one."""


class Hosts:
    """The hosts of a round: whose turn it is, and who rests until when."""

    def __init__(self, connection: sqlite3.Connection, settings: WebSettings, clock: Clock) -> None:
        self._connection, self._settings, self._clock = connection, settings, clock
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        rows = connection.execute("SELECT host, rests_until, failures FROM hosts").fetchall()
        self._rests: dict[str, datetime] = {row["host"]: moment(row["rests_until"]) for row in rows}
        self._failures: dict[str, int] = defaultdict(int, {row["host"]: row["failures"] for row in rows})

    def rests_until(self, host: str) -> datetime | None:
        """Give until when a host is left alone, None where it is not."""
        until = self._rests.get(host)
        return until if until is not None and until > self._clock.now() else None

    def slow_down(self, host: str, seconds: float | None) -> None:
        """Keep a host's Crawl-delay, up to the longest delay."""
        if seconds is not None:
            self._delays[host] = min(seconds, self._settings.longest_delay_seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn to ask a host once; what comes of it decides whether the host rests.

        Raises Failed `host_rests` where it rests already.
        """
        async with self._locks[host]:
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - self._clock.passed()))
            if self.rests_until(host) is not None:
                raise Failed(Reason.HOST_RESTS, "the host is left alone for a while")
            try:
                yield
            except Failed as failed:
                self._note(host, failed)
                raise
            else:
                self._forget(host)
            finally:
                delay = self._delays.get(host, self._settings.delay_seconds)
                self._free_at[host] = self._clock.passed() + delay

    def _note(self, host: str, failed: Failed) -> None:
        if failed.reason not in ASKS_FOR_REST | OF_HOST:
            self._forget(host)
            return
        self._failures[host] += 1
        past = self._failures[host] - (1 if failed.reason in ASKS_FOR_REST else PATIENCE)
        rest = 0.0 if past < 0 else self._settings.rest_seconds * 2.0 ** min(past, 20) * random.uniform(0.75, 1.25)
        rest = min(rest, self._settings.longest_rest_seconds)
        asked = min(failed.retry_after or 0.0, self._settings.longest_retry_after)
        until = self._clock.now() + timedelta(seconds=max(rest, asked))
        self._rests[host] = until
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", (host, written(until), self._failures[host])
            )

    def _forget(self, host: str) -> None:
        if self._failures.pop(host, None) is not None:
            self._rests.pop(host, None)
            with transaction(self._connection):
                self._connection.execute("DELETE FROM hosts WHERE host = ?", (host,))
