"""Does it add up: each kind of check, on numbers that do and numbers that do not."""

from datetime import date

import pyarrow as pa
import pytest

from dataset.contract.arrow import conform
from dataset.contract.tables import TABLES
from dataset.measured import MEASURED
from dataset.reference.load import regions_table
from dataset.release.at_hand import blocks_of
from pipelines.reconcile.areas import Interval
from pipelines.reconcile.checks import COLUMNS, ORDER, check_rows
from pipelines.reconcile.series import series_rows

FOUR = ["UA-09", "UA-14", "UA-23", "UA-65"]
REGIONS = conform(regions_table(), TABLES["regions"])
DAY = date(2024, 11, 20)


def statement(number, regions, controller, **given):
    row = dict.fromkeys(TABLES["territory"].columns) | {
        "territory_id": f"{number:016x}", "article_id": "a" * 16, "char_start": 0, "char_end": 1,
        "region_ids": regions, "region_text": "the land", "controller": controller,
        "measure": "control", "status": "reported",
        "as_of_first_on": DAY, "as_of_last_on": DAY, "as_of_precision": "day", "as_of_basis": "article",
        "scope_crimea": "unstated", "layer": "unstated", "review_status": "machine",
    }  # fmt: skip
    return row | given


def checks(*statements, comparison=None):
    territory = conform(statements, TABLES["territory"])
    figures = pa.table({"figure_id": ["f" * 16], "comparison_entity_id": pa.array([comparison], pa.string())})
    statements = territory.select(COLUMNS).sort_by([(name, "ascending") for name in ORDER])
    found = [
        {
            (row["territory_id"][-1], row["against"]): row
            for rows in check_rows(blocks_of(statements, size), figures, REGIONS, MEASURED.empty_table())
            for row in rows
        }
        for size in (1, len(statements))
    ]
    assert found[0] == found[1], "it is no matter how many statements come at once"
    return found[0]


def test_a_share_and_the_other_sides_area_are_partners():
    found = checks(
        statement(1, FOUR, "RU", share_low_pct=70.0, share_high_pct=80.0),
        statement(2, FOUR, "UA", area_low_km2=26000.0, area_high_km2=26000.0),
    )
    row = found["1", "partner"]
    assert row["verdict"] == "consistent"
    assert row["expected_low"] == pytest.approx(76.1, abs=0.05)
    assert row["denominator_km2"] == 108842
    assert found["2", "partner"]["verdict"] == "consistent"


def test_partners_that_cannot_both_be_right_are_inconsistent():
    found = checks(
        statement(1, FOUR, "RU", share_low_pct=70.0, share_high_pct=80.0),
        statement(2, FOUR, "UA", area_low_km2=60000.0, area_high_km2=60000.0),
    )
    assert found["1", "partner"]["verdict"] == "inconsistent"


def test_land_that_is_not_named_has_no_partner():
    found = checks(
        statement(1, ["UA"], "RU", share_low_pct=18.0, share_high_pct=18.0),
        statement(2, ["UA"], "UA", area_low_km2=26000.0, area_high_km2=26000.0, region_text=None),
    )
    assert ("1", "partner") not in found


def test_days_far_apart_are_no_partners():
    found = checks(
        statement(1, FOUR, "RU", share_low_pct=70.0, share_high_pct=80.0),
        statement(2, FOUR, "UA", area_low_km2=60000.0, area_high_km2=60000.0, as_of_last_on=date(2023, 1, 1),
                  as_of_first_on=date(2023, 1, 1)),
    )  # fmt: skip
    assert ("1", "partner") not in found


def test_the_size_of_something_is_held_against_the_parts_with_crimea():
    found = checks(
        statement(1, FOUR, "RU", share_low_pct=70.0, share_high_pct=80.0),
        statement(2, FOUR, "UA", area_low_km2=26000.0, area_high_km2=26000.0),
        statement(3, ["UA"], "RU", area_low_km2=110786.0, area_high_km2=110786.0, figure_id="f" * 16),
        comparison="US-VA",
    )
    row = found["3", "comparison"]
    assert row["verdict"] == "consistent"
    assert "Crimea" in row["reason"]


def test_a_comparison_alone_cannot_be_checked():
    found = checks(
        statement(3, ["UA"], "RU", area_low_km2=110786.0, area_high_km2=110786.0, figure_id="f" * 16),
        comparison="US-VA",
    )
    assert found["3", "comparison"]["verdict"] == "uncheckable"


def test_more_than_the_whole_is_inconsistent():
    found = checks(statement(1, ["UA-09"], "RU", area_low_km2=40000.0, area_high_km2=40000.0))
    assert found["1", "complement"]["verdict"] == "inconsistent"


def test_words_and_land_without_an_area_cannot_be_checked():
    found = checks(
        statement(1, ["UA-63"], "RU", extent_text="small areas"),
        statement(2, ["RU-KRS"], "UA", area_low_km2=650.0, area_high_km2=650.0),
    )
    assert {found["1", "complement"]["verdict"], found["2", "complement"]["verdict"]} == {"uncheckable"}


def test_articles_are_held_against_each_other():
    found = checks(
        statement(1, ["UA"], "RU", share_low_pct=18.0, share_high_pct=18.0),
        statement(2, ["UA"], "RU", share_low_pct=27.0, share_high_pct=27.0, article_id="b" * 16),
    )
    assert found["2", "other_statement"]["verdict"] == "inconsistent"


def test_the_series_gives_area_and_share_of_a_composite():
    territory = conform([statement(1, FOUR, "RU", share_low_pct=70.0, share_high_pct=80.0, claim_id="c" * 16)],
                        TABLES["territory"])  # fmt: skip
    claims = pa.table({"claim_id": ["c" * 16], "source_id": ["d" * 16]})
    articles = pa.table({"article_id": ["a" * 16], "outlet_id": pa.array([None], pa.string())})
    rows = series_rows(territory, claims, articles, REGIONS, MEASURED.empty_table())
    assert [(row["region_id"], row["source_id"], row["on_day"]) for row in rows] == [("UA-annexed-2022", "d" * 16, DAY)]
    assert rows[0]["area_low_km2"] == pytest.approx(108842 * 0.7)


def test_intervals():
    assert Interval(10, 20).left_of(100) == Interval(80, 90)
    assert Interval(10, 20).share_of(200) == Interval(5, 10)
    assert Interval(10, 20).meets(Interval(21, 30), 0.05)
    assert not Interval(10, 20).meets(Interval(22, 30), 0.05)
