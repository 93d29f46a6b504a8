from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.release.content import content_sha256

SCHEMA = pa.schema(
    {
        "text": pa.string(),
        "number": pa.float64(),
        "count": pa.int64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }
)
VALUES = st.fixed_dictionaries(
    {
        "text": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        "number": st.none() | st.floats(allow_nan=False),
        "count": st.none() | st.integers(-(2**63), 2**63 - 1),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "moment": st.none()
        | st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),
        "texts": st.none() | st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
        "spans": st.none() | st.lists(st.lists(st.integers(0, 9), max_size=2), max_size=3),
    }
)


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=12), st.integers(1, 5))
def test_does_not_depend_on_the_layout(rows, size):
    whole = pa.Table.from_pylist(rows, schema=SCHEMA)
    pieces = pa.Table.from_batches(whole.to_batches(max_chunksize=size), schema=SCHEMA)
    longer = pa.concat_tables([whole.slice(0, 1), whole]).slice(min(1, len(rows)))
    assert content_sha256(whole) == content_sha256(pieces) == content_sha256(longer)


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=6), st.lists(VALUES, min_size=1, max_size=6))
def test_is_the_same_for_the_same_rows_only(rows, others):
    tables = [pa.Table.from_pylist(given, schema=SCHEMA) for given in (rows, others)]
    assert (content_sha256(tables[0]) == content_sha256(tables[1])) == (
        repr(tables[0].to_pylist()) == repr(tables[1].to_pylist())
    )


def test_survives_another_way_of_writing(tmp_path):
    rows = pa.Table.from_pylist([{"text": f"wörd {n % 3}", "spans": [[n, n + 1]]} for n in range(1000)], schema=SCHEMA)
    pq.write_table(rows, tmp_path / "a.parquet", compression="snappy", row_group_size=7, use_dictionary=False)
    assert content_sha256(pq.read_table(tmp_path / "a.parquet")) == content_sha256(rows)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"text": [["ab", "c"], ["a", "bc"]]}, id="where-a-text-ends"),
        pytest.param({"text": [["", None], [None, ""]]}, id="null-and-empty-text"),
        pytest.param({"texts": [[["a"], ["b"]], [["a", "b"], []]]}, id="where-a-list-ends"),
        pytest.param({"texts": [[None], [[]]]}, id="null-and-empty-list"),
        pytest.param({"count": [[0], [None]]}, id="null-and-zero"),
        pytest.param({"day": [[date(2025, 1, 1)], [date(2025, 1, 2)]]}, id="days"),
    ],
)
def test_tells_apart(values):
    ((name, (one, other)),) = values.items()
    hashes = {content_sha256(pa.table({name: pa.array(given, SCHEMA.field(name).type)})) for given in (one, other)}
    assert len(hashes) == 2


def test_is_the_one_that_older_releases_have():
    rows = pa.Table.from_pylist(
        [
            {"text": "Хвиля", "number": 1.5, "count": 2, "flag": True, "day": date(2025, 1, 2), "texts": ["a", ""]},
            {"moment": datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC), "spans": [[0, 3], [5, 9]]},
        ],
        schema=SCHEMA,
    )
    assert content_sha256(rows) == "d89773227c75ea7a33f9950b1ca897f697aed7f4073da567be9b105b24e406cd"
