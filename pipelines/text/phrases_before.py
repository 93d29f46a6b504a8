"""Noun phrases to the left: the subject that ends right before its verb.

Here belongs the way leftward from a verb over titles, lists, appositions and relative clauses to where its subject
begins. Whether that subject speaks is decided in `subjects.py`.
"""

from pipelines.text.clauses import BREAKS, DASHES, FAR, NOMINAL, Range, after_stamp, finite_at, is_break
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    CLITIC,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    MARK,
    MODAL,
    NAME,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PAST,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    SUBORDINATOR,
    TIME,
    VERB,
)


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
    for k in range(end - 2, max(floor, end - FAR) - 1, -1):
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
    if word in word_set("hard-subordinator") or word in ("but", "that"):
        return False
    relative = False
    for k in range(first, after):
        word = passage.lower[k]
        relative = (
            relative or word in ("who", "which", "whose", "that", "where") or word in word_set("hard-subordinator")
        )
        if (
            finite_at(passage, k)
            and not relative
            and not (passage.kinds[k] & PARTICIPLE and not passage.kinds[k] & AUXILIARY)
        ):
            return False
    return True


def noun_phrase_before(passage: Passage, end: int, floor: int = 0) -> Range | None:
    """Give the noun phrase, without appositions, that ends right before a token."""
    last = end - 1
    while last > floor and _is_place_or_time_of_saying(passage, last):
        last -= 1
    if last < floor:
        return None
    end = last + 1
    if passage.lower[last] in _ALONE or (passage.lower[last] == "who" and last > floor):
        return last, end
    paired = _paired_pronoun(passage, end, floor)
    if paired is not None:
        return paired, end
    start, k = end, last
    while k >= max(floor, end - FAR):
        if passage.kinds[k] & PREPOSITION and _opens_phrase(passage, k, floor):
            return _after_fronted(passage, k + 1, end)
        reached = _step_left(passage, k, start, end, floor)
        if reached is None:
            break
        start, k = reached, reached - 1
    return _without_time(passage, _trimmed(passage, start, end))


def _is_place_or_time_of_saying(passage: Passage, last: int) -> bool:
    """Tell whether the last word only says where or when: "workers here said", "Orr later Thursday told"."""
    before = passage.kinds[last - 1]
    if passage.lower[last] in ("here", "there"):
        return bool(before & (NOUN | NAME))
    return bool(passage.kinds[last] & TIME) and passage.lower[last - 1] in ("later", "earlier", "late", "early")


def _without_time(passage: Passage, found: Range | None) -> Range | None:
    """Leave out when it was said: "Ukraine on Friday announced"."""
    if found is None:
        return None
    first, after = found
    while after - first > 1 and passage.kinds[after - 1] & TIME and not passage.kinds[after - 1] & NOUN:
        after -= 1
    if after == found[1]:
        return found
    while after - first > 1 and passage.lower[after - 1] in ("on", "at", "in", "this", "last", "early", "late", "the"):
        after -= 1
    return (first, after) if passage.kinds[after - 1] & (NOUN | NAME | PRONOUN) else found


def _paired_pronoun(passage: Passage, end: int, floor: int) -> int | None:
    """Give the pronoun of "he and Ann Orr", where names stand between it and the verb."""
    k = end - 1
    while k > floor and passage.kinds[k] & NAME:
        k -= 1
    paired = floor < k < end - 1 and passage.lower[k] == "and" and passage.lower[k - 1] in ("he", "she", "they", "i")
    return k - 1 if paired else None


_ALONE = frozenset(("he", "she", "they", "i", "we", "you", "it"))
_INSIDE = frozenset(("$", "%", "€", "£", "&", "/", "#", "@"))
_CIRCUMSTANCE = frozenset(("after", "before", "since", "until", "as", "than", "during", "despite", "amid"))


def _opens_phrase(passage: Passage, k: int, floor: int) -> bool:
    """Tell whether a preposition has no noun before it: it opens a fronted phrase, "In an interview Orr"."""
    if passage.lower[k] == "like" or passage.lower[k] in word_set("hard-subordinator"):
        return False
    before = k - 1
    if before > floor and passage.kinds[before] & VERB and _relative_before(passage, before, floor) is not None:
        return False
    if before > floor and passage.kinds[before] & GERUND and passage.kinds[before - 1] & (NOUN | NAME):
        return False
    return before < floor or (
        not passage.kinds[before] & (NOMINAL | PARTICIPLE | CLITIC | ADVERB) and passage.lower[before] != ")"
    )


