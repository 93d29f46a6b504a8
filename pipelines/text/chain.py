"""The way a claim came: publisher, relay, source, speaker, each with its words.

Here belongs the order of the hops and where a text names a relay; who a source is stands in `sources.py`.
"""

from pipelines.model import Attribution, Document, Hop, Source

PASSING_ON = frozenset({"anonymous_group", "document", "unattributed"})
"""Kinds of source that tell of what others think or do: the last hop is a source, not a speaker."""


def chains_of(
    document: Document, attributions: tuple[Attribution, ...], sources: tuple[Source, ...]
) -> tuple[tuple[Hop, ...], ...]:
    """Give the chain of each attribution, from the publisher to the one whose claim it is."""
    first = _publisher(document)
    return tuple(
        _without_repeats(
            [
                *first,
                *(_hop(document, attributions[n], sources[n], n == number) for n in _outer_first(attributions, number)),
            ]
        )
        for number in range(len(attributions))
    )


def _publisher(document: Document) -> list[Hop]:
    hops = []
    if document.outlet:
        hops.append(Hop("publisher", Source("outlet", document.outlet, document.outlet), None, ()))
    if document.via:
        hops.append(Hop("relay", Source("outlet", document.via, document.via), None, ()))
    return hops


def _outer_first(attributions: tuple[Attribution, ...], number: int) -> list[int]:
    """Give the attributions that an attribution stands in, the outermost first, itself last."""
    path = [number]
    while (parent := attributions[path[-1]].parent) is not None and parent not in path and parent < len(attributions):
        path.append(parent)
    return path[::-1]


def _hop(document: Document, attribution: Attribution, source: Source, is_last: bool) -> Hop:
    cue = " ".join(document.text[start:end] for start, end in attribution.cue) or None
    if is_last and source.kind not in PASSING_ON:
        return Hop("speaker", source, cue, attribution.source)
    return Hop("relay" if source.kind == "outlet" else "source", source, cue, attribution.source)


def _without_repeats(hops: list[Hop]) -> tuple[Hop, ...]:
    """Leave out a hop that names who came right before it: the publisher that "reports" its own article."""
    kept: list[Hop] = []
    for hop in hops:
        if kept and kept[-1].source == hop.source:
            kept.pop()
        kept.append(hop)
    return tuple(kept)
