"""One request and its answer, safely: a deadline for the whole of it, caps on all of it, no redirect followed.

What leads from one request to the next (redirects, robots.txt, turns) stands in `client.py`.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from pipelines.ingest.web.body import decompressed, raw_body
from pipelines.ingest.web.connector import failure_of
from pipelines.ingest.web.failures import Failed, Reason, reason_of_status

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LONGEST_VALIDATOR = 512


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked for: how many bytes it may have, and of which media types it may be."""

    accept: str
    limit: int
    types: tuple[str, ...] | None = None
    """None where the body itself tells."""
    may_cut: bool = False
    """Whether the first bytes do where there are more."""


PAGE = Kind("text/html,application/xhtml+xml;q=0.9", 5 * 1024 * 1024, ("text/html", "application/xhtml+xml"))
FEED = Kind("application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9", 10 * 1024 * 1024)
ROBOTS = Kind("text/plain", 500 * 1024, may_cut=True)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host gave to ask by whether anything changed."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Give the headers of a conditional request."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer, `is_unchanged` without a body; or, with `location`, the way to one."""

    url: str
    body: bytes = b""
    charset: str | None = None
    """As the header names it: a hint."""
    validators: Validators = Validators()
    is_unchanged: bool = False
    location: str | None = None


async def answer_of(
    session: aiohttp.ClientSession, url: str, kind: Kind, known: Validators, seconds: float, now: datetime
) -> Answer:
    """Make one request, and give its answer.

    `seconds` bound all of it, from the host's name to the last byte; `now` is for a Retry-After that names a date.
    Raises Failed.
    """
    headers = {"Accept": kind.accept, **known.headers()}
    try:
        async with (
            asyncio.timeout(seconds),
            session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as response,
        ):
            return await _read(response, url, kind, known, now)
    except Exception as error:
        raise failure_of(error) from error


async def _read(response: aiohttp.ClientResponse, url: str, kind: Kind, known: Validators, now: datetime) -> Answer:
    status, headers = response.status, response.headers
    if status in REDIRECTS:
        if "Location" not in headers:
            raise Failed(Reason.BAD_RESPONSE, "redirects to nowhere")
        return Answer(url, location=headers["Location"])
    if status == 304:
        if not known.headers():
            raise Failed(Reason.BAD_RESPONSE, "says that nothing changed though it was not asked that")
        return Answer(url, validators=known, is_unchanged=True)
    if status != 200:
        raise Failed(reason_of_status(status), f"answered with status {status}", retry_after(headers, now))
    media_type = headers.get("Content-Type", "")
    if kind.types and media_type and media_type.split(";")[0].strip().lower() not in kind.types:
        raise Failed(Reason.WRONG_TYPE, "is no page but another type of content")
    if (response.content_length or 0) > kind.limit and not kind.may_cut:
        raise Failed(Reason.TOO_LARGE, f"has more than {kind.limit} bytes")
    raw = await raw_body(response.content.iter_any(), kind.limit, may_cut=kind.may_cut)
    encoding = ",".join(headers.getall("Content-Encoding", []))
    body = decompressed(raw, encoding, kind.limit, may_cut=kind.may_cut)
    charset = _CHARSET.search(media_type[:1_000])
    return Answer(url, body, charset[1] if charset else None, _validators(headers))


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(_short(headers.get("ETag")), _short(headers.get("Last-Modified")))


def _short(value: str | None) -> str | None:
    """Give a validator that can be sent back as it came, None for one that cannot."""
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable() else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Give the seconds of a Retry-After header, which counts them or names a date; None without a readable one."""
    written = headers.get("Retry-After", "").strip()[:100]
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
