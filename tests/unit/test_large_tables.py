"""Rows of tables of any size: in order and counted, the same in memory and outside."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.large_tables import TooLittleRoom, beside_several, in_order
from dataset.memory import Room

SCHEMA = pa.schema(
    {
        "key": pa.string(),
        "place": pa.int64(),
        "flag": pa.bool_(),
        "number": pa.float64(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }
)
ROWS = [
    {
        "key": key,
        "place": place,
        "flag": None if place is None else place > 1,
        "number": 0.1,
        "day": date(2025, 3, 1),
        "moment": datetime(2025, 3, 1, 12, tzinfo=UTC),
        "texts": [key, "Ї"],
        "spans": [[1, 2], []],
    }
    for place, key in [(2, "b"), (None, "a"), (1, "é"), (1, "Z"), (0, "z"), (3, "")]
]


@pytest.fixture(params=["in-memory", "outside", "outside-beside-others"])
def room(request, tmp_path):
    alone = Room(10**9 if request.param == "in-memory" else 10**8, tmp_path / "spill")
    return alone.beside("others") if request.param == "outside-beside-others" else alone


@pytest.fixture(autouse=True)
def _few_are_many(request, monkeypatch):
    """Let any row be too many to be sorted in memory, where that is asked for."""
    if "outside" in request.node.name:
        monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)


def blocks(rows, size=2):
    return (pa.Table.from_pylist(rows[start : start + size], schema=SCHEMA) for start in range(0, len(rows), size))


def test_rows_come_in_the_order_of_a_key_by_code_point(room):
    found = pa.concat_tables(in_order(blocks(ROWS), ["key"], 4, room))
    assert found.column("key").to_pylist() == ["", "Z", "a", "b", "z", "é"]
    assert found.schema == SCHEMA
    assert found.to_pylist() == sorted(ROWS, key=lambda row: row["key"])


def test_what_has_no_place_comes_last(room):
    found = pa.concat_tables(in_order(blocks(ROWS), ["place", "key"], 4, room))
    assert found.column("key").to_pylist() == ["z", "Z", "é", "b", "", "a"]


def test_they_come_in_blocks_of_a_size(room):
    assert [len(block) for block in in_order(blocks(ROWS * 700), ["key"], 2048, room)] == [2048, 2048, 104]


def test_no_blocks_give_none(room):
    assert list(in_order([], ["key"], 4, room)) == []


def test_nothing_is_left_behind(room, tmp_path):
    list(in_order(blocks(ROWS), ["key"], 4, room))
    assert not list(tmp_path.iterdir())


def test_beside_others_all_rows_are_sorted_before_the_first_is_given(tmp_path, monkeypatch):
    monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)
    room = Room(10**8, tmp_path / "spill").beside("others")
    rows = in_order(blocks(ROWS * 700), ["key"], 2048, room)
    assert len(next(rows)) == 2048
    assert not list(tmp_path.iterdir())
    assert sum(map(len, rows)) == 700 * len(ROWS) - 2048


def test_what_goes_wrong_with_the_rows_is_told_in_its_own_words(room):
    def broken():
        yield from blocks(ROWS)
        raise KeyError("no such source")

    with pytest.raises(KeyError, match="no such source"):
        list(in_order(broken(), ["key"], 4, room))


def test_too_little_room_is_told_by_the_name_of_the_setting(tmp_path, monkeypatch):
    monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)
    with pytest.raises(TooLittleRoom, match="GROUNDLINE_MEMORY: 4 MB are too little"):
        list(in_order(blocks(ROWS * 20_000, 5_000), ["key"], 2048, Room(4_000_000, tmp_path / "spill")))
    assert not (tmp_path / "spill").exists()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=20), st.integers(1, 5))
def test_values_beside_several_others_are_counted(pairs, size):
    parts = [pairs[start : start + size] for start in range(0, len(pairs), size)]
    tables = [
        pa.table({name: pa.array([pair[side] for pair in part], pa.string()) for side, name in enumerate("st")})
        for part in parts
    ]
    found = beside_several(tables, Room(10**8, Path("not-made")))
    expected = {one: len({other for value, other in pairs if value == one}) for one, _ in pairs}
    assert dict(zip(*(column.to_pylist() for column in found.columns), strict=True)) == {
        one: count for one, count in expected.items() if count > 1
    }


def test_an_error_of_rows_that_are_counted_is_told_in_its_own_words(tmp_path):
    def broken():
        yield pa.table({"s": ["a"], "t": ["b"]})
        raise KeyError("no such article")

    with pytest.raises(KeyError, match="no such article"):
        beside_several(broken(), Room(10**8, tmp_path / "spill"))
