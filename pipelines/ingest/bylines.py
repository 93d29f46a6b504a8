"""Who wrote it: the names in a byline."""

import re
from collections.abc import Iterable

_BEFORE = re.compile(r"(?:reporting|written|compiled)?\s*by:?\s+", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:in|for|at)\s.*$|\s*[|/(].*$")
_BETWEEN = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&|und|et|и|та)\s+|;\s*|\s*[、，؛]\s*|(?<=\w)/(?=[^\W\d_]+\s)")
_PART = r"[^\W\d_a-z][\w'’.-]*"
_PERSON = re.compile(rf"{_PART}(?:\s+(?:{_PART}|de|van|von|der|al|bin|la)){{1,4}}$")
_OFFICE = r"(?:desk|team|staff|newsroom|correspondents?|reporters?)"
_DESK = re.compile(rf"(?:the\s+)?({_PART}(?:\s+[\w'’.-]+){{0,3}}\s+{_OFFICE})$")
_ROLE = re.compile(r"\s*[|(/–—•·].*$|\s+(?:in|for)\s.*$|,.*$")
_NO_NAME = re.compile(r"https?:|www\.|@|\d{3,}|^\W*$|^[a-z]+(?:-[a-z]+)+$")
_LONGEST_NAME, _MOST_AUTHORS = 80, 30
LONGEST = 200
"""Code points of a line that may be a byline."""


def authors_in_line(line: str) -> tuple[str, ...]:
    """Give the names in a line that is a byline ("By Ann Lee and Bo Roe in Kyiv"), empty where it is none."""
    line = line.strip("() .\t")
    before = _BEFORE.match(line)
    return authors_in(line[before.end() :]) if before and len(line) <= LONGEST else ()


def authors_in(names: str) -> tuple[str, ...]:
    """Give the single names in the words that a byline or an author field holds; empty unless all of them are names."""
    found = []
    for part in _BETWEEN.split(names[:LONGEST]):
        name = _AFTER.sub("", part.strip())
        desk = _DESK.match(name)
        if not desk and not _PERSON.match(name):
            return ()
        found.append(" ".join((desk[1] if desk else name).split()))
    return tuple(dict.fromkeys(found))


def cleaned_authors(given: Iterable[str]) -> tuple[str, ...]:
    """Give the names in the author fields of a page: "By" and roles left out, addresses and handles dropped."""
    found: list[str] = []
    for words in given:
        words = " ".join(words[: 5 * LONGEST].split())
        before = _BEFORE.match(words)
        for part in _BETWEEN.split(words[before.end() :] if before else words):
            name = "" if _NO_NAME.search(part) else _ROLE.sub("", part).strip(" ,.|–—-•·:")
            if name and len(name) <= _LONGEST_NAME:
                found.append(name)
    return tuple(dict.fromkeys(found))[:_MOST_AUTHORS]
