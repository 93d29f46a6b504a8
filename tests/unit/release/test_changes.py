from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from dataset.contract.arrow import conform
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.curation.withheld import Withheld
from dataset.release.changes import changes_between, changes_text, counts
from dataset.release.id_history import id_history
from dataset.release.opened import Snapshot


def told_changes(before, after):
    """Give the rows of `changes` as (table, change, cause, columns)."""
    rows = changes_between(before.snapshot, after.snapshot).to_pylist()
    return {(r["table_name"], r["change"], r["cause"], tuple(r["columns_changed"])) for r in rows}


def test_a_first_release_has_no_changes(collection):
    assert changes_between(None, collection.snapshot).num_rows == 0


def test_nothing_differs_from_itself(collection):
    assert changes_between(collection.snapshot, collection.snapshot).num_rows == 0


def test_a_new_article_adds_rows(collection, told):
    article = told("three", speaker="Ada Bay")
    rows = changes_between(collection.snapshot, collection.with_articles(article).snapshot).to_pylist()
    assert {(row["change"], row["cause"]) for row in rows} == {("added", "new_article")}
    tables = {"articles", "sources", "claims", "claim_chain", "figures", "mentions", "territory", "territory_checks"}
    assert {row["table_name"] for row in rows} == tables
    assert {row["work_id"] for row in rows if row["table_name"] != "sources"} == {article.work_id}
    assert {row["work_id"] for row in rows if row["table_name"] == "sources"} == {None}


def test_a_new_article_of_a_known_source_counts_its_claims(collection, told):
    found = told_changes(collection, collection.with_articles(told("three")))
    assert ("sources", "modified", "new_article", ("claims_count",)) in found


def test_an_article_gone_removes_rows(collection):
    found = told_changes(collection, replace(collection, articles=collection.articles[:1]))
    assert {(change, cause) for _, change, cause, _ in found} == {("removed", "article_withdrawn")}
    assert "control_series" not in {table for table, *_ in found}


def test_an_edited_article_removes_and_adds_rows_of_the_same_work(collection, told):
    edited = replace(collection, articles=(told("one", number=13), collection.articles[1]))
    rows = changes_between(collection.snapshot, edited.snapshot).to_pylist()
    assert {row["cause"] for row in rows} == {"article_edited"}
    claims = [row for row in rows if row["table_name"] == "claims"]
    assert {row["change"] for row in claims} == {"added", "removed"}
    assert {row["work_id"] for row in claims} == {told("one").work_id}


def test_a_second_version_beside_the_first_is_an_edit(collection, told):
    found = told_changes(collection, collection.with_articles(told("two", edition="Corrected.")))
    assert ("articles", "added", "article_edited", ()) in found


def test_a_new_headline_is_an_edit(collection, told):
    edited = replace(collection, articles=(told("one", title="Ships have left"), collection.articles[1]))
    assert told_changes(collection, edited) == {("articles", "modified", "article_edited", ("title",))}


def test_a_new_article_in_the_same_story_is_the_cause_for_its_others(collection, told):
    joined = replace(collection, articles=(told("one", story="ships"), collection.articles[1]))
    joined = joined.with_articles(told("three", story="ships")).with_lineage(code="code-2")
    found = told_changes(collection, joined)
    assert ("articles", "modified", "new_article", ("story_id",)) in found


