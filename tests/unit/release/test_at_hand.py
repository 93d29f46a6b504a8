"""Tables that are read when they are asked for: how often, and which of them stay at hand."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dataset.files import read_columns
from dataset.release.at_hand import AtHand, OnDisk, together


@pytest.fixture
def asked():
    return []


@pytest.fixture
def tables(asked):
    def reading(name):
        def read():
            asked.append(name)
            return pa.table({"number": list(range(1_000))})

        return read

    return AtHand({name: reading(name) for name in ("claims", "figures", "mentions")})


def test_nothing_is_read_before_it_is_asked_for(tables, asked):
    both = together({"quality": pa.table({})}, tables)
    assert "claims" in both
    assert "sources" not in both
    assert sorted(both) == ["claims", "figures", "mentions", "quality"]
    assert not asked
    assert both["claims"].num_rows == 1_000
    assert asked == ["claims"]
    with pytest.raises(KeyError):
        both["sources"]


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        pytest.param(10**9, ["claims", "figures", "mentions"], id="room-for-all"),
        pytest.param(8_000, ["claims", "figures", "mentions", "figures", "claims"], id="room-for-one-beside-the-last"),
        pytest.param(0, ["claims", "figures", "claims", "mentions", "claims"], id="room-for-none"),
    ],
)
def test_those_asked_for_last_stay_at_hand_as_far_as_there_is_room(monkeypatch, tables, asked, held, wanted):
    monkeypatch.setattr("dataset.release.at_hand.HELD", held)
    for name in ("claims", "claims", "figures", "figures", "claims", "mentions", "figures" if held else "mentions"):
        assert tables[name].num_rows == 1_000
    assert tables["claims"].num_rows == 1_000
    assert asked == wanted


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """Two files of one table, each by its key, that are too large to be read as a whole at once."""
    monkeypatch.setattr("dataset.release.at_hand.SMALL", 0)
    files = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for file, keys in zip(files, (["a", "c", "e"], ["b", "d"]), strict=True):
        pq.write_table(pa.table({"key": keys, "word": [key.upper() for key in keys]}), file)
    return OnDisk("claims", files, ["key"])


WHOLE = pa.table({"key": list("abcde"), "word": list("ABCDE")})


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param(lambda rows: rows.num_rows, 5, id="rows"),
        pytest.param(len, 5, id="length"),
        pytest.param(lambda rows: rows.column_names, ["key", "word"], id="names"),
        pytest.param(lambda rows: rows.column("word").to_pylist(), list("ABCDE"), id="column"),
        pytest.param(lambda rows: rows["key"].to_pylist(), list("abcde"), id="column-by-subscript"),
        pytest.param(lambda rows: rows.select(["word"]).to_pylist()[3], {"word": "D"}, id="some-columns"),
        pytest.param(lambda rows: rows.take(pa.array([4, 0])), WHOLE.take(pa.array([4, 0])), id="rows-by-number"),
        pytest.param(
            lambda rows: rows.filter(pc.equal(rows.column("key"), "b")), WHOLE.slice(1, 1), id="rows-by-a-mask"
        ),
        pytest.param(
            lambda rows: rows.slice(2, 1).to_pylist(), [{"key": "c", "word": "C"}], id="what-else-a-table-does"
        ),
        pytest.param(lambda rows: rows.equals(rows), True, id="equal"),
    ],
)
def test_files_by_key_stand_for_the_table_by_key(parts, asked, given):
    assert asked(parts) == given


def test_a_column_is_read_alone_and_stays_at_hand(parts, monkeypatch):
    read = []
    noted = lambda file, names: read.append(names) or read_columns(file, names)  # noqa: E731
    monkeypatch.setattr("dataset.release.at_hand.read_columns", noted)
    tables = AtHand({"claims": lambda: parts})
    for _ in range(2):
        assert tables["claims"].column("word").to_pylist() == list("ABCDE")
    assert read.count(["word"]) == 2, "once of each file"
    assert ["key", "word"] not in read
