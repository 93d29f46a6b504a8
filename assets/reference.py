"""What Groundline knows from outside the articles, and the outlets that it met in them."""

import json

from assets.extract import rows_to_publish
from assets.places import Folders
from assets.tables import table_asset
from assets.web import feeds_in_use
from dataset.curation.withheld import kept_withheld
from dataset.reference.load import Published, regions_table
from pipelines import tables
from pipelines.takedowns.laid_over import without


def outlets_of_feeds(folders: Folders) -> str:
    """Give what the table of entities follows from beside the store: the outlets of the feeds in use."""
    return json.dumps([feed.outlet for feed in feeds_in_use(folders)])


@table_asset(deps=("readings", "withheld"), also=(outlets_of_feeds,))
def entities(folders: Folders) -> list[Published]:
    store = folders.kept()
    withheld = kept_withheld(store)
    inputs = without(store.inputs(["article_id", "outlet", "via"]), withheld)
    found = tables.entities(inputs, rows_to_publish(store, "sources"), feeds_in_use(folders))
    return [row for row in found if row["entity_id"] not in withheld.of("entities")]


@table_asset()
def regions() -> list[Published]:
    return regions_table()
