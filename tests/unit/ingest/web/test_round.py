"""Rounds over feeds and pages of a real server: what is kept, when it is asked for again, and what is given up."""

import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from loopback import HTML, RSS, SETTINGS, Reply, rss

from pipelines.ingest.web.entries import entries_of
from pipelines.ingest.web.frontier import Frontier, FrontierBusy
from pipelines.ingest.web.health import health_of
from pipelines.ingest.web.round import fetch_round, try_feeds
from pipelines.ingest.web.settings import SettingError
from pipelines.ingest.web.specs import FeedSpec

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUIET = replace(SETTINGS, edit_waits=())


def spec(url, kind="rss", *, is_active=True):
    return FeedSpec("Example Wire", url, kind, "en", "quote", is_active, "test")


def ran(frontier, feeds, now=NOW, settings=QUIET, parse=entries_of):
    return fetch_round(feeds, frontier, settings, now, print, parse)


def waiting(frontier):
    return {page.url: page.body for page in frontier.fetched_pages()}


def state_of(frontier, url):
    return dict(frontier.connection.execute("SELECT * FROM pages WHERE url = ?", (url,)).fetchone())


def test_a_round_brings_pages_with_what_the_feed_says(site, frontier):
    site.feed("/rss", ["/one", "/two"])
    site.page("/one")
    site.page("/two")
    counts = ran(frontier, [spec(site.url("/rss"))])
    assert counts == {
        "feeds_tried": 1,
        "feeds_changed": 1,
        "entries_new": 2,
        "pages_tried": 2,
        "pages_new": 2,
        "pages_left": 0,
    }
    page = next(frontier.fetched_pages())
    assert page.url == page.final_url == site.url("/one")
    assert (page.outlet, page.language, page.rights) == ("Example Wire", "en", "quote")
    assert page.title == f"About {site.url('/one')}"
    assert page.published is not None
    assert page.published.at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert page.published.period.first_on.isoformat() == "2026-11-23"
    assert (page.body, page.charset) == (b"<p>Something happened.</p>", "utf-8")
    assert NOW <= page.fetched_at < NOW + HOUR


def test_pages_wait_until_they_are_ingested_and_come_once(site, frontier):
    site.feed("/rss", ["/one", "/two"])
    site.page("/one")
    site.page("/two")
    feeds = [spec(site.url("/rss"))]
    ran(frontier, feeds)
    first, second = frontier.fetched_pages()
    frontier.mark_ingested([first.body_id])
    assert [page.url for page in frontier.fetched_pages()] == [second.url]
    ran(frontier, feeds, NOW + HOUR)
    assert [page.url for page in frontier.fetched_pages()] == [second.url]
    assert site.paths().count("/one") == 1


def test_without_a_contact_nothing_is_fetched(site, frontier):
    site.feed("/rss", ["/one"])
    assert not ran(frontier, [spec(site.url("/rss"))], settings=replace(QUIET, contact=None))
    with pytest.raises(SettingError, match="GROUNDLINE_CONTACT"):
        try_feeds([spec(site.url("/rss"))], frontier, replace(QUIET, contact=None), NOW, print)
    assert site.asked == []


def test_inactive_feeds_are_used_once_they_have_proven_themselves(site, frontier):
    site.feed("/rss", ["/one"])
    site.page("/one")
    site.routes["/dead"] = Reply(404)
    feeds = [spec(site.url("/rss"), is_active=False), spec(site.url("/dead"), is_active=False)]
    assert ran(frontier, feeds) == {"pages_left": 0}
    counts = try_feeds(feeds, frontier, QUIET, NOW, print, entries_of)
    assert (counts["feeds_changed"], counts["feeds_failed_http_404"]) == (1, 1)
    assert site.paths() == ["/dead", "/rss"]
    assert ran(frontier, feeds, NOW + HOUR)["pages_new"] == 1
    assert [one.is_in_use for one in health_of(frontier, feeds, QUIET, NOW)] == [True, False]


