"""The graph, run once on the sample and once on invented articles; each test goes on from a copy of the latter."""

import importlib.util
import os
import shutil
import sys

import pytest
from graph_place import GraphPlace, Run
from invented_pieces import FIRST

from expectations.run import Outcome

os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk():
    """Spare the tests what only a power cut would show."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> tuple[GraphPlace, Run]:
    """The sample, released once."""
    place = GraphPlace(tmp_path_factory.mktemp("sample"))
    return place, place.run_well()


@pytest.fixture(scope="session")
def _first(tmp_path_factory) -> GraphPlace:
    root = tmp_path_factory.mktemp("own")
    place = GraphPlace(root, root / "inbox")
    place.put(FIRST)
    place.run_well()
    return place


@pytest.fixture
def own(_first, tmp_path) -> GraphPlace:
    """Invented articles, released once, in folders of the test's own."""
    shutil.copytree(_first.root, tmp_path, symlinks=True, dirs_exist_ok=True)
    return GraphPlace(tmp_path, tmp_path / "inbox")


@pytest.fixture
def fresh(tmp_path) -> GraphPlace:
    """An empty inbox, and nothing else yet."""
    place = GraphPlace(tmp_path, tmp_path / "inbox")
    place.put({})
    return place


@pytest.fixture
def unchecked(monkeypatch):
    """Let the checks pass without looking: most of a run's time, where a test is not about them."""
    monkeypatch.setattr("expectations.run.checked", lambda table, *_: Outcome(table.name, [], {}))


@pytest.fixture(scope="session")
def ray_cluster():
    """A Ray cluster of three worker processes on loopback, found by its address; this process may ask it."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("Ray is not installed: uv sync --extra ray")
    if not sys.platform.startswith("linux"):
        pytest.skip("the test finds a cluster's processes in /proc")
    from local_ray import LocalRay

    cluster = LocalRay()
    with pytest.MonkeyPatch.context() as patched:
        for name, value in cluster.environment.items():
            patched.setenv(name, value)  # before Ray is imported: it looks at them once
        yield cluster
    cluster.stop()
