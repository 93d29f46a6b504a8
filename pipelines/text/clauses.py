"""A shallow grammar of clauses: is there a finite verb, where does the subject begin, where does a clause end.

Here belong the tests that all constructions share. They look at a bounded number of tokens to either side, so that a
passage is read in linear time. Which cue opens which construction stands in `constructions/`.
"""

from pipelines.text.passages import Passage
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    CHANNEL,
    CLITIC,
    CONJUNCTION,
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
_FAR = 60
_BREAKS = frozenset((".", "?", "!", ";", ":", "…", "..."))
_HARD_SUBORDINATORS = frozenset(
    [
        "because",
        "although",
        "though",
        "while",
        "whereas",
        "if",
        "unless",
        "whether",
        "when",
        "whenever",
        "where",
        "lest",
        "how",
        "why",
        "what",
        "than",
        "even",
    ]
)
_PLURAL_SUBJECTS = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "people",
        "police",
        "those",
        "these",
        "many",
        "some",
        "most",
        "others",
        "all",
        "both",
        "few",
        "several",
        "who",
    ]
)


def is_break(passage: Passage, at: int) -> bool:
    """Tell whether a token ends a clause for good: a full stop, a colon, a semicolon."""
    return passage.lower[at] in _BREAKS


def finite_at(passage: Passage, at: int) -> bool:
    """Tell whether the token is a finite verb, by its form and its neighbours."""
    kinds, lower = passage.kinds, passage.lower
    kind, word = kinds[at], lower[at]
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
    if not kind & VERB or at == 0:
        return False
    if before & (DETERMINER | POSSESSIVE) and not before & PRONOUN:
        return False
    if lower[at - 1] in ("to", "'s") and not (before & PERSONAL):
        return False
    if kind & PAST:
        if not kind & PARTICIPLE:
            return not before & (PREPOSITION | DETERMINER)
        if before & (PREPOSITION | AUXILIARY | GERUND) or lower[at + 1 : at + 2] == ["by"]:
            return False
        return bool(before & (NOMINAL | ADVERB | RELATIVE) or lower[at - 1] in (",", ")", "and", "or", "but"))
    if kind & THIRD:
        if not kind & NOUN:
            return bool(before & (NOMINAL | ADVERB | RELATIVE) or lower[at - 1] in (",", ")", "and", "'s"))
        return _third_is_verb(passage, at, before, after)
    if kind & BASE:
        return _base_is_verb(passage, at, before, after)
    return False


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
    if word in _PLURAL_SUBJECTS:
        return True
    if before & ADVERB and at > 1 and passage.lower[at - 2] in _PLURAL_SUBJECTS:
        return True
    if not before & PLURAL and not (before & ADVERB and at > 1 and passage.kinds[at - 2] & PLURAL):
        return False
    return not passage.kinds[at] & NOUN or bool(
        after & (DETERMINER | POSSESSIVE | PERSONAL | PREPOSITION | ADVERB | OBJECT)
    )


def has_clause(passage: Passage, at: int, limit: int, strict: bool = False) -> bool:
    """Tell whether a subject with its finite verb begins at a token: the test for a clause without "that".

    Strictly, only auxiliaries and pasts that are no participle count, and a comma ends the search: after "found" a
    noun phrase is more likely than a clause.
    """
    kinds, lower = passage.kinds, passage.lower
    if at >= limit or not kinds[at] & (
        NOMINAL | DETERMINER | POSSESSIVE | GERUND | ADVERB | PREPOSITION | PARTICIPLE | SUBORDINATOR
    ):
        return False
    if lower[at] in ("to", "of", "so"):
        return False
    owed = 1
    for k in range(at + 1, min(limit, at + _FAR)):
        word = lower[k]
        if (word in _BREAKS and k > at + 1) or word == "but" or (word == "," and _opens_another(passage, k + 1, limit)):
            return False
        if strict and word == ",":
            return False
        if _opens_inner(passage, k):
            owed += 1
        elif strict and kinds[k] & (PARTICIPLE | NOUN) and not kinds[k] & FINITE_HELPER:
            continue
        elif finite_at(passage, k) and not (finite_at(passage, k - 1) and kinds[k - 1] & FINITE_HELPER):
            owed -= 1
            if owed == 0:
                return True
    return False


def _opens_another(passage: Passage, at: int, limit: int) -> bool:
    """Tell whether a comma is followed by a clause of its own: ", and he", ", while the"."""
    return at < limit and passage.lower[at] in ("and", "but", "while", "although", "though", "because", "so", "that")


