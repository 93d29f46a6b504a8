"""A week of feeds on loopback, killed again and again: nothing is lost, nothing is there twice, all ends the same."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from graph_place import GraphPlace
from invented_web import PLAIN, Piece, Web, expected, pieces_of

from dataset.release.verify import verify

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Size:
    """How much is simulated."""

    outlets: int
    articles: int
    hours: int
    kills: int
    share: float
    """Of the articles that go each way of failing."""


SIZES = [
    pytest.param(Size(2, 30, 3, 1, 0.04), id="some-hours"),
    pytest.param(Size(12, 500, 16, 6, 0.02), id="most-of-a-day", marks=pytest.mark.slow),
    pytest.param(Size(20, 5_000, 168, 10, 0.02), id="a-week", marks=pytest.mark.slow),
]


class FromTheWeb(GraphPlace):
    """A store that articles come to from the web alone."""

    @property
    def environment(self) -> dict[str, str]:
        more = {"GROUNDLINE_FEEDS": str(self.root / "feeds.csv"), "GROUNDLINE_CONTACT": "desk@groundline.example"}
        return {**super().environment, **more, "GROUNDLINE_ALLOW_NETWORKS": "127.0.0.0/8"}

    def start(self, hours: int) -> subprocess.Popen:
        """Start or go on with the hours, in a process of their own."""
        given = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDLINE_")}
        command = [sys.executable, str(HERE / "week_run.py"), str(self.root), str(hours)]
        with open(self.root / "log", "ab") as log:
            return subprocess.Popen(command, env={**given, **self.environment}, stdout=log, stderr=log)


def place_for(root: Path, web: Web) -> FromTheWeb:
    root.mkdir()
    (root / "feeds.csv").write_text(web.feeds_csv())
    return FromTheWeb(root)


def run_whole(place: FromTheWeb, hours: int) -> None:
    assert place.start(hours).wait() == 0, (place.root / "log").read_text()[-3_000:]


def run_killed(place: FromTheWeb, hours: int, kills: int, seconds: float) -> int:
    """Run the hours and kill them at random moments of the time that they take; give how many kills hit."""
    dice, hits = random.Random(kills), 0
    for _ in range(kills):
        process = place.start(hours)
        time.sleep(dice.uniform(0.3, 1.0) * seconds / kills)
        hits += process.poll() is None
        process.kill()
        process.wait()
    return hits


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has more than one loopback host without set-up")
@pytest.mark.parametrize("size", SIZES)
def test_a_week_that_is_killed_ends_as_one_that_is_not(tmp_path, size):
    pieces = pieces_of(size.outlets, size.articles, size.hours, size.share)
    with Web(size.outlets, pieces, size.hours) as web:
        calm, killed = place_for(tmp_path / "calm", web), place_for(tmp_path / "killed", web)
        began = time.monotonic()
        run_whole(calm, size.hours)
        assert run_killed(killed, size.hours, size.kills, time.monotonic() - began) > 0
        run_whole(killed, size.hours)
        for place in (calm, killed):
            check_nothing_is_lost(place, web, pieces)
        check_all_is_counted(calm)
        assert same_in_both(killed) == same_in_both(calm)
        assert not verify(killed.latest.folder, killed.store.texts()).problems


def same_in_both(place: FromTheWeb) -> dict[str, object]:
    """Give what every run ends with; of a reason its code, as its words tell whether a host was asked or remembered."""
    codes = {row["input_id"]: row["reason_code"] for row in place.rows("quarantine")}
    return {**place.content(), "quarantine": codes}


def check_nothing_is_lost(place: FromTheWeb, web: Web, pieces: list[Piece]) -> None:
    """Hold the release against what the invented web had to give."""
    versions = Counter(row["url"] for row in place.rows("articles"))
    reasons = {row["origin"]: row["reason_code"] for row in place.rows("quarantine")}
    stories = {row["url"]: row["story_id"] for row in place.rows("articles")}
    for piece, outcome in expected(pieces):
        url = web.url(piece)
        if outcome != "read":
            assert (versions[url], reasons.get(url)) == (0, outcome), piece
            continue
        assert url not in reasons, (piece, reasons[url])
        assert versions[url] == (1 if piece.edited_at is None else 2), piece
        if piece.copied_from is not None and web.url(piece.copied_from) in stories:
            assert stories[url] == stories[web.url(piece.copied_from)], piece
    assert sum(versions.values()) > len([piece for piece in pieces if piece.way == PLAIN]) / 2


def check_all_is_counted(place: FromTheWeb) -> None:
    """Hold the counts of all runs against the articles; a run that is killed leaves no counts."""
    counts = Counter(row["outcome"] for row in place.rows("ingest_health") for _ in range(row["inputs_count"]))
    assert counts["new"] + counts["edited"] == len(place.rows("articles"))
