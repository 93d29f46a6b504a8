"""Statements about land: who holds how much of what, bound to the right words."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claims import read
from pipelines.model import Document, Period

DAY = date(2024, 11, 20)
FOUR = ("UA-09", "UA-14", "UA-23", "UA-65")


def territory(text):
    period = Period(DAY, DAY, "day", "article")
    return read(Document("test", text, published=period, language="en")).territory


def short(item):
    amount = (item.share_low, item.share_high, item.area_low_km2, item.area_high_km2, item.extent)
    return item.controller, item.measure, item.status, item.region_ids, *amount


def share(low, high=None):
    return low, low if high is None else high, None, None, None


def area(low, high=None):
    return None, None, low, low if high is None else high, None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Russia controls 15 per cent of Ukraine.",
            [("RU", "control", "reported", ("UA",), *share(15))],
            id="share-of-the-country",
        ),
        pytest.param(
            "Ukrainian troops hold 40% of the Donetsk region.",
            [("UA", "control", "reported", ("UA-14",), *share(40))],
            id="demonym-with-troops",
        ),
        pytest.param(
            "About 5,000 square kilometres of the Kherson region are still held by Ukrainian forces.",
            [("UA", "control", "reported", ("UA-65",), *area(5000))],
            id="passive-with-agent",
        ),
        pytest.param(
            "Some 900 square kilometres of the Sumy region remain in Ukrainian hands.",
            [("UA", "control", "reported", ("UA-59",), *area(900))],
            id="in-hands",
        ),
        pytest.param(
            "Russian forces control 60% of the 20,000 square kilometres that Ukrainian troops are still holding.",
            [("UA", "control", "reported", ("UA",), *area(20000))],
            id="share-of-a-number-is-no-share-of-land",
        ),
        pytest.param(
            "Russia holds 90% of the Luhansk region, 60% of the Donetsk region and all of Crimea.",
            [
                ("RU", "control", "reported", ("UA-09",), *share(90)),
                ("RU", "control", "reported", ("UA-14",), *share(60)),
                ("RU", "control", "reported", ("UA-43",), *share(100)),
            ],
            id="one-verb-for-a-list",
        ),
        pytest.param(
            "The Donetsk, Luhansk, Zaporizhzhia and Kherson regions are disputed. Russian troops control 72 per cent "
            "of the four regions.",
            [("RU", "control", "reported", FOUR, *share(72))],
            id="the-four-regions-point-back",
        ),
        pytest.param(
            "Russia seized 300 square kilometres (116 square miles) in October.",
            [("RU", "gain", "reported", ("UA",), *area(300))],
            id="the-same-area-in-miles-is-one-statement",
        ),
        pytest.param(
            "Moscow could withdraw from small parts of the Kharkiv region.",
            [("RU", "transfer", "proposed", ("UA-63",), None, None, None, None, "small parts of")],
            id="a-plan-is-proposed",
        ),
        pytest.param(
            "Russia does not control 80 per cent of the Donetsk region.",
            [("RU", "control", "denied", ("UA-14",), *share(80))],
            id="negated",
        ),
        pytest.param(
            "At its peak Russia controlled 27% of Ukraine.",
            [("RU", "peak_control", "reported", ("UA",), *share(27))],
            id="peak",
        ),
        pytest.param(
            "Ukraine said its army had regained 120 square kilometres in the Kursk region.",
            [("UA", "gain", "claimed", ("RU-KRS",), *area(120))],
            id="a-side-claims-for-itself",
        ),
        pytest.param("Inflation rose to 9 per cent in Russia.", [], id="a-share-of-no-land"),
        pytest.param("Russia holds talks about 20% of the grain of Ukraine.", [], id="holds-talks"),
        pytest.param("The park measures 40 square kilometres.", [], id="nobody-holds-it"),
    ],
)
def test_statements(text, expected):
    assert [short(item) for item in territory(text)] == expected


def test_the_evidence_holds_who_and_how_much():
    text = "On the day after, Russia controlled 15 per cent of Ukraine."
    item = territory(text)[0]
    assert text[item.start : item.end] == "Russia controlled 15 per cent of Ukraine"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        pytest.param("Russia controls 18% of Ukraine, including Crimea.", "included", id="including"),
        pytest.param("Excluding Crimea, Russia controls 12% of Ukraine.", "excluded", id="excluding"),
        pytest.param("Russia controls 18% of Ukraine.", "unstated", id="unstated"),
    ],
)
def test_crimea_is_in_or_out_only_when_the_text_says_so(text, scope):
    assert territory(text)[0].scope_crimea == scope


WORDS = ["Russia", "Ukraine", "controls", "held by", "80%", "of the", "500 km²", "Donetsk region", "territory", "it",
         "most of", "withdraw from", ",", ".", "\n", "the size of Virginia", "their forces"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_order_of_words_gives_statements_inside_the_text(text):
    for item in territory(text):
        assert 0 <= item.start < item.end <= len(text)
        assert item.share_low is None or item.share_high is None or item.share_low <= item.share_high
        assert all(re.fullmatch(r"(UA|RU)(-[A-Z0-9]+)?", region) for region in item.region_ids)
