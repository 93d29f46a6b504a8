"""What people's decisions did to rows, as a release records it, and which differences between releases are theirs."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow.compute as pc
import pytest

from dataset.contract.arrow import conform
from dataset.contract.tables import TABLES
from dataset.curation.decision import Decision
from dataset.curation.kept import Expired, Judged
from dataset.release.changes import changes_between
from dataset.release.opened import Snapshot
from dataset.release.touched import FOLLOWING, hash_of, review_rows

WHEN = datetime(2025, 2, 1, tzinfo=UTC)


def decision(name, row_id, what="confirm", **new):
    return Decision(name, row_id, {"rule_code": "colon"} if name == "claims" else {}, what, new, "so", "me", WHEN)


def recorded(collection, curated, judged=None):
    """Give the rows of `reviews` for what the machine gives and what is made of it."""
    machine, released = ({name: one[name] for name in FOLLOWING} for one in (collection.tables, curated))
    return list(review_rows(judged or Judged(), machine, released))


def released(collection, without=(), judged=None, **values):
    """Give the moment in which people took rows out and changed columns: `table__column=value`."""
    tables = dict(collection.tables)
    for key, value in values.items():
        table, column = key.split("__")
        tables[table] = collection.with_values(table, **{column: value}).tables[table]
    for table, row_id in without:
        tables[table] = tables[table].filter(pc.not_equal(tables[table].column(TABLES[table].key[0]), row_id))
    reviews = conform(recorded(collection, tables, judged), TABLES["reviews"])
    return Snapshot({**tables, "reviews": reviews}, replace(collection.lineage, curation=hash_of([*values, *without])))


def causes(before, after):
    """Give (table, change, cause) of what differs."""
    rows = changes_between(before, after).to_pylist()
    return {(row["table_name"], row["change"], row["cause"]) for row in rows}


def first_claim(collection):
    return collection.tables["claims"].to_pylist()[0]["claim_id"]


class TestRecord:
    def test_nothing_decided_is_nothing_recorded(self, collection):
        assert recorded(collection, collection.tables) == []

    def test_a_corrected_row_names_its_columns_and_not_what_stood_there(self, collection):
        claim = first_claim(collection)
        curated = collection.with_values("claims", modality="denied").tables
        rows = recorded(collection, curated, Judged((decision("claims", claim, "correct", modality="denied"),)))
        (row,) = [row for row in rows if row["row_id"] == claim]
        assert (row["decision"], row["effect"], row["columns_curated"]) == ("correct", "modified", ["modality"])
        assert (row["rule_code"], row["decided_at"]) == ("colon", WHEN)
        assert row["machine_sha256"] == [hash_of("asserted")]
        others = [row for row in rows if row["row_id"] != claim]
        assert [(row["decision"], row["decided_at"]) for row in others] == [("follows", None)]

    def test_rows_taken_out_and_merged_say_so(self, collection):
        source = collection.tables["sources"].to_pylist()[0]["source_id"]
        kept = collection.tables["sources"].to_pylist()[1]["source_id"]
        merge = decision("sources", source, "merge", source_id=kept)
        snapshot = released(collection, [("sources", source)], Judged((merge,)))
        (row,) = snapshot.tables["reviews"].to_pylist()
        assert (row["effect"], row["kept_id"], row["columns_curated"]) == ("removed", kept, [])

    def test_a_decision_that_is_not_in_force_says_why(self, collection):
        late = Expired(decision("claims", first_claim(collection), "reject"), "changed", ("modality",))
        (row,) = recorded(collection, collection.tables, Judged((), (late,)))
        assert (row["is_in_force"], row["expired_because"], row["effect"]) == (False, "changed", "none")

    def test_without_a_decision_in_force_the_machine_is_not_asked(self, collection):
        assert list(review_rows(Judged(), {}, {})) == []


class TestCauses:
    """Where the machine gives the same, it was people, whatever else moved; the other way round it was not."""

    OTHERWISE = {"code": "code-2", "reference": "ref-2"}  # noqa: RUF012 - read only

    @pytest.fixture
    def plain(self, collection):
        return released(collection)

    @pytest.mark.parametrize("moved", [{}, OTHERWISE], ids=["alone", "beside-others"])
    def test_a_decision_and_its_withdrawal_are_curation(self, collection, plain, moved):
        other = released(collection.with_lineage(**moved), claims__modality="denied", claims__review_status="corrected")
        assert causes(plain, other) == causes(other, plain) == {("claims", "modified", "curation")}

    @pytest.mark.parametrize("moved", [{}, OTHERWISE], ids=["alone", "beside-others"])
    def test_rows_taken_out_and_let_back_in_are_curation(self, collection, plain, moved):
        without = [("claims", first_claim(collection)), ("claim_chain", first_claim(collection))]
        other = released(collection.with_lineage(**moved), without)
        expected = {"claims", "claim_chain"}
        assert causes(plain, other) == {(name, "removed", "curation") for name in expected}
        assert causes(other, plain) == {(name, "added", "curation") for name in expected}

    def test_a_count_that_follows_is_curation_beside_a_new_article(self, collection, told, plain):
        grown = collection.with_articles(told("three", speaker="Ada Bay")).with_lineage(**self.OTHERWISE)
        found = causes(plain, released(grown, sources__claims_count=9))
        assert ("sources", "modified", "curation") in found
        assert ("claims", "added", "new_article") in found

    def test_a_decision_that_expires_is_curation_where_the_machine_changed(self, collection):
        before = released(collection, claims__modality="denied", claims__review_status="corrected")
        now = collection.with_lineage(code="code-2").with_values("claims", modality="possible")
        assert causes(before, released(now)) == {("claims", "modified", "curation")}

    def test_what_the_machine_changes_beside_a_decision_that_stays_is_the_machines(self, collection):
        before = released(collection, claims__review_status="confirmed")
        now = collection.with_lineage(code="code-2").with_values("claims", confidence=0.5)
        after = released(now, claims__review_status="confirmed")
        assert causes(before, after) == {("claims", "modified", "extractor")}

    def test_a_row_that_nobody_decided_on_is_not_curation(self, collection, plain):
        now = collection.with_lineage(curation="cur-9").with_values("claims", modality="possible")
        assert causes(plain, released(now)) == {("claims", "modified", "extractor")}

    def test_a_new_headline_beside_a_decision_is_an_edit(self, collection, told, plain):
        edited = replace(collection, articles=(told("one", title="Ships have left"), collection.articles[1]))
        found = causes(plain, released(edited, claims__review_status="confirmed"))
        assert found == {("articles", "modified", "article_edited"), ("claims", "modified", "curation")}

    def test_a_row_whose_article_is_gone_is_not_curation(self, collection):
        before = released(collection, claims__review_status="confirmed")
        after = released(replace(collection, articles=collection.articles[1:]), claims__review_status="confirmed")
        assert {cause for *_, cause in causes(before, after)} == {"article_withdrawn"}

    def test_a_row_of_a_new_article_is_not_curation_though_corrected_at_once(self, collection, told, plain):
        grown = collection.with_articles(told("three", speaker="Ada Bay"))
        rows = changes_between(plain, released(grown, claims__modality="denied")).to_pylist()
        claims = {
            (row["change"], row["cause"])
            for row in rows
            if row["table_name"] == "claims" and row["work_id"] == told("three").work_id
        }
        assert claims == {("added", "new_article")}
