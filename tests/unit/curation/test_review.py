"""Rows to people and back: what is put before them and in which order, in both forms, and what is taken of it."""

import csv
import io
import json
import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from decisions_pieces import about

from dataset.contract.arrow import conform, empty, write
from dataset.contract.fields import FIELDS
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.curation import label_studio, review_sheet
from dataset.curation.command import export, take
from dataset.curation.context import AROUND, context_of, marks_of
from dataset.curation.decision import DecisionError
from dataset.curation.kept import Expired, Judged, keep_judged
from dataset.curation.load import NAME, load
from dataset.curation.results import new_values
from dataset.curation.reviewed import REVIEWED
from dataset.curation.tasks import tasks
from dataset.places import Places
from dataset.quality import keep_outcome
from dataset.store import INPUT, Store

NOW = datetime(2025, 4, 1, tzinfo=UTC)
WORDS = "Haven is a harbour.\nMira Toll said that 12 ships 🚢 left Haven. =Nobody asked.\nThe rest is quiet."
COPIED, PLAIN = make_id("copied"), make_id("plain")
SURE, DOUBTED, SPREAD = (make_id(name) for name in ("sure", "doubted", "spread"))
SOURCE, FIGURE, LAND = make_id("source"), make_id("figure"), make_id("land")


def span(words):
    return WORDS.index(words), WORDS.index(words) + len(words)


def claim(claim_id, confidence, article=PLAIN, stories=1):
    content = span("12 ships 🚢 left Haven")
    return {
        "claim_id": claim_id,
        "article_id": article,
        "source_id": SOURCE,
        "statement_id": make_id("statement"),
        "independent_count": stories,
        "is_reported": True,
        "content": WORDS[slice(*content)],
        "content_sha256": "0" * 64,
        "content_spans": [list(content)],
        "cue_spans": [list(span("said"))],
        "source_spans": [list(span("Mira Toll"))],
        "quote_type": "indirect",
        "modality": "asserted",
        "is_negated": False,
        "said_precision": "unknown",
        "confidence": confidence,
        "rule_code": "source-cue-content",
        "extractor": "groundline/0.1.0",
    }


AT = {"article_id": PLAIN, "claim_id": SURE, "as_of_precision": "unknown", "as_of_basis": "none"}
ROWS = {
    "articles": [
        {"article_id": article, "work_id": article, "title": title, "published_precision": "unknown",
         "published_basis": "none", "retrieved_at": NOW, "language": "en", "text_sha256": "0" * 64,
         "normaliser": "text/1", "text_chars": len(WORDS), "story_id": story, "rights": "quote"}
        for article, title, story in (
            (PLAIN, "=Ships leave", make_id("a")), (COPIED, "Ships left", make_id("b")),
            *((make_id("copy", n), "Ships left", make_id("b")) for n in range(8)),
        )
    ],
    "sources": [{"source_id": SOURCE, "kind": "person", "name": "Mira Toll", "anonymity_class": "named",
                 "claims_count": 3}],
    "claims": [claim(SURE, 0.9), claim(DOUBTED, 0.5), claim(SPREAD, 0.8, COPIED, stories=6)],
    "figures": [{"figure_id": FIGURE, **AT, "char_start": span("12 ships")[0], "char_end": span("12 ships")[1],
                 "surface": "12 ships", "value_low": 12.0, "value_high": 12.0, "unit_code": "{ship}",
                 "quantity_kind": "count", "bound": "point", "is_approximate": False}],
    "territory": [{"territory_id": LAND, **AT, "char_start": span("left Haven")[0], "char_end": span("left Haven")[1],
                   "evidence": "left Haven", "region_ids": ["UA-14"], "controller": "RU", "measure": "control",
                   "status": "claimed", "scope_crimea": "unstated", "layer": "control"}],
    "territory_checks": [],
}  # fmt: skip
INCONSISTENT = {"territory_id": LAND, "against": "partner", "against_id": "x", "verdict": "inconsistent",
                "reason": "no"}  # fmt: skip


def put(store, name, rows):
    """Put rows into a working table; columns that are not named are null, or an empty list."""
    status = {"review_status": "machine"} if name in REVIEWED else {}
    empties = {column: [] if FIELDS[column].kind in ("texts", "spans") else None for column in TABLES[name].columns}
    whole = [{**empties, **status, **row} for row in rows]
    path = store.table_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(conform(whole, TABLES[name]) if rows else empty(TABLES[name]), path, TABLES[name])


