"""The published tables that follow from readings: joined over all articles, within what may be quoted.

One function a table, over the store's rows as read (`read_in` in front) and the tables it comes after. The joins
themselves stand in `join.py`, the limits in `rights.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
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
    spoken_claims,
    with_column,
)
from pipelines.rights import cut, longest_of
from pipelines.rows import Row
from pipelines.unquoted import KEYS, SPANS

if TYPE_CHECKING:  # it stands on the libraries of the web, which take long to import
    from pipelines.ingest.web.health import FeedHealth


@dataclass(frozen=True)
class Readings:
    """All rows as read, by table, and the articles they were read in, as joined."""

    rows: Callable[[str], pa.Table]
    """Gives the rows of one table, `read_in` in front."""
    articles: pa.Table
    unquoted: Callable[[], pa.Table]
    """Gives what may not be quoted, as `unquoted.py` reckons it."""
    decisions: Sequence[Decision] = ()
    """What people decided, as far as it is in force."""

    @cached_property
    def overlay(self) -> Overlay:
        """What these decisions make of rows."""
        return overlay_of(self.decisions, lambda: self.current("claims"))

    @cached_property
    def spoken(self) -> pa.Table:
        """The claims as decided on, with their sources as in the whole dataset."""
        return spoken_claims(self.current("claims"), self.source_ids, self.overlay)

    @property
    def claims(self) -> pa.Table:
        """The claims as joined and decided on, with all their words."""
        return joined_claims(self.spoken, self.articles)

    @cached_property
    def chain(self) -> pa.Table:
        """The steps of their chains."""
        return joined_chain(self.current("claim_chain"), self.source_ids, self.overlay)

    def current(self, name: str) -> pa.Table:
        """Give the rows of one table that were read in the newest version of each article."""
        superseded = self.articles.column("supersedes").drop_null()
        rows = self.rows(name)
        return rows.filter(pc.invert(pc.is_in(rows.column("read_in"), value_set=superseded)))

    @cached_property
    def source_ids(self) -> SourceIds:
        """The ids of sources in the whole dataset."""
        return source_ids(self.current("sources"), self.articles)

    def quoted(self, rows: pa.Table, table: str) -> pa.Table:
        """Cut the quoting columns of rows to what each article allows, and leave out what may not be quoted."""
        unquoted = self.unquoted()
        longest = longest_of(self.articles)
        place = pc.index_in(rows.column("article_id"), value_set=self.articles.column("article_id"))
        for name in SPANS[table]:
            ids = unquoted.filter(pc.equal(unquoted.column("column"), name)).column("row_id")
            is_unquoted = pc.is_in(rows.column(KEYS[table]), value_set=ids)
            words = pc.if_else(is_unquoted, None, rows.column(name).cast(pa.string()))
            rows = with_column(rows, name, cut(words, longest.take(place)))
        return rows


def entities(inputs: pa.Table, sources: pa.Table, feeds: Iterable["FeedHealth"]) -> list[Published]:
    """Give the entities: those of the reference tables, and the outlets that inputs, sources and feeds name beside.

    `inputs` has the columns `outlet` and `via` of the store's inputs; `sources` are rows as read.
    """
    named = [feed.outlet for feed in feeds]
    of_sources = sources.column("name").filter(pc.equal(sources.column("kind"), "outlet"))
    for names in (inputs.column("outlet"), inputs.column("via"), of_sources):
        named += names.unique().to_pylist()
    return entity_rows(name for name in named if name)


def sources(readings: Readings, entities: pa.Table) -> list[Row]:
    """Give the sources of all claims and chains, and the publishers, each once."""
    claims = readings.spoken
    found = source_rows(readings.current("sources"), readings.source_ids, claims)
    known = {row["source_id"] for row in found}
    publishers = publisher_rows(readings.articles, entities)

    def speaking() -> list[str]:
        spoken = [rows.column("source_id").unique().to_pylist() for rows in (claims, readings.chain)]
        return [*(row["source_id"] for row in publishers), *(source for ids in spoken for source in ids)]

    return readings.overlay.sources([*found, *(row for row in publishers if row["source_id"] not in known)], speaking)


def claims(readings: Readings) -> pa.Table:
    """Give the claims, with as much of their words as may be quoted."""
    return readings.quoted(readings.claims, "claims")


def claim_chain(readings: Readings) -> pa.Table:
    """Give the steps by which each claim came."""
    return readings.chain


def figures(readings: Readings) -> pa.Table:
    """Give the figures, with as much of their words as may be quoted."""
    rows = readings.overlay.figures(readings.current("figures").drop_columns(["read_in"]))
    return readings.quoted(rows, "figures")


def mentions(readings: Readings) -> pa.Table:
    """Give the mentions, with as much of their words as may be quoted."""
    return readings.quoted(readings.current("mentions").drop_columns(["read_in"]), "mentions")


def territory(readings: Readings) -> pa.Table:
    """Give the statements about land, with as much of their words as may be quoted."""
    rows = readings.overlay.territory(readings.current("territory").drop_columns(["read_in"]))
    return readings.quoted(rows, "territory")


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
