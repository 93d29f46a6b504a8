from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.date_patterns import PATTERNS
from pipelines.figures.date_tokens import words
from pipelines.figures.dates import RULES, dates_in
from pipelines.figures.timex import days_of
from pipelines.model import Period

WEDNESDAY = date(2024, 11, 20)
ON_WEDNESDAY = Period(WEDNESDAY, WEDNESDAY, "day", "article")
IN_NOVEMBER = Period(date(2024, 11, 1), date(2024, 11, 30), "month", "article")
IN_2024 = Period(date(2024, 1, 1), date(2024, 12, 31), "year", "article")


def values(text, published=ON_WEDNESDAY):
    return [(text[item.start : item.end], item.value) for item in dates_in(text, published)]


def test_every_pattern_has_its_rule():
    assert set(RULES) == set(PATTERNS)


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        pytest.param("It was signed on November 7, 2023.", "November 7, 2023", "2023-11-07", id="month-day-year"),
        pytest.param("It was signed on Nov. 7.", "Nov. 7", "2024-11-07", id="short-month"),
        pytest.param("It was signed on 7 November 2023.", "7 November 2023", "2023-11-07", id="day-month-year"),
        pytest.param("the 7th of March 2022 passed", "the 7th of March 2022", "2022-03-07", id="ordinal-of-month"),
        pytest.param("on Friday, Nov. 15, he left", "Friday, Nov. 15", "2024-11-15", id="weekday-and-day"),
        pytest.param("Talks ran May 5-7, 2024.", "May 5-7, 2024", "2024-05-05/2024-05-07", id="range-of-days"),
        pytest.param("Talks ran 5 to 7 May 2024.", "5 to 7 May 2024", "2024-05-05/2024-05-07", id="range-before-month"),
        pytest.param("the bridge fell last Oct. 8", "last Oct. 8", "2024-10-08", id="last-before-month-and-day"),
        pytest.param("Updated 2024-11-07.", "2024-11-07", "2024-11-07", id="iso"),
        pytest.param("At 2024-11-07T10:00Z it", "2024-11-07T10:00Z", "2024-11-07T10:00Z", id="iso-with-time"),
        pytest.param("on 7.11.2024 there", "7.11.2024", "2024-11-07", id="european"),
        pytest.param("on 12/31/2024 there", "12/31/2024", "2024-12-31", id="us-where-only-that-fits"),
        pytest.param("on 31/12/2024 there", "31/12/2024", "2024-12-31", id="british-where-only-that-fits"),
        pytest.param("on 7/11/2024 there", "7/11/2024", "2024", id="slashes-that-stay-open"),
        pytest.param("in February 2022 it began", "February 2022", "2022-02", id="month-and-year"),
        pytest.param("in June last year", "June last year", "2023-06", id="month-of-last-year"),
        pytest.param("They advanced in December.", "December", "2023-12", id="month-in-the-past"),
        pytest.param("They will vote in March.", "March", "2025-03", id="month-in-the-future"),
        pytest.param("in early May", "early May", "2024-05", id="early-month"),
        pytest.param("the winter of 2023 was mild", "the winter of 2023", "2023-WI", id="season-of-year"),
        pytest.param("last summer they left", "last summer", "2024-SU", id="last-season"),
        pytest.param("the third quarter of 2023", "the third quarter of 2023", "2023-Q3", id="quarter-of-year"),
        pytest.param("Sales rose in the third quarter.", "the third quarter", "2024-Q3", id="quarter-alone"),
        pytest.param("in Q1 2024 it grew", "Q1 2024", "2024-Q1", id="quarter-by-letter"),
        pytest.param("the first half of 2023", "the first half of 2023", "2023-H1", id="half-year"),
        pytest.param("in the 1990s", "the 1990s", "199", id="decade"),
        pytest.param("the 20th century", "the 20th century", "19", id="century"),
        pytest.param("fiscal 2023 was good", "fiscal 2023", "2023", id="fiscal-year"),
        pytest.param("in 2022-23 they", "2022-23", "2022/2023", id="two-years-running"),
        pytest.param("since 2014", "2014", "2014", id="year"),
        pytest.param("by the end of 2023 it held", "the end of 2023", "2023-12-31", id="by-the-end-of-a-year"),
        pytest.param("from the beginning of 2024", "the beginning of 2024", "2024-01", id="beginning-of-a-year"),
        pytest.param("before Christmas they fled", "Christmas", "2024-12-25", id="named-day"),
        pytest.param("last Easter they fled", "last Easter", "2024-03-31", id="movable-day"),
        pytest.param("Orthodox Easter 2024 came", "Orthodox Easter 2024", "2024-05-05", id="orthodox-easter"),
        pytest.param("its 1991 borders", "1991", "1991", id="year-before-a-plural-it-names"),
    ],
)
def test_dates_that_name_their_day(text, surface, value):
    assert values(text) == [(surface, value)]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        pytest.param("He said on Tuesday that", "Tuesday", "2024-11-19", id="weekday-past"),
        pytest.param("He will leave on Tuesday.", "Tuesday", "2024-11-26", id="weekday-future"),
        pytest.param("She will be named to a post in March.", "March", "2025-03", id="passive-that-looks-ahead"),
        pytest.param("It could be found in March.", "March", "2024-03", id="passive-that-looks-back"),
        pytest.param("Over the weekend, talks would go on", "the weekend", "2024-W46-WE", id="over-the-weekend"),
        pytest.param("up 5% since year-end", "year-end", "2023-12", id="since-year-end"),
        pytest.param("It hit at 0300 GMT.", "0300 GMT", "2024-11-20T03:00", id="time-of-four-figures"),
        pytest.param("It hit at 4 in the morning.", "4 in the morning", "2024-11-20T04:00", id="hour-in-the-morning"),
        pytest.param("It hit by 11 at night.", "11 at night", "2024-11-20T23:00", id="hour-at-night"),
        pytest.param("It is shut from 9 to 11 a.m.", "9 to 11 a.m.", "2024-11-20T09:00", id="hours-of-a-stretch"),
        pytest.param("It runs until Friday.", "Friday", "2024-11-22", id="weekday-after-until"),
        pytest.param("They agreed to meet on Friday.", "Friday", "2024-11-22", id="weekday-of-an-intention"),
        pytest.param("The vote is to start on Friday.", "Friday", "2024-11-22", id="weekday-of-a-plan"),
        pytest.param("The talks were delayed to Friday.", "Friday", "2024-11-22", id="weekday-that-is-put-off"),
        pytest.param("He spoke on Wednesday.", "Wednesday", "2024-11-20", id="weekday-of-publication"),
        pytest.param("last Wednesday he spoke", "last Wednesday", "2024-11-13", id="last-weekday"),
        pytest.param("next Wednesday he speaks", "next Wednesday", "2024-11-27", id="next-weekday"),
        pytest.param("Shells fell early on Tuesday.", "early on Tuesday", "2024-11-19", id="early-on-weekday"),
        pytest.param("It fell on Tuesday night.", "Tuesday night", "2024-11-19TNI", id="night-of-weekday"),
        pytest.param("It rained yesterday.", "yesterday", "2024-11-19", id="yesterday"),
        pytest.param("the day before yesterday it rained", "the day before yesterday", "2024-11-18", id="day-beyond"),
        pytest.param("It rained last night.", "last night", "2024-11-19TNI", id="last-night"),
        pytest.param("Drones came overnight.", "overnight", "2024-11-20TNI", id="overnight"),
        pytest.param("This month it moved.", "This month", "2024-11", id="this-month"),
        pytest.param("It moved last week.", "last week", "2024-W46", id="last-week-stays-a-week"),
        pytest.param("over the weekend they moved", "the weekend", "2024-W46-WE", id="weekend-past"),
        pytest.param("later this year it may", "later this year", "2024", id="later-this-year"),
        pytest.param("It began two years ago.", "two years ago", "2022", id="years-ago"),
        pytest.param("It began six weeks ago.", "six weeks ago", "2024-W41", id="weeks-ago"),
        pytest.param("It began ten days ago.", "ten days ago", "2024-11-10", id="days-ago"),
        pytest.param("Several years ago it began.", "Several years ago", "PAST_REF", id="vague-past"),
        pytest.param("It is now quiet.", "now", "PRESENT_REF", id="now"),
        pytest.param("At 10 am Kyiv time it", "10 am Kyiv time", "2024-11-20T10:00", id="clock-with-zone"),
        pytest.param("It fell at 22:15.", "22:15", "2024-11-20T22:15", id="clock-of-24-hours"),
        pytest.param("until 9 p.m. Friday", "9 p.m. Friday", "2024-11-22T21:00", id="clock-and-weekday"),
    ],
)
def test_dates_that_count_from_the_publication(text, surface, value):
    assert values(text) == [(surface, value)]


