"""Dates that somebody wrote."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.published import published_as_written, published_of


def test_a_moment_keeps_the_day_of_its_own_zone():
    found = published_of("2024-05-06T23:30:00-04:00", "metadata")
    assert found.at == datetime(2024, 5, 7, 3, 30, tzinfo=UTC)
    assert (found.period.first_on, found.precision) == (date(2024, 5, 6), "instant")


@pytest.mark.parametrize(
    ("written", "first_on", "last_on", "precision"),
    [
        pytest.param("2024-05-06", date(2024, 5, 6), date(2024, 5, 6), "day", id="day"),
        pytest.param("2024-05-06T10:00:00", date(2024, 5, 6), date(2024, 5, 6), "day", id="time-without-zone"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", id="month"),
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), "year", id="year"),
    ],
)
def test_what_is_not_known_is_not_made_up(written, first_on, last_on, precision):
    found = published_of(written, "metadata")
    assert (found.period.first_on, found.period.last_on, found.precision) == (first_on, last_on, precision)
    assert found.at == datetime(first_on.year, first_on.month, first_on.day, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-30",
        "2024-13-01",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "yesterday",
        "06/05/2024",
        "-1",
        "",
    ],
)
def test_a_wrong_date_is_an_error(written):
    with pytest.raises(ValueError, match=r".*"):
        published_of(written, "metadata")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("Mon, 06 May 2024 10:00:00 +0200", date(2024, 5, 6), id="e-mail"),
        pytest.param("2024-05-06T10:00:00+0000", date(2024, 5, 6), id="zone-without-colon"),
        pytest.param("May 6, 2024", date(2024, 5, 6), id="month-first"),
        pytest.param("6th May 2024 at 10:00", date(2024, 5, 6), id="day-first"),
        pytest.param("6 мая 2024", date(2024, 5, 6), id="russian"),
        pytest.param("06.05.2024", date(2024, 5, 6), id="dotted"),
        pytest.param("31 February 2024", None, id="no-such-day"),
        pytest.param("soon", None, id="words"),
    ],
)
def test_pages_write_dates_in_many_forms(written, day):
    found = published_as_written(written, "meta")
    assert (found.period.first_on if found else None) == day


@given(st.text(max_size=60))
def test_any_words_are_a_date_or_none(text):
    published_as_written(text, "meta")
