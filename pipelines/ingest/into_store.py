"""Streams of inputs into the store: what is new is kept, in whole batches, and what cannot be read is told.

A batch holds the articles, the rejections, and which files were read and how far, and is written in this order: a kill
costs one batch, which the next run reads again, and nothing is there twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from dataset.store import Store
from pipelines.ingest.archives.progress import Reached
from pipelines.ingest.ingested import Ingested, PassedOver, Rejected
from pipelines.ingest.rejections import Rejections
from pipelines.ingest.single import Known, Unchanged
from pipelines.ingest.versions import Versions
from pipelines.inputs import input_row

BATCH_ARTICLES = 500
BATCH_CHARS = 8_000_000
BATCH_INPUTS = 10_000
"""A batch is written when it has this many articles or code points, or when so many inputs were tried or passed over:
so much a kill can cost."""

Say = Callable[[str], None]
Given = Ingested | Rejected | PassedOver | Reached | Unchanged | Known
Streams = Mapping[str, Iterable[Given]]
"""Where inputs come from, by its name, and what is read there, in order."""
Health = dict[str, Counter[str]]
"""By the name of the stream: tried, and of these new, edited, unchanged, quarantined (and by reason: quarantined_…);
passed_over are those that nobody wants."""
COUNTED = ("tried", "new", "edited", "unchanged", "quarantined", "passed_over")


class NothingToRead(ValueError):
    """The streams hold nothing, and neither does the store: they do not lead to where the articles are."""


def ingest(streams: Streams, store: Store, now: datetime, say: Say) -> Health:
    """Read the streams into the store, one after another, and give what came of each by its name.

    An article is new, another version of one that the store has (edited), or the store has this very version
    (unchanged). `now` is the time that new rows carry; `say` is told of progress. Raises NothingToRead, and StoreBusy
    where another run holds the store; no stream is begun before the store is held.
    """
    with store.alone():
        health = {name: Counter[str](dict.fromkeys(COUNTED, 0)) for name in streams}
        batch = _Batch(store, now)
        for name, items in streams.items():
            for item in items:
                health[name].update(batch.add(item, name))
                if batch.is_full:
                    batch.write()
                    say(f"{name}: {health[name]['tried']:,} inputs tried, {health[name]['new']:,} new")
        if not batch.versions.articles and not batch.is_anything:
            raise NothingToRead(
                "nothing to read, and nothing in the store: is GROUNDLINE_INBOX the right folder, or, where articles "
                "come from the web, has a feed proven its address (`python -m pipelines feeds`)?"
            )
        batch.write()
        store.add_seen(batch.versions.seen_again)
    return health


def in_all(health: Health) -> Counter[str]:
    """Give the counts of all streams together."""
    counts = Counter[str]()
    for one in health.values():
        counts.update(one)
    return counts


class _Batch:
    """What waits to be written together, and what is known of what the store has."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store, self.now = store, now
        self.versions = Versions(store, now)
        self.rejections = Rejections(now)
        self.before = store.archives()
        self.is_anything = False
        self._begin()

    def _begin(self) -> None:
        self.rows, self.readable = list[dict[str, Any]](), set[str]()
        self.marks, self.known = dict[str, dict[str, Any]](), dict[str, str]()
        self.chars = self.inputs = 0

    @property
    def is_full(self) -> bool:
        """Say whether it is time to write."""
        return len(self.rows) >= BATCH_ARTICLES or self.chars >= BATCH_CHARS or self.inputs >= BATCH_INPUTS

    def add(self, item: Given, stream: str) -> Iterable[str]:
        """Take an item of a stream, and give what it counts as."""
        self.is_anything = True
        self.inputs += 1
        match item:
            case Ingested():
                return ("tried", self._add_article(item, stream))
            case Rejected():
                self.rejections.add(item)
                return ("tried", "quarantined", f"quarantined_{item.reason_code}")
            case PassedOver():
                self.readable.add(item.origin)
                return ("passed_over",)
            case Unchanged():
                return ("tried", "unchanged")
            case Reached():
                self._mark(item)
            case Known():
                self.known[item.origin] = item.identity
        return ()

    def _add_article(self, item: Ingested, stream: str) -> str:
        self.readable.add(item.origin)
        state = self.versions.state_of(item)
        if state != "unchanged":
            self.rows.append(input_row(item, stream, self.now))
            self.chars += len(item.document.text)
        return state

    def _mark(self, reached: Reached) -> None:
        if reached.is_new:
            self.rejections.begin(reached.name)
        elif reached.name not in self.rejections.counts:
            self.rejections.go_on(reached.name, self.before[reached.name]["rejected"])
        self.marks[reached.name] = {**reached.kept(), "rejected": dict(self.rejections.counts[reached.name])}

    def write(self) -> None:
        """Write what waits: articles first, and last how far it goes, which must never be ahead of them."""
        if self.rows:
            self.store.add_inputs(self.rows)
        rows = self.rejections.rows()
        if rows or self.readable or self.rejections.begun:
            self.store.update_quarantine(rows, self.readable, self.rejections.begun)
        if self.marks:
            self.store.keep_archives(self.marks)
        if self.known:
            self.store.add_known_files(self.known)
        self.rejections.written()
        self._begin()
