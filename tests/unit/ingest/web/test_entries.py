"""Feeds and sitemaps as bytes: what is read of good ones, and that bad ones fail with their reason, in little time."""

from datetime import UTC, datetime

import pytest

from pipelines.ingest.web.addresses import networks_in
from pipelines.ingest.web.entries import MOST_ENTRIES, entries_of
from pipelines.ingest.web.failures import Failed

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
BASE = "https://example.org/news/feed"
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def rss(*items, head='<?xml version="1.0" encoding="utf-8"?>'):
    return f'{head}<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(title="Bridge closed", link="https://example.org/a", date="Fri, 27 Nov 2026 10:00:00 +0200", more=""):
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def read(data, url=BASE, allowed=()):
    return entries_of(data, url, NOW, allowed)


def reason(data, url=BASE):
    with pytest.raises(Failed) as failure:
        read(data, url)
    return str(failure.value.reason)


def test_rss():
    (entry,) = read(rss(item(more='<guid isPermaLink="false">g-1</guid><description>Long text</description>'))).entries
    assert (entry.url, entry.title, entry.guid) == ("https://example.org/a", "Bridge closed", "g-1")
    assert entry.published_written == "Fri, 27 Nov 2026 10:00:00 +0200"
    assert entry.published.at == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert entry.date_problem is None


def test_atom():
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/base/"><title>t</title>
      <entry><title type="html">Bridge &lt;b&gt;closed&lt;/b&gt;</title><id>tag:1</id>
        <link rel="self" href="https://example.org/self"/><link rel="alternate" href="a"/>
        <updated>2026-11-28T01:00:00Z</updated><published>2026-11-27T10:00:00+02:00</published></entry>
      <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ferry <i>sails</i></div></title>
        <link href="/b"/><updated>2026-11-27T11:00:00Z</updated></entry></feed>"""
    feed = read(data)
    assert feed.kind == "atom"
    assert [(entry.url, entry.title) for entry in feed.entries] == [
        ("https://example.org/base/a", "Bridge closed"),
        ("https://example.org/b", "Ferry sails"),
    ]
    assert [entry.published_written for entry in feed.entries] == ["2026-11-27T10:00:00+02:00", "2026-11-27T11:00:00Z"]


def test_rss_1():
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title></channel>
      <item><title>Bridge closed</title><link>https://example.org/a</link><dc:date>2026-11-27T10:00:00+02:00</dc:date>
      </item></rdf:RDF>"""
    (entry,) = read(data).entries
    assert (entry.url, entry.published.at.hour) == ("https://example.org/a", 8)


def test_news_sitemap():
    data = f"""<urlset {NEWS}>
      <url><loc>https://example.org/a</loc><lastmod>2020-01-01</lastmod><news:news>
        <news:publication><news:name>Example Wire</news:name></news:publication>
        <news:publication_date>2026-11-27T10:00:00+02:00</news:publication_date>
        <news:title>Bridge closed</news:title></news:news></url>
      <url><loc>https://example.org/fresh</loc><lastmod>2026-11-27T23:00:00Z</lastmod></url>
      <url><loc>https://example.org/old</loc><lastmod>2026-01-01</lastmod></url>
      <url><loc>https://example.org/undated</loc></url></urlset>""".encode()
    feed = read(data)
    assert [(entry.url, entry.title) for entry in feed.entries] == [
        ("https://example.org/a", "Bridge closed"),
        ("https://example.org/fresh", None),
    ]
    assert feed.entries[0].published.at == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert feed.entries[1].published is None  # a change is no publication
    assert feed.left_out == {"old": 2}


def test_index_of_sitemaps():
    def part(url, changed=""):
        return f"<sitemap><loc>{url}</loc>{changed and f'<lastmod>{changed}</lastmod>'}</sitemap>"

    parts = [
        part("https://example.org/a.xml"),
        part("/b.xml", "2026-11-27"),
        part("https://www.example.org/c.xml", "2026"),
    ]
    parts += [part("https://elsewhere.net/d.xml"), part(BASE), part("http://10.0.0.1/e.xml")]
    feed = read(f"<sitemapindex {NEWS}>{''.join(parts)}</sitemapindex>".encode())
    assert feed.kind == "sitemap_index"
    assert feed.parts == (
        ("https://example.org/b.xml", "2026-11-27"),
        ("https://www.example.org/c.xml", "2026"),
        ("https://example.org/a.xml", None),
    )


