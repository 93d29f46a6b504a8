"""The bytes of a feed to a tree of elements, by a parser that opens nothing, expands nothing and stays small.

What the elements mean stands in `feeds.py` and `sitemaps.py`.
"""

import html
import re
from typing import NamedTuple

from lxml import etree

from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Unreadable
from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.web.fetch import FEED

LONGEST_TAG = 32_768
"""Characters of one tag: two hundred thousand attributes take parsers half a minute."""
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>")
_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})")
_LONG_TAG = re.compile(rf"<[A-Za-z_][^<>]{{{LONGEST_TAG}}}")
_ROOT = re.compile(r"<[A-Za-z_]")
_UNREAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = ("amp", "lt", "gt", "quot", "apos")
_CLOSING = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|RDF|urlset|sitemapindex)\s*>")
_TAIL = 4_096


def tree_of(data: bytes) -> tuple[etree._Element, bool]:
    """Give the root of an XML document, and whether its end is missing.

    Raises Failed: `empty`, `too_large`, `not_a_feed` for what has no elements, `bad_feed` for a document type of its
    own, endless tags, and text in no encoding that can be told.
    """
    if not data.strip():
        raise Failed(Reason.EMPTY, "has no content")
    if len(data) > FEED.limit:
        raise Failed(Reason.TOO_LARGE, f"has more than {FEED.limit} bytes")
    text = _text_of(data)
    start = _ROOT.search(text)
    if start is None:
        raise Failed(Reason.NOT_A_FEED, "is no XML")
    prolog = text[: start.start()]
    if "<!DOCTYPE" in prolog and "[" in prolog:
        raise Failed(Reason.BAD_FEED, "brings a document type with definitions of its own")
    if _LONG_TAG.search(text):
        raise Failed(Reason.BAD_FEED, f"has a tag of more than {LONGEST_TAG} characters")
    return _parsed(text[start.start() :]), not _CLOSING.search(text, max(0, len(text) - _TAIL))


def _text_of(data: bytes) -> str:
    declared = _ENCODING.search(data[:400])
    name = declared[1].decode("ascii") if declared else None
    if name is not None and name.lower().replace("_", "-") in ("utf-7", "utf7"):
        raise Failed(Reason.BAD_FEED, "is written in UTF-7")
    try:
        text = decoded(data.strip(b" \t\r\n") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data, name)
    except Unreadable as problem:
        raise Failed(Reason.BAD_FEED, problem.reason) from None
    return _NAMED.sub(_character, _UNREAL.sub("", _DECLARATION.sub("", text, count=1)))


def _character(name: re.Match[str]) -> str:
    """Put the character in the place of an entity that HTML knows and XML does not."""
    return name[0] if name[1] in _XML_NAMES else html.unescape(name[0])


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise Failed(Reason.NOT_A_FEED, "is no XML that can be read") from error
    if root is None:
        raise Failed(Reason.NOT_A_FEED, "is no XML that can be read")
    return root


def local_name(element: etree._Element) -> str:
    """Give an element's name without its namespace, empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Raw(NamedTuple):
    """One entry as a document writes it; nothing of it is checked yet."""

    url: str
    title: str | None
    published: str | None
    guid: str | None = None
