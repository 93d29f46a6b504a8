"""The gazetteer: every surface form that the reference tables know, and what it may stand for.

Here belongs how the rows of `dataset/reference` become surface forms with their candidates and one automaton over all
of them. Where a form stands in a text is found in `match.py`, which candidate it means there is decided in
`resolve.py`.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dataset.reference.load import Row, government_of, parts_of, rows
from pipelines.entities.words import rows_of
from pipelines.record import record

STATE_WEIGHT = 1_000_000
"""Weight of a region for which no population is kept: above a large city of the same name abroad."""
CAPITAL_WEIGHT = 1_000_000
"""What a capital weighs beside its population: "Washington" is the city before the state."""
CAPS_FROM = 4
"""Names with at least so many characters are known in capital letters too ("KYIV", not "US" for "us")."""
IN_CAPS = frozenset(("place", "region", "demonym"))


@record(frozen=True, slots=True)
class Entry:
    """One thing that a surface form may stand for."""

    entity_id: str
    kind: str
    """The kind of the mention: person, place, region, government, organisation, outlet, weapon, demonym."""
    name: str
    """The entity's canonical English name."""
    form: str
    """How the surface names it: name, alias, full, short, old, adjective, demonym, abbreviation, surname …"""
    country_code: str
    region_id: str
    weight: int
    """What speaks for it where nothing else does: its population."""
    feature: str


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Give the candidates of every surface form, the heaviest first."""
    return _forms()[0]


@cache
def shouted_forms() -> frozenset[str]:
    """Give the forms in capitals that the tables write otherwise: "LIMA", which may be an abbreviation too."""
    return _forms()[1]


@cache
def _forms() -> tuple[dict[str, tuple[Entry, ...]], frozenset[str]]:
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for surface, entry in _all():
        found[surface].setdefault(entry.entity_id, entry)
    shouted = [(surface.upper(), entry) for surface, by_id in found.items() for entry in _shouted(surface, by_id)]
    new = frozenset(surface for surface, _ in shouted if surface not in found)
    for surface, entry in shouted:
        found[surface].setdefault(entry.entity_id, entry)
    by_weight = {
        surface: tuple(sorted(by_id.values(), key=lambda entry: (-entry.weight, entry.entity_id)))
        for surface, by_id in found.items()
    }
    return by_weight, new


def _shouted(surface: str, by_id: dict[str, Entry]) -> list[Entry]:
    """Give what a form in capitals stands for too: "KYIV"."""
    if len(surface) < CAPS_FROM or surface == surface.upper():
        return []
    return [entry for entry in by_id.values() if entry.kind in IN_CAPS]


def candidates(surface: str) -> tuple[Entry, ...]:
    """Give what a surface form may stand for, nothing for a form that no table has."""
    return entries().get(surface.replace("’", "'"), ())


@cache
def surfaces() -> tuple[str, ...]:
    """Give all surface forms in the order in which the automaton numbers them."""
    return tuple(entries())


@cache
def automaton() -> AhoCorasick:
    """Give the automaton over `surfaces()`; its offsets are code points."""
    return AhoCorasick(list(surfaces()), matchkind=MatchKind.Standard)


@cache
def countries_by_capital() -> dict[str, str]:
    """Give the country code of every capital's entity."""
    return {row["capital_id"]: row["country_code"] for row in rows("countries") if row["capital_id"]}


@cache
def governments() -> dict[str, tuple[str, str]]:
    """Give id and name of the government of every country, by country code."""
    return {row["country_code"]: government_of(row) for row in rows("countries")}


@cache
def _country_codes() -> dict[str, str]:
    codes = {entry.entity_id: entry.country_code for found in entries().values() for entry in found}
    return codes | {entity_id: code for code, (entity_id, _) in governments().items()}


def country_of(entity_id: str | None) -> str | None:
    """Give the country code of an entity: of a country itself, of its government, of a place or body in it."""
    return _country_codes().get(entity_id or "") or None


@cache
def region_parts() -> dict[str, tuple[str, ...]]:
    """Give the parts of every region of Ukraine: of a composite its units, of a unit itself."""
    return {row["region_id"]: tuple(parts_of(row)) or (row["region_id"],) for row in rows("regions")}


