"""Noun phrases to the right: the speaker after "said" or "according to".

Here belongs where a noun phrase that begins at a token ends, and which insertions belong to it.
"""

from pipelines.text.clauses import BREAKS, DASHES, FAR, NOMINAL, finite_at
from pipelines.text.passages import Passage
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    CHANNEL,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    MARK,
    MODAL,
    MONTH,
    NAME,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    TIME,
)


def noun_phrase_after(passage: Passage, first: int, limit: int) -> int:
    """Give the token after the noun phrase that begins at a token; `first` itself where none begins."""
    k = first
    while k < min(limit, first + FAR):
        kind = passage.kinds[k]
        if kind & PERSONAL and not kind & POSSESSIVE:
            return k + 1 if k == first else k
        reached = _step_right(passage, k, first, limit)
        if reached is None:
            break
        k = reached
    while k > first and _cannot_end(passage, k - 1):
        k -= 1
    return k


_INSIDE = frozenset(("$", "%", "€", "£", "&", "/", "#", "@"))
_CLAUSE = frozenset(("that", "after", "before", "since", "as", "until"))


def _step_right(passage: Passage, k: int, first: int, limit: int) -> int | None:
    """Give the token after what a token adds to the noun phrase before it, None where it adds nothing."""
    kind, word = passage.kinds[k], passage.lower[k]
    if kind & QUOTED:
        title = k == first or passage.kinds[k - 1] & (NAME | DETERMINER | NOUN)
        return k + 1 if title and not passage.is_sentential[k] else None
    if word == "(":
        return next((n + 1 for n in range(k, min(limit, k + 12)) if passage.lower[n] == ")"), None)
    if kind & MARK:
        return k + 1 if word in _INSIDE or (word == "," and _is_list_ahead(passage, k, limit)) else None
    if word in ("and", "or"):
        following = passage.kinds[k + 1] if k + 1 < limit else MARK
        joins = bool(following & (NOMINAL | DETERMINER | POSSESSIVE)) and not following & PERSONAL
        if following & PARTICIPLE and not following & NOUN:
            joins = k + 2 < limit and bool(passage.kinds[k + 2] & (NOUN | NAME))
        return k + 1 if joins else None
    if kind & CONJUNCTION or word in word_set("hard-subordinator") or word in _CLAUSE:
        return None
    if kind & PREPOSITION and not kind & NAME:
        return None if k == first or _is_circumstance(passage, k, limit) else k + 1
    if word in ("who", "which") and k > first:
        return _relative_end(passage, k, limit)
    return None if _ends_phrase(passage, k, first, limit) else k + 1


def _ends_phrase(passage: Passage, k: int, first: int, limit: int) -> bool:
    """Tell whether a verb, an adverb or a time ends the noun phrase before it."""
    kind = passage.kinds[k]
    if finite_at(passage, k) and (kind & (AUXILIARY | MODAL) or not kind & (NOUN | PARTICIPLE)):
        return True
    if k == first and not kind & ADVERB:
        return False
    if kind & ADVERB and not kind & (NOUN | DETERMINER | NUMBER | PRONOUN):
        return not (k + 1 < limit and passage.kinds[k + 1] & (PARTICIPLE | NOUN))
    if not kind & TIME or kind & NOUN or passage.lower[k + 1 : k + 2] == ["'s"]:
        return False
    return not passage.kinds[k - 1] & (DETERMINER | PREPOSITION | POSSESSIVE | NUMBER)


def _cannot_end(passage: Passage, k: int) -> bool:
    kind = passage.kinds[k]
    return bool(kind & (MARK | CONJUNCTION | DETERMINER | PREPOSITION)) and not (
        kind & NOMINAL or passage.lower[k] in (")", "%")
    )


def _is_list_ahead(passage: Passage, k: int, limit: int) -> bool:
    """Tell whether a comma goes on with a list of names."""
    if k + 1 >= limit or not passage.kinds[k + 1] & NAME or k == 0 or not passage.kinds[k - 1] & NAME:
        return False
    for n in range(k + 1, min(limit, k + 8)):
        if passage.lower[n] == "and":
            return n + 1 < limit and bool(passage.kinds[n + 1] & NAME)
        if not passage.kinds[n] & NAME and passage.lower[n] != ",":
            return False
    return False


def _relative_end(passage: Passage, at: int, limit: int) -> int:
    """Give the end of a relative clause: the next comma, break or cue of speech."""
    for k in range(at + 1, min(limit, at + 30)):
        if passage.lower[k] in BREAKS or passage.lower[k] == "," or passage.kinds[k] & QUOTED:
            return k
    return min(limit, at + 30)


def _is_circumstance(passage: Passage, k: int, limit: int) -> bool:
    """Tell whether a preposition opens when, where or how something was said, not what somebody is of."""
    if passage.lower[k] in ("during", "following", "after", "before", "via", "amid", "despite", "through"):
        return True
    if passage.lower[k] in ("of", "for", "with"):
        return False
    for n in range(k + 1, min(limit, k + 6)):
        kind = passage.kinds[n]
        if kind & (CHANNEL | TIME | MONTH):
            return True
        if kind & (MARK | QUOTED | PREPOSITION) or finite_at(passage, n):
            return False
    return False


def with_apposition(passage: Passage, after: int, limit: int, cuts: frozenset[int] = frozenset()) -> int:
    """Lengthen a noun phrase by what follows between commas: ", a council budget officer", ", who runs it"."""
    k = after
    while k + 1 < limit and k not in cuts:
        is_marked = passage.lower[k] == "," or passage.lower[k] in DASHES
        if not is_marked and not passage.is_closed_by_comma[k - 1]:
            break
        stop = _insertion_end(passage, k + 1 if is_marked else k, limit)
        if stop is None:
            break
        k = stop
    return k


def _is_apart(passage: Passage, k: int) -> bool:
    """Tell whether a quotation is speech, not a title or a nickname inside a noun phrase."""
    return bool(passage.kinds[k] & QUOTED) and passage.is_sentential[k] and not passage.kinds[k - 1] & PREPOSITION


def _takes_object(passage: Passage, k: int) -> bool:
    """Tell a verb with its object from a participle: "Orr brought the plan", not "a plan brought by Orr"."""
    following = passage.kinds[k + 1] if k + 1 < len(passage) else MARK
    return bool(following & (DETERMINER | POSSESSIVE | NUMBER | QUOTED)) and not following & (PREPOSITION | TIME)


def _insertion_end(passage: Passage, first: int, limit: int) -> int | None:
    kinds, lower = passage.kinds, passage.lower
    word = lower[first]
    relative = word in ("who", "whose", "which")
    begins = (
        relative
        or kinds[first] & (DETERMINER | NUMBER | POSSESSIVE | NOUN | NAME)
        or word in ("of", "both", "speaking", "citing")
    )
    if (
        not begins
        or (kinds[first] & (PERSONAL | GERUND | QUOTED) and word not in ("speaking",))
        or word in ("and", "but", "that", "while")
    ):
        return None
    for k in range(first, min(limit, first + 40)):
        if kinds[k] & QUOTED and passage.is_closed_by_comma[k] and not passage.is_sentential[k]:
            return k + 1
        if lower[k] in BREAKS or _is_apart(passage, k) or lower[k] == "," or lower[k] in DASHES:
            return k
        if not relative and (lower[k] in ("who", "that", "which")):
            relative = True
        if not relative and finite_at(passage, k) and (not kinds[k] & PARTICIPLE or _takes_object(passage, k)):
            return None
    return limit if first + 40 >= limit else None
