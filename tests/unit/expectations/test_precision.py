"""Precision from reviews: what counts, and an interval that holds for few rows."""

import pytest
from expected_rows import table_of

from expectations.report.precision import Precision, precisions, wilson


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id="newcombe-1998-a"),
        pytest.param(15, 148, 0.0624, 0.1605, id="newcombe-1998-b"),
        pytest.param(0, 20, 0.0, 0.1611, id="newcombe-1998-c"),
        pytest.param(1, 29, 0.0061, 0.1718, id="newcombe-1998-d"),
        pytest.param(1, 1, 0.2065, 1.0, id="a-single-row"),
    ],
)
def test_the_interval_is_wilsons(right, of, low, high):
    """The examples of Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    assert wilson(right, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def rows(*given):
    """Give rows of `reviews` of (table, rule, decision, is in force)."""
    names = ("table_name", "rule_code", "decision", "is_in_force")
    return table_of("reviews", *(dict(zip(names, one, strict=True)) for one in given))


def test_a_table_is_told_as_a_whole_and_by_construction():
    found = precisions(
        rows(
            ("claims", "colon", "confirm", True),
            ("claims", "colon", "correct", True),
            ("claims", "according", "reject", True),
            ("figures", None, "confirm", True),
        )
    )
    assert found == [
        Precision("claims", None, 1, 1, 1),
        Precision("claims", "according", 0, 0, 1),
        Precision("claims", "colon", 1, 1, 0),
        Precision("figures", None, 1, 0, 0),
    ]
    assert found[0].share == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("claims", "colon", "confirm", False), id="not-in-force"),
        pytest.param(("claims", "colon", "follows", True), id="only-follows"),
        pytest.param(("sources", None, "merge", True), id="merged"),
    ],
)
def test_what_says_nothing_of_the_machine_does_not_count(row):
    assert precisions(rows(row)) == []
