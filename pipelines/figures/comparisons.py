"""Amounts of land given as the size of something: "roughly the size of Virginia", "twice as large as Belgium".

The areas stand in `dataset/reference/comparison_areas.csv`, total area and land apart. A comparison
with a name that is not there, or that several places share ("the size of Georgia"), gives a figure without a value and
says why.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from dataset.reference.load import rows
from pipelines.figures.bounds import Bound, bound_before
from pipelines.figures.numbers import numbers_in
from pipelines.figures.units import units_by_code
from pipelines.model import Figure
from pipelines.record import record, replace

_LOOK_BACK = 48
_CONTEXT = 140
_LONGEST_NAME = 50
_COMPARED = re.compile(
    r"""(?:\b(?:(?P<size>(?:equivalent|equal|comparable|similar|close)\s+(?:in\s+(?:size|area)\s+)?to
              (?:\s+(?:that\s+of|the\s+(?:size|(?:total\s+)?area)\s+of))?
            |(?:the\s+)?(?:total\s+)?size\s+of)
        |(?P<area>the\s+(?:total\s+|(?P<land>land\s+))?area\s+of)
        |(?P<than>(?:bigger|larger|smaller)\s+than|as\s+(?:big|large)\s+as)(?:\s+the\s+(?:size|area)\s+of)?)
    \s+(?:all\s+of\s+)?(?:the\s+)?(?:(?:US|U\.S\.|American)\s+)?(?:(?P<kind>state|country|nation|republic)\s+of\s+)?)
    (?=[A-Z])""",
    re.VERBOSE,
)
_BEFORE_COMPARED = re.compile(
    r"\W(?=equi|equal|compara|simil|close\s|size\s|total\s|the\s+(?:total|size|land|area)\s|bigger|larger|smaller|as\s+[bl])"
)
_SIZED = re.compile(r"-sized?\b")
_LAND = re.compile(
    r"\b(?:area|territor\w+|land|region|regions|oblasts?|province|square|size|country|km2?|hectares)\b", re.IGNORECASE
)
_FACTOR_END = re.compile(r"(?:\s+times)?(?:\s+(?:of|over))?\s+$")
_TIMES = re.compile(r"\b(?:(?P<two>twice|double)|(?P<three>triple|thrice))\s+$", re.IGNORECASE)
_NOT_BEFORE_SIZE = frozenset(
    ("of", "by", "given", "despite", "on", "in", "for", "with", "reduce", "reducing", "to", "about")
)
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s(?:(?:of|and|the)\s)?[A-Z][\w.’'-]*){0,5}")


@record(frozen=True, slots=True)
class _Place:
    entity_id: str
    area_km2: float
    """The total area: what such comparisons mean."""
    land_km2: float | None
    """The land alone, where the table has it: what "the land area of" means."""


@cache
def _places() -> dict[str, tuple[_Place, ...]]:
    """Give the places of each name; names of countries as in `country_names.csv` too."""
    places: dict[str, list[_Place]] = {}
    by_id: dict[str, _Place] = {}
    for row in rows("comparison_areas"):
        place = by_id[row["entity_id"]] = _Place(
            row["entity_id"],
            float(row["area_total_km2"]),
            float(row["area_land_km2"]) if row["area_land_km2"] else None,
        )
        places.setdefault(row["name"], []).append(place)
    for row in rows("country_names"):
        known = by_id.get(row["country_code"])
        if row["kind"] == "alias" and known is not None and known not in places.get(row["name"], []):
            places.setdefault(row["name"], []).append(known)
    return {name: tuple(found) for name, found in places.items()}


@cache
def _cities() -> frozenset[str]:
    """Give the states whose bare name means a city as often."""
    return frozenset(("New York", "Washington"))


@cache
def _wikidata_ids() -> dict[str, str]:
    return {row["entity_id"]: row["wikidata_id"] for row in rows("comparison_areas") if row["wikidata_id"]}


def wikidata_id_of(entity_id: str | None) -> str | None:
    """Give the Wikidata Q-id of what land is compared with, or its entity where the table has none."""
    return _wikidata_ids().get(entity_id, entity_id) if entity_id else None


def comparisons_in(text: str) -> tuple[Figure, ...]:
    """Give the figures of a text that are stated as the size of a named country or state."""
    found = (_comparison(text, match) for match in _compared_in(text))
    sized = (_sized(text, match) for match in _SIZED.finditer(text))
    return tuple(figure for figure in (*found, *sized) if figure is not None)


def _compared_in(text: str) -> Iterator[re.Match[str]]:
    """Give where a text compares sizes; tried only behind what stands before a word that can open a comparison."""
    position = 0
    for opening in chain((0,), (match.end() for match in _BEFORE_COMPARED.finditer(text))):
        match = _COMPARED.match(text, opening) if opening >= position else None
        if match:
            yield match
            position = match.end()


def _comparison(text: str, match: re.Match[str]) -> Figure | None:
    named = _place_at(text, match.end(), match["kind"])
    start, factor = _factor_before(text, match.start())
    if not _is_of_land(text, match, start):
        return None
    before = bound_before(text, start)
    bound, first = _bound_of(match[0], before), before.start if before else start
    if named is None:
        return _unresolved(text, match, first, start, factor, bound)
    end, place = named
    if match["land"]:
        if place.land_km2 is None:
            return _unresolved(text, match, first, start, factor, bound)
        place = replace(place, area_km2=place.land_km2)
    return _figure(first, end, start, place, factor, bound)


def _unresolved(text: str, match: re.Match[str], first: int, start: int, factor: float, bound: str) -> Figure | None:
    """Give a comparison without a value, and why it has none; None where it is hardly one of land."""
    name = _NAME.match(text, match.end(), min(len(text), match.end() + _LONGEST_NAME))
    if name is None or not _LAND.search(text, _sentence_start(text, start), start):
        return None
    written = name[0].rstrip(".’'")
    if written.endswith(("'s", "’s")):
        return None
    shared = len(_places().get(written, ())) > 1 or written in _cities()
    kind = "land area" if match["land"] else "area"
    why = f'several places are called "{written}"' if shared else f'no {kind} of "{written}" is known'
    return Figure(
        start=first,
        end=name.start() + len(written),
        number_start=start,
        number_end=name.start() + len(written),
        low=None,
        high=None,
        unit_code="km2",
        unit_name=units_by_code()["km2"].name,
        quantity_kind="area",
        bound=bound,
        is_approximate=True,
        comparison_factor=factor,
        unresolved_reason=why,
    )


def _sized(text: str, match: re.Match[str]) -> Figure | None:
    """Read "a Virginia-sized area"."""
    window = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
    for opening in re.finditer(r"\b(?=[A-Z])", window):
        places = _places().get(window[opening.start() :])
        if places is not None and len(places) == 1:
            start = match.start() - len(window) + opening.start()
            return _figure(start, match.end(), start, places[0], 1.0, "point")
    return None


def _place_at(text: str, start: int, kind: str | None) -> tuple[int, _Place] | None:
    """Give where the longest known name at `start` ends, and its place; None for unknown and shared names."""
    match = _NAME.match(text, start, min(len(text), start + _LONGEST_NAME))
    name = match[0].rstrip(".’'") if match else ""
    while name:
        end = start + len(name)
        found = [
            place for place in _places().get(name, ()) if kind is None or ("-" in place.entity_id) == (kind == "state")
        ]
        if len(found) == 1 and not text.startswith(("'s", "’s", "-"), end):
            return None if kind is None and name in _cities() else (end, found[0])
        name = name.rpartition(" ")[0]
    return None


def _factor_before(text: str, start: int) -> tuple[int, float]:
    """Give where the factor of a comparison begins and its value: "twice", "one and a half times", "half"."""
    window = text[max(0, start - _LOOK_BACK) : start]
    offset = start - len(window)
    if match := _TIMES.search(window):
        return offset + match.start(), 2.0 if match["two"] else 3.0
    for number in numbers_in(window):
        if _FACTOR_END.fullmatch(window, number.end) and number.low == number.high:
            return offset + number.start, number.low
    return start, 1.0


def _is_of_land(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether a comparison is one of land, and of two areas: not "because of the size of Russia"."""
    if start < match.start():
        return match["than"] is None or _speaks_of_land(text, start)
    if match["than"]:
        return _speaks_of_land(text, start)
    before = bound_before(text, start)
    if match["area"]:
        return before is not None
    word = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return before is not None or word is None or word[1].lower() not in _NOT_BEFORE_SIZE