def test_feeds_are_asked_for_what_changed(site, frontier):
    body = rss([site.url("/one")])

    def answer(handler):
        is_known = handler.headers.get("If-None-Match") == '"v1"'
        handler.reply(Reply(304) if is_known else Reply(200, body, {"Content-Type": RSS, "ETag": '"v1"'}))

    site.routes["/rss"] = answer
    site.page("/one")
    feeds = [spec(site.url("/rss"))]
    assert ran(frontier, feeds)["feeds_changed"] == 1
    assert ran(frontier, feeds, NOW + timedelta(minutes=5))["feeds_tried"] == 0
    assert ran(frontier, feeds, NOW + HOUR)["feeds_unchanged"] == 1
    assert ran(frontier, feeds, NOW + 25 * HOUR)["feeds_changed"] == 1  # once a day whole, whatever the server says


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        pytest.param(Reply(200, b""), "empty", id="empty"),
        pytest.param(Reply(200, b"<!doctype html><html><body>Log in</body></html>"), "not_a_feed", id="login-page"),
        pytest.param(Reply(200, rss([])), "no_entries", id="no-entries"),
        pytest.param(Reply(404), "http_404", id="gone"),
        pytest.param(Reply(200, b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'), "bad_feed", id="entities"),
    ],
)
def test_a_feed_that_gives_nothing_is_a_failure_and_an_alarm(site, frontier, reply, code):
    site.feed("/rss", ["/one", "/two"])
    feeds = [spec(site.url("/rss"))]
    ran(frontier, feeds)
    site.routes["/rss"] = reply
    at = NOW
    for failures in (1, 2, 3):
        at += 3 * HOUR
        assert ran(frontier, feeds, at)[f"feeds_failed_{code}"] == 1
        (row,) = health_of(frontier, feeds, QUIET, at)
        assert (row.failures_in_row, row.reason_code, row.entries, row.usual_entries) == (failures, code, 2, 2.0)
        assert row.succeeded_at < NOW + HOUR
        assert row.is_alarm == (failures == 3 or code in ("empty", "not_a_feed", "no_entries")), row
    site.feed("/rss", ["/one"])
    ran(frontier, feeds, at + 9 * HOUR)
    (row,) = health_of(frontier, feeds, QUIET, at)
    assert (row.failures_in_row, row.reason_code, row.is_alarm) == (0, None, False)


def test_silence_of_a_feed_is_an_alarm(site, frontier):
    site.feed("/rss", ["/one"])
    feeds = [spec(site.url("/rss"))]
    ran(frontier, feeds)
    (row,) = health_of(frontier, feeds, QUIET, NOW + timedelta(days=13))
    assert not row.is_alarm
    (row,) = health_of(frontier, feeds, QUIET, NOW + timedelta(days=15))
    assert row.alarm == "has brought nothing new since 28 November 2026"


def test_pages_are_looked_at_again_for_edits_and_then_never(site, frontier):
    settings = replace(SETTINGS, edit_waits=(HOUR, 6 * HOUR))
    site.feed("/rss", ["/one"])
    site.page("/one", "First words.", ETag='"v1"')
    feeds = [spec(site.url("/rss"))]
    assert ran(frontier, feeds, NOW, settings)["pages_new"] == 1
    assert ran(frontier, feeds, NOW + HOUR / 2, settings)["pages_tried"] == 0
    assert ran(frontier, feeds, NOW + 1.1 * HOUR, settings)["pages_unchanged"] == 1
    assert site.asked[-1].headers["If-None-Match"] == '"v1"'
    site.page("/one", "Other words.")
    assert ran(frontier, feeds, NOW + 6.1 * HOUR, settings)["pages_edited"] == 1
    assert [zlib.crc32(page.body) for page in frontier.fetched_pages()] == [
        zlib.crc32(b"<p>First words.</p>"),
        zlib.crc32(b"<p>Other words.</p>"),
    ]
    assert state_of(frontier, site.url("/one"))["state"] == "done"
    assert ran(frontier, feeds, NOW + timedelta(days=30), settings)["pages_tried"] == 0


def test_an_edit_that_cannot_be_had_takes_nothing_away(site, frontier):
    settings = replace(SETTINGS, edit_waits=(HOUR,))
    site.feed("/rss", ["/one"])
    site.page("/one")
    feeds = [spec(site.url("/rss"))]
    ran(frontier, feeds, NOW, settings)
    site.routes["/one"] = Reply(410)
    assert ran(frontier, feeds, NOW + 1.1 * HOUR, settings)["pages_failed_http_410"] == 1
    assert state_of(frontier, site.url("/one"))["state"] == "done"
    assert list(waiting(frontier)) == [site.url("/one")]
    assert list(frontier.given_up()) == []


