"""From what was asked to be taken down to what of the articles is not published."""

import dagster as dg

from assets.places import Folders
from dataset.curation.takedowns import kept_takedowns
from dataset.curation.withheld import keep_withheld
from pipelines.takedowns.finding import claims_nowhere, withheld_by
from pipelines.version import reading_fingerprint


@dg.asset(group_name="articles", deps=["readings", "decisions"], kinds={"python"})
def withheld(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Finds what the list of take-downs takes out of the next release; the private store keeps all of it."""
    store = folders.kept()
    found = kept_takedowns(store)
    taken = withheld_by(found, store, reading_fingerprint())
    keep_withheld(store, taken)
    counts = {name: len(ids) for name, ids in taken.rows.items()}
    if lost := claims_nowhere(found, store):
        context.log.warning(f"nothing is taken down by {len(lost):,} claims that stand nowhere: {', '.join(lost)}")
    context.log.info(f"{len(found):,} take-downs withhold {counts or 'nothing'}")
    return dg.MaterializeResult(metadata={"take_downs": len(found), **counts})
