"""A polite visitor: follows redirects one checked step at a time, asks robots.txt first, and waits for its turn."""

import asyncio
import sqlite3
from collections import defaultdict
from datetime import timedelta

import aiohttp

from pipelines.ingest.web.addresses import host_of, requestable
from pipelines.ingest.web.clock import Clock, moment, written
from pipelines.ingest.web.database import transaction
from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.web.fetch import ROBOTS, Answer, Kind, Validators, answer_of
from pipelines.ingest.web.hosts import Hosts
from pipelines.ingest.web.robots import Robots, origin_of, robots_after, rules_in
from pipelines.ingest.web.settings import WebSettings


class Client:
    """Gets things from the web, for one round."""

    def __init__(
        self, session: aiohttp.ClientSession, connection: sqlite3.Connection, settings: WebSettings, clock: Clock
    ) -> None:
        self.hosts = Hosts(connection, settings, clock)
        self._session, self._connection, self._settings, self._clock = session, connection, settings, clock
        self._robots: dict[str, Robots] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, url: str, kind: Kind, known: Validators | None = None) -> Answer:
        """Give the answer at an address, behind redirects too. Raises Failed.

        `known` are the validators of the last answer: where nothing changed since, the answer says so.
        """
        return await self._follow(url, kind, known or Validators(), asks_first=True)

    async def _follow(self, url: str, kind: Kind, known: Validators, *, asks_first: bool) -> Answer:
        seen = set[str]()
        url = requestable(url)
        while len(seen) <= self._settings.most_redirects and url not in seen:
            seen.add(url)
            if asks_first:
                await self._ask_robots(url)
            async with self.hosts.turn(host_of(url)):
                seconds, now = self._settings.request_seconds, self._clock.now()
                answer = await answer_of(self._session, url, kind, known, seconds, now)
            if answer.location is None:
                return answer
            url = requestable(answer.location, base=url)
        raise Failed(Reason.REDIRECT_LOOP, "leads in a circle, or through too many addresses")

    async def _ask_robots(self, url: str) -> None:
        """Raise Failed where the robots.txt of an address forbids it, or cannot be had."""
        origin = origin_of(url)
        async with self._locks[origin]:
            robots = self._robots.get(origin) or self._kept(origin) or await self._fetched(origin)
            self._robots[origin] = robots
        self.hosts.slow_down(host_of(url), robots.crawl_delay())
        if not robots.allows(url):
            raise Failed(Reason.ROBOTS, "the site's robots.txt forbids it")

    def _kept(self, origin: str) -> Robots | None:
        row = self._connection.execute("SELECT * FROM robots WHERE origin = ?", (origin,)).fetchone()
        if row is None or moment(row["expires_at"]) <= self._clock.now():
            return None
        if row["reason_code"] is not None:
            return robots_after(Failed(Reason(row["reason_code"]), "so it was when the host was last asked"))
        return Robots(row["rules"])

    async def _fetched(self, origin: str) -> Robots:
        try:
            answer = await self._follow(f"{origin}/robots.txt", ROBOTS, Validators(), asks_first=False)
            robots = Robots(rules_in(answer.body))
        except Failed as failed:
            if failed.reason == Reason.HOST_RESTS:
                raise
            try:
                robots = robots_after(failed)
            except Failed:
                self._keep(origin, None, failed.reason, self._settings.robots_retry_seconds)
                raise
        self._keep(origin, robots.rules, None, self._settings.robots_seconds)
        return robots

    def _keep(self, origin: str, rules: str | None, reason: Reason | None, seconds: float) -> None:
        expires_at = written(self._clock.now() + timedelta(seconds=seconds))
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", (origin, expires_at, rules, reason)
            )
