"""One pass over the inbox into the store: what is new is kept, in whole batches, and what cannot be read is told."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from dataset.store import Store
from pipelines.ingest.inbox import Rejected, read_inbox
from pipelines.inputs import input_row

BATCH_ARTICLES = 500
BATCH_CHARS = 8_000_000
"""A batch is written when it has this many articles or code points: so much a kill can cost."""

Say = Callable[[str], None]


def ingest(inbox: Path, store: Store, now: datetime, say: Say) -> Counter[str]:
    """Read the inbox into the store and give what came of it: tried, new, unchanged, and quarantined by reason.

    `now` is the time that new rows carry; `say` is told of progress. Raises InboxError where there is no inbox, and
    StoreBusy where another run holds the store.
    """
    with store.alone():
        known, health = store.input_ids(), Counter[str](tried=0, new=0, unchanged=0, quarantined=0)
        articles, rejected, size = list[dict](), list[dict](), 0
        for item in read_inbox(inbox):
            health["tried"] += 1
            if isinstance(item, Rejected):
                rejected.append({**asdict(item), "seen_at": now})
                health["quarantined"] += 1
                health[f"quarantined_{item.reason_code}"] += 1
            elif item.article_id in known:
                health["unchanged"] += 1
            else:
                articles.append(input_row(item, now))
                size += len(item.document.text)
                health["new"] += 1
            if len(articles) >= BATCH_ARTICLES or size >= BATCH_CHARS:
                store.add_inputs(articles)
                say(f"{health['tried']:,} inputs tried, {health['new']:,} new")
                articles, size = [], 0
        if articles:
            store.add_inputs(articles)
        store.add_quarantine(rejected)
    return health
