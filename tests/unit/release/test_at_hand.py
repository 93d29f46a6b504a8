"""Tables that are read when they are asked for: how often, and which of them stay at hand."""

import pyarrow as pa
import pytest

from dataset.release.at_hand import AtHand, together


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
