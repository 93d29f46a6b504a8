"""All of Groundline as Dagster sees it: the first file to open for who knows Dagster."""

import dagster as dg

from assets import curation, extract, ingest, published, reference, release, takedowns, territory, web
from assets.checks import CHECKS
from assets.jobs import daily, hourly, inbox_changed, ingest_job, release_job
from assets.places import Folders
from assets.storage import TableStorage

folders = Folders.configure_at_launch()  # so that a run's own folders hold for the tables' storage too

defs = dg.Definitions(
    assets=dg.load_assets_from_modules(
        [curation, reference, web, ingest, extract, takedowns, territory, release, published]
    ),
    asset_checks=CHECKS,
    jobs=[release_job, ingest_job],
    schedules=[daily, hourly],
    sensors=[inbox_changed],
    resources={"folders": folders, "tables": TableStorage(folders=folders)},
    executor=dg.in_process_executor,
)
