"""From attributions to claims: who the source is, how the claim came, how and when it was said."""

from pipelines.model import Attribution, Claim, DateExpression, Document, Figure, Mention, Span


def claims_of(
    document: Document,
    sentences: tuple[Span, ...],
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
) -> tuple[Claim, ...]:
    """Give one claim for each attribution, in the same order (so `Attribution.parent` indexes the result too)."""
    return ()
