"""A run that is killed at any moment leaves what the next one goes on from, and that ends with the same tables."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graph_place import GraphPlace
from invented_pieces import BRIDGE, FIRST

from dataset.release.verify import verify
from dataset.store import Store

ROOT = Path(__file__).parents[2]
RUN = """
import dagster as dg
from assets.definitions import defs
with dg.DagsterInstance.ephemeral() as instance:
    defs.resolve_job_def("release").execute_in_process(instance=instance)
"""


class Killed(KeyboardInterrupt):
    """What ends a run and not only a step."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """Write after every article, so that there is something between two batches."""
    monkeypatch.setattr("pipelines.ingest.into_store.BATCH_ARTICLES", 1)
    monkeypatch.setattr("pipelines.read_store.BATCH", 1)


def kill_at(patched, path_part, is_after):
    """Kill the run when a file is put in its place whose path has that part: before that, or right after."""

    def stopping(move):
        def moved(old, new, **more):
            is_it = path_part in str(new)
            if is_it and not is_after:
                raise Killed(path_part)
            move(old, new, **more)
            if is_it:
                raise Killed(path_part)

        return moved

    for name in ("replace", "rename"):
        patched.setattr(os, name, stopping(getattr(os, name)))


def run_killed(place, path_part, is_after):
    with pytest.MonkeyPatch.context() as patched:
        kill_at(patched, path_part, is_after)
        run = place.run()
    assert not run.succeeded
    assert len(run.failures) == 1, "the run went on after it was killed"
    assert "Killed" in str(run.failures), run.failures


MOMENTS = [
    ("inputs/000001", False),
    ("inputs/000001", True),
    ("/000001.parquet", False),  # of the readings: the inputs are all there
    ("/000002.parquet", True),
    ("inputs/000001-", False),  # small batches put together
    ("inputs/000001-", True),
    ("/000001-", True),  # of the readings
    ("tables/claims.parquet", False),
    ("releases/20", True),
    ("index.json", False),
]
"""In the order of a run, so that each next run comes further than the one before."""


@pytest.mark.usefixtures("unchecked")
def test_killed_at_one_moment_after_another_it_ends_with_the_same(own, tmp_path):
    place = GraphPlace(tmp_path / "killed", own.inbox)
    for path_part, is_after in MOMENTS:
        run_killed(place, path_part, is_after)
        assert not place.versions, path_part
    run = place.run_well()
    assert run.is_new
    assert place.content() == own.content()
    assert [row["origin"] for row in place.store.inputs(["origin"]).to_pylist()] == sorted(FIRST)
    assert not [path.name for path in place.releases.iterdir() if path.name.startswith(".making")]


@pytest.mark.usefixtures("unchecked")
def test_killed_before_quarantine_is_kept_the_next_run_tells_what_cannot_be_read(own):
    own.put({"empty.txt": ""})
    run_killed(own, "store/quarantine", is_after=False)
    assert own.store.quarantine().num_rows == 0
    own.run_well()
    assert own.store.quarantine().column("origin").to_pylist() == ["empty.txt"]


@pytest.mark.usefixtures("unchecked")
def test_killed_after_the_index_the_release_is_there_and_is_made_once(own):
    (first,) = own.versions
    own.put({"bridge.txt": BRIDGE})
    run_killed(own, "index.json", is_after=True)
    assert own.versions == [first, f"{first}.1"]
    assert not verify(own.latest.folder, own.store.texts()).problems
    assert os.readlink(own.releases / "latest") == first, "the link is repaired by the next run"
    assert not own.run_well().is_new
    assert os.readlink(own.releases / "latest") == f"{first}.1"


@pytest.mark.usefixtures("unchecked")
def test_what_a_killed_run_left_half_written_is_not_read(own):
    before = own.content()
    for name in ("inputs/.000002.parquet.1", "tables/.claims.parquet.1", ".quarantine.parquet.1"):
        (own.store.root / name).write_bytes(b"half")
    (own.releases / ".making-2000.01.01").mkdir()
    assert not own.run_well().is_new
    assert own.content() == before


@pytest.mark.slow
@pytest.mark.parametrize("number", range(12))
def test_sigkill_at_a_random_moment(own, tmp_path, number):
    place = GraphPlace(tmp_path / "killed", own.inbox)
    given = {**os.environ, **place.environment, "DAGSTER_DISABLE_TELEMETRY": "1"}
    command = [sys.executable, "-c", RUN]
    waited = random.Random(number).uniform(0, 6)
    process = subprocess.Popen(command, env=given, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (place.root / "store").exists():
        time.sleep(0.01)  # importing takes most of the time, and there is nothing to hurt
    time.sleep(waited)
    process.send_signal(signal.SIGKILL)
    process.wait()
    place.run_well()
    assert place.content() == own.content()
    assert not verify(place.latest.folder, Store(place.store.root).texts()).problems
