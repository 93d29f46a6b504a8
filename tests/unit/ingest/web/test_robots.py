"""robots.txt: obeyed, kept, no without it where it cannot be had, and no way to keep us busy."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from loopback import SETTINGS, Reply
from test_round import ran, spec

from pipelines.ingest.web.robots import Robots, rules_in

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def robots(body, status=200, **headers):
    return Reply(status, body.encode(), headers)


def pages(site, *paths):
    site.feed("/rss", list(paths))
    for path in paths:
        site.page(path)
    return [spec(site.url("/rss"))]


@pytest.mark.parametrize(
    ("body", "fetched"),
    [
        pytest.param("User-agent: *\nDisallow: /secret", ["/open"], id="for-all"),
        pytest.param("User-agent: groundline\nDisallow: /secret\n\nUser-agent: *\nDisallow: /", ["/open"], id="for-us"),
        pytest.param("User-agent: other\nDisallow: /\n", ["/open", "/secret/a"], id="for-another"),
        pytest.param("User-agent: x\nUser-agent: *\nDisallow: /secret", ["/open"], id="for-a-group"),
        pytest.param("User-agent: *\nDisallow: /*/a$\n", ["/open"], id="pattern"),
        pytest.param(
            "User-agent: *\nDisallow: /secret\nAllow: /secret/a\n", ["/open", "/secret/a"], id="allowed-again"
        ),
        pytest.param("", ["/open", "/secret/a"], id="empty"),
        pytest.param("<!doctype html><p>Not found</p>", ["/open", "/secret/a"], id="a-page"),
    ],
)
def test_what_is_forbidden_is_not_fetched(site, frontier, body, fetched):
    feeds = pages(site, "/open", "/secret/a")
    site.routes["/robots.txt"] = robots(body)
    counts = ran(frontier, feeds)
    assert site.paths() == ["/rss", *fetched]
    assert counts["pages_failed_robots"] == 2 - len(fetched)


def test_it_is_kept_for_a_day(site, frontier):
    feeds = pages(site, "/one")
    for at in (NOW, NOW + DAY / 2, NOW + 1.1 * DAY):
        ran(frontier, feeds, at)
    assert [one.path for one in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418])
def test_a_site_without_one_allows_all(site, frontier, status):
    feeds = pages(site, "/one")
    site.routes["/robots.txt"] = Reply(status)
    assert ran(frontier, feeds)["pages_new"] == 1


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(500), id="server-error"),
        pytest.param(Reply(503), id="unavailable"),
        pytest.param(Reply(429), id="too-many"),
        pytest.param(lambda handler: time.sleep(1.0), id="no-answer"),
        pytest.param(Reply(302, headers={"Location": "/robots.txt"}), id="circle"),
        pytest.param(Reply(302, headers={"Location": "file:///etc/passwd"}), id="to-a-file"),
    ],
)
def test_nothing_is_fetched_while_it_cannot_be_had(site, frontier, reply):
    feeds = pages(site, "/one")
    site.routes["/robots.txt"] = reply
    settings = replace(SETTINGS, request_seconds=0.3)
    counts = ran(frontier, feeds, settings=settings)
    assert counts["feeds_failed_robots_unavailable"] == 1
    ran(frontier, feeds, NOW + timedelta(minutes=40), settings)
    assert site.paths() == []
    site.routes["/robots.txt"] = Reply(404)
    assert ran(frontier, feeds, NOW + DAY, SETTINGS)["pages_new"] == 1


def test_other_hosts_behind_a_redirect_are_asked_too(site, other, frontier):
    feeds = pages(site, "/one")
    site.routes["/one"] = Reply(302, headers={"Location": other.url("/two")})
    other.page("/two")
    other.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /two")
    assert ran(frontier, feeds)["pages_failed_robots"] == 1
    assert other.paths() == []


def test_crawl_delay_is_kept_up_to_a_cap(site, frontier):
    site.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 9999")
    feeds = pages(site, "/one", "/two")
    began = time.monotonic()
    ran(frontier, feeds, settings=replace(SETTINGS, longest_delay_seconds=0.2))
    assert 0.4 <= time.monotonic() - began < 20


def test_there_is_a_pause_between_two_requests_to_a_host(site, frontier):
    feeds = pages(site, "/one", "/two")
    began = time.monotonic()
    ran(frontier, feeds, settings=replace(SETTINGS, delay_seconds=0.2))
    assert time.monotonic() - began >= 0.6


AGENTS = "".join(f"User-agent: a{number}\n" for number in range(20_000))
PATHS = "".join(f"Disallow: /{number}\n" for number in range(20_000))


@pytest.mark.parametrize(
    ("body", "url", "is_allowed"),
    [
        pytest.param(f"User-agent: *\nDisallow: /{'*a' * 5_000}$", "/aaaa", True, id="many-wildcards"),
        pytest.param(
            f"User-agent: *\nDisallow: /{'*a' * 5_000}$", f"/{'a' * 60}", False, id="cut-wildcards-forbid-more"
        ),
        pytest.param(
            f"User-agent: *\nDisallow: /\nAllow: /{'*a' * 5_000}", f"/{'a' * 6_000}", False, id="not-allow-more"
        ),
        pytest.param(f"User-agent: *\nDisallow: /{'x' * 400_000}", "/x", True, id="long-line"),
        pytest.param(f"{AGENTS}{PATHS}", "/1", True, id="many-other-agents"),
        pytest.param(f"{AGENTS}User-agent: *\n{PATHS}", "/1", False, id="many-agents-and-all"),
        pytest.param(f"User-agent: *\nUser-agent: b\n{'User-agent: c' * 9}\nDisallow: /x", "/x", False, id="group"),
        pytest.param("User-agent: *\nDisallow: /x\n\0\x01\ud7ff", "/x", False, id="odd-characters"),
    ],
)
def test_hostile_rules_cost_little(body, url, is_allowed):
    began = time.process_time()
    rules = Robots(rules_in(body.encode()[: 500 * 1024]))
    assert rules.allows(f"https://example.org{url}") == is_allowed
    assert time.process_time() - began < 5
