"""The reference tables: sums, codes, uniqueness, a source for every row, and the tables they are published as."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from dataset.contract.fields import ENTITY, FIELDS
from dataset.contract.tables import TABLES
from dataset.reference.load import FOLDER, entities_table, parts_of, regions_table, rows
from pipelines.entities.outlets import rights_of

KEYS = {
    "regions": ("region_id",),
    "region_names": ("region_id", "name", "language", "kind"),
    "raions": ("katottg",),
    "raion_names": ("name",),
    "comparison_areas": ("entity_id",),
    "terms": ("entity_id", "office", "held_from"),
    "countries": ("country_code",),
    "country_names": ("country_code", "name"),
    "places": ("entity_id",),
    "place_names": ("entity_id", "name", "language", "kind"),
    "entities": ("entity_id",),
    "entity_names": ("entity_id", "name"),
    "feeds": ("url",),
    "outlets": ("entity_id",),
    "sources": ("source",),
}
SOURCE_COLUMNS = {"regions": ("area_source", "codes_source"), "sources": ()}
NAMES_OF = {
    "region_names": ("region_id", "regions"),
    "country_names": ("country_code", "countries"),
    "place_names": ("entity_id", "places"),
    "entity_names": ("entity_id", "entities"),
    "raion_names": ("entity_id", "raions"),
    "terms": ("entity_id", "entities"),
}
OWNERS = {"raions": "entity_id"}
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(table):
    counts = Counter(tuple(row[column] for column in KEYS[table]) for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", [table for table in KEYS if table != "sources"])
def test_every_row_has_a_source_that_sources_csv_explains(table):
    known = {row["source"] for row in rows("sources")}
    for column in SOURCE_COLUMNS.get(table, ("source",)):
        assert {source for row in rows(table) for source in row[column].split("|")} <= known


@pytest.mark.parametrize("table", NAMES_OF)
def test_every_name_belongs_to_an_entity(table):
    column, owner = NAMES_OF[table]
    assert {row[column] for row in rows(table)} <= {row[OWNERS.get(owner, KEYS[owner][0])] for row in rows(owner)}


@pytest.mark.parametrize("table", KEYS)
def test_rows_are_sorted(table):
    written = [tuple(row.values()) for row in rows(table)]
    assert table == "sources" or written == sorted(written)


def units():
    return {row["region_id"]: row for row in rows("regions") if not row["parts"]}


def test_ukraine_has_27_units_of_the_first_level_with_all_codes():
    assert len(units()) == 27
    for row in units().values():
        assert row["iso_3166_2"] == row["region_id"]
        for column in ("name", "name_uk", "name_ru", "katottg", "wikidata_id", "geonames_id", "official_area_km2"):
            assert row[column], (row["region_id"], column)


def test_official_areas_sum_up():
    areas = {code: int(row["official_area_km2"]) for code, row in units().items()}
    assert sum(areas.values()) == 603_540
    assert sum(areas[code] for code in ("UA-09", "UA-14", "UA-23", "UA-65")) == 108_842


def test_a_composite_is_the_sum_of_its_parts():
    areas = {code: int(row["official_area_km2"]) for code, row in units().items()}
    composites = [row for row in rows("regions") if row["parts"]]
    assert {"UA", "UA-donbas", "UA-annexed-2022", "UA-crimea"} <= {row["region_id"] for row in composites}
    for row in composites:
        assert int(row["official_area_km2"]) == sum(areas[part] for part in parts_of(row)), row["region_id"]
        assert row["area_basis"] == "sum_of_parts"


def test_codes_have_their_pattern():
    for row in units().values():
        assert re.match(FIELDS["katottg"].pattern, row["katottg"])
        assert re.match(FIELDS["wikidata_id"].pattern, row["wikidata_id"])
    for row in rows("raions"):
        assert re.match(FIELDS["katottg"].pattern, row["katottg"])
        assert row["region_id"] in units()


def test_136_raions_have_a_code_and_an_entity():
    raions = rows("raions")
    assert len(raions) == 136
    assert {row["entity_id"] for row in raions} <= {row["entity_id"] for row in entities_table()}
    published = {row["entity_id"]: row["katottg"] for row in entities_table()}
    assert all(published[row["entity_id"]] == row["katottg"] for row in raions)


@pytest.mark.parametrize("column", ["katottg", "wikidata_id", "geonames_id"])
def test_no_two_entities_share_a_code(column):
    counts = Counter(row[column] for row in entities_table() if row[column])
    assert [code for code, count in counts.items() if count > 1] == []


def test_terms_begin_before_they_end_and_belong_to_people():
    people = {row["entity_id"] for row in rows("entities") if row["kind"] == "person"}
    for row in rows("terms"):
        assert row["entity_id"] in people
        assert DAY.fullmatch(row["held_from"]), row
        assert not row["held_until"] or DAY.fullmatch(row["held_until"]), row
        assert not row["held_until"] or row["held_from"] < row["held_until"], row


def test_nobody_holds_an_office_twice_at_once():
    terms = sorted(rows("terms"), key=lambda row: (row["entity_id"], row["office"], row["held_from"]))
    for one, other in pairwise(terms):
        if (one["entity_id"], one["office"]) == (other["entity_id"], other["office"]):
            assert one["held_until"], one
            assert one["held_until"] <= other["held_from"], (one, other)


@pytest.mark.parametrize(("table", "made"), [("entities", entities_table), ("regions", regions_table)])
def test_published_rows_keep_the_contract(table, made):
    contract = TABLES[table]
    found = made()
    keys = [tuple(row[column] for column in contract.key) for row in found]
    assert len(set(keys)) == len(keys)
    for row in found:
        assert tuple(row) == contract.columns
        for column in (*contract.key, *contract.required):
            assert row[column] not in (None, ""), (keys[0], column)
        for column, value in row.items():
            field = FIELDS[column]
            if value is None:
                continue
            assert not field.allowed or value in field.allowed, (column, value)
            assert not field.pattern or re.match(field.pattern, str(value)), (column, value)


def test_every_part_and_capital_is_an_entity():
    known = {row["entity_id"] for row in entities_table()}
    assert {part for row in rows("regions") for part in parts_of(row)} <= known
    assert {row["capital_id"] for row in rows("countries") if row["capital_id"]} <= known
    assert all(re.match(ENTITY, entity_id) for entity_id in known)


def test_rights_of_outlets_are_known_words():
    assert {row["rights"] for row in rows("outlets")} <= set(FIELDS["rights"].allowed)


def test_rights_of_feeds_are_those_of_their_outlets():
    assert {row["outlet"]: row["rights"] for row in rows("feeds") if rights_of(row["outlet"]) != row["rights"]} == {}


def test_the_tables_stay_small():
    assert sum((FOLDER / f"{table}.csv").stat().st_size for table in KEYS) < 1_200_000
