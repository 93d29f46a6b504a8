"""What a host can answer, against a real server: each case ends in its time, with its reason, and within its caps."""

import asyncio
import gzip
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from loopback import SETTINGS, Reply

from pipelines.ingest.web.client import Client
from pipelines.ingest.web.clock import Clock
from pipelines.ingest.web.connector import web_session
from pipelines.ingest.web.failures import Failed
from pipelines.ingest.web.fetch import PAGE, Kind, Validators, retry_after

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
SMALL = Kind("*/*", 100_000)
PAGE_BODY = b"<p>Words.</p>"


def got(frontier, url, kind=SMALL, known=None, settings=SETTINGS):
    async def get():
        async with web_session(settings.user_agent, settings.allowed) as session:
            return await Client(session, frontier.connection, settings, Clock(NOW)).get(url, kind, known)

    return asyncio.run(get())


def reason(frontier, url, **given):
    with pytest.raises(Failed) as failure:
        got(frontier, url, **given)
    return str(failure.value.reason)


def bomb(millions):
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(machine.compress(b"\0" * 1_000_000) for _ in range(millions)) + machine.flush()


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def slow_head(handler):
    for byte in b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 60:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.1)


def short(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"short")
    handler.close_connection = True


def endless(handler):
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b"x" * 65_536)


def cut_chunks(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"64\r\nonly a part")
    handler.close_connection = True


def hung_up(handler):
    handler.close_connection = True
    handler.connection.close()


def no_http(handler):
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")
    handler.close_connection = True


def many_headers(handler):
    handler.send_response(200)
    for number in range(5_000):
        handler.send_header(f"X-{number}", "a" * 100)
    handler.end_headers()


def long_header(handler):
    handler.send_response(200)
    handler.send_header("X-Long", "a" * 5_000_000)
    handler.end_headers()


ZIPPED = {"Content-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("route", "code"),
    [
        pytest.param(drip, "timeout", id="slow-drip"),
        pytest.param(slow_head, "timeout", id="slow-head"),
        pytest.param(short, "truncated", id="shorter-than-said"),
        pytest.param(cut_chunks, "truncated", id="chunks-cut"),
        pytest.param(endless, "too_large", id="endless"),
        pytest.param(Reply(200, b"x" * 100_001), "too_large", id="too-large"),
        pytest.param(Reply(200, b"", {"Content-Length": "99999999999"}, False), "too_large", id="said-to-be-huge"),
        pytest.param(hung_up, "connection", id="hung-up"),
        pytest.param(no_http, "bad_response", id="no-http"),
        pytest.param(many_headers, "bad_response", id="many-headers"),
        pytest.param(long_header, "bad_response", id="long-header"),
        pytest.param(Reply(200, bomb(50), ZIPPED), "too_large", id="gzip-bomb"),
        pytest.param(Reply(200, bomb(50)), "too_large", id="gzip-bomb-as-a-file"),
        pytest.param(Reply(200, gzip.compress(bomb(1)), ZIPPED), "bad_encoding", id="gzip-in-gzip"),
        pytest.param(
            Reply(200, gzip.compress(PAGE_BODY), {"Content-Encoding": "gzip, gzip"}),
            "bad_encoding",
            id="two-layers-said",
        ),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY)[:-9], ZIPPED), "truncated", id="gzip-cut"),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY)[:-8] + b"\0" * 8, ZIPPED), "bad_encoding", id="gzip-bad-sum"),
        pytest.param(Reply(200, PAGE_BODY, ZIPPED), "bad_encoding", id="gzip-only-said"),
        pytest.param(Reply(200, PAGE_BODY, {"Content-Encoding": "br"}), "bad_encoding", id="not-asked-for"),
        pytest.param(Reply(304), "bad_response", id="unchanged-without-a-question"),
        pytest.param(Reply(302), "bad_response", id="redirect-to-nowhere"),
        pytest.param(Reply(302, headers={"Location": "file:///etc/passwd"}), "refused_scheme", id="redirect-to-file"),
        pytest.param(
            Reply(302, headers={"Location": "http://169.254.169.254/latest/"}), "refused_address", id="to-metadata"
        ),
        pytest.param(Reply(302, headers={"Location": "http://[::1]:9/"}), "refused_address", id="to-loopback-v6"),
        pytest.param(Reply(302, headers={"Location": "http://a:b@127.0.0.1/"}), "bad_url", id="to-credentials"),
        pytest.param(Reply(302, headers={"Location": "http://[oops/"}), "bad_url", id="to-no-address"),
        pytest.param(Reply(302, headers={"Location": "/"}), "redirect_loop", id="to-itself"),
        pytest.param(Reply(403), "http_403", id="forbidden"),
        pytest.param(Reply(418), "http_other", id="another-refusal"),
        pytest.param(Reply(500), "http_5xx", id="broken-server"),
        pytest.param(Reply(429, headers={"Retry-After": "99999999"}), "http_429", id="too-many-requests"),
    ],
)
def test_bad_answers_have_their_reason(site, frontier, route, code):
    site.routes["/"] = route
    settings = replace(SETTINGS, request_seconds=0.5) if code == "timeout" else SETTINGS
    assert reason(frontier, site.url("/"), settings=settings) == code


