"""Addresses, ids and the normalisation that offsets rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.contract.fields import FIELDS
from dataset.contract.ids import make_id
from pipelines.ingest.found import Found
from pipelines.ingest.identity import (
    NORMALISER,
    article_id_of,
    canonical_url,
    is_public,
    normalised,
    site_of,
    text_sha256,
    work_id_of,
)
from pipelines.ingest.published import published_of


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        pytest.param("HTTPS://News.Example.ORG:443/a#part", "https://news.example.org/a", id="case-port-fragment"),
        pytest.param("https://example.org", "https://example.org/", id="no-path"),
        pytest.param("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7", id="tracking"),
        pytest.param("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1", id="order-is-kept"),
        pytest.param(" http://example.org/a b ", "http://example.org/a%20b", id="blank-inside"),
        pytest.param(
            "https://example.org/новини", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8", id="words"
        ),
        pytest.param("http://h/1", "http://h/1", id="host-of-one-word"),
        pytest.param("javascript:alert(1)", None, id="javascript"),
        pytest.param("file:///etc/hostname", None, id="file"),
        pytest.param("https://user:secret@example.org/", None, id="credentials"),
        pytest.param("https://exa mple.org/", None, id="blank-in-host"),
        pytest.param("https://example.org:99999/", None, id="no-such-port"),
        pytest.param("https://[::1]/", None, id="address-in-brackets"),
        pytest.param("https://" + "a" * 3_000, None, id="too-long"),
        pytest.param("/a/b", None, id="relative"),
        pytest.param("", None, id="empty"),
    ],
)
def test_canonical_url(written, canonical):
    assert canonical_url(written) == canonical


@given(st.text(max_size=60))
def test_any_text_is_an_address_of_the_contracts_form_or_none(text):
    for written in (text, "http://" + text, "https://example.org/" + text):
        url = canonical_url(written)
        assert url is None or ((url.isascii() or url.split("/")[2]) and " " not in url)
        assert url is None or canonical_url(url) == url


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "169.254.169.254", "localhost", "2130706433", "0x7f.1", "metadata.google.internal", "10.0.0.0x1"],
)
def test_a_number_or_a_private_name_is_not_public(host):
    assert not is_public(f"http://{host}/latest")


def test_a_name_is_public():
    assert is_public("https://news.example.org/a")


def test_a_site_is_the_registrable_domain():
    assert site_of("https://www.bbc.co.uk/news") == site_of("https://m.bbc.co.uk/") == "bbc.co.uk"


def test_normalisation_keeps_everything_but_line_ends_mark_and_what_cannot_be_stored():
    assert normalised("\ufeffa\r\nb\rc\n\td\ud800\0 \u200b\ufeff") == "a\nb\nc\n\td\ufffd\ufffd \u200b\ufeff"


def test_the_contract_knows_the_normaliser():
    assert NORMALISER in FIELDS["normaliser"].allowed


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_normalised_text_is_stable_and_can_be_stored(text):
    once = normalised(text)
    assert len(text_sha256(once)) == 64
    assert normalised("\n" + once) == "\n" + once
    if "\r" not in text and not text.startswith("\ufeff"):
        assert len(once) == len(text)


def test_an_article_is_known_by_its_address():
    found = Found(url="https://example.org/a", title="One", outlet="Example Wire")
    assert work_id_of(found, "text") == make_id("https://example.org/a")
    assert article_id_of("w", "h") == make_id("w", "h")


def test_without_an_address_it_is_known_by_outlet_title_and_day():
    one = Found(
        title="A  Title", outlet="Example Wire", published=published_of("2024-05-06T23:30:00+03:00", "metadata")
    )
    assert work_id_of(one, "text") == make_id("example wire", "a title", "2024-05-06")
    assert work_id_of(Found(title="A title", outlet="Example wire"), "x") == make_id(
        "example wire", "a title", "unknown"
    )


@pytest.mark.parametrize(("written", "part"), [("2024", "2024"), ("2024-05", "2024-05")])
def test_a_coarse_date_makes_no_day_up(written, part):
    found = Found(title="t", outlet="o", published=published_of(written, "metadata"))
    assert work_id_of(found, "") == make_id("o", "t", part)


def test_untitled_posts_of_a_day_are_not_versions_of_each_other():
    assert work_id_of(Found(outlet="o"), "First post") != work_id_of(Found(outlet="o"), "Second post")


def test_an_address_of_another_scheme_makes_the_identity():
    assert work_id_of(Found(locator="tg:1/2"), "a") == work_id_of(Found(locator="tg:1/2"), "b")
