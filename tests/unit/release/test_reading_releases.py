"""What a reader types: describe, diff, verify."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dataset.contract.tables import TABLES
from dataset.release.describe import WIDTH, describe
from dataset.release.diff import diff
from dataset.release.manifest import ReleaseError
from dataset.release.opened import find_release, open_release
from dataset.release.publish import publish

ROOT = Path(__file__).parents[3]
DAY = date(2025, 12, 5)


@pytest.fixture
def releases(tmp_path, collection, told):
    folder = tmp_path / "releases"
    publish(folder, collection.batch(), DAY)
    publish(folder, collection.with_articles(told("three", title="\x1b[31mRed\n" * 50)).batch(), DAY)
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_describes_every_table_in_a_hundred_columns(releases, name):
    text = describe(TABLES[name], open_release(find_release(releases)))
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    assert TABLES[name].meaning in text
    assert "2025.12.05.1" in text


def test_describes_a_table_before_there_is_a_release():
    assert "no release yet" in describe(TABLES["claims"], None)


def test_says_what_differs(releases):
    text = diff(*(open_release(find_release(releases, name)) for name in ("2025.12.05", "latest")))
    assert [line.split() for line in text.splitlines() if line.startswith("claims")] == [
        ["claims", "added", "1", "new_article"],
        [
            "claims",
            "modified",
            "1",
            "new_article",
        ],  # the new article says the same: its statement stands in two stories
    ]
    backwards = diff(*(open_release(find_release(releases, name)) for name in ("latest", "2025.12.05")))
    assert "Going back in time" in backwards
    assert [line.split() for line in backwards.splitlines() if line.startswith("articles")] == [
        ["articles", "removed", "1", "new_article"]
    ]


def test_says_that_nothing_differs(releases):
    assert "no row differs" in diff(*[open_release(find_release(releases))] * 2)


def test_will_not_compare_damaged_tables(releases):
    (releases / "2025.12.05/claims.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match="changed after"):
        diff(*(open_release(find_release(releases, name)) for name in ("2025.12.05", "latest")))


@pytest.mark.parametrize("name", ["2024.01.01", "nowhere"])
def test_knows_no_such_release(releases, name):
    with pytest.raises(ReleaseError, match=name):
        find_release(releases, name)


def test_has_no_release_yet(tmp_path):
    with pytest.raises(ReleaseError, match="no release yet"):
        find_release(tmp_path)


def run(tmp_path, *arguments):
    (tmp_path / "inbox").mkdir(exist_ok=True)
    places = {name: str(tmp_path / name.lower()) for name in ("INBOX", "STORE", "RELEASES")}
    return subprocess.run(
        [sys.executable, "-m", "dataset", *arguments],
        env={f"GROUNDLINE_{name}": path for name, path in places.items()},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_commands_end_with_a_status_that_scripts_can_use(tmp_path, releases):
    found = run(tmp_path, "verify")
    assert (found.returncode, "no problem" in found.stdout) == (0, True), found.stderr
    (releases / "2025.12.05/LICENSE.md").write_text("mine")
    assert run(tmp_path, "verify").returncode == 0
    broken = run(tmp_path, "verify", "2025.12.05")
    assert (broken.returncode, "LICENSE.md" in broken.stdout) == (1, True)
    missing = run(tmp_path, "diff", "2025.12.05", "2024.01.01")
    assert (missing.returncode, missing.stderr.startswith("error: "), missing.stdout) == (2, True, "")
