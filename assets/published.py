"""From the release on this machine to where others get it."""

from collections.abc import Iterator

import dagster as dg

from assets.places import Folders
from dataset.release.manifest import ReleaseError
from dataset.release.upload import publish_to, target_named


@dg.asset(group_name="quality", deps=["released"], kinds={"parquet"}, output_required=False)
def published(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[dg.MaterializeResult]:
    """The releases at GROUNDLINE_PUBLISH, an object store or a folder; left out where nothing is named."""
    here = folders.places()
    if here.publish is None:
        return
    try:
        sent = publish_to(here.releases, target_named(here.publish), context.log.info)
    except ReleaseError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    yield dg.MaterializeResult(metadata={"target": here.publish, "versions": sent})
