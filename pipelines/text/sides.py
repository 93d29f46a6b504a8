"""Whose side an entity is on: the country of a government, a place, an adjective or a person in office.

Here belongs the way from an entity to its country; the facts stand in the reference tables.
"""

from functools import cache

from dataset.reference.load import government_of, rows


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


def office_of(entity_id: str | None) -> str | None:
    """Give the office that a person of the tables holds, None where it is over ("until 2025") or none is known."""
    return _offices().get(entity_id) if entity_id else None


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
def _offices() -> dict[str, str]:
    return {
        row["entity_id"]: row["role"]
        for row in rows("entities")
        if row["kind"] == "person" and not any(letter.isdigit() for letter in row["role"])
    }
