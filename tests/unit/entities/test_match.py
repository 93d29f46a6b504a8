"""Which stretches of a text are names."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.entities.match import mentions_in


def names(text):
    return [(text[m.start : m.end], m.kind) for m in mentions_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kyiv's allies", [("Kyiv", "place")], id="possessive"),
        pytest.param("Kyiv’s allies", [("Kyiv", "place")], id="curly-possessive"),
        pytest.param("the Nigerian army", [("Nigerian", "demonym")], id="no-match-inside-a-word"),
        pytest.param("The Moscow Times wrote", [("The Moscow Times", "outlet")], id="no-place-inside-an-outlet"),
        pytest.param(
            "the Donetsk People's Republic", [("Donetsk People's Republic", "organisation")], id="no-place-in-a-body"
        ),
        pytest.param("KYIV (Example) - Rain", [("KYIV", "place")], id="dateline-in-capitals"),
        pytest.param("tell us more", [], id="us-is-no-country"),
        pytest.param("the U.S. and the UK", [("U.S.", "place"), ("UK", "place")], id="abbreviations"),
        pytest.param("Mayor Anna Sample left.", [("Anna Sample", "person")], id="title-and-name"),
        pytest.param("spokesman Zork Plimp left.", [("Zork Plimp", "person")], id="title-in-small-letters"),
        pytest.param("Jack London wrote", [("Jack London", "person")], id="no-place-in-a-person"),
        pytest.param(
            "Mary Lincoln spoke. Later Lincoln left.",
            [("Mary Lincoln", "person"), ("Lincoln", "person")],
            id="surname-after-the-full-name",
        ),
        pytest.param("in Zorkan County today", [("Zorkan County", "place")], id="unknown-county"),
        pytest.param("the village of Zorkanivka fell", [("Zorkanivka", "place")], id="place-word-before"),
        pytest.param("the Freedonian Ministry of Rest", [("Freedonian Ministry of Rest", "government")], id="body"),
        pytest.param("ATACMS missiles", [("ATACMS", "weapon")], id="weapon"),
        pytest.param("African Americans", [], id="longer-name-that-is-no-place"),
        pytest.param("stands at the LIMA show", [], id="abbreviation-that-spells-a-city"),
        pytest.param("LIMA (Example) - Rain", [("LIMA", "place")], id="dateline-of-a-short-name"),
        pytest.param(
            "the Zorkish Foreign Intelligence Service",
            [("Zorkish Foreign Intelligence Service", "government")],
            id="service",
        ),
        pytest.param(
            "the Zork-based Sample Institute", [("Sample Institute", "organisation")], id="joined-word-before"
        ),
        pytest.param("Zork Plimp, a professor at it, left", [("Zork Plimp", "person")], id="office-behind-the-name"),
        pytest.param("Zork Plimp, 42, left", [("Zork Plimp", "person")], id="age-behind-the-name"),
        pytest.param("Zork Plimp, a company, left", [], id="no-office-behind-the-name"),
        pytest.param("said Victoria Zorkova", [("Victoria Zorkova", "person")], id="given-name-that-is-a-place-too"),
        pytest.param("Prime Minister Warns of rain", [], id="verb-of-a-headline"),
        pytest.param("Col. RES", [], id="abbreviation-behind-a-title"),
        pytest.param(
            "Anna O'Zork spoke. O'Zork left.", [("Anna O'Zork", "person"), ("O'Zork", "person")], id="apostrophe"
        ),
        pytest.param("Mr Pokrovsky left", [("Pokrovsky", "person")], id="raion-adjective-as-surname"),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


def test_offsets_are_code_points():
    text = "😀😀 Київ — Kharkiv"
    (mention,) = mentions_in(text)
    assert text[mention.start : mention.end] == "Kharkiv"


def test_a_lone_surrogate_is_no_error():
    assert [m.entity_id for m in mentions_in("\udc00 Ukraine \ud800")] == ["UA"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Mr. President ", id="titles"),
        pytest.param("Adm. ", id="abbreviations"),
        pytest.param("Zork-", id="hyphens"),
        pytest.param("A.", id="initials"),
        pytest.param("O'", id="apostrophes"),
    ],
)
def test_long_runs_of_capitals_are_read_in_linear_time(words):
    begun = process_time()
    mentions_in(words * (100_000 // len(words)))
    assert process_time() - begun < 3


PIECES = st.sampled_from(
    [
        "Kyiv",
        "Donetsk",
        " ",
        "region",
        "'s",
        "’s",
        ", ",
        "and ",
        "Mr. ",
        "John ",
        "Smith",
        "County",
        "-",
        ".",
        "\n",
        "É",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mentions_lie_in_the_text_in_order_and_apart(text):
    reached = 0
    for mention in mentions_in(text):
        assert reached <= mention.start < mention.end <= len(text)
        reached = mention.end
