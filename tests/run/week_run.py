"""The job `ingest` hour after hour over the invented web, then a release: what the test of a week starts, and kills.

    python week_run.py ROOT HOURS

Settings come from the environment. After the hours come those in which the web settles. How many are over is kept in
ROOT/over, so that it goes on where it was.
Each start is a minute later in its hour than the one before, as time goes on while nothing runs.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import dagster as dg
from invented_web import BEGIN, SETTLING

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


def main(root: Path, hours: int) -> None:
    assets.web.datetime = assets.ingest.datetime = Then
    assets.web.web_settings = lambda given: replace(web_settings(given), delay_seconds=0.0, request_seconds=2.0)
    over, minute = counted(root / "over"), counted(root / "starts")
    keep(root / "starts", minute + 1)
    origin = read_feeds(feeds_file())[0].url.removesuffix("/feed")
    all_hours = [*range(hours), *(hours - 1 + more for more in SETTLING)]
    for number, hour in enumerate(all_hours[over:], over + 1):
        urlopen(f"{origin}/hour/{hour}").close()
        run("ingest", hour, minute)
        keep(root / "over", number)
    run("release", all_hours[-1], minute + 1)


def counted(file: Path) -> int:
    return int(file.read_text()) if file.exists() else 0


def keep(file: Path, number: int) -> None:
    file.with_suffix(".new").write_text(str(number))
    file.with_suffix(".new").replace(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
