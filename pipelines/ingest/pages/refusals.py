"""Pages that are no article although they look like one to an extractor: told by their words, each with its reason.

The words stand in `refusal_phrases.csv`: a `title` is the whole heading, a `page` phrase stands anywhere in what a
reader sees. Only short bodies are doubted, so that an article may speak of cookies, subscriptions and missing pages.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.ingest.found import Found, Unreadable
from pipelines.ingest.pages.elements import SITE_NAME_PART
from pipelines.ingest.pages.titles import letters_of

_REASONS = {
    "soft_404": "the page says that there is no such page",
    "consent": "the page asks for consent to cookies, and holds no article",
    "login": "the page asks to log in, and holds no article",
    "blocked": "the page refuses or tests its visitor, and holds no article",
    "paywall": "the page ends where its subscribers read on",
    "index_page": "the page lists other pages, and is no article",
}
_ENTITLED_BELOW, _WORDED_BELOW, _STUB_BELOW = 3_000, 600, 1_000
"""Code points of a body below which a title, a phrase of a notice, and a phrase of a paywall are believed."""
_PHRASES_OF_CONSENT = 2
_POINTED, _POINTED_UNSTATED = 0.7, 0.4
"""Share of lines that are links from which a page is a list: where it states to be an article, and where not."""
_CODE = re.compile(r"\b(?:error|http|status|4(?:0[0-9]|10))\b", re.IGNORECASE)
_ARTICLE_TYPES = ".//meta[@property='og:type' and starts-with(@content, 'article')] | .//*[@itemprop='articleBody']"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows, as far as it tells whether it is an article."""

    url: str | None
    titles: tuple[str | None, ...]
    seen: str
    """The beginning of what a reader sees, menus and notices too."""
    body: str
    pointed: float
    """Share of the body's lines that are links and nothing else."""
    is_stated: bool
    """Whether the page's own markup states that it is an article."""


def is_stated_article(tree: HtmlElement, from_json: Found) -> bool:
    """Say whether a page states in its markup that it is an article."""
    return bool(from_json.bases) or bool(tree.xpath(_ARTICLE_TYPES))


def check_is_article(page: Page) -> None:
    """Raise Unreadable, with the reason's code, where a page is known to be no article."""
    code = _code_by_title(page) or _code_by_words(page) or _code_by_links(page)
    if code:
        raise Unreadable(code, _REASONS[code])


def _code_by_title(page: Page) -> str | None:
    if len(page.body) >= _ENTITLED_BELOW:
        return None
    parts = (part for title in page.titles if title for part in (title, *SITE_NAME_PART.split(title)))
    titles = {letters_of(_CODE.sub(" ", part)) or "notfound" for part in parts}
    return next((code for code, phrases in _phrases("title").items() if titles & phrases), None)


def _code_by_words(page: Page) -> str | None:
    found = {code: _count_in(page, code) for code in ("soft_404", "blocked", "login", "consent", "paywall")}
    is_short = len(page.body) < _WORDED_BELOW
    if is_short and found["consent"] >= _PHRASES_OF_CONSENT:
        return "consent"
    if is_short and (code := next((one for one in ("soft_404", "blocked", "login") if found[one]), None)):
        return code
    return "paywall" if len(page.body) < _STUB_BELOW and found["paywall"] else None


def _count_in(page: Page, code: str) -> int:
    """Give how many phrases of a kind a page has: a paywall's anywhere, others in the body, in all of a bare page."""
    words = page.seen if code == "paywall" or not page.body else page.body
    spoken = letters_of(words)
    return sum(phrase in spoken for phrase in _phrases("page").get(code, frozenset()))


def _code_by_links(page: Page) -> str | None:
    if page.is_stated:
        return "index_page" if page.pointed >= _POINTED else None
    is_front = page.url is not None and urlsplit(page.url).path in ("", "/") and not urlsplit(page.url).query
    return "index_page" if is_front or page.pointed >= _POINTED_UNSTATED else None


@cache
def _phrases(place: str) -> Mapping[str, frozenset[str]]:
    """Give the phrases of a place by the code they tell, as letters."""
    found: dict[str, set[str]] = defaultdict(set)
    with (Path(__file__).parent / "refusal_phrases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["place"] == place:
                found[row["code"]].add(letters_of(row["phrase"]))
    return {code: frozenset(phrases) for code, phrases in found.items()}