@pytest.fixture
def here(tmp_path):
    """Three claims of one source, a figure and a statement about land, in a store."""
    store = Store(tmp_path / "store")
    for name, rows in ROWS.items():
        put(store, name, rows)
    given = {"published_precision": "unknown", "published_basis": "none", "retrieved_at": NOW, "origin": "x",
             "text_sha256": "0" * 64, "text_chars": len(WORDS), "text": WORDS}  # fmt: skip
    inputs = [{**dict.fromkeys(INPUT.names), **given, "article_id": one, "work_id": one} for one in (PLAIN, COPIED)]
    store.add_inputs(inputs)
    return Places(None, store.root, tmp_path / "releases", "own", None, tmp_path / "curation")


def rows_of(here, count=100):
    return [(one.table, one.row_id) for one in tasks(Store(here.store), count)]


def sent(here, tmp_path, form="json", count=100):
    """Export, and give the path and what the file holds."""
    path = tmp_path / f"out.{form}"
    export(here, path, count, lambda _: None)
    if form == "json":
        return path, json.loads(path.read_text())
    return path, list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


class TestOrder:
    def test_what_is_doubtful_or_goes_far_comes_first(self, here):
        claims = [row_id for table, row_id in rows_of(here) if table == "claims"]
        assert claims == [SPREAD, DOUBTED, SURE]

    def test_land_that_does_not_add_up_comes_before(self, here):
        assert rows_of(here)[0] != ("territory", LAND)
        put(Store(here.store), "territory_checks", [INCONSISTENT])
        first = tasks(Store(here.store), 1)[0]
        assert (first.table, first.row_id) == ("territory", LAND)
        assert "does not add up against partner" in first.why

    def test_a_row_that_failed_a_check_comes_before(self, here):
        store = Store(here.store)
        keep_outcome(store, "claims", [], failing={"expect_x content": [SURE]})
        first = tasks(store, 1)[0]
        assert (first.row_id, first.why[0]) == (SURE, "fails expect_x content")

    def test_a_decision_that_is_not_in_force_comes_first_of_all(self, here):
        store, gone = Store(here.store), make_id("gone")
        put(store, "territory_checks", [INCONSISTENT])
        figure = dict.fromkeys(REVIEWED["figures"].said) | ROWS["figures"][0]
        late = about(figure, "figures")
        lost = about(dict.fromkeys(REVIEWED["claims"].said) | claim(gone, 0.5), "claims", "reject")
        keep_judged(store, Judged((), (Expired(lost, "gone"), Expired(late, "changed", ("bound",)))))
        first, second, third = tasks(store, 3)
        assert (first.row_id, second.row_id, third.row_id) == (FIGURE, gone, LAND)
        assert first.why[0] == "decided before (confirm), and not in force: the row says something else by now: bound"
        assert second.context.words == ""

    def test_rows_that_people_decided_on_are_left_out(self, here):
        put(Store(here.store), "claims", [{**claim(SURE, 0.9), "review_status": "confirmed"}])
        assert ("claims", SURE) not in rows_of(here)

    def test_nobody_in_particular_is_nothing_to_look_at(self, here):
        assert ("sources", SOURCE) in rows_of(here)
        put(Store(here.store), "sources", [{**ROWS["sources"][0], "kind": "unattributed", "name": None}])
        assert ("sources", SOURCE) not in rows_of(here)

    def test_a_row_says_why_it_stands_where_it_stands(self, here):
        found = {one.row_id: one for one in tasks(Store(here.store), 100)}
        assert found[SPREAD].why == ("confidence 0.80", "14 articles, copies among them")
        assert found[SOURCE].why == ("confidence 0.73", "3 claims")
        assert found[FIGURE].why == ("confidence 0.90",)
        assert found[SURE].row == f"claims/{SURE}"

    def test_no_more_than_asked_for(self, here):
        assert len(rows_of(here, 2)) == 2

    def test_without_rows_it_says_what_to_do(self, tmp_path):
        with pytest.raises(DecisionError, match="run the job `release` first"):
            tasks(Store(tmp_path), 1)


