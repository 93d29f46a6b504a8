"""From texts to claims, and what they are made of."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg
import pyarrow as pa

from assets.places import Folders
from assets.tables import table_asset
from dataset.curation.kept import kept_judged
from dataset.curation.withheld import kept_withheld
from pipelines import tables
from pipelines.outcome import EngineError
from pipelines.read_store import check_failures, read_new
from pipelines.readings import Readings, readings_of
from pipelines.version import reading_fingerprint


def read_so_far(folders: Folders, articles: pa.Table) -> Readings:
    """Give what the present extractor has read, without what is withheld, and what people decided of it."""
    store = folders.kept()
    decisions = kept_judged(store).in_force
    return readings_of(store, reading_fingerprint(), articles, kept_withheld(store), decisions)


@dg.asset(group_name="claims", deps=["ingested"], kinds={"python"})
def readings(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Reads every text that is new, or that only an older extractor has read, into the private store."""
    store, extractor = folders.kept(), reading_fingerprint()

    def tell(read: int, waiting: int) -> None:
        context.log.info(f"{read:,} of {waiting:,} articles read")
        seen = {"articles_read": dg.IntMetadataValue(read), "articles_waiting": dg.IntMetadataValue(waiting)}
        context.log_event(dg.AssetObservation("readings", metadata=seen))

    try:
        count = read_new(store, extractor, datetime.now(UTC), tell)
    except EngineError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    failed = check_failures(store)
    context.log.info(f"{count:,} articles read by extractor {extractor}; it failed on {failed:,} of the store's")
    return dg.MaterializeResult(metadata={"articles_read": count, "failed": failed, "extractor": extractor})


@table_asset(deps=("readings", "decisions_in_force"))
def sources(folders: Folders, articles: pa.Table, entities: pa.Table) -> pa.Table:
    return tables.sources(read_so_far(folders, articles), entities)


@table_asset(deps=("readings", "decisions_in_force"))
def claims(folders: Folders, articles: pa.Table) -> Iterator[pa.Table]:
    return tables.claims(read_so_far(folders, articles), folders.room("statements"))


@table_asset(deps=("readings", "decisions_in_force"))
def claim_chain(folders: Folders, articles: pa.Table) -> Iterator[pa.Table]:
    return tables.claim_chain(read_so_far(folders, articles))


@table_asset(deps=("readings", "decisions_in_force"))
def figures(folders: Folders, articles: pa.Table) -> Iterator[pa.Table]:
    return tables.figures(read_so_far(folders, articles))


@table_asset(deps=("readings", "withheld"))
def mentions(folders: Folders, articles: pa.Table) -> Iterator[pa.Table]:
    return tables.mentions(read_so_far(folders, articles))
