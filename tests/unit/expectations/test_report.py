"""The report of a release: readable, complete, and safe to open."""

import re
from datetime import UTC, datetime

import pytest
from expected_rows import GOOD, others, table_of

from dataset.contract.tables import TABLES
from expectations.report import report

BAD = "<script>alert('x')</script>&\"'"


def page_of(**changed):
    tables = {name: table_of(name) for name in TABLES} | others()
    tables |= {name: table_of(name, *rows) for name, rows in changed.items()}
    return report(tables["quality"], tables)


def quality(**values):
    row = {"table_name": "claims", "expectation": "expect_x", "column_name": "content", "is_passed": True,
           "observed": "0 of 1", "unexpected_count": 0, "rows_count": 1}  # fmt: skip
    return {**row, **values}


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            "entities", [GOOD["entities"], {"entity_id": "gl:ledger", "kind": "outlet", "name": BAD}], id="outlet"
        ),
        pytest.param("claims", [{**GOOD["claims"], "rule_code": BAD}], id="construction"),
        pytest.param("sources", [{**GOOD["sources"], "kind": BAD}], id="kind-of-source"),
        pytest.param("territory_checks", [{**GOOD["territory_checks"], "against": BAD}], id="check"),
        pytest.param("quarantine", [{"reason_code": BAD}], id="reason"),
        pytest.param("quality", [quality(observed=BAD)], id="observed"),
        pytest.param("quality", [quality(expectation=BAD, column_name=BAD)], id="expectation"),
    ],
)
def test_what_comes_from_outside_is_escaped(table, rows):
    page = page_of(**{table: rows})
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_needs_nothing_else():
    page = page_of(quality=[quality()])
    assert page.startswith("<!doctype html>")
    assert not re.search(r"(?:src|href)=|@import|https?://", page)


def test_the_words_of_articles_are_not_in_it():
    page = page_of(quality=[quality()])
    for words in (GOOD["claims"]["content"], GOOD["territory"]["evidence"], GOOD["articles"]["title"] + "<"):
        assert words not in page


def test_tables_are_counted_and_what_fell_short_is_open():
    held, fell = quality(), quality(expectation="expect_y", is_passed=False, observed="1 of 1")
    page = page_of(quality=[held, fell])
    assert "1 of 2 expectations about 1 tables hold." in page
    assert "<details open><summary>claims: 2 expectations, 1 fell short" in page
    assert "falls short" in page


def test_an_article_without_outlet_or_day_is_counted_as_not_known():
    article = {**GOOD["articles"], "outlet_id": None, "published_at": None}
    assert page_of(articles=[article]).count("not known") == 2
    months = page_of(articles=[{**GOOD["articles"], "published_at": datetime(2025, 3, 1, tzinfo=UTC)}])
    assert "2025-03" in months


def test_a_release_without_articles_has_a_report():
    assert '<p class="note">None.</p>' in page_of(articles=[], claims=[], quality=[])