def test_redirects_are_followed_up_to_a_limit(site, frontier):
    for number in range(1, 20):
        site.routes[f"/{number}"] = Reply(302, headers={"Location": f"/{number - 1}"})
    site.page("/0")
    assert got(frontier, site.url("/5")).url == site.url("/0")
    assert reason(frontier, site.url("/19")) == "redirect_loop"
    site.routes["/a"], site.routes["/b"] = (Reply(302, headers={"Location": path}) for path in ("/b", "/a"))
    assert reason(frontier, site.url("/a")) == "redirect_loop"


def test_a_host_that_is_not_named_is_refused_before_any_request(site, frontier):
    settings = replace(SETTINGS, allowed=())
    assert reason(frontier, site.url("/"), settings=settings) == "refused_address"
    assert reason(frontier, f"http://localhost:{site.port}/", settings=settings) == "refused_address"
    assert reason(frontier, f"http://0x7f.1:{site.port}/", settings=settings) in ("refused_address", "dns", "bad_url")
    assert site.asked == []


def test_a_redirect_to_a_host_that_is_not_named_reaches_nobody(site, other, frontier):
    settings = replace(SETTINGS, allowed=(type(SETTINGS.allowed[0])("127.0.0.1/32"),))
    site.routes["/"] = Reply(302, headers={"Location": other.url("/")})
    assert reason(frontier, site.url("/"), settings=settings) == "refused_address"
    assert other.asked == []


def test_closed_ports_and_unknown_names(site, frontier):
    assert reason(frontier, "http://127.0.0.1:1/") in ("connection", "robots_unavailable")
    assert reason(frontier, "http://no-such-host.invalid/") == "dns"


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        pytest.param(Reply(200, PAGE_BODY), PAGE_BODY, id="plain"),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY), ZIPPED), PAGE_BODY, id="gzip"),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY)), PAGE_BODY, id="gzip-file"),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY) * 2, ZIPPED), PAGE_BODY * 2, id="gzip-of-two-members"),
        pytest.param(Reply(200, gzip.compress(PAGE_BODY) + b"rest", ZIPPED), PAGE_BODY, id="gzip-and-a-rest"),
        pytest.param(Reply(200, zlib.compress(PAGE_BODY), {"Content-Encoding": "deflate"}), PAGE_BODY, id="deflate"),
        pytest.param(
            Reply(200, zlib.compress(PAGE_BODY, wbits=-15), {"Content-Encoding": "deflate"}),
            PAGE_BODY,
            id="raw-deflate",
        ),
        pytest.param(Reply(200, b"", ZIPPED), b"", id="nothing-in-gzip"),
    ],
)
def test_bodies_come_whole(site, frontier, reply, body):
    site.routes["/"] = reply
    assert got(frontier, site.url("/")).body == body


def test_requests_tell_who_asks_and_carry_nothing_else(site, frontier, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    site.page("/", Set_Cookie="id=1")
    got(frontier, site.url("/"), PAGE)
    got(frontier, site.url("/"), PAGE)
    headers = site.asked[-1].headers
    assert headers["User-Agent"].startswith("Groundline/")
    assert "(+maintainer@example.org)" in headers["User-Agent"]
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_page_is_html_and_has_a_charset(site, frontier):
    site.routes["/page"] = Reply(200, PAGE_BODY, {"Content-Type": "text/html; charset=Windows-1251"})
    site.routes["/odd"] = Reply(200, PAGE_BODY, {"Content-Type": "text/html; charset=\xe9;x"})
    site.routes["/pdf"] = Reply(200, b"%PDF-", {"Content-Type": "application/pdf"})
    assert got(frontier, site.url("/page"), PAGE).charset == "Windows-1251"
    assert got(frontier, site.url("/odd"), PAGE).charset is None
    assert reason(frontier, site.url("/pdf"), kind=PAGE) == "wrong_type"


def test_what_did_not_change_comes_without_a_body(site, frontier):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.reply(Reply(304))
        else:
            handler.reply(Reply(200, PAGE_BODY, {"ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}))

    site.routes["/"] = answer
    first = got(frontier, site.url("/"))
    assert first.validators == Validators('"v1"', "Mon, 23 Nov 2026 10:00:00 GMT")
    again = got(frontier, site.url("/"), known=first.validators)
    assert (again.is_unchanged, again.body, again.validators) == (True, b"", first.validators)
    assert site.asked[-1].headers["If-Modified-Since"] == "Mon, 23 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        pytest.param("120", 120.0, id="seconds"),
        pytest.param("Sat, 28 Nov 2026 05:01:00 GMT", 60.0, id="date"),
        pytest.param("Sat, 28 Nov 2026 04:00:00 GMT", 0.0, id="date-of-the-past"),
        pytest.param("-5", None, id="negative"),
        pytest.param("soon", None, id="word"),
        pytest.param("", None, id="none"),
    ],
)
def test_retry_after(written, seconds):
    assert retry_after({"Retry-After": written} if written else {}, NOW) == seconds


def test_rest_of_a_host_holds_over_rounds_and_is_capped(site, frontier):
    site.routes["/"] = Reply(429, headers={"Retry-After": "99999999"})
    assert reason(frontier, site.url("/")) == "http_429"
    asked = len(site.asked)
    assert reason(frontier, site.url("/other")) == "host_rests"
    assert len(site.asked) == asked
    (until,) = frontier.connection.execute("SELECT rests_until FROM hosts").fetchone()
    assert NOW < datetime.fromisoformat(until) <= NOW + timedelta(days=1, seconds=5)
