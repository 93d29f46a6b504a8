"""The published tables that follow from readings: joined over all articles, within what may be quoted.

One function a table, over the store's rows as read (`read_in` in front) and the tables it comes after. The joins
themselves stand in `join.py`, the limits in `rights.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from dataset.curation.decision import Decision
from dataset.reference.load import Published
from pipelines.curation import Overlay, overlay_of
from pipelines.entities.outlets import entity_rows, outlet_entity_id
from pipelines.join import (
    SourceIds,
    joined_chain,
    joined_claims,
    publisher_rows,
    source_ids,
    source_rows,
    with_column,
)
from pipelines.rights import Budget, budgets, by_importance, quoted, spans_of, spend
from pipelines.rows import Row

if TYPE_CHECKING:  # it stands on the libraries of the web, which take long to import
    from pipelines.ingest.web.health import FeedHealth


@dataclass(frozen=True)
class Readings:
    """All rows as read, by table, and the articles they were read in, as joined."""

    rows: Callable[[str], pa.Table]
    """Gives the rows of one table, `read_in` in front."""
    articles: pa.Table
    decisions: Sequence[Decision] = ()
    """What people decided, as far as it is in force."""

    @cached_property
    def overlay(self) -> Overlay:
        """What these decisions make of rows."""
        return overlay_of(self.decisions, lambda: self.current("claims"))

    def claims(self) -> pa.Table:
        """Give the claims as joined and decided on, with all their words."""
        return joined_claims(self.current("claims"), self.source_ids(), self.articles, self.overlay)

    def chain(self) -> pa.Table:
        """Give the steps of their chains."""
        return joined_chain(self.current("claim_chain"), self.source_ids(), self.overlay)

    def current(self, name: str) -> pa.Table:
        """Give the rows of one table that were read in the newest version of each article."""
        superseded = self.articles.column("supersedes").drop_null()
        rows = self.rows(name)
        return rows.filter(pc.invert(pc.is_in(rows.column("read_in"), value_set=superseded)))

    def source_ids(self) -> SourceIds:
        """Give the ids of sources in the whole dataset."""
        return source_ids(self.current("sources"), self.articles)

    def budgets(self) -> dict[str, Budget]:
        """Give the budget of each article as all of its rows have spent it: what it shows may be quoted."""
        left = budgets(self.articles.select(["article_id", "rights", "text_chars"]).to_pylist())
        claims = by_importance(self._spans("claims", "is_reported", "content_spans", "cue_spans", "source_spans"))
        spend(left, self._spans("figures", "char_start", "char_end"))
        spend(left, self._spans("territory", "char_start", "char_end"))
        spend(left, claims, "content_spans")
        spend(left, claims, "source_spans")
        spend(left, claims, "cue_spans")
        spend(left, self._spans("mentions", "char_start", "char_end"))
        return left

    def _spans(self, name: str, *columns: str) -> list[Row]:
        return self.current(name).select(["article_id", *columns]).to_pylist()


def entities(inputs: pa.Table, sources: pa.Table, feeds: Iterable["FeedHealth"]) -> list[Published]:
    """Give the entities: those of the reference tables, and the outlets that inputs, sources and feeds name beside.

    `inputs` has the columns `outlet` and `via` of the store's inputs; `sources` are rows as read.
    """
    named = [feed.outlet for feed in feeds]
    named += [name for column in ("outlet", "via") for name in inputs.column(column).to_pylist()]
    named += [row["name"] for row in sources.select(["kind", "name"]).to_pylist() if row["kind"] == "outlet"]
    return entity_rows(name for name in named if name)


def sources(readings: Readings, entities: pa.Table) -> list[Row]:
    """Give the sources of all claims and chains, and the publishers, each once."""
    claims = readings.claims()
    found = source_rows(readings.current("sources"), readings.source_ids(), claims)
    known = {row["source_id"] for row in found}
    publishers = publisher_rows(readings.articles, entities)

    def speaking() -> list[str]:
        spoken = [rows.column("source_id").unique().to_pylist() for rows in (claims, readings.chain())]
        return [*(row["source_id"] for row in publishers), *(source for ids in spoken for source in ids)]

    return readings.overlay.sources([*found, *(row for row in publishers if row["source_id"] not in known)], speaking)


def claims(readings: Readings) -> pa.Table:
    """Give the claims, with as much of their words as may be quoted."""
    rows = readings.claims()
    left = readings.budgets()
    for name, spans in (("content", "content_spans"), ("source_text", "source_spans"), ("cue", "cue_spans")):
        rows = _within(left, rows, name, spans)
    return rows


def claim_chain(readings: Readings) -> pa.Table:
    """Give the steps by which each claim came."""
    return readings.chain()


def figures(readings: Readings) -> pa.Table:
    """Give the figures, with as much of their words as may be quoted."""
    rows = readings.overlay.figures(readings.current("figures").drop_columns(["read_in"]))
    return _within(readings.budgets(), rows, "surface")


def mentions(readings: Readings) -> pa.Table:
    """Give the mentions, with as much of their words as may be quoted."""
    return _within(readings.budgets(), readings.current("mentions").drop_columns(["read_in"]), "surface")


def territory(readings: Readings) -> pa.Table:
    """Give the statements about land, with as much of their words as may be quoted."""
    rows = readings.overlay.territory(readings.current("territory").drop_columns(["read_in"]))
    return _within(readings.budgets(), rows, "evidence")


def ingest_health(kept: pa.Table, inputs: pa.Table, articles: pa.Table) -> list[Row]:
    """Give what came of each run of ingestion, the copies among its new and edited articles counted too.

    `kept` are the counts of the runs; `inputs` has the columns article_id, stream and ingested_at of the store's.
    """
    copies = set(articles.filter(articles.column("copy_of").is_valid()).column("article_id").to_pylist())
    copied = Counter((row["ingested_at"], row["stream"]) for row in inputs.to_pylist() if row["article_id"] in copies)
    runs = sorted({(row["run_at"], row["stream"]) for row in kept.to_pylist()})
    return kept.to_pylist() + [
        {"run_at": run_at, "stream": stream, "outcome": "copied", "inputs_count": copied[run_at, stream]}
        for run_at, stream in runs
    ]


def feed_health(feeds: Iterable["FeedHealth"]) -> list[Row]:
    """Give the rows of `feed_health`."""
    return [
        {
            "feed_url": feed.feed_url,
            "outlet_id": outlet_entity_id(feed.outlet),
            "feed_kind": feed.kind,
            "is_in_use": feed.is_in_use,
            "tried_at": feed.tried_at,
            "succeeded_at": feed.succeeded_at,
            "new_entry_at": feed.new_at,
            "entries_count": feed.entries,
            "usual_entries_count": None if feed.usual_entries is None else round(feed.usual_entries),
            "failures_in_a_row": feed.failures_in_row,
            "failure_code": feed.reason_code,
            "is_alarm": feed.is_alarm,
            "alarm": feed.alarm,
        }
        for feed in feeds
    ]


def _within(left: Mapping[str, Budget], rows: pa.Table, name: str, *spans: str) -> pa.Table:
    """Cut a quoting column to what each article allows, and leave out what its budget does not show."""
    places = rows.select(["article_id", *(spans or ("char_start", "char_end"))]).to_pylist()
    kept = []
    for row, words in zip(places, rows.column(name).to_pylist(), strict=True):
        budget = left[row["article_id"]]
        kept.append(quoted(words, budget.longest) if budget.shows(spans_of(row, *spans)) else None)
    return with_column(rows, name, pa.array(kept, pa.string()))
