"""Land given as the size of a country or state has that area; every other size has none."""

import pytest

from pipelines.figures.comparisons import comparisons_in

VIRGINIA = 110785.9
BELGIUM = 30510.0


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "entity"),
    [
        pytest.param(
            "It is roughly the size of Virginia.",
            "roughly the size of Virginia",
            VIRGINIA,
            VIRGINIA,
            "US-VA",
            id="state",
        ),
        pytest.param(
            "a strip half the size of Belgium", "half the size of Belgium", BELGIUM / 2, BELGIUM / 2, "BE", id="half"
        ),
        pytest.param(
            "more than twice the size of Belgium",
            "more than twice the size of Belgium",
            2 * BELGIUM,
            None,
            "BE",
            id="factor-with-bound",
        ),
        pytest.param("a territory larger than Belgium", "larger than Belgium", BELGIUM, None, "BE", id="larger-than"),
        pytest.param(
            "an area equivalent in size to Virginia",
            "equivalent in size to Virginia",
            VIRGINIA,
            VIRGINIA,
            "US-VA",
            id="equivalent",
        ),
        pytest.param("a Virginia-sized area", "Virginia-sized", VIRGINIA, VIRGINIA, "US-VA", id="sized"),
        pytest.param(
            "about the size of the US state of Georgia",
            "about the size of the US state of Georgia",
            153910.9,
            153910.9,
            "US-GA",
            id="shared-name-with-its-kind",
        ),
    ],
)
def test_a_comparison_has_the_area_of_what_it_names(text, surface, low, high, entity):
    (figure,) = comparisons_in(text)
    assert text[figure.start : figure.end] == surface
    assert (figure.low, figure.high) == (low, high)
    assert (figure.unit_code, figure.comparison_entity_id, figure.is_approximate) == ("km2", entity, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a park the size of New York", id="name-of-a-city-too"),
        pytest.param("He is twice the size of Oleh", id="people"),
        pytest.param("Land is dear. He is twice the size of Oleh", id="land-in-another-sentence"),
        pytest.param("because of the size of Belgium", id="size-as-a-reason"),
        pytest.param("twice the size of Belgium's army", id="possessive"),
        pytest.param("its economy is bigger than Belgium", id="no-land"),
        pytest.param("an industrial area of Belgium", id="area-as-a-place"),
        pytest.param("the size of a football pitch", id="no-name"),
    ],
)
def test_other_sizes_give_no_figure(text):
    assert comparisons_in(text) == ()


@pytest.mark.parametrize(
    ("text", "surface", "factor", "reason"),
    [
        pytest.param(
            "an area the size of Georgia",
            "the size of Georgia",
            1.0,
            'several places are called "Georgia"',
            id="shared-name",
        ),
        pytest.param(
            "land about half the size of Ruritania",
            "about half the size of Ruritania",
            0.5,
            'no area of "Ruritania" is known',
            id="unknown-name",
        ),
        pytest.param(
            "a region twice the land area of France",
            "twice the land area of France",
            2.0,
            'no land area of "France" is known',
            id="land-area-that-the-table-lacks",
        ),
    ],
)
def test_a_comparison_that_cannot_be_resolved_says_why(text, surface, factor, reason):
    (figure,) = comparisons_in(text)
    assert text[figure.start : figure.end] == surface
    assert (figure.low, figure.high, figure.comparison_entity_id) == (None, None, None)
    assert (figure.comparison_factor, figure.unresolved_reason) == (factor, reason)


def test_land_area_is_told_apart_from_total_area():
    (figure,) = comparisons_in("a region of about the land area of Virginia")
    assert figure.low == 102257.3
