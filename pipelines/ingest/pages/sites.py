"""Rules for single sites: where an element of a page stands that no general layer finds, from when until when.

A rule is one small file `sites/<domain>.toml`, opened when a page of that site comes. Its form stands in
`sites/README.md`. A rule is the last resort: what many sites do belongs in the layers, and a rule that has expired is
not used.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from pipelines.ingest.bylines import cleaned_authors
from pipelines.ingest.found import Found, said_by
from pipelines.ingest.identity import site_of
from pipelines.ingest.pages.elements import text_of
from pipelines.ingest.published import first_published

FOLDER = Path(__file__).parent / "sites"
_BLOCKS = ("p", "li", "h2", "h3", "h4", "blockquote", "pre", "figcaption")
_PATHS = ("title", "authors", "published", "body", "remove")
_KEYS = {"valid_from", "valid_to", "reason", *_PATHS}


class BadRule(ValueError):
    """A file of rules that does not have their form."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the parts of a site's articles stand: XPath expressions, empty where the layers find them."""

    valid_from: date
    reason: str
    valid_to: date | None = None
    """The first day on which it does not hold any more; None where it still does."""
    title: str = ""
    authors: str = ""
    published: str = ""
    body: str = ""
    remove: str = ""


def rule_for(url: str | None, on: date | None, folder: Path | None = None) -> Rule | None:
    """Give the rule that holds for the site of an address on a day; None without either. Raises BadRule."""
    path = _files_in(folder or FOLDER).get(site_of(url)) if url else None
    if path is None or on is None:
        return None
    held = (rule for rule in rules_in(path) if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to))
    return next(held, None)


def found_by_rule(rule: Rule, tree: HtmlElement) -> Found:
    """Give what a rule finds in a page, after what it removes is gone from the tree."""
    for element in tree.xpath(rule.remove) if rule.remove else ():
        element.drop_tree()
    authors = cleaned_authors(_words_at(tree, rule.authors))
    found = Found(
        title=next(_words_at(tree, rule.title), None),
        authors=authors or None,
        published=first_published(_words_at(tree, rule.published), "site-rule"),
        text="\n".join(line for one in _at(tree, rule.body) for line in _lines_of(one)) or None,
    )
    return said_by("site-rule", found)


@cache
def rules_in(path: Path) -> tuple[Rule, ...]:
    """Read the rules of one site; raises BadRule, with the file's name, where they do not have the form."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
        return tuple(_rule_of(one) for one in given)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, etree.XPathError) as error:
        raise BadRule(f"{path.name}: {error}") from error


def _rule_of(given: dict[str, object]) -> Rule:
    if unknown := given.keys() - _KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    days = (given["valid_from"], given.get("valid_to", date.max))
    if not all(type(day) is date for day in days) or not str(given["reason"]).strip():
        raise ValueError("a rule needs a day in `valid_from`, none or one in `valid_to`, and a `reason`")
    for name in _PATHS:
        etree.XPath(str(given.get(name) or "."))
    return Rule(**given)  # type: ignore[arg-type]


@cache
def _files_in(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob("*.toml")}


def _at(tree: HtmlElement, path: str) -> list[HtmlElement | str]:
    return list(tree.xpath(path)) if path else []


def _words_at(tree: HtmlElement, path: str) -> Iterator[str]:
    for one in _at(tree, path):
        words = " ".join(one.split()) if isinstance(one, str) else text_of(one)
        if words:
            yield words


def _lines_of(element: HtmlElement | str) -> Iterator[str]:
    """Give the paragraphs of an element, in order, none inside another; its own words where it has none."""
    if isinstance(element, str):
        yield " ".join(element.split())
        return
    blocks = [one for one in element.iter(*_BLOCKS) if next(one.iterancestors(*_BLOCKS), None) is None]
    yield from (line for one in blocks or [element] if (line := text_of(one)))
