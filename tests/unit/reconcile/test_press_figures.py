"""Figures that newspapers gave, held against measured series: verdicts and reasons; skipped where nobody has them."""

from datetime import date
from pathlib import Path

import pytest

from dataset.contract.arrow import conform
from dataset.contract.tables import TABLES
from dataset.reference.load import regions_table
from pipelines.ingest.series.folder import measured_in
from pipelines.reconcile.against_series import series_checks
from pipelines.reconcile.areas import Areas
from pipelines.reconcile.measured import Measured

SERIES = Path(__file__).parents[3].parent / "shared" / "territory"
AREAS = Areas(conform(regions_table(), TABLES["regions"]))
FOUR, DONBAS = ["UA-09", "UA-14", "UA-23", "UA-65"], ["UA-09", "UA-14"]
NOV_20 = date(2024, 11, 20)
DEEPSTATE = "deepstate_daily_by_oblast"


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    if not SERIES.is_dir():
        pytest.skip("no measured series beside the checkout")
    folder = tmp_path_factory.mktemp("series")
    for name in (DEEPSTATE, "liveuamap_daily_total", "nzz_daily_total", "isw_assessed_control_2022_weekly"):
        (folder / f"{name}.csv").write_bytes((SERIES / f"{name}.csv").read_bytes())
    (folder / "liveuamap_daily_total.meta.json").write_text(
        '{"scope_crimea": "included", "scope_before_2022": "included"}'
    )
    (folder / "nzz_daily_total.meta.json").write_text('{"scope_before_2022": "excluded"}')
    return Measured(measured_in(folder, print), AREAS)


def statement(regions, day, first=None, **given):
    row = dict.fromkeys(TABLES["territory"].columns) | {
        "territory_id": "1" * 16, "region_ids": regions, "controller": "RU", "measure": "control",
        "status": "reported", "as_of_first_on": first or day, "as_of_last_on": day, "scope_crimea": "unstated",
        "layer": "unstated",
    }  # fmt: skip
    return row | given


def share(low, high):
    return {"share_low_pct": low, "share_high_pct": high}


def area(low, high):
    return {"area_low_km2": low, "area_high_km2": high}


