"""What may stand between a cue and its content: to whom, when, where, through which channel.

Here belongs the way from a cue to the first token of what is said; what kind of content begins there is decided by the
constructions.
"""

from pipelines.text.clauses import finite_at, has_clause, is_break
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage
from pipelines.text.subjects import Predicate
from pipelines.text.words import (
    ADVERB,
    CHANNEL,
    DETERMINER,
    GERUND,
    MARK,
    MONTH,
    NAME,
    NOUN,
    NUMBER,
    OBJECT,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    TIME,
)

WH = frozenset(["whether", "if", "how", "why", "what", "who", "when", "where", "which"])
_FAR = 28


def way_to_content(passage: Passage, predicate: Predicate) -> tuple[int, int]:
    """Give the token after the one who is told, and the one after the adjuncts; the way of a cue is walked once."""
    if predicate.way is None:
        start = after_recipient(passage, predicate)
        predicate.way = start, after_adjuncts(passage, start)
    return predicate.way


def after_recipient(passage: Passage, predicate: Predicate) -> int:
    """Give the token after the one who is told: "told CNN", "warned the leaders of both parties"."""
    k, n = predicate.after, len(passage)
    if "recipient" not in predicate.frames or k >= n:
        return k
    kinds, lower = passage.kinds, passage.lower
    owns = lower[k] == "her" and lower[k + 2 : k + 3] and lower[k + 2] in ("that", "as", ",", ".", ":", "to", "and")
    if (
        kinds[k] & OBJECT
        and not owns
        and not (lower[k] in ("it", "you", "her") and has_clause(passage, k, n) and predicate.lemma != "tell")
    ):
        return k + 1
    if lower[k] in ("that", "to", ",", ":", "whether", "if", "how", "why", "what", "when", "where") or (
        kinds[k] & QUOTED and passage.is_sentential[k]
    ):
        return k
    marker = _marker_ahead(passage, k)
    if marker is not None:
        return marker
    first = k
    while k < min(n, first + 12):
        kind = kinds[k]
        if (
            k > first
            and kind & (PERSONAL | DETERMINER | POSSESSIVE)
            and not kinds[k - 1] & (PREPOSITION | NUMBER | MARK)
            and lower[k - 1] not in ("and", "or", "all")
        ):
            break
        if (kind & MARK and lower[k] not in ("-", "/", "&")) or kind & QUOTED or (finite_at(passage, k) and k > first):
            break
        if k > first and kind & NAME and kinds[k - 1] & NOUN and not kinds[k - 1] & NAME:
            break
        if kind & (PREPOSITION | TIME) and k > first and lower[k] not in ("of", "for", "from", "at"):
            break
        k += 1
    return k


def _marker_ahead(passage: Passage, k: int) -> int | None:
    """Give the "that", colon or quotation that a recipient's noun phrase leads up to, if no verb stands between."""
    for n in range(k, min(len(passage), k + _FAR)):
        word = passage.lower[n]
        if word == "that" and n > k and not passage.kinds[n - 1] & PREPOSITION:
            return n
        if word in WH and n > k and word not in ("who", "which", "what", "where"):
            return n
        if word in (":", "to", ","):
            return n
        if is_break(passage, n) or finite_at(passage, n) or (passage.kinds[n] & PERSONAL and n > k):
            return None
    return None


