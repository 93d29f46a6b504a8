"""One pass over the inbox into the store: what is new is kept, in whole batches, and what cannot be read is told."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from dataset.store import Store
from pipelines.ingest.inbox import InboxError, read_inbox
from pipelines.ingest.ingested import Ingested, Rejected
from pipelines.inputs import input_row

BATCH_ARTICLES = 500
BATCH_CHARS = 8_000_000
"""A batch is written when it has this many articles or code points: so much a kill can cost."""

Say = Callable[[str], None]


def ingest(inbox: Path, store: Store, now: datetime, say: Say) -> Counter[str]:
    """Read the inbox into the store and give what came of it: tried, new, edited, unchanged, and quarantined by reason.

    `now` is the time that new rows carry; `say` is told of progress. Raises InboxError where there is no inbox, or
    where neither it nor the store holds anything, and StoreBusy where another run holds the store.
    """
    with store.alone():
        health = Counter[str](tried=0, new=0, edited=0, unchanged=0, quarantined=0)
        known, batch = store.input_ids(), _Batch(store, now)
        works = set(store.inputs(["work_id"]).column(0).to_pylist())
        rejected, readable = list[dict[str, Any]](), set[str]()
        for item in read_inbox(inbox):
            health["tried"] += 1
            if isinstance(item, Rejected):
                rejected.append({**asdict(item), "seen_at": now})
                health.update(("quarantined", f"quarantined_{item.reason_code}"))
                continue
            readable.add(item.origin)
            if item.article_id in known:
                health["unchanged"] += 1
            else:
                health["edited" if item.work_id in works else "new"] += 1
                works.add(item.work_id)
                if batch.add(item):
                    say(f"{health['tried']:,} inputs tried, {health['new']:,} new")
        if not known and not health["tried"]:
            raise InboxError(f"{inbox} holds nothing to read, and neither does the store: is it the right folder?")
        batch.write()
        store.update_quarantine(rejected, readable)
    return health


class _Batch:
    """New articles that wait to be written together."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store, self.now = store, now
        self.rows, self.chars = list[dict[str, Any]](), 0

    def add(self, item: Ingested) -> bool:
        """Add an article; say whether the batch was full with it, and written."""
        self.rows.append(input_row(item, "inbox", self.now))
        self.chars += len(item.document.text)
        is_full = len(self.rows) >= BATCH_ARTICLES or self.chars >= BATCH_CHARS
        if is_full:
            self.write()
        return is_full

    def write(self) -> None:
        """Write what waits, if anything does."""
        if self.rows:
            self.store.add_inputs(self.rows)
            self.rows, self.chars = [], 0
