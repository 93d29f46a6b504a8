"""Getting a release: from a folder, an object store, a web server; verified before it has its name."""

import functools
import http.server
import json
import os
import threading
from datetime import date

import pytest
from small_releases import add

from dataset.release.download import Source, get
from dataset.release.index import read_index
from dataset.release.manifest import ReleaseError
from dataset.release.object_target import ObjectTarget
from dataset.release.publish import publish
from dataset.release.upload import publish_to
from dataset.release.verify import verify

DAY, NEXT = date(2025, 12, 5), date(2025, 12, 6)
VERSIONS = ["2025.12.05", "2025.12.06"]


def silent(_line):
    """Take what is told and keep it to oneself."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def releases(tmp_path):
    add(tmp_path / "source", VERSIONS[0], "first")
    add(tmp_path / "source", VERSIONS[1], "second")
    return tmp_path / "source"


@pytest.fixture
def web(releases):
    """The folder behind a web server on loopback."""
    handler = functools.partial(Quiet, directory=str(releases))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=["folder", "web", "bucket"])
def source(request, releases, monkeypatch):
    if request.param == "bucket":
        bucket = request.getfixturevalue("s3").bucket()
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        publish_to(releases, ObjectTarget(bucket.address), silent)
        return bucket.address
    return str(releases) if request.param == "folder" else request.getfixturevalue("web")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_latest_comes_with_the_index(source, releases, tmp_path):
    place = get(source, tmp_path / "mine", None, silent)
    assert place == tmp_path / "mine/2025.12.06"
    assert contents(place) == contents(releases / "2025.12.06")
    assert (tmp_path / "mine/index.json").read_bytes() == (releases / "index.json").read_bytes()
    assert os.readlink(tmp_path / "mine/latest") == "2025.12.06"
    assert not verify(place).problems


def test_a_version_comes_alone(source, releases, tmp_path):
    place = get(source, tmp_path / "mine", "2025.12.05", silent)
    assert contents(place) == contents(releases / "2025.12.05")
    assert read_index(tmp_path / "mine") is None


def test_releases_can_be_made_on_top_of_what_was_got_and_go_back(s3, tmp_path, collection, told, monkeypatch):
    bucket = s3.bucket()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    publish(tmp_path / "source", collection.batch(), DAY)
    publish(tmp_path / "source", collection.with_articles(told("three")).batch(), NEXT)
    publish_to(tmp_path / "source", ObjectTarget(bucket.address), silent)
    get(bucket.address, tmp_path / "mine", None, silent)
    made = publish(tmp_path / "mine", collection.with_articles(told("three"), told("four")).batch(), NEXT)
    assert made.changes[("claims", "added", "new_article")] == 1
    assert publish_to(tmp_path / "mine", ObjectTarget(bucket.address), silent) == ["2025.12.06.1"]
    get(bucket.address, tmp_path / "source", None, silent)
    assert read_index(tmp_path / "source").versions == [*VERSIONS, "2025.12.06.1"]


def test_what_is_there_is_verified_and_not_got_again(source, tmp_path, monkeypatch):
    place = get(source, tmp_path / "mine", None, silent)
    monkeypatch.setattr(Source, "fetch", None)
    lines = []
    assert get(source, tmp_path / "mine", None, lines.append) == place
    assert "already" in lines[0]
    (place / "claims.csv").write_text("other")
    with pytest.raises(ReleaseError, match=r"claims\.csv"):
        get(source, tmp_path / "mine", None, silent)


class Killed(BaseException):
    """Stands for a kill: nothing in the code may catch it."""


def test_a_run_that_was_killed_is_gone_on_with(source, releases, tmp_path, monkeypatch):
    fetch, fetched = Source.fetch, []

    def dying(self, path, entry, to):
        if len(fetched) == 3:
            raise Killed
        fetched.append(entry.file)
        fetch(self, path, entry, to)

    with monkeypatch.context() as patched:
        patched.setattr(Source, "fetch", dying)
        with pytest.raises(Killed):
            get(source, tmp_path / "mine", None, silent)
    assert not (tmp_path / "mine/2025.12.06").exists()
    half = tmp_path / "mine/.making-2025.12.06"
    (half / fetched[0]).write_bytes(b"half")
    (half / "stray").write_bytes(b"stray")
    again = []
    monkeypatch.setattr(
        Source, "fetch", lambda self, path, entry, to: (again.append(entry.file), fetch(self, path, entry, to))
    )
    place = get(source, tmp_path / "mine", None, silent)
    assert contents(place) == contents(releases / "2025.12.06")
    assert set(again) & set(fetched) == {fetched[0]}


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def grown(path):
    path.write_bytes(path.read_bytes() + b" ")


def turned(path):
    path.write_bytes(path.read_bytes()[::-1])


@pytest.mark.parametrize("damage", [cut, grown, turned, os.unlink])
@pytest.mark.parametrize("name", ["words.parquet", "NOTE.md", "manifest.json"])
def test_a_damaged_source_gives_no_release(web, releases, tmp_path, name, damage):
    damage(releases / "2025.12.06" / name)
    with pytest.raises(ReleaseError, match=name):
        get(web, tmp_path / "mine", None, silent)
    assert not (tmp_path / "mine/2025.12.06").exists()
    assert read_index(tmp_path / "mine") is None


def test_a_whole_release_under_another_name_is_refused(web, releases, tmp_path):
    for name, data in contents(releases / "2025.12.05").items():
        (releases / "2025.12.06" / name).write_bytes(data)
    with pytest.raises(ReleaseError, match="not the manifest that"):
        get(web, tmp_path / "mine", None, silent)


@pytest.mark.parametrize(
    ("version", "message"), [("2024.01.01", r"it has 2025\.12\.05, 2025\.12\.06"), ("../x", "no release")]
)
def test_a_version_that_is_not_there_is_said(source, tmp_path, version, message):
    with pytest.raises(ReleaseError, match=message):
        get(source, tmp_path / "mine", version, silent)


@pytest.mark.parametrize(
    "index",
    [
        pytest.param(None, id="missing"),
        pytest.param("{", id="broken"),
        pytest.param(json.dumps({"format": "other"}), id="another-form"),
    ],
)
def test_a_source_without_a_good_index_is_refused(web, releases, tmp_path, index):
    if index is None:
        (releases / "index.json").unlink()
    else:
        (releases / "index.json").write_text(index)
    with pytest.raises(ReleaseError, match=r"index\.json"):
        get(web, tmp_path / "mine", None, silent)


def test_a_folder_with_releases_of_its_own_is_left_alone(web, tmp_path):
    add(tmp_path / "mine", VERSIONS[0], "own")
    before = (tmp_path / "mine/index.json").read_bytes()
    with pytest.raises(ReleaseError, match="releases of its own"):
        get(web, tmp_path / "mine", None, silent)
    assert (tmp_path / "mine/index.json").read_bytes() == before


def test_a_source_that_cannot_be_reached_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("dataset.release.stores._RETRIES", {"max_retries": 0})
    with pytest.raises(ReleaseError, match="cannot be reached"):
        get("http://127.0.0.1:9", tmp_path / "mine", None, silent)
    with pytest.raises(ReleaseError, match=r"index\.json|nowhere"):
        get(str(tmp_path / "nowhere"), tmp_path / "mine", None, silent)
