"""Whose side an entity is on: the country of a government, a place, an adjective or a person in office.

Here belongs the way from an entity to its country; the facts stand in the reference tables.
"""

import re
from functools import cache

from dataset.reference.load import government_of, rows
from pipelines.record import record

_YEARS = re.compile(r"(?:\b(?P<first>\d{4})(?:–(?P<last>\d{4}))?|\buntil (?P<until>\d{4}))")


def country_of(entity_id: str | None) -> str | None:
    """Give the country code of an entity, None where the tables give none."""
    if not entity_id:
        return None
    if entity_id[:2].isupper() and entity_id[2:3] in ("", "-"):
        return entity_id[:2]
    return _countries().get(entity_id)


def government(entity_id: str | None) -> tuple[str, str] | None:
    """Give id and name of the government that a country or its capital speaks for, None for anything else."""
    return _governments().get(entity_id) if entity_id else None


def office_of(entity_id: str | None, year: int | None) -> str | None:
    """Give the office that a person of the tables held in a year; None where it was over or another's then.

    Without a year only offices that the tables give no end for are known.
    """
    office = _offices().get(entity_id) if entity_id else None
    if office is None:
        return None
    if office.last is not None:
        return office.role if year is not None and (office.first or year) <= year <= office.last else None
    others = (other for other in _offices().values() if other.role == office.role)
    return None if year is not None and any(other.is_held_through(year) for other in others) else office.role


def holder_of(office: str, year: int) -> tuple[str, str] | None:
    """Give id and name of the one person of the tables who held an office in a year, None for none or two."""
    wanted = office.casefold()
    named = [entity for entity, held in _offices().items() if held.role.casefold() == wanted]
    held = [entity for entity in named if office_of(entity, year)]
    return (held[0], _names()[held[0]]) if len(held) == 1 else None


@cache
def _names() -> dict[str, str]:
    return {row["entity_id"]: row["name"] for row in rows("entities")}


@record(frozen=True, slots=True)
class _Office:
    role: str
    first: int | None
    last: int | None

    def is_held_through(self, year: int) -> bool:
        """Tell whether the tables have it held before and after the end of a year by this person."""
        return self.first is not None and self.last is not None and self.first <= year < self.last


@cache
def _countries() -> dict[str, str]:
    found = {row["entity_id"]: row["country_code"] for name in ("places", "entities", "outlets") for row in rows(name)}
    found |= {government_of(row)[0]: row["country_code"] for row in rows("countries")}
    return {entity: country for entity, country in found.items() if country}


@cache
def _governments() -> dict[str, tuple[str, str]]:
    found = {}
    for row in rows("countries"):
        for key in (row["country_code"], row["capital_id"]):
            if key:
                found[key] = government_of(row)
    return found


@cache
def _offices() -> dict[str, _Office]:
    return {row["entity_id"]: _office(row["role"]) for row in rows("entities") if row["kind"] == "person"}


def _office(role: str) -> _Office:
    """Read "president of Poland 2015–2025" or "spokesperson of the Pentagon until 2025"."""
    match = _YEARS.search(role)
    if not match:
        return _Office(role, None, None)
    first = int(match["first"]) if match["first"] else None
    last = match["until"] or match["last"] or match["first"]
    return _Office(role[: match.start()].strip(), first, int(last))
