"""A shallow grammar of clauses: which verb is finite, does a clause begin here.

Here belong the tests that all constructions share. They look at a bounded number of tokens to either side, so that a
passage is read in linear time. Noun phrases stand in `phrases_before.py` and `phrases_after.py`.
"""

from pipelines.text.fragments import CLAUSE
from pipelines.text.passages import Passage
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    DETERMINER,
    FINITE_HELPER,
    GERUND,
    MARK,
    MODAL,
    MONTH,
    NAME,
    NEGATION,
    NOUN,
    NUMBER,
    OBJECT,
    PARTICIPLE,
    PAST,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    RELATIVE,
    SUBORDINATOR,
    THIRD,
    TIME,
    VERB,
)

Range = tuple[int, int]
"""Tokens of a passage, half-open."""

NOMINAL = NOUN | NAME | NUMBER | PRONOUN | QUOTED
DASHES = frozenset(("—", "–", "―", "--", "-"))
BREAKS = frozenset((".", "?", "!", ";", ":", "…", "..."))
FAR = 60
"""Tokens that a look to either side goes at most."""


def after_stamp(passage: Passage, start: int, end: int) -> int:
    """Skip the day and hour of an entry in a running report: "23 Jul 2022 17.23 The ministry"."""
    if start + 3 >= end or not passage.kinds[start] & NUMBER or not passage.kinds[start + 1] & MONTH:
        return start
    k = start + 2
    while k < end and passage.kinds[k] & NUMBER:
        k += 1
    return k if k - start >= 4 else start


def is_break(passage: Passage, at: int) -> bool:
    """Tell whether a token ends a clause for good: a full stop, a colon, a semicolon."""
    return passage.lower[at] in BREAKS


def finite_at(passage: Passage, at: int) -> bool:
    """Tell whether the token is a finite verb, by its form and its neighbours."""
    kinds, lower = passage.kinds, passage.lower
    kind, word = kinds[at], lower[at]
    if not kind & (FINITE_HELPER | VERB):
        return False
    before = kinds[at - 1] if at else MARK
    after = kinds[at + 1] if at + 1 < len(kinds) else MARK
    if kind & MODAL:
        return word not in ("'d",) or bool(before & (PRONOUN | NAME))
    if kind & AUXILIARY:
        if word == "'s":
            return bool(before & (PERSONAL | RELATIVE)) or lower[at - 1 : at] in (
                ["that"],
                ["there"],
                ["what"],
                ["here"],
            )
        return word not in ("be", "been", "being", "having", "done")
    if at == 0:
        return False
    if before & (DETERMINER | POSSESSIVE) and not before & PRONOUN:
        return False
    if lower[at - 1] in ("to", "'s") and not (before & PERSONAL):
        return False
    if kind & PAST:
        if not kind & PARTICIPLE:
            return not before & (PREPOSITION | DETERMINER)
        if before & (PREPOSITION | AUXILIARY) or lower[at - 1] in _LINKING_GERUNDS or lower[at + 1 : at + 2] == ["by"]:
            return False
        return bool(before & (NOMINAL | ADVERB | RELATIVE | GERUND) or lower[at - 1] in (",", ")", "and", "or", "but"))
    if kind & THIRD:
        if not kind & NOUN:
            return bool(before & (NOMINAL | ADVERB | RELATIVE) or lower[at - 1] in (",", ")", "and", "'s"))
        return _third_is_verb(passage, at, before, after)
    if kind & BASE:
        return _base_is_verb(passage, at, before, after)
    return False


_LINKING_GERUNDS = frozenset(
    ("becoming", "feeling", "getting", "growing", "keeping", "looking", "remaining", "seeming")
)


def _third_is_verb(passage: Passage, at: int, before: int, after: int) -> bool:
    """Tell whether a word like "reports" or "plans" is a verb: after a singular subject and before an object."""
    if before & PERSONAL or passage.lower[at - 1] in ("who", "which", "that"):
        return True
    if not before & (NAME | NOUN | ADVERB | QUOTED) or before & PLURAL:
        return False
    following = passage.lower[at + 1] if at + 1 < len(passage) else "."
    return bool(after & (DETERMINER | POSSESSIVE | PERSONAL | NEGATION | QUOTED)) or following in ("that", "to", "how")


