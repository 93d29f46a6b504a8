"""A table made of blocks is the table that would be made of all rows at once, byte for byte."""

import pyarrow as pa
import pytest
from contract_rows import row

from dataset.contract import arrow
from dataset.contract.arrow import ContractError, conform, empty, write
from dataset.contract.tables import TABLES
from dataset.memory import Room
from dataset.ordered import write_ordered
from dataset.release.content import content_sha256

MENTIONS = TABLES["mentions"]
ROWS = [row("mentions", mention_id=f"{number * 7 % 11:016x}", char_start=number) for number in range(11)]


@pytest.fixture(params=["in-memory", "outside"])
def room(request, tmp_path, monkeypatch):
    """Room for rows, which are sorted in memory or outside of it."""
    if request.param == "outside":
        monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)
    return Room(10**8, tmp_path / "spill")


@pytest.mark.parametrize("size", [1, 4, 11])
def test_blocks_in_any_order_give_the_bytes_of_the_whole(tmp_path, room, monkeypatch, size):
    for module in ("dataset.contract.arrow", "dataset.ordered"):
        monkeypatch.setattr(f"{module}.ROW_GROUP", 3)
    blocks = [ROWS[start : start + size] for start in range(0, len(ROWS), size)]
    found = write_ordered(iter(blocks), tmp_path / "blocks", MENTIONS, room, 2)
    whole = conform(ROWS, MENTIONS)
    write(whole, tmp_path / "whole", MENTIONS)
    assert (tmp_path / "blocks").read_bytes() == (tmp_path / "whole").read_bytes()
    assert (found.rows, found.content_sha256) == (11, content_sha256(whole))
    assert found.first.equals(whole.slice(0, 2))


@pytest.mark.parametrize("blocks", [pytest.param([], id="no-block"), pytest.param([[]], id="one-without-rows")])
def test_no_rows_give_a_table_without_rows(tmp_path, room, blocks):
    found = write_ordered(iter(blocks), tmp_path / "blocks", MENTIONS, room, 2)
    assert (found.rows, found.content_sha256) == (0, content_sha256(empty(MENTIONS)))
    assert arrow.read(tmp_path / "blocks", MENTIONS).num_rows == 0


@pytest.mark.parametrize("size", [1, 12])
def test_a_key_that_stands_twice_is_refused_wherever_the_rows_stand(tmp_path, room, monkeypatch, size):
    monkeypatch.setattr("dataset.ordered.ROW_GROUP", 1)
    rows = [*ROWS, ROWS[3]]
    blocks = [rows[start : start + size] for start in range(0, len(rows), size)]
    with pytest.raises(ContractError, match="mentions: 1 rows have a key that another row has"):
        write_ordered(iter(blocks), tmp_path / "blocks", MENTIONS, room, 2)


def test_a_block_in_another_form_is_refused_in_the_contracts_words(tmp_path, room):
    with pytest.raises(ContractError, match="mentions: columns differ"):
        write_ordered(iter([ROWS, pa.table({"mention_id": ["x"]})]), tmp_path / "blocks", MENTIONS, room, 2)
