"""Addresses and domains that are taken down: which ways of writing one are the same, and which are not."""

import pytest
from taken_pieces import down

from dataset.curation.takedowns import hashed
from pipelines.takedowns.addresses import address_key, addresses_of, domain_key
from pipelines.takedowns.listing import hidden

KEY = "news.example/a/b?id=1"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("https://news.example/a/b?id=1", KEY, id="as-it-is"),
        pytest.param("http://www.news.example/a/b?id=1", KEY, id="scheme-and-www"),
        pytest.param("news.example/a/b?id=1", KEY, id="no-scheme"),
        pytest.param("https://NEWS.example/a/b/?id=1#top", KEY, id="capitals-slash-and-fragment"),
        pytest.param("https://news.example/a/b?utm_source=x&id=1", KEY, id="tracking"),
        pytest.param("https://news.example/a/%62?id=1", KEY, id="escaped"),
        pytest.param("https://news.example:443/a/b?id=1", KEY, id="port"),
        pytest.param("https://news.example/a/b?id=2", "news.example/a/b?id=2", id="another-query"),
        pytest.param("https://news.example/A/b?id=1", "news.example/A/b?id=1", id="paths-have-capitals"),
        pytest.param("https://news.example", "news.example", id="a-site"),
        pytest.param("", None, id="empty"),
        pytest.param("mailto:desk@news.example", None, id="mail"),
        pytest.param("https://", None, id="no-host"),
    ],
)
def test_the_form_of_an_address_that_is_compared(written, key):
    assert address_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param(" https://www.News.Example:8080/a ", "news.example", id="an-address"),
        pytest.param("news.example.", "news.example", id="dot-at-the-end"),
        pytest.param("новини.example", "xn--b1amarcd.example", id="other-letters"),
        pytest.param("xn--b1amarcd.example", "xn--b1amarcd.example", id="encoded"),
        pytest.param("x" * 64 + ".example", "x" * 64 + ".example", id="too-long-to-be-encoded"),
    ],
)
def test_the_form_of_a_domain_that_is_compared(written, key):
    assert domain_key(written) == key


@pytest.mark.parametrize(
    ("address", "is_held"),
    [
        pytest.param("https://news.example/a", True, id="the-domain"),
        pytest.param("https://archive.news.example/a", True, id="below-it"),
        pytest.param("https://oldnews.example/a", False, id="another-that-ends-like-it"),
        pytest.param("https://example/a", False, id="above-it"),
        pytest.param("https://coast.example/quarry/", True, id="an-address"),
        pytest.param("https://coast.example/quarry/2", False, id="below-an-address"),
        pytest.param("https://coast.example/", False, id="above-an-address"),
        pytest.param("quarry.txt", False, id="a-file"),
        pytest.param(None, False, id="none"),
    ],
)
@pytest.mark.parametrize("is_hashed", [False, True], ids=["plain", "hashed"])
def test_which_addresses_a_list_holds(address, is_held, is_hashed):
    listed = [("domain", "news.example"), ("url", "coast.example/quarry")]
    given = [down(kind, hidden(kind, value) if is_hashed else value) for kind, value in listed]
    assert addresses_of([*given, down("person", "Mira Toll")]).hold(address) is is_held


def test_what_is_no_address_takes_nothing_down():
    found = addresses_of([down("url", "mailto:desk@news.example")])
    assert not found.urls
    assert not found.hold("https://news.example")


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        pytest.param("url", "https://www.news.example/a/", "news.example/a", id="url"),
        pytest.param("domain", "News.Example", "news.example", id="domain"),
        pytest.param("claim", " 0123456789abcdef ", "0123456789abcdef", id="claim"),
        pytest.param("person", "Zoë  O'Neil", "zoe o neil", id="person"),
    ],
)
def test_what_hides_a_value_is_over_its_form(kind, value, form):
    assert hidden(kind, value) == hashed(form)


@pytest.mark.parametrize(("kind", "value"), [("url", "mailto:x@y.example"), ("person", " - "), ("domain", "")])
def test_what_is_nothing_of_its_kind_is_not_hidden(kind, value):
    assert hidden(kind, value) is None


def test_there_are_no_other_kinds():
    with pytest.raises(ValueError, match="outlet"):
        hidden("outlet", "x")
