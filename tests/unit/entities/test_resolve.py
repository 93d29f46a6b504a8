"""What a mention stands for in its document."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.entities.gazetteer import country_of
from pipelines.entities.match import mentions_in
from pipelines.entities.resolve import resolved, with_bases
from pipelines.model import Document, Figure


def meant(text):
    return [(text[m.start : m.end], m.entity_id) for m in resolved(Document("d", text), mentions_in(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("in the Kherson region", [("Kherson", "UA-65")], id="region-word"),
        pytest.param("in Kherson Oblast", [("Kherson Oblast", "UA-65")], id="oblast-in-the-name"),
        pytest.param("shops in Kherson", [("Kherson", "geonames:706448")], id="bare-name-is-the-city"),
        pytest.param("parts of Kherson", [("Kherson", "UA-65")], id="land-word"),
        pytest.param("the mayor of Kherson", [("Kherson", "geonames:706448")], id="mayor-of-a-city"),
        pytest.param(
            "the Sumy, Kharkiv and Odesa regions",
            [("Sumy", "UA-59"), ("Kharkiv", "UA-63"), ("Odesa", "UA-51")],
            id="list-that-regions-closes",
        ),
        pytest.param(
            "two regions of Sumy and Kharkiv", [("Sumy", "UA-59"), ("Kharkiv", "UA-63")], id="list-that-regions-opens"
        ),
        pytest.param(
            "Donetsk, Luhansk and Kherson",
            [("Donetsk", "UA-14"), ("Luhansk", "UA-09"), ("Kherson", "UA-65")],
            id="three-of-the-annexed",
        ),
        pytest.param("the Donbas", [("Donbas", "UA-donbas")], id="composite"),
        pytest.param("the Kursk region", [("Kursk", "RU-KRS")], id="russian-region"),
        pytest.param("Georgia and Tbilisi", [("Georgia", "GE"), ("Tbilisi", "geonames:611717")], id="country"),
        pytest.param(
            "Georgia and Geneva, said Ukraine",
            [("Georgia", "GE"), ("Geneva", "geonames:2660646"), ("Ukraine", "UA")],
            id="far-larger-place",
        ),
        pytest.param(
            "Borova in the Kharkiv region of Ukraine",
            [("Borova", "geonames:711623"), ("Kharkiv", "UA-63"), ("Ukraine", "UA")],
            id="region-that-the-document-names",
        ),
        pytest.param("Washington", [("Washington", "geonames:4140963")], id="capital-before-state"),
        pytest.param("Oxford, Ohio, today", [("Oxford", "geonames:4520760"), ("Ohio", "US-OH")], id="state-behind"),
        pytest.param("Russian troops", [("Russian", "RU")], id="demonym"),
        pytest.param("the Pokrovsk district", [("Pokrovsk", "gl:raion-pokrovskyi")], id="raion"),
        pytest.param("in Pokrovskyi raion", [("Pokrovskyi", "gl:raion-pokrovskyi")], id="raion-by-its-adjective"),
        pytest.param(
            "Nikopol and Synelnykove districts",
            [("Nikopol", "gl:raion-nikopolskyi"), ("Synelnykove", "gl:raion-synelnykivskyi")],
            id="raions-in-a-list",
        ),
        pytest.param(
            "the Dniprovskyi district of Kyiv",
            [("Dniprovskyi", None), ("Kyiv", "geonames:703448")],
            id="district-of-a-city-is-no-raion",
        ),
        pytest.param(
            "land in Donetsk, but not in Zaporizhzhia",
            [("Donetsk", "UA-14"), ("Zaporizhzhia", "UA-23")],
            id="list-that-goes-on-with-but-not-in",
        ),
        pytest.param("the Kursk incursion", [("Kursk", "RU-KRS")], id="incursion-into-a-region"),
        pytest.param("the Donetsk republic", [("Donetsk republic", "gl:donetsk-peoples-republic")], id="republic"),
        pytest.param("Washington state", [("Washington", "US-WA")], id="state-word"),
        pytest.param("banks of the Dnipro", [("Dnipro", "gl:dnipro-river")], id="river-by-its-article"),
        pytest.param("near Dnipro", [("Dnipro", "geonames:709930")], id="city-of-a-river's-name"),
        pytest.param(
            "Lyman fell, and the Kharkiv region, in Ukraine",
            [("Lyman", "geonames:704204"), ("Kharkiv", "UA-63"), ("Ukraine", "UA")],
            id="town-before-village",
        ),
        pytest.param(
            "Lyman in the Kharkiv region", [("Lyman", "geonames:703071"), ("Kharkiv", "UA-63")], id="region-behind"
        ),
        pytest.param("Valeriy Zaluzhniy", [("Valeriy Zaluzhniy", "gl:valerii-zaluzhnyi")], id="other-romanisation"),
        pytest.param(
            "Xi Jinping and Alexander Lukashenko",
            [("Xi Jinping", "Q15031"), ("Alexander Lukashenko", "Q2866")],
            id="two",
        ),
        pytest.param("Putin", [("Putin", "Q7747")], id="surname-of-the-cast"),
        pytest.param("Vladimir V. Putin", [("Vladimir V. Putin", "Q7747")], id="middle-initial"),
        pytest.param("Zora Putin met Putin", [("Zora Putin", None), ("Putin", None)], id="other-person-of-the-name"),
        pytest.param(
            "Russia's defence ministry",
            [("Russia", "RU"), ("defence ministry", "gl:russian-ministry-of-defence")],
            id="ministry-of-a-state",
        ),
        pytest.param(
            "The Russian Defence Ministry spoke. The Defence Ministry left.",
            [
                ("Russian Defence Ministry", "gl:russian-ministry-of-defence"),
                ("Defence Ministry", "gl:russian-ministry-of-defence"),
            ],
            id="ministry-named-before",
        ),
    ],
)
def test_meaning(text, expected):
    if "Zora" in text:
        text = "Mayor " + text
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("old", "entity_id"),
    [
        ("Kiev", "geonames:703448"),
        ("Kharkov", "geonames:706483"),
        ("Odessa", "geonames:698740"),
        ("Lugansk", "geonames:702658"),
        ("Zaporozhye", "geonames:687700"),
        ("Nikolaev", "geonames:700569"),
        ("Artemivsk", "geonames:713174"),
        ("Dnepropetrovsk", "geonames:709930"),
        ("Krasnoarmiysk", "geonames:704422"),
        ("Severodonetsk", "geonames:691999"),
    ],
)
def test_old_and_russian_spellings_lead_to_the_same_place(old, entity_id):
    text = f"shops in {old}, Ukraine"
    assert meant(text)[0] == (old, entity_id)


@pytest.mark.parametrize(
    ("text", "is_metonym"),
    [
        pytest.param("Moscow said no.", True, id="subject-of-saying"),
        pytest.param("Moscow has repeatedly denied it.", True, id="adverb-between"),
        pytest.param("Moscow must decide.", True, id="modal"),
        pytest.param("a visit to Moscow", False, id="where"),
        pytest.param("officials in Moscow said no.", False, id="where-before-a-verb"),
        pytest.param("Moscow's demands", True, id="possessed"),
        pytest.param("Moscow's streets", False, id="streets"),
        pytest.param("according to Moscow", True, id="according-to"),
        pytest.param("They urged Moscow to stop.", True, id="object"),
    ],
)
def test_a_capital_may_stand_for_its_government(text, is_metonym):
    (mention,) = resolved(Document("d", text), mentions_in(text))
    assert mention.is_metonym is is_metonym
    assert mention.entity_id == ("gl:government-of-russia" if is_metonym else "geonames:524901")
    assert country_of(mention.entity_id) == "RU"


SHARE = Figure(0, 1, 0, 1, 70.0, 80.0, "%", "percentage", "share", "range", False)


@pytest.mark.parametrize(
    ("words", "entity_id"),
    [
        pytest.param("of the Kherson region", "UA-65", id="one-region"),
        pytest.param("of the Donetsk and Luhansk regions", "UA-donbas", id="parts-of-a-composite"),
        pytest.param("of the Sumy and Odesa regions", None, id="parts-of-no-composite"),
        pytest.param("of Ukrainian territory", "UA", id="demonym"),
        pytest.param("of Ukraine's Kherson region", "UA-65", id="region-before-country"),
        pytest.param("of voters", None, id="no-place"),
    ],
)
def test_the_base_of_a_share(words, entity_id):
    text = f"70-80% {words}"
    share = replace(SHARE, share_of_span=(7, len(text)))
    (figure,) = with_bases((share,), resolved(Document("d", text), mentions_in(text)))
    assert figure.share_of_entity_id == entity_id


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["Kherson", "Moscow", "Putin", " and ", ", ", " regions", "'s ", " said ", "x"])))
def test_every_mention_keeps_its_place(parts):
    text = "".join(parts)
    before = mentions_in(text)
    after = resolved(Document("d", text), before)
    assert [(m.start, m.end) for m in after] == [(m.start, m.end) for m in before]
