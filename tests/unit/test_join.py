"""The join over all articles: whose source, which statement, which version, and which row of a source says most."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from dataset.contract.ids import make_id
from dataset.large_tables import beside_several
from dataset.memory import Room
from dataset.store import INPUT, JOINED, reading_columns
from pipelines.copies.places import Place
from pipelines.entities.outlets import rights_of
from pipelines.join import (
    Sources,
    article_rows,
    joined_chain,
    joined_claims,
    publisher_rows,
    source_ids,
    spoken_claims,
    statement_id_of,
    statement_ids,
    stories_of,
    versions_before,
)
from pipelines.model import Source
from pipelines.rows import described_id, source_id_of

ONE, TWO, THREE = (make_id(name) for name in ("one", "two", "three"))
STORY, OTHER = make_id("story"), make_id("other story")
ARTICLES = pa.table({"article_id": [ONE, TWO, THREE], "story_id": [STORY, STORY, OTHER]})
OFFICIALS = Source("anonymous_group", None, "two officials", anonymity_class="anonymous")
MINISTER = Source("person", "Ilka Marr", "the minister")
NOBODY = Source("unattributed", None, None)


def joined(claims, ids, articles):
    """Give claims as the whole join does, nothing decided on."""
    spoken = spoken_claims(claims, ids)
    statements = statement_ids(spoken)
    stories = stories_of(spoken.column("article_id"), statements, articles)
    return joined_claims(spoken, statements, beside_several([stories], Room(10**8, Path("not-made"))))


def source_rows(sources, ids, claims):
    """Give the rows of sources as the whole join does, read in one part."""
    gathered = Sources()
    gathered.add(sources, ids, claims)
    return gathered.rows().to_pylist()


def source_row(read_in, source, **more):
    row = {
        "read_in": read_in,
        "source_id": source_id_of(read_in, source),
        **{name: getattr(source, name) for name in reading_columns("sources") if name not in ("source_id", "part_of")},
        "part_of": source_id_of(read_in, source.part_of) if source.part_of else None,
    }
    return {**row, **more}


def sources(*rows):
    return pa.Table.from_pylist(list(rows), schema=pa.schema([
        ("read_in", pa.string()),
        *((name, pa.int64() if name == "stated_count" else pa.string()) for name in reading_columns("sources")),
    ]))  # fmt: skip


def claims(*rows):
    """Give claims of (article, source, content)."""
    columns = {
        "read_in": [row[0] for row in rows],
        "claim_id": [make_id(number) for number in range(len(rows))],
        "article_id": [row[0] for row in rows],
        "source_id": [source_id_of(row[0], row[1]) for row in rows],
        "content": [row[2] for row in rows],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def new_ids(rows):
    return source_ids(rows, ARTICLES).column(rows).to_pylist()


class TestSourceIds:
    def test_an_unnamed_group_is_one_per_story(self):
        new = new_ids(sources(*(source_row(article, OFFICIALS) for article in (ONE, TWO, THREE))))
        assert new[0] == new[1] != new[2]

    def test_a_named_source_is_one_for_all(self):
        ids = new_ids(sources(*(source_row(article, MINISTER) for article in (ONE, THREE))))
        assert set(ids) == {source_id_of(ONE, MINISTER)}

    def test_nobody_in_particular_is_one_for_all(self):
        assert len(set(new_ids(sources(*(source_row(article, NOBODY) for article in (ONE, THREE)))))) == 1

    def test_a_person_without_a_name_stays_one_per_article(self):
        resident = Source("person", None, "a resident")
        assert len(set(new_ids(sources(*(source_row(article, resident) for article in (ONE, TWO)))))) == 2

    def test_groups_that_are_told_apart_by_their_words_stay_apart(self):
        given = {"kind": "anonymous_group", "description": "two officials", "stated_count": 2}
        assert described_id(STORY, given) != described_id(STORY, {**given, "description": "two diplomats"})
        assert described_id(STORY, given) == described_id(STORY, {**given, "description": "Two Officials"})
        assert described_id(STORY, given) != described_id(OTHER, given)

    def test_a_column_keeps_what_is_null(self):
        ids = source_ids(sources(source_row(ONE, OFFICIALS)), ARTICLES)
        rows = pa.table({"read_in": [ONE, ONE], "source_id": [source_id_of(ONE, OFFICIALS), None]})
        assert ids.column(rows).to_pylist()[1] is None

    def test_a_source_that_was_not_read_is_told(self):
        ids = source_ids(sources(source_row(ONE, OFFICIALS)), ARTICLES)
        with pytest.raises(KeyError, match="1 sources were not read"):
            ids.column(pa.table({"read_in": [TWO], "source_id": [source_id_of(ONE, OFFICIALS)]}))


class TestSources:
    def test_each_source_once_with_its_claims_counted(self):
        rows = sources(*(source_row(article, source) for article in (ONE, TWO) for source in (OFFICIALS, MINISTER)))
        ids = source_ids(rows, ARTICLES)
        said = joined(claims((ONE, MINISTER, "a"), (TWO, MINISTER, "b"), (TWO, OFFICIALS, "c")), ids, ARTICLES)
        found = {row["description"]: row["claims_count"] for row in source_rows(rows, ids, said)}
        assert found == {"two officials": 1, "the minister": 2}

    def test_who_only_passes_on_has_no_claims(self):
        rows = sources(source_row(ONE, MINISTER))
        ids = source_ids(rows, ARTICLES)
        (row,) = source_rows(rows, ids, joined(claims(), ids, ARTICLES))
        assert row["claims_count"] == 0

    def test_a_larger_group_is_found_again_under_its_new_id(self):
        part = Source("anonymous_group", None, "one of the officials", part_of=OFFICIALS)
        rows = sources(source_row(ONE, OFFICIALS), source_row(ONE, part))
        ids = source_ids(rows, ARTICLES)
        found = {row["description"]: row for row in source_rows(rows, ids, joined(claims(), ids, ARTICLES))}
        assert found["one of the officials"]["part_of"] == found["two officials"]["source_id"]

    @pytest.mark.parametrize(
        ("poorer", "richer"),
        [
            pytest.param({}, {"access_basis": "familiar with the plan"}, id="what-is-said-of-it"),
            pytest.param({"description": "a much longer description"}, {"stated_count": 2}, id="before-length"),
            pytest.param({"description": "the minister"}, {"description": "the transport minister"}, id="length"),
            pytest.param({"description": "minister A"}, {"description": "minister B"}, id="the-alphabet"),
        ],
    )
    @pytest.mark.parametrize("is_reversed", [False, True], ids=["first", "last"])
    def test_the_row_that_says_most_stands_for_a_source(self, poorer, richer, is_reversed):
        rows = [source_row(ONE, MINISTER, **poorer), source_row(TWO, MINISTER, **richer)]
        table = sources(*(reversed(rows) if is_reversed else rows))
        ids = source_ids(table, ARTICLES)
        (row,) = source_rows(table, ids, joined(claims(), ids, ARTICLES))
        assert {name: row[name] for name in richer} == richer

    def test_articles_that_quote_nobody_have_no_sources(self):
        nobody, none = sources(), claims()
        ids = source_ids(nobody, ARTICLES)
        assert source_rows(nobody, ids, joined(none, ids, ARTICLES)) == []


class TestStatements:
    def test_the_same_words_of_the_same_source_are_one_statement(self):
        assert statement_id_of("s", "The bridge is open.") == statement_id_of("s", "the  bridge is “open”")

    @pytest.mark.parametrize(
        ("source", "content"),
        [
            pytest.param("t", "the bridge is open", id="another-source"),
            pytest.param("s", "the bridge is not open", id="other-words"),
            pytest.param("s", "open is the bridge", id="another-order"),
        ],
    )
    def test_anything_else_is_another_statement(self, source, content):
        assert statement_id_of("s", "the bridge is open") != statement_id_of(source, content)

    def test_claims_of_copies_make_one_statement(self):
        rows = sources(*(source_row(article, OFFICIALS) for article in (ONE, TWO, THREE)))
        said = joined(
            claims(*((article, OFFICIALS, "The bridge is open") for article in (ONE, TWO, THREE))),
            source_ids(rows, ARTICLES),
            ARTICLES,
        )
        one, two, three = said.column("statement_id").to_pylist()
        assert one == two != three

    @pytest.mark.parametrize(
        ("articles", "counts"),
        [
            pytest.param((ONE,), [1], id="one-article"),
            pytest.param((ONE, TWO), [1, 1], id="copies-count-once"),
            pytest.param((ONE, THREE), [2, 2], id="two-stories"),
            pytest.param((ONE, TWO, THREE), [2, 2, 2], id="copies-beside-another-story"),
            pytest.param((ONE, ONE), [1, 1], id="twice-in-one-article"),
        ],
    )
    def test_independent_articles_are_counted(self, articles, counts):
        rows = sources(*(source_row(article, MINISTER) for article in dict.fromkeys(articles)))
        told = [*((article, MINISTER, "The bridge is open") for article in articles), (ONE, MINISTER, "Other words")]
        said = joined(claims(*told), source_ids(rows, ARTICLES), ARTICLES)
        assert said.column("independent_count").to_pylist() == [*counts, 1]

    def test_unnamed_groups_of_two_stories_are_not_the_same_who_say_it(self):
        rows = sources(*(source_row(article, OFFICIALS) for article in (ONE, THREE)))
        told = claims(*((article, OFFICIALS, "The bridge is open") for article in (ONE, THREE)))
        assert joined(told, source_ids(rows, ARTICLES), ARTICLES).column("independent_count").to_pylist() == [
            1,
            1,
        ]

    def test_what_is_joined_has_the_columns_that_the_join_gives(self):
        rows = sources(source_row(ONE, MINISTER))
        said = joined(claims((ONE, MINISTER, "x")), source_ids(rows, ARTICLES), ARTICLES)
        assert set(JOINED["claims"]) <= set(said.column_names)
        assert "read_in" not in said.column_names


def test_the_steps_of_a_chain_lead_to_the_joined_sources():
    rows = sources(source_row(ONE, OFFICIALS), source_row(ONE, MINISTER))
    ids = [source_id_of(ONE, one) for one in (OFFICIALS, MINISTER)]
    chain = pa.table({"read_in": [ONE] * 2, "claim_id": ["c"] * 2, "source_id": ids, "hop": [0, 1]})
    steps = joined_chain(chain, source_ids(rows, ARTICLES))
    assert steps.column("source_id").to_pylist() == [
        described_id(STORY, rows.to_pylist()[0]),
        source_id_of(ONE, MINISTER),
    ]
    assert steps.column_names == ["claim_id", "source_id", "hop"]


def given(article_id, work="w", outlet=None, day=None, language=None):
    return dict.fromkeys(INPUT.names) | {
        "article_id": article_id,
        "work_id": make_id(work),
        "url": None,
        "outlet": outlet,
        "via": None,
        "title": None,
        "authors": [],
        "published_at": day and datetime(2025, 1, day, tzinfo=UTC),
        "published_precision": "day",
        "published_basis": "text",
        "retrieved_at": datetime(2025, 2, 1, tzinfo=UTC),
        "language": language,
        "text_sha256": "0" * 64,
        "text_chars": 3,
    }


def alone(*article_ids):
    """Give the places of articles that have nothing to do with each other."""
    return {one: Place(make_id("story", one)) for one in article_ids}


class TestArticles:
    def test_each_version_names_the_one_before_it(self):
        inputs = pa.Table.from_pylist([given(ONE), given(TWO, work="v"), given(THREE)])
        before = versions_before(inputs, {})
        rows = article_rows(inputs, dict.fromkeys((ONE, TWO, THREE), "en"), alone(ONE, TWO, THREE), before)
        assert [row["supersedes"] for row in rows] == [None, None, ONE]

    def test_a_language_that_is_given_goes_before_one_that_is_told(self):
        declared = given(ONE, language="uk") | {"language_basis": "metadata"}
        inputs = pa.Table.from_pylist([declared, given(TWO, work="v")])
        rows = article_rows(inputs, dict.fromkeys((ONE, TWO), "en"), alone(ONE, TWO), {})
        assert [(row["language"], row["language_basis"]) for row in rows] == [("uk", "metadata"), ("en", "text")]

    def test_only_an_outlet_that_the_reference_knows_as_open_is_open(self):
        inputs = pa.Table.from_pylist([given(ONE, outlet="Hesk Gazette (invented)")])
        (row,) = article_rows(inputs, {ONE: "en"}, alone(ONE), {})
        assert row["rights"] == rights_of("nobody's") == "quote"
        assert row["outlet_id"].startswith("gl:outlet-hesk-gazette")

    def test_a_list_of_feeds_decides_for_outlets_that_the_reference_does_not_know(self):
        unknown = given(ONE, outlet="Hesk Gazette (invented)") | {"rights": "open"}
        known = given(TWO, work="v", outlet="Reuters") | {"rights": "open"}
        rows = article_rows(
            pa.Table.from_pylist([unknown, known]), dict.fromkeys((ONE, TWO), "en"), alone(ONE, TWO), {}
        )
        assert [row["rights"] for row in rows] == ["open", "quote"]

    def test_a_copy_names_its_origin_and_what_says_so(self):
        inputs = pa.Table.from_pylist([given(ONE), given(TWO, work="v")])
        places = alone(ONE) | {TWO: Place(STORY, ONE, "credit")}
        rows = article_rows(inputs, dict.fromkeys((ONE, TWO), "en"), places, {})
        assert [(row["copy_of"], row["copy_basis"]) for row in rows] == [(None, None), (ONE, "credit")]
        assert rows[1]["story_id"] == STORY


def test_a_publisher_is_a_source_once():
    entities = pa.table({"entity_id": ["gl:a", "gl:b"], "name": ["A", "B"]})
    rows = publisher_rows(["gl:b", None, "gl:b", "gl:a"], entities)
    assert [(row["name"], row["kind"], row["claims_count"]) for row in rows] == [("A", "outlet", 0), ("B", "outlet", 0)]
