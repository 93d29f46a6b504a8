"""The errors that readers of quantities and dates are known for, each as a case with a name, all of them right.

The classes: ranges, scales, counted nouns, modifiers, bases of shares, comparisons, percentage points, rates, money,
signs, ages, and what is no quantity at all.
"""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.figures.asof import with_as_of
from pipelines.figures.dates import dates_in
from pipelines.figures.quantities import figures_in
from pipelines.model import Figure, Period

DAY = date(2024, 6, 12)
PUBLISHED = Period(DAY, DAY, "day", "article")


def read(text: str) -> tuple[Figure, ...]:
    return figures_in(text, dates_in(text, PUBLISHED))


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "unit"),
    [
        pytest.param("It lost 70-80 per cent.", "70-80 per cent", 70, 80, "%", id="range-of-shares"),
        pytest.param("seventy to eighty percent", "seventy to eighty percent", 70, 80, "%", id="range-in-words"),
        pytest.param("€50-60m in aid", "€50-60m", 5e7, 6e7, "EUR", id="range-of-money-with-one-sign-and-scale"),
        pytest.param(
            "$2.5 billion-$3 billion", "$2.5 billion-$3 billion", 2.5e9, 3e9, "USD", id="range-with-two-signs"
        ),
        pytest.param("between 20 km and 30", "between 20 km and 30", 20, 30, "km", id="range-with-one-unit"),
        pytest.param("from 9 knots loaded to 14", "from 9 knots loaded to 14", 9, 14, None, id="range-with-a-word"),
        pytest.param("a 25- to 30-minute stop", "25- to 30-minute", 25, 30, "min", id="range-with-a-hanging-hyphen"),
        pytest.param("men aged 25-60", "25-60", 25, 60, "a", id="range-of-ages"),
        pytest.param(
            "between the ages of 18 and 27", "between the ages of 18 and 27", 18, 27, "a", id="range-between-ages"
        ),
        pytest.param("growth of -2% to -1%", "-2% to -1%", -2, -1, "%", id="range-below-zero"),
        pytest.param(
            "between -20C and -25C", "between -20C and -25C", -25, -20, "Cel", id="range-below-zero-downwards"
        ),
        pytest.param("a $4.5bn plan", "$4.5bn", 4.5e9, 4.5e9, "USD", id="scale-suffix"),
        pytest.param("half a million men", "half a million men", 5e5, 5e5, "{man}", id="half-a-million"),
        pytest.param(
            "two and a half thousand men", "two and a half thousand men", 2500, 2500, "{man}", id="half-before-scale"
        ),
        pytest.param("3 lakh voters", "3 lakh voters", 3e5, 3e5, "{voter}", id="lakh"),
        pytest.param("Rs 200 crore", "Rs 200 crore", 2e9, 2e9, "INR", id="crore"),
        pytest.param("a 3,000-strong brigade", "3,000-strong", 3000, 3000, "{member}", id="strong"),
        pytest.param("dozens of drones", "dozens of drones", 12, 120, "{drone}", id="dozens"),
        pytest.param("26 000 km²", "26 000 km²", 26000, 26000, "km2", id="spaced-grouping"),
        pytest.param("1.234,5 hectares", "1.234,5 hectares", 1234.5, 1234.5, "har", id="continental-grouping"),
        pytest.param("1,200 drones fell", "1,200 drones", 1200, 1200, "{drone}", id="counted-noun"),
        pytest.param(
            "13,000 North Korean troops", "13,000 North Korean troops", 13000, 13000, "{troop}", id="noun-with-modifier"
        ),
        pytest.param("20 or more boats", "20 or more boats", 20, None, "{boat}", id="noun-behind-a-bound"),
        pytest.param("5,000-odd men left", "5,000-odd men", 5000, 5000, "{man}", id="noun-behind-odd"),
        pytest.param("as many as 40 tanks", "as many as 40 tanks", None, 40, "{tank}", id="as-many-as"),
        pytest.param("no fewer than 40 tanks", "no fewer than 40 tanks", 40, None, "{tank}", id="no-fewer-than"),
        pytest.param("down 5 percentage points", "5 percentage points", 5, 5, "{percentage_point}", id="points"),
        pytest.param("It fell to -20C.", "-20C", -20, -20, "Cel", id="minus-sign"),
        pytest.param("minus 4 degrees Celsius", "minus 4 degrees Celsius", -4, -4, "Cel", id="minus-word"),
        pytest.param("a loss of –3.2%", "–3.2%", -3.2, -3.2, "%", id="long-minus"),
        pytest.param("Canadian $5m", "Canadian $5m", 5e6, 5e6, "CAD", id="country-before-the-dollar"),
        pytest.param("$5 million Canadian, he said", "$5 million Canadian", 5e6, 5e6, "CAD", id="country-behind"),
        pytest.param("A$1.1bn", "A$1.1bn", 1.1e9, 1.1e9, "AUD", id="country-in-the-sign"),
        pytest.param("a 52-year-old", "52-year-old", 52, 52, "a", id="age"),
        pytest.param("30 to 35,000 men", "30 to 35,000 men", 30000, 35000, "{man}", id="range-with-shared-thousands"),
        pytest.param("Nord Stream 1 to 33m tonnes", "33m tonnes", 3.3e7, 3.3e7, "t", id="name-before-to"),
        pytest.param("8 in 10 voters", "8 in 10", 0.8, 0.8, "1", id="eight-in-ten"),
        pytest.param("one axis of advance", "one axis", 1, 1, "{axis}", id="singular-in-s"),
        pytest.param("one country can’t dictate it", "one country", 1, 1, "{country}", id="noun-before-a-contraction"),
        pytest.param("She bought 3 F-16 jets", "3 F-16 jets", 3, 3, "{jet}", id="code-inside-the-noun-phrase"),
    ],
)
def test_a_known_error_is_right(text, surface, low, high, unit):
    (figure,) = read(text)
    assert text[figure.start : figure.end] == surface
    assert (figure.low, figure.high) == (low, high)
    assert figure.unit_code == unit or unit is None


