"""Rows in blocks: cut to another size, and gone through beside others."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.blocks import Abreast, of_size

SIZES = st.lists(st.integers(0, 5), max_size=6)


def cut(rows, sizes):
    """Give rows in blocks of these sizes, and what is left over."""
    for size in sizes:
        yield rows.slice(0, size)
        rows = rows.slice(size)
    yield rows


@settings(deadline=None)
@given(SIZES, st.integers(0, 20), st.integers(1, 7))
def test_blocks_of_a_size_have_the_same_rows(sizes, count, size):
    rows = pa.table({"number": list(range(count))})
    found = list(of_size(cut(rows, sizes), size))
    assert [number for block in found for number in block.column("number").to_pylist()] == list(range(count))
    assert [block.num_rows for block in found[:-1]] == [size] * (len(found) - 1)
    assert all(0 < block.num_rows <= size for block in found)


LETTERS = st.lists(st.sampled_from([*"abcdef", None]), max_size=15).map(
    lambda values: sorted(values, key=lambda value: (value is None, value or ""))
)


@settings(deadline=None)
@given(LETTERS, LETTERS, SIZES, SIZES)
def test_rows_beside_others_are_all_that_belong_to_them(mine, others, sizes, other_sizes):
    mine, others = (pa.table({"key": pa.array(values, pa.string())}) for values in (mine, others))
    beside = Abreast(cut(others, other_sizes), "key")
    for block in cut(mine, sizes):
        wanted = pc.is_in(others.column("key"), value_set=block.column("key").drop_null())
        there = beside.between(block.column("key"))
        assert (
            there.filter(pc.is_in(there.column("key"), value_set=block.column("key").drop_null()))
            .column("key")
            .to_pylist()
            == others.filter(wanted).column("key").to_pylist()
        )


@pytest.mark.parametrize("blocks", [pytest.param([], id="none"), pytest.param([0], id="one-without-rows")])
def test_nothing_beside_nothing_is_nothing(blocks):
    rows = pa.table({"key": pa.array([], pa.string())})
    assert not list(of_size((rows for _ in blocks), 3))
    assert Abreast([rows], "key").between(pa.chunked_array([["a"]])).num_rows == 0
