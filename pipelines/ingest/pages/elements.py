"""What a page itself shows of its article: its heading, its byline, its time element, its canonical address."""

import re
from typing import Any

from lxml.html import HtmlElement

from pipelines.ingest.bylines import authors_in, authors_in_line, cleaned_authors
from pipelines.ingest.found import Found, said_by
from pipelines.ingest.identity import canonical_url, in_one_line
from pipelines.ingest.metadata import language_code
from pipelines.ingest.published import first_published

SITE_NAME_PART = re.compile(r"\s+(?:[|–—•·-]|--)\s+")
"""What stands between a headline and the name of the site behind it."""
_AUTHOR = ".//*[@rel='author' or @itemprop='author'][not(.//*[@rel='author' or @itemprop='name'])]"
_BYLINE = ".//*[contains(@class, 'byline') or contains(@class, 'author')]"
_LONGEST = 5_000


def found_in_elements(tree: HtmlElement) -> Found:
    """Give what the elements of the page show."""
    heading = next((title for one in tree.iter("h1") if (title := text_of(one))), None)
    title = next((title for one in tree.iter("title") if (title := text_of(one))), "")
    times = (one.get("datetime") or one.get("content") or "" for one in _time_elements(tree))
    found = Found(
        title=heading or SITE_NAME_PART.split(title)[0] or None,
        url=_canonical_in(tree),
        language=language_code(tree.get("lang") or ""),
        authors=_authors_in(tree),
        published=first_published(times, "time-element"),
    )
    return said_by("element", found)


def text_of(element: HtmlElement) -> str:
    """Give the words of an element in one line."""
    return in_one_line("".join(element.itertext())[:_LONGEST])


def _authors_in(tree: HtmlElement) -> tuple[str, ...] | None:
    """Give the names in elements marked as the author's, else in the first byline that holds names and nothing else."""
    if marked := cleaned_authors(_separate_text_of(one) for one in tree.xpath(_AUTHOR)[:10]):
        return marked
    lines = (text_of(one) for one in tree.xpath(_BYLINE)[:20])
    return next((names for line in lines if (names := authors_in_line(line) or authors_in(line))), None)


def _separate_text_of(element: HtmlElement) -> str:
    """Give the words of an author's element; where links name the people, theirs, for roles and times stand beside."""
    links = [name for link in element.iter("a") if (name := text_of(link))]
    return ", ".join(links) or text_of(element)


def _time_elements(tree: HtmlElement) -> list[Any]:
    """Give the elements that hold the time of publication: those that say so, else the first in the article."""
    marked = tree.xpath(".//*[@itemprop='datePublished' or (self::time and @pubdate)]")
    return marked or tree.xpath(".//article//time[@datetime]")[:1] or tree.xpath(".//main//time[@datetime]")[:1]


def _canonical_in(tree: HtmlElement) -> str | None:
    links = (link.get("href") for link in tree.iterfind(".//link[@rel='canonical'][@href]"))
    return next((url for link in links if (url := canonical_url(link))), None)