class TestContext:
    def test_the_lines_around_and_where_the_words_stand_in_them(self):
        found = context_of(WORDS, marks_of("claims", claim(SURE, 0.9)))
        assert found.words == WORDS.split("\n")[1]
        shown = {label: found.words[start:end] for start, end, label in found.marks}
        assert shown == {"content": "12 ships 🚢 left Haven", "cue": "said", "source": "Mira Toll"}

    def test_a_text_without_lines_is_cut(self):
        found = context_of("x" * 5_000, [(2_000, 2_010, "figure")])
        assert len(found.words) == 10 + 2 * AROUND
        assert found.marks == ((AROUND, AROUND + 10, "figure"),)

    def test_long_content_is_cut(self):
        found = context_of("x" * 9_000, [(0, 8_000, "content"), (8_500, 8_505, "cue")])
        assert found.marks == ((0, len(found.words), "content"),)


class TestLabelStudio:
    def test_the_labelling_interface_has_all_that_tasks_and_results_name(self, here, tmp_path):
        interface = ElementTree.parse(label_studio.CONFIG).getroot()
        controls = {one.get("name"): one for one in interface.iter() if one.get("name")}
        assert {"words", "context", "said", "decision", "new", "reason"} == controls.keys()
        shown = {one.get("value", "")[1:] for one in interface.iter() if one.get("value", "").startswith("$")}
        _, found = sent(here, tmp_path)
        assert all(shown == task["data"].keys() for task in found)
        choices = {one.get("value") for one in controls["decision"]}
        assert choices == {word for one in REVIEWED.values() for word in one.decisions}
        labels = {one.get("value") for one in controls["words"]}
        for task in found:
            for part in task["predictions"][0]["result"]:
                assert controls[part["from_name"]].get("toName") == part["to_name"]
                assert set(part["value"].get("labels", ())) <= labels

    def test_places_are_counted_as_browsers_do(self, here, tmp_path):
        _, found = sent(here, tmp_path)
        task = next(one for one in found if one["data"]["row"] == f"claims/{SURE}")
        words = task["data"]["context"].encode("utf-16-le")
        for part in task["predictions"][0]["result"]:
            if part["type"] == "labels":
                start, end = part["value"]["start"], part["value"]["end"]
                assert words[2 * start : 2 * end].decode("utf-16-le") == part["value"]["text"]


def answer(task, decision, new="", reason="looked at", who=None, **more):
    """Give a task as Label Studio exports it with one annotation."""
    result = [{"from_name": "decision", "to_name": "context", "type": "choices", "value": {"choices": [decision]}}]
    for name, words in (("new", new), ("reason", reason)):
        if words:
            result.append({"from_name": name, "to_name": "context", "type": "textarea", "value": {"text": [words]}})
    annotation = {"id": 1, "result": result, "was_cancelled": False, "created_at": "2025-03-09T22:16:08.728353Z",
                  "completed_by": who or {"id": 3, "email": "a@b.example"}, **more}  # fmt: skip
    return {**task, "id": 7, "annotations": [annotation]}


def filled(task, decision, new="", reason="looked at", **more):
    return {**task, "decision": decision, "new": new, "reason": reason, **more}


def task_of(found, row_id):
    (task,) = [one for one in found if (one.get("row") or one["data"]["row"]).endswith(row_id)]
    return task


def bring(here, tmp_path, form, *answers, by=None):
    """Import results; give what was said."""
    path = tmp_path / "back"
    if form == "json":
        path.write_text(json.dumps(list(answers)))
    else:
        file = io.StringIO(newline="")
        writer = csv.DictWriter(file, review_sheet.COLUMNS)
        writer.writeheader()
        writer.writerows(answers)
        path.write_text(file.getvalue(), encoding="utf-8-sig", newline="")
    said = []
    take(here, path, by, NOW, said.append)
    return said


FORMS = {"json": answer, "csv": filled}
BOTH = pytest.mark.parametrize("form", FORMS)


