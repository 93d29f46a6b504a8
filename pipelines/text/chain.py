"""The way a claim came: publisher, relay, source, speaker, each with its words.

Here belongs the order of the hops. Which words name a relay stands in `relays.py`, who a source is in `sources.py`.
"""

from pipelines.model import Hop, Source
from pipelines.text.credits import credit_in
from pipelines.text.relays import outlet, relays_of
from pipelines.text.story import Story

PASSING_ON = frozenset({"anonymous_group", "document", "unattributed"})
"""Kinds of source that tell of what others think or do: where they end a chain they are its source, not a speaker."""

_DEEPEST = 12
"""Attributions within each other that a chain goes through."""


def chains_of(story: Story, sources: tuple[Source, ...]) -> tuple[tuple[Hop, ...], ...]:
    """Give the chain of each attribution, from the publisher to the one whose claim it is."""
    first = _publisher(story)
    return tuple(_chain(story, sources, first, number) for number in range(len(sources)))


def _chain(story: Story, sources: tuple[Source, ...], first: list[Hop], number: int) -> tuple[Hop, ...]:
    hops = list(first)
    for outer in _outer_first(story, number):
        if sources[outer].kind == "unattributed" and outer != number:
            continue
        hops += relays_of(story, outer, sources[outer])
        hops.append(_hop(story, outer, sources[outer], is_last=outer == number))
    return _without_repeats(hops)


def _publisher(story: Story) -> list[Hop]:
    """Give the publisher, and whom the text as a whole credits ("X reports via Y")."""
    document, credit = story.document, None
    if document.via is None:
        credit = credit_in(story.text)
    names = [document.outlet, credit.outlet if credit else None, document.via or (credit.via if credit else None)]
    found = list(dict.fromkeys(name for name in names if name))
    roles = ["publisher" if document.outlet or credit else "relay", "relay", "relay"]
    return [Hop(role, outlet(name), None, ()) for role, name in zip(roles, found, strict=False)]


def _outer_first(story: Story, number: int) -> list[int]:
    """Give the attributions that an attribution stands in, the outermost first, itself last."""
    path = [number]
    while (parent := story.attributions[path[-1]].parent) is not None and parent not in path and len(path) < _DEEPEST:
        path.append(parent)
    return path[::-1]


def _hop(story: Story, number: int, source: Source, *, is_last: bool) -> Hop:
    attribution = story.attributions[number]
    cue = " ".join(story.text[start:end] for start, end in attribution.cue) or None
    if is_last and source.kind not in PASSING_ON:
        return Hop("speaker", source, cue, attribution.source)
    return Hop("relay" if source.kind == "outlet" else "source", source, cue, attribution.source)


def _without_repeats(hops: list[Hop]) -> tuple[Hop, ...]:
    """Leave out what names a hop twice: a publisher that "reports" its own article, a relay that is the speaker.

    Where the publisher itself is the speaker, its words are those of its own hop; the relays are whom it has it from.
    """
    first, last = hops[0], hops[-1]
    if len(hops) > 1 and first.role == "publisher" and _is_same(first.source, last.source):
        return _without_repeats([Hop("publisher", last.source, last.cue, last.spans), *hops[1:-1]])
    kept: list[Hop] = []
    for place, hop in enumerate(hops):
        is_end = hop.role == "publisher" or place == len(hops) - 1
        if is_end or not any(_is_same(hop.source, other.source) for other in (*kept, hops[-1])):
            kept.append(hop)
    return tuple(kept)


def _is_same(one: Source, other: Source) -> bool:
    if one.entity_id and other.entity_id:
        return one.entity_id == other.entity_id
    if one.kind == other.kind == "outlet":
        return (one.name or one.description or "").casefold() == (other.name or other.description or "").casefold()
    if one.name and other.name:
        return one.name.casefold() == other.name.casefold()
    return (one.kind, one.name, one.description) == (other.kind, other.name, other.description)