def test_pages_that_may_come_are_tried_again_and_then_given_up(site, frontier):
    settings = replace(QUIET, retry_waits=(HOUR, 6 * HOUR), rest_seconds=0.0)
    site.feed("/rss", ["/one", "/two"])
    site.routes["/one"] = Reply(500, b"sorry")
    site.routes["/two"] = Reply(404)
    feeds = [spec(site.url("/rss"))]
    counts = ran(frontier, feeds, NOW, settings)
    assert (counts["pages_failed_http_5xx"], counts["pages_given_up"]) == (1, 1)
    assert [(page.origin, page.reason_code) for _, page in frontier.given_up()] == [(site.url("/two"), "http_404")]
    assert ran(frontier, feeds, NOW + HOUR / 2, settings)["pages_tried"] == 0
    assert ran(frontier, feeds, NOW + 1.1 * HOUR, settings)["pages_failed"] == 1
    assert ran(frontier, feeds, NOW + 8 * HOUR, settings)["pages_given_up"] == 1
    assert [page.reason_code for _, page in frontier.given_up()] == ["http_5xx", "http_404"]
    assert ran(frontier, feeds, NOW + timedelta(days=9), settings)["pages_tried"] == 0


def test_given_up_pages_are_told_without_their_query(site, frontier):
    site.feed("/rss", ["/show?id=1", "/show?id=2"])
    ran(frontier, [spec(site.url("/rss"))])
    (_, first), (_, second) = frontier.given_up()
    assert first.origin == second.origin == site.url("/show")
    assert first.input_id != second.input_id


def test_a_host_that_asks_for_rest_is_left_and_the_others_are_not(site, other, frontier):
    site.feed("/rss", ["/one", "/two", "/three"])
    other.feed("/rss", ["/one"])
    other.page("/one")
    site.routes["/one"] = Reply(429, headers={"Retry-After": "1800"})
    feeds = [spec(site.url("/rss")), spec(other.url("/rss"))]
    counts = ran(frontier, feeds)
    assert (counts["pages_failed_http_429"], counts["pages_new"], counts["pages_left"]) == (1, 1, 2)
    assert site.paths() == ["/rss", "/one"]
    assert ran(frontier, feeds, NOW + HOUR / 4)["pages_tried"] == 0
    for path in ("/one", "/two", "/three"):
        site.page(path)
    assert ran(frontier, feeds, NOW + HOUR)["pages_new"] == 3


def test_a_resting_host_behind_a_redirect_holds_up_no_other_page(site, other, frontier):
    site.feed("/rss", ["/away", "/one"])
    for path in ("/away", "/again"):
        site.routes[path] = Reply(302, headers={"Location": other.url("/there")})
    site.page("/one")
    other.routes["/there"] = Reply(503, headers={"Retry-After": "7200"})
    feeds = [spec(site.url("/rss"))]
    assert ran(frontier, feeds)["pages_new"] == 1
    site.feed("/rss", ["/again", "/two"])
    site.page("/two")
    counts = ran(frontier, feeds, NOW + HOUR)
    assert (counts["pages_new"], counts["pages_failed"], counts["pages_left"]) == (1, 0, 1)
    assert other.paths() == ["/there"]


def test_an_index_without_dates_has_its_sitemaps_in_turn(site, frontier):
    parts = [f"/{number}.xml" for number in range(4)]
    site.routes["/index.xml"] = Reply(
        200,
        f"<sitemapindex>{''.join(f'<sitemap><loc>{part}</loc></sitemap>' for part in parts)}</sitemapindex>".encode(),
    )
    for part in parts:
        page = f"<url><loc>{site.url(part)}.html</loc><lastmod>2026-11-28</lastmod></url>"
        site.routes[part] = Reply(200, f"<urlset>{page}</urlset>".encode())
        site.page(f"{part}.html")
    feeds = [spec(site.url("/index.xml"), "sitemap")]
    settings = replace(QUIET, most_sitemaps=2)
    assert ran(frontier, feeds, NOW, settings)["pages_new"] == 2
    assert ran(frontier, feeds, NOW + HOUR, settings)["pages_new"] == 2


