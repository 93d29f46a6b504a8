from dataclasses import replace
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest

from dataset.contract.arrow import empty
from dataset.contract.tables import TABLES
from dataset.release.alignment import overlap, place_in
from dataset.release.id_history import id_history
from dataset.release.lineage import Lineage
from dataset.release.moved_sources import moved_sources
from dataset.release.moves import Move
from dataset.release.opened import Snapshot, open_release
from dataset.release.publish import publish
from dataset.release.verify import verify

LINEAGE = Lineage("groundline", "code", "reference", "curation", "contract")
PASSAGES = {"claims": "claim", "figures": "figure", "mentions": "mention", "territory": "territory"}


def history(before, after, version="v1", decided=()):
    """Give the table as rows by (table, old id)."""
    texts = {**getattr(before, "texts", {}), **after.texts}
    snapshot = before if isinstance(before, Snapshot) else before.snapshot
    rows = id_history(snapshot, after.snapshot, version, texts, decided).to_pylist()
    return {(row["table_name"], row["old_id"]): row for row in rows}


def carried(collection, rows):
    """Give a moment with the history that came out of it."""
    table = pa.Table.from_pylist(list(rows.values()), schema=empty(TABLES["id_history"]).schema)
    return Snapshot({**collection.tables, "id_history": table}, collection.lineage)


def led(rows):
    return {old: (row["new_id"], row["move_reason"]) for old, row in rows.items()}


def passages(old, new, reason):
    return {(table, old.id_of(kind)): (new.id_of(kind), reason) for table, kind in PASSAGES.items()}


@pytest.fixture
def one(told):
    return told("one")


def instead(collection, *articles):
    return replace(collection, articles=articles)


def test_a_first_release_has_none(collection):
    assert id_history(None, collection.snapshot, None, {}).num_rows == 0


def test_nothing_moves_where_nothing_differs(collection, told):
    assert history(collection, collection) == {}
    assert history(collection, collection.with_articles(told("three"))) == {}


def test_what_is_gone_for_good_has_none(collection):
    assert history(collection, instead(collection, *collection.articles[:1])) == {}


class TestAnEditedArticle:
    def test_its_rows_lead_to_those_of_the_new_version(self, collection, told, one):
        new = told("one", edition="Corrected.", supersedes=one.article_id)
        old = instead(collection, one)
        superseded = replace(old.with_articles(new), only_newest=True)
        assert led(history(old, superseded)) == passages(one, new, "article_edited")

    def test_a_number_that_was_corrected_stands_at_the_same_place(self, collection, told, one):
        new = told("one", number=13)
        rows = led(history(collection, instead(collection, new, collection.articles[1])))
        assert rows == {
            **passages(one, new, "article_edited"),
            ("articles", one.article_id): (new.article_id, "article_edited"),
        }

    def test_a_paragraph_that_moved_is_known_by_what_it_says(self, collection, told, one):
        new = told("one", opening="The harbour master spoke at length about the winter, the ice and the pilots. ")
        rows = led(history(collection, instead(collection, new, collection.articles[1])))
        assert rows["claims", one.id_of("claim")] == (new.id_of("claim"), "article_edited")

    def test_another_claim_at_another_place_is_another_claim(self, collection, told, one):
        new = told("one", speaker="Ada Bay", number=700, done="crates of herring came ashore on the north quay of")
        rows = led(history(collection, instead(collection, new, collection.articles[1])))
        assert ("claims", one.id_of("claim")) not in rows

    def test_without_texts_nothing_is_guessed(self, collection, told, one):
        new = instead(collection, told("one", number=13), collection.articles[1])
        rows = id_history(collection.snapshot, new.snapshot, "v1", {}).to_pylist()
        assert {row["table_name"] for row in rows} == {"articles"}


def test_another_reading_of_the_same_words(collection, told, one):
    new = told("one", reading="2")
    rows = history(collection, instead(collection, new, collection.articles[1]))
    assert led(rows) == passages(one, new, "reread")
    assert {row["last_version"] for row in rows.values()} == {"v1"}


def test_a_work_that_is_known_by_another_address(collection, told, one):
    new = told("one", address="moved")
    rows = led(history(collection, instead(collection, new, collection.articles[1])))
    expected = {("articles", one.article_id): (new.article_id, "work_changed")}
    assert rows == {**expected, **passages(one, new, "work_changed")}


def test_two_works_with_one_text_are_not_told_apart(collection, told):
    before = instead(collection, told("one"), told("two"))
    after = instead(collection, told("one", address="a"), told("two", address="b"))
    assert history(before, after) == {}


