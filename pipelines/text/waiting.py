"""The subject that still waits for its verb: "Officials who met him on the trail | say", "Orr, who left, | said".

Here belongs the look from the start of a sentence to a cue: is the noun phrase that opens it still without a verb of
its own? The way leftward from a verb stands in `phrases_before.py`.
"""

from pipelines.text.clauses import DASHES, NOMINAL, Range, finite_at, is_break, opens_inner
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage
from pipelines.text.words import (
    ADVERB,
    CLITIC,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    NAME,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    SUBORDINATOR,
    TIME,
)

_OPENING = NAME | DETERMINER | POSSESSIVE | NOUN | NUMBER | PRONOUN
_RELATIVES = frozenset(("who", "whose", "which", "that", "whom"))
_MARKS = frozenset((",", "(")) | DASHES


def waiting_subject(passage: Passage, sentence: int, found: Range) -> Range | None:
    """Give the noun phrase that opens a sentence where all verbs before the one found stand in its relative clauses.

    `found` is the noun phrase nearest to the verb; the answer reaches to its end. None where it is the subject itself.
    """
    first = sentence + (passage.kinds[sentence] & CONJUNCTION > 0)
    if found[0] <= first or not passage.kinds[first] & _OPENING:
        return None
    if passage.kinds[first] & (PERSONAL | TIME | PREPOSITION | SUBORDINATOR | CONJUNCTION):
        return None
    end = _phrase_end(passage, first, found[0])
    if end is None or not _is_inside(passage, end, found):
        return None
    if _owed(passage, first + 1, found[0]) != 0:
        return None
    last = found[1]
    return first, last + (passage.lower[last - 1] in ("this", "last") and bool(passage.kinds[last] & TIME))


def _phrase_end(passage: Passage, first: int, limit: int) -> int | None:
    """Give where an insertion or a relative clause begins after the noun phrase; None where its verb comes first."""
    for k in range(first + 1, limit):
        kind, word = passage.kinds[k], passage.lower[k]
        after_noun = passage.kinds[k - 1] & (NOMINAL | CLITIC) or passage.lower[k - 1] in ("'s", ")")
        if word in _MARKS:
            return k
        if after_noun and (word in _RELATIVES or kind & (GERUND | PERSONAL) or _is_reduced(passage, k)):
            return k
        if finite_at(passage, k) or is_break(passage, k) or kind & QUOTED:
            return None
    return None


def _is_reduced(passage: Passage, k: int) -> bool:
    """Tell whether a participle can stand for a relative clause here: "scholars interviewed this week"."""
    cue = cue_forms().get(passage.lower[k])
    says = cue is not None and any(one.frames & {"clause", "that", "strict"} for one in cue.cues)
    return bool(passage.kinds[k] & PARTICIPLE) and not says


def _is_inside(passage: Passage, end: int, found: Range) -> bool:
    """Tell whether what was found stands inside the insertion: closed by its second mark, or parted by none."""
    if passage.lower[found[1] - 1] in _MARKS:
        return passage.lower[end] in _MARKS
    return not any(passage.lower[k] in _MARKS for k in range(end, found[0]))


def _owed(passage: Passage, first: int, after: int) -> int:
    """Count the relative clauses without a verb so far; below zero, the main clause has had its own."""
    owed = 0
    for k in range(first, after):
        if passage.lower[k] in ("and", "but", ";", ":", "while", "although", "though"):
            joins = passage.kinds[k + 1] & (PERSONAL | CONJUNCTION) or passage.lower[k] not in ("and",)
            if joins:
                return -1
        if opens_inner(passage, k):
            owed += 1
        elif finite_at(passage, k) and not finite_at(passage, k - 1) and not _is_reduced_here(passage, k):
            owed -= 1
        if owed < 0:
            return -1
    return owed


def _is_reduced_here(passage: Passage, k: int) -> bool:
    return _is_reduced(passage, k) and bool(passage.kinds[k - 1] & (NOUN | NAME | ADVERB))
