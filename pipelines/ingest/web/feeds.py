"""RSS and Atom: the entries of a tree, read by feedparser from a small copy of it.

feedparser knows the dialects; but an author of 64 KB takes it 15 s, and the bodies of articles that feeds carry are of
no use here. So it is given only what an entry's address, title, date and id are read from.
"""

from io import BytesIO
from itertools import islice

import feedparser
from lxml import etree

from pipelines.ingest.web.documents import Raw, local_name

ROOTS = {"rss": "rss", "RDF": "rss", "feed": "atom"}
ENTRIES = ("item", "entry")
KEPT = frozenset(
    {"title", "link", "guid", "id", "pubDate", "published", "updated", "issued", "modified", "created", "date"}
)
"""Elements of an entry that are read, by their names without namespaces."""
MOST_CHILDREN = 200
MOST_ATTRIBUTES = 20
LONGEST_VALUE = 8_192


def raw_entries(root: etree._Element, url: str, most: int, *, is_cut: bool) -> tuple[list[Raw], int]:
    """Give up to `most` entries of a feed, and how many it has.

    The last entry of a document whose end is missing is left out: its address may be half of one.
    """
    items = [element for element in root.iter() if local_name(element) in ENTRIES]
    whole = items[:-1] if is_cut else items
    found = feedparser.parse(
        BytesIO(_small(root, whole[:most])),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        resolve_relative_uris=True,
        sanitize_html=False,
    )
    return [_raw(entry) for entry in found.entries], len(items)


def _small(root: etree._Element, items: list[etree._Element]) -> bytes:
    """Write the feed again with what is read of it only."""
    small = _copied(root)
    parent = small if local_name(root) != "rss" else etree.SubElement(small, "channel")
    for item in items:
        entry = _copied(item)
        children = (child for child in item if local_name(child) in KEPT)
        entry.extend([_with_text(child) for child in islice(children, MOST_CHILDREN)])
        parent.append(entry)
    return etree.tostring(small, encoding="utf-8", xml_declaration=True)


def _copied(element: etree._Element) -> etree._Element:
    values = islice(element.attrib.items(), MOST_ATTRIBUTES)
    copy = etree.Element(element.tag, nsmap={key: name for key, name in element.nsmap.items() if name})
    for name, value in values:
        copy.set(name, value[:LONGEST_VALUE])
    return copy


def _with_text(element: etree._Element) -> etree._Element:
    copy = _copied(element)
    text = "".join(islice(element.itertext(), MOST_CHILDREN))[:LONGEST_VALUE]
    if copy.get("type") == "xhtml":
        copy.set("type", "text")  # its markup is gone with its elements
    copy.text = text
    return copy


def _raw(entry: feedparser.FeedParserDict) -> Raw:
    # plain look-ups: the library's own answer with the date of change for the one of publication, and a warning
    known = {name: dict.get(entry, name) for name in ("link", "title", "published", "created", "updated", "id")}
    date = known["published"] or known["created"] or known["updated"]
    return Raw(_words(known["link"]) or "", _words(known["title"]), _words(date), _words(known["id"]))


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
