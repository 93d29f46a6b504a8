"""An invented web on loopback: outlets with feeds, and articles that come, are edited, copied, and fail, by the hour.

What an address answers follows from the hour alone, which whoever reads it sets by `/hour/N`: so a round that was
killed and is begun again meets the same web. Nobody in the articles exists, and nothing in them happened.
"""

import gzip
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
FAILURES = {
    "gone": "http_404",
    "binary": "wrong_type",
    "bomb": "too_large",
    "loop": "redirect_loop",
    "inside": "refused_address",
    "forbidden": "robots",
    "missing_text": "soft_404",
    "wall": "paywall",
}
"""Ways in which a page never becomes an article, with the reason it is to be quarantined for."""
PASSING = ("broken", "cut", "slow", "busy")
"""Ways in which a page fails for its first hours and then comes."""
PLAIN = "plain"
BOMB = gzip.compress(bytes(20_000_000))
FAILING_HOURS = 2
SETTLING = (1, 3, 10, 36, 120, 300)
"""Hours after the last, in which all answers well: rests, retries and looks are over before tables are compared."""
PLACES = ("Hesk", "Tarn", "Orrow", "Velm", "Quay Nine", "Sill", "Marrow", "Upper Dene")
PEOPLE = ("Ilka Marr", "Doran Veshti", "Silva Tenn", "Oren Lask", "Mira Toll", "Anto Rill", "Bera Quist")
THINGS = ("ferries", "lamps", "bridges", "boats", "grain barges", "engines", "cranes", "buoys")
VERBS = ("said", "told reporters", "announced", "warned", "admitted")
ENDS = ("before the thaw", "by the end of the month", "in spite of the storm", "without any help", "after the vote")


@dataclass(frozen=True)
class Piece:
    """One article of the invented web."""

    outlet: int
    number: int
    hour: int
    """From when its feed names it."""
    way: str
    """How its page answers: plain, one of PASSING, or one of FAILURES."""
    edited_at: int | None = None
    """The hour from which its page says something else."""
    copied_from: "Piece | None" = None

    @property
    def path(self) -> str:
        folder = "private/" if self.way == "forbidden" else ""
        return f"/{folder}articles/{self.number}"

    def paragraphs(self, hour: int) -> list[str]:
        """Give the text as it stands at that hour."""
        if self.copied_from is not None:
            return ["Another paper wrote this of the war in Ukraine.", *self.copied_from.paragraphs(0)[1:]]
        dice = random.Random(self.outlet * 100_000 + self.number)
        said = [_sentence(dice) for _ in range(14)]
        if self.edited_at is not None and hour >= self.edited_at:
            said[3] = f"Correction: {_sentence(random.Random(self.number))}"
        first = f"Story {self.number} of paper {self.outlet} is invented, as is all that it says of the war in Ukraine."
        return [first, *(" ".join(said[start : start + 3]) for start in range(0, len(said), 3))]


def _sentence(dice: random.Random) -> str:
    return (
        f"{dice.randint(12, 9_800):,} {dice.choice(THINGS)} near {dice.choice(PLACES)} must be counted again "
        f"{dice.choice(ENDS)}, {dice.choice(PEOPLE)} {dice.choice(VERBS)} in {dice.choice(PLACES)}, where "
        f"{dice.randint(2, 90)} {dice.choice(THINGS)} were lost {dice.choice(ENDS)}."
    )


def pieces_of(outlets: int, articles: int, hours: int, share: float = 0.02) -> list[Piece]:
    """Give the articles of some outlets over some hours; `share` of them go each way that is not plain."""
    dice = random.Random(f"{outlets} {articles} {hours}")
    ways = [*FAILURES, *PASSING]
    pieces: list[Piece] = []
    for number in range(articles):
        outlet, hour, throw = dice.randrange(outlets), int(number * hours * 0.8 / articles), dice.random()
        way = ways[int(throw / share)] if throw < share * len(ways) else PLAIN
        edited = hour + dice.randint(8, 14) if way == PLAIN and dice.random() < share else None
        known = [piece for piece in pieces[-400:] if piece.outlet != outlet and _can_be_copied(piece, hour)]
        copied = dice.choice(known) if way == PLAIN and not edited and known and dice.random() < share else None
        pieces.append(Piece(outlet, number, hour, way, edited, copied))
    return pieces


def _can_be_copied(piece: Piece, hour: int) -> bool:
    """Say whether a piece is whole, and so much older that every run reads it first: a story has its first one's id."""
    is_whole = piece.way == PLAIN and piece.edited_at is None and piece.copied_from is None
    return is_whole and piece.hour + 8 < hour


