"""Data package, Croissant, card and citation: each passes its validator, and says what the release holds."""

import json
import logging
import re
import warnings
from datetime import date, datetime

import frictionless
import pytest
import yaml

from dataset.contract.fields import FIELDS
from dataset.contract.flat import COLUMNS
from dataset.contract.tables import TABLES
from dataset.release import parts
from dataset.release.about import About
from dataset.release.card import NOT_SAID, REQUESTS
from dataset.release.croissant import croissant
from dataset.release.opened import open_release
from dataset.release.publish import publish

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import mlcroissant

DAY = date(2025, 12, 5)


@pytest.fixture
def release(tmp_path, collection):
    return open_release(publish(tmp_path, collection.batch(contact="desk@news.example"), DAY).folder)


@pytest.fixture
def split(tmp_path, collection, told, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 2)
    monkeypatch.setattr("dataset.release.sheet.PART_ROWS", 2)
    return open_release(publish(tmp_path, collection.with_articles(told("three")).batch(), DAY).folder)


@pytest.fixture(params=["release", "split"])
def either(request):
    """A release whose tables are one file each, and one whose tables come by month."""
    return request.getfixturevalue(request.param)


# data package
def test_frictionless_passes_the_package(either):
    report = frictionless.validate(str(either.folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    tables = [part.file for table in either.manifest.tables for part in table.parts]
    sheets = [entry.file for entry in either.manifest.files if entry.file.endswith(".csv")]
    assert [task.place for task in report.tasks] == tables + sheets


@pytest.mark.parametrize("name", ["claims.parquet", "regions.parquet", "claims.csv"])
def test_frictionless_finds_a_changed_file(release, name):
    path = release.folder / name
    whole = bytearray(path.read_bytes())
    whole[-2] ^= 1
    path.write_bytes(whole)
    report = frictionless.validate(str(release.folder / "datapackage.json"))
    assert [task.place for task in report.tasks if not task.valid] == [name]


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_of_each_table_keep_to_its_schema(release, name):
    """The validator's own reader of Parquet knows neither lists nor nulls, so it is given the rows."""
    package = json.loads((release.folder / "datapackage.json").read_text())
    (described,) = (one for one in package["resources"] if one["name"] == name)
    schema = {key: value for key, value in described["schema"].items() if key != "foreignKeys"}
    rows = release.tables[name].to_pylist()
    assert [field["name"] for field in schema["fields"]] == list(TABLES[name].columns)
    if rows:
        resource = frictionless.Resource(data=rows, schema=frictionless.Schema.from_descriptor(schema))
        report = resource.validate()
        assert report.valid, report.flatten(["fieldName", "type", "message"])


def test_a_row_that_breaks_the_schema_is_seen(release):
    package = json.loads((release.folder / "datapackage.json").read_text())
    (described,) = (one for one in package["resources"] if one["name"] == "articles")
    schema = {key: value for key, value in described["schema"].items() if key != "foreignKeys"}
    row = {**release.tables["articles"].to_pylist()[0], "rights": "stolen", "text_chars": -1, "work_id": "x"}
    report = frictionless.Resource(data=[row], schema=frictionless.Schema.from_descriptor(schema)).validate()
    assert {error.field_name for error in report.tasks[0].errors} == {"rights", "text_chars", "work_id"}


def test_keys_lead_to_resources_that_are_there(either):
    package = json.loads((either.folder / "datapackage.json").read_text())
    fields = {one["name"]: {field["name"] for field in one["schema"]["fields"]} for one in package["resources"]}
    keys = [(one["name"], key) for one in package["resources"] for key in one["schema"].get("foreignKeys", [])]
    assert keys
    for name, key in keys:
        assert set(key["fields"]) <= fields[name]
        assert set(key["reference"]["fields"]) <= fields[key["reference"]["resource"] or name]


def test_a_whole_release_has_all_keys_but_those_of_lists(release):
    package = json.loads((release.folder / "datapackage.json").read_text())
    given = {
        (one["name"], key["fields"][0]) for one in package["resources"] for key in one["schema"].get("foreignKeys", [])
    }
    assert given == {
        (name, column)
        for name, table in TABLES.items()
        for column in table.points_to
        if FIELDS[column].kind not in ("texts", "spans")
    }


# Croissant
@pytest.mark.parametrize(("version", "semantic"), [("2025.12.05", "2025.12.5"), ("2025.12.05.1", "2025.12.5+1")])
def test_croissant_gets_a_version_of_the_form_it_asks_for(either, version, semantic):
    about = About(version, "2025-12-05", either.manifest.tables)
    described = croissant(about)
    assert described["version"] == semantic
    (either.folder / "other.json").write_text(json.dumps(described))
    assert not mlcroissant.Dataset(jsonld=either.folder / "other.json").metadata.issues.warnings


def test_mlcroissant_passes_the_description_and_reads_the_rows(either):
    logging.getLogger("absl").setLevel(logging.ERROR)
    described = mlcroissant.Dataset(jsonld=either.folder / "croissant.json")
    issues = described.metadata.issues
    assert not issues.errors
    assert not issues.warnings
    found = {}
    for record_set in described.metadata.record_sets:
        name = record_set.id.partition(".")[0]
        found[name] = found.get(name, 0) + sum(1 for _ in described.records(record_set.id))
    assert found == either.manifest.rows


def test_croissant_gives_the_values_as_they_are(release):
    described = mlcroissant.Dataset(jsonld=release.folder / "croissant.json")
    given = {record["claims/claim_id"].decode(): record for record in described.records("claims")}
    for row in release.tables["claims"].to_pylist():
        record = given[row["claim_id"]]
        assert record["claims/content"].decode() == row["content"]
        assert record["claims/content_spans"] == row["content_spans"]
        assert record["claims/is_negated"] is row["is_negated"]


def test_croissant_has_size_and_hash_of_each_file(either):
    described = json.loads((either.folder / "croissant.json").read_text())
    given = {one["contentUrl"]: (one["contentSize"], one["sha256"]) for one in described["distribution"]}
    assert given == {
        entry.file: (f"{entry.bytes} B", entry.sha256)
        for entry in either.manifest.entries
        if entry.file.endswith((".parquet", ".csv"))
    }


# card
def front_matter(folder):
    _, front, body = (folder / "README.md").read_text().split("---\n", 2)
    return yaml.safe_load(front), body


def test_the_card_has_what_hugging_face_reads(either):
    front, _ = front_matter(either.folder)
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == ["en"]
    assert front["size_categories"] == ["n<1K"]
    assert all(re.fullmatch(r"[a-z0-9-]+", tag) for tag in front["tags"])
    files = {path.name for path in either.folder.iterdir()}
    assert {config["config_name"] for config in front["configs"]} == TABLES.keys()
    assert [config["config_name"] for config in front["configs"] if config.get("default")] == ["claims"]
    for config in front["configs"]:
        assert [path for path in either.folder.glob(config["data_files"]) if path.name in files]
        assert {path.name.partition(".")[0] for path in either.folder.glob(config["data_files"])} == {
            config["config_name"]
        }


def test_the_card_says_what_a_reader_must_know(release):
    _, body = front_matter(release.folder)
    assert re.findall(r"^## (.*)$", body, re.MULTILINE) == [
        "Tables",
        "Limitations",
        "Measured",
        "Licence",
        "How to cite",
        "Contact",
    ]
    assert "desk@news.example" in body
    assert "| `claims` | 2 |" in body
    named = set(re.findall(r"`([A-Za-z]+\.(?:md|json|html|csv|cff))`", body))
    assert named
    assert named <= {path.name for path in release.folder.iterdir()}


def test_the_card_says_where_nobody_gave_a_contact(split):
    assert NOT_SAID in (split.folder / "README.md").read_text()


def test_the_card_says_how_to_have_something_taken_down(either):
    _, body = front_matter(either.folder)
    contact = body.partition("## Contact")[2]
    assert ("desk@news.example" in contact) != (NOT_SAID in contact), "one place to write to"
    assert REQUESTS in contact


# citation
def test_the_citation_keeps_to_its_schema(release):
    """Checked against what the schema of CFF 1.2.0 requires; its own validator cannot be installed beside these."""
    cited = yaml.safe_load((release.folder / "CITATION.cff").read_text())
    known = {"cff-version", "message", "type", "title", "abstract", "authors", "version", "date-released", "license"}
    assert {"cff-version", "message", "title", "authors"} <= cited.keys() <= known
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("dataset", "software")
    assert all(isinstance(cited[name], str) and cited[name] for name in ("message", "title", "abstract", "version"))
    assert cited["authors"]
    assert all(entity.keys() == {"name"} and isinstance(entity["name"], str) for entity in cited["authors"])
    assert datetime.strptime(str(cited["date-released"]), "%Y-%m-%d").date() == DAY
    assert cited["license"] == "CC-BY-4.0"


def test_the_flat_file_is_in_the_dictionary(release):
    section = (release.folder / "DICTIONARY.md").read_text().partition("## claims.csv")[2].partition("## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [column.name for column in COLUMNS]
