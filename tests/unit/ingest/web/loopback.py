"""A real HTTP server on loopback, whose answers a test writes; it keeps what it was asked."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipelines.ingest.web.addresses import networks_in
from pipelines.ingest.web.settings import WebSettings

LOOPBACK = networks_in("127.0.0.0/8")
SETTINGS = WebSettings(
    contact="maintainer@example.org", allowed=LOOPBACK, delay_seconds=0.0, request_seconds=20.0, rest_seconds=60.0
)
RSS = "application/rss+xml"
HTML = "text/html; charset=utf-8"


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    is_counted: bool = True
    """Whether the length is given."""


Route = Reply | Callable[["Handler"], None]


@dataclass
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """One host of the web: what it answers by path, 404 for the rest, and what it was asked."""

    address: str
    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def page(self, path: str, words: str = "Something happened.", **headers: str) -> None:
        self.routes[path] = Reply(200, f"<p>{words}</p>".encode(), {"Content-Type": HTML, **headers})

    def feed(self, path: str, pages: list[str], **headers: str) -> None:
        self.routes[path] = Reply(200, rss([self.url(page) for page in pages]), {"Content-Type": RSS, **headers})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.asked.append(Asked(self.path, dict(self.headers)))
        route = self.site.routes.get(self.path, Reply(404))
        with contextlib.suppress(ConnectionError):
            if isinstance(route, Reply):
                self.reply(route)
            else:
                route(self)

    def reply(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name.replace("_", "-"), value)
        if reply.is_counted:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)


@contextlib.contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Site]:
    site = Site(address, 0)
    server = ThreadingHTTPServer((address, 0), type("SiteHandler", (Handler,), {"site": site}))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def rss(urls: list[str], date: str = "Mon, 23 Nov 2026 10:00:00 +0200") -> bytes:
    items = "".join(
        f"<item><title>About {url}</title><link>{url}</link><pubDate>{date}</pubDate></item>" for url in urls
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
