"""Statements about control of land: whose, which regions, how much, as of when."""

from pipelines.model import Claim, DateExpression, Figure, Mention, Period, Span, TerritoryStatement


def statements_in(
    text: str,
    sentences: tuple[Span, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
    claims: tuple[Claim, ...],
    published: Period | None,
) -> tuple[TerritoryStatement, ...]:
    """Give the statements about control of land in order of the text."""
    return ()
