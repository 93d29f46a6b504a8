"""Each expectation holds for rows as they should be, and fails on a row that is not: else it checks nothing."""

import hashlib
import weakref
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from expected_rows import ARTICLE, CLAIM, CONTENT, GOOD, MENTION, NOBODY, TEXT, at, others, table_of

from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES
from dataset.memory import Room
from expectations.frames import frame
from expectations.from_contract import suite
from expectations.gx import gxe, validated
from expectations.learned import learned
from expectations.run import checked
from expectations.totals import totals

ROOM = Room(10**8, Path("not-made"))


def outcome(name, *rows, texts=None, known=None):
    texts = {ARTICLE: TEXT} if texts is None else texts
    return checked(TABLES[name], table_of(name, *rows), others(), texts, ROOM, known)


@pytest.fixture
def only_learned(monkeypatch):
    """Leave out what follows from the contract: most of the time, where a test is about something else."""
    monkeypatch.setattr("expectations.run.suite", lambda _: [])


@pytest.fixture
def only_contract(monkeypatch):
    """Leave out what the data taught us, and of the contract all but what has to do with the test's column."""

    def only(column):
        about = {part.removesuffix("_resolves") for part in column.split(", ")}

        def columns(one):
            return {getattr(one, name, "").removesuffix("_resolves") for name in ("column", "column_A", "column_B")}

        monkeypatch.setattr("expectations.run.learned", lambda _: [])
        monkeypatch.setattr(
            "expectations.run.suite", lambda table: [one for one in suite(table) if about & columns(one)]
        )

    return only


@pytest.mark.parametrize("name", GOOD)
def test_rows_as_they_should_be_pass(name):
    found = outcome(name, GOOD[name])
    assert not found.failing
    assert found.is_passed
    assert len(found.rows) == len(suite(TABLES[name])) + len(learned(name)) + len(totals(name))


def test_a_frame_is_not_held_longer_than_it_is_looked_at():
    rows = pd.DataFrame({"claim_id": ["a", "b"]})
    frames = weakref.ref(rows)
    assert validated("claims", rows, [gxe.ExpectColumnValuesToBeUnique(column="claim_id")], ["claim_id"]).success
    del rows
    assert frames() is None


@pytest.mark.parametrize("name", ["claims", "claim_chain", "quarantine"])
def test_a_table_without_rows_passes(name):
    assert not outcome(name).failing


@pytest.mark.usefixtures("only_learned")
def test_covered_and_cut_words_still_stand_at_their_spans():
    start, end = CONTENT
    words = TEXT[start:end]
    cut = {**GOOD["claims"], "content": words[:12].rstrip() + "…", "source_text": "████ ████"}
    assert not outcome("claims", cut).failing
    assert not outcome("claims", {**cut, "content": None, "cue": None}).failing


