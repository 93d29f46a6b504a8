"""Confidence is fitted on the project's own gold, and what the table says is what gold shows."""

import pytest
from fit_confidence import at_least, fitted, table

TOLERANCE = 0.05
"""What other layers' changes may move without the table being written anew."""


def test_the_table_is_what_gold_shows() -> None:
    wanted = fitted()
    old = [row["rule_code"] for row in table() if abs(float(row["confidence"]) - wanted[row["rule_code"]]) > TOLERANCE]
    assert old == [], "run `uv run python tests/quality/fit_confidence.py` and commit pipelines/text/rules.csv"


@pytest.mark.parametrize(
    ("right", "given", "low", "high"),
    [
        pytest.param(0, 0, 0.3, 0.7, id="nothing-known"),
        pytest.param(3, 3, 0.6, 0.9, id="few"),
        pytest.param(300, 300, 0.98, 1.0, id="many"),
        pytest.param(0, 50, 0.0, 0.2, id="all-wrong"),
    ],
)
def test_few_examples_make_nothing_sure(right: int, given: int, low: float, high: float) -> None:
    assert low < at_least(right, given, 0.9) < high
