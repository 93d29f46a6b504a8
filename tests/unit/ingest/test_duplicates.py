"""Which texts are copies; all texts are made of invented words."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.duplicates import places_of


def text_of(seed, words=300):
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abcdefgh", k=5)) for _ in range(words))


ORIGINAL = text_of("original")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ORIGINAL, id="the-same"),
        pytest.param(ORIGINAL.upper().replace(" ", " - "), id="case-and-punctuation"),
        pytest.param(text_of("headline", 20) + "\n" + ORIGINAL, id="another-opening"),
        pytest.param(ORIGINAL[: len(ORIGINAL) // 6], id="abridged"),
        pytest.param(ORIGINAL + " " + text_of("boilerplate", 900), id="in-a-longer-one"),
        pytest.param(ORIGINAL[900:] + " " + ORIGINAL[:900], id="reordered"),
    ],
)
def test_copies_are_found_in_both_orders(copy):
    places = places_of([("a", text_of("other")), ("b", ORIGINAL), ("c", copy)])
    assert (places["a"].copy_of, places["b"].copy_of, places["c"].copy_of) == (None, None, "b")
    assert places["b"].story_id == places["c"].story_id != places["a"].story_id
    assert places_of([("c", copy), ("b", ORIGINAL)])["b"].copy_of == "c"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(text_of(1), text_of(2), id="nothing-in-common"),
        pytest.param(text_of(1) + ORIGINAL[:600], text_of(2) + ORIGINAL[:600], id="a-quarter-in-common"),
        pytest.param("Air alert in the region", "Air alert in the region is over", id="short-set-phrases"),
        pytest.param("", "…", id="no-words"),
    ],
)
def test_others_are_no_copies(one, other):
    places = places_of([("a", one), ("b", other)])
    assert places["b"].copy_of is None
    assert places["a"].story_id != places["b"].story_id


def test_short_texts_are_copies_only_where_they_are_the_same():
    assert places_of([("a", "Air alert"), ("b", "Air alert")])["b"].copy_of == "a"


def test_what_an_outlet_puts_under_all_its_articles_makes_no_copies():
    boilerplate = text_of("boilerplate", 200)
    places = places_of([(str(number), f"{text_of(number, 150)} {boilerplate}") for number in range(12)])
    assert all(place.copy_of is None for place in places.values())


def test_a_story_that_many_copy_is_one_story():
    places = places_of([(str(number), f"{text_of(number, 5)} {ORIGINAL}") for number in range(40)])
    assert {place.copy_of for place in places.values()} == {None, "0"}
    assert len({place.story_id for place in places.values()}) == 1


def test_versions_of_a_work_share_a_story_and_are_no_copies():
    texts = [("a", ORIGINAL), ("b", ORIGINAL + " corrected"), ("c", text_of(5)), ("d", text_of(6))]
    places = places_of(texts, {"a": "w", "b": "w", "c": "v", "d": "v"})
    assert all(place.copy_of is None for place in places.values())
    assert places["a"].story_id == places["b"].story_id != places["c"].story_id == places["d"].story_id


def test_a_story_keeps_its_id_when_articles_are_added():
    before = places_of([("a", ORIGINAL)])
    after = places_of([("a", ORIGINAL), ("b", text_of(7)), ("c", ORIGINAL)])
    assert before["a"].story_id == after["c"].story_id


@given(st.lists(st.text(alphabet="ab \n\ud800é", max_size=60), max_size=6))
@settings(max_examples=100)
def test_every_article_has_a_place(texts):
    named = [(str(number), text) for number, text in enumerate(texts)]
    places = places_of((name, text.replace("\ud800", "\ufffd")) for name, text in named)
    assert list(places) == [name for name, _ in named]
    assert all(place.copy_of is None or int(place.copy_of) < int(name) for name, place in places.items())


def test_the_work_grows_with_the_texts_and_not_with_their_square():
    started = time.process_time()
    places_of([(str(number), f"{ORIGINAL} {number}") for number in range(400)])
    assert time.process_time() - started < 10