def _opens_inner(passage: Passage, k: int) -> bool:
    """Tell whether a relative or subordinate clause opens inside a noun phrase, with a finite verb of its own."""
    word, before = passage.lower[k], passage.kinds[k - 1]
    if word in ("who", "which", "whose", "where", "whom") or word in _HARD_SUBORDINATORS:
        return True
    if word == "that":
        return bool(before & (NOUN | NAME))
    return bool(
        passage.kinds[k] & PERSONAL and word != "it" and before & NOUN and not before & (VERB | PERSONAL | TIME)
    )


def has_finite(passage: Passage, first: int, after: int) -> bool:
    """Tell whether any finite verb stands among the tokens, relative clauses included."""
    return any(finite_at(passage, k) for k in range(first, min(after, first + _FAR)))


def subject_before(passage: Passage, end: int, floor: int = 0) -> Range | None:
    """Give the noun phrase that ends right before a token, with its appositions and relative clauses."""
    if end <= floor:
        return None
    last = passage.lower[end - 1]
    quotation = passage.quotations[end - 1]
    if quotation is not None and passage.is_closed_by_comma[end - 1] and not passage.is_sentential[end - 1]:
        return _subject_with_insertion(passage, end, floor)
    if last == "," or last in DASHES:
        return _subject_with_insertion(passage, end, floor)
    if last == ")":
        opening = _opening_bracket(passage, end - 1, floor)
        found = None if opening is None else noun_phrase_before(passage, opening, floor)
        return None if found is None else (found[0], end)
    return noun_phrase_before(passage, end, floor)


def _opening_bracket(passage: Passage, closing: int, floor: int) -> int | None:
    for k in range(closing - 1, max(floor, closing - 20) - 1, -1):
        if passage.lower[k] == "(":
            return k
    return None


def _subject_with_insertion(passage: Passage, end: int, floor: int) -> Range | None:
    """Find "Name, 52, of Place," and "the plant, which burned,": the insertions belong to the noun phrase."""
    marks = DASHES if passage.lower[end - 1] in DASHES else frozenset((",",))
    for k in range(end - 2, max(floor, end - _FAR) - 1, -1):
        if is_break(passage, k):
            return None
        if passage.lower[k] not in marks or not _is_insertion(passage, k + 1, end - 1):
            continue
        found = (
            subject_before(passage, k, floor)
            if passage.lower[k - 1 : k] == [")"]
            else noun_phrase_before(passage, k, floor)
        )
        if found is None:
            continue
        only_number = all(passage.kinds[n] & NUMBER for n in range(*found))
        starts_listed = passage.lower[found[0] - 1 : found[0]] == [","] and found[0] > floor + 1
        if (only_number or passage.lower[found[0]] in ("of", "a", "an", "the")) and starts_listed:
            larger = _subject_with_insertion(passage, k + 1, floor)
            if larger is not None and passage.kinds[larger[1] - 1] & MARK:
                return larger[0], end
        if not only_number:
            return found[0], end
    return None


def _is_insertion(passage: Passage, first: int, after: int) -> bool:
    if first >= after:
        return False
    word = passage.lower[first]
    if word in ("who", "whose", "which", "where", "whom"):
        return True
    if word in _HARD_SUBORDINATORS or word in ("but", "that"):
        return False
    relative = False
    for k in range(first, after):
        word = passage.lower[k]
        relative = relative or word in ("who", "which", "whose", "that", "where") or word in _HARD_SUBORDINATORS
        if (
            finite_at(passage, k)
            and not relative
            and not (passage.kinds[k] & PARTICIPLE and not passage.kinds[k] & AUXILIARY)
        ):
            return False
    return True


