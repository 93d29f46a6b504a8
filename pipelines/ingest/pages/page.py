"""A web page to an article: title, authors, date, address and language layer by layer, and the body.

The layers in their order: JSON-LD, meta elements and OpenGraph, elements of the page, htmldate for the date alone.
What a tree may be like stands in `tree.py`, JSON-LD in `json_ld.py`; nothing here fetches anything.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from pipelines.ingest.bylines import authors_in, authors_in_line, cleaned_authors
from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Found, Published, Unreadable, laid_over
from pipelines.ingest.identity import canonical_url, in_one_line, is_public, site_of
from pipelines.ingest.metadata import LIMITS, language_code
from pipelines.ingest.pages.json_ld import found_in_json_ld
from pipelines.ingest.pages.tree import strip_unseen, tree_of
from pipelines.ingest.published import LAST_YEAR, published_as_written
from pipelines.text.language import language_of

BODY_ENOUGH = 200
"""Code points of a body below which the text that the page's JSON-LD gives is looked at."""
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_SITE_NAME_PART = re.compile(r"\s+(?:[|–—•·-]|--)\s+")
_AUTHOR = ".//*[@rel='author' or @itemprop='author'][not(.//*[@rel='author' or @itemprop='name'])]"
_BYLINE = ".//*[contains(@class, 'byline') or contains(@class, 'author')]"


def found_in_page(data: bytes, given_url: str | None = None) -> Found:
    """Give what a page says; `given_url` is the address it is known to come from.

    Raises Unreadable where the bytes are no text, the markup is too large or deep, a library fails on it, or no body is
    found.
    """
    declared = _DECLARED.search(data[:4096])
    tree = tree_of(decoded(data, declared[1].decode("ascii") if declared else None))
    try:
        return _found_in_tree(tree, given_url)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the libraries raise what they like on markup that nobody thought of
        raise Unreadable("unreadable", f"the page cannot be read: {type(error).__name__}") from error


def _found_in_tree(tree: HtmlElement, given_url: str | None) -> Found:
    from_json, from_meta, from_elements = found_in_json_ld(tree), _found_in_meta(tree), _found_in_elements(tree)
    known = laid_over(laid_over(from_json, from_meta), from_elements)
    published = known.published or _published_by_htmldate(tree)
    outlet = from_meta.outlet or from_json.outlet
    strip_unseen(tree)
    body = _body_of(tree)
    if len(body) < BODY_ENOUGH and len(from_json.text or "") > len(body):
        body = from_json.text or ""
    if body in ("", from_elements.title):
        raise Unreadable("no_text", "the page has no text, or its heading alone")
    return Found(
        title=_within(_without_outlet(known.title, outlet, from_elements.title), "title"),
        outlet=_within(outlet, "outlet"),
        url=_address(given_url, _canonical_of(tree), from_meta.url, from_json.url),
        language=_language(known.language, body),
        authors=known.authors,
        published=published,
        text=body,
    )


