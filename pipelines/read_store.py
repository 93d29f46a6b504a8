"""Reading what is in the store and not read yet by this extractor: batch by batch, so that a kill costs one batch."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa

from dataset.contract.ids import make_id
from dataset.marked import marked
from dataset.store import Store
from dataset.superseded import forget_older
from pipelines.engine import Outcome, outcomes
from pipelines.inputs import article_of
from pipelines.model import Article
from pipelines.unquoted import unquoted_name
from pipelines.version import signing_fingerprint

MARK = ".reading"
"""In the store while its texts are read."""
BATCH = 500
"""Articles whose readings are kept at once."""

FEW, RARE = 3, 0.02
"""Articles, and share of them, on which the extractor may fail: more is a fault of the code, not of an article."""


class ExtractorBroken(RuntimeError):
    """The extractor fails on so many articles that a release would look whole and be empty."""


Tell = Callable[[int, int], None]
"""Is told after each batch how many articles were read, and of how many that wait for it."""


def read_new(store: Store, fingerprint: str, now: datetime, tell: Tell) -> int:
    """Read every article that the extractor of that fingerprint has not read, and give how many these were.

    An article that the extractor fails on has an empty reading and a row in `quarantine`. Where the last run died while
    it read, one of its articles may have ended it: then all are read in workers, however few they are. Raises StoreBusy
    where another run holds the store, and EngineError where the workers cannot do their work.

    When all are read, what older extractors read is forgotten, but for the one before, and small batches are put
    together: before any table is made, so that nothing is made twice.
    """
    with store.alone(), marked(store.root / MARK) as did_die:
        done = store.read_ids(fingerprint)
        waiting = len(store.input_ids() - done)
        count, batch = 0, list[Outcome]()
        for outcome in outcomes(_unread(store, done), careful=did_die):
            batch.append(outcome)
            count += 1
            if len(batch) >= BATCH:
                _keep(store, fingerprint, batch, now)
                tell(count, waiting)
                batch = []
        _keep(store, fingerprint, batch, now)
        present = (fingerprint, signing_fingerprint(), unquoted_name(fingerprint))
        forget_older(store, present)
        store.put_together(present, now)
    return count


def check_failures(store: Store) -> int:
    """Give on how many articles the extractor failed; raises ExtractorBroken where these are too many to be chance."""
    failed = store.quarantine().column("reason_code").to_pylist().count("extractor_failed")
    articles = len(store.input_ids())
    if failed > max(FEW, articles * RARE):
        raise ExtractorBroken(f"the extractor failed on {failed:,} of {articles:,} articles: mend it before a release")
    return failed


def _unread(store: Store, done: set[str]) -> Iterator[Article]:
    for batch in store.input_batches(without=pa.chunked_array([pa.array(sorted(done), pa.string())])):
        yield from map(article_of, batch.to_pylist())


def _keep(store: Store, fingerprint: str, batch: list[Outcome], now: datetime) -> None:
    if batch:
        failed = [_quarantined(outcome, now) for outcome in batch if outcome.failure]
        store.update_quarantine(failed, {outcome.article_id for outcome in batch if not outcome.failure})
        store.add_readings(fingerprint, [outcome.reading for outcome in batch])


def _quarantined(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "input_id": make_id("reading", outcome.article_id),
        "origin": outcome.article_id,
        "reason_code": "extractor_failed",
        "reason": outcome.failure,
        "bytes": None,
        "sha256": None,
        "seen_at": now,
    }