def noun_phrase_before(passage: Passage, end: int, floor: int = 0) -> Range | None:
    """Give the noun phrase, without appositions, that ends right before a token."""
    kinds, lower = passage.kinds, passage.lower
    last = end - 1
    if last < floor:
        return None
    if lower[last] in ("he", "she", "they", "i", "we", "you", "it", "who") and not (
        lower[last] == "who" and last == floor
    ):
        return last, end
    start, k = end, last
    while k >= max(floor, end - _FAR):
        kind, word = kinds[k], lower[k]
        if kind & QUOTED:
            if passage.is_sentential[k]:
                break
        elif word == ")":
            opening = _opening_bracket(passage, k, floor)
            if opening is None:
                break
            k = opening
        elif word == "," and _is_list_comma(passage, k, start, end):
            pass
        elif kind & MARK and word not in ("$", "%", "€", "£", "&", "/", "#", "@"):
            break
        elif word in ("which", "who", "whom", "whose"):
            break
        elif word in ("and", "or"):
            listed = lower[k - 1] == "," and k > floor and _is_list_comma(passage, k - 1, start, end)
            if not listed and not _joins_nouns(passage, k, floor):
                break
        elif (
            kind & CONJUNCTION
            or word in _HARD_SUBORDINATORS
            or (word == "that" and start < end)
            or (kind & PERSONAL and not kind & POSSESSIVE)
        ):
            break
        elif kind & PREPOSITION and word not in ("like",):
            if k - 1 < floor or (not kinds[k - 1] & (NOMINAL | PARTICIPLE | CLITIC | ADVERB) and lower[k - 1] != ")"):
                return _after_fronted(passage, k + 1, end)
            if kinds[k - 1] & TIME and not kinds[k - 1] & NAME:
                break
            if word in ("after", "before", "since", "until", "as", "than", "during", "despite", "amid"):
                break
        elif (kind & (AUXILIARY | MODAL) and word != "'s") or (
            kind & VERB and not kind & (NOUN | NAME | PARTICIPLE | ADVERB | PREPOSITION)
        ):
            relative = _relative_before(passage, k, floor)
            if relative is None:
                break
            k = relative
        elif kind & ADVERB and not kind & (NOUN | DETERMINER | NUMBER | PRONOUN | PREPOSITION):
            following = kinds[k + 1] if k + 1 < end else MARK
            if (
                not following & (PARTICIPLE | NUMBER | NOUN | GERUND)
                or k == last
                or word in ("however", "meanwhile", "then", "later", "earlier")
            ):
                break
        elif (
            kind & TIME
            and start < end
            and kinds[k + 1] & (NAME | DETERMINER | PERSONAL)
            and not kinds[k + 1] & TIME
            and lower[k + 1] != "'s"
        ):
            break
        start = k
        k -= 1
    return _trimmed(passage, start, end)


