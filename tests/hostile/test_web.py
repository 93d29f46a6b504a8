"""Every server mode and every feed of the hostile set that stands beside a checkout: all end, none as a success.

Where the set is absent the tests are skipped; `tests/unit/ingest/web` holds the same kinds against a server of its own.
`python tests/hostile/test_web.py` prints case, outcome, seconds and memory as a table.
"""

import asyncio
import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.ingest.web.addresses import networks_in
from pipelines.ingest.web.body import decompressed
from pipelines.ingest.web.client import Client
from pipelines.ingest.web.clock import Clock
from pipelines.ingest.web.connector import web_session
from pipelines.ingest.web.entries import entries_of
from pipelines.ingest.web.failures import Failed
from pipelines.ingest.web.fetch import FEED, PAGE, Kind, Validators
from pipelines.ingest.web.frontier import Frontier
from pipelines.ingest.web.limited import LimitedReader
from pipelines.ingest.web.settings import WebSettings

HOSTILE = Path(__file__).parents[3] / "shared" / "hostile" / "hostile.py"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile set is not beside this checkout"),
]
NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
# the server compresses a gigabyte before it answers, which takes a busy machine a minute
SETTINGS = WebSettings(
    contact="maintainer@example.org", allowed=networks_in("127.0.0.1/32"), delay_seconds=0.0, request_seconds=300.0
)
ANY = replace(PAGE, types=None)
KNOWN = Validators(etag='"v1"')
MODES: dict[str, tuple[Kind, Validators, str]] = {
    "/loop1": (ANY, Validators(), "redirect_loop"),
    "/chain/5": (ANY, Validators(), "came"),
    "/chain/50": (ANY, Validators(), "redirect_loop"),
    "/to-metadata": (ANY, Validators(), "refused_address"),
    "/to-loopback": (ANY, Validators(), "robots_unavailable"),
    "/to-file": (ANY, Validators(), "refused_scheme"),
    "/slow": (ANY, Validators(), "timeout"),
    "/slowheaders": (ANY, Validators(), "timeout"),
    "/endless": (ANY, Validators(), "too_large"),
    "/gzbomb": (ANY, Validators(), "too_large"),
    "/gzbomb2": (ANY, Validators(), "bad_encoding"),
    "/wronglen": (ANY, Validators(), "truncated"),
    "/manyheaders": (ANY, Validators(), "bad_response"),
    "/etag": (FEED, Validators(), "came"),
    "/etag#again": (FEED, KNOWN, "unchanged"),
    "/304always": (ANY, Validators(), "bad_response"),
    "/429": (ANY, Validators(), "http_429"),
    "/badctype": (PAGE, Validators(), "came"),
    "/private/page": (ANY, Validators(), "robots"),
    "/none": (ANY, Validators(), "http_404"),
}
"""What a request for each path of the hostile server gives (what stands behind a # only tells two cases apart).

`came` is an answer with its body whole.
"""
FILES = {
    "feed_attr_million.xml": "bad_feed",
    "feed_bidi_zw.xml": "1 entries",
    "feed_cp1251_declared_utf8.xml": "1 entries",
    "feed_ctrl_chars.xml": "1 entries",
    "feed_dates.xml": "17 entries",
    "feed_dup_guid.xml": "6 entries",
    "feed_empty.xml": "empty",
    "feed_html_login.xml": "not_a_feed",
    "feed_many_items.xml": "2000 entries",
    "feed_redos_author.xml": "1 entries",
    "feed_ssrf.xml": "3 entries",  # two public ones, and a name that is refused once it has resolved to loopback
    "feed_truncated.xml": "9 entries",
    "feed_utf16.xml": "1 entries",
    "feed_utf7.xml": "bad_feed",
    "feed_xss.xml": "no_entries",
    "sitemap_bomb_index.xml": "1000 parts",
    "sitemap_self.xml": "no_entries",
    "xml_billion_laughs.xml": "bad_feed",
    "xml_deep.xml": "no_entries",
    "xml_quadratic.xml": "bad_feed",
    "xml_xxe_file.xml": "bad_feed",
    "xml_xxe_http.xml": "bad_feed",
}
ARCHIVES = {
    "gzip_bomb_1g.gz": "too_large",
    "gzip_bomb_nested.gz": "bad_encoding",
    "gzip_truncated.gz": "truncated",
    "gzip_bad_crc.gz": "bad_encoding",
    "gzip_trailing_garbage.gz": "came",
}


