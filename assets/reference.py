"""What Groundline knows from outside the articles, and the outlets that it met in them."""

import json

from assets.places import Folders
from assets.tables import table_asset
from assets.web import feeds_in_use
from dataset.curation.withheld import kept_withheld
from dataset.reference.load import Published, regions_table
from pipelines import tables
from pipelines.readings import outlets_read
from pipelines.takedowns.laid_over import without
from pipelines.version import reading_fingerprint


def outlets_of_feeds(folders: Folders) -> str:
    """Give what the table of entities follows from beside the store: the outlets of the feeds in use."""
    return json.dumps([feed.outlet for feed in feeds_in_use(folders)])


@table_asset(deps=("readings", "withheld"), also=(outlets_of_feeds,))
def entities(folders: Folders) -> list[Published]:
    store = folders.kept()
    withheld = kept_withheld(store)
    inputs = without(store.inputs(["article_id", "outlet", "via"]), withheld)
    named = {name for column in ("outlet", "via") for name in inputs.column(column).unique().to_pylist()}
    named |= outlets_read(store, reading_fingerprint(), withheld)
    found = tables.entities(named, feeds_in_use(folders))
    return [row for row in found if row["entity_id"] not in withheld.of("entities")]


@table_asset()
def regions() -> list[Published]:
    return regions_table()