LEARNED = [
    pytest.param("claims", {"content": "40 per cent of Haven was dry"}, "surface", id="content-not-in-the-text"),
    pytest.param("claims", {"content": "40 per cent of Xyz…"}, "surface", id="cut-content-not-in-the-text"),
    pytest.param("claims", {"cue_spans": [[at("said")[0] + 1, at("said")[1] + 1]]}, "surface", id="cue-one-off"),
    pytest.param("claims", {"source_text": "Mira"}, "surface", id="source-shorter-than-its-span"),
    pytest.param("claims", {"content_sha256": hashlib.sha256(b"x").hexdigest()}, "hash", id="hash-of-other-words"),
    pytest.param("claims", {"content": None, "content_sha256": "0" * 64}, "hash", id="hash-where-content-is-cut"),
    pytest.param("claims", {"source_spans": [[0, len(TEXT) + 1]]}, "lie", id="span-beyond-the-end"),
    pytest.param("claims", {"said_first_on": date(2025, 1, 3)}, "after", id="said-after-publication"),
    pytest.param("figures", {"surface": "40 percent"}, "surface", id="figure-spelt-otherwise"),
    pytest.param("figures", {"char_end": len(TEXT) + 9}, "lie", id="figure-beyond-the-end"),
    pytest.param("figures", {"char_end": at("40 per cent")[0], "surface": ""}, "empty", id="figure-of-no-words"),
    pytest.param("figures", {"value_low": 130.0, "value_high": 130.0}, "shares", id="share-of-land-over-all"),
    pytest.param("figures", {"value_low": -1.0}, "shares", id="share-of-land-below-nothing"),
    pytest.param("mentions", {"surface": "haven"}, "surface", id="mention-in-another-case"),
    pytest.param("mentions", {"char_end": len(TEXT) + 1}, "lie", id="mention-beyond-the-end"),
    pytest.param("mentions", {"char_start": 5, "char_end": 5, "surface": ""}, "empty", id="mention-of-no-words"),
    pytest.param("territory", {"evidence": "all of Haven"}, "surface", id="evidence-not-in-the-text"),
    pytest.param("territory", {"char_start": 0, "char_end": 0, "evidence": ""}, "empty", id="evidence-of-no-words"),
    pytest.param("territory", {"char_end": 10_000}, "lie", id="evidence-beyond-the-end"),
    pytest.param("id_history", {"old_id": CLAIM}, "gone", id="history-of-an-id-that-is-there"),
]
NAMES = {
    "surface": "surface_stands_at_its_span",
    "hash": "hash_is_of_the_words",
    "lie": "spans_lie_in_the_article",
    "empty": "spans_are_not_empty",
    "after": "nothing_is_said_after_its_article",
    "gone": "old_ids_are_gone",
    "shares": "shares_of_land_are_shares",
}


@pytest.mark.usefixtures("only_learned")
@pytest.mark.parametrize(("name", "wrong", "expectation"), LEARNED)
def test_a_learned_expectation_fails_on_a_wrong_row(name, wrong, expectation):
    found = outcome(name, {**GOOD[name], **wrong})
    assert NAMES[expectation] in {one.split()[0] for one in found.failing}


def test_every_learned_expectation_has_a_wrong_row_here():
    tried = {(case.values[0], NAMES[case.values[2]]) for case in LEARNED}
    assert {(name, one.expectation_type) for name in TABLES for one in learned(name)} <= tried


def test_every_learned_expectation_says_why_it_is_there():
    assert all(type(one).__doc__ for name in TABLES for one in learned(name))


@pytest.mark.usefixtures("only_learned")
def test_what_is_no_share_of_land_may_be_over_a_hundred():
    growth = {"value_low": 130.0, "value_high": 130.0, "share_of_entity_id": None}
    assert not outcome("figures", {**GOOD["figures"], **growth}).failing


@pytest.mark.usefixtures("only_learned")
def test_a_month_of_publication_reaches_to_its_last_day():
    late = {**GOOD["claims"], "said_first_on": date(2025, 1, 31), "said_last_on": date(2025, 1, 31)}
    assert outcome("claims", late).failing
    article = table_of("articles", {**GOOD["articles"], "published_precision": "month"})
    tables = {**others(), "articles": article}
    assert checked(TABLES["claims"], table_of("claims", late), tables, {ARTICLE: TEXT}, ROOM).is_passed


