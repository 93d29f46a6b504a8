"""Whom an outlet cites: "The road is shut, Reuters reported, citing two officials" is what the officials say.

Only outlets hand the words of others on; what a person cites is evidence for what she says herself.
"""

from pipelines.text.clauses import BREAKS, Range
from pipelines.text.constructions.finding import Finding
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after, with_apposition
from pipelines.text.source_words import noun_of
from pipelines.text.words import NAME, PERSONAL, PREPOSITION, RELATIVE

CITING = frozenset(("citing", "quoting"))
_CITED = frozenset(("cited", "cites", "quoted", "quotes"))
_FAR = 25
_SPEAKING = ("group", "role", "government", "organisation", "outlet", "document")


def cited_by(passage: Passage, finding: Finding) -> tuple[Range, Range] | None:
    """Give the cue and the source that stand for an outlet's: "citing" and those who are cited."""
    if not finding.cue or not finding.source or passage.lower[finding.cue[0][0]] in CITING:
        return None
    if passage.lower[finding.cue[0][0] - 1] == "as":
        return _cited_as_saying(passage, finding.cue[0][0] - 1, finding.source[0][1])
    for k in range(finding.source[0][1], finding.cue[0][0] - 1):
        if passage.lower[k] in CITING and passage.lower[k - 1] == ",":
            return _cited(passage, k, finding.cue[0][0])
    first = finding.cue[0][1]
    for k in range(first, min(len(passage) - 1, first + _FAR)):
        if passage.lower[k] in BREAKS:
            break
        if passage.lower[k] in CITING and passage.lower[k - 1] in (",", "and"):
            return _cited(passage, k, len(passage))
    return _cited(passage, 0, len(passage)) if passage.lower[0] in CITING else None


def _cited_as_saying(passage: Passage, end: int, floor: int) -> tuple[Range, Range] | None:
    """Find "Reuters cited two officials | as saying"."""
    for k in range(end - 2, max(floor, end - _FAR) - 1, -1):
        if passage.lower[k] in _CITED:
            return ((k, k + 1), (k + 1, end)) if _speaks(passage, k + 1, end) else None
    return None


def _cited(passage: Passage, at: int, limit: int) -> tuple[Range, Range] | None:
    end = noun_phrase_after(passage, at + 1, limit)
    return ((at, at + 1), (at + 1, with_apposition(passage, end, limit))) if _speaks(passage, at + 1, end) else None


def _speaks(passage: Passage, first: int, after: int) -> bool:
    """Tell whether a noun phrase names somebody or something that says things: no costs, no concerns."""
    for k in range(first, after):
        kind = passage.kinds[k]
        if k > first and kind & (PREPOSITION | RELATIVE):
            return False
        if kind & PERSONAL:
            return True
        noun = None if kind & NAME else noun_of(passage.words[k])
        following = passage.kinds[k + 1] if k + 1 < after else PREPOSITION
        if noun is not None and noun.sort in _SPEAKING and following & (PREPOSITION | RELATIVE):
            return True
        if kind & NAME and (k + 1 == after or following & (PREPOSITION | RELATIVE)):
            return True
    return False
