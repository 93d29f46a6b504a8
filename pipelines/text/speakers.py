"""From attributions to claims: who the source is, how the claim came, how and when it was said.

Here the answers of the modules for source, chain, modality, saying and topics are put together, and nothing else.
"""

from pipelines.model import Attribution, Claim, DateExpression, Document, Figure, Mention, Span
from pipelines.text.chain import chains_of
from pipelines.text.sources import Sources
from pipelines.text.story import Story


def claims_of(
    document: Document,
    sentences: tuple[Span, ...],
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
) -> tuple[Claim, ...]:
    """Give one claim for each attribution, in the same order (so `Attribution.parent` indexes the result too)."""
    story = Story(document, sentences, attributions, mentions, dates)
    sources = Sources(story).all()
    chains = chains_of(document, attributions, sources)
    return tuple(
        Claim(attribution, source, chain, "asserted", False, None, None, ())
        for attribution, source, chain in zip(attributions, sources, chains, strict=True)
    )
