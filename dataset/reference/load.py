"""The reader of the reference tables that are kept by hand in this folder.

Here belongs how the CSV files become rows, and how they become the published tables `entities` and `regions`. No name
is matched here and no text is read; what a source code in a table's `source` column means stands in `sources.csv`.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
Row = dict[str, str]
Published = dict[str, object]
WITH_ARTICLE = re.compile(
    r"^(?:United|Republic|Democratic|Central|Czech)|Republic$|Islands$|(?:land|ppine|ldive|ham)[ae]?s$"
)
"""Names of countries that stand with an article: the United States, the Netherlands, the Philippines."""


@cache
def rows(name: str) -> list[Row]:
    """Give the rows of one table, as `rows("regions")`; every value is a string, empty where nothing is known.

    Raises FileNotFoundError for a table that there is not.
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        once: dict[str, str] = {}  # one string for all equal values: most rows have the same source and kind
        return [
            {column: once.setdefault(value, value) for column, value in row.items()} for row in csv.DictReader(file)
        ]


def government_of(country: Row) -> tuple[str, str]:
    """Give id and name of a country's government, which every country of `countries.csv` has."""
    slug = "".join(letter if letter.isalnum() else "-" for letter in country["name"].casefold())
    ascii_slug = slug.translate(str.maketrans("çéôáíãü", "ceoaiau"))
    article = "the " if WITH_ARTICLE.search(country["name"]) else ""
    return f"gl:government-of-{ascii_slug}", f"Government of {article}{country['name']}"


def entities_table() -> list[Published]:
    """Give the rows of the published table `entities`, sorted by id: all that a mention can be resolved to."""
    found = [*_regions(), *_raions(), *_countries(), *_places(), *_cast(), *_outlets()]
    return sorted(found, key=lambda row: str(row["entity_id"]))


def regions_table() -> list[Published]:
    """Give the rows of the published table `regions`: the units of the first level, then the composites of them."""
    return [
        {
            "region_id": row["region_id"],
            "name": row["name"],
            "name_uk": row["name_uk"] or None,
            "name_ru": row["name_ru"] or None,
            "iso_3166_2": row["iso_3166_2"] or None,
            "katottg": row["katottg"] or None,
            "wikidata_id": row["wikidata_id"] or None,
            "parts": parts_of(row),
            "official_area_km2": float(row["official_area_km2"]),
            "area_basis": row["area_basis"],
            "area_source": row["area_source"],
            "valid_from": row["valid_from"] or None,
            "valid_to": row["valid_to"] or None,
        }
        for row in rows("regions")
    ]


def parts_of(region: Row) -> list[str]:
    """Give the ids of the parts of a composite region, none for a region that is no composite."""
    return region["parts"].split("|") if region["parts"] else []


def _entity(entity_id: str, kind: str, name: str, **known: object) -> Published:
    row: Published = {
        "entity_id": entity_id,
        "kind": kind,
        "name": name,
        "names_uk": [],
        "names_ru": [],
        "aliases": [],
        "wikidata_id": _wikidata_of(entity_id),
        "iso_3166_2": None,
        "katottg": None,
        "geonames_id": int(entity_id[9:]) if entity_id.startswith("geonames:") else None,
        "country_code": None,
        "lat": None,
        "lon": None,
    }
    return row | known


def _wikidata_of(entity_id: str) -> str | None:
    return entity_id if entity_id[0] == "Q" and entity_id[1:].isdigit() else None


def _names(table: str, key: str) -> dict[str, dict[str, list[str]]]:
    """Give the names of a table of names by entity and language, in the order of the table."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"en": [], "uk": [], "ru": []})
    for row in rows(table):
        if row["kind"] not in ("demonym", "adjective") or table == "raion_names":
            found[row[key]][row["language"]].append(row["name"])
    return found


def _spoken(names: dict[str, list[str]], own: str) -> Published:
    return {
        "names_uk": names["uk"],
        "names_ru": names["ru"],
        "aliases": list(dict.fromkeys(name for name in names["en"] if name != own)),
    }


def _regions() -> list[Published]:
    names = _names("region_names", "region_id")
    return [
        _entity(
            row["region_id"],
            "region",
            row["name"],
            **_spoken(names[row["region_id"]], row["name"]),
            wikidata_id=row["wikidata_id"] or None,
            iso_3166_2=row["iso_3166_2"] or None,
            katottg=row["katottg"] or None,
            geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
            country_code="UA",
        )
        for row in rows("regions")
        if row["region_id"] != "UA"
    ]


def _raions() -> list[Published]:
    names = _names("raion_names", "entity_id")
    return [
        _entity(
            row["entity_id"],
            "place",
            row["name"],
            **_spoken(names[row["entity_id"]], row["name"])
            | {
                "names_uk": [f"{row['name_uk']} район"],
                "names_ru": [f"{row['name_ru']} район"] if row["name_ru"] else [],
            },
            katottg=row["katottg"],
            country_code="UA",
        )
        for row in rows("raions")
    ]


def _countries() -> list[Published]:
    names, found = _names("country_names", "country_code"), []
    for row in rows("countries"):
        code = row["country_code"]
        spoken = _spoken(names[code], row["name"]) | {
            "names_uk": [row["name_uk"]] if row["name_uk"] else [],
            "names_ru": [row["name_ru"]] if row["name_ru"] else [],
        }
        known = {"geonames_id": int(row["geonames_id"]), "country_code": code}
        found.append(_entity(code, "country", row["name"], **spoken, **known))
        government_id, government = government_of(row)
        found.append(_entity(government_id, "government", government, country_code=code))
    return found


def _places() -> list[Published]:
    compared = {row["entity_id"]: row["wikidata_id"] for row in rows("comparison_areas")}
    names = _names("place_names", "entity_id")
    return [
        _entity(
            row["entity_id"],
            row["kind"],
            row["name"],
            **_spoken(names[row["entity_id"]], row["name"]),
            wikidata_id=compared.get(row["entity_id"]) or _wikidata_of(row["entity_id"]),
            iso_3166_2=row["entity_id"] if row["kind"] == "region" and row["entity_id"][2:3] == "-" else None,
            country_code=row["country_code"] or None,
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
        )
        for row in rows("places")
    ]


def _cast() -> list[Published]:
    names = _names("entity_names", "entity_id")
    return [
        _entity(
            row["entity_id"],
            row["kind"],
            row["name"],
            **_spoken(names[row["entity_id"]], row["name"]),
            country_code=row["country_code"] or None,
        )
        for row in rows("entities")
    ]


def _outlets() -> list[Published]:
    return [
        _entity(
            row["entity_id"],
            "outlet",
            row["name"],
            aliases=row["aliases"].split("|") if row["aliases"] else [],
            country_code=row["country_code"] or None,
        )
        for row in rows("outlets")
    ]
