"""Sitemaps for news and the indexes of sitemaps (sitemaps.org), read with their caps.

A sitemap of a whole site holds fifty thousand old pages: of one without news entries only what changed lately is taken.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from pipelines.ingest.web.documents import Raw, local_name
from pipelines.ingest.web.entry_dates import entry_date

MOST_PARTS = 1_000
"""Of one index: its newest ones. The standard has 50,000, which no site needs for its news."""
LATELY = timedelta(days=3)
"""For how long a change counts as news where a sitemap gives no date of publication."""


def raw_places(root: etree._Element, now: datetime, *, is_cut: bool) -> tuple[list[Raw], int]:
    """Give the entries of a sitemap that are news, and how many were left out as old or undated.

    The last entry of a document whose end is missing is left out.
    """
    found, old = [], 0
    elements = [element for element in root if local_name(element) == "url"]
    for element in elements[:-1] if is_cut else elements:
        values = _values_in(element)
        is_news = "publication_date" in values or "title" in values
        if is_news or _is_late(values.get("lastmod"), now):
            published = values.get("publication_date")
            found.append(Raw(values.get("loc", ""), values.get("title"), published))
        else:
            old += 1
    return found, old


def parts_of_index(root: etree._Element) -> list[tuple[str, str | None]]:
    """Give the addresses that an index names with their dates of change, the newest first, undated ones last."""
    found = []
    for element in (child for child in root if local_name(child) == "sitemap"):
        values = _values_in(element)
        if "loc" in values:
            found.append((values["loc"], values.get("lastmod")))
    return sorted(found, key=lambda part: part[1] or "", reverse=True)[:MOST_PARTS]


def _values_in(element: etree._Element) -> dict[str, str]:
    """Give the texts of what stands in an entry by name; those of pictures and videos in it are not its own."""
    return {local_name(child): (child.text or "").strip() for child in _own(element)}


def _own(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = local_name(child)
        if name == "news":
            yield from (inner for inner in child if local_name(inner) in ("title", "publication_date"))
        elif name in ("loc", "lastmod"):
            yield child


def _is_late(lastmod: str | None, now: datetime) -> bool:
    changed, _ = entry_date(lastmod, now)
    return changed is not None and changed.at >= now - LATELY
