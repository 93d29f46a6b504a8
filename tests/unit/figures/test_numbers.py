"""Numbers as they are written become values; what is no number becomes none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1,200", 1200, id="english-grouping"),
        pytest.param("1,234,567.5", 1234567.5, id="english-grouping-with-decimals"),
        pytest.param("1.234.567,8", 1234567.8, id="continental-grouping"),
        pytest.param("26.000", 26000, id="continental-thousands"),
        pytest.param("26 000", 26000, id="spaced-grouping"),
        pytest.param("26\u202f000", 26000, id="narrow-space-grouping"),
        pytest.param("3,50,000", 350000, id="indian-grouping"),
        pytest.param("3,5", 3.5, id="decimal-comma"),
        pytest.param(".5", 0.5, id="decimal-without-zero"),
        pytest.param("2 1/2", 2.5, id="mixed-fraction"),
        pytest.param("3½", 3.5, id="fraction-sign"),
        pytest.param("2.5 trillion", 2.5e12, id="digits-with-scale"),
        pytest.param("200 crore", 2e9, id="crore"),
        pytest.param("four hundred and fifty", 450, id="words-with-and"),
        pytest.param("five thousand two hundred and one", 5201, id="words-of-several-scales"),
        pytest.param("twenty-one", 21, id="hyphened-words"),
        pytest.param("two and a half thousand", 2500, id="half-before-scale"),
        pytest.param("half a million", 500000, id="half-a-million"),
        pytest.param("a quarter of a million", 250000, id="quarter-of-a-million"),
        pytest.param("a hundred and two", 102, id="article-as-one"),
        pytest.param("two dozen", 24, id="dozens-counted"),
        pytest.param("two-thirds", 2 / 3, id="fraction-in-words"),
        pytest.param("one in five", 0.2, id="one-in-five"),
        pytest.param("three out of four", 0.75, id="three-out-of-four"),
    ],
)
def test_one_number_is_read_whole(text, value):
    numbers = list(numbers_in(text))
    assert [(number.start, number.end) for number in numbers] == [(0, len(text))]
    assert numbers[0].low == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("Dozens", 12, 120, id="dozens"),
        pytest.param("tens of thousands", 10_000, 100_000, id="tens-of-thousands"),
        pytest.param("several hundred", 200, 1000, id="several-hundred"),
        pytest.param("a few thousand", 2000, 5000, id="a-few-thousand"),
    ],
)
def test_a_vague_number_has_its_own_range(text, low, high):
    (number,) = numbers_in(text)
    assert (number.low, number.high, number.form) == (low, high, "vague")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a third round", id="ordinal-after-article"),
        pytest.param("the tenth", id="ordinal"),
        pytest.param("she scores again", id="verb-that-looks-like-a-number"),
        pytest.param("someone phoned", id="number-inside-a-word"),
    ],
)
def test_what_is_no_number_is_none(text):
    assert list(numbers_in(text)) == []


def test_three_in_ten_days_is_no_fraction():
    assert [number.low for number in numbers_in("three in 10 days")] == [3, 10]


def test_no_number_reaches_into_a_mask():
    assert [(number.start, number.end) for number in numbers_in("on 12 300 people", ((3, 5),))] == [(6, 9)]


@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789.,/ -½aonetwhdri"), st.characters()), max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_in_order_and_without_errors(text):
    end = 0
    for number in numbers_in(text):
        assert end <= number.start < number.end <= len(text)
        assert number.low <= number.high
        assert math.isfinite(number.low)
        end = number.end