def test_the_day_before_is_the_storys():
    text = "The town fell on October 3. The day before, its mayor had left; two days later he spoke. A year later"
    assert [value for _, value in values(text)] == ["2024-10-03", "2024-10-02", "2024-10-04", "2025"]


@pytest.mark.parametrize(
    ("text", "surface", "type", "value"),
    [
        pytest.param("for three days", "three days", "DURATION", "P3D", id="days"),
        pytest.param("5,000 grenades a day were used", "a day", "SET", "P1D", id="things-a-day"),
        pytest.param("it lost 5 men a day after", "a day", "DURATION", "P1D", id="things-a-day-after"),
        pytest.param("the past two months", "the past two months", "DURATION", "P2M", id="past-months"),
        pytest.param("a two-hour raid", "a two-hour", "DURATION", "PT2H", id="with-hyphen"),
        pytest.param("2 1/2 years", "2 1/2 years", "DURATION", "P2Y6M", id="fraction"),
        pytest.param("a year and a half", "a year and a half", "DURATION", "P1Y6M", id="and-a-half"),
        pytest.param("half an hour", "half an hour", "DURATION", "PT30M", id="half"),
        pytest.param("twenty-four hours", "twenty-four hours", "DURATION", "PT24H", id="number-words"),
        pytest.param("six to eight weeks", "six to eight weeks", "DURATION", "PXW", id="range"),
        pytest.param("two decades", "two decades", "DURATION", "P20Y", id="decades-in-years"),
        pytest.param("for years", "years", "DURATION", "PXY", id="bare-plural"),
        pytest.param("every Monday", "every Monday", "SET", "XXXX-WXX-1", id="every-weekday"),
        pytest.param("every other day", "every other day", "SET", "P2D", id="every-other"),
        pytest.param("it shells them daily", "daily", "SET", "P1D", id="daily"),
        pytest.param("twice a week", "twice a week", "SET", "P1W", id="twice-a-week"),
        pytest.param("on Mondays", "Mondays", "SET", "XXXX-WXX-1", id="plural-weekday"),
    ],
)
def test_durations_and_sets(text, surface, type, value):
    (item,) = dates_in(text, ON_WEDNESDAY)
    assert (text[item.start : item.end], item.type, item.value) == (surface, type, value)
    assert item.first_on is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("about 2000 people fled", id="counted-people"),
        pytest.param("some 1950 shells fell", id="counted-plural"),
        pytest.param("It may rain. May we go?", id="may-as-a-verb"),
        pytest.param("April Smith said no.", id="name"),
        pytest.param("Resolution 1973 was adopted.", id="numbered-thing"),
        pytest.param("a Su-2000 flew", id="designation"),
        pytest.param("a 52-year-old man", id="age"),
        pytest.param("They spring from here and fall.", id="season-as-a-verb"),
        pytest.param("two-thirds and three-quarters of it", id="fraction"),
        pytest.param("a second time", id="ordinal"),
        pytest.param("as soon as possible", id="as-soon-as"),
        pytest.param("men in their 70s", id="ages-in-tens"),
        pytest.param("on February 31", id="no-such-day"),
        pytest.param("F-16s and 1,200 drones", id="names-and-counts"),
        pytest.param("see https://site.example/2026/02/12/report-february-9-2026 there", id="address"),
    ],
)
def test_what_is_no_date(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        pytest.param("He said so on November 7.", "XXXX-11-07", "day", id="day-without-year"),
        pytest.param("This month he said so.", "XXXX-XX", "month", id="this-month"),
        pytest.param("On Tuesday he said so.", "XXXX-WXX-2", "day", id="weekday"),
        pytest.param("Last week he said so.", "XXXX-WXX", "week", id="last-week"),
        pytest.param("Yesterday he said so.", "XXXX-XX-XX", "day", id="yesterday"),
        pytest.param("Last year he said so.", "XXXX", "year", id="last-year"),
    ],
)
def test_without_a_publication_nothing_is_guessed(text, value, precision):
    (item,) = dates_in(text, None)
    assert (item.value, item.first_on, item.last_on, item.precision) == (value, None, None, precision)