@cache
def _meta_ranks() -> dict[str, tuple[str, int]]:
    """Give, for each name of a meta element in small letters, the field it fills and its rank among those that do."""
    with (Path(__file__).parent / "meta_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["field"], int(row["rank"])) for row in csv.DictReader(file)}


def _found_in_meta(tree: HtmlElement) -> Found:
    """Give what the meta elements say, the best ranked name of each field first."""
    said: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for element in tree.iterfind(".//meta[@content]"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = in_one_line(element.get("content")[:5_000])
        if name in _meta_ranks() and content:
            field, rank = _meta_ranks()[name]
            said[field].append((rank, content))
    best = {field: min(rank for rank, _ in pairs) for field, pairs in said.items()}
    first = {field: next(content for rank, content in pairs if rank == best[field]) for field, pairs in said.items()}
    return Found(
        title=first.get("title"),
        outlet=first.get("outlet"),
        url=canonical_url(first.get("url", "")),
        language=language_code(first.get("language", "")),
        authors=_authors_in_meta(said["authors"]),
        published=_first_published((content for _, content in sorted(said["published"])), "meta"),
    )


def _authors_in_meta(said: list[tuple[int, str]]) -> tuple[str, ...] | None:
    for wanted in sorted({rank for rank, _ in said}):
        if names := cleaned_authors(content for rank, content in said if rank == wanted):
            return names
    return None


def _found_in_elements(tree: HtmlElement) -> Found:
    """Give what the page itself shows: its heading, its byline, its time element."""
    heading = next((title for one in tree.iter("h1") if (title := _text_of(one))), None)
    title = next((title for one in tree.iter("title") if (title := _text_of(one))), "")
    times = (one.get("datetime") or one.get("content") or "" for one in _time_elements(tree))
    return Found(
        title=heading or _SITE_NAME_PART.split(title)[0] or None,
        language=language_code(tree.get("lang") or ""),
        authors=_authors_in_elements(tree),
        published=_first_published(times, "time-element"),
    )


def _authors_in_elements(tree: HtmlElement) -> tuple[str, ...] | None:
    """Give the names in elements marked as the author's, else in the first byline that holds names and nothing else."""
    if marked := cleaned_authors(_text_of(one) for one in tree.xpath(_AUTHOR)[:10]):
        return marked
    lines = (_text_of(one) for one in tree.xpath(_BYLINE)[:20])
    return next((names for line in lines if (names := authors_in_line(line) or authors_in(line))), None)


def _time_elements(tree: HtmlElement) -> list[Any]:
    """Give the elements that hold the time of publication: those that say so, else the first in the article."""
    marked = tree.xpath(".//*[@itemprop='datePublished' or (self::time and @pubdate)]")
    return marked or tree.xpath(".//article//time[@datetime]")[:1] or tree.xpath(".//main//time[@datetime]")[:1]


def _text_of(element: HtmlElement) -> str:
    return in_one_line("".join(element.itertext())[:5_000])


def _first_published(written: Iterator[str], basis: str) -> Published | None:
    return next((found for one in written if one and (found := published_as_written(one, basis))), None)


def _published_by_htmldate(tree: HtmlElement) -> Published | None:
    from htmldate import find_date

    day = find_date(tree, original_date=True, max_date=f"{LAST_YEAR}-12-31")
    return published_as_written(day, "htmldate") if day else None


def _body_of(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, with_metadata=False)
    return document.text.strip() if document is not None and document.text else ""  # type: ignore[union-attr]


def _canonical_of(tree: HtmlElement) -> str | None:
    links = (link.get("href") for link in tree.iterfind(".//link[@rel='canonical'][@href]"))
    return next((url for link in links if (url := canonical_url(link))), None)


def _address(given: str | None, *said: str | None) -> str | None:
    """Give the article's address: of those that the page states the first that is public, and is of the given site."""
    public = (url for url in said if url and is_public(url))
    if given is None:
        return next(public, None)
    return next((url for url in public if site_of(url) == site_of(given)), given)


def _language(declared: str | None, body: str) -> str | None:
    """Give the declared language where the body does not speak against it; templates often declare another one."""
    seen = language_of(body)
    return declared if declared and (seen == "und" or declared.split("-")[0] == seen) else None


def _without_outlet(title: str | None, outlet: str | None, heading: str | None) -> str | None:
    """Give a title without the name of the site behind it: the outlet's own, or what the page's heading lacks."""
    parts = _SITE_NAME_PART.split(title or "")
    if len(parts) < 2:
        return title
    start = (title or "")[: -len(parts[-1])].rstrip(" |–—•·-")
    is_site = outlet is not None and parts[-1].casefold() == outlet.casefold()
    return start if is_site or start == heading else title


def _within(words: str | None, field: str) -> str | None:
    return words if words and len(words) <= LIMITS[field] else None
