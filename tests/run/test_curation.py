"""Decisions of people over the whole graph: one of each kind, with all checks, and what a reader sees of them."""

import csv
import io
from datetime import UTC, datetime

import pytest
from invented_pieces import BRIDGE

from dataset.__main__ import main
from dataset.curation.decision import Decision
from dataset.curation.load import NAME, add
from dataset.curation.reviewed import REVIEWED
from dataset.release.verify import verify

WHEN = datetime(2025, 3, 1, tzinfo=UTC)


def about(row, table, decision, **new):
    """Give a decision about a published row."""
    reviewed = REVIEWED[table]
    return Decision(table, row[reviewed.key], reviewed.told(row), decision, new, "for a test", "editor", WHEN)


def claim_with(place, words):
    """Give the one claim of the latest release that has these words in it."""
    (row,) = [row for row in place.rows("claims") if words in (row["content"] or "")]
    return row


def source_named(place, name):
    (row,) = [row for row in place.rows("sources") if row["name"] == name]
    return row


def land_of(place, region):
    return [row for row in place.rows("territory") if row["region_ids"] == [region]]


@pytest.fixture
def decided(own):
    """One decision of each kind about the first release, in force in the second."""
    lask, marr = source_named(own, "Oren Lask"), source_named(own, "Ilka Marr")
    luhansk = next(row for row in land_of(own, "UA-09") if row["controller"] == "RU")
    decisions = {
        "confirm": about(claim_with(own, "would publish a map"), "claims", "confirm"),
        "correct": about(claim_with(own, "the boats leak"), "claims", "correct", modality="possible"),
        "reject": about(claim_with(own, "14 million"), "claims", "reject"),
        "merge": about(lask, "sources", "merge", source_id=marr["source_id"]),
        "land": about(luhansk, "territory", "reject"),
    }
    add(own.curation, decisions.values())
    return decisions


def test_one_decision_of_each_kind_passes_every_check_and_verifies(own, decided):
    before = own.latest.tables
    run = own.run_well()
    assert run.is_new
    assert not verify(own.latest.folder, own.store.texts()).problems
    assert (run.metadata("decisions_in_force")["in_force"], run.metadata("decisions_in_force")["expired"]) == (5, 0)
    claims = {row["claim_id"]: row for row in own.rows("claims")}
    assert claims[decided["confirm"].row_id]["review_status"] == "confirmed"
    assert claims[decided["correct"].row_id]["review_status"] == "corrected"
    assert claims[decided["correct"].row_id]["modality"] == "possible"
    gone = decided["reject"].row_id
    assert gone not in claims
    for name in ("claim_chain", "figures", "territory"):
        assert gone in before[name].column("claim_id").to_pylist() or name == "territory"
        assert gone not in own.latest.tables[name].column("claim_id").to_pylist()
    merged = decided["merge"].row_id
    for name in ("sources", "claims", "claim_chain", "control_series"):
        assert merged not in own.latest.tables[name].column("source_id").to_pylist(), name
    land = decided["land"].row_id
    for name, column in (("territory", "territory_id"), ("territory_checks", "territory_id")):
        assert land in before[name].column(column).to_pylist()
        assert land not in own.latest.tables[name].column(column).to_pylist()
    assert not own.run_well().is_new, "the same decisions make the same release"


def test_a_decision_whose_row_changed_expires_loudly_and_stops_nothing(own):
    row = claim_with(own, "the boats leak")
    stale = about({**row, "modality": "intended"}, "claims", "reject")
    add(own.curation, [stale])
    run = own.run()
    assert run.succeeded, run.failures
    assert not run.is_new
    assert run.metadata("decisions_in_force")["to_review"] == [f"claims/{row['claim_id']}"]
    assert "the row says something else by now: modality" in run.log
    assert run.failed_checks.keys() == {"decisions_in_force"}
    listed = (own.store.root / "curation" / "review.csv").read_text()
    assert row["claim_id"] in listed
    assert claim_with(own, "the boats leak") == row


