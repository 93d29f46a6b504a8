"""What a page has around and between the paragraphs of an article, and bodies that a page breaks into chunks.

Here belongs what is told by the markup or by a line of its own: headings, paragraphs that are nothing but a link to
another article, labels. What makes a page no article at all stands in `refusals.py`.
"""

import csv
import re
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement

from pipelines.ingest.pages.elements import text_of
from pipelines.ingest.pages.titles import letters_of

_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "h5", "h6")
_SHORTEST_POINTER = 15
"""Code points of linked words below which a paragraph may be a name, a place or a number of the article."""
_BESIDE_LINK = re.compile(r"[^\w]*(?:[^\W\d_][\w’' ]{1,30}:)?[^\w]*$")
"""What a pointer has beside its link: signs, and perhaps a label with a colon (`Related:`)."""
_BULLET = re.compile(r"^[-•·*]\s+")
_MOST_POINTERS = 0.5
"""Share of a body above which lines that are links are the article itself: a list of works, say."""
_CHUNK_CLASS = re.compile(r"(?:article|story|post|entry|news)[-_]*(?:body|text|content)", re.IGNORECASE)
_CHUNK_PARAGRAPHS = 2


def pointers_in(tree: HtmlElement) -> frozenset[str]:
    """Give the lines that paragraphs make which are a link and nothing else: they point to other articles."""
    return frozenset(text_of(one) for one in tree.iter(*_PARAGRAPHS) if _is_pointer(one))


def _is_pointer(paragraph: HtmlElement) -> bool:
    linked = sum(len(text_of(link)) for link in paragraph.iter("a"))
    return linked >= _SHORTEST_POINTER and bool(_BESIDE_LINK.match(_unlinked_text_of(paragraph)))


def _unlinked_text_of(element: HtmlElement) -> str:
    """Give the words of an element that stand in no link; what follows the element is not part of it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag != "a":
            parts.append(_unlinked_text_of(child))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())


def join_chunks(tree: HtmlElement) -> None:
    """Bring together, in place, a body that a page breaks into elements of one class.

    Extractors take the first such element of an article for the whole body.
    """
    first: dict[tuple[str, HtmlElement], HtmlElement] = {}
    for element in list(tree.iter("div", "section")):
        name = element.get("class") or ""
        if not _CHUNK_CLASS.search(name) or sum(child.tag == "p" for child in element) < _CHUNK_PARAGRAPHS:
            continue
        around = next(element.iterancestors("article", "main", "body"), tree)
        head = first.setdefault((name, around), element)
        if head is not element and all(one is not head for one in element.iterancestors()):
            head.extend(list(element))


def without_surroundings(text: str, headings: tuple[str | None, ...], pointers: frozenset[str]) -> str:
    """Give a body without the heading that opens it, without pointers to other articles, and without labels."""
    titles = {letters_of(heading) for heading in headings if heading}
    lines = text.strip().split("\n")
    while lines and (not lines[0].strip() or letters_of(lines[0]) in titles):
        lines = lines[1:]
    kept = [line for line in lines if not _points(line, pointers)]
    if sum(map(len, kept)) < _MOST_POINTERS * sum(map(len, lines)):
        kept = lines
    return "\n".join(line for line in kept if letters_of(line) not in _labels()).strip()


def pointed_share(text: str, pointers: frozenset[str]) -> float:
    """Give the share of a text's lines that are links and nothing else."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(_points(line, pointers) for line in lines) / max(1, len(lines))


def _points(line: str, pointers: frozenset[str]) -> bool:
    return _BULLET.sub("", " ".join(line.split())) in pointers


@cache
def _labels() -> frozenset[str]:
    """Give the lines, as letters, that are no words of an article wherever they stand alone."""
    with (Path(__file__).parent / "labels.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(letters_of(row["line"]) for row in csv.DictReader(file))
