"""Daily maps of control as GeoJSON, as DeepState's are kept: polygons of one day become square kilometres.

The day stands in the file's name. Polygons are told apart by their names (`map_names.csv`: what is occupied,
what was liberated); polygons without a name all count. They must not lie over each other: areas are added up.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from pipelines.ingest.found import Unreadable
from pipelines.ingest.metadata import object_from
from pipelines.ingest.series.settings import SeriesError, Settings, read_words, region_of
from pipelines.reconcile.ellipsoid import NotAPolygon, polygon_km2

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
SCOPE = {"crimea": "scope_crimea", "before_2022": "scope_before_2022"}
LEFT_OUT = ""


def day_of(name: str) -> tuple[date, str]:
    """Give the day in a map's file name, and the name without it; raises SeriesError where there is none."""
    found = _DAY.search(name)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise SeriesError(name, None, "the name of a map is to hold its day, as in map_2024-11-20.geojson")
    stem = name.rsplit(".", 1)[0]
    return day, (stem[: found.start()] + stem[found.end() :]).strip("-_. ") or "maps"


def areas_of(text: str, file: str, settings: Settings) -> Iterator[tuple[str, float, dict[str, str]]]:
    """Give for each region of a map its id, its area in km², and the scopes that the polygons' names tell."""
    try:
        given = object_from(text)
    except Unreadable as problem:
        raise SeriesError(file, None, problem.reason) from problem
    areas: dict[str, float] = {}
    scope: dict[str, str] = {}
    for number, feature in enumerate(_features(given, file), start=1):
        counts = _counts(feature, number, file, settings)
        if counts == LEFT_OUT:
            continue
        if counts in SCOPE:
            scope[SCOPE[counts]] = "included"
        region = _region(feature, file, settings)
        if region is not None:
            areas[region] = areas.get(region, 0.0) + _km2(feature["geometry"], number, file)
    for region, area in areas.items():
        yield region, area, scope


def _features(given: dict[str, Any], file: str) -> list[dict[str, Any]]:
    features = given.get("features") if given.get("type") == "FeatureCollection" else None
    if given.get("type") in ("Polygon", "MultiPolygon"):
        features = [{"geometry": given, "properties": {}}]
    elif given.get("type") == "Feature":
        features = [given]
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise SeriesError(file, None, "is no GeoJSON of features")
    polygons = [item for item in features if _type_of(item) in ("Polygon", "MultiPolygon")]
    if not polygons:
        raise SeriesError(file, None, "has no polygon")
    return polygons


def _type_of(feature: dict[str, Any]) -> object:
    geometry = feature.get("geometry")
    return geometry.get("type") if isinstance(geometry, dict) else None


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


@cache
def _map_names() -> dict[str, str]:
    return read_words("map_names", "words", "counts")


def _counts(feature: dict[str, Any], number: int, file: str, settings: Settings) -> str:
    """Give what a polygon counts as: held, crimea, before_2022, or nothing where it is to be left out."""
    name = _properties(feature).get("name")
    if not isinstance(name, str) or not name.strip():
        return "held"
    key = name.lower()
    if key in settings.features:
        return settings.features[key] or LEFT_OUT
    found = [words for words in _map_names() if words in key]
    if not found:
        raise SeriesError(
            file, None, f'polygon {number} is named {name[:60]!r}; say under "features" in the series\' .meta.json '
            "whether it is held, or null",
        )  # fmt: skip
    return _map_names()[max(found, key=len)]


def _region(feature: dict[str, Any], file: str, settings: Settings) -> str | None:
    words = _properties(feature).get("region_id")
    return region_of(words, settings.regions, file, None) if isinstance(words, str) else settings.region or "UA"


def _km2(geometry: dict[str, Any], number: int, file: str) -> float:
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list):
        raise SeriesError(file, None, f"polygon {number} has no coordinates")
    try:
        return sum(polygon_km2(rings) for rings in polygons)
    except NotAPolygon as problem:
        raise SeriesError(file, None, f"polygon {number}: {problem}") from problem