def test_a_line_that_cannot_be_taken_stops_the_run_before_it_begins(own):
    add(own.curation, [about(claim_with(own, "the boats leak"), "claims", "confirm")])
    path = own.curation / NAME
    path.write_text(path.read_text().replace(",confirm,", ",delete,"))
    run = own.run()
    assert not run.succeeded
    assert "decisions.csv, line 2: decision: 'delete'" in run.failures["decisions"]
    assert run.failures.keys() == {"decisions"}
    assert len(own.versions) == 1


def causes(place):
    """Give the cause of each row that differs in the latest release, by table and id."""
    return {(row["table_name"], row["row_id"]): row["cause"] for row in place.rows("changes")}


def effects(place):
    return {(row["table_name"], row["row_id"]): row["effect"] for row in place.rows("reviews")}


def test_every_row_that_a_decision_touched_is_told_with_its_cause(own, decided):
    own.run_well()
    assert set(causes(own).values()) == {"curation"}
    assert causes(own).keys() == effects(own).keys()
    gone = decided["reject"].row_id
    assert effects(own)["claims", gone] == effects(own)["claim_chain", f"{gone}/0"] == "removed"
    found = {row["row_id"]: row for row in own.rows("reviews")}
    assert found[decided["merge"].row_id]["kept_id"] == decided["merge"].new["source_id"]
    assert {row["decision"] for row in found.values()} == {"confirm", "correct", "reject", "merge", "follows"}
    page = (own.latest.folder / "quality.html").read_text()
    assert "What people found" in page
    assert "Nobody has looked" not in page


@pytest.mark.usefixtures("unchecked")
def test_decisions_and_an_article_at_once_are_told_apart(own, decided):
    own.put({"bridge.txt": BRIDGE})
    own.run_well()
    touched = effects(own)
    told = causes(own)
    assert {told[about] for about in touched if about in told} == {"curation"}
    assert {cause for about, cause in told.items() if about not in touched} == {"new_article"}
    assert ("claims", decided["reject"].row_id) in told


@pytest.mark.usefixtures("unchecked")
def test_a_decision_taken_back_gives_the_rows_back(own, decided):
    first = own.content()
    own.run_well()
    touched = effects(own)
    (own.curation / NAME).unlink()
    assert own.run_well().is_new
    assert own.content() == first
    assert causes(own) == dict.fromkeys(touched, "curation")
    assert own.rows("reviews") == []


def command(place, monkeypatch, *words):
    """Run `python -m dataset review …` for a place."""
    for name, value in {**place.environment, "GROUNDLINE_CURATION": str(place.curation)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["dataset", "review", *words])
    return main()


def test_what_was_exported_comes_back_and_is_in_force(own, monkeypatch, capsys):
    own.curation.mkdir()
    sheet = own.root / "rows.csv"
    assert command(own, monkeypatch, "export", str(sheet), "--count", "1000") == 0
    lines = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"), newline="")))
    tables = {line["row"].partition("/")[0] for line in lines}
    assert tables == set(REVIEWED)
    assert all(line["context"] for line in lines if not line["row"].startswith("sources/"))
    for line in lines:
        line["decision"] = "confirm"
    with open(sheet, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    assert command(own, monkeypatch, "import", str(sheet), "--by", "desk") == 0
    assert f"{len(lines)} of them new" in capsys.readouterr().out
    assert command(own, monkeypatch, "import", str(sheet), "--by", "desk") == 0
    assert "0 of them new" in capsys.readouterr().out
    run = own.run_well()
    assert (run.metadata("decisions_in_force")["in_force"], run.metadata("decisions_in_force")["expired"]) == (
        len(lines),
        0,
    )
    for name in REVIEWED:
        rows = [row for row in own.rows(name) if row.get("kind") != "unattributed"]
        assert {row["review_status"] for row in rows} == {"confirmed"}, name
    assert command(own, monkeypatch, "import", str(own.root / "none"), "--by", "desk") == 2
    assert "cannot be read" in capsys.readouterr().err
