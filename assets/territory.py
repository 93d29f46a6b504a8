"""From statements about land to whether they add up."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from assets.extract import read_so_far
from assets.places import Folders
from assets.tables import table_asset
from dataset.large_tables import in_order
from dataset.measured import keep_measured, kept_measured
from pipelines import tables
from pipelines.ingest.series.folder import measured_in
from pipelines.ingest.series.settings import SeriesError
from pipelines.reconcile.checks import COLUMNS, ORDER, check_rows
from pipelines.reconcile.series import series_rows

BLOCK = 10_000
"""Statements about land that are held against others at once."""


@table_asset(deps=("readings", "decisions_in_force"))
def territory(folders: Folders, articles: pa.Table) -> Iterator[pa.Table]:
    return tables.territory(read_so_far(folders, articles))


@dg.asset(group_name="territory", kinds={"python"})
def measured_series(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult:
    """Reads the measured series that GROUNDLINE_SERIES names into the private store; they are never released."""
    try:
        points = measured_in(folders.places().series, context.log.warning)
    except SeriesError as error:
        raise dg.Failure(description=f"GROUNDLINE_SERIES: {error}", allow_retries=False) from error
    keep_measured(folders.kept(), points)
    return dg.MaterializeResult(metadata={"points": len(points), "series": len(points["series"].unique())})


@table_asset(deps=("measured_series",))
def territory_checks(
    folders: Folders, territory: pa.Table, figures: pa.Table, regions: pa.Table
) -> Iterator[list[tables.Row]]:
    statements = in_order([territory.select(COLUMNS)], ORDER, BLOCK, folders.room("statements-about-land"))
    return check_rows(statements, figures, regions, kept_measured(folders.kept()))


@table_asset(deps=("measured_series",))
def control_series(
    folders: Folders, territory: pa.Table, claims: pa.Table, articles: pa.Table, regions: pa.Table
) -> list[tables.Row]:
    return series_rows(territory, claims, articles, regions, kept_measured(folders.kept()))
