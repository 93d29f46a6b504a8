"""What runs, and when: two jobs, two schedules and an inbox sensor, all off until they are switched on."""

import dagster as dg

from assets.places import Folders
from pipelines.ingest import bucket
from pipelines.ingest.listing import listing_sha256

FOR_PEOPLE = {"loggers": {"console": {"config": {"log_level": "INFO"}}}}
"""What a run prints: its own words, and not each event of Dagster's, which the UI shows."""

release_job = dg.define_asset_job(
    "release",
    selection=dg.AssetSelection.all(),
    config=FOR_PEOPLE,
    description="Everything: from the inbox to a checked release; no new version where nothing changed.",
)
ingest_job = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.assets("fetched", "ingested"),
    config=FOR_PEOPLE,
    description="Fetches what is due, reads it and the inbox into the private store, and no more.",
)
daily = dg.ScheduleDefinition(
    name="daily_release",
    job=release_job,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="A release every day, where anything changed.",
)
hourly = dg.ScheduleDefinition(
    name="hourly_ingest",
    job=ingest_job,
    cron_schedule="15 * * * *",
    execution_timezone="UTC",
    description="Feeds and pages are asked for every hour, those that are due.",
)


@dg.sensor(job=release_job, minimum_interval_seconds=60, description="A run whenever the inbox has other files.")
def inbox_changed(context: dg.SensorEvaluationContext, folders: Folders) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run when names, sizes or times of the inbox's files differ from those of the last run."""
    here = folders.places()
    if here.inbox is None:
        return dg.SkipReason("there is no inbox: articles come from the web alone")
    seen = bucket.listing_sha256(here.inbox_address) if here.inbox_address else listing_sha256(here.inbox)
    if seen == context.cursor:
        return dg.SkipReason("the inbox is as it was")
    context.update_cursor(seen)
    return dg.RunRequest(run_key=seen)