def _is_list_comma(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether a comma stands in a list: "A, B and C", "unions, green groups, and many lawmakers"."""
    kinds, lower = passage.kinds, passage.lower
    if start >= end or k == 0 or not kinds[k - 1] & (NAME | NOUN) or kinds[k - 1] & TIME:
        return False
    following = lower[k + 1 : min(end, k + 9)]
    if "and" not in following and "or" not in following:
        return False
    if kinds[k - 1] & NAME and kinds[start] & NAME:
        return True
    if not any(lower[m] == "," and lower[m + 1] in ("and", "or") for m in range(k, min(end - 1, k + 9))):
        return False
    first = k
    while first > 0 and k - first < 8 and lower[first - 1] not in (*_BREAKS, ",") and not kinds[first - 1] & QUOTED:
        first -= 1
    opens = kinds[first] & (NOMINAL | DETERMINER | POSSESSIVE) and not kinds[first] & (
        PREPOSITION | SUBORDINATOR | PERSONAL
    )
    return bool(opens) and not any(finite_at(passage, m) for m in range(first, k))


def _joins_nouns(passage: Passage, k: int, floor: int) -> bool:
    """Tell whether "and" joins two nouns, not two clauses: no finite verb stands before it in its clause."""
    if k - 1 < floor or not (passage.kinds[k - 1] & (NOMINAL | PARTICIPLE) or passage.lower[k - 1] == ")"):
        return False
    if passage.kinds[k + 1] & PERSONAL:
        return False
    for n in range(k - 1, max(floor, k - 25) - 1, -1):
        word = passage.lower[n]
        if is_break(passage, n) or word == "," or word in _HARD_SUBORDINATORS or word == "that":
            return True
        if passage.kinds[n] & QUOTED and passage.is_sentential[n]:
            return False
        if finite_at(passage, n) and _relative_before(passage, n, floor) is None:
            return False
    return True


def _relative_before(passage: Passage, at: int, floor: int) -> int | None:
    """Give the relative pronoun whose clause the verb stands in, if there is one close before it."""
    for k in range(at - 1, max(floor, at - 9) - 1, -1):
        if passage.lower[k] in ("who", "which", "that") and k > floor and passage.kinds[k - 1] & (NOMINAL | CLITIC):
            return k
        if passage.kinds[k] & MARK and passage.lower[k] != "-":
            return None
    return None


def _after_fronted(passage: Passage, first: int, end: int) -> Range | None:
    """Leave out a fronted phrase without a comma: "In an interview Clinton", "On Friday the ministry"."""
    for k in range(end - 1, first, -1):
        begins = passage.kinds[k] & (NAME | DETERMINER | POSSESSIVE | PERSONAL)
        before = passage.kinds[k - 1]
        joined = before & (PREPOSITION | CONJUNCTION | CLITIC | NAME | DETERMINER | POSSESSIVE | MARK)
        if passage.lower[k - 1] == "'s":
            continue
        if before & TIME:
            joined = 0
        if begins and not joined and not passage.kinds[k] & TIME:
            return _trimmed(passage, k, end)
    return _trimmed(passage, first, end)


def _trimmed(passage: Passage, start: int, end: int) -> Range | None:
    """Cut what cannot begin a noun phrase, and refuse what has no noun."""
    kinds, lower = passage.kinds, passage.lower
    while start < end and (
        kinds[start] & (MARK | CONJUNCTION)
        or (kinds[start] & ADVERB and not kinds[start] & (DETERMINER | NUMBER | NOUN | PRONOUN))
        or (kinds[start] & CLITIC)
        or lower[start] in ("of", "to", "meanwhile", "ago")
    ):
        start += 1
    if start >= end:
        return None
    last = kinds[end - 1]
    if not last & (NOMINAL | CLITIC | PARTICIPLE | TIME) and lower[end - 1] not in (")", "there", "here", "%"):
        return None
    if (last & (DETERMINER | PREPOSITION) and not last & (PRONOUN | NOUN | NAME)) or (
        last & POSSESSIVE and not last & (PRONOUN | NAME)
    ):
        return None
    if all(
        kinds[k] & (TIME | PREPOSITION | DETERMINER | NUMBER | ADVERB) and not kinds[k] & PRONOUN
        for k in range(start, end)
    ):
        only_time = any(kinds[k] & TIME for k in range(start, end))
        if only_time:
            return None
    return start, end


def noun_phrase_after(passage: Passage, first: int, limit: int) -> int:
    """Give the token after the noun phrase that begins at a token; `first` itself where none begins."""
    kinds, lower = passage.kinds, passage.lower
    k = first
    while k < min(limit, first + _FAR):
        kind, word = kinds[k], lower[k]
        if kind & PERSONAL and not kind & POSSESSIVE:
            return k + 1 if k == first else k
        if kind & QUOTED:
            if passage.is_sentential[k] or (k > first and not kinds[k - 1] & (NAME | DETERMINER | NOUN)):
                break
        elif word == "(":
            closing = next((n for n in range(k, min(limit, k + 12)) if lower[n] == ")"), None)
            if closing is None:
                break
            k = closing
        elif word == "," and _is_list_ahead(passage, k, limit):
            pass
        elif kind & MARK and word not in ("$", "%", "€", "£", "&", "/", "#", "@"):
            break
        elif word in ("and", "or"):
            if (
                k + 1 >= limit
                or not kinds[k + 1] & (NOMINAL | DETERMINER | POSSESSIVE | PARTICIPLE)
                or kinds[k + 1] & PERSONAL
            ):
                break
        elif (
            kind & CONJUNCTION
            or word in _HARD_SUBORDINATORS
            or word in ("that", "after", "before", "since", "as", "until")
        ):
            break
        elif kind & PREPOSITION and not kind & NAME:
            if k == first or _is_circumstance(passage, k, limit):
                break
        elif word in ("who", "which") and k > first:
            k = _relative_end(passage, k, limit) - 1
        elif (
            (finite_at(passage, k) and not (kind & (NOUN | PARTICIPLE) and not kind & (AUXILIARY | MODAL)))
            or (
                kind & ADVERB
                and k > first
                and not kind & (NOUN | DETERMINER | NUMBER | PRONOUN)
                and not (k + 1 < limit and kinds[k + 1] & (PARTICIPLE | NOUN))
            )
            or (
                kind & TIME
                and k > first
                and not kinds[k - 1] & (DETERMINER | PREPOSITION | POSSESSIVE | NUMBER)
                and not kind & NOUN
                and lower[k + 1 : k + 2] != ["'s"]
            )
        ):
            break
        k += 1
    while (
        k > first
        and kinds[k - 1] & (MARK | CONJUNCTION | DETERMINER | PREPOSITION)
        and not kinds[k - 1] & (NOMINAL)
        and lower[k - 1] not in (")", "%")
    ):
        k -= 1
    return k


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
        if passage.lower[k] in _BREAKS or passage.lower[k] == "," or passage.kinds[k] & QUOTED:
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
    while k + 1 < limit and k not in cuts and (passage.lower[k] == "," or passage.lower[k] in DASHES):
        stop = _insertion_end(passage, k + 1, limit)
        if stop is None:
            break
        k = stop
    return k


def _is_apart(passage: Passage, k: int) -> bool:
    """Tell whether a quotation is speech, not a title or a nickname inside a noun phrase."""
    return bool(passage.kinds[k] & QUOTED) and passage.is_sentential[k] and not passage.kinds[k - 1] & PREPOSITION


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
        if lower[k] in _BREAKS or _is_apart(passage, k) or lower[k] == "," or lower[k] in DASHES:
            return k
        if not relative and (lower[k] in ("who", "that", "which")):
            relative = True
        if not relative and finite_at(passage, k) and not kinds[k] & PARTICIPLE:
            return None
    return limit if first + 40 >= limit else None
