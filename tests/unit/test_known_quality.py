"""What readers are told of words, checks, weaknesses and figures: it is all there, and none hangs in the air."""

import csv
import re
from pathlib import Path

import pytest

from dataset.__main__ import generated
from dataset.contract.dictionary import dictionary, with_block
from dataset.contract.expected import HELD_ON, MEANINGS
from dataset.contract.fields import FIELDS
from dataset.contract.known import MEASURED, OWN_GOLD, WEAKNESSES, known_of
from dataset.contract.tables import TABLES
from dataset.release.about import About
from dataset.release.card import card
from dataset.release.manifest import TableEntry

ROOT = Path(__file__).parents[2]
COLUMNS = {(name, column) for name, table in TABLES.items() for column in table.columns}


def first_column(name):
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        return [next(iter(row.values())) for row in csv.DictReader(file)]


def test_each_weakness_is_of_a_column_that_is_there():
    assert not set(WEAKNESSES) - COLUMNS
    assert list(WEAKNESSES) == sorted(WEAKNESSES), "sort weaknesses.csv by table and column"
    assert all(words.endswith(".") for words in WEAKNESSES.values())


@pytest.mark.parametrize("one", MEASURED, ids=lambda one: one.what)
def test_each_measurement_is_of_columns_that_are_there(one):
    assert one.columns
    assert not {tuple(name.split(".")) for name in one.columns} - COLUMNS
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.measured_on)


def test_a_column_says_its_weakness_and_what_was_measured():
    said = known_of("claims", "content")
    assert said.startswith("May run on")
    assert "Measured: claims found / with their source, reported speech: 85.9 / 80.9 (news (PolNeAR, dev));" in said
    assert known_of("claims", "claim_id") == ""


def test_the_columns_that_claims_are_judged_by_say_how_good_they_are():
    judged = (
        "content",
        "source_id",
        "cue",
        "modality",
        "is_negated",
        "quote_type",
        "said_first_on",
        "confidence",
        "topics",
    )
    assert not [column for column in judged if not known_of("claims", column)]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.allowed or field.words])
def test_every_word_is_explained_in_the_dictionary(name):
    field = FIELDS[name]
    listed = dictionary().partition("## Words")[2]
    for word, meaning in (field.allowed or field.words).items():
        assert meaning
        assert (f"- `{word}`: {meaning}" in listed) or f"| `{word}` |" in listed


def test_every_column_of_closed_words_explains_them():
    open_ones = {"text", "texts", "id", "number", "count", "flag", "day", "moment", "spans"}
    coded = {name for name, field in FIELDS.items() if field.kind not in open_ones and not field.pattern}
    assert not [name for name in coded if not FIELDS[name].allowed]


def test_constructions_and_topics_are_explained_as_they_are():
    assert list(FIELDS["rule_code"].words) == first_column("pipelines/text/rules.csv")
    with (ROOT / "pipelines/text/topics.csv").open(encoding="utf-8", newline="") as file:
        assert set(FIELDS["topics"].words) == {row["topic"] for row in csv.DictReader(file)}


def test_outcomes_that_are_explained_may_stand_in_their_column():
    field = FIELDS["outcome"]
    assert all(re.fullmatch(field.pattern, word) for word in field.words)


def test_every_expectation_is_explained_and_each_explained_one_is_held_where_it_says():
    from expectations.from_contract import suite
    from expectations.learned import learned
    from expectations.totals import totals

    held, derived = {}, set()
    for name, table in TABLES.items():
        derived |= {one.expectation_type for one in suite(table)}
        for one in (*learned(name), *totals(name)):
            held.setdefault(one.expectation_type, set()).add(name)
    cure = "mend dataset/contract/expectations.csv"
    assert {name: set(HELD_ON[name]) for name in MEANINGS if HELD_ON[name]} == held, cure
    assert {name for name in MEANINGS if not HELD_ON[name]} == derived, cure
    assert all(f"| `{name}` |" in dictionary() for name in MEANINGS)


def test_the_same_figures_stand_in_the_readme_the_method_and_the_card():
    readme, method = (generated()[ROOT / name] for name in ("README.md", "dataset/METHOD.md"))
    of_a_release = card(About("2025.12.05", "2025-12-05", tuple(TableEntry(name, 1, "", ()) for name in TABLES)))
    for one in MEASURED:
        line = f"| {one.what} | {one.set_name} | {one.value} |"
        assert line in method
        assert (line in readme) is (line in of_a_release) is (one.set_name != OWN_GOLD)


def test_a_block_is_made_anew_between_its_marks_only():
    text = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n"
    assert with_block(text, "x", "new") == "a\n<!-- x: begin -->\nnew\n<!-- x: end -->\nb\n"
    with pytest.raises(ValueError, match="lacks the marks"):
        with_block("a\n<!-- x: begin -->\n", "x", "new")