class TestIndependentCounts:
    """A claim that is counted anew because of other articles: these are the cause, whatever else differs."""

    COUNTED = ("claims", "modified", "new_article", ("independent_count",))

    def test_another_story_with_the_statement_is_the_cause(self, collection, told):
        other = collection.with_articles(told("three")).with_lineage(code="code-2")
        rows = changes_between(collection.snapshot, other.snapshot).to_pylist()
        (row,) = [row for row in rows if row["columns_changed"] == ["independent_count"]]
        assert (row["table_name"], row["cause"]) == ("claims", "new_article")
        assert row["work_id"] == told("one").work_id

    def test_a_story_that_is_gone_is_the_cause(self, collection, told):
        more = collection.with_articles(told("three"))
        found = told_changes(more, collection.with_lineage(code="code-2"))
        assert ("claims", "modified", "article_withdrawn", ("independent_count",)) in found

    def test_an_article_that_shows_two_stories_to_be_one_is_the_cause_in_both(self, collection, told):
        apart = replace(collection, articles=(told("one"), told("three"), told("two", speaker="Jon Reef")))
        bridge = told("bridge", speaker="Ada Bay", story="one")
        joined = replace(apart, articles=(told("one"), told("three", story="one"), apart.articles[2], bridge))
        rows = changes_between(apart.snapshot, joined.with_lineage(code="code-2").snapshot).to_pylist()
        counted = [row for row in rows if "independent_count" in row["columns_changed"]]
        assert {row["cause"] for row in counted} == {"new_article"}
        assert {row["work_id"] for row in counted} == {told("one").work_id, told("three").work_id}

    def test_a_new_article_with_other_words_is_not(self, collection, told):
        other = collection.with_articles(told("three", speaker="Ada Bay"))
        other = other.with_lineage(code="code-2").with_values("claims", independent_count=5)
        found = told_changes(collection, other)
        assert ("claims", "modified", "extractor", ("independent_count",)) in found
        assert self.COUNTED not in found


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        pytest.param({"code": "code-2"}, "extractor", id="code"),
        pytest.param({"reference": "ref-2"}, "reference_data", id="reference"),
        pytest.param({"curation": "cur-2"}, "extractor", id="curation-is-recorded-row-by-row"),
        pytest.param({"contract": "other"}, "contract", id="contract"),
        pytest.param({"code": "code-2", "reference": "ref-2"}, "extractor", id="code-before-reference"),
        pytest.param({}, "extractor", id="what-is-left"),
    ],
)
def test_what_made_the_rows_is_the_cause_for_unchanged_articles(collection, parts, cause):
    other = collection.with_lineage(**parts).with_values("claims", modality="denied")
    assert told_changes(collection, other) == {("claims", "modified", cause, ("modality",))}


def test_reference_rows_change_with_the_reference_data(collection):
    other = collection.with_lineage(code="code-2", reference="ref-2").with_values("entities", aliases=["Port"])
    assert told_changes(collection, other) == {("entities", "modified", "reference_data", ("aliases",))}


def test_before_decisions_were_recorded_their_fingerprint_tells(collection):
    other = collection.with_lineage(curation="cur-2").with_values("claims", modality="denied")
    old = Snapshot({name: rows for name, rows in collection.tables.items() if name != "reviews"}, collection.lineage)
    rows = changes_between(old, other.snapshot).to_pylist()
    assert {row["cause"] for row in rows if row["table_name"] == "claims"} == {"curation"}


def test_a_new_article_does_not_explain_rows_of_others(collection, told):
    other = collection.with_articles(told("three")).with_lineage(code="code-2").with_values("claims", modality="denied")
    found = told_changes(collection, other)
    assert ("claims", "added", "new_article", ()) in found
    assert ("claims", "modified", "extractor", ("modality",)) in found


@pytest.mark.parametrize(
    ("table", "column", "value"), [("claims", "extractor", "groundline/9"), ("quarantine", "seen_at", 10**15)]
)
def test_how_a_row_came_about_is_no_change(collection, table, column, value):
    assert told_changes(collection, collection.with_values(table, **{column: value})) == set()


def unread(origin, reason_code):
    seen_at = datetime(2025, 1, 3, tzinfo=UTC)
    reason = {"reason_code": reason_code, "reason": "it is so", "seen_at": seen_at}
    return {"quarantine": [{"input_id": make_id(origin), "origin": origin, **reason}]}


def test_an_input_that_cannot_be_read_is_new_or_gone(collection):
    other = replace(collection, more=unread("b.txt", "binary")).with_lineage(code="code-2")
    assert told_changes(collection, other) == {("quarantine", "added", "new_article", ())}
    assert told_changes(other, collection) == {("quarantine", "removed", "article_withdrawn", ())}


def test_an_article_that_the_extractor_failed_on_is_its_matter(collection, told):
    known, new = collection.articles[0].article_id, told("three")
    other = replace(collection, more=unread(known, "extractor_failed")).with_lineage(code="code-2")
    assert told_changes(collection, other) == {("quarantine", "added", "extractor", ())}
    other = replace(collection.with_articles(new), more=unread(new.article_id, "extractor_failed"))
    assert ("quarantine", "added", "new_article", ()) in told_changes(collection, other)


