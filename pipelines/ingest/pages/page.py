"""A web page to an article: title, authors, date, address and language layer by layer, and the body.

The layers in their order: a rule for the site where there is one, JSON-LD, meta elements, elements of the page, and
htmldate for the date alone. Each layer has a module of its own beside this one; nothing here fetches anything.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from lxml.html import HtmlElement

from pipelines.ingest.decode import decoded
from pipelines.ingest.found import Found, Published, Unreadable, laid_over, said_by
from pipelines.ingest.identity import is_public, site_of
from pipelines.ingest.metadata import LIMITS
from pipelines.ingest.pages.body import Body, body_of
from pipelines.ingest.pages.elements import found_in_elements
from pipelines.ingest.pages.json_ld import found_in_json_ld
from pipelines.ingest.pages.meta import found_in_meta
from pipelines.ingest.pages.refusals import Page, check_is_article, is_stated_article
from pipelines.ingest.pages.sites import found_by_rule, rule_for
from pipelines.ingest.pages.titles import letters_of, without_site
from pipelines.ingest.pages.tree import strip_unseen, tree_of, visible_text
from pipelines.ingest.published import LAST_YEAR, published_as_written
from pipelines.text.language import language_of

LIMIT = 5 * 1024 * 1024
"""Bytes of a page; news pages have a tenth of it."""
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)


def found_in_page(
    data: bytes, given_url: str | None = None, charset: str | None = None, seen_on: date | None = None
) -> Found:
    """Give what a page says.

    `given_url` is the address it is known to come from, `charset` the encoding that its HTTP header names, a hint and
    no more, and `seen_on` the day it was fetched. Raises Unreadable where the bytes are no text, the markup is too
    large or deep, a library fails on it, no body is found, or the page is none of an article (`refusals.py`).
    """
    if len(data) > LIMIT:
        raise Unreadable("too_large", f"the page has {len(data)} bytes, more than {LIMIT}")
    declared = _DECLARED.search(data[:4096])
    tree = tree_of(decoded(data, charset, declared[1].decode("ascii") if declared else None))
    try:
        return _found_in_tree(tree, given_url, seen_on)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the libraries raise what they like on markup that nobody thought of
        raise Unreadable("unreadable", f"the page cannot be read: {type(error).__name__}") from error


def _found_in_tree(tree: HtmlElement, given_url: str | None, seen_on: date | None) -> Found:
    layers = _layers_of(tree)
    known = _laid_together(layers, tree, given_url, seen_on)
    strip_unseen(tree)
    rule = rule_for(known.url, seen_on or _day_of(known.published))
    known = laid_over(found_by_rule(rule, tree), known) if rule else known
    title = without_site(known.title, known.outlet, layers.elements.title, known.url)
    headings = (title, layers.elements.title, known.title)
    seen = visible_text(tree)
    body = body_of(tree, headings, layers.json.text) if known.text is None else Body(known.text, "site-rule")
    check_is_article(Page(known.url, headings, seen, body.text, body.pointed, layers.is_stated))
    if body.text == "":
        raise Unreadable("no_text", "the page has no text, or its heading alone")
    known = replace(
        known,
        title=_within(title, "title"),
        outlet=_within(known.outlet, "outlet"),
        text=body.text,
        agreement=body.agreement,
        bases={**known.bases, "text": body.basis},
    )
    return known if _is_in(known.language, body.text) else replace(known, language=None)


@dataclass(frozen=True, slots=True)
class _Layers:
    """What the layers of a page say, each for itself."""

    json: Found
    meta: Found
    elements: Found
    is_stated: bool


def _layers_of(tree: HtmlElement) -> _Layers:
    json = found_in_json_ld(tree)
    return _Layers(json, found_in_meta(tree), found_in_elements(tree), is_stated_article(tree, json))


def _laid_together(layers: _Layers, tree: HtmlElement, given_url: str | None, seen_on: date | None) -> Found:
    """Give what the layers say, the first one that says a thing; the body is no business of these."""
    known = laid_over(laid_over(replace(layers.json, text=None), layers.meta), layers.elements)
    outlet = layers.meta.outlet or layers.json.outlet
    signed = _signed(outlet, layers.json, layers.meta, layers.elements) or Found(authors=known.authors)
    addressed = _addressed(given_url, layers.elements, layers.meta, layers.json)
    return replace(
        known,
        outlet=outlet,
        authors=signed.authors,
        url=addressed.url,
        published=known.published or _published_by_htmldate(tree, seen_on),
        bases={**known.bases, **addressed.bases, **signed.bases},
    )


def _published_by_htmldate(tree: HtmlElement, seen_on: date | None) -> Published | None:
    from htmldate import find_date

    last = seen_on.isoformat() if seen_on else f"{LAST_YEAR}-12-31"
    day = find_date(tree, original_date=True, max_date=last)
    return published_as_written(day, "htmldate") if day else None


def _day_of(published: Published | None) -> date | None:
    return published.period.first_on if published else None


def _addressed(given: str | None, *layers: Found) -> Found:
    """Give the article's address: of those that the page states the first that is public, and is of the given site."""
    stated = [one for one in layers if one.url and is_public(one.url)]
    if given is not None:
        stated = [one for one in stated if site_of(one.url or "") == site_of(given)]
    if not stated:
        return said_by("metadata", Found(url=given))
    return Found(url=stated[0].url, bases={"url": stated[0].bases["url"]})


def _signed(outlet: str | None, *layers: Found) -> Found | None:
    """Give the authors of the first layer that names any beside the outlet itself, without its name; None for none."""
    for layer in layers:
        people = tuple(name for name in layer.authors or () if letters_of(name) != letters_of(outlet or ""))
        if people:
            return Found(authors=people, bases={"authors": layer.bases["authors"]})
    return None


def _is_in(language: str | None, body: str) -> bool:
    """Say whether a body does not speak against the language declared for it; templates often declare another one."""
    seen = language_of(body)
    return language is not None and (seen == "und" or language.split("-")[0] == seen)


def _within(words: str | None, field: str) -> str | None:
    return words if words and len(words) <= LIMITS[field] else None