def test_a_round_is_bounded(site, frontier):
    site.feed("/rss", [f"/{number}" for number in range(9)])
    for number in range(9):
        site.page(f"/{number}")
    feeds = [spec(site.url("/rss"))]
    counts = ran(frontier, feeds, settings=replace(QUIET, most_pages=4))
    assert (counts["pages_new"], counts["pages_left"]) == (4, 5)
    assert ran(frontier, feeds, NOW + HOUR, replace(QUIET, round_seconds=-1.0))["pages_tried"] == 0
    assert ran(frontier, feeds, NOW + HOUR)["pages_new"] == 5


def test_the_same_page_in_two_feeds_is_fetched_once(site, frontier):
    site.feed("/a", ["/one", "/one?utm_source=a#top"])
    site.feed("/b", ["/one"])
    site.page("/one")
    assert ran(frontier, [spec(site.url("/a")), spec(site.url("/b"))])["entries_new"] == 1
    assert site.paths().count("/one") == 1


def test_an_index_leads_to_its_newest_sitemaps_and_not_in_circles(site, other, frontier):
    def part(path, changed):
        return f"<sitemap><loc>{path}</loc><lastmod>{changed}</lastmod></sitemap>"

    def index(*parts):
        return Reply(200, f"<sitemapindex>{''.join(parts)}</sitemapindex>".encode())

    def places(*paths):
        return Reply(
            200,
            "".join(
                (
                    '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">',
                    *(f"<url><loc>{site.url(path)}</loc><n:news><n:title>T</n:title></n:news></url>" for path in paths),
                    "</urlset>",
                )
            ).encode(),
        )

    old, new, far = (
        part("/old.xml", "2020-01-01"),
        part("/new.xml", "2026-11-27"),
        part(other.url("/x.xml"), "2026-11-28"),
    )
    nested = part("/nested.xml", "2026-11-26")
    site.routes |= {
        "/index.xml": index(part("/index.xml", "2026-11-28"), old, new, far, nested),
        "/new.xml": places("/one"),
        "/nested.xml": index(new),
        "/old.xml": places("/two"),
    }
    for path in ("/one", "/two", "/three"):
        site.page(path)
    feeds = [spec(site.url("/index.xml"), "sitemap")]
    settings = replace(QUIET, most_sitemaps=2)
    counts = ran(frontier, feeds, settings=settings)
    assert site.paths() == ["/index.xml", "/new.xml", "/nested.xml", "/one"]
    assert counts["feeds_failed_bad_feed"] == 1
    assert other.asked == []
    (row,) = health_of(frontier, feeds, settings, NOW)
    assert (row.entries, row.reason_code) == (1, "bad_feed")
    # the old one has its turn later; the new one only when the index says that it changed
    ran(frontier, feeds, NOW + HOUR, settings)
    assert site.paths().count("/old.xml") == 1
    assert site.paths().count("/new.xml") == 1
    site.routes["/new.xml"] = places("/one", "/three")
    site.routes["/index.xml"] = index(part("/new.xml", "2026-11-28"))
    assert ran(frontier, feeds, NOW + 2 * HOUR, settings)["pages_new"] == 1


def test_whatever_a_parser_does_is_the_failure_of_its_feed(site, frontier):
    site.feed("/rss", ["/one"])

    def broken(*_):
        raise RecursionError

    assert ran(frontier, [spec(site.url("/rss"))], parse=broken)["feeds_failed_bad_feed"] == 1


def test_two_rounds_at_once_are_refused(site, frontier, tmp_path):
    with Frontier(tmp_path) as second, second.alone(), pytest.raises(FrontierBusy):
        ran(frontier, [spec(site.url("/rss"))])
    assert site.asked == []


def test_pages_that_are_no_html_are_given_up(site, frontier):
    site.feed("/rss", ["/film", "/blank"])
    site.routes["/film"] = Reply(200, b"\0\0", {"Content-Type": "video/mp4"})
    site.routes["/blank"] = Reply(200, b" \n", {"Content-Type": HTML})
    counts = ran(frontier, [spec(site.url("/rss"))])
    assert (counts["pages_failed_wrong_type"], counts["pages_failed_empty"], counts["pages_given_up"]) == (1, 1, 1)
