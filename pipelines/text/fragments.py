"""What a quoted fragment brings to the sentence around it: its verb, or a whole clause.

Here belongs the look at the first words inside a quotation that goes on with the writer's sentence: "said the train
“may have left the station”". Whose words they are is the business of the constructions.
"""

from pipelines.text.tokens import tokens_in
from pipelines.text.words import (
    AUXILIARY,
    DETERMINER,
    GERUND,
    MODAL,
    NAME,
    NEGATION,
    NOUN,
    OBJECT,
    PARTICIPLE,
    PAST,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    THIRD,
    VERB,
    readings,
)

NOTHING, PREDICATE, CLAUSE = 0, 1, 2
"""What the words inside bring: no finite verb, a verb whose subject stands outside, or subject and verb."""
_FAR = 120
"""Characters of a quotation that are read at most."""
_NOT_FINITE = frozenset(("be", "been", "being", "having", "done"))


def clause_in(text: str, start: int, end: int) -> int:
    """Tell what a quotation that begins with a small letter brings to the clause it stands in."""
    if not text[start].islower():
        return NOTHING
    words = [readings[word] for word in tokens_in(text, start, min(end, start + _FAR))[0]]
    for at, (word, kind) in enumerate(words):
        if at and (kind & (RELATIVE | SUBORDINATOR) or word in (",", ".", ";", "to")):
            return NOTHING
        after = words[at + 1][1] if at + 1 < len(words) else 0
        before = words[at - 1][1] if at else 0
        if _is_finite(word, kind, before, after, at == 0):
            return CLAUSE if at and before & (NOUN | NAME | PERSONAL) else PREDICATE
    return NOTHING


def _is_finite(word: str, kind: int, before: int, after: int, is_first: bool) -> bool:
    """Tell a finite verb by its form and the words beside it."""
    if kind & (AUXILIARY | MODAL):
        return word not in _NOT_FINITE
    if not kind & VERB or kind & (GERUND | PREPOSITION):
        return False
    if kind & PAST and not kind & PARTICIPLE:
        return True
    if kind & THIRD and not kind & NOUN:
        return True
    has_object = after & (DETERMINER | POSSESSIVE | OBJECT | PERSONAL | NEGATION) != 0
    return has_object and (is_first or before & (NOUN | NAME | PERSONAL) != 0)
