"""Measured series as a maintainer supplies them: what is read, and what is refused with its file and line."""

import contextlib
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.series.folder import measured_in
from pipelines.ingest.series.settings import SeriesError


def points(folder, **files):
    for name, words in files.items():
        path = folder / name.replace("__", ".")
        path.write_text(words if isinstance(words, str) else json.dumps(words), encoding="utf-8")
    told = []
    return measured_in(folder, told.append).to_pylist(), told


def test_no_folder_gives_no_points():
    assert measured_in(None, print).num_rows == 0


def test_a_table_by_region_and_day(tmp_path):
    rows, told = points(
        tmp_path,
        map__csv="date,region,occupied_km2,region_km2_geometry\n2030-01-02,Luhansk Oblast,100.5,26310\n"
        "2030-01-02,Crimea and Sevastopol,200,\n",
    )
    assert [(row["region_id"], row["area_km2"], row["whole_km2"]) for row in rows] == [
        ("UA-09", 100.5, 26310.0),
        ("UA-crimea", 200.0, None),
    ]
    assert {row["series"] for row in rows} == {"map"}
    assert rows[0]["on_day"] == date(2030, 1, 2)
    assert rows[0]["controller"] == "RU"
    assert rows[0]["scope_crimea"] == "unstated"
    assert not told


def test_a_file_without_regions_is_a_total(tmp_path):
    rows, _ = points(tmp_path, total__csv="day,area_km2\n2030-01-02,100\n")
    assert rows[0]["region_id"] == "UA"


def test_what_the_maintainer_says_of_a_series(tmp_path):
    rows, _ = points(
        tmp_path,
        land__csv="Tag,Gebiet,Flaeche\n2030-01-02,alles,100\n2030-01-02,Osten,50\n",
        land__meta__json={
            "name": "The map",
            "columns": {"on_day": "Tag", "region": "Gebiet", "area_km2": "Flaeche"},
            "regions": {"alles": "UA", "Osten": None},
            "scope_crimea": "excluded",
            "layer": "assessed_advances",
        },
    )
    (row,) = rows
    assert (row["series"], row["region_id"], row["scope_crimea"], row["layer"]) == (
        "The map", "UA", "excluded", "assessed_advances",
    )  # fmt: skip


def test_codes_joined_by_a_plus_are_their_composite(tmp_path):
    rows, _ = points(tmp_path, a__csv="date,region_id,km2\n2030-01-02,UA-43+UA-40,1\n2030-01-02,UA-14+UA-09,1\n")
    assert [row["region_id"] for row in rows] == ["UA-crimea", "UA-donbas"]


def test_a_day_without_a_measurement_is_no_point(tmp_path):
    assert points(tmp_path, a__csv="date,km2\n2030-01-02,\n2030-01-03,5\n")[0][0]["on_day"] == date(2030, 1, 3)


def test_a_table_without_an_area_is_told_of(tmp_path):
    rows, told = points(tmp_path, press__csv="as_of,region,reported\n2030-01-02,UA,18\n")
    assert not rows
    assert "press.csv" in told[0]


SQUARE = [[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 51.0], [30.0, 50.0]]
HOLE = [[30.2, 50.2], [30.4, 50.2], [30.4, 50.4], [30.2, 50.4], [30.2, 50.2]]


def feature(rings, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def map_of(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_daily_map_is_measured_on_the_ellipsoid(tmp_path):
    rows, _ = points(tmp_path, map_20300102__geojson=map_of(feature([SQUARE, HOLE])))
    (row,) = rows
    assert (row["series"], row["on_day"], row["region_id"]) == ("map", date(2030, 1, 2), "UA")
    assert row["area_km2"] == pytest.approx(7892.8 - 318.2, rel=1e-3)


def test_polygons_count_by_their_names(tmp_path):
    rows, _ = points(
        tmp_path,
        map_20300102__geojson=map_of(
            feature([SQUARE], name="Звільнено /// Liberated"),
            feature([HOLE], name="Окупований Крим /// Occupied Crimea"),
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [30, 50]}},
        ),
    )
    assert rows[0]["area_km2"] == pytest.approx(318.2, rel=1e-2)
    assert rows[0]["scope_crimea"] == "included"


