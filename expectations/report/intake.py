"""How the articles came: what the newest run of ingestion met, and feeds that somebody should look at."""

import pyarrow as pa

from dataset.release.opened import Compared
from expectations.report.markup import heading, paragraph, table

ALARMS = 100


def section(compared: Compared) -> str:
    """Show the newest run by stream and outcome, and the feeds with an alarm."""
    health, feeds = compared.tables["ingest_health"], compared.tables["feed_health"]
    return _newest_run(health) + heading("Feeds that somebody should look at") + _alarms(feeds)


def _newest_run(health: pa.Table) -> str:
    rows = health.to_pylist()
    newest = max((row["run_at"] for row in rows), default=None)
    if newest is None:
        return paragraph("No run is on record.", "note")
    run = [row for row in rows if row["run_at"] == newest]
    lines = [[row["stream"], row["outcome"].replace("_", " "), row["inputs_count"]] for row in run]
    began = paragraph(f"The newest run began on {newest:%Y-%m-%d at %H:%M} UTC.")
    return began + table(("stream", "outcome", "inputs"), lines)


def _alarms(feeds: pa.Table) -> str:
    rows = [row for row in feeds.to_pylist() if row["is_alarm"]]
    if not rows:
        return paragraph(f"None of {feeds.num_rows:,} feeds.", "note")
    lines = [[row["feed_url"], row["failures_in_a_row"], row["alarm"]] for row in rows[:ALARMS]]
    return table(("feed", "failures in a row", "why"), lines, f"{len(rows):,} of {feeds.num_rows:,} feeds.")
