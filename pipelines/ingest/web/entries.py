"""A feed or sitemap as a value: its entries, each an address with what the feed says of it.

The one function that reads them takes bytes and gives a value, so that it can run in a limited process.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipelines.ingest.found import Published
from pipelines.ingest.identity import canonical_url, site_of
from pipelines.ingest.web.addresses import Network, entry_url
from pipelines.ingest.web.documents import Raw, local_name, tree_of
from pipelines.ingest.web.entry_dates import LONGEST, entry_date
from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.web.feeds import ROOTS, raw_entries
from pipelines.ingest.web.sitemaps import parts_of_index, raw_places
from pipelines.ingest.web.titles import plain_title

MOST_ENTRIES = 2_000
LONGEST_GUID = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that a feed names."""

    url: str
    title: str | None
    published: Published | None
    published_written: str | None
    """As the feed has it, with its zone; None where no moment or day can be believed from it."""
    date_problem: str | None
    """missing, unreadable, future, too_old; no_zone where only the day could be kept."""
    guid: str | None
    """A hint, and no more: different articles may share one."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a document gave."""

    kind: str
    """rss, atom, sitemap or sitemap_index."""
    entries: tuple[Entry, ...] = ()
    parts: tuple[tuple[str, str | None], ...] = ()
    """Address and date of change of the sitemaps that an index names, the newest first."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many entries were left out, by why: bad_url, repeated, too_many, old."""
    is_cut: bool = False
    """Whether the document's end is missing; the entries before it are whole."""


def entries_of(data: bytes, url: str, now: datetime, allowed: Sequence[Network] = ()) -> Feed:
    """Read a feed or sitemap that was had from an address.

    `now` tells dates of the future; `allowed` are the networks whose addresses count as public. Raises Failed:
    `empty`, `not_a_feed`, `bad_feed`, `too_large`, and `no_entries` for one without a single usable entry.
    """
    root, is_cut = tree_of(data)
    left_out = Counter[str]()
    match local_name(root):
        case "sitemapindex":
            return _index(parts_of_index(root), url, allowed, is_cut)
        case "urlset":
            kind = "sitemap"
            raw, left_out["old"] = raw_places(root, now, is_cut=is_cut)
            is_empty = not raw and not left_out["old"]
        case name if name in ROOTS:
            kind = ROOTS[name]
            raw, count = raw_entries(root, url, MOST_ENTRIES, is_cut=is_cut)
            left_out["too_many"] = max(0, count - MOST_ENTRIES)
            is_empty = not raw
        case _:
            raise Failed(Reason.NOT_A_FEED, "is another kind of document, such as a page")
    entries = _entries(raw, url, now, allowed, left_out)
    if is_empty or (raw and not entries):
        raise Failed(Reason.NO_ENTRIES, f"has no usable entry of {sum(left_out.values())}")
    return Feed(kind, entries, left_out=dict(+left_out), is_cut=is_cut)


def _entries(
    raw: Iterable[Raw], base: str, now: datetime, allowed: Sequence[Network], left_out: Counter[str]
) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    itself = canonical_url(base)  # what an empty or a broken link is resolved to
    for one in raw:
        url = entry_url(one.url, base, allowed)
        if url is None or url == itself:
            left_out["bad_url"] += 1
        elif url in found:
            left_out["repeated"] += 1
        elif len(found) >= MOST_ENTRIES:
            left_out["too_many"] += 1
        else:
            found[url] = _entry(one, url, now)
    return tuple(found.values())


def _entry(raw: Raw, url: str, now: datetime) -> Entry:
    published, problem = entry_date(raw.published, now)
    written = " ".join((raw.published or "")[:LONGEST].split()) if published else None
    guid = plain_title((raw.guid or "")[:LONGEST_GUID])
    return Entry(url, plain_title(raw.title), published, written, problem, guid)


def _index(parts: list[tuple[str, str | None]], url: str, allowed: Sequence[Network], is_cut: bool) -> Feed:
    """Give the parts of an index that lie on its own site: no index can send us through the web."""
    found: dict[str, str | None] = {}
    for written, changed in parts:
        part = entry_url(written, url, allowed)
        if part is not None and part != url and site_of(part) == site_of(url):
            found.setdefault(part, changed)
    if not found:
        raise Failed(Reason.NO_ENTRIES, f"names no usable sitemap of {len(parts)}")
    return Feed(
        "sitemap_index", parts=tuple(found.items()), left_out={"bad_url": len(parts) - len(found)}, is_cut=is_cut
    )