@pytest.mark.parametrize(
    ("name", "words", "problem"),
    [
        pytest.param("a.csv", "km2\n5\n", "a.csv, line 1: no column is the day", id="no-day"),
        pytest.param(
            "a.csv", "date,km2\n2030-01-02,5\n2030-13-02,5\n", "a.csv, line 3: '2030-13-02' is no day", id="day"
        ),
        pytest.param("a.csv", "date,km2\n2030-01-02,many\n", "line 2: 'many' is no number", id="number"),
        pytest.param("a.csv", "date,km2\n2030-01-02,-5\n", "line 2: '-5' is no area", id="negative"),
        pytest.param("a.csv", "date,km2\n2030-01-02,inf\n", "line 2: 'inf' is no area", id="infinite"),
        pytest.param("a.csv", "date,km2\n2030-01-02,5,6\n", "line 2: has 3 cells", id="width"),
        pytest.param("a.csv", 'date,km2\n2030-01-02,"5\n', "is no CSV", id="quote-not-closed"),
        pytest.param(
            "a.csv", "date,region,km2\n2030-01-02,Atlantis,5\n", "line 2: 'Atlantis' names no region", id="region"
        ),
        pytest.param("a.csv", "date,region,km2\n2030-01-02,,5\n", "line 2: names no region", id="region-empty"),
        pytest.param("a.csv", "date,km2\n2030-01-02,900000\n", "line 2: 900,000 km² are more than UA has", id="unit"),
        pytest.param("a.csv", "date,km2\n2030-01-02,5\n2030-01-02,6\n", "line 3: UA on 2030-01-02", id="twice"),
        pytest.param("a.csv", "date,km2,scope_crimea\n2030-01-02,5,maybe\n", "scope_crimea is 'maybe'", id="scope"),
        pytest.param("a.csv", b"date,km2\n\xff", "is not in UTF-8", id="encoding"),
        pytest.param("a.meta.json", "[]", "a.meta.json: is JSON, but no object", id="settings-no-object"),
        pytest.param("a.meta.json", '{"colour": "red"}', "'colour' is no field of a series", id="settings-unknown"),
        pytest.param("a.meta.json", '{"layer": "red"}', "layer is 'red'", id="settings-word"),
        pytest.param("a.meta.json", '{"regions": {"x": "XX"}}', "'XX' names no region", id="settings-region"),
        pytest.param("map.geojson", json.dumps(map_of(feature([SQUARE]))), "is to hold its day", id="map-without-day"),
        pytest.param("2030-01-02.geojson", json.dumps(map_of()), "has no polygon", id="map-empty"),
        pytest.param("2030-01-02.geojson", json.dumps(map_of(feature([SQUARE[:-1]]))), "is not closed", id="ring-open"),
        pytest.param("2030-01-02.geojson", json.dumps(map_of(feature([[[200, 1]] * 4]))), "outside", id="position"),
        pytest.param("2030-01-02.geojson", json.dumps(map_of(feature([SQUARE], name="Mars"))), "'Mars'", id="map-name"),
        pytest.param("2030-01-02.geojson", "{", "is no JSON", id="map-broken"),
    ],
)
def test_what_cannot_be_used_names_its_file_and_line(tmp_path, name, words, problem):
    (tmp_path / name).write_bytes(words if isinstance(words, bytes) else words.encode())
    with pytest.raises(SeriesError) as error:
        measured_in(tmp_path, print)
    assert problem in str(error.value)
    assert str(tmp_path) not in str(error.value)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_file_gives_points_or_the_error_of_a_series(tmp_path_factory, words):
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.csv").write_text("date,km2\n" + words, encoding="utf-8", errors="replace")
    (folder / "2030-01-02.geojson").write_text(json.dumps(map_of(feature([SQUARE]))))
    with contextlib.suppress(SeriesError):
        measured_in(folder, lambda _: None)
