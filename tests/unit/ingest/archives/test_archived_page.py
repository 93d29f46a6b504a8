"""A page in its envelope: taken out of any encoding, within the limit, and refused where it is cut off."""

import gzip
import zlib

import brotli
import pytest
from warc_pieces import page, response

from pipelines.ingest.archives.archived_page import (
    PAGE_LIMIT,
    ArchivedPage,
    address_in,
    body_in,
    fields_of,
    is_page,
    retrieved_in,
)
from pipelines.ingest.archives.wanted import EVERYTHING, Wanted
from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.ingested import Ingested, PassedOver

PAGE = page(1)


def encoded(data, *encodings, transfer=None):
    more = f"Content-Encoding: {', '.join(encodings)}\r\n" if encodings else ""
    return response(data, more=more + (f"Transfer-Encoding: {transfer}\r\n" if transfer else ""))


def chunked(data):
    half = len(data) // 2
    parts = (b"%x\r\n%s\r\n" % (len(one), one) for one in (data[:half], data[half:]))
    return b"".join(parts) + b"0\r\n\r\n"


def raw_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(encoded(PAGE), id="plain"),
        pytest.param(encoded(PAGE).replace(b"\r\n", b"\n"), id="line-feeds-only"),
        pytest.param(encoded(gzip.compress(PAGE), "gzip"), id="gzip"),
        pytest.param(encoded(gzip.compress(PAGE), "X-GZIP"), id="old-name"),
        pytest.param(encoded(zlib.compress(PAGE), "deflate"), id="deflate"),
        pytest.param(encoded(raw_deflate(PAGE), "deflate"), id="raw-deflate"),
        pytest.param(encoded(brotli.compress(PAGE), "br"), id="brotli"),
        pytest.param(encoded(brotli.compress(gzip.compress(PAGE)), "gzip", "br"), id="two-layers"),
        pytest.param(encoded(chunked(PAGE), transfer="chunked"), id="chunked"),
        pytest.param(encoded(chunked(gzip.compress(PAGE)), "gzip", transfer="chunked"), id="chunked-gzip"),
        pytest.param(encoded(PAGE, "gzip"), id="decoded-by-the-crawler"),
        pytest.param(encoded(PAGE, transfer="chunked"), id="joined-by-the-crawler"),
        pytest.param(encoded(PAGE, "identity"), id="identity"),
    ],
)
def test_a_body_is_taken_out_of_its_encodings(block):
    assert body_in(block).replace(b"\r\n", b"\n") == PAGE


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(encoded(gzip.compress(PAGE)[:-20], "gzip"), id="gzip-cut-off"),
        pytest.param(encoded(gzip.compress(PAGE)[:-8] + b"\0" * 8, "gzip"), id="gzip-checksum"),
        pytest.param(encoded(zlib.compress(PAGE)[:-20], "deflate"), id="deflate-cut-off"),
        pytest.param(encoded(brotli.compress(PAGE)[:-20], "br"), id="brotli-cut-off"),
        pytest.param(encoded(chunked(PAGE)[:-200], transfer="chunked"), id="chunks-cut-off"),
        pytest.param(encoded(b"ffffffff\r\n" + PAGE, transfer="chunked"), id="a-chunk-of-4-gigabytes"),
        pytest.param(encoded(PAGE, "rot13"), id="unknown"),
        pytest.param(encoded(PAGE, "gzip", "gzip", "gzip"), id="three-layers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n" + PAGE, id="header-without-end"),
    ],
)
def test_a_body_that_breaks_its_encoding_is_refused(block):
    with pytest.raises(Unreadable) as refused:
        body_in(block)
    assert refused.value.reason_code == "damaged"


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress, zlib.compress])
def test_a_bomb_stops_at_the_limit(pack):
    name = {gzip.compress: "gzip", brotli.compress: "br", zlib.compress: "deflate"}[pack]
    block = encoded(pack(b"<p>" * (4 << 20)), name)
    assert len(body_in(block)) == PAGE_LIMIT + 1
    with pytest.raises(Unreadable, match="too_large"):
        read(block)


def read(block, wanted=EVERYTHING):
    return ArchivedPage("a.warc#1", block, Found(url="https://news.example.org/1"), wanted, None, True).read()


def test_a_page_becomes_an_article_of_its_address():
    article = read(encoded(PAGE))
    assert isinstance(article, Ingested)
    assert (article.url, article.document.title) == ("https://news.example.org/1", "Report 1")


def test_a_page_that_only_its_menu_makes_wanted_is_passed_over():
    menu = '<nav><a href="/w">War in Ukraine</a></nav>'
    plain = page(1, text="The bakery opens at six, and its owner sells bread to all who come on foot or by bike. " * 3)
    wanted = Wanted(about_the_war=True)
    assert isinstance(read(encoded(PAGE), wanted), Ingested)
    assert isinstance(read(encoded(plain), wanted), PassedOver)
    with_menu = plain.replace(b"<article>", menu.encode() + b"<article>")
    assert isinstance(read(encoded(with_menu), wanted), PassedOver)


@pytest.mark.parametrize(
    ("kind", "block", "is_one"),
    [
        pytest.param("response", response(PAGE), True, id="page"),
        pytest.param("response", response(PAGE, kind="application/xhtml+xml"), True, id="xhtml"),
        pytest.param("response", response(PAGE).replace(b"Content-Type", b"content-type"), True, id="small-letters"),
        pytest.param("response", response(PAGE, status="404 Not Found"), False, id="not-found"),
        pytest.param("response", response(PAGE, status="301 Moved"), False, id="moved"),
        pytest.param("response", response(b"\x89PNG", kind="image/png"), False, id="picture"),
        pytest.param("response", b"\r\nContent-Type: text/html\r\n" + PAGE, False, id="no-response"),
        pytest.param("response", b"", False, id="nothing"),
        pytest.param("request", b"GET / HTTP/1.1\r\nContent-Type: text/html\r\n\r\n", False, id="request"),
        pytest.param("metadata", response(PAGE), False, id="metadata"),
        pytest.param("", response(PAGE), False, id="no-type"),
    ],
)
def test_which_records_are_pages(kind, block, is_one):
    assert is_page(fields_of(f"WARC/1.0\r\nWARC-Type: {kind}\r\n\r\n".encode()), block) == is_one


def test_what_a_header_says_of_its_page():
    fields = fields_of(
        b"WARC/1.0\r\nWARC-Target-URI: <HTTPS://News.Example.org/a?utm_source=x#y>\r\n"
        b"WARC-Date: 2024-05-06T07:08:09.123Z\r\nWARC-Target-URI: https://other.example.org/\r\n\r\n"
    )
    assert address_in(fields) == "https://news.example.org/a"
    assert retrieved_in(fields).isoformat() == "2024-05-06T07:08:09.123000+00:00"
    assert address_in({"warc-target-uri": "dns:example.org"}) is None
    assert retrieved_in({"warc-date": "yesterday"}) is None
    assert retrieved_in({"warc-date": "2024-05-06T07:08:09"}) is None
