"""Which article is which: canonical addresses, ids, and the normalisation `text/1` on which all offsets rest.

What makes two articles copies of each other stands in `duplicates.py`.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import tld

from dataset.contract.ids import make_id
from pipelines.ingest.found import Found, Published

NORMALISER = "text/1"
URL_LIMIT = 2_048
OPENING = 120
"""Code points of the text that stand for a title where there is none."""
_LINE_END = re.compile(r"\r\n?")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_HOST = re.compile(r"[\w-]{1,63}(\.[\w-]{1,63})*$")
_NO_NAME = re.compile(r"[^.]*$|(.*\.)?(0x[0-9a-f]*|\d+)$|.*\.(internal|local|localhost|test|invalid)$")
_PORTS = {"http": 80, "https": 443}
_SAFE = "!$&'()*+,;=:@/?%[]~-._"


def normalised(text: str) -> str:
    """Give the text under the rules `text/1`.

    Line ends become line feeds, one byte order mark at the start goes, lone surrogates and NUL become U+FFFD one for
    one. Nothing else is touched, so that offsets hold against the text as it was given.
    """
    return storable(_LINE_END.sub("\n", text.removeprefix("\ufeff")))


def storable(text: str) -> str:
    """Give the text with what no file of ours can hold, lone surrogates and NUL, replaced one for one by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def in_one_line(text: str) -> str:
    """Give words for a field of one line: storable, and with single spaces between them."""
    return " ".join(storable(text).split())


def text_sha256(text: str) -> str:
    """Give the SHA-256 of the UTF-8 of a normalised text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical_url(written: str) -> str | None:
    """Give the canonical form of a web address, else None.

    Scheme and host in lower case, no fragment, no port that goes without saying, no tracking parameters. None for
    other schemes than http and https, for credentials in the address, and for what is no address at all.
    """
    written = written.strip()
    if len(written) > URL_LIMIT:
        return None
    try:
        parts = urlsplit(written)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if scheme not in _PORTS or "@" in parts.netloc or len(host) > 253 or not _HOST.match(host):
        return None
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not is_tracking(part.split("=")[0]))
    # strict encoding would fail on a lone surrogate; the mark of replacement is what the text would hold too
    path, query = (quote(storable(part), safe=_SAFE) for part in (parts.path or "/", query))
    return urlunsplit((scheme, netloc, path, query, ""))


def is_public(url: str) -> bool:
    """Say whether the host of a canonical address is a public name: no number, no single word, no private suffix."""
    return not _NO_NAME.match(urlsplit(url).hostname or "")


def site_of(url: str) -> str:
    """Give the registrable domain of a canonical address (`bbc.co.uk`), its host where it has none."""
    site = tld.get_fld(url, fail_silently=True)
    return site if site is not None else urlsplit(url).hostname or ""


def is_tracking(parameter: str) -> bool:
    """Say whether a parameter of an address tells where a reader came from and not which page it is."""
    name = parameter.lower()
    return name in _tracking_names() or name.startswith(("utm_", "mtm_", "pk_"))


@cache
def _tracking_names() -> frozenset[str]:
    lines = (Path(__file__).parent / "tracking_parameters.csv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split(",")[0] for line in lines[1:])


def work_id_of(found: Found, text: str) -> str:
    """Give the id of the article through all its versions: its canonical address, else outlet, title and day.

    A title that is missing is stood in for by the opening of the text: else all untitled posts of an outlet's day
    would be versions of each other.
    """
    if address := found.url or found.locator:
        return make_id(address)
    title = _folded(found.title or text[:OPENING])
    return make_id(_folded(found.outlet or "unknown"), title, _day(found.published))


def article_id_of(work_id: str, sha256: str) -> str:
    """Give the id of one version of an article: its work and the hash of its normalised text."""
    return make_id(work_id, sha256)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _day(published: Published | None) -> str:
    if published is None or published.period.first_on is None:
        return "unknown"
    day = published.period.first_on.isoformat()
    match published.period.precision:
        case "year":
            return day[:4]
        case "month":
            return day[:7]
        case _:
            return day
