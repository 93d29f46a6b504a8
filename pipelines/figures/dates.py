"""Dates, times, durations and sets, as TIMEX3."""

from pipelines.model import DateExpression, Period


def dates_in(text: str, published: Period | None) -> tuple[DateExpression, ...]:
    """Give the date expressions of a text in order; relative ones are resolved against `published`."""
    return ()
