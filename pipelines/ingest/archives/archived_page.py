"""A page as a web archive holds it: which records are pages, and what one says once its envelope is taken off.

What is cheap is decided by the caller's process, from the record's header; the page's bytes are read in a worker.
"""

import re
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Literal

from fastwarc.stream_io import BrotliReader, ZstdReader
from fastwarc.warc import WarcRecord

from pipelines.ingest.archives.wanted import Wanted, words_of
from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.identity import canonical_url
from pipelines.ingest.ingested import Ingested, PassedOver
from pipelines.ingest.untrusted import Page

PAGE_LIMIT = 5 << 20
"""Bytes of a page, decoded; as for a page of the inbox."""
_TYPES = ("response", "resource")
_IS_FOUND = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+200\b")
_IS_PAGE = re.compile(rb"^content-type:[ \t]*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE | re.MULTILINE)
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*[\r\n;]")
_HTTP_HEADER = 1 << 15
_ENVELOPE = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response\r\n"
_MOST_LAYERS = 2


def fields_of(header: bytes) -> dict[str, str]:
    """Give the fields of a record's header by their names in small letters; of one that stands twice the first."""
    fields: dict[str, str] = {}
    for line in header.decode("utf-8", "replace").splitlines()[1:]:
        name, mark, value = line.partition(":")
        if mark:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def is_page(fields: dict[str, str], block: bytes) -> bool:
    """Say whether a record holds a page of the web that its server gave as such."""
    if fields.get("warc-type", "").lower() not in _TYPES:
        return False
    if fields["warc-type"].lower() == "resource":
        return fields.get("content-type", "").lower().startswith(("text/html", "application/xhtml+xml"))
    head = block[:_HTTP_HEADER]
    end = min((at for mark in (b"\r\n\r\n", b"\n\n") if (at := head.find(mark)) >= 0), default=len(head))
    return bool(_IS_FOUND.match(head)) and bool(_IS_PAGE.search(head, 0, end))


def address_in(fields: dict[str, str]) -> str | None:
    """Give the address that a record was taken from, in its canonical form; None for one of no web server."""
    return canonical_url(fields.get("warc-target-uri", "").strip("<>"))


def retrieved_in(fields: dict[str, str]) -> datetime | None:
    """Give when a record was taken, in UTC; None where it does not say so in the form that WARC has."""
    try:
        moment = datetime.fromisoformat(fields.get("warc-date", ""))
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The block of a record that holds a page, and what is known of it from the header and from beside the archive."""

    origin: str
    data: bytes
    given: Found
    wanted: Wanted
    retrieved_at: datetime | None
    is_http: bool

    def read(self) -> Ingested | PassedOver:
        """Give the article of a page that is wanted; raises Unreadable for an envelope or a page that is none."""
        data = body_in(self.data) if self.is_http else self.data
        if len(data) > PAGE_LIMIT:
            raise Unreadable("too_large", f"a page has more than {PAGE_LIMIT} bytes")
        if not data.strip():
            raise Unreadable("empty", "a page has 0 bytes")
        if not self.wanted.takes_text(words_of(decoded(data))):
            return PassedOver(self.origin)
        article = Page(self.origin, data, self.given, self.retrieved_at).read()
        # what stands around an article, its menu and its neighbours, may have spoken for it
        words = f"{article.document.title or ''}\n{article.document.text}"
        return article if self.wanted.takes_text(words) else PassedOver(self.origin)


def body_in(block: bytes) -> bytes:
    """Give the body of an HTTP response without its encodings, no longer than one byte beyond the limit.

    A body that is not encoded as its header says stays as it is: crawlers decode and keep the header. Raises
    Unreadable `damaged` for one that breaks its encoding or is cut off in it.
    """
    try:
        response = _response(block, "none")
        transfer, content = (_layers(response, f"{kind}-encoding") for kind in ("transfer", "content"))
        start = response.reader.read(256)
        is_chunked = "chunked" in transfer and bool(_CHUNK_SIZE.match(start))
        body = _response(block, "transfer" if is_chunked else "none").reader.read(PAGE_LIMIT + 1)
    except OSError as error:
        raise Unreadable("damaged", "the response in a record breaks its own form") from error
    if len(content) > _MOST_LAYERS:
        raise Unreadable("damaged", f"a body has more than {_MOST_LAYERS} encodings, one in another")
    for encoding in reversed(content):
        body = _without(encoding, body)
    return body


def _response(block: bytes, decode: Literal["none", "transfer"]) -> WarcRecord:
    record = WarcRecord.from_bytes(_ENVELOPE + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")
    record.parse_http(auto_decode=decode, quirks_mode=True)
    return record


def _layers(response: WarcRecord, name: str) -> list[str]:
    values = response.http_headers.get_multiple(name)
    words = (word.strip().lower() for value in values for word in value.split(","))
    return [word for word in words if word not in ("", "identity")]


def _without(encoding: str, body: bytes) -> bytes:
    match encoding:
        case "gzip" | "x-gzip":
            return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body
        case "deflate":
            return _inflated(body, 15 if body[:1] == b"\x78" else -15) if not body.lstrip().startswith(b"<") else body
        case "br" | "zstd":
            return _unpacked(encoding, body) if not body.lstrip().startswith(b"<") else body
        case _:
            raise Unreadable("damaged", "a body has an encoding that nobody knows")


def _inflated(body: bytes, form: int) -> bytes:
    inflater = zlib.decompressobj(form)
    try:
        data = inflater.decompress(body, PAGE_LIMIT + 1)
    except zlib.error as error:
        raise Unreadable("damaged", "a compressed body is damaged") from error
    if not inflater.eof and len(data) <= PAGE_LIMIT:
        raise Unreadable("damaged", "a compressed body is cut off")
    return data


def _unpacked(encoding: str, body: bytes) -> bytes:
    try:
        return (BrotliReader if encoding == "br" else ZstdReader)(BytesIO(body)).read(PAGE_LIMIT + 1)
    except OSError as error:
        raise Unreadable("damaged", "a compressed body is damaged") from error


def given_for(given: Found, url: str | None) -> Found:
    """Give what is known of a page beside it: what stands beside its archive, and its own address."""
    return replace(given, url=url)
