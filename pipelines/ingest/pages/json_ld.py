"""What a page says of its article in JSON-LD (schema.org's Article and its kinds).

Broken JSON-LD is no error of the page: the other layers of `page.py` answer instead.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from pipelines.ingest.bylines import cleaned_authors
from pipelines.ingest.found import Found
from pipelines.ingest.identity import canonical_url, in_one_line
from pipelines.ingest.metadata import language_code
from pipelines.ingest.published import published_as_written

SCRIPT_LIMIT, SCRIPTS_LIMIT, OBJECTS_LIMIT = 1_000_000, 30, 2_000
"""Code points of one script, scripts of one page, objects looked at."""
_ARTICLE = re.compile(r"\w*(?:Article|Posting|Report|Review)$")
_FRAME = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_BODY_TAGS = re.compile(r"<[^<>]*+>")


def found_in_json_ld(tree: HtmlElement) -> Found:
    """Give what the page's first article object says; its text where the page gives the whole body there."""
    for item in _objects_of(tree):
        kinds = item.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            return _found_of(item)
    return Found()


def _found_of(item: dict[str, Any]) -> Found:
    published, language = _string(item.get("datePublished")), _string(item.get("inLanguage"))
    address = _string(item.get("url")) or _string(_inner(item.get("mainEntityOfPage"), "@id"))
    return Found(
        title=in_one_line(_string(item.get("headline")) or _string(item.get("name")) or "") or None,
        outlet=_string(_inner(item.get("publisher"), "name")),
        url=canonical_url(address) if address else None,
        language=language_code(language) if language else None,
        authors=cleaned_authors(_names(item.get("author"))) or None,
        published=published_as_written(published, "json-ld") if published else None,
        text=_BODY_TAGS.sub(" ", _string(item.get("articleBody")) or "") or None,
    )


def _objects_of(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the objects of all scripts, outer before inner, as far as articles may stand."""
    pending = [given for script in _scripts_of(tree) if (given := _read(script)) is not None]
    for _ in range(OBJECTS_LIMIT):
        if not pending:
            return
        item = pending.pop(0)
        if isinstance(item, list):
            pending[:0] = item[:OBJECTS_LIMIT]
        elif isinstance(item, dict):
            yield item
            pending[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _scripts_of(tree: HtmlElement) -> Iterator[str]:
    scripts = tree.iterfind(".//script[@type]")
    marked = (one for one in scripts if one.get("type", "").strip().lower() == "application/ld+json")
    for _, script in zip(range(SCRIPTS_LIMIT), marked, strict=False):
        text = script.text or ""
        if len(text) <= SCRIPT_LIMIT:
            yield text


def _read(script: str) -> object:
    """Give what a script holds, None where it is broken; line ends inside of strings are let pass."""
    try:
        return json.loads(_FRAME.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _inner(value: object, key: str) -> object:
    """Give a key of an object, of the first of a list of them, or the value itself where it is a string."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get(key) if isinstance(first, dict) else first


def _string(value: object) -> str | None:
    """Give a string in one line, its character references resolved; None for anything else and for an empty one."""
    return in_one_line(html.unescape(value)) or None if isinstance(value, str) else None


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = (_string(_inner(one, "name")) for one in values[:100])
    return [name for name in names if name]
