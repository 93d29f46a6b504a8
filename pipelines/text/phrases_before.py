"""Noun phrases to the left: the subject that ends right before its verb.

Here belongs the way leftward from a verb over titles, lists, appositions and relative clauses to where its subject
begins. Whether that subject speaks is decided in `subjects.py`.
"""

from pipelines.text.clauses import DASHES, FAR, NOMINAL, Range, after_stamp, finite_at, is_break
from pipelines.text.passages import Passage
from pipelines.text.phrase_joins import begins_clause, has_object, is_list_comma, is_loose, joins_nouns, relative_before
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
    OBJECT,
    PARTICIPLE,
    PAST,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
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
            around = _relative_around(passage, found[0], floor)
            larger = None if around is None else noun_phrase_before(passage, around, floor)
            return found[0] if larger is None else _apposed_to(passage, larger[0], floor), end
    return None


def _relative_around(passage: Passage, first: int, floor: int) -> int | None:
    """Give where the noun phrase ends whose relative clause has the one at a token: "Orr, who runs Harbor, a town,".

    The relative must not have ended before: at a comma that a finite verb follows.
    """
    verbs = 0
    for k in range(first - 1, max(floor, first - FAR), -1):
        if is_break(passage, k) or (passage.kinds[k] & QUOTED and passage.is_sentential[k]):
            return None
        if passage.lower[k] in ("who", "whose"):
            if verbs > 1 or passage.lower[first - 1] in ("that", "and", "but"):
                return None
            return k - 1 if passage.lower[k - 1] == "," else k
        if finite_at(passage, k):
            verbs += not finite_at(passage, k + 1)
            if passage.lower[k - 1] == ",":
                return None
    return None


def _apposed_to(passage: Passage, first: int, floor: int) -> int:
    """Give where the name begins that a noun phrase explains: "Ann Orr, | a council officer"."""
    if first - 2 < floor or passage.lower[first] not in ("a", "an", "the") or passage.lower[first - 1] != ",":
        return first
    name = noun_phrase_before(passage, first - 1, floor) if passage.kinds[first - 2] & NAME else None
    return first if name is None else name[0]


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
    if before >= floor and passage.kinds[before] & DETERMINER and not passage.kinds[before] & PRONOUN:
        return False
    if before > floor and passage.kinds[before] & VERB and relative_before(passage, before, floor) is not None:
        return False
    if before > floor and passage.kinds[before] & GERUND and passage.kinds[before - 1] & (NOUN | NAME):
        return False
    if before > floor + 1 and passage.lower[before] in ("and", "or") and _is_parallel(passage, before, floor):
        return False
    return before < floor or (
        not passage.kinds[before] & (NOMINAL | PARTICIPLE | CLITIC | ADVERB) and passage.lower[before] != ")"
    )


def _is_parallel(passage: Passage, joint: int, floor: int) -> bool:
    """Tell whether a phrase with a preposition stands before "and": "in the army and at the ministry"."""
    for k in range(joint - 1, max(floor, joint - 8), -1):
        if passage.kinds[k] & PREPOSITION:
            return bool(passage.kinds[k - 1] & NOUN)
        if passage.kinds[k] & MARK or finite_at(passage, k):
            return False
    return False


def _step_left(passage: Passage, k: int, start: int, end: int, floor: int) -> int | None:
    """Give the first token of what a token adds to the noun phrase after it, None where it adds nothing."""
    kind, word = passage.kinds[k], passage.lower[k]
    if start < end and passage.words[start] in ("The", "This", "A", "An") and kind & NAME:
        return None
    if kind & QUOTED:
        return None if passage.is_sentential[k] or (start < end and passage.is_closed_by_comma[k]) else k
    if word == ")":
        return _opening_bracket(passage, k, floor)
    if kind & MARK:
        return k if word in _INSIDE or (word == "," and is_list_comma(passage, k, start, end)) else None
    if word in ("and", "or"):
        listed = k > floor and passage.lower[k - 1] == "," and is_list_comma(passage, k - 1, start, end)
        return k if listed or joins_nouns(passage, k, floor) else None
    if begins_clause(passage, k, start, end):
        return None
    if kind & PREPOSITION and word != "like":
        after_time = passage.kinds[k - 1] & TIME and not passage.kinds[k - 1] & NAME
        return None if after_time or word in _CIRCUMSTANCE else k
    if kind & (AUXILIARY | MODAL) and word != "'s":
        return relative_before(passage, k, floor)
    if kind & VERB and not kind & (NOUN | NAME | PARTICIPLE | ADVERB | PREPOSITION):
        return relative_before(passage, k, floor)
    if kind & PAST and k > floor and start < end and has_object(passage, k):
        return relative_before(passage, k, floor)
    return None if is_loose(passage, k, start, end) else k


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


def _is_part_of_them(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a phrase is a number of people named before: "three of them", "some of us"."""
    count = passage.kinds[end - 3] if end - start >= 3 else 0
    is_counted = passage.lower[end - 2] == "of" and count & (NUMBER | PRONOUN | DETERMINER)
    return bool(is_counted and passage.kinds[end - 1] & OBJECT)


def _after_address(passage: Passage, start: int, end: int) -> int:
    """Skip the address of a link or note, and the bracket that closes it: "https://…) The ministry"."""
    for k in range(end - 2, start - 1, -1):
        if passage.lower[k].startswith(("http:", "https:")):
            return k + 1
    return start


def _trimmed(passage: Passage, start: int, end: int) -> Range | None:
    """Cut what cannot begin a noun phrase, and refuse what has no noun."""
    kinds, lower = passage.kinds, passage.lower
    start = after_stamp(passage, _after_address(passage, start, end), end)
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
    is_noun = last & (NOMINAL | CLITIC | PARTICIPLE | TIME) or lower[end - 1] in (")", "there", "here", "%")
    if not is_noun and not _is_part_of_them(passage, start, end):
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