def test_a_group_whose_story_is_another_one(collection, told):
    group = told("one", speaker="Two people", is_unnamed=True)
    joined = replace(group, story="two")
    rows = led(history(instead(collection, group), instead(collection, joined, told("two"))))
    assert rows == {("sources", group.source_id): (joined.source_id, "story_changed")}


def test_groups_that_become_one_lead_there_both(collection, told):
    apart = [told(name, speaker="Two people", is_unnamed=True) for name in ("one", "two")]
    joined = [replace(one, story="both") for one in apart]
    rows = led(history(instead(collection, *apart), instead(collection, *joined)))
    (there,) = {one.source_id for one in joined}
    assert rows == {("sources", one.source_id): (there, "story_changed") for one in apart}


def test_another_group_is_another_source(collection, told):
    group = told("one", speaker="Two people", is_unnamed=True)
    other = told("one", speaker="Many people", is_unnamed=True)
    rows = history(instead(collection, group), instead(collection, other))
    assert ("sources", group.source_id) not in rows


def test_a_name_that_got_an_entity(collection):
    entity = {"entity_id": "Q1", "kind": "place", "name": "Haven"}
    before = {"entities": [{"entity_id": "gl:old-haven", "kind": "place", "name": "Haven"}]}
    known = replace(collection, more=before), replace(collection, more={"entities": [entity]})
    assert led(history(*known)) == {("entities", "gl:old-haven"): ("Q1", "identified")}


def test_what_people_merged(collection, told):
    kept, other = told("one"), told("two", speaker="Jon Reef", number=7)
    move = Move("claims", other.id_of("claim"), kept.id_of("claim"), "merged")
    rows = history(collection, instead(collection, kept), decided=[move])
    assert led(rows) == {("claims", other.id_of("claim")): (kept.id_of("claim"), "merged")}


def test_a_release_tells_what_people_merged(tmp_path, collection, told):
    kept, other = collection.articles
    publish(tmp_path, collection.batch(), date(2025, 12, 5))
    move = Move("claims", other.id_of("claim"), kept.id_of("claim"), "merged")
    made = publish(tmp_path, instead(collection, kept).batch(merged=(move,)), date(2025, 12, 6))
    (row,) = open_release(made.folder).tables["id_history"].to_pylist()
    assert (row["old_id"], row["new_id"], row["move_reason"]) == (move.old_id, move.new_id, "merged")


class TestWhatPeopleMergedBefore:
    """Decisions stay in force: each release is given all merges, those of rows long gone too."""

    def test_keeps_the_version_in_which_it_was_last(self, collection, told):
        kept, other = told("one"), told("two", speaker="Jon Reef", number=7)
        move, left = Move("claims", other.id_of("claim"), kept.id_of("claim"), "merged"), instead(collection, kept)
        rows = history(collection, left, decided=[move])
        later = history(carried(left, rows), left, "v2", [move])
        assert later == rows
        assert {row["last_version"] for row in later.values()} == {"v1"}

    def test_was_in_no_release_where_none_had_it(self, collection, told):
        kept, never = told("one"), told("nobody's")
        move = Move("claims", never.id_of("claim"), kept.id_of("claim"), "merged")
        assert history(collection, collection, decided=[move]) == {}


def speaking(of):
    """Give a moment in which claims, by id, are of unnamed sources."""
    known = {"kind": "anonymous_group", "description": "officials"}
    columns = ("source_id", "kind", "name", "description", "entity_id", "part_of")
    sources = [{**dict.fromkeys(columns), **known, "source_id": one} for one in sorted(set(of.values()))]
    tables = {
        "sources": pa.Table.from_pylist(sources, schema=pa.schema([(name, pa.string()) for name in columns])),
        "claims": pa.table({"claim_id": list(of), "source_id": list(of.values()), "article_id": ["a"] * len(of)}),
        "claim_chain": pa.table({name: pa.array([], pa.string()) for name in ("claim_id", "hop", "source_id")}),
        "articles": pa.table({"article_id": ["a"], "story_id": ["s"]}),
    }
    return Snapshot(tables, LINEAGE)


@pytest.mark.parametrize(
    ("now", "moves", "expected"),
    [
        pytest.param(
            {"c1": "x", "d2": "x", "e3": "x", "d4": "y", "d5": "y"},
            {"c2": "d", "c3": "e", "c4": "d", "c5": "d"},
            ("x", "article_edited"),
            id="most-claims-whatever-the-reasons",
        ),
        pytest.param(
            {"c1": "x", "e2": "x", "e3": "x"},
            {"c2": "e", "c3": "e"},
            ("x", "work_changed"),
            id="its-most-common-reason",
        ),
        pytest.param({"c1": "y", "c2": "x"}, {}, ("x", "reread"), id="as-many-each"),
    ],
)
def test_of_several_sources_that_one_became_the_one_with_most_claims_counts(now, moves, expected):
    before, after = speaking({f"c{number}": "old" for number in range(1, 6)}), speaking(now)
    reasons = {"d": "article_edited", "e": "work_changed"}
    moved = [Move("claims", old, f"{kind}{old[1]}", reasons[kind]) for old, kind in moves.items()]
    (found,) = moved_sources(before, after, moved)
    assert (found.old_id, found.new_id, found.reason) == ("old", *expected)


