"""Which articles are copies and one story."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_articles import Told, places, text_of

ORIGINAL = text_of("original")


def of_outlets(*texts):
    """Give articles a, b, c … with these texts, each of an outlet of its own."""
    return [Told("abcdefghij"[n], text, outlet=f"Gazette {n}") for n, text in enumerate(texts)]


def lightly_reworded(text, share):
    rng = random.Random(1)
    return " ".join(word[::-1] + "x" if rng.random() < share else word for word in text.split())


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ORIGINAL, id="the-same"),
        pytest.param(ORIGINAL.upper().replace(" ", " - "), id="case-and-punctuation"),
        pytest.param(text_of("headline", 20) + "\n" + ORIGINAL, id="another-opening"),
        pytest.param(" ".join(ORIGINAL.split()[:70]), id="abridged"),
        pytest.param(" ".join(ORIGINAL.split()[:150]) + " " + text_of("own", 100), id="lead-and-own-lines"),
        pytest.param(ORIGINAL + " " + text_of("more", 900), id="in-a-longer-one"),
        pytest.param(ORIGINAL[900:] + " " + ORIGINAL[:900], id="reordered"),
        pytest.param(lightly_reworded(ORIGINAL, 0.05), id="one-word-in-twenty-replaced"),
    ],
)
def test_copies_are_found_in_both_orders(copy):
    found = places(*of_outlets(text_of("other"), ORIGINAL, copy))
    assert [found[name][0] for name in "abc"] == [None, None, "b"]
    assert found["b"][2] == found["c"][2] != found["a"][2]
    assert places(*of_outlets(copy, ORIGINAL))["b"][0] == "a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(text_of(1), text_of(2), id="nothing-in-common"),
        pytest.param(text_of(1) + ORIGINAL[:600], text_of(2) + ORIGINAL[:600], id="a-quarter-in-common"),
        pytest.param("Air alert in the region", "Air alert in the region is over", id="short-set-phrases"),
        pytest.param(lightly_reworded(ORIGINAL, 0.3), ORIGINAL, id="rewritten"),
        pytest.param(" ".join(ORIGINAL.split()[:30]), ORIGINAL, id="an-excerpt"),
        pytest.param("", "…", id="no-words"),
    ],
)
def test_others_are_no_copies(one, other):
    found = places(*of_outlets(one, other))
    assert found["b"][0] is None
    assert found["a"][2] != found["b"][2]


def test_short_texts_are_copies_only_where_they_are_the_same():
    assert places(*of_outlets("Air alert", "Air alert"))["b"][0] == "a"


@pytest.mark.parametrize("outlet", [pytest.param("Gazette", id="one-outlet"), pytest.param(None, id="none-named")])
def test_what_an_outlet_puts_under_all_its_articles_makes_no_copies(outlet):
    furniture = text_of("furniture", 200)
    told = [Told(str(number), f"{text_of(number, 150)} {furniture}", outlet) for number in range(12)]
    assert all(copy_of is None for copy_of, *_ in places(*told).values())


def test_bulletins_after_one_template_are_no_copies():
    template = [text_of(("line", number), 12) for number in range(20)]
    told = [
        Told(str(day), " ".join(f"{line} {text_of((day, n), 6)}" for n, line in enumerate(template)), "Staff")
        for day in range(4)
    ]
    assert all(copy_of is None for copy_of, *_ in places(*told).values())


def test_two_articles_of_one_outlet_are_copies_only_where_nearly_all_is_the_same():
    half = " ".join([*ORIGINAL.split()[:200], *text_of("own", 100).split()])
    assert places(Told("a", ORIGINAL, "Gazette"), Told("b", half, "Gazette"))["b"][0] is None
    assert places(Told("a", ORIGINAL, "Gazette"), Told("b", ORIGINAL + " corrected", "Gazette"))["b"][0] == "a"


def test_a_bulletin_that_another_outlet_carries_is_its_copy_though_much_of_it_is_template():
    template = text_of("template", 200)
    bulletins = [Told(str(day), f"{template} {text_of(day, 100)}", "Staff") for day in range(4)]
    found = places(*bulletins, Told("carried", f"{bulletins[2].text} {text_of('foot', 60)}", "Gazette"))
    assert found["carried"][0] == "2"
    assert [found[str(day)][0] for day in range(4)] == [None] * 4


def test_furniture_around_a_short_copy_does_not_hide_it():
    furniture = text_of("furniture", 250)
    others = [Told(str(number), f"{text_of(number, 150)} {furniture}", "Gazette") for number in range(3)]
    short = " ".join(ORIGINAL.split()[:120])
    found = places(Told("wire", ORIGINAL, "Wire"), *others, Told("copy", f"{short} {furniture}", "Gazette"))
    assert found["copy"][0] == "wire"


def test_a_story_that_many_carry_is_one_story():
    told = [Told(str(n), f"{text_of(n, 5)} {ORIGINAL}", f"Gazette {n % 7}" if n % 2 else None) for n in range(60)]
    found = places(*told)
    assert len({story for *_, story in found.values()}) == 1
    assert sum(copy_of is None for copy_of, *_ in found.values()) <= 1 + 7, "an outlet's third and later are its own"


def test_a_digest_does_not_make_one_story_of_its_items():
    items = [text_of(("item", number), 40) for number in range(8)]
    found = places(*of_outlets(*items, "\n".join(items)))
    assert len({story for *_, story in found.values()}) == 9


def test_versions_of_a_work_share_a_story_and_are_no_copies():
    texts = (ORIGINAL, ORIGINAL + " corrected", text_of(5), text_of(6))
    told = [Told(name, text, "Gazette", work=work) for name, text, work in zip("abcd", texts, "wwvv", strict=True)]
    found = places(*told)
    assert all(copy_of is None for copy_of, *_ in found.values())
    assert found["a"][2] == found["b"][2] != found["c"][2] == found["d"][2]


def test_a_story_keeps_its_id_when_articles_are_added():
    early, late, other = (Told(name, ORIGINAL, f"Gazette {name}") for name in "abc")
    before = places(early, late)
    after = places(early, late, Told("x", text_of(7)), other)
    assert before["a"][2] == before["b"][2] == after["a"][2] == after["b"][2] == after["c"][2]


@given(st.lists(st.text(alphabet="ab \n\ufffdé", max_size=60), max_size=6))
@settings(max_examples=100)
def test_every_article_has_a_place(texts):
    found = places(*(Told(str(number), text) for number, text in enumerate(texts)))
    assert list(found) == [str(number) for number in range(len(texts))]
    assert all((copy_of is None) == (basis is None) for copy_of, basis, _ in found.values())
    assert all(copy_of is None or found[copy_of][2] == story for copy_of, _, story in found.values())
