"""Folders of batches: small neighbours are put together, each row is there once, and nothing that is read vanishes."""

import os
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataset import batches as module
from dataset.batches import add_batch, batches, put_together
from dataset.files import read_columns

BEFORE, NOW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
"""Before and long after files of these tests are written."""
FULL = 20_000
"""Bytes; a row of `rows` takes some 110 beside the 1,500 of a file."""


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(module, "FULL", FULL)


def rows(first, count):
    return pa.table({"id": range(first, first + count), "text": [os.urandom(100).hex() for _ in range(count)]})


def added(folder, sizes):
    """Add batches of so many rows, and give all ids in order."""
    first = 0
    for size in sizes:
        add_batch(folder, rows(first, size))
        first += size
    return list(range(first))


def ids(folder):
    return [one for path in batches(folder) for one in read_columns(path, ["id"]).column(0).to_pylist()]


def names(folder):
    return [path.stem for path in batches(folder)]


@pytest.mark.parametrize(
    ("sizes", "left"),
    [
        pytest.param([], [], id="none"),
        pytest.param([5], ["000001"], id="one-alone"),
        pytest.param([5, 5, 5], ["000001-000003"], id="all-small"),
        pytest.param([150, 150], ["000001", "000002"], id="none-small"),
        pytest.param([5, 150, 5, 5], ["000001", "000002", "000003-000004"], id="across-a-large-one"),
        pytest.param([60, 60, 60, 60], ["000001-000002", "000003-000004"], id="never-more-than-full"),
        pytest.param([1] * 11, ["000001-000011"], id="more-than-one-digit-can-count"),
        pytest.param([1] * 40, ["000001-000040"], id="until-nothing-more-can-be"),
    ],
)
def test_small_neighbours_are_put_together(tmp_path, sizes, left):
    all_ids = added(tmp_path, sizes)
    assert put_together(tmp_path, BEFORE) == []
    assert names(tmp_path) == left
    assert ids(tmp_path) == all_ids
    before = {path.name: path.stat().st_mtime_ns for path in batches(tmp_path)}
    put_together(tmp_path, BEFORE)
    assert {path.name: path.stat().st_mtime_ns for path in batches(tmp_path)} == before, "the second time does nothing"


def test_many_small_batches_stay_few_however_often_they_come(tmp_path):
    for number in range(100):
        add_batch(tmp_path, rows(number * 5, 5))
        if number % 8 == 7:
            put_together(tmp_path, NOW)
    assert ids(tmp_path) == list(range(500))
    assert len(batches(tmp_path)) < 12
    assert all(path.stat().st_size <= FULL * 1.1 for path in batches(tmp_path))


def test_a_new_batch_comes_behind_those_that_were_put_together(tmp_path):
    added(tmp_path, [5, 5])
    put_together(tmp_path, NOW)
    add_batch(tmp_path, rows(10, 5))
    assert names(tmp_path) == ["000001-000002", "000003"]
    put_together(tmp_path, NOW)
    assert names(tmp_path) == ["000001-000003"]
    assert ids(tmp_path) == list(range(15))


def test_what_was_put_together_stays_for_a_day_and_counts_no_more(tmp_path):
    all_ids = added(tmp_path, [5, 5, 5])
    put_together(tmp_path, BEFORE)
    (whole,) = batches(tmp_path)
    made = datetime.fromtimestamp(whole.stat().st_mtime, UTC)
    assert put_together(tmp_path, made + timedelta(hours=23)) == []
    assert len(list(tmp_path.iterdir())) == 4
    assert ids(tmp_path) == all_ids
    assert put_together(tmp_path, made + timedelta(hours=25)) == ["000001.parquet", "000002.parquet", "000003.parquet"]
    assert list(tmp_path.iterdir()) == [whole]
    assert ids(tmp_path) == all_ids


def test_what_was_put_together_goes_though_that_is_put_into_another_each_day(tmp_path):
    added(tmp_path, [5, 5])
    put_together(tmp_path, BEFORE)
    (first,) = batches(tmp_path)
    add_batch(tmp_path, rows(10, 5))
    put_together(tmp_path, BEFORE)
    (whole,) = batches(tmp_path)
    os.utime(first, (1, 1))  # long before that
    day_after = datetime.fromtimestamp(1, UTC) + timedelta(hours=25)
    assert put_together(tmp_path, day_after) == ["000001.parquet", "000002.parquet"]
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {first.name, "000003.parquet", whole.name}, "these were put together just now"
    assert ids(tmp_path) == list(range(15))


def test_a_kill_before_the_new_file_stands_leaves_all_as_it_was(tmp_path, monkeypatch):
    all_ids = added(tmp_path, [5, 5])
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        put_together(tmp_path, NOW)
    assert (names(tmp_path), ids(tmp_path)) == (["000001", "000002"], all_ids)


def test_columns_that_older_batches_lack_are_null(tmp_path):
    add_batch(tmp_path, rows(0, 1).select(["id"]))
    add_batch(tmp_path, rows(1, 1))
    put_together(tmp_path, NOW)
    (whole,) = batches(tmp_path)
    assert [row["text"] is None for row in read_columns(whole).to_pylist()] == [True, False]


def test_columns_are_given_in_the_order_asked_for(tmp_path):
    add_batch(tmp_path, rows(0, 2))
    (path,) = batches(tmp_path)
    assert read_columns(path, ["text", "id"]).column_names == ["text", "id"]
    assert read_columns(path).equals(pq.read_table(path))
    with pytest.raises(KeyError):
        read_columns(path, ["nothing"])