def test_a_date_told_in_full_gives_its_year_to_one_nearby():
    text = "They met on December 28, 2023 and again on January 4."
    assert values(text, None)[1] == ("January 4", "2024-01-04")


@pytest.mark.parametrize(
    ("text", "values_found"),
    [
        pytest.param("between January 1 and April 29, 2024", ["2024-01-01", "2024-04-29"], id="and"),
        pytest.param("from December 28 to January 4, 2025", ["2024-12-28", "2025-01-04"], id="over-new-year"),
        pytest.param("in February-March 2014", ["2014-02", "2014-03"], id="months"),
    ],
)
def test_a_year_behind_two_dates_is_of_both(text, values_found):
    assert [value for _, value in values(text)] == values_found


def test_a_story_of_another_year_keeps_its_year():
    text = "On February 20, 2014, troops came. A vote was held on March 16."
    published = Period(date(2022, 2, 21), date(2022, 2, 21), "day", "article")
    assert values(text, published)[-1] == ("March 16", "2014-03-16")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Talks fail\n\nWednesday, November 20, 2024\n\n", id="line-of-its-own"),
        pytest.param("KHARKIV, Nov. 20, 2024 (Agency) — ", id="place-and-agency"),
    ],
)
def test_a_dateline_is_the_publication(head):
    assert values(head + "It ended on Tuesday.", None)[-1] == ("Tuesday", "2024-11-19")


