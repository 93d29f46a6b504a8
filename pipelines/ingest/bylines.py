"""Who wrote it: the names in a byline."""

import re

_BEFORE = re.compile(r"(?:reporting|written|compiled)?\s*by:?\s+", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:in|for|at)\s.*$|\s*[|/(].*$")
_BETWEEN = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&|и|та)\s+|;\s*")
_PART = r"[^\W\d_a-z][\w'’.-]*"
_PERSON = re.compile(rf"{_PART}(?:\s+(?:{_PART}|de|van|von|der|al|bin|la)){{1,4}}$")
_DESK = re.compile(
    rf"(?:the\s+)?({_PART}(?:\s+[\w'’.-]+){{0,3}}\s+(?:desk|team|staff|newsroom|correspondents?|reporters?))$"
)
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
