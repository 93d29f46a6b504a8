"""How much memory rows may take: what the setting says, and what it must not say."""

from pathlib import Path

import pytest

from dataset.memory import Room, memory
from dataset.places import PlaceError


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2 GB", 2_000_000_000, id="gigabytes"),
        pytest.param("500MB", 500_000_000, id="megabytes"),
        pytest.param(" 1.5 gb ", 1_500_000_000, id="a-part-of-one-in-small-letters"),
    ],
)
def test_an_amount_is_understood(value, expected):
    assert memory({"GROUNDLINE_MEMORY": value}) == expected


def test_without_a_setting_there_is_a_default():
    assert memory({}) == memory({"GROUNDLINE_MEMORY": "1 GB"})


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param("2", id="no-unit"),
        pytest.param("2 TB", id="another-unit"),
        pytest.param("much", id="words"),
        pytest.param("-1 GB", id="below-zero"),
        pytest.param("5 MB", id="too-little-to-work-in"),
    ],
)
def test_anything_else_is_refused_by_the_name_of_the_variable(value):
    with pytest.raises(PlaceError, match="GROUNDLINE_MEMORY"):
        memory({"GROUNDLINE_MEMORY": value})


def test_the_parts_are_within_the_whole():
    room = Room(1_000_000_000, Path("not-made"))
    assert 0 < room.sorting < room.memory
    assert 10_000 < room.checked_rows < 1_000_000