def _base_is_verb(passage: Passage, at: int, before: int, after: int) -> bool:
    """Tell whether a bare verb is finite: after a plural subject."""
    word = passage.lower[at - 1]
    if before & (AUXILIARY | MODAL) or word == "to":
        return False
    if word in word_set("plural-subject"):
        return True
    if before & ADVERB and at > 1 and passage.lower[at - 2] in word_set("plural-subject"):
        return True
    if not before & PLURAL and not (before & ADVERB and at > 1 and passage.kinds[at - 2] & PLURAL):
        return False
    return not passage.kinds[at] & NOUN or bool(
        after & (DETERMINER | POSSESSIVE | PERSONAL | PREPOSITION | ADVERB | OBJECT)
    )


def has_clause(passage: Passage, at: int, limit: int, strict: bool = False, plain: bool = False) -> bool:
    """Tell whether a subject with its finite verb begins at a token: the test for a clause without "that".

    Strictly, only auxiliaries and pasts that are no participle count, and a comma ends the search: after "found" a
    noun phrase is more likely than a clause. Where it must be `plain`, a verb inside quotation marks does not count.
    """
    kinds, lower = passage.kinds, passage.lower
    if at >= limit or not kinds[at] & (
        NOMINAL | DETERMINER | POSSESSIVE | GERUND | ADVERB | PREPOSITION | PARTICIPLE | SUBORDINATOR
    ):
        return False
    if lower[at] in ("to", "of", "so"):
        return False
    if passage.clauses[at] == CLAUSE and not plain:
        return True
    owed, has_inner = 1, False
    for k in range(at + 1, min(limit, at + FAR)):
        word = lower[k]
        if (word in BREAKS and k > at + 1) or word == "but":
            return False
        if word == "," and (strict or _opens_another(passage, k + 1, limit)):
            return False
        if word in ("and", "or") and not has_inner and _second_verb(passage, k + 1, limit):
            return False
        if passage.clauses[k] and not plain and lower[k - 1] != ",":
            owed -= 1
            if owed == 0:
                return True
        elif opens_inner(passage, k):
            owed, has_inner = owed + 1, True
        elif not kinds[k] & FINITE_HELPER and _is_doubtful(passage, k, strict):
            continue
        elif finite_at(passage, k) and not (finite_at(passage, k - 1) and kinds[k - 1] & FINITE_HELPER):
            owed -= 1
            if owed == 0:
                return True
    return False


def _second_verb(passage: Passage, k: int, limit: int) -> bool:
    """Tell whether "and" joins a verb to the one before the noun phrase: "warned both sides and said"."""
    if k >= limit or not passage.kinds[k] & PAST or passage.kinds[k] & NOUN:
        return False
    return not passage.kinds[k] & PARTICIPLE or passage.lower[k] in ("said", "told")


def _is_doubtful(passage: Passage, k: int, strict: bool) -> bool:
    """Tell whether what looks like a verb may be none here: a noun or participle, or the second half of a pair."""
    return passage.lower[k - 1] in ("and", "or") or (strict and bool(passage.kinds[k] & (PARTICIPLE | NOUN)))


def _opens_another(passage: Passage, at: int, limit: int) -> bool:
    """Tell whether a comma is followed by a clause of its own: ", and he", ", while the"."""
    return at < limit and passage.lower[at] in ("and", "but", "while", "although", "though", "because", "so", "that")


def opens_inner(passage: Passage, k: int) -> bool:
    """Tell whether a relative or subordinate clause opens inside a noun phrase, with a finite verb of its own."""
    word, before = passage.lower[k], passage.kinds[k - 1]
    if word in ("who", "which", "whose", "where", "whom", "as") or word in word_set("hard-subordinator"):
        return True
    if word == "that":
        return bool(before & (NOUN | NAME))
    return bool(
        passage.kinds[k] & PERSONAL and word != "it" and before & NOUN and not before & (VERB | PERSONAL | TIME)
    )


def has_finite(passage: Passage, first: int, after: int) -> bool:
    """Tell whether any finite verb stands among the tokens, relative clauses included."""
    return any(passage.clauses[k] or finite_at(passage, k) for k in range(first, min(after, first + FAR)))
