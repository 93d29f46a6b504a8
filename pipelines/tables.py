"""The published tables that follow from readings: joined over all articles, within what may be quoted.

One function a table, over what was read (`readings.py`) and the tables it comes after. The large ones come in blocks.
The joins themselves stand in `join.py`, the limits in `rights.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from dataset.large_tables import beside_several
from dataset.memory import Room
from dataset.reference.load import Published
from pipelines.entities.outlets import entity_rows, outlet_entity_id
from pipelines.join import Sources, joined_claims, publisher_rows, statement_ids, stories_of
from pipelines.readings import Readings
from pipelines.rows import Row

if TYPE_CHECKING:  # it stands on the libraries of the web, which take long to import
    from pipelines.ingest.web.health import FeedHealth


def entities(outlets: Iterable[str | None], feeds: Iterable["FeedHealth"]) -> list[Published]:
    """Give the entities: those of the reference tables, and outlets that articles, sources and feeds name beside."""
    return entity_rows(name for name in (*(feed.outlet for feed in feeds), *outlets) if name)


def sources(readings: Readings, entities: pa.Table) -> pa.Table:
    """Give the sources of all claims and chains, and the publishers, each once."""
    gathered, overlay, speaking = Sources(), readings.overlay, list[pa.Array]()
    for part in readings.parts():
        claims = part.claims(overlay)
        gathered.add(part.rows("sources"), part.source_ids, claims)
        if readings.decisions:
            spoken = (claims, part.chain(overlay))
            speaking += [rows.column("source_id").unique() for rows in spoken]
    found = gathered.rows()
    publishers = publisher_rows(readings.articles.column("outlet_id").unique().to_pylist(), entities)
    outlets = pa.Table.from_pylist(publishers, schema=found.schema)
    is_known = pc.is_in(outlets.column("source_id"), value_set=found.column("source_id"))
    rows = pa.concat_tables([found, outlets.filter(pc.invert(is_known))])
    return overlay.sources(rows, pa.chunked_array([outlets.column("source_id").combine_chunks(), *speaking]))


def claims(readings: Readings, room: Room) -> Iterator[pa.Table]:
    """Give the claims, with as much of their words as may be quoted; their statements are counted in `room`."""
    statements = list[pa.Array]()

    def stories() -> Iterator[pa.Table]:
        for part in readings.parts():
            rows = part.claims(readings.overlay)
            statements.append(statement_ids(rows))
            yield stories_of(rows.column("article_id"), statements[-1], part.articles)

    several = beside_several(stories(), room)
    for part, ids in zip(readings.parts(), statements, strict=True):
        yield part.quoted(joined_claims(part.claims(readings.overlay), ids, several), "claims")


def claim_chain(readings: Readings) -> Iterator[pa.Table]:
    """Give the steps by which each claim came."""
    for part in readings.parts():
        yield part.chain(readings.overlay)


def figures(readings: Readings) -> Iterator[pa.Table]:
    """Give the figures, with as much of their words as may be quoted."""
    for part in readings.parts():
        rows = readings.overlay.figures(part.rows("figures").drop_columns(["read_in"]))
        yield part.quoted(rows, "figures")


def mentions(readings: Readings) -> Iterator[pa.Table]:
    """Give the mentions, with as much of their words as may be quoted."""
    for part in readings.parts():
        yield part.quoted(part.rows("mentions").drop_columns(["read_in"]), "mentions")


def territory(readings: Readings) -> Iterator[pa.Table]:
    """Give the statements about land, with as much of their words as may be quoted."""
    for part in readings.parts():
        rows = readings.overlay.territory(part.rows("territory").drop_columns(["read_in"]))
        yield part.quoted(rows, "territory")


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
