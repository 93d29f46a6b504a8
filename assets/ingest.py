"""From the inbox to articles."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import pyarrow as pa

from assets.places import Folders
from assets.tables import in_store, table_asset
from dataset.curation.withheld import kept_withheld
from dataset.health import keep_health, kept_health
from dataset.release.differences import COMPARED
from dataset.store import INPUT, StoreBusy
from pipelines import tables
from pipelines.copies.kept import places_in
from pipelines.ingest.bucket import bring
from pipelines.ingest.inbox import InboxError, read_inbox
from pipelines.ingest.into_store import NothingToRead, in_all, ingest
from pipelines.ingest.web.fetched import fetched_of
from pipelines.join import article_rows, versions_before
from pipelines.takedowns.laid_over import article_values, without
from pipelines.version import reading_fingerprint


@dg.asset(group_name="articles", deps=["fetched"], kinds={"python"})
def ingested(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Reads the inbox and what was fetched into the private store: new texts, and why an input cannot be read."""
    here, store, now = folders.places(), folders.kept(), datetime.now(UTC)
    try:
        if here.inbox_address and here.inbox:
            bring(here.inbox_address, here.inbox, context.log.info)
        inbox = read_inbox(here.inbox, store.archives, store.known_files) if here.inbox else ()
        with fetched_of(store) as web:
            health = ingest({"inbox": inbox, "web": web}, store, now, context.log.info)
            keep_health(store, now, health)
            web.let_go()
    except (InboxError, NothingToRead, StoreBusy) as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    for name, counts in health.items():
        context.log.info(f"{name}: {', '.join(f'{count:,} {outcome}' for outcome, count in counts.items())}")
    return dg.MaterializeResult(metadata=dict(in_all(health)))


@table_asset(deps=("ingested", "readings", "withheld"), also=(in_store("quarantine.parquet"),))
def quarantine(folders: Folders) -> pa.Table:
    store = folders.kept()
    return without(store.quarantine(), kept_withheld(store), "quarantine", "input_id")


@table_asset(deps=COMPARED)  # a run that changed nothing is told of with the next that did
def ingest_health(folders: Folders, articles: pa.Table) -> list[tables.Row]:
    store = folders.kept()
    return tables.ingest_health(kept_health(store), store.inputs(["article_id", "stream", "ingested_at"]), articles)


@table_asset(deps=("readings", "withheld"))
def articles(folders: Folders) -> Iterator[list[dict[str, Any]]]:
    store = folders.kept()
    withheld = kept_withheld(store)
    places, languages = places_in(store, withheld.articles), store.languages(reading_fingerprint())
    known = without(store.inputs(["article_id", "work_id", "retrieved_at"]), withheld)
    before = versions_before(known, store.seen())
    for inputs in store.input_batches([name for name in INPUT.names if name != "text"]):
        yield article_values(article_rows(without(inputs, withheld), languages, places, before), withheld)
