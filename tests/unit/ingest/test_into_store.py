"""Streams into the store: counted, written in whole batches, resumed where they were left; the newest is seen last."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "archives"))
from warc_pieces import members, page, record, records, response

from dataset.store import Store
from pipelines.ingest import into_store
from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.ingested import ingested_from, rejected_as
from pipelines.ingest.into_store import NothingToRead, in_all, ingest
from pipelines.ingest.rejections import ROWS_OF_A_FILE
from pipelines.join import versions_before

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CUT_OFF = gzip.compress(b'{"text": "One."}\n')[:-14]
URL = "https://news.example.org/a"


def run(store, inbox, now=NOW):
    return in_all(ingest({"inbox": read_inbox(inbox, store.archives)}, store, now, lambda _: None))


def article(text, origin="a", retrieved_at=None, url=URL):
    return ingested_from(Found(text=text, url=url), origin, retrieved_at)


def feed(store, *items, now=NOW):
    return ingest({"web": items}, store, now, lambda _: None)["web"]


def newest(store):
    """Give the text of the version that no other one supersedes."""
    inputs = store.inputs()
    superseded = set(versions_before(inputs, store.seen()).values())
    (text,) = [row["text"] for row in inputs.to_pylist() if row["article_id"] not in superseded]
    return text


def numbers(store):
    return sorted(int(url.rpartition("/")[2]) for url in store.inputs(["url"]).column(0).to_pylist())


class TestCounts:
    def test_each_stream_is_counted_by_itself(self, store):
        one, two = article("One."), article("Two.", url=URL + "b")
        bad = rejected_as("x", Unreadable("no_text", "holds no text"))
        health = ingest({"web": [one, bad], "inbox": [one, two]}, store, NOW, lambda _: None)
        assert {key: count for key, count in health["web"].items() if count} == {
            "tried": 2, "new": 1, "quarantined": 1, "quarantined_no_text": 1}  # fmt: skip
        assert {key: count for key, count in health["inbox"].items() if count} == {"tried": 2, "new": 1, "unchanged": 1}
        assert in_all(health)["tried"] == 4

    def test_another_text_of_an_article_is_edited(self, store):
        assert feed(store, article("First."))["new"] == 1
        health = feed(store, article("Second."), article("First."))
        assert (health["new"], health["edited"], health["unchanged"]) == (0, 1, 1)

    def test_nothing_at_all_is_no_success(self, store, inbox):
        with pytest.raises(NothingToRead):
            run(store, inbox)
        feed(store, article("One."))
        assert run(store, inbox)["tried"] == 0


class TestVersions:
    @pytest.mark.parametrize(
        ("sightings", "last"),
        [
            pytest.param([("A", "u", None), ("B", "u", None)], "B", id="edited"),
            pytest.param([("A", "u", None), ("B", "u", None), ("A", "u", None)], "A", id="edited-back"),
            pytest.param([("A", "u", None), ("B", "u", None), ("A", "u", None), ("B", "u", None)], "B", id="and-again"),
            pytest.param([("A", "f", None), ("B", "u", None), ("A", "f", None)], "B", id="a-file-that-lies-there"),
            pytest.param([("B", "w#1", 5), ("A", "w#2", 3)], "B", id="an-older-archive-read-later"),
            pytest.param([("A", "w#1", 1), ("B", "w#2", 3), ("A", "w#3", 4)], "A", id="archived-after-it"),
            pytest.param([("A", "w#1", 1), ("B", "w#2", 3), ("A", "w#3", 2)], "B", id="archived-before-it"),
        ],
    )  # fmt: skip
    def test_the_version_seen_last_is_the_newest(self, store, sightings, last):
        for run_number, (text, origin, day) in enumerate(sightings):
            retrieved_at = day and NOW + timedelta(days=day)
            feed(store, article(text, origin, retrieved_at), now=NOW + timedelta(days=10 + run_number))
        assert newest(store) == last
        assert store.inputs().num_rows == 2

    def test_two_versions_in_an_inbox_stay_as_they_are(self, store, inbox):
        lines = [{"url": URL, "text": text} for text in ("First.", "Second.")]
        (inbox / "a.jsonl").write_text(json.dumps(lines[0]), encoding="utf-8")
        (inbox / "b.jsonl").write_text(json.dumps(lines[1]), encoding="utf-8")
        for day in range(3):
            run(store, inbox, NOW + timedelta(days=day))
            assert newest(store) == "Second."
        assert not store.seen()

    def test_a_day_that_is_to_come_is_not_believed(self, store):
        feed(store, article("A", retrieved_at=NOW + timedelta(days=9_999)))
        assert store.inputs(["retrieved_at"]).column(0).to_pylist() == [NOW]


class TestArchives:
    def test_a_web_archive_is_read_once(self, store, inbox):
        (inbox / "a.warc.gz").write_bytes(members(records(7)))
        first = run(store, inbox)
        assert (first["tried"], first["new"], numbers(store)) == (7, 7, list(range(7)))
        assert not run(store, inbox).total()

    def test_an_archive_that_changed_is_read_again_and_nothing_is_doubled(self, store, inbox):
        (inbox / "a.warc.gz").write_bytes(members(records(3)))
        run(store, inbox)
        (inbox / "a.warc.gz").write_bytes(members(records(5)))
        assert run(store, inbox)["new"] == 2
        assert numbers(store) == [0, 1, 2, 3, 4]

    def test_another_wish_reads_it_again(self, store, inbox):
        (inbox / "a.warc").write_bytes(b"".join(records(6)))
        wish = inbox / "a.warc.meta.json"
        wish.write_text('{"hosts": ["news1.example.org"]}', encoding="utf-8")
        health = run(store, inbox)
        assert (health["passed_over"], numbers(store)) == (4, [1, 4])
        wish.write_text("{}", encoding="utf-8")
        assert run(store, inbox)["new"] == 4

    def test_where_and_when_a_page_was_taken_is_kept(self, store, inbox):
        (inbox / "a.warc").write_bytes(b"".join(records(1)))
        run(store, inbox)
        (row,) = store.inputs(["url", "retrieved_at", "origin"]).to_pylist()
        assert row["url"] == "https://news0.example.org/0"
        assert row["retrieved_at"] == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
        assert row["origin"] == "a.warc#1"

    def test_what_is_no_page_is_passed_over_and_a_page_cut_off_is_told(self, store, inbox):
        pieces = [
            record(1, response(page(1))),
            record(2, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(3, response(b"\x89PNG", kind="image/png")),
            record(4, response(page(4)), more="WARC-Truncated: length\r\n"),
            record(5, response(b"")),
        ]
        (inbox / "a.warc.gz").write_bytes(members(pieces))
        health = run(store, inbox)
        assert (health["new"], health["passed_over"]) == (1, 2)
        assert health["quarantined_truncated"] == health["quarantined_empty"] == 1

    @pytest.mark.parametrize(
        ("name", "data", "reason_codes"),
        [
            pytest.param("b.warc.gz", b"", {"empty"}, id="no-bytes"),
            pytest.param("b.warc", b"\r\n" * 9, {"no_text"}, id="empty-lines"),
            pytest.param("b.warc.gz", random.Random(1).randbytes(9_999), {"damaged", "no_text"}, id="random"),
            pytest.param("b.warc.gz", gzip.compress(b""), {"no_text"}, id="compressed-nothing"),
            pytest.param("b.warc", record(1, b"x", kind="warcinfo"), {"no_text"}, id="no-page"),
            pytest.param("b.jsonl.gz", b"", {"empty"}, id="no-bytes-of-lines"),
            pytest.param("b.jsonl.gz", gzip.compress(b" \n\n"), {"no_text"}, id="blank-lines"),
            pytest.param("b.jsonl.gz", random.Random(1).randbytes(9_999), {"damaged", "no_text"}, id="random-lines"),
            pytest.param("b.jsonl.gz", CUT_OFF, {"truncated", "no_text"}, id="cut-off"),
        ],
    )  # fmt: skip
    def test_an_archive_of_nothing_is_no_success(self, store, inbox, name, data, reason_codes):
        (inbox / "a.txt").write_text("Title\n\nA good one beside it.", encoding="utf-8")
        (inbox / name).write_bytes(data)
        assert run(store, inbox)["new"] == 1
        assert set(store.quarantine().column("reason_code").to_pylist()) == reason_codes

    def test_compressed_lines_are_read_and_told_by_their_number(self, store, inbox):
        lines = [b'{"text": "One."}', b"", b"[]", b'{"text": "Two."}']
        (inbox / "a.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines[:2])) + gzip.compress(b"\n".join(lines[1:])))
        assert run(store, inbox)["new"] == 2
        assert store.inputs(["origin"]).column(0).to_pylist() == ["a.jsonl.gz#1", "a.jsonl.gz#4"]
        assert store.quarantine().column("origin").to_pylist() == ["a.jsonl.gz#3"]
        assert not run(store, inbox).total()

    def test_many_bad_ones_have_so_many_rows_and_one_for_the_rest(self, store, inbox, monkeypatch):
        monkeypatch.setattr(into_store, "BATCH_INPUTS", 700)
        (inbox / "a.jsonl").write_text('{"text": "Good."}\n' + "[]\n" * 2_500 + "{}\n" * 10, encoding="utf-8")
        health = run(store, inbox)
        assert (health["quarantined"], health["quarantined_not_an_object"]) == (2_510, 2_500)
        rows = {row["origin"]: row for row in store.quarantine().to_pylist()}
        assert len(rows) == ROWS_OF_A_FILE + 1
        assert rows["a.jsonl"]["reason_code"] == "not_an_object"
        assert rows["a.jsonl"]["reason"].startswith("2,510 of it could not be read")
        (inbox / "a.jsonl").write_text('{"text": "Mended."}\n', encoding="utf-8")
        run(store, inbox)
        assert store.quarantine().num_rows == 0


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dataset.store import Store
from pipelines.ingest import into_store
from pipelines.ingest.inbox import read_inbox
into_store.BATCH_ARTICLES = 20
store = Store(Path(sys.argv[2]))
into_store.ingest({"inbox": read_inbox(Path(sys.argv[1]), store.archives)}, store, datetime.now(UTC), lambda _: None)
"""