@pytest.mark.parametrize(
    ("written", "day", "hour", "problem"),
    [
        pytest.param("Fri, 27 Nov 2026 10:00:00 +0200", "2026-11-27", 8, None, id="offset"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 GMT", "2026-11-27", 10, None, id="gmt"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 -0000", "2026-11-27", 10, None, id="utc-of-unknown-place"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 EST", "2026-11-27", 15, None, id="named-in-the-standard"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 EET", "2026-11-27", 8, None, id="named-in-our-table"),
        pytest.param("2026-11-27T01:00:00+03:00", "2026-11-27", 22, None, id="day-of-its-own-zone"),
        pytest.param("2026-11-27", "2026-11-27", None, None, id="day-only"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 AZT", "2026-11-27", None, "no_zone", id="zone-nobody-knows"),
        pytest.param("2026-11-27T10:00:00", "2026-11-27", None, "no_zone", id="no-zone"),
        pytest.param("Fri, 27 Nov 2026 10:00:00 +2500", "2026-11-27", None, "no_zone", id="zone-that-cannot-be"),
        pytest.param("Mon, 30 Feb 2026 10:00:00 GMT", None, None, "unreadable", id="day-that-cannot-be"),
        pytest.param("2026-11-27T25:61:00Z", None, None, "unreadable", id="hour-that-cannot-be"),
        pytest.param("Mon, 23 Nov 2099 10:00:00 +0000", None, None, "future", id="future"),
        pytest.param("1970-01-01T00:00:00Z", None, None, "too_old", id="zero-of-a-machine"),
        pytest.param("soon", None, None, "unreadable", id="word"),
        pytest.param("", None, None, "missing", id="missing"),
    ],
)
def test_dates_keep_their_zone_or_are_none(written, day, hour, problem):
    (entry,) = read(rss(item(date=written))).entries
    assert entry.date_problem == problem
    assert (entry.published and entry.published.period.first_on.isoformat()) == day
    assert (entry.published_written is None) == (day is None)
    is_moment = entry.published is not None and entry.published.precision == "instant"
    assert (entry.published.at.hour if is_moment else None) == hour


@pytest.mark.parametrize(
    "link",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "http://localhost/"),
        *("http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "http://2130706433/"),
        *("http://0x7f.1/", "http://017700000001/", "http://100.64.0.1/", "http://metadata.google.internal/"),
        *("http://user:pw@example.org/", "http://127.0.0.1@example.org/", "http://example.org:99999/", "//127.0.0.1/x"),
        *(
            "http://example.org:22/",
            "http://127\u30020\u30020\u30021/",
            "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
        ),
        *(
            "http://exa mple.org/",
            "http://example.org/%00",
            "http://h/",
            "",
            "http://[64:ff9b::7f00:1]/",
            "http://[oops/",
        ),
    ],
)
def test_links_to_no_public_page_are_left_out(link):
    feed = read(rss(item(link=link), item(link="https://example.org/good")))
    assert [entry.url for entry in feed.entries] == ["https://example.org/good"]
    assert sum(feed.left_out.values()) == 1


def test_networks_that_are_named_are_public():
    data = rss(item(link="http://127.0.0.1:8080/a"), item(link="http://10.0.0.1/b"))
    assert [entry.url for entry in read(data, allowed=networks_in("127.0.0.0/8")).entries] == [
        "http://127.0.0.1:8080/a"
    ]


def test_addresses_are_canonical_and_come_once():
    links = [
        "HTTPS://Example.org:443/a?utm_source=x#top",
        "https://example.org/a",
        "a?id=1",
        "\n https://example.org/b \n",
    ]
    feed = read(rss(*(item(link=link) for link in links)))
    assert [entry.url for entry in feed.entries] == [
        *("https://example.org/a", "https://example.org/news/a?id=1", "https://example.org/b")
    ]
    assert feed.left_out == {"repeated": 1}


def test_ids_are_hints_only():
    same = "<guid>same</guid>"
    feed = read(rss(item(link="https://example.org/a", more=same), item(link="https://example.org/b", more=same)))
    assert len(feed.entries) == 2