@contextmanager
def hostile_server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(HOSTILE), "--serve", str(port)])
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def outcome_of(base: str, path: str) -> str:
    kind, known, expected = MODES[path]
    settings = replace(SETTINGS, request_seconds=5.0) if expected == "timeout" else SETTINGS

    async def get() -> str:
        with tempfile.TemporaryDirectory() as folder, Frontier(Path(folder)) as frontier:
            async with web_session(settings.user_agent, settings.allowed) as session:
                answer = await Client(session, frontier.connection, settings, Clock(NOW)).get(base + path, kind, known)
        return "unchanged" if answer.is_unchanged else "came"

    try:
        return asyncio.run(get())
    except Failed as failed:
        return str(failed.reason)


def read_file(data: bytes, read=entries_of) -> str:
    """Read a feed of the set; its invented host of one word is no public one, so another stands in its place."""
    encoding = "utf-16" if data.startswith(b"\xff\xfe") else "latin-1"
    for host, public in (("h", "news.example.org"), ("127.0.0.1:1", "www.example.org")):
        data = data.decode(encoding).replace(f"http://{host}/", f"http://{public}/").encode(encoding)
    try:
        feed = read(data, "http://news.example.org/feed", NOW, ())
    except Failed as failed:
        return str(failed.reason)
    return f"{len(feed.parts)} parts" if feed.parts else f"{len(feed.entries)} entries"


@pytest.fixture(scope="module")
def base():
    with hostile_server() as address:
        yield address


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(HOSTILE), str(folder), "--small"], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("path", MODES)
def test_every_mode_of_the_server_ends_with_its_reason(base, path):
    assert outcome_of(base, path) == MODES[path][2]


def test_every_mode_of_the_server_is_tried():
    source = HOSTILE.read_text(encoding="utf-8")
    named = {part.split("'")[0] for part in source.split("p=='")[1:]} | {"/chain/"}
    tried = {path if path.count("/") == 1 else "/chain/" for path in MODES}
    assert named - {"/robots.txt", "/loop2"} <= tried


@pytest.mark.parametrize("name", FILES)
def test_every_feed_ends_with_its_outcome(files, name):
    with LimitedReader() as reader:
        assert read_file((files / name).read_bytes(), reader) == FILES[name]


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_compressed_body_ends_with_its_outcome(files, name):
    assert unpacked(files / name) == ARCHIVES[name]


def test_every_feed_of_the_set_is_tried(files):
    kinds = {"feed": FILES, "sitemap": FILES, "gzip": ARCHIVES}
    for line in (files / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] in kinds:
            assert case["file"] in kinds[case["kind"]]


def unpacked(path: Path) -> str:
    try:
        decompressed(path.read_bytes(), "gzip", PAGE.limit)
    except Failed as failed:
        return str(failed.reason)
    return "came"


def measured(case: str, argument: str) -> str:
    """Run one case in a process of its own, and give its line of the table."""
    command = [sys.executable, __file__, case, argument]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    outcome, seconds, megabytes = done.stdout.split("\t") if done.stdout else (done.stderr[-80:], "?", "?")
    name = argument.removeprefix("http://").partition("/")[2] if case == "mode" else Path(argument).name
    return f"{name:32} {outcome:20} {seconds:>6} {megabytes.strip():>6}"


def main() -> None:
    """Print the table, of the full-sized set."""
    print(f"{'case':32} {'outcome':20} {'s':>6} {'MB':>6}")
    with hostile_server() as address, tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(HOSTILE), folder], check=True, capture_output=True)
        for path in MODES:
            print(measured("mode", f"{address}{path}"))
        for name in [*FILES, *ARCHIVES]:
            print(measured("file", f"{folder}/{name}"))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        case, argument = sys.argv[1:]
        began = time.monotonic()
        if case == "mode":
            address, _, path = argument.removeprefix("http://").partition("/")
            said = outcome_of(f"http://{address}", f"/{path}")
        else:
            given = Path(argument)
            said = unpacked(given) if given.suffix == ".gz" else read_file(given.read_bytes())
        print(f"{said}\t{time.monotonic() - began:.2f}\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
