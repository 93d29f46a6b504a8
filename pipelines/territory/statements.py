"""Statements about control of land: whose, which regions, how much, as of when."""

from datetime import date

from pipelines.model import Claim, DateExpression, Figure, Mention, Span, TerritoryStatement


def statements_in(
    text: str,
    sentences: tuple[Span, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
    claims: tuple[Claim, ...],
    published: date | None,
) -> tuple[TerritoryStatement, ...]:
    """Give the statements about control of land in order of the text."""
    return ()
