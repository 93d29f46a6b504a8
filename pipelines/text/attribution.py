"""Who says what, as spans: the grammar of attribution."""

from pipelines.model import Attribution, Mention, Quotation, Span


def attributions_in(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """Give the attributions of a text in order of their content."""
    return ()
