"""What a page says of its article in JSON-LD (schema.org's Article and its kinds).

Broken JSON-LD is no error of the page: the other layers of `page.py` answer instead.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from pipelines.ingest.bylines import cleaned_authors
from pipelines.ingest.found import Found, said_by
from pipelines.ingest.identity import canonical_url, in_one_line
from pipelines.ingest.metadata import language_code
from pipelines.ingest.published import published_as_written

SCRIPT_LIMIT, SCRIPTS_LIMIT, OBJECTS_LIMIT, PEOPLE_LIMIT = 1_000_000, 30, 2_000, 100
"""Code points of one script, scripts of one page, objects looked at, authors of one article."""
_ARTICLE = re.compile(r"\w*(?:Article|Posting|Report|Review)$")
_FRAME = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_BODY_TAGS = re.compile(r"<[^<>]*+>")


def found_in_json_ld(tree: HtmlElement) -> Found:
    """Give what the page's first article object says; its text where the page gives the whole body there."""
    objects = list(_objects_of(tree))
    named = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and _name_of(item)}
    for item in objects:
        kinds = item.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            return said_by("json-ld", _found_of(item, named))
    return Found()


def _found_of(item: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> Found:
    published, language = _string(item.get("datePublished")), _string(item.get("inLanguage"))
    address = _string(item.get("url")) or _string(_inner(item.get("mainEntityOfPage"), "@id"))
    return Found(
        title=in_one_line(_string(item.get("headline")) or _string(item.get("name")) or "") or None,
        outlet=_string(_inner(item.get("publisher"), "name")),
        url=canonical_url(address) if address else None,
        language=language_code(language) if language else None,
        authors=cleaned_authors(_names(item.get("author"), named)) or None,
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


def _names(value: object, named: Mapping[str, dict[str, Any]]) -> list[str]:
    """Give the names of people; one that is given by its `@id` alone is looked up among the page's objects."""
    found = []
    for one in (value if isinstance(value, list) else [value])[:PEOPLE_LIMIT]:
        if isinstance(one, dict) and not _name_of(one) and isinstance(one.get("@id"), str):
            one = named.get(one["@id"])
        name = _name_of(one) if isinstance(one, dict) else _string(one)
        found += [name] if name else []
    return found


def _name_of(item: dict[str, Any]) -> str | None:
    """Give the name of an object, or of a person the parts of it."""
    parts = [part for key in ("givenName", "familyName") if (part := _string(item.get(key)))]
    return _string(_inner(item.get("name"), "name")) or " ".join(parts) or None
