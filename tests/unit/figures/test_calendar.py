from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.figures.calendar import (
    day_or_none,
    easter,
    months_of,
    nth_weekday,
    period_of_iso,
    plus_days,
    weekday_near,
)
from pipelines.figures.timex import days_of, duration, moved, precision_of, value_of

WEDNESDAY = date(2024, 11, 20)


@pytest.mark.parametrize(
    ("weekday", "direction", "day"),
    [
        pytest.param(3, -1, 20, id="on-or-before-is-the-day"),
        pytest.param(3, 1, 20, id="on-or-after-is-the-day"),
        pytest.param(3, -2, 13, id="before"),
        pytest.param(3, 2, 27, id="after"),
        pytest.param(2, -1, 19, id="tuesday-back"),
        pytest.param(2, 1, 26, id="tuesday-ahead"),
    ],
)
def test_weekday_near(weekday, direction, day):
    assert weekday_near(WEDNESDAY, weekday, direction) == date(2024, 11, day)


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        pytest.param("2024-11-07", "day", "2024-11-07", "2024-11-07", id="day"),
        pytest.param("2024-11-07T23:30:00+02:00", "day", "2024-11-07", "2024-11-07", id="instant-is-its-day"),
        pytest.param("2024-02", "month", "2024-02-01", "2024-02-29", id="month"),
        pytest.param("2024", "year", "2024-01-01", "2024-12-31", id="year"),
    ],
)
def test_period_of_iso(written, precision, first, last):
    period = period_of_iso(written)
    assert (period.precision, str(period.first_on), str(period.last_on)) == (precision, first, last)


def test_period_of_iso_refuses_other_forms():
    with pytest.raises(ValueError, match="Invalid"):
        period_of_iso("November 7")


def test_feasts():
    assert easter(2024) == date(2024, 3, 31)
    assert easter(2025) == date(2025, 4, 20)
    assert nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)


def test_calendar_ends():
    assert plus_days(date.max, 1) is None
    assert day_or_none(2023, 2, 29) is None
    assert months_of(2024, 12, 3) == (date(2024, 12, 1), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        pytest.param("2024-11-07", "2024-11-07", "2024-11-07", "day", id="day"),
        pytest.param("2024-11-07T10:00", "2024-11-07", "2024-11-07", "hour", id="hour"),
        pytest.param("2024-11-07T10:15", "2024-11-07", "2024-11-07", "instant", id="instant"),
        pytest.param("2024-11-07TNI", "2024-11-07", "2024-11-07", "day", id="night"),
        pytest.param("2024-W45", "2024-11-04", "2024-11-10", "week", id="week"),
        pytest.param("2024-W45-WE", "2024-11-09", "2024-11-10", "day", id="weekend"),
        pytest.param("2024-11", "2024-11-01", "2024-11-30", "month", id="month"),
        pytest.param("2024-11-XX", "2024-11-01", "2024-11-30", "month", id="some-day-of-a-month"),
        pytest.param("2024-Q3", "2024-07-01", "2024-09-30", "quarter", id="quarter"),
        pytest.param("2024-H2", "2024-07-01", "2024-12-31", "quarter", id="half"),
        pytest.param("2023-WI", "2023-12-01", "2024-02-29", "season", id="winter"),
        pytest.param("2024", "2024-01-01", "2024-12-31", "year", id="year"),
        pytest.param("199", "1990-01-01", "1999-12-31", "decade", id="decade"),
        pytest.param("19", "1900-01-01", "1999-12-31", "unknown", id="century"),
        pytest.param("2024-05-05/2024-05-07", "2024-05-05", "2024-05-07", "day", id="range"),
    ],
)
def test_days_of_a_value(value, first, last, precision):
    assert tuple(str(day) for day in days_of(value)) == (first, last)
    assert precision_of(value) == precision


@pytest.mark.parametrize(
    "value", ["XXXX-11-07", "XXXX-WXX", "P2D", "PRESENT_REF", "2023-02-30", "2024-W60", "0000", ""]
)
def test_values_without_days(value):
    assert days_of(value) is None


def test_durations_are_written_as_iso_8601():
    assert [duration("3", "D"), duration("X", "TH"), duration("2", "DE")] == ["P3D", "PTXH", "P20Y"]


@given(st.dates(), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]))
def test_a_day_lies_in_the_days_of_its_values(day, unit):
    days = days_of(value_of(day, unit))
    assert days is None or days[0] <= day <= days[1]


@given(st.dates(), st.integers(), st.sampled_from(["D", "W", "M", "Q", "Y"]))
def test_moving_never_raises(day, count, unit):
    assert moved(day, count, unit) is None or isinstance(moved(day, count, unit), date)
