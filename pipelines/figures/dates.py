"""Dates, times, durations and sets, as TIMEX3."""

from datetime import date

from pipelines.model import DateExpression


def dates_in(text: str, published: date | None) -> tuple[DateExpression, ...]:
    """Give the date expressions of a text in order; relative ones are resolved against `published`."""
    return ()
