"""The body of a page: what trafilatura takes, cleaned of what stands around an article, and a second opinion on it.

resiliparse reads the same page, without what a reader does not see. How far the two agree is kept with the article;
its text is taken where trafilatura finds hardly any. What a page has around an article stands in `surroundings.py`.
"""

import re
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from pipelines.ingest.found import Unreadable
from pipelines.ingest.identity import in_one_line
from pipelines.ingest.pages.surroundings import join_chunks, pointed_share, pointers_in, without_surroundings

ENOUGH = 200
"""Code points of a body below which other readers are asked."""
LONGEST = 500_000
"""Code points of a body beyond any article; the longest live reports have a fifth of it."""
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that steer how a line is set; the other reader leaves them out."""
_RUN = 4
"""Words of a run: as many as the measure of bodies in `tests` compares."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page, the reader that gave it, and how far two readers agree."""

    text: str
    basis: str
    agreement: float | None = None
    pointed: float = 0.0
    """Share of the lines, as they were extracted, that only point to other articles."""


def body_of(tree: HtmlElement, headings: tuple[str | None, ...], stated: str | None) -> Body:
    """Give the body of a page; `stated` is the text that its JSON-LD gives. The tree must be without unseen elements.

    Raises Unreadable `too_large` where the text is beyond any article. The tree is changed by reading it.
    """
    pointers = pointers_in(tree)
    join_chunks(tree)
    markup = lxml.html.tostring(tree, encoding="unicode")
    first, second = _by_trafilatura(tree), _by_resiliparse(markup)
    agreement = agreement_of(first, second)
    texts = {"trafilatura": first, "resiliparse": second if len(first) < ENOUGH else "", "json-ld": stated or ""}
    cleaned = {name: without_surroundings(text, headings, pointers) for name, text in texts.items()}
    basis = "trafilatura"
    if len(cleaned[basis]) < ENOUGH:
        # the reader that finds more; at a tie the earlier one
        basis = max(cleaned, key=lambda name: len(cleaned[name]))
    if len(cleaned[basis]) > LONGEST:
        raise Unreadable("too_large", f"the text has {len(cleaned[basis])} characters, more than {LONGEST}")
    return Body(cleaned[basis], basis, agreement, pointed_share(texts[basis], pointers))


def agreement_of(one: str, other: str) -> float:
    """Give twice the runs of four words that two texts share over the runs of both: 1 for the same, 0 for nothing."""
    first, second = _runs_of(one), _runs_of(other)
    return round(2 * len(first & second) / (len(first) + len(second)), 3) if first or second else 0.0


def _runs_of(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text[:LONGEST])
    return {tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))} if words else set()


def _by_trafilatura(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, with_metadata=False)
    return document.text.strip() if document is not None and document.text else ""  # type: ignore[union-attr]


def _by_resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(markup, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False)
    return "\n".join(line for part in _UNSEEN.sub("", text).split("\n") if (line := in_one_line(part)))