def test_an_outlet_that_no_list_knows_comes_with_its_article(collection, told):
    harbour = {"entities": [{"entity_id": "gl:harbour", "kind": "outlet", "name": "Harbour"}]}
    other = replace(collection, more=harbour).with_articles(told("three", outlet="gl:harbour"))
    found = told_changes(collection, other.with_lineage(code="code-2", reference="ref-2"))
    assert ("entities", "added", "new_article", ()) in found


class TestAnOutletNamedAfterSomebodyWhoIsTakenDown:
    """Its id spells the name, and the row that tells of its going would repeat it."""

    GONE = "gl:outlet-mira-toll-news"

    @pytest.fixture
    def moments(self, collection, told):
        """Give two articles, and then the one without that of the outlet, nor the outlet."""
        entity = {"entities": [{"entity_id": self.GONE, "kind": "outlet", "name": "Mira Toll News"}]}
        gone = told("three", outlet=self.GONE, speaker="Ada Bay")
        before = replace(collection.with_articles(gone), more=entity)
        rows = {"entities": frozenset({self.GONE}), "articles": frozenset({gone.article_id})}
        return before, replace(collection.with_lineage(take_downs="some").snapshot, withheld=Withheld(rows, {}, "some"))

    def test_is_told_of_under_an_id_that_does_not_spell_the_name(self, moments):
        before, after = moments
        rows = changes_between(before.snapshot, after).to_pylist()
        (entity,) = [row for row in rows if row["table_name"] == "entities"]
        assert (entity["row_id"], entity["change"], entity["cause"]) == (make_id(self.GONE), "removed", "take_down")
        assert "mira" not in str(rows).lower()
        assert {row["cause"] for row in rows} == {"take_down"}

    def test_is_in_no_history_of_ids(self, moments, collection):
        before, after = moments
        history = [
            {"table_name": "entities", "old_id": old, "next_id": new, "new_id": None, "move_reason": "identified",
             "last_version": "v1"} for old, new in (("gl:older", self.GONE), (self.GONE, "gl:newer"))
        ]  # fmt: skip
        carried = {**before.tables, "id_history": conform(history, TABLES["id_history"])}
        rows = id_history(Snapshot(carried, before.lineage), after, "v2", before.texts).to_pylist()
        assert not [row for row in rows if row["table_name"] == "entities"]


def test_another_shape_of_a_table_is_the_contract(collection):
    old = {**collection.tables, "claims": collection.tables["claims"].drop_columns(["modality", "parent_claim_id"])}
    del old["regions"]
    rows = changes_between(Snapshot(old, collection.lineage), collection.snapshot).to_pylist()
    found = {(r["table_name"], r["change"], r["cause"], tuple(r["columns_changed"])) for r in rows}
    assert found == {
        ("claims", "modified", "contract", ("modality",)),
        ("regions", "added", "contract", ()),
    }


def test_another_type_of_a_column_is_the_contract(collection):
    claims = collection.tables["claims"]
    texts = claims.set_column(
        claims.column_names.index("confidence"), "confidence", claims["confidence"].cast(pa.string())
    )
    old = Snapshot({**collection.tables, "claims": texts}, collection.lineage)
    rows = changes_between(old, collection.snapshot).to_pylist()
    assert {(row["cause"], *row["columns_changed"]) for row in rows} == {("contract", "confidence")}


def test_says_in_words_what_changed(collection, told):
    other = collection.with_articles(told("three")).with_lineage(code="code-2", reference="ref-2")
    changes = changes_between(collection.snapshot, other.snapshot)
    text = changes_text("2025.12.06", "2025.12.05", changes, (collection.lineage, other.lineage))
    assert "| `claims` | 1 | added | an article is new (`new_article`) |" in text
    assert "| `sources` | `claims_count` | 1 |" in text
    assert "- code: code-1 → code-2" in text
    assert "Several differ at once" in text


def test_counts_by_table_change_and_cause(collection, told):
    found = counts(changes_between(collection.snapshot, collection.with_articles(told("three")).snapshot))
    assert found[("figures", "added", "new_article")] == 1
    assert next(iter(found)) == ("articles", "added", "new_article")
