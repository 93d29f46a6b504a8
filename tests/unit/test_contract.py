"""The contract: what it refuses, and that the same rows give the same bytes."""

import math

import pyarrow as pa
import pytest
from contract_rows import row

from dataset.contract.arrow import ContractError, conform, empty, read, schema, write
from dataset.contract.tables import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_a_row_goes_through_parquet_unchanged(name, tmp_path):
    rows = conform([row(name)], TABLES[name])
    write(rows, tmp_path / "x.parquet", TABLES[name])
    assert read(tmp_path / "x.parquet", TABLES[name]).equals(rows)


@pytest.mark.parametrize("name", TABLES)
def test_tables_point_to_tables_and_name_their_columns(name):
    table = TABLES[name]
    assert set(table.key) <= set(table.columns)
    assert set(table.points_to) <= set(table.columns)
    assert set(table.points_to.values()) <= set(TABLES)
    assert set(table.required) <= set(table.columns)
    assert {column for pair in table.ordered for column in pair} <= set(table.columns)


def test_a_missing_or_unknown_column_is_refused():
    with pytest.raises(ContractError, match="columns differ"):
        conform([row("mentions") | {"colour": "red"}], TABLES["mentions"])
    with pytest.raises(ContractError, match="columns differ"):
        conform(empty(TABLES["mentions"]).drop_columns(["kind"]), TABLES["mentions"])


def test_a_null_that_is_required_is_refused():
    with pytest.raises(ContractError, match="article_id: required, but null in 1"):
        conform([row("mentions", article_id=None)], TABLES["mentions"])


def test_a_value_of_another_type_is_refused():
    with pytest.raises(ContractError, match=r"mentions\.char_start"):
        conform([row("mentions", char_start="three")], TABLES["mentions"])


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(ContractError, match="1 rows have a key"):
        conform([row("mentions"), row("mentions")], TABLES["mentions"])


def test_minus_zero_and_nan_have_one_form():
    rows = conform([row("figures", value_low=-0.0, value_high=math.nan)], TABLES["figures"]).to_pylist()
    assert math.copysign(1, rows[0]["value_low"]) == 1
    assert rows[0]["value_high"] is None


def test_lists_are_never_null():
    assert conform([row("articles", authors=None)], TABLES["articles"]).column("authors").to_pylist() == [[]]


def test_the_same_rows_in_any_order_and_chunking_give_the_same_bytes(tmp_path):
    table = TABLES["mentions"]
    rows = [row("mentions", mention_id=f"{n:016x}", surface=str(n)) for n in range(500)]
    one, other = conform(rows, table), conform(rows[::-1], table)
    other = pa.concat_tables([other.slice(0, 100), other.slice(100)])
    write(one, tmp_path / "one", table)
    write(conform(other, table), tmp_path / "other", table)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_meanings_and_units_stand_in_the_schema():
    field = schema(TABLES["figures"]).field("char_start")
    assert field.metadata[b"unit"] == b"code points"
    assert not field.nullable


def test_another_contract_is_not_read(tmp_path):
    write(empty(TABLES["mentions"]), tmp_path / "x.parquet", TABLES["mentions"])
    with pytest.raises(ContractError, match="another contract"):
        read(tmp_path / "x.parquet", TABLES["figures"])
