"""From the inbox to articles."""

from datetime import UTC, datetime
from typing import Any

import dagster as dg
import pyarrow as pa

from assets.places import Folders
from assets.tables import table_asset
from dataset.health import keep_health, kept_health
from dataset.store import INPUT
from pipelines import tables
from pipelines.copies.kept import places_in
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.into_store import in_all, ingest
from pipelines.join import article_rows
from pipelines.version import reading_fingerprint


@dg.asset(group_name="articles", deps=["measured_series"], kinds={"python"})  # what is wrong there stops all, first
def ingested(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Reads the inbox into the private store: texts that are new, and inputs that cannot be read with their reason."""
    store, now = folders.kept(), datetime.now(UTC)
    streams = {"inbox": read_inbox(folders.places().inbox, progress=store.archives)}
    by_stream = ingest(streams, store, now, context.log.info)
    keep_health(store, now, by_stream)
    health = in_all(by_stream)
    context.log.info(f"inbox: {', '.join(f'{count:,} {name}' for name, count in health.items())}")
    return dg.MaterializeResult(metadata=dict(health))


@table_asset(deps=("ingested", "readings"))
def quarantine(folders: Folders) -> pa.Table:
    return folders.kept().quarantine()


@table_asset(deps=("ingested",))
def ingest_health(folders: Folders, articles: pa.Table) -> list[tables.Row]:
    store = folders.kept()
    return tables.ingest_health(kept_health(store), store.inputs(["article_id", "stream", "ingested_at"]), articles)


@table_asset(deps=("ingested",))
def feed_health() -> list[tables.Row]:
    return []


@table_asset(deps=("readings",))
def articles(folders: Folders) -> list[dict[str, Any]]:
    store = folders.kept()
    inputs = store.inputs([name for name in INPUT.names if name != "text"])
    return article_rows(inputs, store.languages(reading_fingerprint()), places_in(store), store.seen())
