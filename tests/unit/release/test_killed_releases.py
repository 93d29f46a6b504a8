"""Killed at any point, or out of room: the releases before stay readable, and the next run goes on."""

import contextlib
import os
import pickle
import random
import resource
import signal
import subprocess
import sys
from datetime import date

import pytest
from small_releases import add

from dataset.release.download import get
from dataset.release.index import read_index
from dataset.release.manifest import ReleaseError
from dataset.release.object_target import ObjectTarget
from dataset.release.publish import publish
from dataset.release.target import FolderTarget
from dataset.release.upload import publish_to
from dataset.release.verify import verify

FIRST, SECOND = "2025.12.05", "2025.12.06"
DAY, NEXT = date(2025, 12, 5), date(2025, 12, 6)
COUNTED = """
import os, signal, sys
from pathlib import Path
{imports}
os.fsync = lambda handle: None
left = int(sys.argv[1])
def step(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(step)
{work}
sys.setprofile(None)
print(int(sys.argv[1]) - left)
"""
"""Work that is killed at the call of some number, of whatever function; it prints how many there are."""
MAKES = COUNTED.format(
    imports="import pickle\nfrom datetime import date\nfrom dataset.release.publish import publish",
    work="publish(Path(sys.argv[2]), pickle.loads(Path(sys.argv[3]).read_bytes()), date(2025, 12, 6))",
)
SENDS = COUNTED.format(
    imports="import obstore\nfrom dataset.release.object_target import ObjectTarget\n"
    "from dataset.release.target import FolderTarget\nfrom dataset.release.upload import publish_to",
    work="there = sys.argv[3]\ntarget = ObjectTarget(there) if '://' in there else FolderTarget(Path(there))\n"
    "publish_to(Path(sys.argv[2]), target, str)",
)
GETS = COUNTED.format(
    imports="import obstore\nfrom dataset.release.download import get",
    work="get(sys.argv[2], Path(sys.argv[3]), None, str)",
)
POINTS = [pytest.param(2, id="a-few"), pytest.param(50, id="many", marks=pytest.mark.slow)]


def silent(_line):
    """Take what is told and keep it to oneself."""


def run(program, left, *arguments):
    """Run a program until the call of that number; give how many calls it had where it came to its end."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(left), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def points(total, number):
    return sorted(random.Random(number).sample(range(1, total), number))


def all_verify(releases):
    """Check that the index can be read, and that all that it names is whole."""
    index = read_index(releases)
    for version in index.versions if index else []:
        assert not verify(releases / version).problems, version
    return index.versions if index else []


@pytest.mark.parametrize("number", POINTS)
def test_making_a_release(tmp_path, collection, told, number):
    more = collection.with_articles(told("three"))
    (tmp_path / "batch").write_bytes(pickle.dumps(more.batch()))

    def fresh(name):
        publish(tmp_path / name, collection.batch(), DAY)
        return tmp_path / name

    total = run(MAKES, 0, fresh("whole"), tmp_path / "batch")
    for point in points(total, number):
        releases = fresh(str(point))
        assert run(MAKES, point, releases, tmp_path / "batch") is None
        assert all_verify(releases)[:1] == [FIRST]
        publish(releases, more.batch(), NEXT)
        assert all_verify(releases) == [FIRST, SECOND]
        assert {path.name for path in releases.iterdir()} == {FIRST, SECOND, "index.json", "latest", ".lock"}


@pytest.fixture(params=["folder", "bucket"])
def target(request, tmp_path, monkeypatch):
    """The maker of targets of one kind, by number."""
    if request.param == "folder":
        return lambda number: FolderTarget(tmp_path / f"target-{number}")
    server = request.getfixturevalue("s3")
    for name, value in server.bucket().environment.items():
        monkeypatch.setenv(name, value)
    return lambda _number: ObjectTarget(server.bucket().address)


@pytest.mark.parametrize("number", POINTS)
def test_publishing_elsewhere(tmp_path, target, number):
    add(tmp_path / "mine", FIRST, "first")
    targets = [target(n) for n in range(number + 1)]
    for one in targets:
        publish_to(tmp_path / "mine", one, silent)
    add(tmp_path / "mine", SECOND, "second")
    total = run(SENDS, 0, tmp_path / "mine", targets.pop().name)
    for one, point in zip(targets, points(total, number), strict=True):
        assert run(SENDS, point, tmp_path / "mine", one.name) is None
        got = tmp_path / f"got-{point}"
        assert get(one.name, got, None, silent).name in (FIRST, SECOND)
        publish_to(tmp_path / "mine", one, silent)
        assert get(one.name, got, None, silent).name == SECOND
        assert all_verify(got)[-1] == SECOND


@pytest.mark.parametrize("number", POINTS)
def test_getting_a_release(tmp_path, number):
    add(tmp_path / "source", FIRST, "first")
    total = run(GETS, 0, tmp_path / "source", tmp_path / "whole")
    for point in points(total, number):
        mine = tmp_path / f"mine-{point}"
        assert run(GETS, point, tmp_path / "source", mine) is None
        assert not (mine / FIRST).exists() or not verify(mine / FIRST).problems
        assert not verify(get(str(tmp_path / "source"), mine, None, silent)).problems
        assert {path.name for path in mine.iterdir()} == {FIRST, "index.json", "latest", ".lock"}


@contextlib.contextmanager
def room_for(size):
    """Let no file grow beyond some bytes: what the system says then comes where a full disk would show."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 50, 200, 3_000, 7_000, 15_000])
def test_no_room_to_make_a_release(tmp_path, collection, told, size):
    publish(tmp_path, collection.batch(), DAY)
    more = collection.with_articles(told("three"))
    with room_for(size), pytest.raises(ReleaseError, match="no release was made"):
        publish(tmp_path, more.batch(), NEXT)
    assert all_verify(tmp_path) == [FIRST]
    assert os.readlink(tmp_path / "latest") == FIRST
    publish(tmp_path, more.batch(), NEXT)
    assert all_verify(tmp_path) == [FIRST, SECOND]


@pytest.mark.parametrize("size", [0, 5, 100, 500, 1_000])
def test_no_room_to_publish_or_to_get(tmp_path, size):
    add(tmp_path / "mine", FIRST, "first")
    target = FolderTarget(tmp_path / "target")
    publish_to(tmp_path / "mine", target, silent)
    add(tmp_path / "mine", SECOND, "second")
    with room_for(size), pytest.raises(ReleaseError, match="File too large"):
        publish_to(tmp_path / "mine", target, silent)
    assert all_verify(tmp_path / "target") == [FIRST]
    with room_for(size), pytest.raises(ReleaseError, match="File too large"):
        get(str(tmp_path / "target"), tmp_path / "got", None, silent)
    assert all_verify(tmp_path / "got") == []
    publish_to(tmp_path / "mine", target, silent)
    assert get(str(tmp_path / "target"), tmp_path / "got", None, silent).name == SECOND
