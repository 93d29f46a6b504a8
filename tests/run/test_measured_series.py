"""A measured series beside the statements: in the checks and the series of control, and nowhere else of a release."""

import pytest
from graph_place import GraphPlace

TEXT = (
    "Russia controls 60 per cent of the Donetsk region, analysts of an invented institute said on Monday. Their map "
    "was drawn from what people on both sides of the front line had told them over the whole of the winter."
)
ARTICLE = {"a.txt": TEXT, "a.meta.json": '{"outlet": "The Invented Post", "published": "2030-01-07"}'}
SERIES = "date,region,area_km2,whole_km2\n2030-01-06,Donetsk Oblast,16000.25,26599\n"


@pytest.fixture
def place(tmp_path) -> GraphPlace:
    place = GraphPlace(tmp_path, tmp_path / "inbox")
    place.put(ARTICLE)
    (tmp_path / "series").mkdir()
    return place


def test_statements_are_held_against_the_series(place):
    (place.root / "series" / "drawn.csv").write_text(SERIES)
    run = place.run(GROUNDLINE_SERIES=str(place.root / "series"))
    assert run.succeeded, run.failures or run.failed_checks
    (check,) = [row for row in place.rows("territory_checks") if row["against"] == "measured_series"]
    assert (check["verdict"], check["against_id"]) == ("consistent", "drawn")
    (point,) = place.rows("control_series")
    assert (point["measured_low_km2"], point["measured_high_km2"]) == (16000.25, 16000.25)
    assert point["measured_by"] == ["drawn"]


def test_a_wrong_line_stops_the_run_before_anything_is_read(place):
    (place.root / "series" / "drawn.csv").write_text(SERIES + "2030-01-07,Donetsk Oblast,unknown,26599\n")
    run = place.run(GROUNDLINE_SERIES=str(place.root / "series"))
    assert "drawn.csv, line 3: 'unknown' is no number" in run.failures["measured_series"]
    assert not place.store.input_ids()