def _all() -> Iterator[tuple[str, Entry]]:
    yield from _countries()
    yield from _regions()
    yield from _raions()
    yield from _places()
    yield from _cast()
    yield from _outlets()
    yield from _longer_names()


def _countries() -> Iterator[tuple[str, Entry]]:
    known = {row["country_code"]: row for row in rows("countries")}
    for row in known.values():
        yield row["name"], _country(row, "place", "name")
    for name in rows("country_names"):
        row, form = known[name["country_code"]], name["kind"]
        yield name["name"], _country(row, "demonym" if form == "demonym" else "place", form)


def _country(row: Row, kind: str, form: str) -> Entry:
    code = row["country_code"]
    return Entry(code, kind, row["name"], form, code, "", 10 * int(row["population"]), "country")


def _regions() -> Iterator[tuple[str, Entry]]:
    known = {row["region_id"]: row["name"] for row in rows("regions")}
    for name in rows("region_names"):
        if name["language"] == "en":
            region_id, form = name["region_id"], name["kind"]
            kind = "demonym" if form == "demonym" else "region"
            weight = 0 if form in ("short", "old", "adjective") else STATE_WEIGHT
            yield name["name"], Entry(region_id, kind, known[region_id], form, "UA", region_id, weight, "region")


def _raions() -> Iterator[tuple[str, Entry]]:
    """Give the raions by the forms that name no town: "Pokrovskyi", read only where "raion" or "district" follows."""
    for name, entry in raions_by_name().items():
        if entry.form == "adjective":
            yield name, entry


@cache
def raions_by_name() -> dict[str, Entry]:
    """Give the raions of Ukraine by their names without the word "raion": "Pokrovsk", "Pokrovskyi"."""
    known = {row["entity_id"]: row for row in rows("raions")}
    found = {}
    for name in rows("raion_names"):
        row = known[name["entity_id"]]
        region_id = row["region_id"]
        found[name["name"]] = Entry(row["entity_id"], "place", row["name"], name["kind"], "UA", region_id, 0, "raion")
    return found


def _places() -> Iterator[tuple[str, Entry]]:
    known = {row["entity_id"]: row for row in rows("places")}
    for row in known.values():
        yield row["name"], _place(row, row["kind"], "name")
    for name in rows("place_names"):
        if name["language"] == "en":
            row, form = known[name["entity_id"]], name["kind"]
            yield name["name"], _place(row, "demonym" if form == "demonym" else row["kind"], form)


def _place(row: Row, kind: str, form: str) -> Entry:
    weight = int(row["population"]) if row["population"] else STATE_WEIGHT
    if row["feature"] == "capital":
        weight += CAPITAL_WEIGHT
    if form in ("short", "adjective"):
        weight = 0
    region_id = row["entity_id"] if row["kind"] == "region" else row["region_id"]
    return Entry(row["entity_id"], kind, row["name"], form, row["country_code"], region_id, weight, row["feature"])


def _cast() -> Iterator[tuple[str, Entry]]:
    known = {row["entity_id"]: row for row in rows("entities")}
    for row in known.values():
        yield row["name"], _body(row, "name")
    for name in rows("entity_names"):
        if name["language"] == "en":
            yield name["name"], _body(known[name["entity_id"]], name["kind"])


def _body(row: Row, form: str) -> Entry:
    return Entry(row["entity_id"], row["kind"], row["name"], form, row["country_code"], "", STATE_WEIGHT, row["kind"])


def _outlets() -> Iterator[tuple[str, Entry]]:
    for row in rows("outlets"):
        aliases = row["aliases"].split("|") if row["aliases"] else []
        for form, surface in (("name", row["name"]), *(("alias", alias) for alias in aliases)):
            country = row["country_code"]
            yield surface, Entry(row["entity_id"], "outlet", row["name"], form, country, "", STATE_WEIGHT, "outlet")


def _longer_names() -> Iterator[tuple[str, Entry]]:
    """Give the names that hold a place's name and stand for no place, so that the place inside is no mention."""
    for row in rows_of("longer_names"):
        yield row["name"], Entry("", "none", row["name"], "longer", "", "", 10**10, "none")
