"""Plain text to an article: what its first and last lines say of title, byline, outlet and day.

Only what is clearly said of the piece itself belongs here: a line for it or a dateline. Dates and names in running
sentences are the business of the layers that read the text.
"""

import re

from pipelines.entities.match import mentions_in
from pipelines.ingest.bylines import authors_in_line
from pipelines.ingest.found import Found, Published, laid_over, said_by
from pipelines.ingest.published import published_on
from pipelines.ingest.written_dates import DATE, day_of
from pipelines.text.credits import is_outlet

TITLE_LIMIT = 300
"""Code points of a first line above which it is a paragraph and no title."""
HEAD_LINES, TAIL_LINES = 6, 4
EDGE = 8_000
"""Code points at each end of a text in which its first and last lines are looked for."""
_DATE_LINE = re.compile(
    rf"\(?(?:(?:published|posted|date)(?:\son)?:?\s)?(?:[^\W\d_]{{2,12}},\s)?(?P<date>{DATE})"
    r"(?:,?\s(?:at\s)?\d\d?[:.]\d\d[\s\w:.+]{0,12})?\)?\.?$",
    re.IGNORECASE,
)
_OUTLET_AND_DATE = re.compile(rf"\(?(?P<outlet>[^\W\d_][^,;|\d]{{1,80}}?)\s?[,|·–—]\s?(?P<date>{DATE})\)?\.?$")
_BRACKETED = re.compile(rf"\((?P<outlet>[^\W\d_][^()\d,;]{{1,60}}),\s(?P<date>{DATE})\)\.?$")
_DATELINE = re.compile(
    rf"(?P<place>[A-ZА-ЯІЇЄҐ][^\d(/—–:;.\"“]{{1,60}}?)(?:,?\s(?:(?P<date>{DATE})|[A-Z]\w{{2,11}}\.?\s\d\d?|\d\d?\s[A-Z]\w{{2,11}}))?"
    r"[.,]?\s?(?:\((?P<outlet>[^()\d]{2,60})\)\s?[—–-]|/(?P<slashed>[^/\d]{2,60})/|[—–-]{1,2}\s)"
)
_OUTLET_LABEL = re.compile(r"(?:outlet:|publisher:|published by:?)\s(?P<outlet>\S.{1,80})$", re.IGNORECASE)


def found_in_text(text: str) -> Found:
    """Give what a normalised plain text says of itself in its first and last lines."""
    head, tail = _edges(text)
    said = [_said_in(line) for line in (*head, *tail)]
    titles = [line for line, one in zip(head, said, strict=False) if one == Found()]
    has_title = bool(titles) and len(titles[0]) <= TITLE_LIMIT and len(head) > 1
    found = Found(
        title=titles[0] if has_title else None,
        outlet=next((one.outlet for one in said if one.outlet), None),
        authors=next((one.authors for one in said if one.authors), None),
        published=next((one.published for one in said if one.published), None),
    )
    return laid_over(said_by("text", found), said_by("given", Found(text=text)))


def _edges(text: str) -> tuple[list[str], list[str]]:
    """Give the first and the last lines that are not blank, no line in both."""
    if len(text) <= 2 * EDGE:
        lines = _lines_of(text)
        head = lines[:HEAD_LINES]
        return head, lines[HEAD_LINES:][-TAIL_LINES:]
    return _lines_of(text[:EDGE])[:HEAD_LINES], _lines_of(text[-EDGE:])[1:][-TAIL_LINES:]


def _lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _said_in(line: str) -> Found:
    """Give what one line says of the piece; nothing for a line of running text."""
    short = line if len(line) <= TITLE_LIMIT else ""
    if authors := authors_in_line(short):
        return Found(authors=authors)
    if label := _OUTLET_LABEL.match(short):
        return Found(outlet=label["outlet"])
    if match := _DATE_LINE.match(short):
        return Found(published=_published(match["date"]))
    named = _OUTLET_AND_DATE.match(short) or _BRACKETED.search(short)
    if named and (published := _published(named["date"])):
        return Found(outlet=_outlet_or_none(named["outlet"]), published=published)
    if (match := _DATELINE.match(line[:200])) and _is_place(match["place"]):
        return Found(outlet=match["outlet"] or match["slashed"], published=_published(match["date"]))
    return Found()


def _published(written: str | None) -> Published | None:
    day = day_of(written) if written else None
    try:
        return published_on(day, "text", written) if day else None
    except ValueError:
        # a year that no article can be of: the line says something else
        return None


def _outlet_or_none(name: str) -> str | None:
    """Give a name that stands before a date, unless it may be the place of a dateline."""
    name = name.strip()
    if is_outlet(name) or "." in name or "(" in name or re.fullmatch(r"[A-Z]{2,5}", name):
        return name
    is_place = any(mention.kind in ("place", "region", "country") for mention in mentions_in(name))
    return name if " " in name and not is_place else None


def _is_place(words: str) -> bool:
    """Say whether the words before a dash look like a dateline's place: in capitals, or each word with a capital."""
    return all(word[:1].isupper() for word in re.split(r"[\s,]+", words) if word)