class TestRoundTrip:
    @BOTH
    def test_what_people_decided_becomes_decisions(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        make = FORMS[form]
        bring(
            here,
            tmp_path,
            form,
            make(task_of(found, SURE), "confirm", reason=""),
            make(task_of(found, DOUBTED), "correct", "modality = denied\nsaid_first_on = 2025-01-02"),
            make(task_of(found, SPREAD), "merge", DOUBTED),
            make(task_of(found, FIGURE), "correct", '{"value_high": null, "bound": "at_least"}'),
            make(task_of(found, LAND), "reject"),
            by="desk",
        )
        taken = {one.row_id: one for one in load(here.curation)}
        assert {row_id: one.decision for row_id, one in taken.items()} == {
            SURE: "confirm", DOUBTED: "correct", SPREAD: "merge", FIGURE: "correct", LAND: "reject"
        }  # fmt: skip
        assert taken[DOUBTED].new == {"modality": "denied", "said_first_on": date(2025, 1, 2)}
        assert taken[SPREAD].new == {"claim_id": DOUBTED}
        assert taken[FIGURE].new == {"value_high": None, "bound": "at_least"}
        assert taken[SURE].decided_by == ("a@b.example" if form == "json" else "desk")
        assert taken[SURE].decided_at == (NOW if form == "csv" else datetime(2025, 3, 9, 22, 16, 8, 728353, UTC))
        assert taken[SURE].said["content"] == "12 ships 🚢 left Haven"

    @BOTH
    def test_again_it_adds_nothing_also_when_the_rows_say_so_by_then(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        answers = [
            FORMS[form](task_of(found, SURE), "correct", "modality = denied"),
            FORMS[form](task_of(found, DOUBTED), "reject"),
        ]
        bring(here, tmp_path, form, *answers, by="desk")
        before = (here.curation / NAME).read_bytes()
        put(Store(here.store), "claims", [{**claim(SURE, 0.9), "modality": "denied", "review_status": "corrected"}])
        assert "0 of them new" in bring(here, tmp_path, form, *answers, by="desk")[0]
        assert (here.curation / NAME).read_bytes() == before

    @BOTH
    def test_rows_without_a_decision_are_left_alone(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        if form == "csv":
            bring(here, tmp_path, form, *found)
        else:
            bring(here, tmp_path, form, *({**task, "annotations": []} for task in found),
                  answer(found[0], "reject", was_cancelled=True))  # fmt: skip
        assert load(here.curation) == []

    @BOTH
    @pytest.mark.parametrize(
        ("decision", "new", "message"),
        [
            pytest.param("correct", "content = other words", "nobody's to rewrite", id="words-of-the-article"),
            pytest.param("correct", "modality = maybe", "none of asserted", id="closed-words"),
            pytest.param("correct", "colour = red", "no column 'colour'", id="column"),
            pytest.param("correct", f"source_id = {'a' * 16}", "there is no sources row", id="no-such-source"),
            pytest.param("merge", "b" * 16, "there is no claims row", id="no-such-claim"),
            pytest.param("delete", "", "one of confirm", id="decision"),
            pytest.param("correct", "is_negated = 3", "is a flag", id="flag"),
            pytest.param("correct", "modality = denied; modality = possible", "stands twice", id="twice"),
        ],
    )
    def test_what_cannot_be_taken_is_told_and_nothing_is_taken(self, here, tmp_path, form, decision, new, message):
        _, found = sent(here, tmp_path, form)
        make = FORMS[form]
        good, bad = make(task_of(found, DOUBTED), "confirm"), make(task_of(found, SURE), decision, new)
        with pytest.raises(DecisionError, match=message) as problem:
            bring(here, tmp_path, form, good, bad, by="desk")
        assert ("task 2" if form == "json" else "line ") in str(problem.value)
        assert not (here.curation / NAME).exists()

    @BOTH
    def test_a_row_that_changed_since_is_to_be_exported_again(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        put(Store(here.store), "claims", [{**claim(SURE, 0.9), "modality": "possible"}])
        for row_id, message in ((SURE, "export it again"), (DOUBTED, "is not there any more")):
            with pytest.raises(DecisionError, match=message):
                bring(here, tmp_path, form, FORMS[form](task_of(found, row_id), "confirm"), by="desk")

    @BOTH
    def test_more_than_was_published_is_not_taken_into_what_a_row_said(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        task = task_of(found, SURE)
        said = task["data"]["said"] if form == "json" else json.loads(task["said"])
        said["content"] += " and more"
        changed = {"data": {**task["data"], "said": said}} if form == "json" else {"said": json.dumps(said)}
        with pytest.raises(DecisionError, match="export it again"):
            bring(here, tmp_path, form, FORMS[form]({**task, **changed}, "confirm"), by="desk")

    @BOTH
    def test_who_contradicts_what_was_decided_is_told_by_whom(self, here, tmp_path, form):
        _, found = sent(here, tmp_path, form)
        bring(here, tmp_path, form, FORMS[form](task_of(found, SURE), "confirm"), by="desk")
        before = (here.curation / NAME).read_bytes()
        with pytest.raises(DecisionError, match="decided on otherwise already: confirm by"):
            bring(here, tmp_path, form, FORMS[form](task_of(found, SURE), "reject"), by="another")
        assert (here.curation / NAME).read_bytes() == before

    def test_two_who_agree_are_one_and_two_who_do_not_are_a_conflict(self, here, tmp_path):
        _, found = sent(here, tmp_path)
        one, other = (answer(task_of(found, SURE), "confirm", who=who) for who in (1, 2))
        bring(here, tmp_path, "json", {**one, "annotations": one["annotations"] + other["annotations"]})
        (taken,) = load(here.curation)
        assert taken.decided_by == "Label Studio 1"
        third = answer(task_of(found, DOUBTED), "confirm", who=1)
        fourth = answer(task_of(found, DOUBTED), "reject", who=2)
        with pytest.raises(DecisionError, match="agree on one"):
            bring(here, tmp_path, "json", {**third, "annotations": third["annotations"] + fourth["annotations"]})

    def test_without_a_name_nobody_decided(self, here, tmp_path):
        _, found = sent(here, tmp_path, "csv")
        with pytest.raises(DecisionError, match="say who decided"):
            bring(here, tmp_path, "csv", filled(task_of(found, SURE), "confirm"))


class TestFiles:
    @BOTH
    def test_the_file_is_its_owners_alone_and_says_what_it_holds(self, here, tmp_path, form):
        said = []
        export(here, tmp_path / f"out.{form}", 3, said.append)
        assert stat.S_IMODE(os.stat(tmp_path / f"out.{form}").st_mode) == 0o600
        assert "words from the private store" in said[0]

    def test_it_is_not_put_among_the_releases(self, here):
        with pytest.raises(DecisionError, match="among the releases"):
            export(here, here.releases / "x.json", 3, print)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            pytest.param("rows.xlsx", "end the name in", id="another-ending"),
            pytest.param("rows", "end the name in", id="no-ending"),
            pytest.param("none/rows.csv", "there is no folder", id="no-folder"),
        ],
    )
    def test_a_file_that_cannot_be_written_is_told(self, here, tmp_path, name, message):
        with pytest.raises(DecisionError, match=message):
            export(here, tmp_path / name, 3, print)
        assert not (tmp_path / "none").exists()

    def test_a_sheet_runs_no_formula(self, here, tmp_path):
        _, found = sent(here, tmp_path, "csv")
        assert task_of(found, SURE)["title"] == "'=Ships leave"
        assert all(not cell.startswith(("=", "+", "-", "@")) for line in found for cell in line.values())

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param("[", "no JSON", id="broken"),
            pytest.param('{"a": 1}', "no list of tasks", id="object"),
            pytest.param('[{"row": "x"}]', "not as JSON-MIN", id="json-min"),
            pytest.param('[{"data": {}, "annotations": []}]', "not those of a task", id="other-project"),
            pytest.param(
                '[{"data": {"row": "x", "said": {}}, "annotations": [{"result": [3]}]}]', "no value", id="result"
            ),
            pytest.param("a,b\n1,2\n", "lacks the columns decision", id="columns"),
            pytest.param("row,said,decision,new,reason\nmentions/x,{},confirm,,\n", "no row that is", id="table"),
        ],
    )
    def test_a_file_of_another_form_is_refused(self, here, tmp_path, text, message):
        (tmp_path / "back").write_text(text)
        with pytest.raises(DecisionError, match=message):
            take(here, tmp_path / "back", "desk", NOW, print)

    def test_a_file_that_is_not_there_is_refused(self, here, tmp_path):
        with pytest.raises(DecisionError, match="cannot be read"):
            take(here, Path(tmp_path / "none"), "desk", NOW, print)


@pytest.mark.parametrize(
    ("words", "table", "expected"),
    [
        pytest.param("", "claims", {}, id="nothing"),
        pytest.param("modality = denied", "claims", {"modality": "denied"}, id="word"),
        pytest.param(
            "said_first_on=2025-01-02; said_last_on =",
            "claims",
            {"said_first_on": date(2025, 1, 2), "said_last_on": None},
            id="day-and-none",
        ),
        pytest.param("is_negated = True", "claims", {"is_negated": True}, id="flag"),
        pytest.param(
            "value_low = 12\nvalue_high = null", "figures", {"value_low": 12.0, "value_high": None}, id="number"
        ),
        pytest.param("region_ids = UA-09, UA-14", "territory", {"region_ids": ["UA-09", "UA-14"]}, id="several"),
        pytest.param("abc", "sources", {"source_id": "abc"}, id="bare-id"),
        pytest.param('{"stated_count": 3}', "sources", {"stated_count": 3}, id="json"),
    ],
)
def test_new_values_are_read_as_people_write_them(words, table, expected):
    assert new_values(words, REVIEWED[table]) == expected
