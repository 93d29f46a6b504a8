"""What may leave the house: each quotation within its length, all of them within the article's share."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.contract.quoting import CUT, is_quoted
from dataset.memory import Room
from pipelines.readings import Part, Readings, with_currency
from pipelines.rights import LONGEST, SHARE, Budget, budgets, by_importance, first, quoted, spans_of, spend
from pipelines.tables import claims, figures, mentions, territory
from pipelines.unquoted import unquoted_in

TEXT = "".join(chr(ord("a") + number % 26) for number in range(1_000))


class TestBudget:
    def test_it_is_a_share_of_the_text(self):
        budget = Budget(1_000, is_open=False)
        assert budget.spend([(0, 280)])
        assert budget.spend([(500, 620)])
        assert not budget.spend([(700, 701)])

    def test_what_is_quoted_already_costs_nothing(self):
        budget = Budget(1_000, is_open=False)
        assert budget.spend([(0, 200)])
        assert budget.spend([(100, 380)])
        assert budget.spend([(0, 280), (300, 320)])
        assert not budget.spend([(380, 401)])

    def test_what_is_refused_costs_nothing(self):
        budget = Budget(100, is_open=False)
        assert not budget.spend([(0, 41)])
        assert budget.spend([(0, 40)])

    def test_only_what_would_be_shown_of_a_long_quotation_costs(self):
        budget = Budget(1_000, is_open=False)
        assert budget.spend([(0, 900)])
        assert budget.shows([(0, 900)])
        assert not budget.shows([(0, 10), (900, 901)])
        assert budget.spend([(900, 1_000)])

    def test_an_open_article_may_be_quoted_whole(self):
        budget = Budget(1_000, is_open=True)
        assert budget.longest == 1_000
        assert budget.spend([(0, 1_000)])

    def test_an_empty_article_has_nothing_to_quote(self):
        assert Budget(0, is_open=False).spend([])

    @given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 350)), max_size=30), st.integers(1, 400))
    @settings(max_examples=100)
    def test_no_order_of_quotations_gets_beyond_the_share(self, wanted, chars):
        budget, shown = Budget(chars, is_open=False), set()
        for start, length in wanted:
            span = (min(start, chars), min(start + length, chars))
            if budget.spend([span]):
                shown |= set(range(*first([span], LONGEST)[0])) if span[0] < span[1] else set()
                assert budget.shows([span])
        assert len(shown) <= int(chars * SHARE)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        pytest.param(0, [], id="nothing"),
        pytest.param(3, [(0, 3)], id="a-part-of-the-first"),
        pytest.param(5, [(0, 5)], id="the-first"),
        pytest.param(6, [(0, 5), (9, 10)], id="a-part-of-the-second"),
        pytest.param(99, [(0, 5), (9, 12)], id="all"),
    ],
)
def test_spans_are_cut_to_a_length(length, expected):
    assert first([(0, 5), (9, 12)], length) == expected


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        pytest.param(None, 10, None, id="none"),
        pytest.param("ten letters"[:10], 10, "ten letter", id="just-fits"),
        pytest.param("ten letters", 10, "ten lette…", id="one-too-many"),
        pytest.param("one two three", 5, "one…", id="no-space-before-the-cut"),
    ],
)
def test_words_are_cut_with_a_mark(words, length, expected):
    assert quoted(words, length) == expected


@given(st.text(max_size=400), st.integers(1, 300))
@settings(max_examples=100)
def test_what_is_cut_is_never_longer_and_still_the_articles_words(words, length):
    cut = quoted(words, length)
    assert len(cut) <= length
    assert is_quoted(cut, words)
    assert cut == words or cut.endswith(CUT)


def test_reports_go_before_attitudes_and_short_ones_before_long():
    rows = [
        {"id": 1, "is_reported": False, "content_spans": [[0, 5]]},
        {"id": 2, "is_reported": True, "content_spans": [[0, 50]]},
        {"id": 3, "is_reported": True, "content_spans": [[60, 70], [80, 90]]},
    ]
    assert [row["id"] for row in by_importance(rows)] == [3, 2, 1]


def test_rows_are_quoted_in_their_order_as_long_as_the_budget_lasts():
    left = budgets([{"article_id": "a", "text_chars": 100, "rights": "quote"}])
    rows = [{"article_id": "a", "x": [span]} for span in ((0, 30), (50, 70), (30, 40))]
    spend(left, rows, "x")
    assert [left["a"].shows(row["x"]) for row in rows] == [True, False, True]


def test_spans_are_those_of_the_columns_named_or_start_and_end():
    row = {"x": [[0, 1], [4, 5]], "y": [], "char_start": 7, "char_end": 9}
    assert spans_of(row, "x", "y") == [(0, 1), (4, 5)]
    assert spans_of(row) == [(7, 9)]


def at(key, number, start, end, **more):
    return {"read_in": "a", key: str(number), "article_id": "a", "char_start": start, "char_end": end, **more}


def readings(rights, *, chars=1_000, claim_spans=(), mention_spans=(), land_spans=()):
    """Give readings of one article, with rows that quote it at some spans."""
    said = [
        {
            "read_in": "a",
            "claim_id": str(number),
            "article_id": "a",
            "source_id": "s",
            "is_reported": True,
            "content": TEXT[start:end],
            "content_spans": [[start, end]],
            "cue": None,
            "cue_spans": [],
            "source_text": None,
            "source_spans": [],
        }
        for number, (start, end) in enumerate(claim_spans)
    ]
    source = {"read_in": "a", "source_id": "s", "kind": "person", "name": "N", "entity_id": "e", "description": None,
              "stated_count": None}  # fmt: skip
    empty = [at("figure_id", 0, 0, 1, surface="a")]
    tables = {
        "sources": pa.Table.from_pylist([source]),
        "claims": pa.Table.from_pylist(said) if said else _claims_without_rows(),
        "figures": pa.Table.from_pylist(empty).slice(1),
        "mentions": pa.Table.from_pylist(
            [at("mention_id", n, start, end, surface=TEXT[start:end]) for n, (start, end) in enumerate(mention_spans)]
            or [at("mention_id", 0, 0, 1, surface="a")]
        ).slice(0, len(mention_spans)),
        "territory": pa.Table.from_pylist(
            [at("territory_id", n, start, end, evidence=TEXT[start:end]) for n, (start, end) in enumerate(land_spans)]
            or [at("territory_id", 0, 0, 1, evidence="a")]
        ).slice(0, len(land_spans)),
    }
    columns = pa.schema([("article_id", pa.string()), ("story_id", pa.string()), ("rights", pa.string()),
                         ("text_chars", pa.int64()), ("supersedes", pa.string())])  # fmt: skip
    articles = pa.Table.from_pylist(
        [{"article_id": "a", "story_id": "s", "rights": rights, "text_chars": chars, "supersedes": None}], columns
    )
    part = Part(tables.__getitem__, with_currency(articles), lambda: unquoted_in(tables.__getitem__, articles))
    return Readings(lambda: [part], articles)


def _claims_without_rows():
    (part,) = readings("open", claim_spans=[(0, 1)]).parts()
    return part.rows("claims").slice(1)


def made(table, given):
    """Give the rows of a table."""
    room = [Room(10**8, Path("not-made"))] if table is claims else []
    return pa.concat_tables(table(given, *room))


class TestTables:
    def test_contents_are_left_out_beyond_the_share(self):
        spans = [(0, 200), (200, 390), (390, 600)]
        found = made(claims, readings("quote", claim_spans=spans)).to_pylist()
        assert [row["content"] is not None for row in found] == [True, True, False]
        assert all(row["content_spans"] for row in found)

    def test_long_contents_are_cut(self):
        (row,) = made(claims, readings("quote", claim_spans=[(0, 500)])).to_pylist()
        assert row["content"] == TEXT[: LONGEST - 1] + CUT

    def test_open_articles_are_quoted_whole(self):
        found = made(claims, readings("open", claim_spans=[(0, 900), (100, 1_000)])).to_pylist()
        assert [row["content"] for row in found] == [TEXT[:900], TEXT[100:]]

    def test_evidence_goes_before_claims(self):
        given = readings("quote", claim_spans=[(0, 250)], land_spans=[(300, 500)])
        assert made(territory, given).column("evidence").to_pylist() == [TEXT[300:500]]
        assert made(claims, given).column("content").to_pylist() == [None]

    def test_names_beyond_the_share_are_left_out_too(self):
        spans = [(start, start + 90) for start in range(0, 1_000, 100)]
        shown = made(mentions, readings("quote", mention_spans=spans)).column("surface").to_pylist()
        assert [words is not None for words in shown] == [True] * 4 + [False] * 6
        assert None not in made(mentions, readings("open", mention_spans=spans)).column("surface").to_pylist()

    def test_nothing_read_gives_nothing(self):
        given = readings("quote")
        assert [made(make, given).num_rows for make in (claims, figures, mentions, territory)] == [0, 0, 0, 0]
