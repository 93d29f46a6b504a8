"""The job `ingest` hour after hour over the invented web, then a release: what the test of a week starts, and kills.

    python week_run.py ROOT LAST_HOUR

Settings come from the environment. The hours that are over are kept in ROOT/hours, so that it goes on where it was.
Each start is a minute later in its hour than the one before, as time goes on while nothing runs.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import dagster as dg
from invented_web import BEGIN

import assets.ingest
import assets.web
from assets.definitions import defs
from pipelines.ingest.web.settings import web_settings
from pipelines.ingest.web.specs import feeds_file, read_feeds


class Then(datetime):
    """A clock that stands at the hour that is simulated."""

    moment = BEGIN

    @classmethod
    def now(cls, tz=None):
        return cls.moment


def run(job: str, hour: int, minute: int = 0) -> None:
    Then.moment = BEGIN + timedelta(hours=hour, minutes=minute)
    with dg.DagsterInstance.ephemeral() as instance:
        defs.resolve_job_def(job).execute_in_process(instance=instance)


def main(root: Path, last_hour: int) -> None:
    assets.web.datetime = assets.ingest.datetime = Then
    assets.web.web_settings = lambda given: replace(web_settings(given), delay_seconds=0.0, request_seconds=2.0)
    kept = root / "hours"
    first = int(kept.read_text()) + 1 if kept.exists() else 0
    origin = read_feeds(feeds_file())[0].url.removesuffix("/feed")
    starts = root / "starts"
    minute = int(starts.read_text()) + 1 if starts.exists() else 0
    starts.write_text(str(minute))
    for hour in range(first, last_hour + 1):
        urlopen(f"{origin}/hour/{hour}").close()
        run("ingest", hour, minute)
        kept.with_suffix(".new").write_text(str(hour))
        kept.with_suffix(".new").replace(kept)
    run("release", last_hour, minute + 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
