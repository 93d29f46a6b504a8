"""What a maintainer says of a measured series: the `NAME.meta.json` beside it, each field checked.

Here belongs what the words of such a file may be, and what makes a series file unusable. How its lines or its
polygons are read stands in `folder.py` and `maps.py`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dataset.reference.load import rows
from pipelines.ingest.found import Unreadable
from pipelines.ingest.metadata import object_from

_HERE = Path(__file__).parent
IN_OR_OUT = ("included", "excluded", "unstated")
WORDS = {
    "controller": ("RU", "UA"),
    "layer": ("control", "assessed_advances", "claimed", "unstated"),
    "scope_crimea": IN_OR_OUT,
    "scope_before_2022": IN_OR_OUT,
    "scope_russia": IN_OR_OUT,
}
"""Fields of a point that are words, with the allowed ones; the last is what stands where nobody says."""
UNSAID = {"controller": "RU", **{name: "unstated" for name in WORDS if name != "controller"}}
_TEXTS = ("name", "region", "licence", "source")
_MAPS = ("columns", "regions", "features")
COLUMNS = ("on_day", "region", "region_id", "area_km2", "whole_km2", *WORDS)
COUNTS = ("held", "crimea", "before_2022")


class SeriesError(ValueError):
    """A series that cannot be used: names the file, the line where there is one, and what is wrong."""

    def __init__(self, name: str, line: int | None, problem: str) -> None:
        super().__init__(f"{name}, line {line}: {problem}" if line else f"{name}: {problem}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is said of one series; what nobody says is empty."""

    name: str
    words: Mapping[str, str] = field(default_factory=dict)
    """Controller, layer and scopes, as in `WORDS`."""
    region: str | None = None
    """The region of a file without a column that names one."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Headers of the file, each with the column that it is."""
    regions: Mapping[str, str | None] = field(default_factory=dict)
    """Words for land with the region's id; null for land that is to be left out."""
    features: Mapping[str, str | None] = field(default_factory=dict)
    """Names of polygons with what they count as; null for polygons that are to be left out."""


def settings_from(text: str, file: str, series: str) -> Settings:
    """Give what a `.meta.json` says; raises SeriesError for a field or a value that is not known."""
    try:
        given = object_from(text)
    except Unreadable as problem:
        raise SeriesError(file, None, problem.reason) from problem
    for name, value in given.items():
        _check(file, name, value)
    return Settings(
        name=given.get("name") or series,
        words={name: given[name] for name in WORDS if name in given},
        region=region_of(given["region"], {}, file, None) if "region" in given else None,
        columns=given.get("columns") or {},
        regions={
            words.lower(): region_of(region, {}, file, None) if region else None
            for words, region in (given.get("regions") or {}).items()
        },
        features={words.lower(): counts for words, counts in (given.get("features") or {}).items()},
    )


def _check(file: str, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON gives
    if name in WORDS:
        if value not in WORDS[name]:
            raise SeriesError(file, None, f"{name} is {value!r}; it can be {', '.join(WORDS[name])}")
    elif name in _TEXTS:
        if not isinstance(value, str) or not value.strip():
            raise SeriesError(file, None, f"{name} is to be a text")
    elif name in _MAPS:
        if not isinstance(value, dict) or not all(item is None or isinstance(item, str) for item in value.values()):
            raise SeriesError(file, None, f"{name} is to be an object of texts")
        if name == "columns" and (wrong := value.keys() - set(COLUMNS)):
            raise SeriesError(file, None, f"columns has {min(wrong)!r}; it can have {', '.join(COLUMNS)}")
        if name == "features" and (wrong := set(value.values()) - {*COUNTS, None}):
            raise SeriesError(file, None, f"features has {min(wrong)!r}; it can have {', '.join(COUNTS)}, or null")
    else:
        known = ", ".join((*_TEXTS, *WORDS, *_MAPS))
        raise SeriesError(file, None, f"{name!r} is no field of a series; known are {known}")


def read_words(name: str, key: str, value: str) -> dict[str, str]:
    """Give two columns of a table beside this file."""
    with open(_HERE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}


@cache
def _region_words() -> dict[str, str]:
    """Give the ids of regions by their names and ids in lower case; empty for totals that are no region."""
    found = {row["name"].lower(): row["region_id"] for row in rows("region_names") if row["kind"] != "demonym"}
    for row in rows("regions"):
        found |= {row[name].lower(): row["region_id"] for name in ("region_id", "name", "name_uk", "name_ru")}
    for row in rows("places"):
        if row["kind"] == "region" and row["country_code"] == "RU":
            found |= {row["entity_id"].lower(): row["entity_id"], row["name"].lower(): row["entity_id"]}
    return {**found, **read_words("regions", "words", "region_id")}


@cache
def _composites() -> dict[frozenset[str], str]:
    return {frozenset(row["parts"].split("|")): row["region_id"] for row in rows("regions") if row["parts"]}


def region_of(words: str, own: Mapping[str, str | None], file: str, line: int | None) -> str | None:
    """Give the region's id for a name, a code, or codes joined by "+"; None for land that is left out by name.

    Raises SeriesError for words that name no region.
    """
    key = " ".join(words.lower().split())
    if key in own:
        return own[key]
    if key in _region_words():
        return _region_words()[key] or None
    parts = frozenset(part.strip().upper() for part in words.split("+"))
    if parts in _composites():
        return _composites()[parts]
    raise SeriesError(
        file, line, f'{words[:80]!r} names no region; say which under "regions" in the series\' .meta.json, or null'
    )
