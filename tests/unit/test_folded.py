"""What a rule leaves of rows does not depend on the parts in which they come."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import folded
from pipelines.folded import Folded

SCHEMA = pa.schema({"key": pa.string(), "count": pa.int64()})


def summed(rows):
    return rows.group_by("key").aggregate([("count", "sum")]).rename_columns(SCHEMA.names)


def left(parts):
    sums = Folded(summed, SCHEMA)
    for part in parts:
        sums.add(pa.Table.from_pylist([{"key": key, "count": 1} for key in part], schema=SCHEMA))
    return {row["key"]: row["count"] for row in sums.rows().to_pylist()}


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=9))
def test_what_is_left_is_what_is_left_of_all_at_once(parts):
    assert left(parts) == left([[key for part in parts for key in part]])


def test_the_rule_is_applied_before_many_rows_wait(monkeypatch):
    monkeypatch.setattr(folded, "WAITING", 2)
    sizes = []

    def noting(rows):
        sizes.append(rows.num_rows)
        return summed(rows)

    sums = Folded(noting, SCHEMA)
    for _ in range(9):
        sums.add(pa.table({"key": ["a"], "count": [1]}, schema=SCHEMA))
    assert sums.rows().to_pylist() == [{"key": "a", "count": 9}]
    assert max(sizes) <= 4


@pytest.mark.parametrize("parts", [[], [[]]])
def test_nothing_leaves_nothing(parts):
    assert left(parts) == {}
