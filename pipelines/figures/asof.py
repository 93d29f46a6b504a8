"""The day a figure or a statement holds for: from its clause, else its sentence, else the article."""

from pipelines.model import DateExpression, Figure, Period, Span


def as_of(
    span: Span, sentences: tuple[Span, ...], dates: tuple[DateExpression, ...], published: Period | None
) -> Period:
    """Give the period that what stands in `span` holds for."""
    return Period(None, None, "unknown", "none")


def with_as_of(
    figures: tuple[Figure, ...],
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    published: Period | None,
) -> tuple[Figure, ...]:
    """Give the figures with the day each holds for."""
    return figures
