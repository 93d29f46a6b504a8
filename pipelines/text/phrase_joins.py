"""What joins the words of a noun phrase to the left of a verb, and what parts them: lists, "and", relatives, verbs.

Each test looks at one token and its neighbours; the way over all of them stands in `phrases_before.py`.
"""

from pipelines.text.clauses import BREAKS, NOMINAL, finite_at, is_break
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    CLITIC,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    MARK,
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


def has_object(passage: Passage, k: int) -> bool:
    """Tell a verb with its object from a participle in a noun phrase: "found 70 per cent", "said Russia"."""
    following = passage.kinds[k + 1]
    if following & (NUMBER | DETERMINER | POSSESSIVE | PERSONAL) and not following & PREPOSITION:
        return bool(passage.kinds[k - 1] & (NOUN | NAME | ADVERB))
    cue = cue_forms().get(passage.lower[k])
    speaks = cue is not None and any("post" in one.frames for one in cue.cues)
    return speaks and bool(following & NAME) and bool(passage.kinds[k - 1] & (NAME | ADVERB | PERSONAL))


def begins_clause(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether a word opens the clause that the noun phrase is the subject of."""
    kind, word = passage.kinds[k], passage.lower[k]
    if word == "even" and k > 0 and passage.lower[k - 1] in ("and", "or"):
        return False
    if kind & CONJUNCTION or word in word_set("hard-subordinator") or word in ("which", "who", "whom", "whose"):
        return True
    if word == "that" and start < end:
        return k == 0 or not passage.kinds[k - 1] & PREPOSITION
    return bool(kind & PERSONAL and not kind & POSSESSIVE)


def is_loose(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether an adverb or a time stands before the noun phrase, not in it: "Friday the ministry"."""
    kind, word = passage.kinds[k], passage.lower[k]
    following = passage.kinds[k + 1] if k + 1 < end else MARK
    if word in ("even", "also") and k > 0 and passage.lower[k - 1] in ("and", "or"):
        return False
    if kind & ADVERB and not kind & (NOUN | DETERMINER | NUMBER | PRONOUN | PREPOSITION):
        if not following & (PARTICIPLE | NUMBER | NOUN | GERUND) or k == end - 1:
            return True
        return word in ("however", "meanwhile", "then", "later", "earlier")
    if not kind & TIME or start >= end or passage.lower[k + 1] == "'s":
        return False
    return bool(following & (NAME | DETERMINER | PERSONAL)) and not following & TIME


def is_list_comma(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether a comma stands in a list: "A, B and C", "unions, green groups, and many lawmakers"."""
    kinds, lower = passage.kinds, passage.lower
    if start >= end or k == 0 or not kinds[k - 1] & (NAME | NOUN) or kinds[k - 1] & TIME:
        return False
    following = lower[k + 1 : min(end, k + 9)]
    if "and" not in following and "or" not in following:
        return False
    if kinds[k - 1] & NAME and kinds[start] & NAME:
        return True
    if lower[k + 1] in ("and", "or") and "," not in lower[max(0, k - 8) : k]:
        return False
    if not any(lower[m] == "," and lower[m + 1] in ("and", "or") for m in range(k, min(end - 1, k + 9))):
        return False
    first = k
    while first > 0 and k - first < 8 and lower[first - 1] not in (*BREAKS, ",") and not kinds[first - 1] & QUOTED:
        first -= 1
    opens = kinds[first] & (NOMINAL | DETERMINER | POSSESSIVE) and not kinds[first] & (
        PREPOSITION | SUBORDINATOR | PERSONAL
    )
    return bool(opens) and not any(finite_at(passage, m) for m in range(first, k))


def joins_nouns(passage: Passage, k: int, floor: int) -> bool:
    """Tell whether "and" joins two nouns, not two clauses: no finite verb stands before it in its clause."""
    if k - 1 < floor or not (passage.kinds[k - 1] & (NOMINAL | PARTICIPLE) or passage.lower[k - 1] == ")"):
        return False
    if passage.kinds[k + 1] & PERSONAL:
        return False
    for n in range(k - 1, max(floor, k - 25) - 1, -1):
        word = passage.lower[n]
        if is_break(passage, n) or word == "," or word in word_set("hard-subordinator") or word == "that":
            return True
        if passage.kinds[n] & QUOTED and passage.is_sentential[n]:
            return False
        if finite_at(passage, n) and relative_before(passage, n, floor) is None:
            return False
    return True


def relative_before(passage: Passage, at: int, floor: int) -> int | None:
    """Give the relative pronoun whose clause the verb stands in, if there is one close before it."""
    for k in range(at - 1, max(floor, at - 9) - 1, -1):
        if (
            passage.lower[k] in ("who", "which", "that")
            and k > floor
            and passage.kinds[k - 1] & (NOMINAL | CLITIC | CONJUNCTION)
        ):
            return k
        if passage.kinds[k] & MARK and passage.lower[k] != "-":
            return None
    return None
