"""A feed's title as plain words: no markup, no characters that turn or hide others, of a sane length."""

import html
import re
import unicodedata

from lxml import html as lxml_html
from lxml.etree import ParserError

from pipelines.ingest.identity import in_one_line

LONGEST = 500
_JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling in some scripts."""
_MARKUP = re.compile(r"<[A-Za-z/!]")
_MOST_MARKS = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")
_UNSEEN = ("script", "style", "template", "noscript")


def plain_title(written: str | None) -> str | None:
    """Give a title as plain words, None where there are none."""
    if not written:
        return None
    words = html.unescape(written[: LONGEST * 20])
    if _MARKUP.search(words):
        words = _text_of(words)
    words = unicodedata.normalize("NFC", words)
    words = "".join(letter for letter in words if letter in _JOINERS or unicodedata.category(letter) != "Cf")
    words = in_one_line(_MOST_MARKS.sub(r"\1", words))
    return words[:LONGEST].rstrip() or None


def _text_of(markup: str) -> str:
    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return re.sub(r"<[^>]*>?", " ", markup)
    for element in tree.iter(*_UNSEEN):
        element.text = None
    return str(tree.text_content())
