"""The body of a page: what stands around it goes, what a page breaks apart is joined, and two readers are compared."""

import pytest
from invented_pages import BODY, WORDS, json_ld, page

from pipelines.ingest.found import Unreadable
from pipelines.ingest.pages.body import agreement_of
from pipelines.ingest.pages.page import found_in_page
from pipelines.ingest.pages.surroundings import without_surroundings


def test_the_heading_is_the_title_and_no_part_of_the_body():
    found = found_in_page(page(body="<h1>Harbour: closed</h1>" + BODY))
    assert (found.title, found.text.split("\n")[0]) == ("Harbour: closed", f"Paragraph 0. {WORDS.strip()}")


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param('<p><a href="/a">THE MAYOR OF PORT HESK SPEAKS OUT</a></p>', id="a-link-alone"),
        pytest.param('<p>Related: <a href="/a">The mayor of Port Hesk speaks out</a></p>', id="a-label-and-a-link"),
        pytest.param('<p><strong>[<a href="/a">The mayor of Port Hesk speaks out</a>]</strong></p>', id="in-brackets"),
        pytest.param("<p>Advertisement</p>", id="a-label"),
    ],
)
def test_what_points_elsewhere_is_left_out(pointer):
    text = found_in_page(page(body=BODY + pointer + BODY.replace("Paragraph", "Part"))).text
    assert "speaks out" not in text.lower()
    assert "Advertisement" not in text
    assert text.count("Port Hesk") == 8


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param('<p>The <a href="/a">mayor of Port Hesk</a> speaks out on the harbour.</p>', id="a-link-inside"),
        pytest.param('<p>It was <a href="/a">the mayor of Port Hesk who speaks out</a>.</p>', id="a-link-and-words"),
    ],
)
def test_a_paragraph_with_a_link_is_kept(paragraph):
    text = found_in_page(page(body=BODY + paragraph + BODY.replace("Paragraph", "Part"))).text
    assert "speaks out" in text


def test_a_body_that_is_mostly_links_is_kept():
    lines = "The first of the long works\nThe second of the long works\nAnd a word."
    assert without_surroundings(lines, (), frozenset(lines.split("\n")[:2])) == lines


def test_a_body_in_chunks_is_joined():
    chunks = "".join(
        f'<div><div class="article__body">{BODY.replace("Paragraph", f"Chunk {number} paragraph")}</div></div>'
        '<div class="ad"><p>Buy a boat.</p></div>'
        for number in range(3)
    )
    text = found_in_page(page(body=chunks)).text
    assert [text.count(f"Chunk {number} paragraph") for number in range(3)] == [4, 4, 4]


def test_readers_that_agree_and_readers_that_do_not():
    assert agreement_of("a b c d e", "a b c d e") == 1
    assert agreement_of("a b c d e", "a b c d x") == 0.5
    assert agreement_of("a b c d", "w x y z") == agreement_of("", "") == 0
    assert agreement_of("one two", "one two") == 1


def test_the_second_reader_is_asked_where_the_first_finds_hardly_any(monkeypatch):
    monkeypatch.setattr("pipelines.ingest.pages.body._by_trafilatura", lambda _tree: "Hardly any.")
    found = found_in_page(page())
    assert found.text.count("Port Hesk") == 4
    assert (found.bases["text"], found.agreement) == ("resiliparse", 0)


def test_the_text_of_json_ld_is_the_last_resort():
    stated = json_ld(**{"@type": "NewsArticle", "headline": "Harbour closed", "articleBody": WORDS * 4})
    assert found_in_page(page(stated, "<h1>Harbour closed</h1>")).bases["text"] == "json-ld"


def test_a_text_beyond_any_article_is_refused():
    with pytest.raises(Unreadable, match="too_large"):
        found_in_page(page(body=f"<p>{'harbour ' * 70_000}</p>"))


def test_what_a_reader_does_not_see_is_in_neither_opinion(monkeypatch):
    monkeypatch.setattr("pipelines.ingest.pages.body._by_trafilatura", lambda _tree: "")
    text = found_in_page(page(body=BODY + '<p style="display:none">planted words</p>')).text
    assert "planted" not in text
    assert "Paragraph 3" in text
