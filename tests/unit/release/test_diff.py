"""`diff` between two releases and for single rows: its words, and what it reads of the releases on the way.

That any two releases differ as it says is tried on ten of them, through the graph.
"""

from dataclasses import replace
from datetime import date

import pytest

from dataset.release.diff import BACK, diff
from dataset.release.manifest import ReleaseError
from dataset.release.opened import find_release, open_release
from dataset.release.publish import publish
from dataset.release.recorded import differing

VERSIONS = ["2025.12.01", "2025.12.02", "2025.12.03", "2025.12.04"]


@pytest.fixture
def made(tmp_path, collection, told):
    """Four releases: the first, a new article, an article read anew by other code, one edited by other reference."""
    one, two = collection.articles
    three = told("three", speaker="Ada Bay", number=30)
    texts = {}
    moments = [
        collection,
        collection.with_articles(three),
        replace(collection.with_lineage(code="code-2"), articles=(replace(one, reading="2"), two, three)),
        replace(
            collection.with_lineage(code="code-2", reference="ref-2"),
            articles=(replace(one, reading="23"), two, replace(three, number=31)),
        ).with_values("entities", aliases=["Port"]),
    ]
    for day, moment in enumerate(moments, start=1):
        texts |= moment.texts
        assert publish(tmp_path, moment.batch(texts=texts), date(2025, 12, day)).is_new
    return [open_release(find_release(tmp_path, version)) for version in VERSIONS]


def lines(text, *start):
    return [line.split() for line in text.splitlines() if line.split()[: len(start)] == list(start)]


def test_each_row_has_the_cause_that_was_recorded_on_the_way(made):
    found = {(one.table_name, one.change, one.causes) for one in differing(made[0], made[3])}
    assert ("articles", "added", ("article_edited",)) in found
    assert ("claims", "removed", ("extractor",)) in found
    assert ("claims", "added", ("reference_data",)) in found
    assert ("entities", "modified", ("reference_data",)) in found


def test_two_ends_alone_cannot_tell_as_much(made, tmp_path):
    """A folder from elsewhere has no way that leads to it: one cause must do for all."""
    (tmp_path / "elsewhere").mkdir()
    copy = tmp_path / "elsewhere" / VERSIONS[3]
    made[3].folder.rename(copy)
    found = {(one.table_name, one.change, one.causes) for one in differing(made[0], open_release(copy))}
    assert ("claims", "removed", ("extractor",)) in found
    assert ("claims", "added", ("reference_data",)) not in found


def test_the_way_back_says_that_it_is(made):
    assert BACK in diff(made[3], made[0])
    assert BACK not in diff(made[0], made[3])


def test_rows_of_one_table(made):
    assert lines(diff(made[2], made[3], "entities")) == [[*VERSIONS[2:3], "→", VERSIONS[3]], *(
        [one, "modified", "reference_data", "aliases"] for one in ("gl:example-news", "gl:haven")
    )]  # fmt: skip


class TestOneRow:
    @pytest.fixture
    def ids(self, told):
        return [told("one", reading=reading).id_of("claim") for reading in ("", "2", "23")]

    @pytest.mark.parametrize("asked", range(3), ids=["by-the-old-id", "by-one-on-the-way", "by-the-new-id"])
    def test_is_followed_to_the_id_that_it_has(self, made, ids, asked):
        text = diff(made[0], made[3], "claims", ids[asked])
        assert f"is {ids[2]} in {VERSIONS[3]} (id_history: reread)" in text
        assert lines(text, "-", "claim_id") == [["-", "claim_id", ids[0]]]
        assert lines(text, "+", "claim_id") == [["+", "claim_id", ids[2]]]
        assert lines(text, "cue") == [["cue", "said"]]
        assert lines(text, f"{VERSIONS[2]}:") == [[f"{VERSIONS[2]}:", ids[0], "removed", "(extractor)"]] + [
            [f"{VERSIONS[2]}:", ids[1], "added", "(extractor)"]
        ] * (asked == 1)

    def test_backwards(self, made, ids):
        text = diff(made[3], made[0], "claims", ids[2])
        assert lines(text, "-", "claim_id") == [["-", "claim_id", ids[2]]]
        assert lines(text, "+", "claim_id") == [["+", "claim_id", ids[0]]]

    def test_by_a_key_that_is_made_of_ids(self, made, ids):
        text = diff(made[0], made[3], "claim_chain", f"{ids[0]}/0")
        assert f"is {ids[2]}/0 in" in text

    def test_that_is_new(self, made, told):
        text = diff(made[0], made[1], "articles", told("three", speaker="Ada Bay", number=30).article_id)
        assert f"there is no such row in {VERSIONS[0]}" in text
        assert "added (new_article)" in text
        assert lines(text, "+", "title") == [["+", "title", "Ships", "leave"]]

    def test_that_is_the_same(self, made, told):
        assert lines(diff(made[0], made[1], "articles", told("one").article_id), "title")

    def test_with_columns_that_differ(self, made):
        text = diff(made[0], made[3], "entities", "gl:haven")
        assert lines(text, "-", "aliases") == [["-", "aliases", "['Old", "Haven']"]]
        assert lines(text, "+", "aliases") == [["+", "aliases", "['Port']"]]
        assert f"{VERSIONS[3]}: gl:haven modified (reference_data): aliases" in text

    def test_shows_nothing_that_a_terminal_obeys(self, tmp_path, collection, told):
        red = told("red", title="\x1b[31mRed\n", number=5)
        for day, moment in enumerate((collection, collection.with_articles(red)), start=1):
            publish(tmp_path, moment.batch(), date(2025, 12, day))
        ends = [open_release(find_release(tmp_path, version)) for version in VERSIONS[:2]]
        assert all(sign.isprintable() or sign == "\n" for sign in diff(*ends, "articles", red.article_id))


@pytest.mark.parametrize(
    ("table", "row_id", "words"),
    [
        pytest.param("claim", None, "no table 'claim'; there are articles", id="no-such-table"),
        pytest.param("claims", "0" * 16, f"no row '{'0' * 16}' in 2025.12.01 nor 2025.12.02", id="no-such-row"),
        pytest.param("claim_chain", "x/y/z", "no row 'x/y/z'", id="no-such-key"),
    ],
)
def test_errors_say_what_there_is(made, table, row_id, words):
    with pytest.raises(ReleaseError, match=words):
        diff(made[0], made[1], table, row_id)


def test_a_version_that_there_is_not(made):
    with pytest.raises(ReleaseError, match=r"it has 2025\.12\.01, 2025\.12\.02"):
        find_release(made[0].folder.parent, "2024.01.01")
