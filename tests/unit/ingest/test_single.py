"""Files of one article are read when they are new or another than they were, and passed by otherwise."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from dataset.store import Store
from pipelines.ingest import single
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.into_store import in_all, ingest

NOW = datetime(2025, 6, 1, tzinfo=UTC)
PAGE = "<html><head><title>The dam</title></head><body><article><p>{}</p></article></body></html>"
ROAD = "A road\n\nThe road is open."
WORDS = "The dam above the town held through the night, the mayor said on Monday. " * 6


@pytest.fixture
def inbox(inbox):
    (inbox / "a.txt").write_text("A bridge\n\nThe bridge is shut.", encoding="utf-8")
    (inbox / "b.html").write_text(PAGE.format(WORDS), encoding="utf-8")
    return inbox


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read, from here on."""
    names, real = [], single._read_whole
    monkeypatch.setattr(single, "_read_whole", lambda entry, beside: names.append(entry.name) or real(entry, beside))
    return names


def run(store, inbox, now=NOW):
    counts = in_all(ingest({"inbox": read_inbox(inbox, store.archives, store.known_files)}, store, now, lambda _: None))
    return {name: count for name, count in counts.items() if count}


def test_files_that_are_as_they_were_are_not_read_again(store, inbox, read):
    assert run(store, inbox) == {"tried": 2, "new": 2}
    assert read == ["a.txt", "b.html"]
    assert run(store, inbox) == {"tried": 2, "unchanged": 2}
    assert len(read) == 2
    assert len(store.input_ids()) == 2


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        pytest.param(lambda inbox: (inbox / "a.txt").write_text(ROAD), "a.txt", "new", id="its-words"),
        pytest.param(lambda inbox: os.utime(inbox / "b.html", (1, 1)), "b.html", "unchanged", id="its-time"),
        pytest.param(
            lambda inbox: (inbox / "a.meta.json").write_text(json.dumps({"outlet": "Harbour Echo"})),
            "a.txt", "new", id="what-is-said-beside-it",
        ),
        pytest.param(lambda inbox: (inbox / "c.txt").write_text(ROAD), "c.txt", "new", id="a-new-one"),
    ],
)  # fmt: skip
def test_what_is_another_is_read_again_and_nothing_else(store, inbox, read, change, name, state):
    run(store, inbox)
    read.clear()
    change(inbox)
    found = run(store, inbox)
    assert read == [name]
    assert found["tried"] - found.get("unchanged", 0) == (0 if state == "unchanged" else 1)
    read.clear()
    run(store, inbox)
    assert read == [], "and once"


def test_an_edited_file_gives_another_version_and_the_old_words_the_old_one(store, inbox):
    (inbox / "a.meta.json").write_text(json.dumps({"url": "https://news.example.org/bridge"}))
    run(store, inbox)
    (inbox / "a.txt").write_text("A bridge\n\nThe bridge is open again.")
    assert run(store, inbox, NOW + timedelta(days=1))["edited"] == 1
    (inbox / "a.txt").write_text("A bridge\n\nThe bridge is shut.")
    assert run(store, inbox, NOW + timedelta(days=2)) == {"tried": 2, "unchanged": 2}
    assert list(store.seen().values()) == [NOW + timedelta(days=2)], "the older version is the newest again"


def test_files_that_other_code_read_are_read_again(store, inbox, read, monkeypatch):
    run(store, inbox)
    monkeypatch.setattr(single, "ingesting_fingerprint", lambda: "other")
    assert run(store, inbox) == {"tried": 2, "unchanged": 2}
    assert read == ["a.txt", "b.html"] * 2


def test_what_could_not_be_read_is_tried_each_time(store, inbox, read):
    (inbox / "c.txt").write_bytes(b"")
    (inbox / "d.html").write_text("<html></html>")
    for _ in range(2):
        read.clear()
        assert run(store, inbox)["quarantined"] == 2
        assert read[-2:] == ["c.txt", "d.html"]
    assert sorted(store.quarantine().column("origin").to_pylist()) == ["c.txt", "d.html"]


def test_the_second_file_of_an_article_is_read_once_too(store, inbox, read):
    (inbox / "c.txt").write_bytes((inbox / "a.txt").read_bytes())
    run(store, inbox)
    read.clear()
    run(store, inbox)
    assert read == []


def test_a_kill_before_the_mark_is_written_costs_the_reading_and_no_more(store, inbox, read, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Store, "add_known_files", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(store, inbox)
    read.clear()
    assert run(store, inbox) == {"tried": 2, "unchanged": 2}
    assert read == ["a.txt", "b.html"]


def test_without_a_store_every_file_is_read(inbox, read):
    for _ in range(2):
        list(read_inbox(inbox))
    assert read == ["a.txt", "b.html"] * 2