@pytest.mark.parametrize(
    ("text", "unit", "name", "per"),
    [
        pytest.param("125 km² a month and more", "km2", "square kilometre per month", "mo", id="area-a-month"),
        pytest.param("5,000 shells a day", "{shell}", "shell per day", "d", id="things-a-day"),
        pytest.param("an average of 20 per week", None, "per week", "wk", id="bare-number-a-week"),
        pytest.param("$60 a barrel", "USD", "dollar per barrel", None, id="money-a-barrel"),
    ],
)
def test_a_rate_keeps_what_it_is_stated_per(text, unit, name, per):
    (figure,) = read(text)
    assert (figure.unit_code, figure.unit_name, figure.per_unit) == (unit, name, per)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("40-50 per cent of the coast", "of the coast", id="of-the-territory"),
        pytest.param("a fifth of Ukraine", "of Ukraine", id="fraction"),
        pytest.param("20% of the 600,000 sq km", "of the 600,000 sq km", id="base-with-a-number"),
        pytest.param("20% (some 40,000 km²) of the land", "of the land", id="base-behind-brackets"),
    ],
)
def test_a_share_keeps_its_base(text, base):
    assert read(text)[0].share_of == base


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the 28-point plan and a 20-point peace proposal", id="plans"),
        pytest.param("after 9/11 and under Article 5", id="nine-eleven-and-articles"),
        pytest.param("the Group of Seven, the G7 and the Group of 20", id="groups"),
        pytest.param("F-16s, the B61-12, the R-77-1 and a Leopard 2", id="models"),
        pytest.param("the 5+2 talks and the 3+3 format", id="formats"),
        pytest.param("twenty-first, the 2nd and the third", id="ordinals"),
        pytest.param("It fell on March 11 and on February 11 this year.", id="days-without-a-year"),
        pytest.param("They met at 10 am Kyiv time, 0300 GMT and from 9 to 11 a.m.", id="clock-times"),
        pytest.param("at 4 in the morning", id="spoken-clock-time"),
        pytest.param("at 50°27′N 30°31′E", id="coordinates"),
        pytest.param("Call 555-1234.", id="short-phone"),
        pytest.param("They won 3-1 and 21-14.", id="scores"),
        pytest.param("Call 1-866-306-4636.", id="long-phone"),
        pytest.param("https://example.org/some-420-drones-and-39-missiles", id="address-of-a-page"),
        pytest.param("Live\n1 May 2022 23.36 They met again", id="clock-time-with-a-point"),
        pytest.param("Notes\n2. Russian forces left.", id="number-of-an-item"),
        pytest.param("for the Five Eyes", id="capitalised-name-in-words"),
        pytest.param("the iPhone 11 cameras", id="small-first-letter-of-a-name"),
    ],
)
def test_what_is_no_quantity_is_left_out(text):
    assert read(text) == ()


def test_a_part_of_a_number_counts_the_same():
    part, whole = read("They shot down 40 of 44 drones.")
    assert (part.low, part.unit_code, whole.low, whole.unit_code) == (40, "{drone}", 44, "{drone}")


def test_each_of_a_list_of_ages_is_one():
    figures = read("Children aged eight, 12 and 17 died, 47 percent of them boys.")
    assert [(figure.low, figure.quantity_kind) for figure in figures] == [
        (8, "age"),
        (12, "age"),
        (17, "age"),
        (47, "share"),
    ]


def test_the_dollar_of_no_country_keeps_its_name_open():
    (figure,) = read("It spent $3 billion.")
    assert (figure.unit_code, figure.unit_name) == ("USD", "dollar")


def test_a_preposition_before_an_article_makes_nothing_approximate():
    (figure,) = read("They walked around the 40 km² park.")
    assert not figure.is_approximate


VOCABULARY = """minus -5 −3 –2 $ € 5 20 1,200 1/2 70-80 % per cent of the 26 000 km² drones between and to from at least
about or so Canadian half a million dozens -strong the size of Virginia Georgia land on May 5 2024 this year yesterday
a day per week aged ; , . ( ) “ ” said since will"""
WORDS = [*VOCABULARY.split(), "\n"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


@settings(max_examples=200, deadline=None)
@example("On 0¹ May, 2² of 3³ boats left.", PUBLISHED)
@given(TEXTS, st.sampled_from([None, PUBLISHED]))
def test_any_text_gives_figures_with_spans_values_and_days_in_order(text, published):
    dates = dates_in(text, published)
    figures = with_as_of(text, figures_in(text, dates), ((0, len(text)),), dates, published)
    for figure in figures:
        assert 0 <= figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.si_low is None or figure.si_high is None or figure.si_low <= figure.si_high
        period = figure.as_of
        assert period.first_on is None or period.last_on is None or period.first_on <= period.last_on


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_offsets_move_with_the_text(text):
    before = "\n\nКиїв — über 𝔘nicode.\n\n"
    alone, moved = (
        [
            (figure.start, figure.end, figure.low, figure.high)
            for figure in figures_in(whole, dates_in(whole, PUBLISHED))
        ]
        for whole in ("\n\n" + text, before + text)
    )
    shift = len(before) - 2
    assert moved == [(start + shift, end + shift, low, high) for start, end, low, high in alone]
