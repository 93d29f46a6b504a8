"""The file of decisions: what is taken, what is refused and why, and that adding to it is all or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from decisions_pieces import SAID, decided

from dataset.contract.ids import make_id
from dataset.curation.cells import cell, words_of
from dataset.curation.decision import DecisionError, decision_from, line_of, values_from
from dataset.curation.load import NAME, add, load, read, text_of
from dataset.curation.reviewed import REVIEWED
from dataset.curation.rules import check, problems

KEPT = make_id("kept")
MERGE = decided("sources", "merge", new={"source_id": KEPT})


@pytest.mark.parametrize(
    "decision",
    [
        *(pytest.param(decided(table), id=f"confirm-{table}") for table in REVIEWED),
        pytest.param(decided("claims", "reject"), id="reject"),
        pytest.param(decided("claims", "correct", new={"modality": "denied", "is_negated": True}), id="two-columns"),
        pytest.param(
            decided("claims", "correct", new={"said_first_on": date(2025, 1, 2), "said_precision": "day"}), id="a-day"
        ),
        pytest.param(decided("claims", "merge", new={"claim_id": KEPT}), id="merge-claims"),
        pytest.param(MERGE, id="merge-sources"),
        pytest.param(decided("figures", "correct", new={"value_high": None, "bound": "at_least"}), id="no-upper-end"),
        pytest.param(decided("territory", "correct", new={"region_ids": ["UA-09", "UA-14"]}), id="regions"),
        pytest.param(decided("sources", "correct", new={"entity_id": "UA"}), id="an-entity"),
        pytest.param(decided("claims", reason="=1+1, or so"), id="a-reason-like-a-formula"),
    ],
)
def test_a_decision_comes_back_as_it_was_written(decision, tmp_path):
    check(decision)
    assert decision_from(line_of(decision)) == decision
    assert add(tmp_path, [decision]) == [decision]
    assert load(tmp_path) == [decision]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        pytest.param(replace(decided(), table_name="mentions"), "is not reviewed", id="table"),
        pytest.param(decided(row_id="12"), "is no id", id="row-id"),
        pytest.param(decided(decision="delete", reason="x"), "one of confirm, correct", id="decision"),
        pytest.param(decided("sources", "reject"), "merge it into the right source", id="reject-a-source"),
        pytest.param(decided("figures", "merge", new={"figure_id": KEPT}), "reject one of the two", id="merge-figures"),
        pytest.param(decided(decision="reject", reason=""), "say why", id="no-reason"),
        pytest.param(decided(decided_by=""), "say who", id="nobody"),
        pytest.param(decided(reason="one\ntwo"), "one line", id="two-lines"),
        pytest.param(decided(new={"modality": "denied"}), "confirm changes no column", id="confirm-with-a-change"),
        pytest.param(decided(decision="correct"), "at least one column", id="correct-without-one"),
        pytest.param(decided(decision="correct", new={"modality": "asserted"}), "says already", id="same-value"),
        pytest.param(decided(decision="correct", new={"modality": "maybe"}), "none of asserted", id="closed-words"),
        pytest.param(decided(decision="correct", new={"modality": None}), "cannot be empty", id="required"),
        pytest.param(decided(decision="correct", new={"content": "x"}), "nobody's to rewrite", id="quoted-words"),
        pytest.param(decided(decision="correct", new={"content_spans": []}), "made of it", id="spans"),
        pytest.param(decided(decision="correct", new={"confidence": 1.0}), "how the machine came", id="confidence"),
        pytest.param(decided(decision="correct", new={"statement_id": KEPT}), "counted anew", id="statement"),
        pytest.param(decided("figures", "correct", new={"si_low": 1.0}), "computed from the value", id="si"),
        pytest.param(decided("figures", "correct", new={"claim_id": KEPT}), "follows from other rows", id="claim"),
        pytest.param(decided("figures", "correct", new={"value_low": 13.0}), "greater than value_high", id="ends"),
        pytest.param(decided("figures", "correct", new={"per_unit": "week"}), "none of s, min", id="time"),
        pytest.param(decided("figures", "correct", new={"unit_code": "two words"}), "form", id="unit"),
        pytest.param(
            decided("territory", "correct", new={"share_low_pct": 101.0}), "not between 0 and 100", id="range"
        ),
        pytest.param(decided("territory", "correct", new={"region_ids": []}), "cannot be empty", id="no-region"),
        pytest.param(decided("territory", "correct", new={"region_ids": ["UA-99"]}), "not known", id="no-such-region"),
        pytest.param(decided("territory", "correct", new={"region_ids": ["UA-donbas"]}), "not known", id="composite"),
        pytest.param(decided("sources", "correct", new={"kind": "weapon"}), "none of person", id="kind"),
        pytest.param(decided("sources", "correct", new={"entity_id": "Q1"}), "not known", id="no-such-entity"),
        pytest.param(decided("sources", "merge", new={"source_id": make_id("sources")}), "another row", id="itself"),
        pytest.param(decided("sources", "merge", new={"name": "Toll"}), "names the row that is kept", id="merge-name"),
        pytest.param(decided(said={"confidence": 0.9}), "is not reviewed", id="said-too-much"),
        pytest.param(decided(said={"content": "x" * 281}), "only what is published", id="said-too-long"),
        pytest.param(replace(decided(), said={"modality": "asserted"}), "lacks source_id", id="said-too-little"),
        pytest.param(
            decided(
                "sources", "correct", new={"name": "Toll", "entity_id": "UA"}, said={"anonymity_class": "anonymous"}
            ),
            "stays unnamed",
            id="anonymous",
        ),
        pytest.param(
            decided(
                "sources", "correct", new={"anonymity_class": "named"}, said={"anonymity_class": "official_political"}
            ),
            "stays unnamed",
            id="anonymous-becomes-named",
        ),
        pytest.param(
            decided("sources", "correct", new={"name": "Toll"}, said={"name": None}), "withheld", id="private"
        ),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_reason(decision, message, tmp_path):
    assert any(message in problem for problem in problems(decision)), list(problems(decision))
    with pytest.raises(DecisionError):
        add(tmp_path, [decided("figures"), decision])
    assert not (tmp_path / NAME).exists(), "a part of what was refused is there"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param("{", "no JSON object", id="broken"),
        pytest.param("[]", "no JSON object", id="a-list"),
        pytest.param('{"modality": "denied", "modality": "denied"}', "stands twice", id="twice"),
        pytest.param('{"value_low": NaN}', "no number", id="nan"),
        pytest.param('{"value_low": "12"}', "is a number", id="text-for-a-number"),
        pytest.param('{"value_low": true}', "is a number", id="flag-for-a-number"),
        pytest.param('{"value_low": 1e400}', "is a number", id="no-end"),
        pytest.param('{"value_low": -1e400}', "is a number", id="no-beginning"),
        pytest.param(f'{{"value_low": {"9" * 400}}}', "is a number", id="400-digits"),
        pytest.param(f'{{"stated_count": {"9" * 400}}}', "is a count", id="400-digits-of-people"),
        pytest.param(f'{{"value_low": {"9" * 5_000}}}', "no JSON object", id="5000-digits"),
        pytest.param('{"stated_count": 1e300}', "is a count", id="more-than-a-table-can-count"),
        pytest.param('{"stated_count": 1.5}', "is a count", id="part-of-a-person"),
        pytest.param('{"is_negated": 1}', "is a flag", id="number-for-a-flag"),
        pytest.param('{"said_first_on": "2 January"}', "is no day", id="day"),
        pytest.param('{"region_ids": "UA-14"}', "is a texts", id="no-list"),
        pytest.param('{"colour": "red"}', "no column", id="column"),
        pytest.param("[" * 100_000, "no JSON object", id="deep"),
    ],
)
def test_values_that_have_not_the_contracts_types_are_refused(words, message):
    with pytest.raises(DecisionError, match=message):
        values_from(words, "new")


class TestFile:
    def test_an_error_names_file_and_line(self):
        good, bad = decided("figures"), decided(decision="correct", new={"modality": "maybe"})
        with pytest.raises(DecisionError, match=rf"{NAME}, line 3: new: modality"):
            read(text_of([good, bad]), NAME)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param("", "line 1: the columns are", id="empty"),
            pytest.param("row,decision\n", "line 1: the columns are", id="head"),
            pytest.param(text_of([]) + "claims,x\n", "line 2: has 2 cells", id="cells"),
            pytest.param(text_of([]) + 'claims,"x\n', "is no CSV", id="quote"),
            pytest.param(text_of([decided()]).replace("2025-03-01T12:00:00+00:00", "1 March"), "is no time", id="time"),
            pytest.param(
                text_of([decided()]).replace("2025-03-01T12:00:00+00:00", "0001-01-01T00:00:00+14:00"),
                "line 2: decided_at: '0001-01-01T00:00:00.14:00' is no time",
                id="before-all-time",
            ),
            pytest.param(text_of([decided()]).replace("+00:00", ""), "names no offset", id="zone"),
            pytest.param(text_of([decided(), decided()]), r"in the same way \(line 2\)", id="twice"),
            pytest.param(text_of([decided(), decided(decision="reject")]), "agree on one", id="contradiction"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused(self, text, message):
        with pytest.raises(DecisionError, match=message):
            read(text, NAME)

    def test_bytes_that_are_no_text_are_refused(self, tmp_path):
        (tmp_path / NAME).write_bytes(b"\xff\xfe\x00")
        with pytest.raises(DecisionError, match="cannot be read"):
            load(tmp_path)

    def test_no_file_is_no_decisions(self, tmp_path):
        assert load(tmp_path / "none") == []

    def test_the_file_that_ships_can_be_read(self):
        from dataset.places import HERE

        assert isinstance(load(HERE / "curation"), list)

    def test_a_row_that_changed_can_be_decided_on_again(self, tmp_path):
        first, later = decided(), decided(decision="reject", said={"modality": "possible"})
        add(tmp_path, [first])
        assert add(tmp_path, [later]) == [later]
        assert load(tmp_path) == [first, later]

    def test_adding_again_adds_nothing(self, tmp_path):
        add(tmp_path, [decided()])
        before = (tmp_path / NAME).read_bytes()
        later = replace(decided(), decided_by="somebody else", decided_at=datetime(2026, 1, 1, tzinfo=UTC))
        assert add(tmp_path, [later]) == []
        assert (tmp_path / NAME).read_bytes() == before

    def test_a_contradiction_leaves_the_file_as_it_was(self, tmp_path):
        add(tmp_path, [decided()])
        before = (tmp_path / NAME).read_bytes()
        with pytest.raises(DecisionError, match="decided on otherwise"):
            add(tmp_path, [decided("figures"), decided(decision="reject")])
        assert (tmp_path / NAME).read_bytes() == before

    def test_a_killed_write_leaves_the_file_as_it_was(self, tmp_path, monkeypatch):
        add(tmp_path, [decided()])
        before = (tmp_path / NAME).read_bytes()

        def killed(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("os.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            add(tmp_path, [decided("figures")])
        assert (tmp_path / NAME).read_bytes() == before


class TestMerges:
    A, B, C = (make_id(name) for name in "abc")

    def merge(self, one, other):
        return decided("sources", "merge", one, {"source_id": other})

    def test_a_circle_is_refused(self):
        circle = [self.merge(self.A, self.B), self.merge(self.B, self.C), self.merge(self.C, self.A)]
        with pytest.raises(DecisionError, match="merged into itself"):
            read(text_of(circle), NAME)

    def test_a_row_that_is_rejected_is_nothing_to_merge_into(self):
        lines = [decided("claims", "merge", self.A, {"claim_id": self.B}), decided("claims", "reject", self.B)]
        with pytest.raises(DecisionError, match="which is rejected"):
            read(text_of(lines), NAME)

    def test_a_row_that_is_confirmed_is(self):
        assert len(read(text_of([self.merge(self.A, self.B), decided("sources", row_id=self.B)]), NAME)) == 2


@pytest.mark.parametrize("words", ["=SUM(A1)", "+1", "-1", "@x", "'=1", "  =1", '"=1', "＝1", "plain", "'plain", ""])
def test_a_cell_is_no_formula_and_comes_back(words):
    assert words_of(cell(words)) == words
    assert cell(words)[:1] not in ("=", "+", "-", "@")


def test_what_a_row_said_has_every_column_that_a_correction_may_change():
    assert all(SAID[name].keys() == set(one.editable) for name, one in REVIEWED.items())
