"""One round over the web: the feeds that are due, then the pages that are due, bounded in number and in time."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from pipelines.ingest.web.addresses import Network
from pipelines.ingest.web.client import Client
from pipelines.ingest.web.clock import Clock
from pipelines.ingest.web.connector import web_session
from pipelines.ingest.web.entries import Feed
from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.web.feed_state import (
    DueFeed,
    due_feeds,
    due_parts,
    feed_came,
    feed_failed,
    feed_unchanged,
    in_use,
    keep_specs,
)
from pipelines.ingest.web.fetch import FEED, PAGE
from pipelines.ingest.web.frontier import Frontier
from pipelines.ingest.web.limited import LimitedReader
from pipelines.ingest.web.page_state import DuePage, count_due, due_pages, page_came, page_failed
from pipelines.ingest.web.settings import WebSettings
from pipelines.ingest.web.specs import FeedSpec

Say = Callable[[str], None]
Parse = Callable[[bytes, str, datetime, Sequence[Network]], Feed]
"""As `entries_of`, in this process or in a limited one."""


class _OfHost(Protocol):
    @property
    def host(self) -> str: ...


Due = TypeVar("Due", bound=_OfHost)


def fetch_round(
    feeds: Sequence[FeedSpec],
    frontier: Frontier,
    settings: WebSettings,
    now: datetime,
    say: Say,
    parse: Parse | None = None,
) -> Counter[str]:
    """Fetch the feeds and pages that are due, and give what came of it; feeds are read in a limited process.

    Counted are feeds_tried, feeds_changed, feeds_unchanged, feeds_failed, entries_new, pages_tried, pages_new,
    pages_edited, pages_unchanged, pages_failed, pages_given_up, pages_left (due, and left for the next round), and
    failures by reason (`feeds_failed_timeout`). Without a contact nothing is fetched, and nothing counted. Raises
    FrontierBusy where another run fetches.
    """
    if settings.contact is None:
        say("nothing is fetched: GROUNDLINE_CONTACT names no contact")
        return Counter()
    with frontier.alone():
        keep_specs(frontier.connection, feeds)
        urls = in_use(frontier.connection, feeds)
        with LimitedReader() as reader:
            return asyncio.run(_Round(frontier, settings, Clock(now), say, parse or reader).all(urls))


def try_feeds(
    feeds: Sequence[FeedSpec],
    frontier: Frontier,
    settings: WebSettings,
    now: datetime,
    say: Say,
    parse: Parse | None = None,
) -> Counter[str]:
    """Fetch those feeds of a list that are not in use yet, whether due or not, and no page.

    One that comes has proven its address, and is in use from then on. Raises SettingError without a contact.
    """
    assert settings.user_agent
    with frontier.alone():
        keep_specs(frontier.connection, feeds)
        used = set(in_use(frontier.connection, feeds))
        urls = [spec.url for spec in feeds if spec.url not in used]
        with LimitedReader() as reader:
            return asyncio.run(_Round(frontier, settings, Clock(now), say, parse or reader).only_feeds(urls))


def _may_go_on(client: Client, due: _OfHost) -> bool:
    """Say whether the next one of a host can be tried: it can where only a host behind a redirect rests."""
    return client.hosts.rests_until(due.host) is None


class _Round:
    def __init__(self, frontier: Frontier, settings: WebSettings, clock: Clock, say: Say, parse: Parse) -> None:
        self._connection, self._settings, self._clock = frontier.connection, settings, clock
        self._say, self._parse, self._counts = say, parse, Counter[str]()

    async def all(self, urls: list[str]) -> Counter[str]:
        async with web_session(self._settings.user_agent, self._settings.allowed) as session:
            client = Client(session, self._connection, self._settings, self._clock)
            await self._feeds(client, due_feeds(self._connection, urls, self._clock.now(), self._settings))
            await self._feeds(client, due_parts(self._connection, urls, self._clock.now(), self._settings))
            pages = due_pages(self._connection, urls, self._clock.now(), self._settings.most_pages)
            await self._over_hosts(pages, lambda page: self._page(client, page))
        self._counts["pages_left"] = count_due(self._connection, urls, self._clock.now())
        return self._counts

    async def only_feeds(self, urls: list[str]) -> Counter[str]:
        async with web_session(self._settings.user_agent, self._settings.allowed) as session:
            client = Client(session, self._connection, self._settings, self._clock)
            never = datetime.max.replace(tzinfo=self._clock.now().tzinfo)
            await self._feeds(client, due_feeds(self._connection, urls, never, self._settings))
        return self._counts

    async def _feeds(self, client: Client, due: list[DueFeed]) -> None:
        await self._over_hosts(due, lambda feed: self._feed(client, feed))

    async def _over_hosts(self, due: Iterable[Due], work: Callable[[Due], Awaitable[bool]]) -> None:
        """Do the work of each host in order, several hosts at once, until all is done or the time is over.

        A host is left when the work says that it rests.
        """
        by_host, places = defaultdict[str, list[Due]](list), asyncio.Semaphore(self._settings.most_hosts_at_once)
        for one in due:
            by_host[one.host].append(one)

        async def in_order(items: list[Due]) -> None:
            async with places:
                for item in items:
                    if self._clock.passed() > self._settings.round_seconds or not await work(item):
                        return

        async with asyncio.TaskGroup() as tasks:
            for items in by_host.values():
                tasks.create_task(in_order(items))

    async def _feed(self, client: Client, due: DueFeed) -> bool:
        self._counts["feeds_tried"] += 1
        try:
            answer = await client.get(due.url, FEED, due.known)
            if answer.is_unchanged:
                feed_unchanged(self._connection, due, self._clock.now(), self._settings)
                self._counts["feeds_unchanged"] += 1
                return True
            feed = await self._parsed(answer.body, answer.url)
            if feed.kind == "sitemap_index" and due.url != due.root:
                raise Failed(Reason.BAD_FEED, "is an index of sitemaps inside another one")
        except Failed as failed:
            if failed.reason == Reason.HOST_RESTS:
                return _may_go_on(client, due)
            feed_failed(self._connection, due, failed, self._clock.now(), self._settings)
            self._counts.update(("feeds_failed", f"feeds_failed_{failed.reason}"))
            self._say(f"feed {due.url}: {failed.detail}")
            return True
        new = feed_came(self._connection, due, feed, answer.validators, self._clock.now(), self._settings)
        self._counts.update({"feeds_changed": 1, "entries_new": new})
        return True

    async def _parsed(self, body: bytes, url: str) -> Feed:
        try:
            return await asyncio.to_thread(self._parse, body, url, self._clock.now(), self._settings.allowed)
        except Failed:
            raise
        except Exception as error:  # whatever a library does with the worst of feeds, it is that feed's failure only
            raise Failed(Reason.BAD_FEED, f"cannot be read: {type(error).__name__}") from error

    async def _page(self, client: Client, due: DuePage) -> bool:
        self._counts["pages_tried"] += 1
        try:
            answer = await client.get(due.url, PAGE, due.known)
            if not answer.is_unchanged and not answer.body.strip():
                raise Failed(Reason.EMPTY, "has no content")
        except Failed as failed:
            if failed.reason == Reason.HOST_RESTS:
                self._counts["pages_tried"] -= 1
                return _may_go_on(client, due)
            is_given_up = page_failed(self._connection, due, failed, self._clock.now(), self._settings)
            self._counts.update(("pages_failed", f"pages_failed_{failed.reason}"))
            self._counts["pages_given_up"] += is_given_up
            return True
        outcome = page_came(self._connection, due, answer, self._clock.now(), self._settings)
        self._counts[f"pages_{outcome}"] += 1
        if self._counts["pages_tried"] % 100 == 0:
            self._say(f"{self._counts['pages_tried']:,} pages tried")
        return True