@pytest.mark.parametrize(
    ("name", "wrong", "expectation", "column"),
    [
        pytest.param("claims", {"modality": "hoped"}, "in_set", "modality", id="allowed-words"),
        pytest.param("claims", {"claim_id": "c-1"}, "match_regex", "claim_id", id="pattern-of-an-id"),
        pytest.param("articles", {"url": "ledger.example"}, "match_regex", "url", id="pattern-of-an-address"),
        pytest.param("entities", {"lat": 91.0}, "between", "lat", id="range-of-a-number"),
        pytest.param("claims", {"confidence": 1.5}, "between", "confidence", id="range-of-a-share"),
        pytest.param("figures", {"char_start": -1}, "between", "char_start", id="range-of-a-count"),
        pytest.param("territory", {"share_high_pct": 140.0}, "between", "share_high_pct", id="range-of-land"),
        pytest.param("claims", {"statement_id": None}, "not_be_null", "statement_id", id="required"),
        pytest.param("mentions", {"mention_id": None}, "not_be_null", "mention_id", id="required-as-key"),
        pytest.param("figures", {"value_low": 50.0}, "pair", "value_high, value_low", id="ordered-numbers"),
        pytest.param(
            "territory", {"as_of_last_on": date(2024, 1, 1)}, "pair", "as_of_last_on, as_of_first_on", id="ordered-days"
        ),
        pytest.param("claims", {"source_id": NOBODY}, "in_set", "source_id_resolves", id="points-to-no-row"),
        pytest.param("claims", {"parent_claim_id": NOBODY}, "in_set", "parent_claim_id_resolves", id="own-table"),
        pytest.param("territory", {"region_ids": ["gl:haven", "UA-99"]}, "in_set", "region_ids_resolves", id="a-list"),
        pytest.param("figures", {"article_id": NOBODY}, "in_set", "article_id_resolves", id="article-nobody-has"),
        pytest.param("id_history", {"new_id": NOBODY}, "in_set", "new_id_resolves", id="points-to-no-row-of-a-table"),
        pytest.param("id_history", {"new_id": MENTION}, "in_set", "new_id_resolves", id="points-to-another-table"),
        pytest.param("id_history", {"move_reason": "lost"}, "in_set", "move_reason", id="reason-of-a-move"),
    ],
)
def test_what_the_contract_says_is_checked(only_contract, name, wrong, expectation, column):
    only_contract(column)
    failing = outcome(name, {**GOOD[name], **wrong}).failing
    assert [one for one in failing if expectation in one.split()[0] and one.split(" ", 1)[1] == column], failing


@pytest.mark.parametrize(
    ("name", "column"),
    [
        pytest.param("mentions", "mention_id", id="one-column"),
        pytest.param("claim_chain", "claim_id", id="several-columns"),
    ],
)
def test_a_key_that_stands_twice_fails(name, column):
    assert any("unique" in one for one in outcome(name, GOOD[name], GOOD[name]).failing), column


def test_both_key_columns_have_to_be_the_same():
    assert not outcome("claim_chain", GOOD["claim_chain"], {**GOOD["claim_chain"], "hop": 1}).failing


def test_one_end_of_a_range_may_be_missing():
    assert not outcome("figures", {**GOOD["figures"], "value_low": None, "bound": "at_most"}).failing


@pytest.mark.usefixtures("only_learned")
def test_failing_rows_are_named_by_their_keys_and_nothing_else():
    found = outcome("mentions", {**GOOD["mentions"], "surface": "words of nobody"})
    assert list(found.failing.values()) == [[MENTION]]
    assert "words of nobody" not in repr(found)


def test_a_row_with_a_key_of_several_columns_is_named_by_all_of_them(only_contract):
    only_contract("source_id")
    found = outcome("claim_chain", {**GOOD["claim_chain"], "source_id": NOBODY})
    assert list(found.failing.values()) == [[f"{CLAIM}/0"]]


@pytest.mark.usefixtures("only_learned")
def test_only_some_of_many_failing_rows_are_named():
    rows = [{**GOOD["mentions"], "mention_id": f"{number:016x}", "surface": "x"} for number in range(40)]
    found = outcome("mentions", *rows)
    ((_, keys),) = found.failing.items()
    assert 0 < len(keys) <= 5
    (row,) = [row for row in found.rows if not row["is_passed"]]
    assert (row["observed"], row["unexpected_count"], row["rows_count"]) == ("40 of 40", 40, 40)


def test_outcomes_are_rows_of_quality():
    for row in outcome("territory", GOOD["territory"]).rows:
        assert row.keys() == set(TABLES["quality"].columns)
        assert row["observed"] is None or row["observed"][0].isdigit()


@pytest.mark.usefixtures("only_learned")
def test_a_missing_text_fails_and_does_not_pass_for_right():
    failing = outcome("mentions", GOOD["mentions"], texts={}).failing
    assert any("surface_stands" in one for one in failing)


