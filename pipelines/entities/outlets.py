"""Outlets by name: their entities, and what may be quoted of their articles.

An outlet that no reference table has is an entity of the project, made from its name; words that name none in
particular ("foreign media") are no entity.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.reference.load import Published, Row, entities_table, rows

_DOMAIN_FRONT = re.compile(r"^(https?://)?(www\.)?")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_IN_GENERAL = re.compile(r"[a-z]+( [a-z]+)*")
"""Words without a capital, a digit or a dot: "foreign media"."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@cache
def _by_name() -> dict[str, Row]:
    found = {}
    for row in rows("outlets"):
        for name in (row["name"], row["domain"], *row["aliases"].split("|")):
            if name:
                found[_plain(name)] = row
    return found


def _plain(name: str) -> str:
    return _DOMAIN_FRONT.sub("", name.strip().casefold()).removeprefix("the ")


def known_outlet(name: str | None) -> Row | None:
    """Give the reference row of an outlet by one of its names; what stands in brackets behind it may be left out."""
    if not name:
        return None
    found = _by_name()
    return found.get(_plain(name)) or found.get(_plain(_IN_BRACKETS.sub("", name)))


def outlet_entity_id(name: str | None) -> str | None:
    """Give the entity of an outlet; None for no name, and for words that are the name of none."""
    if not name or _IN_GENERAL.fullmatch(name):
        return None
    known = known_outlet(name)
    return known["entity_id"] if known else f"gl:outlet-{_slug(name)}"


def rights_of(name: str | None, said: str | None = None) -> str:
    """Give what may be quoted of an outlet's articles: `open` only where the reference table says so.

    Of an outlet that the table does not know, `said` decides: what whoever listed its feed says of it.
    """
    known = known_outlet(name)
    return known["rights"] if known else said or "quote"


def entity_rows(outlets: Iterable[str]) -> list[Published]:
    """Give the table `entities`: all of the reference tables, and the outlets named here that these lack."""
    found = {str(row["entity_id"]): row for row in entities_table()}
    for name in sorted(set(outlets)):
        entity_id = outlet_entity_id(name)
        if entity_id and entity_id not in found:
            found[entity_id] = _unknown(entity_id, name)
    return list(found.values())


def _unknown(entity_id: str, name: str) -> Published:
    known = {"entity_id": entity_id, "kind": "outlet", "name": name, "names_uk": [], "names_ru": [], "aliases": []}
    return {**dict.fromkeys(TABLES["entities"].columns), **known}


def _slug(name: str) -> str:
    """Give a name as an id's part: its ASCII letters, and a hash behind them where others would be lost."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    slug = _NO_LETTER.sub("-", plain).strip("-")
    return slug if slug and plain.isascii() else f"{slug}-{make_id('outlet', plain)}".lstrip("-")
