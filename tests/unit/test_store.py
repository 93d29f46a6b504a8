"""The private store: whole batches or nothing, one writer, and texts without holding all of them."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataset import store as store_module
from dataset.contract.ids import make_id
from dataset.files import read_columns, replaced
from dataset.store import INPUT, READ_TABLES, READING, Store, StoreBusy, StoreMixed, reading_columns

NOW, LATER = datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 1, 3, tzinfo=UTC)
HOLD = "import sys, pathlib; from dataset.store import Store\nwith Store(pathlib.Path(sys.argv[1])).alone(): {}"


def article(number, text=None):
    text = text or f"Text {number}."
    return dict.fromkeys(INPUT.names) | {
        "article_id": make_id(number),
        "work_id": make_id("work", number),
        "published_precision": "unknown",
        "published_basis": "none",
        "retrieved_at": NOW,
        "text_sha256": "0" * 64,
        "text_chars": len(text),
        "origin": f"{number}.txt",
        "text": text,
    }


def reading(number, language="en", **rows):
    return {"article_id": make_id(number), "language": language, **{name: [] for name in READ_TABLES}, **rows}


def mention(number):
    row = dict.fromkeys(reading_columns("mentions"))
    return row | {"mention_id": make_id("mention", number), "article_id": make_id(number), "char_start": 0}


def unread(origin, input_id=None, seen_at=NOW, reason_code="empty"):
    return {
        "input_id": input_id or make_id(origin),
        "origin": origin,
        "reason_code": reason_code,
        "reason": "has 0 bytes",
        "bytes": 0,
        "sha256": None,
        "seen_at": seen_at,
    }


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def test_nothing_is_made_by_reading(store):
    assert (store.input_ids(), dict(store.texts()), store.read_ids("f"), store.languages("f")) == (set(), {}, set(), {})
    assert store.inputs(["origin", "text"]).num_rows == store.quarantine().num_rows == 0
    assert store.rows_read("f", "claims").column_names == ["read_in", *reading_columns("claims")]
    assert not store.root.exists()


def test_a_batch_of_an_older_store_is_read_without_its_provenance(store):
    old = INPUT.names[: INPUT.names.index("text") + 1]
    whole = pa.Table.from_pylist([article(1)], schema=INPUT)
    (store.root / "inputs").mkdir(parents=True)
    pq.write_table(whole.select(old), store.root / "inputs" / "000001.parquet")
    store.add_inputs([article(2) | {"title_basis": "json-ld", "extraction_agreement": 0.5}])
    assert store.inputs(["origin", "title_basis"]).to_pylist() == [
        {"origin": "1.txt", "title_basis": None},
        {"origin": "2.txt", "title_basis": "json-ld"},
    ]
    assert store.inputs().schema.equals(INPUT)
    assert [batch.column("extraction_agreement").to_pylist() for batch in store.input_batches()] == [[None], [0.5]]


def test_batches_keep_the_order_in_which_they_came(store):
    store.add_inputs([article(2), article(1)])
    store.add_inputs([article(3)])
    assert store.inputs(["origin"]).column(0).to_pylist() == ["2.txt", "1.txt", "3.txt"]
    assert store.inputs().schema.equals(INPUT)
    assert [batch.num_rows for batch in store.input_batches()] == [2, 1]
    assert store.input_ids() == {make_id(number) for number in (1, 2, 3)}


def test_more_batches_than_one_digit_can_count_stay_in_order(store):
    for number in range(12):
        store.add_inputs([article(number)])
    assert store.inputs(["origin"]).column(0).to_pylist() == [f"{number}.txt" for number in range(12)]


def test_texts_are_found_in_any_order_and_listed_in_theirs(store):
    store.add_inputs([article(1, "First.\0\n“é🛟”"), article(2)])
    store.add_inputs([article(3)])
    texts = store.texts()
    assert list(texts) == [make_id(number) for number in (1, 2, 3)]
    assert [texts[make_id(number)] for number in (3, 1, 2)] == ["Text 3.", "First.\0\n“é🛟”", "Text 2."]
    assert len(texts) == 3
    with pytest.raises(KeyError):
        texts["nobody's"]


def test_texts_read_each_batch_once_when_asked_in_order(store, monkeypatch):
    for number in range(3):
        store.add_inputs([article(number), article(number + 10)])
    texts, reads, read = store.texts(), [], read_columns
    assert len(texts) == 6  # where each stands is known from here on
    monkeypatch.setattr("dataset.texts.read_columns", lambda path, names: reads.append(path) or read(path, names))
    assert all(texts[article_id] for article_id in texts)
    assert len(reads) == 3


def test_articles_that_are_left_out_are_looked_up_once_however_many_batches_there_are(store, monkeypatch):
    for number in range(4):
        store.add_inputs([article(number), article(number + 10)])
    looked, is_in = [], store_module.pc.is_in
    monkeypatch.setattr(store_module.pc, "is_in", lambda *given, **more: looked.append(1) or is_in(*given, **more))
    left_out = pa.chunked_array([[make_id(number) for number in (0, 10, 1, 13)]], pa.string())
    found = [part.column("origin").to_pylist() for part in store.input_batches(["origin"], left_out)]
    assert found == [["11.txt"], ["2.txt", "12.txt"], ["3.txt"]]
    assert len(looked) == 1


def test_a_batch_that_fails_leaves_nothing(store):
    store.add_inputs([article(1)])
    with pytest.raises(pa.ArrowInvalid):
        store.add_inputs([article(2) | {"text_chars": "many"}])
    assert [path.name for path in (store.root / "inputs").iterdir()] == ["000001.parquet"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "folder" / "file"
    with replaced(path) as new:
        new.write_text("old")
        assert not path.exists()
    with pytest.raises(ValueError, match="surrogates"), replaced(path) as new:
        new.write_text("half \ud800")
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == ["file"]


def test_what_a_kill_left_beside_is_no_batch(store):
    store.add_inputs([article(1)])
    (store.root / "inputs" / ".000002.parquet.77").write_bytes(b"half")
    store.add_inputs([article(2)])
    assert len(store.texts()) == 2


def test_readings_are_kept_apart_by_their_extractor(store):
    store.add_readings("old", [reading(1, mentions=[mention(1)])])
    store.add_readings("new", [reading(1, language="uk"), reading(2, mentions=[mention(2), mention(2)])])
    assert (store.read_ids("old"), store.languages("old")) == ({make_id(1)}, {make_id(1): "en"})
    assert store.languages("new") == {make_id(1): "uk", make_id(2): "en"}
    rows = store.rows_read("new", "mentions")
    assert rows.column_names == ["read_in", *reading_columns("mentions")]
    assert rows.column("read_in").to_pylist() == [make_id(2)] * 2


def test_rows_of_several_batches_stand_one_after_another(store):
    for number in (2, 1, 3):
        store.add_readings("f", [reading(number, mentions=[mention(number)])])
    assert store.rows_read("f", "mentions").column("article_id").to_pylist() == [make_id(n) for n in (2, 1, 3)]
    assert store.rows_read("f", "claims").num_rows == 0
    assert READING.names == ["article_id", "language", *READ_TABLES]


def test_what_only_the_join_gives_is_not_in_a_reading():
    assert "claims_count" not in reading_columns("sources")
    assert "statement_id" not in reading_columns("claims")


class TestQuarantine:
    def test_an_input_keeps_its_first_day(self, store):
        store.update_quarantine([unread("a.txt")])
        store.update_quarantine([unread("a.txt", seen_at=LATER), unread("b.txt", seen_at=LATER)])
        assert {row["origin"]: row["seen_at"] for row in store.quarantine().to_pylist()} == {
            "a.txt": NOW,
            "b.txt": LATER,
        }

    def test_what_can_be_read_now_is_taken_out(self, store):
        store.update_quarantine([unread("a.txt"), unread("b.txt")])
        store.update_quarantine([], {"a.txt", "c.txt"})
        assert store.quarantine().column("origin").to_pylist() == ["b.txt"]

    def test_what_is_not_tried_again_stays(self, store):
        store.update_quarantine([unread("a.txt")])
        store.update_quarantine([])
        assert store.quarantine().num_rows == 1

    def test_rows_that_the_contract_does_not_know_change_nothing(self, store):
        store.update_quarantine([unread("a.txt")])
        with pytest.raises(ValueError, match="required"):
            store.update_quarantine([unread("b.txt") | {"reason": None}])
        assert store.quarantine().column("origin").to_pylist() == ["a.txt"]


class TestAlone:
    def test_a_second_writer_is_refused_and_the_first_goes_on(self, store):
        with store.alone():
            with pytest.raises(StoreBusy, match="another run"), Store(store.root).alone():
                raise AssertionError
            store.add_inputs([article(1)])
        with store.alone():
            store.add_inputs([article(2)])

    def test_reading_needs_no_leave(self, store):
        with store.alone():
            assert store.inputs().num_rows == 0

    def test_a_killed_writer_holds_nothing(self, store):
        command = [sys.executable, "-c", HOLD.format("print('held', flush=True); input()"), str(store.root)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "held\n"
            with pytest.raises(StoreBusy), store.alone():
                raise AssertionError
            process.kill()
        with store.alone():
            assert store.root.exists()

    def test_a_store_holds_one_collection_only(self, store):
        with Store(store.root, "sample").alone():
            pass
        with pytest.raises(StoreMixed, match=r"'sample'.*'own'.*GROUNDLINE_STORE"), Store(store.root, "own").alone():
            raise AssertionError
        Store(store.root, "sample").check_collection()
        Store(store.root).check_collection()


def test_small_batches_of_the_present_code_are_put_together_and_of_no_other(store):
    for number in range(3):
        store.add_inputs([article(number)])
        for fingerprint in ("now", "before"):
            store.add_readings(fingerprint, [reading(number, mentions=[mention(number)])])
            (store.root / "unquoted" / f"{fingerprint}-rights").mkdir(parents=True, exist_ok=True)
            (store.root / "unquoted" / f"{fingerprint}-rights" / f"00000{number + 1}.parquet").write_bytes(b"some")
    before = store.rows_read("now", "mentions"), store.inputs()
    store.put_together(("now", "now-rights"), NOW)  # nothing is long ago
    store.put_together(("now", "now-rights"), datetime(2050, 1, 1, tzinfo=UTC))
    assert (store.rows_read("now", "mentions"), store.inputs()) == before
    kept = {kind: len(list((store.root / kind).iterdir())) for kind in ("inputs", "readings/now", "readings/before")}
    assert kept == {"inputs": 1, "readings/now": 1, "readings/before": 3}
    assert not list((store.root / "unquoted" / "now-rights").iterdir()), "it is reckoned anew for the whole"
    assert len(list((store.root / "unquoted" / "before-rights").iterdir())) == 3


def test_what_files_are_known_by_is_what_was_said_last(store):
    store.add_known_files({"a.txt": "one", "b.txt": "two"})
    store.add_known_files({"a.txt": "other"})
    assert store.known_files() == {"a.txt": "other", "b.txt": "two"}
