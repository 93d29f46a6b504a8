"""Private people: their names are covered wherever rows quote, and such rows can still be checked."""

import pytest

from dataset.contract.quoting import COVER, is_quoted
from pipelines.claims import rows_of
from pipelines.model import Article, Document

PRIVATE = (
    'Olena Tkachuk, a resident of Kharkiv, said the windows of her house had been broken. "We slept in the cellar," '
    "Tkachuk said. The mayor of Kharkiv, Ihor Terekhov, said power would be back by night."
)


def rows(text):
    return rows_of(
        Article("a" * 16, "b" * 16, Document("a" * 16, text, outlet="The Talvonian (invented)", language="en"))
    )


def every_word(rows):
    for table in rows.values():
        for row in table:
            for value in row.values():
                yield from ([value] if isinstance(value, str) else value if isinstance(value, list) else [])


def test_a_private_name_stands_in_no_row():
    words = " ".join(str(value) for value in every_word(rows(PRIVATE)))
    assert "Tkachuk" not in words
    assert "Olena" not in words
    assert "Terekhov" in words


def test_a_private_source_has_a_description_and_no_name():
    found = rows(PRIVATE)
    speakers = {row["source_id"]: row for row in found["sources"] if row["kind"] == "person"}
    private = [row for row in speakers.values() if COVER in (row["description"] or "")]
    assert [row["name"] for row in private] == [None]
    assert "a resident of Kharkiv" in private[0]["description"]
    assert sum(row["source_id"] == private[0]["source_id"] for row in found["claims"]) == 2


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        pytest.param('"No," Olena Tkachuk said. "Never," Tkachuk added.', True, id="no-role"),
        pytest.param("The council met Olena Tkachuk, a pensioner. Tkachuk said no.", True, id="met-by-a-body"),
        pytest.param("The ambassador to Talvonia, Olena Tkachuk, left. Tkachuk said no.", False, id="office-and-comma"),
        pytest.param("Port MP Olena Tkachuk left. Tkachuk said no.", False, id="abbreviated-office"),
        pytest.param("Professor Olena Tkachuk left. Tkachuk said no.", False, id="title"),
        pytest.param("Olena Tkachuk, a member of the city council, left. Tkachuk said no.", False, id="member"),
        pytest.param("By Olena Tkachuk\n\nThe port is closed. Tkachuk said no.", False, id="byline"),
        pytest.param("Olena Tkachuk reports from the port. Tkachuk said no.", False, id="reporter"),
        pytest.param("Olena Tkachuk – the former defence minister – left. Tkachuk said no.", False, id="dash"),
    ],
)
def test_what_gives_a_person_a_public_role(words, covered):
    assert ("Tkachuk" not in " ".join(str(value) for value in every_word(rows(words)))) is covered


def test_the_halves_of_a_double_name_are_covered():
    text = "Olena Koval-Tkachuk, a resident of Kharkiv, said no. Ms. Tkachuk's house is gone, Koval said."
    words = " ".join(str(value) for value in every_word(rows(text)))
    assert "Tkachuk" not in words
    assert "Koval" not in words


def test_the_fullest_row_of_a_source_is_kept():
    text = "Officials said no. The five officials said the port was closed. The officials said so."
    counts = [row["stated_count"] for row in rows(text)["sources"] if row["kind"] == "anonymous_group"]
    assert 5 in counts


def test_the_whole_content_is_hashed_as_the_article_has_it():
    plain = rows(PRIVATE.replace("Olena Tkachuk, a resident of Kharkiv", "Deputy Minister Olena Tkachuk"))
    assert "Tkachuk" in " ".join(str(value) for value in every_word(plain))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("Anna went home", True, id="whole"),
        pytest.param("████ went home", True, id="covered"),
        pytest.param("Anna went…", True, id="cut"),
        pytest.param("████ w…", True, id="covered-and-cut"),
        pytest.param("Anna came home", False, id="other-words"),
        pytest.param("Anna went home…", False, id="cut-but-not-shorter"),
        pytest.param("came…", False, id="cut-other-words"),
    ],
)
def test_words_cut_or_covered_are_recognised(given, expected):
    assert is_quoted(given, "Anna went home") is expected
