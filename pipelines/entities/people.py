"""Which person a name stands for: initials and middle names aside, and a bare surname by who was named before."""

import re
from functools import cache

from pipelines.entities.gazetteer import Entry, candidates, entries
from pipelines.entities.shapes import SUFFIXES
from pipelines.model import Mention
from pipelines.record import replace

ENDINGS = re.compile("[iy]+")
ROMANISED = frozenset(("BY", "RU", "UA"))


def with_people(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the mentions with people resolved; a surname is the cast's unless the text names another of it first."""
    found = [_by_full_name(mention) for mention in mentions]
    others = _others(found)
    return [_by_surname(text, mention, others) for mention in found]


def _by_full_name(mention: Mention) -> Mention:
    """Resolve a name that differs from a known one by initials, a middle name or its romanisation only."""
    if mention.kind != "person" or mention.entity_id:
        return mention
    parts = (mention.name or "").split()
    if len(parts) < 2 or parts[-1] in SUFFIXES:
        return mention
    known, reason = _person(f"{parts[0]} {parts[-1]}"), "first-and-last-name"
    if known is None:
        known, reason = _by_sound().get(_sound(f"{parts[0]} {parts[-1]}")), "other-romanisation"
    if known is None:
        return mention
    return replace(mention, entity_id=known.entity_id, name=known.name, reason=reason)


def _sound(name: str) -> str:
    """Give a name with the letters alike that romanisations write differently: Valery, Valeriy, Valerii."""
    return ENDINGS.sub("i", name.casefold())


@cache
def _by_sound() -> dict[str, Entry]:
    """Give the people of Ukraine, Russia and Belarus by the sound of their full names, those that no other shares."""
    found: dict[str, dict[str, Entry]] = {}
    for surface, known in entries().items():
        if known[0].kind == "person" and known[0].country_code in ROMANISED and " " in surface:
            found.setdefault(_sound(surface), {})[known[0].entity_id] = known[0]
    return {sound: next(iter(by_id.values())) for sound, by_id in found.items() if len(by_id) == 1}


def _person(surface: str) -> Entry | None:
    people = [entry for entry in candidates(surface) if entry.kind == "person"]
    return people[0] if len(people) == 1 else None


def _others(mentions: list[Mention]) -> dict[str, Mention]:
    """Give people whom no table has by surname, as long as the text has not named the known one of that surname."""
    others: dict[str, Mention] = {}
    known: set[str] = set()
    for mention in mentions:
        if mention.kind != "person":
            continue
        surname = _surname(mention.name or "")
        if mention.entity_id:
            known.add(surname)
        elif surname not in known and " " in (mention.name or ""):
            others.setdefault(surname, mention)
    return others


def _surname(name: str) -> str:
    parts = [part for part in name.split() if part not in SUFFIXES]
    return parts[-1] if parts else ""


def _by_surname(text: str, mention: Mention, others: dict[str, Mention]) -> Mention:
    if mention.kind != "person" or not mention.entity_id:
        return mention
    surface = text[mention.start : mention.end]
    other = others.get(surface)
    if other is None or other.start > mention.start:
        return mention
    return replace(mention, entity_id=None, name=other.name, reason="full-name-before")