def test_a_full_date_in_a_sentence_is_no_dateline():
    assert values("It began on November 20, 2024. It ended on Tuesday.", None)[-1] == ("Tuesday", "XXXX-WXX-2")


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        pytest.param("this month", IN_NOVEMBER, "2024-11", id="month-known-to-the-month"),
        pytest.param("on Tuesday", IN_NOVEMBER, "XXXX-WXX-2", id="weekday-known-to-the-month"),
        pytest.param("today", IN_NOVEMBER, "2024-11-XX", id="today-known-to-the-month"),
        pytest.param("on November 7", IN_NOVEMBER, "2024-11-07", id="day-known-to-the-month"),
        pytest.param("last year", IN_2024, "2023", id="year-known-to-the-year"),
        pytest.param("last month", IN_2024, "XXXX-XX", id="month-known-to-the-year"),
        pytest.param("on November 7", IN_2024, "2024-11-07", id="day-known-to-the-year"),
    ],
)
def test_publications_known_to_the_month_or_year(text, published, value):
    assert values(text, published)[0][1] == value


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        pytest.param("It held in 2023.", "on", id="in"),
        pytest.param("It has held since 2022.", "since", id="since"),
        pytest.param("It left by March 2023.", "by", id="by"),
        pytest.param("the 2022 invasion of it", "of", id="name-of-an-event"),
        pytest.param("its February 2022 attack", "of", id="name-with-a-month"),
        pytest.param("the port, seized in 2014, is shut", "of", id="participle-in-passing"),
        pytest.param("the port, which they seized in 2014, is shut", "of", id="relative-clause"),
        pytest.param("They seized the port in 2014.", "on", id="main-verb"),
    ],
)
def test_relation(text, relation):
    assert dates_in(text, ON_WEDNESDAY)[0].relation == relation


def test_between_and():
    items = dates_in("between March 3, 2024 and May 19, 2024, and in June 2024", None)
    assert [item.relation for item in items] == ["between", "to", "on"]


NASTY = [
    "2024-13-45",
    "99:99",
    "31.02.2023",
    "1/2",
    "٣",
    "²",
    "'60s",
    "Christmas Day",
    "\n\n",
    ",",
    "-",
    ".",
    "'s",
    "7th",
]
PUBLISHED = [None, ON_WEDNESDAY, IN_NOVEMBER, IN_2024, Period(None, None, "unknown", "none")]
PUBLISHED += [Period(day, day, "day", "article") for day in (date.min, date.max, date(2024, 2, 29))]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from([*sorted(words()), *NASTY, "5", "31", "2024"])).map(" ".join)),
    st.sampled_from(PUBLISHED),
)
def test_any_text_gives_spans_inside_in_order(text, published):
    items = dates_in(text, published)
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(one.end <= other.start for one, other in pairwise(items))
    for item in items:
        assert item.type not in ("DURATION", "SET") or item.first_on is None
        assert item.first_on is None or days_of(item.value) == (item.first_on, item.last_on)
        assert item.first_on is None or item.first_on <= item.last_on