def test_regions_have_as_many_units_as_the_country():
    region = {"region_id": "gl:haven", "name": "Haven", "official_area_km2": 603_540.0, "area_basis": "official",
              "area_source": "invented"}  # fmt: skip
    failing = outcome("regions", region).failing
    assert any("is_unit" in one for one in failing)
    assert not any("unit_area_km2" in one for one in failing)


def test_no_field_with_a_pattern_or_words_goes_unchecked():
    for name, table in TABLES.items():
        checked_columns = {one.column for one in suite(table) if hasattr(one, "column")}
        for column in table.columns:
            field = FIELDS[column]
            if (field.allowed or field.pattern) and field.kind not in ("texts", "spans"):
                assert column in checked_columns, (name, column)


@pytest.mark.parametrize(
    ("name", "key", "wrong"),
    [
        pytest.param("claims", "claim_id", {"cue": "sald", "source_id": NOBODY}, id="rows-of-articles"),
        pytest.param("claim_chain", "claim_id", {"source_id": NOBODY, "hop": -1}, id="rows-of-rows"),
        pytest.param("articles", "article_id", {"text_chars": -1}, id="articles-themselves"),
    ],
)
def test_a_table_in_parts_is_told_of_as_in_one(monkeypatch, name, key, wrong):
    good = GOOD[name]
    rows = [{**good, key: "0" * 16}, {**good, **wrong, key: "1" * 16}, good, {**good, **wrong}, good]
    in_one = outcome(name, *rows)
    monkeypatch.setattr("expectations.run.SMALL_ROWS", 0)
    monkeypatch.setattr("expectations.run.BLOCK_ROWS", 2)
    monkeypatch.setattr(Room, "checked_rows", 1)
    in_parts = outcome(name, *rows)

    def told(found):
        return sorted(found.rows, key=lambda row: (row["expectation"], row["column_name"]))

    assert told(in_parts) == told(in_one)
    assert {one: sorted(keys) for one, keys in in_parts.failing.items()} == {
        one: sorted(keys) for one, keys in in_one.failing.items()
    }
    assert any("unique" in one for one in in_one.failing)


def test_of_a_large_table_only_rows_are_held_that_were_not_as_they_are(monkeypatch):
    good, looked_at = GOOD["claims"], []
    rows = [{**good, "claim_id": f"{number:016x}"} for number in range(3)]
    monkeypatch.setattr("expectations.run.SMALL_ROWS", 0)

    def noting(table, part, texts):
        looked_at.append(len(part))
        return frame(table, part, texts)

    monkeypatch.setattr("expectations.run.frame", noting)
    first = outcome("claims", *rows)
    assert first.is_passed
    again = outcome("claims", *rows, known=np.sort(first.digests))
    more = outcome("claims", *rows, {**good, "claim_id": "f" * 16}, known=np.sort(first.digests))
    other = outcome("claims", *rows[:2], {**rows[2], "cue": "sald"}, known=np.sort(first.digests))
    lost = outcome("claims", *rows[:2], {**rows[2], "source_id": NOBODY}, known=np.sort(first.digests))
    assert looked_at == [3, 0, 1, 1, 1]
    assert again.rows == first.rows
    assert more.is_passed
    assert {row["rows_count"] for row in more.rows} == {4}
    assert len(other.failing) == len(lost.failing) == 1


def test_what_stands_beside_a_row_counts_for_whether_it_is_as_it_was(monkeypatch):
    monkeypatch.setattr("expectations.run.SMALL_ROWS", 0)
    tables = others()
    first = checked(TABLES["claims"], table_of("claims", GOOD["claims"]), tables, {ARTICLE: TEXT}, ROOM)
    tables["sources"] = tables["sources"].slice(0, 0)
    found = checked(
        TABLES["claims"], table_of("claims", GOOD["claims"]), tables, {ARTICLE: TEXT}, ROOM, np.sort(first.digests)
    )
    assert [name for name in found.failing if "source_id" in name]
