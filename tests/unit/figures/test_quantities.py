"""Figures come with range, bound, unit, base and span; names, scores and codes are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.quantities import figures_in
from pipelines.model import DateExpression


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "code", "bound", "approximate"),
    [
        pytest.param(
            "Turnout was 70-80 per cent.", "70-80 per cent", 70, 80, "%", "range", False, id="range-with-per-cent"
        ),
        pytest.param(
            "between 40 and 60 people", "between 40 and 60 people", 40, 60, "{person}", "range", False, id="between"
        ),
        pytest.param(
            "It costs $3 billion to $5 billion.",
            "$3 billion to $5 billion",
            3e9,
            5e9,
            "USD",
            "range",
            False,
            id="range-of-money",
        ),
        pytest.param("a €2-3bn loan", "€2-3bn", 2e9, 3e9, "EUR", "range", False, id="shared-scale"),
        pytest.param(
            "four to five thousand tents",
            "four to five thousand tents",
            4000,
            5000,
            "{tent}",
            "range",
            False,
            id="shared-scale-in-words",
        ),
        pytest.param(
            "up to about 300 tents",
            "up to about 300 tents",
            None,
            300,
            "{tent}",
            "at_most",
            True,
            id="bound-and-approximator",
        ),
        pytest.param(
            "no fewer than six boats",
            "no fewer than six boats",
            6,
            None,
            "{boat}",
            "at_least",
            False,
            id="no-fewer-than",
        ),
        pytest.param("nearly 3% here", "nearly 3%", 3, 3, "%", "point", True, id="nearly"),
        pytest.param("20 or more boats", "20 or more boats", 20, None, "{boat}", "at_least", False, id="or-more"),
        pytest.param("20 boats, or less than here", "20 boats", 20, 20, "{boat}", "point", False, id="less-than"),
        pytest.param("adds up to 20 boats", "20 boats", 20, 20, "{boat}", "point", False, id="adds-up-to"),
        pytest.param(
            "about 650 square kilometres", "about 650 square kilometres", 650, 650, "km2", "point", True, id="area"
        ),
        pytest.param(
            "control over about 650 km²", "about 650 km²", 650, 650, "km2", "point", True, id="over-as-preposition"
        ),
        pytest.param(
            "they handed over 390 captives",
            "390 captives",
            390,
            390,
            "{captive}",
            "point",
            False,
            id="over-as-particle",
        ),
        pytest.param(
            "13,000 North Korean troops",
            "13,000 North Korean troops",
            13000,
            13000,
            "{troop}",
            "point",
            False,
            id="head-of-the-noun-phrase",
        ),
        pytest.param(
            "five current and former port officials said",
            "five current and former port officials",
            5,
            5,
            "{official}",
            "point",
            False,
            id="and-inside-the-noun-phrase",
        ),
        pytest.param(
            "three of the sources", "three of the sources", 3, 3, "{source}", "point", False, id="part-of-a-group"
        ),
        pytest.param("dozens of families", "dozens of families", 12, 120, "{family}", "range", True, id="vague-count"),
        pytest.param("1.2m people", "1.2m people", 1.2e6, 1.2e6, "{person}", "point", False, id="m-as-million"),
        pytest.param("a wall 1.8m high", "1.8m", 1.8, 1.8, "m", "point", False, id="m-as-metre"),
        pytest.param("the 1000-for-1000 swap", "1000", 1000, 1000, None, "point", False, id="swap-of-equal-numbers"),
    ],
)
def test_a_figure_has_its_words_value_unit_and_bound(text, surface, low, high, code, bound, approximate):
    (figure,) = figures_in(text, ())
    assert text[figure.start : figure.end] == surface
    assert (figure.low, figure.high, figure.unit_code) == (low, high, code)
    assert (figure.bound, figure.is_approximate) == (bound, approximate)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("It holds 70 per cent of the coast, with more to come", "of the coast", id="simple"),
        pytest.param("80% of the Lower and Upper regions fell", "of the Lower and Upper regions", id="two-names"),
        pytest.param("Half the country voted", "the country", id="half-the"),
        pytest.param("60% of voters consider it", "of voters", id="verb-behind-a-plural"),
        pytest.param("Prices rose 5% in May", None, id="no-base"),
    ],
)
def test_a_share_names_its_base(text, base):
    (figure,) = figures_in(text, ())
    assert figure.share_of == base
    assert figure.share_of_span is None or text[slice(*figure.share_of_span)] == base


def test_a_rate_has_its_unit_of_time_and_its_si_value():
    (figure,) = figures_in("It advanced 125 km² a day.", ())
    assert (figure.unit_code, figure.unit_name, figure.per_unit) == ("km2", "square kilometre per day", "d")
    assert figure.si_unit == "m2/s"
    assert figure.si_low == pytest.approx(125e6 / 86400)


def test_ages_are_ages():
    text = "Jane Roe, 42, and a 15-year-old girl"
    assert [(figure.low, figure.quantity_kind) for figure in figures_in(text, ())] == [(42, "age"), (15, "age")]


def test_an_understood_noun_is_taken_from_the_figure_before():
    first, second = figures_in("They freed 435 miners in May and 187 in June.", ())
    assert (first.unit_code, second.unit_code) == ("{miner}", "{miner}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The F-16, the Su-34, Flight MH17 and 9/11.", id="codes"),
        pytest.param("Boeing 737 Max and Article 5 of Resolution 2231", id="names-with-numbers"),
        pytest.param("the Group of Seven", id="group-of-seven"),
        pytest.param("a 28-point peace plan", id="plan"),
        pytest.param("They won 3-1.", id="score"),
        pytest.param("Call 020 7946 0958 or +1 202 555 0143.", id="phones"),
        pytest.param("It began at 10:30 and ended at 5 p.m.", id="clock-times"),
        pytest.param("the 22nd and the third", id="ordinals"),
        pytest.param("since 2014 and in 2013-14", id="years"),
        pytest.param("no one knows which one of them it was", id="pronouns"),
        pytest.param("as reported.[52] See https://example.org/a%E2%80%99?id=24", id="notes-and-addresses"),
    ],
)
def test_what_is_no_quantity_gives_no_figure(text):
    assert figures_in(text, ()) == ()


def test_dates_are_no_figures_and_their_further_days_neither():
    text = "On February 25 and 26 they sent 30 boats."
    date = DateExpression(3, 14, "DATE", "XXXX-02-25", None, None, "day", False)
    assert [figure.low for figure in figures_in(text, (date,))] == [30]


PIECES = st.sampled_from(
    [
        "5",
        "$",
        "%",
        " per cent",
        " of the ",
        "-",
        " to ",
        "1,200",
        "at least ",
        "two",
        " and ",
        "the size of ",
        "Virginia",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_spans_and_ordered_values(text):
    end = 0
    for figure in figures_in(text, ()):
        assert end <= figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.low is not None or figure.high is not None or figure.unresolved_reason
        assert figure.share_of_span is None or text[slice(*figure.share_of_span)] == figure.share_of
        end = figure.end


@pytest.mark.parametrize(
    "piece", ["5 ", "1,111", "1-", "a hundred ", "at least ", "the size of ", "A-sized ", '"', "1a"]
)
def test_long_texts_of_one_piece_stay_quick(piece):
    figures_in(piece * 20_000, ())
