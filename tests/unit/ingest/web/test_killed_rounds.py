"""A round that is killed at any moment leaves a memory from which the next goes on: nothing lost, nothing double."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from loopback import HTML, Reply, serving

from pipelines.ingest.web.frontier import Frontier

SCRIPT = """
import json, sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from pipelines.ingest.web.addresses import networks_in
from pipelines.ingest.web.entries import entries_of
from pipelines.ingest.web.frontier import Frontier
from pipelines.ingest.web.round import fetch_round
from pipelines.ingest.web.settings import WebSettings
from pipelines.ingest.web.specs import FeedSpec

folder, now, *urls = sys.argv[1:]
settings = WebSettings(
    contact="maintainer@example.org", allowed=networks_in("127.0.0.0/8"), delay_seconds=0.0, edit_waits=()
)
feeds = [FeedSpec("Example Wire", url, "rss", "en", "quote", True, "test") for url in urls]
with Frontier(Path(folder)) as frontier:
    print("ready", flush=True)
    counts = fetch_round(feeds, frontier, settings, datetime.fromisoformat(now), lambda _line: None, entries_of)
print(json.dumps(counts))
"""


def started(folder, minutes, sites):
    now = f"2026-11-28T{5 + minutes // 60:02d}:{minutes % 60:02d}:00+00:00"
    urls = [site.url("/rss") for site in sites]
    return subprocess.Popen([sys.executable, "-c", SCRIPT, folder, now, *urls], stdout=subprocess.PIPE, text=True)


def ingested(folder, most, taken):
    """Take some pages as the store would, and say so, as a run that is not killed does."""
    with Frontier(folder) as frontier:
        for page, _ in zip(frontier.fetched_pages(), range(most), strict=False):
            taken.append((page.url, page.body))
            frontier.mark_ingested([page.body_id])


def filled(site, count):
    def page(handler):
        time.sleep(0.003)
        handler.reply(Reply(200, f"<p>Words of {handler.path}.</p>".encode(), {"Content-Type": HTML}))

    site.feed("/rss", [f"/{number}" for number in range(count)])
    site.routes |= {f"/{number}": page for number in range(count)}


def killed_again_and_again(tmp_path, kills, pages):
    chance, taken = random.Random(1), list[tuple[str, bytes]]()
    with serving() as first, serving("127.0.0.2") as second:
        for site in (first, second):
            filled(site, pages)
        for kill in range(kills):
            process = started(tmp_path, kill, (first, second))
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            ingested(tmp_path, 5, taken)
        process = started(tmp_path, kills + 60, (first, second))
        output, _ = process.communicate()
        counts = json.loads(output.splitlines()[-1])
        ingested(tmp_path, 10**6, taken)
        asked = Counter(site.url(path) for site in (first, second) for path in site.paths() if path != "/rss")
        expected = {site.url(f"/{number}") for site in (first, second) for number in range(pages)}
    assert counts["pages_left"] == 0
    assert Counter(url for url, _ in taken) == Counter(expected)
    assert all(body == f"<p>Words of /{url.rsplit('/')[-1]}.</p>".encode() for url, body in taken)
    assert sum(asked.values()) <= len(expected) + 2 * kills, "only what was on its way may be asked for again"


def test_two_kills(tmp_path):
    killed_again_and_again(tmp_path, 2, 60)


@pytest.mark.slow
def test_fifty_kills(tmp_path):
    killed_again_and_again(tmp_path, 50, 600)