def mixed(count):
    """Give records of which every tenth is damaged, and every seventh is a page without text."""
    pieces = [
        record(number, response(b"<html><body></body></html>" if number % 7 == 3 else page(number)))
        for number in range(count)
    ]
    packed = [gzip.compress(one, 1) for one in pieces]
    return b"".join(one[:60] + b"\0\0\0" + one[63:] if number % 10 == 9 else one for number, one in enumerate(packed))


def killed_runs(store, inbox, moments):
    """Run, and kill so many seconds after the second batch, again and again; give how many were killed at work."""
    count = 0
    for seconds in moments:
        before = len(list(store.root.glob("inputs/*.parquet")))
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(inbox), str(store.root)])
        while process.poll() is None and len(list(store.root.glob("inputs/*.parquet"))) < before + 2:
            time.sleep(0.01)
        time.sleep(seconds)
        count += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    return count


def kept(store):
    rows = store.quarantine().to_pylist()
    return numbers(store), sorted((row["origin"], row["reason_code"], row["reason"]) for row in rows)


@pytest.mark.parametrize(
    ("count", "kills"),
    [pytest.param(90, 1, id="once"), pytest.param(3_000, 10, id="ten-times", marks=pytest.mark.slow)],
)
def test_killed_at_any_moment_it_goes_on_behind_the_last_batch(tmp_path, inbox, count, kills):
    (inbox / "a.warc.gz").write_bytes(mixed(count))
    lines = (b'{"text": "Line %d.", "url": "https://l.example.org/%d"}\n[]\n' % (n, n + count) for n in range(60))
    (inbox / "b.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))
    undisturbed, store = Store(tmp_path / "undisturbed"), Store(tmp_path / "killed")
    run(undisturbed, inbox)
    chosen = random.Random(count)
    assert killed_runs(store, inbox, [chosen.uniform(0, 0.2) for _ in range(kills)])
    before = numbers(store)
    health = run(store, inbox)
    assert health["tried"] + health["passed_over"] < count + 120, "it began from the beginning"
    assert kept(store) == kept(undisturbed)
    assert len(before) < len(numbers(store))
    assert len(set(numbers(store))) == len(numbers(store))
    assert os.listdir(store.root / "inputs")
    assert not run(store, inbox).total()