class TestThroughManyReleases:
    def moments(self, collection, *articles):
        return [instead(collection, article) for article in articles]

    def test_an_old_id_leads_to_the_newest_at_once(self, collection, told):
        made = [told("one", reading=reading) for reading in ("", "2", "23")]
        first, second, third = self.moments(collection, *made)
        rows = history(carried(second, history(first, second)), third, "v2")
        ids = [one.id_of("claim") for one in made]
        for old, after in pairwise(ids):
            assert rows["claims", old]["next_id"] == after
            assert rows["claims", old]["new_id"] == ids[-1]
        assert [rows["claims", old]["last_version"] for old in ids[:2]] == ["v1", "v2"]

    def test_an_id_that_is_back_has_no_history(self, collection, told):
        first, second = self.moments(collection, told("one"), told("one", reading="2"))
        rows = history(carried(second, history(first, second)), first, "v2")
        assert led(rows) == passages(told("one", reading="2"), told("one"), "reread")

    def test_what_it_led_to_may_be_gone_and_come_back(self, collection, told):
        first, second = self.moments(collection, told("one"), told("one", reading="2"))
        moved = history(first, second)
        other = told("two", speaker="Jon Reef", number=7)
        empty_again = instead(collection, other)
        gone = history(carried(second, moved), empty_again, "v2")
        assert {row["new_id"] for row in gone.values()} == {None}
        back = history(carried(empty_again, gone), instead(collection, other, told("one", reading="2")), "v3")
        assert led(back) == led(moved)


def test_a_release_carries_it_and_verifies(tmp_path, collection, told, one):
    publish(tmp_path, collection.batch(), date(2025, 12, 5))
    new = instead(collection, told("one", number=13), collection.articles[1])
    made = publish(tmp_path, new.batch(texts={**collection.texts, **new.texts}), date(2025, 12, 6))
    rows = open_release(made.folder).tables["id_history"].to_pylist()
    assert {row["last_version"] for row in rows} == {"2025.12.05"}
    assert {row["old_id"] for row in rows} >= {one.id_of("claim")}
    assert not verify(made.folder).problems


def test_a_release_of_before_the_table_still_counts(collection, told):
    before = Snapshot({k: v for k, v in collection.tables.items() if k != "id_history"}, collection.lineage)
    new = instead(collection, told("one", reading="2"), collection.articles[1])
    assert led(history(before, new)) == passages(told("one"), told("one", reading="2"), "reread")


def test_history_that_leads_nowhere_does_not_verify(tmp_path, collection, told, monkeypatch):
    lost = {"table_name": "claims", "old_id": "0" * 16, "next_id": "1" * 16, "new_id": "1" * 16}
    table = pa.Table.from_pylist(
        [{**lost, "move_reason": "reread", "last_version": "v1"}], schema=empty(TABLES["id_history"]).schema
    )
    monkeypatch.setattr("dataset.release.publish.id_history", lambda *_: table)
    monkeypatch.setattr("dataset.release.publish._verify", lambda *_: None)
    made = publish(tmp_path, collection.batch(), date(2025, 12, 5))
    assert [problem.where for problem in verify(made.folder).problems] == ["id_history.new_id"]


@pytest.mark.parametrize(
    ("before", "after", "words", "there"),
    [
        pytest.param("A b c d.", "A b c d.", "b c", ["b c"], id="nothing-changed"),
        pytest.param("A b c d.", "X y. A b c d.", "b c", ["b", "c"], id="words-before-it"),
        pytest.param("A b 12 d.", "A b 13 d.", "12", ["13"], id="a-number-exchanged"),
        pytest.param("A b c d.", "A d.", "b c", [], id="taken-out"),
        pytest.param("A b c d e f g.", "A p q r s t g.", "b c d e f", [], id="written-anew"),
        pytest.param("", "A b.", "", [], id="empty"),
    ],
)
def test_where_words_stand_in_another_version(before, after, words, there):
    start = before.index(words)
    spans = place_in(before, after)([(start, start + len(words))] if words else [])
    assert [after[slice(*span)] for span in spans] == there


def test_what_spans_have_in_common():
    assert overlap([(0, 4), (10, 20)], [(2, 12)]) == 4
