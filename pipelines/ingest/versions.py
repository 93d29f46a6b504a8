"""Which version of an article an input is, and which version was seen last: that one counts as the newest.

An article that was edited back to an older text is in the store already; that it was seen again is kept beside it.
"""

from dataclasses import dataclass
from datetime import datetime

from dataset.store import Store
from pipelines.ingest.ingested import Ingested


@dataclass(frozen=True, slots=True)
class _Sighting:
    moment: datetime
    article_id: str
    origin: str


class Versions:
    """The versions that the store has, and those that come in."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.now = now
        self.articles: set[str] = set()
        self.seen_again: dict[str, datetime] = {}
        """When an article was seen that is not the one last seen of its versions, as far as this run saw."""
        self._newest: dict[str, _Sighting] = {}
        seen = store.seen()
        for row in store.inputs(["article_id", "work_id", "retrieved_at", "origin"]).to_pylist():
            article_id = row["article_id"]
            self.articles.add(article_id)
            moment = max(row["retrieved_at"], seen.get(article_id, row["retrieved_at"]))
            self._see(row["work_id"], _Sighting(moment, article_id, row["origin"]))

    def state_of(self, item: Ingested) -> str:
        """Say whether an article is new, edited (a version that the store lacks of one that it has) or unchanged."""
        moment = min(item.retrieved_at or self.now, self.now)
        sighting = _Sighting(moment, item.article_id, item.origin)
        if item.article_id not in self.articles:
            self.articles.add(item.article_id)
            is_first = item.work_id not in self._newest
            self._see(item.work_id, sighting)
            return "new" if is_first else "edited"
        newest = self._newest[item.work_id]
        if item.article_id != newest.article_id and _is_later(item, moment, newest):
            self.seen_again[item.article_id] = moment
            self._see(item.work_id, sighting)
        return "unchanged"

    def _see(self, work_id: str, sighting: _Sighting) -> None:
        newest = self._newest.get(work_id)
        if newest is None or sighting.moment >= newest.moment:
            self._newest[work_id] = sighting


def _is_later(item: Ingested, moment: datetime, newest: _Sighting) -> bool:
    """Say whether an older version stands where the newest one was, or was taken from the web after it.

    That a file lies in the inbox as it did before says nothing.
    """
    return moment > newest.moment and (item.retrieved_at is not None or item.origin == newest.origin)