def _speaks_of_land(text: str, start: int) -> bool:
    return _LAND.search(text, max(0, start - _CONTEXT), start) is not None


def _sentence_start(text: str, position: int) -> int:
    first = max(0, position - _CONTEXT)
    return max(first, *(text.rfind(mark, first, position) for mark in (". ", "? ", "! ", "\n")))


def _bound_of(words: str, before: Bound | None) -> str:
    if words.startswith(("bigger", "larger")):
        return "more_than"
    if words.startswith("smaller"):
        return "less_than"
    return before.bound if before and before.bound else "point"


def _figure(start: int, end: int, number_start: int, place: _Place, factor: float, bound: str) -> Figure:
    area, unit = place.area_km2 * factor, units_by_code()["km2"]
    low = None if bound in ("at_most", "less_than") else area
    high = None if bound in ("at_least", "more_than") else area
    return Figure(
        start=start,
        end=end,
        number_start=number_start,
        number_end=end,
        low=low,
        high=high,
        unit_code=unit.code,
        unit_name=unit.name,
        quantity_kind=unit.kind,
        bound=bound,
        is_approximate=True,
        si_low=unit.in_si(low),
        si_high=unit.in_si(high),
        si_unit=unit.si_unit,
        comparison_entity_id=place.entity_id,
        comparison_factor=factor,
    )
