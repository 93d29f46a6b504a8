"""The command that tries the feeds of a list which are not in use yet: `python -m pipelines feeds`."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from dataset.places import PlaceError, places
from pipelines.ingest.web.database import DatabaseTooNew
from pipelines.ingest.web.frontier import Frontier, FrontierBusy
from pipelines.ingest.web.health import FeedHealth, health_of
from pipelines.ingest.web.round import try_feeds
from pipelines.ingest.web.settings import SettingError, web_settings
from pipelines.ingest.web.specs import FeedsError, feeds_file, read_feeds

Say = Callable[[str], None]


def probe(now: datetime, say: Say, environment: Mapping[str, str] = os.environ) -> int:
    """Try the feeds that are not in use yet and print how all fare; give 0, or 2 for settings that cannot be used."""
    try:
        feeds, settings = read_feeds(feeds_file(environment)), web_settings(environment)
        with Frontier(places(environment).store) as frontier:
            counts = try_feeds(feeds, frontier, settings, now, lambda _line: None)
            for line in table_of(health_of(frontier, feeds, settings, now)):
                say(line)
    except (FeedsError, SettingError, PlaceError, DatabaseTooNew, FrontierBusy) as error:
        say(str(error))
        return 2
    say(f"{counts['feeds_tried']} tried, {counts['feeds_changed']} came and are in use from now on")
    return 0


def table_of(rows: Sequence[FeedHealth]) -> list[str]:
    """Give the lines of a table of feeds: outlet, whether in use, entries, what came of the last try, address."""
    cells = [("outlet", "in use", "entries", "last try", "address")]
    for row in rows:
        used, entries = "yes" if row.is_in_use else "no", "" if row.entries is None else str(row.entries)
        last = row.reason_code or ("came" if row.succeeded_at else "never tried")
        cells.append((row.outlet, used, entries, last, row.feed_url))
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    return ["  ".join([*map(str.ljust, line[:4], widths), line[4]]) for line in cells]
