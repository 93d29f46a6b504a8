"""From what people decided to what of it is in force."""

import dagster as dg
import pyarrow as pa

from assets.extract import read_so_far
from assets.places import Folders
from assets.tables import table_asset
from dataset.contract.arrow import read
from dataset.contract.tables import TABLES
from dataset.curation.decision import DecisionError
from dataset.curation.kept import keep_decisions, keep_judged, kept_decisions, kept_judged
from dataset.curation.load import load
from dataset.curation.takedowns import keep_takedowns, load_takedowns
from dataset.measured import kept_measured
from dataset.release.touched import FOLLOWING, review_rows
from pipelines.judging import judged
from pipelines.reviews import machine_tables
from pipelines.tables import Row


@dg.asset(group_name="claims", kinds={"python"})
def decisions(folders: Folders) -> dg.MaterializeResult:
    """Reads what people decided, and the list of take-downs, into the store; a wrong line stops the run at once."""
    folder, store = folders.places().curation, folders.kept()
    try:
        found, taken_down = load(folder), load_takedowns(folder)
    except DecisionError as error:
        raise dg.Failure(description=f"GROUNDLINE_CURATION: {error}", allow_retries=False) from None
    keep_decisions(store, found)
    keep_takedowns(store, taken_down)
    return dg.MaterializeResult(metadata={"decisions": len(found), "take_downs": len(taken_down)})


@dg.asset(group_name="claims", deps=["readings", "decisions"], kinds={"python"})
def decisions_in_force(
    context: dg.AssetExecutionContext, folders: Folders, articles: pa.Table, entities: pa.Table
) -> dg.MaterializeResult:
    """Tells which decisions are about rows as they are now; the others are not applied, and wait to be looked at."""
    store = folders.kept()
    found = judged(kept_decisions(store), read_so_far(folders, articles), entities)
    keep_judged(store, found)
    for expired in found.expired:
        context.log.warning(str(expired))
    return dg.MaterializeResult(
        metadata={
            "in_force": len(found.in_force),
            "expired": len(found.expired),
            "to_review": [f"{one.decision.table_name}/{one.decision.row_id}" for one in found.expired],
        }
    )


@table_asset(deps=(*FOLLOWING, "decisions_in_force", "measured_series", "readings"))
def reviews(folders: Folders, articles: pa.Table, entities: pa.Table, regions: pa.Table) -> list[Row]:
    store = folders.kept()
    readings, points = read_so_far(folders, articles), kept_measured(store)
    machine = machine_tables(readings, entities, regions, points, folders.room("statements"))
    released = {name: read(store.table_path(name), TABLES[name]) for name in machine}
    return list(review_rows(kept_judged(store), machine, released))