def _step_left(passage: Passage, k: int, start: int, end: int, floor: int) -> int | None:
    """Give the first token of what a token adds to the noun phrase after it, None where it adds nothing."""
    kind, word = passage.kinds[k], passage.lower[k]
    if kind & QUOTED:
        return None if passage.is_sentential[k] else k
    if word == ")":
        return _opening_bracket(passage, k, floor)
    if kind & MARK:
        return k if word in _INSIDE or (word == "," and _is_list_comma(passage, k, start, end)) else None
    if word in ("and", "or"):
        listed = k > floor and passage.lower[k - 1] == "," and _is_list_comma(passage, k - 1, start, end)
        return k if listed or _joins_nouns(passage, k, floor) else None
    if _begins_clause(passage, k, start, end):
        return None
    if kind & PREPOSITION and word != "like":
        after_time = passage.kinds[k - 1] & TIME and not passage.kinds[k - 1] & NAME
        return None if after_time or word in _CIRCUMSTANCE else k
    if kind & (AUXILIARY | MODAL) and word != "'s":
        return _relative_before(passage, k, floor)
    if kind & VERB and not kind & (NOUN | NAME | PARTICIPLE | ADVERB | PREPOSITION):
        return _relative_before(passage, k, floor)
    if kind & PAST and k > floor and start < end and _has_object(passage, k):
        return _relative_before(passage, k, floor)
    return None if _is_loose(passage, k, start, end) else k


def _has_object(passage: Passage, k: int) -> bool:
    """Tell a verb with its object from a participle in a noun phrase: "found 70 per cent", "said Russia"."""
    following = passage.kinds[k + 1]
    if following & (NUMBER | DETERMINER | POSSESSIVE | PERSONAL) and not following & PREPOSITION:
        return bool(passage.kinds[k - 1] & (NOUN | NAME | ADVERB))
    cue = cue_forms().get(passage.lower[k])
    speaks = cue is not None and any("post" in one.frames for one in cue.cues)
    return speaks and bool(following & NAME) and bool(passage.kinds[k - 1] & (NAME | ADVERB | PERSONAL))


def _begins_clause(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether a word opens the clause that the noun phrase is the subject of."""
    kind, word = passage.kinds[k], passage.lower[k]
    if kind & CONJUNCTION or word in word_set("hard-subordinator") or word in ("which", "who", "whom", "whose"):
        return True
    return (word == "that" and start < end) or bool(kind & PERSONAL and not kind & POSSESSIVE)


def _is_loose(passage: Passage, k: int, start: int, end: int) -> bool:
    """Tell whether an adverb or a time stands before the noun phrase, not in it: "Friday the ministry"."""
    kind, word = passage.kinds[k], passage.lower[k]
    following = passage.kinds[k + 1] if k + 1 < end else MARK
    if kind & ADVERB and not kind & (NOUN | DETERMINER | NUMBER | PRONOUN | PREPOSITION):
        if not following & (PARTICIPLE | NUMBER | NOUN | GERUND) or k == end - 1:
            return True
        return word in ("however", "meanwhile", "then", "later", "earlier")
    if not kind & TIME or start >= end or passage.lower[k + 1] == "'s":
        return False
    return bool(following & (NAME | DETERMINER | PERSONAL)) and not following & TIME


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
    while first > 0 and k - first < 8 and lower[first - 1] not in (*BREAKS, ",") and not kinds[first - 1] & QUOTED:
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
        if is_break(passage, n) or word == "," or word in word_set("hard-subordinator") or word == "that":
            return True
        if passage.kinds[n] & QUOTED and passage.is_sentential[n]:
            return False
        if finite_at(passage, n) and _relative_before(passage, n, floor) is None:
            return False
    return True


def _relative_before(passage: Passage, at: int, floor: int) -> int | None:
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
    start = after_stamp(passage, start, end)
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
