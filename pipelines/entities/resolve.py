"""What a mention stands for in its document: one decision after the other, each with its reason.

Decided here, and stated for every layer that reads mentions:

- A country or capital that speaks, decides or controls ("Moscow said", "Russia claims") is a mention of kind
  `government` with `is_metonym` True, and its entity is the state's government (`gl:government-of-russia`, "Government
  of Russia"). `gazetteer.country_of(entity_id)` gives the country code back, of a government as of a place.
- A demonym ("Russian") has the country's id and the country's name.
- A region's bare name is the region where a word or a list makes it one, else the city of that name.
- "The Pokrovsk district" is the raion, a place whose id is the project's own.
- A person or body that no table has keeps `entity_id` None and the full name that the text gives.

How each is decided stands beside: `places.py`, `raions.py`, `people.py`, `bodies.py`, `metonyms.py`.
"""

from pipelines.entities.bodies import with_national_bodies
from pipelines.entities.gazetteer import country_of, region_parts
from pipelines.entities.match import plain
from pipelines.entities.metonyms import with_metonyms
from pipelines.entities.people import with_people
from pipelines.entities.places import with_places
from pipelines.entities.raions import with_raions
from pipelines.model import Document, Figure, Mention, Span
from pipelines.record import replace

LAND = ("place", "region", "government", "demonym")


def resolved(document: Document, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Give the mentions with their entity as the document decides it, in the same order."""
    text, found = plain(document.text), list(mentions)
    for decided in (with_people, with_places, with_raions, with_national_bodies, with_metonyms):
        found = decided(text, found)
    return tuple(found)


def with_bases(figures: tuple[Figure, ...], mentions: tuple[Mention, ...]) -> tuple[Figure, ...]:
    """Give the figures with the entity that each share is a share of, where its words name one.

    Several regions are their composite where there is one for just these parts; otherwise several bases are none.
    """
    return tuple(
        replace(figure, share_of_entity_id=_base(figure.share_of_span, mentions)) if figure.share_of_span else figure
        for figure in figures
    )


def _base(span: Span, mentions: tuple[Mention, ...]) -> str | None:
    inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1] and m.entity_id and m.kind in LAND]
    regions = {m.entity_id for m in inside if m.kind == "region"}
    if regions:
        return _whole_of(frozenset(entity_id for entity_id in regions if entity_id))
    lands = {m.entity_id if m.kind == "place" else country_of(m.entity_id) for m in inside}
    return lands.pop() if len(lands) == 1 else None


def _whole_of(regions: frozenset[str]) -> str | None:
    if len(regions) == 1:
        return next(iter(regions))
    parts = {part for region in regions for part in region_parts().get(region, (region,))}
    for region_id, of in region_parts().items():
        if set(of) == parts:
            return region_id
    return None