class Web:
    """The servers of the invented web, one an outlet, each a host of its own (Linux has all of 127.0.0.0/8)."""

    def __init__(self, outlets: int, pieces: list[Piece], hours: int) -> None:
        self.hour = 0
        self.settles_at = hours
        self.requests = 0
        self._pieces = {(piece.outlet, piece.path): piece for piece in pieces}
        self.servers = [self._server(number) for number in range(outlets)]

    def __enter__(self) -> "Web":
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def base(self, outlet: int) -> str:
        """Give the address of an outlet."""
        host, port = self.servers[outlet].server_address[:2]
        return f"http://{host}:{port}"

    def url(self, piece: Piece) -> str:
        """Give the address of an article."""
        return self.base(piece.outlet) + piece.path

    def feeds_csv(self) -> str:
        """Give the list of the feeds."""
        lines = [f"Paper {number},{self.base(number)}/feed,rss,en,quote,yes,invented" for number in self._outlets()]
        return "\n".join(["outlet,url,kind,language,rights,active,source", *lines, ""])

    def _outlets(self) -> range:
        return range(len(self.servers))

    def _server(self, outlet: int) -> ThreadingHTTPServer:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                web.requests += 1
                try:
                    web.answer(self, outlet, self.path)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

        server = ThreadingHTTPServer((f"127.0.0.{outlet + 1}", 0), Handler)
        server.daemon_threads = True
        return server

    def answer(self, to: BaseHTTPRequestHandler, outlet: int, path: str) -> None:
        """Answer a request as that outlet does at this hour."""
        if path.startswith("/hour/"):
            self.hour = int(path.removeprefix("/hour/"))
            _send(to, 200, b"", "text/plain")
        elif path == "/robots.txt":
            _send(to, 200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif path == "/feed":
            self._feed(to, outlet)
        elif path.startswith("/loop"):
            _send(to, 302, b"", "text/html", Location="/loop" + ("" if path.endswith("2") else "2"))
        elif piece := self._pieces.get((outlet, path)):
            self._page(to, piece)
        else:
            _send(to, 404, b"", "text/html")

    def _feed(self, to: BaseHTTPRequestHandler, outlet: int) -> None:
        if self.hour % 9 == outlet % 9 and 0 < self.hour < self.settles_at:
            _send(to, 503, b"", "text/html")
            return
        items = "".join(
            self._item(piece) for (of, _), piece in self._pieces.items() if of == outlet and self._is_named(piece)
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {outlet}</title>{items}</channel></rss>'
        etag = f'"{hash(items)}"'
        if to.headers.get("If-None-Match") == etag:
            _send(to, 304, b"", "application/rss+xml", ETag=etag)
        else:
            _send(to, 200, body.encode(), "application/rss+xml", ETag=etag)

    def _is_named(self, piece: Piece) -> bool:
        return piece.hour <= self.hour < piece.hour + 24

    def _item(self, piece: Piece) -> str:
        moment = format_datetime(BEGIN + timedelta(hours=piece.hour))
        return (
            f"<item><title>Story {piece.number}</title><link>{self.url(piece)}</link><pubDate>{moment}</pubDate></item>"
        )

    def _page(self, to: BaseHTTPRequestHandler, piece: Piece) -> None:
        way = piece.way if piece.way in FAILURES or self.hour < piece.hour + FAILING_HOURS else PLAIN
        match way:
            case "gone" | "forbidden":
                _send(to, 404, b"<p>nothing</p>", "text/html")
            case "binary":
                _send(to, 200, b"%PDF-1.7 " + bytes(range(256)) * 20, "application/pdf")
            case "bomb":
                _send(to, 200, BOMB, "text/html", Content_Encoding="gzip")
            case "loop":
                _send(to, 302, b"", "text/html", Location="/loop")
            case "inside":
                _send(to, 302, b"", "text/html", Location="http://169.254.169.254/latest/meta-data/")
            case "missing_text":
                words = "<p>Page not found. The page you requested does not exist.</p>"
                _send(to, 200, _page("Page not found", words, "").encode(), "text/html")
            case "wall":
                words = f"<p>{piece.paragraphs(0)[1][:120]}</p><p>Subscribe to continue reading this article.</p>"
                _send(to, 200, _page(f"Story {piece.number}", words, "").encode(), "text/html")
            case "broken":
                _send(to, 500, b"", "text/html")
            case "busy":
                _send(to, 503, b"", "text/html", Retry_After="30")
            case "cut":
                _send(to, 200, b"<p>half", "text/html", Content_Length="5000")
                to.close_connection = True
            case "slow":
                _drip(to)
            case "plain":
                self._whole(to, piece)
            case other:
                raise AssertionError(other)

    def _whole(self, to: BaseHTTPRequestHandler, piece: Piece) -> None:
        words = "".join(f"<p>{words}</p>" for words in piece.paragraphs(self.hour))
        published = (BEGIN + timedelta(hours=piece.hour)).isoformat()
        _send(to, 200, _page(f"Story {piece.number}", words, published).encode(), "text/html; charset=utf-8")


def _page(title: str, words: str, published: str) -> str:
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{meta}</head>'
        f"<body><article><h1>{title}</h1>{words}</article></body></html>"
    )


def _send(to: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, **headers: str) -> None:
    to.send_response(status)
    given = {"Content-Type": kind, "Content-Length": str(len(body))}
    for name, value in {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        to.send_header(name, value)
    to.end_headers()
    if status != 304:
        to.wfile.write(body)


def _drip(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    for _ in range(100):
        to.wfile.write(b"x")
        to.wfile.flush()
        time.sleep(0.1)


def expected(pieces: list[Piece]) -> Iterator[tuple[Piece, str]]:
    """Give each article with what is to become of it: a reason, or `read`."""
    for piece in pieces:
        yield piece, FAILURES.get(piece.way, "read")
