"""From attributions to claims: who the source is, how the claim came, how and when it was said.

Here the answers of the modules for source, chain, modality, saying and topics are put together, and nothing else.
"""

from pipelines.model import (
    Attribution,
    Claim,
    DateExpression,
    Document,
    Figure,
    Hop,
    Mention,
    Period,
    Source,
    Span,
    Spans,
)
from pipelines.text.chain import chains_of
from pipelines.text.modality import modality_of
from pipelines.text.said import sayings_of
from pipelines.text.sources import sources_of
from pipelines.text.story import Story
from pipelines.text.topics import topics_of


def claims_of(
    document: Document,
    sentences: tuple[Span, ...],
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
) -> tuple[Claim, ...]:
    """Give one claim for each attribution, in the same order (so `Attribution.parent` indexes the result too).

    Figures take no part so far: how many a source is stands in its own words.
    """
    story = Story(document, sentences, attributions, mentions, dates)
    sources = sources_of(story)
    chains = chains_of(story, sources)
    sayings = sayings_of(story, sources)
    return tuple(_claim(story, *parts) for parts in zip(attributions, sources, chains, sayings, strict=True))


def _claim(
    story: Story,
    attribution: Attribution,
    source: Source,
    chain: tuple[Hop, ...],
    saying: tuple[Period | None, str | None],
) -> Claim:
    content = _words(story.text, attribution.content)
    modality, is_negated = modality_of(_words(story.text, attribution.cue), content)
    return Claim(
        attribution=attribution,
        source=source,
        chain=chain,
        modality=modality,
        is_negated=is_negated,
        said=saying[0],
        said_at_event=saying[1],
        topics=topics_of(content),
    )


def _words(text: str, spans: Spans) -> str:
    return " ".join([text[start:end] for start, end in spans])
