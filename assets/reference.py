"""What Groundline knows from outside the articles, and the outlets that it met in them."""

import json

from assets.places import Folders
from assets.tables import table_asset
from assets.web import feeds_in_use
from dataset.reference.load import Published, regions_table
from pipelines import tables
from pipelines.version import reading_fingerprint


def outlets_of_feeds(folders: Folders) -> str:
    """Give what the table of entities follows from beside the store: the outlets of the feeds in use."""
    return json.dumps([feed.outlet for feed in feeds_in_use(folders)])


@table_asset(deps=("readings",), also=(outlets_of_feeds,))
def entities(folders: Folders) -> list[Published]:
    store = folders.kept()
    sources = store.rows_read(reading_fingerprint(), "sources")
    return tables.entities(store.inputs(["outlet", "via"]), sources, feeds_in_use(folders))


@table_asset()
def regions() -> list[Published]:
    return regions_table()