GAIN = {"measure": "gain"}
PRESS = [
    pytest.param(
        statement(["UA"], NOV_20, **share(18, 18)), DEEPSTATE, "consistent", "Crimea counted in", id="ukraine"
    ),
    pytest.param(
        statement(["UA"], NOV_20, **area(110000, None)), DEEPSTATE, "consistent", "109,424", id="ukraine-area"
    ),
    pytest.param(
        statement(["UA"], NOV_20, **area(110000, None)),
        "liveuamap_daily_total",
        "consistent",
        "111,551",
        id="ukraine-area-by-another-series",
    ),
    pytest.param(statement(DONBAS, NOV_20, **share(80, 80)), DEEPSTATE, "consistent", "81.2 %", id="donbas"),
    pytest.param(statement(["UA-23"], NOV_20, **share(70, None)), DEEPSTATE, "consistent", "72.8 %", id="zaporizhzhia"),
    pytest.param(
        statement(["UA-65"], NOV_20, **share(70, None)),
        DEEPSTATE,
        "consistent",
        "66.2 % of 28,461 km² (official territory, bays and estuaries included) (misses), 72.1 % of 26,142 km²",
        id="kherson-where-the-denominator-decides",
    ),
    pytest.param(statement(["UA-63"], NOV_20, **share(3, 3)), DEEPSTATE, "consistent", "3.1 %", id="kharkiv"),
    pytest.param(
        statement(FOUR, NOV_20, controller="UA", **area(26000, 26000)),
        DEEPSTATE,
        "consistent",
        "27,338 km²",
        id="what-ukraine-holds-of-the-four",
    ),
    pytest.param(statement(FOUR, NOV_20, **share(70, 80)), DEEPSTATE, "consistent", "74.9 %", id="the-four"),
    pytest.param(
        statement(["UA"], date(2024, 10, 31), date(2024, 10, 1), **GAIN, **area(610, 610)),
        DEEPSTATE,
        "consistent",
        "net from 2024-10-01 to 2024-10-31",
        id="gain-in-october",
    ),
    pytest.param(
        statement(["UA"], date(2024, 11, 30), date(2024, 11, 1), **GAIN, **area(725, 725)),
        DEEPSTATE,
        "consistent",
        "net",
        id="gain-in-november",
    ),
    pytest.param(
        statement(["RU-KRS", "UA"], date(2024, 12, 31), date(2024, 12, 1), **GAIN, **area(593, 593)),
        DEEPSTATE,
        "uncheckable",
        "counts land in Russia, and the series does not",
        id="gain-in-december-with-kursk",
    ),
    pytest.param(
        statement(["UA"], date(2024, 12, 31), date(2024, 12, 1), **GAIN, **area(593, 593)),
        DEEPSTATE,
        "inconsistent",
        "whether land in Russia counts in it is not said",
        id="gain-in-december-as-if-of-ukraine",
    ),
    pytest.param(
        statement(["UA"], date(2025, 12, 31), date(2025, 1, 1), **GAIN, **area(4800, 4800)),
        DEEPSTATE,
        "consistent",
        "misses it by 14%",
        id="gain-in-2025",
    ),
    pytest.param(
        statement(["UA"], date(2025, 12, 31), **area(116000, 116000)),
        DEEPSTATE,
        "consistent",
        "114,359",
        id="area-2025",
    ),
    *(
        pytest.param(
            statement([region], date(2025, 10, 1), **share(value, value)),
            DEEPSTATE,
            "consistent",
            words,
            id=f"map-{region}",
        )
        for region, value, words in (
            ("UA-09", 99, "98.8 %"),
            ("UA-14", 76, "75.5 %"),
            ("UA-23", 73, "73.2 %"),
            ("UA-65", 73, "72.1 % of 26,142 km²"),
        )
    ),
    pytest.param(
        statement(DONBAS, date(2025, 11, 20), controller="UA", **share(14, 14)),
        DEEPSTATE,
        "consistent",
        "13.1 %",
        id="what-ukraine-holds-of-donbas",
    ),
    pytest.param(
        statement(["UA"], date(2023, 2, 21), **area(103000, 103000)),
        "liveuamap_daily_total",
        "consistent",
        "107,558",
        id="area-2023",
    ),
    pytest.param(
        statement(["UA"], date(2023, 2, 21), **area(103000, 103000)),
        "nzz_daily_total",
        "uncheckable",
        "leaves out what was held before 2022",
        id="area-2023-against-a-series-of-another-scope",
    ),
    pytest.param(
        statement(["UA"], date(2023, 2, 21), **area(103000, 103000)),
        "isw_assessed_control_2022_weekly",
        None,
        "",
        id="day-not-covered",
    ),
    pytest.param(
        statement(["UA"], NOV_20, scope_crimea="excluded", **area(82000, 83000)),
        DEEPSTATE,
        "consistent",
        "Crimea left out",
        id="without-crimea",
    ),
    pytest.param(
        statement(["UA"], NOV_20, scope_crimea="excluded", **area(110000, 110000)),
        "liveuamap_daily_total",
        "uncheckable",
        "Crimea is excluded by the statement",
        id="without-crimea-where-the-series-cannot-tell",
    ),
    pytest.param(
        statement(["UA"], NOV_20, **area(83000, 83000)),
        DEEPSTATE,
        "consistent",
        "109,424 km², Crimea counted in (misses)",
        id="silent-on-crimea",
    ),
    pytest.param(statement(["UA"], NOV_20, **share(25, 25)), DEEPSTATE, "inconsistent", "18.1 %", id="a-wrong-share"),
]


@pytest.mark.parametrize(("given", "series", "verdict", "words"), PRESS)
def test_press_figures(measured, given, series, verdict, words):
    found = [row for row in series_checks(given, measured) if row["against_id"] == series]
    if verdict is None:
        assert not found
        return
    (row,) = found
    assert (row["verdict"], words in row["reason"]) == (verdict, True), row["reason"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(statement(["UA"], date(2014, 1, 1), **share(5, 5)), "at this time", id="no-series-so-early"),
        pytest.param(statement(["UA-46"], NOV_20, **share(5, 5)), "covers this land", id="no-series-of-the-land"),
        pytest.param(statement(["UA"], None, **share(18, 18)), "gives no day", id="no-day"),
        pytest.param(statement(["UA"], NOV_20, **GAIN, **area(5, 5)), "does not give the days", id="gain-of-one-day"),
    ],
)
def test_what_no_series_can_check_has_one_row_that_says_so(measured, given, reason):
    (row,) = series_checks(given, measured)
    assert (row["verdict"], row["against_id"], reason in row["reason"]) == ("uncheckable", "none", True)


def test_a_share_that_was_taken_may_be_what_is_held_in_all(measured):
    given = statement(["UA-09"], NOV_20, date(2024, 11, 1), **GAIN, **share(98, 98))
    (row,) = [row for row in series_checks(given, measured) if row["against_id"] == DEEPSTATE]
    assert row["verdict"] == "consistent"


def test_words_without_a_number_are_not_held_against_a_series(measured):
    assert not list(series_checks(statement(["UA-48"], NOV_20, extent_text="small"), measured))