def after_adjuncts(passage: Passage, k: int, is_first: bool = True) -> int:
    """Give the first token of the content after adverbs, times and prepositional phrases."""
    n = len(passage)
    kinds, lower = passage.kinds, passage.lower
    while k < n:
        kind, word = kinds[k], lower[k]
        if (
            kind & ADVERB
            and not kind & (DETERMINER | NUMBER | PREPOSITION)
            and word not in ("so", "not", "only", "there", "here", "even", "just", "most", "much", "more")
        ):
            if kind & TIME and has_clause(passage, k, n) and lower[k + 1 : k + 2] == ["'s"]:
                return k
            k += 1
        elif kind & TIME and (k + 1 >= n or lower[k + 1] != "'s") and not kind & PREPOSITION:
            k += 1
        elif (
            word in ("last", "this", "next", "late", "early", "earlier", "that", "the")
            and k + 1 < n
            and kinds[k + 1] & TIME
            and not kinds[k + 1] & MARK
        ):
            if word in ("the", "that", "this") and k + 2 < n and finite_at(passage, k + 2):
                return k
            k += 2
        elif kind & PREPOSITION and not kind & NAME:
            after = _after_phrase(passage, k)
            if after is None:
                return k
            k = after
        elif word == "," and k + 1 < n and _comma_closes(passage, k):
            return k + 1
        elif word in (",", "—", "–", "--") and k + 1 < n and _inserted(passage, k) is not None:
            k = _inserted(passage, k) or n
        else:
            return k
    return k


def _inserted(passage: Passage, k: int) -> int | None:
    """Give the "that" after an insertion between marks: "said — on Twitter — that", "believes, for example, that".

    A quotation after a cue inside the insertion is that cue's: "Asked what he believed, she said, “…”".
    """
    is_cue = passage.kinds[k + 1] & GERUND and passage.lower[k + 1] in cue_forms()
    if is_cue and passage.lower[k + 1] not in ("citing", "quoting"):
        return None
    closing = (",",) if passage.lower[k] == "," else ("—", "–", "--")
    speaks = False
    for m in range(k + 2, min(len(passage) - 1, k + 14)):
        if passage.lower[m] in closing and passage.lower[m + 1] == "that":
            return m + 1
        if passage.lower[m] in closing and passage.kinds[m + 1] & QUOTED:
            return None if speaks else m + 1
        if is_break(passage, m) or passage.kinds[m] & QUOTED:
            return None
        speaks = speaks or (passage.lower[m] in cue_forms() and finite_at(passage, m))
    return None


def _comma_closes(passage: Passage, k: int) -> bool:
    """Tell whether a comma leads straight to the quotation or "that"."""
    return bool(passage.kinds[k + 1] & QUOTED) or passage.lower[k + 1] == "that"


def _after_phrase(passage: Passage, k: int) -> int | None:
    """Give the token after a prepositional phrase, or None where it belongs to the content."""
    kinds, lower, n = passage.kinds, passage.lower, len(passage)
    for m in range(k + 1, min(n, k + _FAR)):
        word = lower[m]
        if (
            word == "that"
            and m > k + 1
            and not kinds[m - 1] & PREPOSITION
            and not kinds[m + 1 if m + 1 < n else m] & TIME
        ):
            return m
        if (kinds[m] & QUOTED and passage.is_sentential[m]) or word in (":", ",", "—", "–", "--"):
            return m
        if is_break(passage, m):
            return m
        if finite_at(passage, m) or kinds[m] & PERSONAL:
            break
        if m == n - 1:
            return n
    return shortest_phrase(passage, k)


def shortest_phrase(passage: Passage, k: int) -> int | None:
    """End a prepositional phrase at its first noun of time or channel, or where a new noun phrase begins."""
    kinds, n = passage.kinds, len(passage)
    for m in range(k + 1, min(n, k + 10)):
        after = kinds[m + 1] if m + 1 < n else MARK
        if (
            kinds[m] & (CHANNEL | TIME | MONTH)
            and not after & (TIME | NUMBER | MONTH)
            and not (after & (NOUN | CHANNEL) and not after & NAME)
        ):
            return m + 1
        if kinds[m] & NUMBER and kinds[m - 1] & MONTH:
            return m + 1
        if after & (PERSONAL | DETERMINER | POSSESSIVE) and kinds[m] & (NOUN | NAME | OBJECT | NUMBER):
            return m + 1
        if kinds[m] & MARK:
            return None
    return None
