"""What Groundline knows from outside the articles."""

from assets.places import Folders
from assets.tables import table_asset
from dataset.reference.load import regions_table
from pipelines.entities.outlets import entity_rows
from pipelines.tables import Row


@table_asset(deps=("ingested",))
def entities(folders: Folders) -> list[Row]:
    given = folders.kept().inputs(["outlet", "via"])
    return entity_rows({name for column in given.columns for name in column.to_pylist() if name})


@table_asset()
def regions() -> list[Row]:
    return regions_table()
