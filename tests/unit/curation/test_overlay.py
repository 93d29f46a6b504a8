"""Decisions over rows: which are in force, what they make of rows, and that what points to a row follows."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pytest
from decisions_pieces import about, decided
from read_rows import (
    ONE,
    OUTLET,
    TOL,
    TOLL,
    TWO,
    claim_of,
    entities,
    group_of,
    readings,
    source_of,
)

from dataset.contract.ids import make_id
from dataset.curation.kept import Judged, keep_decisions, keep_judged, kept_decisions, kept_judged
from dataset.curation.reviewed import REVIEWED
from dataset.memory import Room
from dataset.store import Store
from pipelines.curation import overlay_of
from pipelines.judging import _without_lost_merges, judged
from pipelines.tables import claim_chain, claims, figures, sources, territory

OUTER, INNER = claim_of(ONE, "outer"), claim_of(ONE, "inner")
FIGURE, LAND = make_id(ONE, "figure"), make_id(ONE, "land")


def rows_of(table, decisions=(), **given):
    """Give the rows of a table by id, under decisions in force."""
    read = readings(decisions, **given)
    makers = {
        "sources": lambda: [sources(read, entities())],
        "claims": lambda: claims(read, Room(10**8, Path("not-made"))),
        "claim_chain": lambda: claim_chain(read),
        "figures": lambda: figures(read),
        "territory": lambda: territory(read),
    }
    rows = pa.concat_tables(makers[table]()).to_pylist()
    if table == "claim_chain":
        return {(row["claim_id"], row["hop"]): row for row in rows}
    return {row[REVIEWED[table].key]: row for row in rows}


def decide(table, row_id, decision, new=None, **given):
    return about(rows_of(table, **given)[row_id], table, decision, new)


def test_without_a_decision_every_row_is_the_machines():
    for table in REVIEWED:
        assert {row["review_status"] for row in rows_of(table).values()} == {"machine"}


@pytest.mark.parametrize(("table", "row_id"), [("claims", OUTER), ("figures", FIGURE), ("territory", LAND)])
def test_a_confirmed_row_says_so_and_stays_as_it_was(table, row_id):
    before, after = rows_of(table), rows_of(table, [decide(table, row_id, "confirm")])
    assert after.pop(row_id) == before.pop(row_id) | {"review_status": "confirmed"}
    assert after == before


@pytest.mark.parametrize(
    ("table", "row_id", "new"),
    [
        pytest.param("claims", INNER, {"modality": "denied", "said_first_on": date(2025, 1, 2)}, id="claim"),
        pytest.param("sources", source_of(TOLL), {"kind": "organisation", "stated_count": 3}, id="source"),
        pytest.param("figures", FIGURE, {"is_approximate": True, "bound": "at_least"}, id="figure"),
        pytest.param("territory", LAND, {"region_ids": ["UA-09", "UA-14"], "share_low_pct": 4.0}, id="land"),
    ],
)
def test_a_corrected_row_says_the_new_values_and_nothing_else_changes(table, row_id, new):
    decisions = [decide(table, row_id, "correct", new)]
    for name in REVIEWED:
        before, after = rows_of(name), rows_of(name, decisions)
        if name == table:
            assert after.pop(row_id) == before.pop(row_id) | new | {"review_status": "corrected"}
        assert after == before, name


def test_a_corrected_figure_has_its_si_values_anew():
    row = rows_of("figures", [decide("figures", FIGURE, "correct", {"value_low": 5.0, "unit_code": "[mi_i]"})])[FIGURE]
    assert (row["si_low"], row["si_unit"]) == (pytest.approx(8046.72), "m")
    rate = rows_of("figures", [decide("figures", FIGURE, "correct", {"per_unit": "h"})])[FIGURE]
    assert (rate["si_low"], rate["si_unit"]) == (pytest.approx(12_000 / 3600), "m/s")
    counted = rows_of("figures", [decide("figures", FIGURE, "correct", {"unit_code": "{ship}"})])[FIGURE]
    assert (counted["si_low"], counted["si_high"], counted["si_unit"]) == (None, None, None)


class TestRejectedClaim:
    @pytest.fixture
    def inner(self):
        return [decide("claims", INNER, "reject")]

    def test_it_is_gone_with_its_chain(self, inner):
        assert rows_of("claims").keys() - rows_of("claims", inner).keys() == {INNER}
        gone = rows_of("claim_chain").keys() - rows_of("claim_chain", inner).keys()
        assert {claim for claim, _ in gone} == {INNER}

    @pytest.mark.parametrize(("table", "row_id"), [("figures", FIGURE), ("territory", LAND)])
    def test_what_stood_in_it_stands_in_the_claim_around_it(self, inner, table, row_id):
        assert rows_of(table, inner)[row_id]["claim_id"] == OUTER
        both = [*inner, decide("claims", OUTER, "reject")]
        assert rows_of(table, both)[row_id]["claim_id"] is None

    def test_a_claim_in_it_stands_in_none(self):
        assert rows_of("claims", [decide("claims", OUTER, "reject")])[INNER]["parent_claim_id"] is None

    def test_a_source_of_nothing_else_is_gone(self, inner):
        assert rows_of("sources").keys() - rows_of("sources", inner).keys() == {group_of(ONE)}

    def test_a_source_of_more_counts_less(self):
        left = rows_of("sources", [decide("claims", OUTER, "reject")])
        assert rows_of("sources")[source_of(TOLL)]["claims_count"] == 2
        assert left[source_of(TOLL)]["claims_count"] == 1

    def test_a_publisher_stays_a_source(self):
        every = [decide("claims", claim_of(one, name), "reject") for one in (ONE, TWO) for name in ("outer", "inner")]
        assert rows_of("claims", every) == {}
        assert rows_of("sources", every).keys() == {make_id("entity", OUTLET)}

    def test_the_statement_is_counted_without_it(self):
        assert {row["independent_count"] for row in rows_of("claims").values()} == {1, 2}
        left = rows_of("claims", [decide("claims", OUTER, "reject")])
        assert {row["independent_count"] for row in left.values()} == {1}

    def test_other_rows_keep_their_words(self, inner):
        assert rows_of("claims", inner)[OUTER]["content"] == rows_of("claims")[OUTER]["content"]


def test_a_rejected_figure_is_gone_and_its_land_points_to_none():
    decisions = [decide("figures", FIGURE, "reject")]
    assert rows_of("figures").keys() - rows_of("figures", decisions).keys() == {FIGURE}
    assert rows_of("territory", decisions)[LAND]["figure_id"] is None


def test_a_rejected_statement_about_land_is_gone():
    assert rows_of("territory").keys() - rows_of("territory", [decide("territory", LAND, "reject")]).keys() == {LAND}


class TestMergedSources:
    GIVEN: ClassVar = {"speakers": (TOLL, TOL)}

    @pytest.fixture
    def merge(self):
        return [decide("sources", source_of(TOL), "merge", {"source_id": source_of(TOLL)}, **self.GIVEN)]

    def test_everything_points_to_the_one_that_is_kept(self, merge):
        assert source_of(TOL) not in rows_of("sources", merge, **self.GIVEN)
        for table in ("claims", "claim_chain"):
            assert source_of(TOL) in {row["source_id"] for row in rows_of(table, **self.GIVEN).values()}
            assert source_of(TOL) not in {row["source_id"] for row in rows_of(table, merge, **self.GIVEN).values()}

    def test_the_one_that_is_kept_counts_both_and_stays_as_it_was(self, merge):
        before, after = (rows_of("sources", one, **self.GIVEN)[source_of(TOLL)] for one in ((), merge))
        assert after == before | {"claims_count": 2}

    def test_the_same_words_are_one_statement_then(self, merge):
        before, after = rows_of("claims", **self.GIVEN), rows_of("claims", merge, **self.GIVEN)
        assert before[OUTER]["statement_id"] != before[claim_of(TWO, "outer")]["statement_id"]
        assert after[OUTER]["statement_id"] == after[claim_of(TWO, "outer")]["statement_id"]
        assert after[OUTER]["independent_count"] == 2

    def test_the_ids_that_moved_are_told(self, merge):
        assert Judged(tuple(merge)).merged("sources") == {source_of(TOL): source_of(TOLL)}
        assert Judged(tuple(merge)).merged("claims") == {}


def test_a_merged_claim_leaves_what_was_its_to_the_other():
    decisions = [decide("claims", INNER, "merge", {"claim_id": OUTER})]
    assert INNER not in rows_of("claims", decisions)
    assert rows_of("figures", decisions)[FIGURE]["claim_id"] == OUTER
    inside = [decide("claims", OUTER, "merge", {"claim_id": INNER})]
    assert rows_of("claims", inside)[INNER]["parent_claim_id"] is None, "a claim stands in itself"


NEST = {"a": None, "b": "a", "c": "b", "d": "c", "e": None}
"""Claims, each with the one that it stands in."""


@pytest.mark.parametrize(
    ("gone", "parents"),
    [
        pytest.param({"b": "d"}, {"a": None, "c": "a", "d": "c", "e": None}, id="merged-into-one-further-in"),
        pytest.param({"b": "c"}, {"a": None, "c": "a", "d": "c", "e": None}, id="merged-into-one-in-it"),
        pytest.param({"c": "b"}, {"a": None, "b": "a", "d": "b", "e": None}, id="merged-into-the-one-around"),
        pytest.param({"b": "e"}, {"a": None, "c": "e", "d": "c", "e": None}, id="merged-into-another"),
        pytest.param({"b": None}, {"a": None, "c": "a", "d": "c", "e": None}, id="rejected"),
        pytest.param({"b": None, "c": None}, {"a": None, "d": "a", "e": None}, id="both-rejected"),
        pytest.param({"a": "d", "b": None}, {"c": None, "d": "c", "e": None}, id="all-around-gone"),
    ],
)
def test_no_claim_stands_in_one_that_is_gone_or_in_itself(gone, parents):
    ids = {name: make_id(name) for name in NEST}
    names = {id_: name for name, id_ in ids.items()} | {None: None}
    rows = pa.table(
        {
            "claim_id": list(ids.values()),
            "source_id": pa.array([None] * len(ids), pa.string()),
            "parent_claim_id": [ids.get(around) for around in NEST.values()],
        }
    )
    decisions = [
        decided("claims", "merge" if kept else "reject", row_id=ids[one], new={"claim_id": ids[kept]} if kept else {})
        for one, kept in gone.items()
    ]
    found = overlay_of(decisions, lambda: rows).claims(rows).to_pylist()
    assert {names[row["claim_id"]]: names[row["parent_claim_id"]] for row in found} == parents


def test_a_corrected_source_takes_the_speaker_along_and_not_the_publisher():
    given = {"speakers": (TOLL, TOL)}
    decisions = [decide("claims", OUTER, "correct", {"source_id": source_of(TOL)}, **given)]
    chain = rows_of("claim_chain", decisions, **given)
    assert chain[OUTER, 1]["source_id"] == source_of(TOL)
    assert chain[OUTER, 0]["source_id"] == make_id("entity", OUTLET)
    assert rows_of("sources", decisions, **given)[source_of(TOL)]["claims_count"] == 2


class TestJudging:
    def judge(self, *decisions, **given):
        return judged(decisions, readings(**given), entities())

    @pytest.mark.parametrize(
        ("table", "row_id"), [("claims", OUTER), ("sources", source_of(TOLL)), ("figures", FIGURE), ("territory", LAND)]
    )
    def test_a_decision_about_a_row_as_it_is_is_in_force(self, table, row_id):
        one = decide(table, row_id, "confirm")
        assert self.judge(one) == Judged((one,))

    @pytest.mark.parametrize(
        ("table", "row_id", "column", "value"),
        [
            pytest.param("claims", OUTER, "modality", "denied", id="claim"),
            pytest.param("claims", OUTER, "source_id", make_id("other"), id="who"),
            pytest.param("sources", source_of(TOLL), "name", "Mira Told", id="source"),
            pytest.param("figures", FIGURE, "value_low", 11.0, id="figure"),
            pytest.param("territory", LAND, "region_ids", ["UA-09"], id="land"),
        ],
    )
    def test_one_whose_row_changed_is_not(self, table, row_id, column, value):
        now = rows_of(table)[row_id]
        found = self.judge(about({**now, column: value}, table))
        assert not found.in_force
        (expired,) = found.expired
        assert (expired.why, expired.columns) == ("changed", (column,))

    def test_one_whose_row_is_gone_is_not(self):
        (expired,) = self.judge(decided("claims", "reject", make_id("nobody's"))).expired
        assert expired.why == "gone"

    def test_a_row_that_follows_from_a_merge_is_still_the_same(self):
        given = {"speakers": (TOLL, TOL)}
        merge = decide("sources", source_of(TOL), "merge", {"source_id": source_of(TOLL)}, **given)
        two = claim_of(TWO, "outer")
        seen = about(rows_of("claims", [merge], **given)[two], "claims", "correct", {"source_id": group_of(TWO)})
        found = self.judge(seen, merge, **given)
        assert found == Judged((merge, seen))
        assert rows_of("claim_chain", found.in_force, **given)[two, 1]["source_id"] == group_of(TWO)

    def test_words_and_counts_that_drift_do_not_end_it(self):
        now = rows_of("sources")[source_of(TOLL)]
        found = self.judge(about({**now, "description": "the old keeper", "stated_count": 4}, "sources"))
        assert found.in_force
        found = self.judge(about({**now, "stated_count": 4}, "sources", "correct", {"stated_count": 5}))
        assert [one.why for one in found.expired] == ["changed"]

    @pytest.mark.parametrize(
        ("table", "row_id", "decision", "new", "why"),
        [
            pytest.param("claims", OUTER, "correct", {"source_id": make_id("x")}, "unknown_id", id="no-such-source"),
            pytest.param("sources", source_of(TOLL), "correct", {"entity_id": "RU"}, "unknown_id", id="no-entity"),
            pytest.param("sources", source_of(TOLL), "merge", {"source_id": make_id("x")}, "unknown_id", id="merge"),
            pytest.param("claims", OUTER, "correct", {"source_id": group_of(TWO)}, "across_stories", id="group"),
            pytest.param(
                "sources", group_of(ONE), "merge", {"source_id": group_of(TWO)}, "across_stories", id="groups"
            ),
            pytest.param(
                "sources", source_of(TOLL), "correct", {"part_of": group_of(TWO)}, "across_stories", id="part"
            ),
            pytest.param("claims", OUTER, "merge", {"claim_id": claim_of(TWO, "outer")}, "other_article", id="article"),
            pytest.param("figures", FIGURE, "correct", {"unit_code": "parsnip"}, "unknown_unit", id="unit"),
            pytest.param(
                "sources", make_id("entity", OUTLET), "merge", {"source_id": source_of(TOLL)}, "publisher", id="outlet"
            ),
        ],
    )
    def test_one_that_leads_nowhere_is_not(self, table, row_id, decision, new, why):
        found = self.judge(decide(table, row_id, decision, new))
        assert [one.why for one in found.expired] == [why]

    def test_a_claim_may_get_the_group_of_its_own_story(self):
        assert self.judge(decide("claims", OUTER, "correct", {"source_id": group_of(ONE)})).in_force

    def test_of_several_the_one_about_the_row_as_it_is_counts(self):
        now = rows_of("claims")[OUTER]
        old, right = about({**now, "modality": "denied"}, "claims"), about(now, "claims", "reject")
        assert self.judge(old, right) == self.judge(right, old) == Judged((right,))
        older = about({**now, "modality": "possible"}, "claims")
        assert [one.decision for one in self.judge(older, old).expired] == [old]

    def test_nothing_is_merged_into_a_row_that_is_rejected(self):
        merge = decide("claims", INNER, "merge", {"claim_id": OUTER})
        reject = decide("claims", OUTER, "reject")
        found = self.judge(merge, reject, about({**rows_of("claims")[OUTER], "modality": "denied"}, "claims"))
        assert found.in_force == (reject,)
        assert [one.why for one in found.expired] == ["kept_is_gone"]

    @pytest.mark.parametrize(
        ("table", "rows"),
        [
            pytest.param("claims", [INNER, OUTER], id="claims"),
            pytest.param("sources", [source_of(TOLL), source_of(TOL)], id="sources"),
        ],
    )
    def test_merges_in_a_ring_lead_to_no_row_and_none_is_lost(self, table, rows):
        given = {"speakers": (TOLL, TOL)}
        key = REVIEWED[table].key
        ring = [
            decide(table, one, "merge", {key: other}, **given) for one, other in zip(rows, reversed(rows), strict=True)
        ]
        found = self.judge(*ring, **given)
        assert [(one.decision, one.why) for one in found.expired] == [(one, "kept_is_gone") for one in ring]
        assert rows_of(table, found.in_force, **given) == rows_of(table, **given)

    def test_what_is_merged_into_a_ring_is_not_in_force_either(self):
        three = [make_id(name) for name in "abc"]
        merges = [decided("sources", "merge", one, {"source_id": other}) for one, other in pairwise([*three, three[1]])]
        assert Judged(tuple(merges)).merged("sources").keys() == set(three), "following them never ends"
        found = _without_lost_merges(merges, [])
        assert [one.why for one in found.expired] == ["kept_is_gone"] * 3

    def test_why_names_columns_and_no_words(self):
        now = rows_of("claims")[OUTER]
        (expired,) = self.judge(about({**now, "modality": "denied"}, "claims")).expired
        assert "the row says something else by now: modality" in str(expired)
        assert now["content"] not in str(expired)


class TestKept:
    def test_what_is_kept_comes_back(self, tmp_path):
        store, one = Store(tmp_path), decide("claims", OUTER, "correct", {"modality": "denied"})
        found = judged([one, decided("figures", reason="=x")], readings(), entities())
        assert kept_judged(store) == Judged()
        keep_judged(store, found)
        keep_decisions(store, [one])
        assert kept_judged(store) == found
        assert kept_decisions(store) == [one]

    def test_people_find_what_is_not_in_force(self, tmp_path):
        keep_judged(Store(tmp_path), judged([decided("figures", reason="=x")], readings(), entities()))
        head, line = (tmp_path / "curation" / "review.csv").read_text().splitlines()
        assert head.endswith(",why")
        assert line.endswith(",the row is not there any more")
        assert ",'=x," in line

    def test_the_fingerprint_is_of_what_changes_rows(self):
        one, two = decide("claims", OUTER, "confirm"), decide("figures", FIGURE, "reject")
        same = replace(one, reason="looked at", decided_by="another")
        assert Judged((one, two)).fingerprint == Judged((two, same)).fingerprint
        prints = {Judged(given).fingerprint for given in ((), (one,), (one, two), (decide("claims", OUTER, "reject"),))}
        assert len(prints) == 4