@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param("AT&amp;T &amp;amp; Co", "AT&T & Co", id="escaped-twice"),
        pytest.param(
            "&lt;script&gt;alert(1)&lt;/script&gt;Bridge &lt;b&gt;closed&lt;/b&gt;", "Bridge closed", id="markup"
        ),
        pytest.param("<![CDATA[Bridge <i>closed</i>]]>", "Bridge closed", id="cdata"),
        pytest.param("a &lt; b and 3 > 2", "a < b and 3 > 2", id="no-markup"),
        pytest.param(
            "\u202eBridge\u202c clo\u200bsed\ufeff \u2066x\u2069 \u00adsoft\U000e0041",
            "Bridge closed x soft",
            id="controls",
        ),
        pytest.param("cafe\u0301", "caf\u00e9", id="composed"),
        pytest.param("x" + "\u0301" * 500, "x" + "\u0301" * 4, id="marks"),
        pytest.param("Price&nbsp;rise&hellip;", "Price rise\u2026", id="html-entities"),
        pytest.param("  two\n lines ", "two lines", id="lines"),
        pytest.param(
            "\u043f\u0456\u0434\u2019\u0457\u0437\u0434", "\u043f\u0456\u0434\u2019\u0457\u0437\u0434", id="cyrillic"
        ),
        pytest.param("T " * 5_000, ("T " * 250).rstrip(), id="long"),
        pytest.param("", None, id="none"),
    ],
)
def test_titles_are_plain_words(written, title):
    (entry,) = read(rss(item(title=written))).entries
    assert entry.title == title


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: f'<?xml version="1.0"?>{text}'.encode(), id="utf-8"),
        pytest.param(lambda text: f"\ufeff{text}".encode(), id="utf-8-with-mark"),
        pytest.param(lambda text: f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16"), id="utf-16"),
        pytest.param(
            lambda text: f'<?xml version="1.0" encoding="windows-1251"?>{text}'.encode("cp1251"), id="windows-1251"
        ),
        pytest.param(lambda text: f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode("cp1251"), id="wrongly-utf-8"),
    ],
)
def test_encodings(encode):
    words = "Мост через реку закрыт с понедельника, сообщил губернатор"
    (entry,) = read(encode(rss(item(title=words), head="").decode())).entries
    assert entry.title == words


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n ", "empty", id="blank"),
        pytest.param(b"<!doctype html><html><body><h1>Log in</h1></body></html>", "not_a_feed", id="login-page"),
        pytest.param(b'{"error": "no"}', "not_a_feed", id="json"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "bad_feed", id="picture"),
        pytest.param(rss(), "no_entries", id="no-entries"),
        pytest.param(rss(item(link="http://localhost/")), "no_entries", id="no-usable-entry"),
        pytest.param(f"<urlset {NEWS}></urlset>".encode(), "no_entries", id="empty-sitemap"),
        pytest.param(b"<sitemapindex></sitemapindex>", "no_entries", id="empty-index"),
        pytest.param(
            rss(item(title="&a9;"), head=f'<!DOCTYPE rss [<!ENTITY a0 "lol">{ENTITIES}]>'),
            "bad_feed",
            id="billion-laughs",
        ),
        pytest.param(
            rss(item(title="&x;"), head='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
            "bad_feed",
            id="file",
        ),
        pytest.param(rss(item(), head='<?xml version="1.0" encoding="utf-7"?>'), "bad_feed", id="utf-7"),
        pytest.param(
            b"<rss><channel " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/></rss>",
            "bad_feed",
            id="attributes",
        ),
        pytest.param(b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>", "no_entries", id="deep"),
        pytest.param(rss(item(more=" " * 11_000_000)), "too_large", id="too-large"),
    ],
)
def test_bad_documents_fail_with_their_reason(data, code):
    assert reason(data) == code


def test_a_document_type_without_definitions_is_taken():
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    assert len(read(rss(item(), head=head)).entries) == 1


def test_the_last_entry_of_a_cut_document_is_left_out():
    whole = rss(*(item(link=f"https://example.org/{n}") for n in range(20)))
    for end in range(len(whole) - 12, len(whole) // 2, -7):
        feed = read(whole[:end])
        assert feed.is_cut
        assert [entry.url for entry in feed.entries] == [f"https://example.org/{n}" for n in range(len(feed.entries))]
    assert not read(whole).is_cut
    assert not read(whole + b"\n<!-- cached -->").is_cut


def test_entries_are_capped():
    feed = read(rss(*(item(link=f"https://example.org/{n}") for n in range(MOST_ENTRIES + 5))))
    assert (len(feed.entries), feed.left_out) == (MOST_ENTRIES, {"too_many": 5})


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(f"<author>a@{'a.' * 100_000}!</author>", id="author"),
        pytest.param(f"<description>{'&lt;b&gt;' * 200_000}</description>", id="description"),
        pytest.param("<category>x</category>" * 50_000, id="categories"),
        pytest.param("<link>https://example.org/a</link>" * 20_000, id="links"),
        pytest.param(f"<guid>{'g' * 2_000_000}</guid>", id="guid"),
    ],
)
def test_what_is_not_read_costs_nothing(more):
    assert [entry.url for entry in read(rss(item(more=more))).entries] == ["https://example.org/a"]


def test_characters_that_xml_forbids_are_left_out():
    assert read(rss(item(title="bad \0\x01\x08 characters \ufffe"))).entries[0].title == "bad characters"
