"""Whose words a story has: credits, then times, then the order."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_articles import Told, places, text_of

TEXT = text_of("story")
ABRIDGED = " ".join(TEXT.split()[:150])


def at(day, hour=0):
    return datetime(2025, 1, day, hour, tzinfo=UTC)


def origins(*told):
    """Give (copy_of, copy_basis) by name."""
    return {name: place[:2] for name, place in places(*told).items()}


def test_a_credit_goes_before_time_and_reading():
    found = origins(
        Told("first read", ABRIDGED, "Gazette", at=at(2)),
        Told("crediting", TEXT + " more", "Courier", via="Hesk Wire", at=at(3)),
        Told("credited", TEXT, "Hesk Wire", at=at(4)),
    )
    assert found["crediting"] == ("credited", "credit")
    assert found["credited"] == ("first read", "published")


def test_who_is_credited_is_no_copy_of_who_credits():
    found = origins(
        Told("early", ABRIDGED, "Gazette", via="Hesk Wire", at=at(2)), Told("wire", TEXT, "Hesk Wire", at=at(4))
    )
    assert found == {"early": ("wire", "credit"), "wire": (None, None)}


def test_a_credit_of_an_outlet_that_has_no_such_article_says_nothing():
    found = origins(
        Told("late", TEXT, "Gazette", via="Hesk Wire", at=at(3)),
        Told("wire", text_of("another"), "Hesk Wire", at=at(1)),
        Told("early", ABRIDGED, "Courier", at=at(2)),
    )
    assert found["late"] == ("early", "published")


def test_credits_lead_on():
    found = origins(
        Told("third", TEXT + " z", "Gazette", via="Courier", at=at(1)),
        Told("second", TEXT + " y", "Courier", via="Hesk Wire", at=at(2)),
        Told("wire", TEXT, "Hesk Wire", at=at(3)),
    )
    assert found == {"third": ("second", "credit"), "second": ("wire", "credit"), "wire": (None, None)}


def test_credits_in_a_ring_say_nothing():
    found = origins(
        Told("one", TEXT, "Gazette", via="Courier", at=at(2)),
        Told("other", ABRIDGED, "Courier", via="Gazette", at=at(1)),
    )
    assert found == {"one": ("other", "published"), "other": (None, None)}


def test_a_credit_of_itself_says_nothing():
    found = origins(Told("one", TEXT, "Gazette", at=at(2)), Told("other", ABRIDGED, "Courier", via="Courier", at=at(1)))
    assert found["one"] == ("other", "published")


@pytest.mark.parametrize(
    ("first", "second", "basis"),
    [
        pytest.param({"at": at(2, 9)}, {"at": at(2, 10)}, "published", id="an-hour-apart"),
        pytest.param({"on": date(2025, 1, 2)}, {"on": date(2025, 1, 3)}, "published", id="a-day-apart"),
        pytest.param({"at": at(2, 23)}, {"on": date(2025, 1, 3)}, "published", id="an-instant-the-day-before"),
        pytest.param({"at": at(2, 9)}, {"on": date(2025, 1, 2)}, "order", id="an-instant-of-the-same-day"),
        pytest.param({"on": date(2025, 1, 2)}, {}, "order", id="no-date"),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True], ids=["read-first", "read-last"])
def test_time_tells_whose_words_they_are(first, second, basis, is_reversed):
    told = [Told("origin", TEXT, "Gazette", **first), Told("copy", ABRIDGED, "Courier", **second)]
    found = origins(*(reversed(told) if is_reversed else told))
    assert found == {"origin": (None, None), "copy": ("origin", basis)}


@pytest.mark.parametrize("day", [pytest.param({"on": date(2025, 1, 2)}, id="same-day"), pytest.param({}, id="no-date")])
def test_reading_tells_where_time_does_not(day):
    found = origins(Told("origin", TEXT, "Gazette", **day), Told("copy", ABRIDGED, "Courier", **day))
    assert found == {"origin": (None, None), "copy": ("origin", "order")}


def test_a_later_version_is_no_copy_of_what_was_copied_from_the_first():
    found = origins(
        Told("first", TEXT, "Gazette", work="w", at=at(1)),
        Told("copy", ABRIDGED, "Courier", at=at(2)),
        Told("edited", TEXT + " corrected", "Gazette", work="w", at=at(3)),
    )
    assert found == {"first": (None, None), "copy": ("first", "published"), "edited": (None, None)}


def test_halves_of_a_story_are_copies_of_it_and_not_of_each_other():
    words = TEXT.split()
    halves = [Told(f"half {n}", " ".join(words[n * 150 : n * 150 + 150]), f"Gazette {n}", at=at(1 + n)) for n in (0, 1)]
    found = origins(*halves, Told("whole", TEXT, "Hesk Wire", at=at(5)))
    assert found["whole"] == ("half 0", "published")
    assert found["half 1"] == (None, None), "the whole that it is a half of came later"


MOMENTS = st.one_of(st.none(), st.integers(0, 30))


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from([None, *"ABC"]), st.integers(0, 3), st.integers(1, 3), MOMENTS
        ),
        min_size=2,
        max_size=7,
    )
)
@settings(max_examples=150, deadline=None)
def test_whoever_credits_whom_origins_make_no_ring(drawn):
    told = [
        Told(
            str(n),
            " ".join(TEXT.split()[: 300 - 40 * size]) + f" v{n}",
            f"Outlet {outlet}",
            via=via and f"Outlet {via}",
            work=f"work {work}{outlet}",
            at=None if hour is None else at(1 + hour // 24, hour % 24),
        )
        for n, (outlet, via, size, work, hour) in enumerate(drawn)
    ]
    found = places(*told)
    works = {one.name: one.work for one in told}
    for name in found:
        way = [name]
        while (origin := found[way[-1]][0]) is not None:
            assert origin not in way
            assert works[origin] != works[way[-1]]
            way.append(origin)
