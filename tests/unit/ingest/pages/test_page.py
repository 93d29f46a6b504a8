"""A page to an article, layer by layer; all pages are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_pages import BODY, WORDS, json_ld, meta, page

from pipelines.ingest.found import Unreadable
from pipelines.ingest.pages.page import found_in_page

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Harbour closed",
    "datePublished": "2024-05-06T10:00:00+03:00",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Roe"}],
    "publisher": {"name": "Example Wire"},
    "mainEntityOfPage": {"@id": "https://wire.example.org/harbour"},
}


def test_json_ld_comes_first():
    head = json_ld(**ARTICLE) + meta("og:title", "Another") + meta("article:published_time", "2020-01-01")
    found = found_in_page(page(head, "<h1>A third</h1>" + BODY))
    assert (found.title, found.outlet, found.url) == (
        "Harbour closed",
        "Example Wire",
        "https://wire.example.org/harbour",
    )
    assert found.authors == ("Ann Lee", "Bo Roe")
    assert (found.published.basis, found.published.at.isoformat()) == ("json-ld", "2024-05-06T07:00:00+00:00")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>', id="cut"),
        pytest.param(f'<script type="application/ld+json">{"[" * 50_000}</script>', id="deep"),
        pytest.param('<script type="application/ld+json">{"headline":"' + '\\"' * 200_000 + "</script>", id="open"),
        pytest.param(json_ld(**{"@type": ["NewsArticle"], "headline": 7, "author": {"name": None}}), id="wrong-types"),
        pytest.param(json_ld(**{"@type": "WebSite", "name": "Example Wire"}), id="no-article"),
        pytest.param('<script type="application/ld+json"></script>', id="empty"),
    ],
)
def test_meta_elements_answer_where_json_ld_is_broken(broken):
    head = broken + meta("og:title", "Harbour closed") + meta("article:published_time", "2024-05-06T10:00:00Z")
    found = found_in_page(page(head + meta("author", "By Ann Lee")))
    assert (found.title, found.authors, found.published.basis) == ("Harbour closed", ("Ann Lee",), "meta")


def test_elements_answer_last():
    body = '<h1>Harbour closed</h1><span rel="author">Ann Lee</span><time datetime="2024-05-06">Monday</time>' + BODY
    found = found_in_page(page("<title>Harbour closed | Example Wire</title>", body))
    assert (found.title, found.authors, found.published.basis) == ("Harbour closed", ("Ann Lee",), "time-element")


@pytest.mark.parametrize(
    ("author", "people"),
    [
        pytest.param({"@type": "Person", "givenName": "Ann", "familyName": "Lee"}, ("Ann Lee",), id="name-in-parts"),
        pytest.param({"@id": "#ann"}, ("Ann Lee",), id="by-reference"),
        pytest.param({"name": "Ann Lee/Bo Roe"}, ("Ann Lee", "Bo Roe"), id="two-and-a-slash"),
        pytest.param([{"name": "Example Wire"}, {"name": "Ann Lee"}], ("Ann Lee",), id="the-outlet-and-a-person"),
        pytest.param({"name": "Example Wire"}, ("Cy Poe",), id="the-outlet-where-a-byline-names-a-person"),
    ],
)
def test_authors_are_people_where_any_are_named(author, people):
    graph = [ARTICLE | {"author": author}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]
    found = found_in_page(page(json_ld(**{"@graph": graph}), '<span rel="author">Cy Poe</span>' + BODY))
    assert found.authors == people


def test_links_in_a_byline_are_its_people():
    byline = '<div rel="author"><a href="/a">Ann Lee</a> <span>y</span> <a href="/b">Bo Roe</a> 5 min</div>'
    assert found_in_page(page(body=byline + BODY)).authors == ("Ann Lee", "Bo Roe")


def test_the_header_of_a_page_hints_at_its_encoding_and_no_more():
    words = "<p>" + "Мост через реку закрыт с понедельника, сообщили в городе. " * 8 + "</p>"
    assert "Мост" in found_in_page(page(body=words).decode().encode("koi8-r"), charset="windows-1251").text
    japanese = "<p>" + "橋は月曜日から閉鎖されていると市は発表した。" * 20 + "</p>"
    assert "月曜日" in found_in_page(page(body=japanese).decode().encode("euc-jp"), charset="EUC-JP").text
    assert "月曜日" in found_in_page(page(body=japanese).decode().encode("shift_jis"), charset="no such thing").text


def test_a_page_larger_than_any_is_refused_unread():
    with pytest.raises(Unreadable, match="too_large"):
        found_in_page(b"<p>" + b" " * 6_000_000)


def test_the_sites_own_name_is_no_part_of_the_title():
    head = meta("og:title", "Harbour closed | Port Hesk News")
    assert found_in_page(page(head), "https://www.porthesknews.org/a").title == "Harbour closed"
    assert found_in_page(page(head), "https://www.example.org/a").title == "Harbour closed | Port Hesk News"


def test_the_site_name_is_no_part_of_the_title():
    found = found_in_page(
        page(meta("og:site_name", "Example Wire") + meta("og:title", "Harbour closed - Example Wire"))
    )
    assert (found.title, found.outlet) == ("Harbour closed", "Example Wire")


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>planted words</p>",
        "<template><p>planted words</p></template>",
        "<noscript><p>planted words</p></noscript>",
        '<p style="display: none">planted words</p>',
        '<div style="position:absolute; left:-9999px"><p>planted words</p></div>',
        '<p style="color:#fff;background-color:#FFF">planted words</p>',
        '<p style="font-size:0px">planted words</p>',
        '<p style="VISIBILITY:hidden">planted words</p>',
        '<p aria-hidden="true">planted words</p>',
        "<!-- planted words -->",
        "<script>planted words</script>",
    ],
)
def test_what_a_reader_does_not_see_is_not_in_the_body(hidden):
    text = found_in_page(page(body=BODY + hidden + BODY.replace("Paragraph", "Part"))).text
    assert "planted" not in text
    assert "Paragraph 3" in text
    assert "Part 3" in text


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest/", "javascript:alert(1)", "http://localhost/", "//x/y"]
)
def test_an_address_that_is_not_public_is_not_believed(address):
    assert found_in_page(page(f'<link rel="canonical" href="{address}">' + meta("og:url", address))).url is None


def test_a_page_may_not_name_another_sites_address_as_its_own():
    head = '<link rel="canonical" href="https://other.example.net/a">'
    given = "https://www.example.org/harbour"
    assert found_in_page(page(head), given).url == given
    head = '<link rel="canonical" href="https://example.org/harbour?utm_source=x">'
    assert found_in_page(page(head), given).url == "https://example.org/harbour"


def test_a_declared_language_is_kept_unless_the_text_is_in_another():
    assert found_in_page(page(attributes=' lang="en_GB"')).language == "en-GB"
    russian = "<p>" + "Мост через реку закрыт с понедельника, сообщили в городе. " * 8 + "</p>"
    assert found_in_page(page(body=russian)).language is None


def test_a_page_in_windows_1251_is_read():
    russian = "<h1>Мост закрыт</h1><p>" + "Мост через реку закрыт с понедельника, сообщили в городе. " * 8 + "</p>"
    assert found_in_page(page(body=russian).decode().encode("windows-1251")).title == "Мост закрыт"


def test_a_short_body_is_filled_from_json_ld():
    found = found_in_page(page(json_ld(**ARTICLE, articleBody=f"<b>{WORDS}</b>" * 5), "<h1>Harbour closed</h1>"))
    assert found.text.count("Port Hesk") == 5
    assert "<" not in found.text


@pytest.mark.parametrize(
    ("markup", "reason_code"),
    [
        pytest.param(page(body="<h1>Harbour closed</h1>"), "no_text", id="a-heading-and-no-text"),
        pytest.param(b"   ", "no_text", id="blank"),
        pytest.param(b"<!-- only this -->", "no_text", id="a-comment"),
        pytest.param(page(body="<div>" * 1_500 + WORDS), "too_large", id="nested-too-deep"),
        pytest.param(page(body="<p>x</p>" * 25_000), "too_large", id="too-many-elements"),
        pytest.param(page(body="<p>" + "<b>x</b>" * 12_000), "too_large", id="too-many-in-one"),
        pytest.param(page(body="<p " + " ".join(f"a{n}=1" for n in range(5_000)) + ">x"), "too_large", id="attributes"),
        pytest.param(b"%PDF-1.7", "binary", id="pdf"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(markup, reason_code):
    with pytest.raises(Unreadable) as caught:
        found_in_page(markup)
    assert caught.value.reason_code == reason_code


def test_an_error_of_a_library_is_a_reason_and_no_crash(monkeypatch):
    def fail(*_, **__):
        raise KeyError("deep inside")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(Unreadable, match="KeyError") as caught:
        found_in_page(page())
    assert caught.value.reason_code == "unreadable"


@given(st.text(alphabet=st.sampled_from("<>/='\"! -&;#xpdivbahrefscriptmeta \n\0é\ud800"), max_size=150))
@settings(max_examples=60, deadline=None)
def test_any_markup_is_read_or_refused(text):
    markup = "<html><body>" + text
    try:
        found = found_in_page(markup.encode("utf-8", "surrogatepass"))
    except Unreadable:
        return
    assert found.text is not None
