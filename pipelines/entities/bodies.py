"""Which state a ministry, an army or a service belongs to that the text names without its state.

"Russia's defence ministry" and, once it has been named, "the Defence Ministry" are the body that the tables know as
"Russian Defence Ministry".
"""

import re
from functools import cache

from dataset.reference.load import rows
from pipelines.entities.gazetteer import Entry, country_of, entries
from pipelines.model import Mention
from pipelines.record import replace

POSSESSED = re.compile(r"'s $")


@cache
def national_bodies() -> dict[str, dict[str, Entry]]:
    """Give the bodies by what remains of their name without the demonym, in small letters, and country code."""
    demonyms = {row["name"]: row["country_code"] for row in rows("country_names") if row["kind"] == "demonym"}
    demonyms |= {"US": "US", "U.S.": "US", "UK": "GB"}
    found: dict[str, dict[str, Entry]] = {}
    for surface, known in entries().items():
        first, _, rest = surface.partition(" ")
        entry = known[0]
        if rest and entry.kind == "government" and demonyms.get(first) == entry.country_code:
            found.setdefault(rest.lower(), {}).setdefault(entry.country_code, entry)
    return found


def with_national_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the mentions with the bodies resolved that a state before them, or an earlier mention, tells."""
    bodies, found = national_bodies(), []
    named: dict[str, Entry] = {}
    for number, mention in enumerate(mentions):
        rest = text[mention.start : mention.end].lower()
        if mention.kind == "government" and mention.entity_id is None and rest in bodies:
            before = mentions[number - 1] if number else None
            entry, reason = _owner(text, mention, before, bodies[rest]), "state-before"
            if entry is None:
                entry, reason = named.get(rest), "body-named-before"
            if entry:
                mention = replace(mention, entity_id=entry.entity_id, name=entry.name, reason=reason)
        found.append(mention)
        if mention.entity_id and mention.kind == "government":
            _remember(text, mention, bodies, named)
    return found


def _owner(text: str, mention: Mention, before: Mention | None, of: dict[str, Entry]) -> Entry | None:
    if before is None or not POSSESSED.fullmatch(text[before.end : mention.start]):
        return None
    return of.get(country_of(before.entity_id) or "")


def _remember(text: str, mention: Mention, bodies: dict[str, dict[str, Entry]], named: dict[str, Entry]) -> None:
    surface = text[mention.start : mention.end].lower()
    for rest in (surface, surface.partition(" ")[2]):
        entry = bodies.get(rest, {}).get(country_of(mention.entity_id) or "")
        if entry and entry.entity_id == mention.entity_id:
            named[rest] = entry
