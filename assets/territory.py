"""From statements about land to whether they add up."""

import pyarrow as pa

from assets.extract import read_so_far
from assets.places import Folders
from assets.tables import table_asset
from pipelines import tables
from pipelines.territory.reconcile import check_rows
from pipelines.territory.series import series_rows


@table_asset(deps=("readings",))
def territory(folders: Folders, articles: pa.Table) -> pa.Table:
    return tables.territory(read_so_far(folders, articles))


@table_asset()
def territory_checks(territory: pa.Table, figures: pa.Table, regions: pa.Table) -> list[tables.Row]:
    return check_rows(territory, figures, regions)


@table_asset()
def control_series(territory: pa.Table, claims: pa.Table, articles: pa.Table, regions: pa.Table) -> list[tables.Row]:
    return series_rows(territory, claims, articles, regions)
