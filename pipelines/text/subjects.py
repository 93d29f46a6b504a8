"""Whose verb it is: the subject before a cue, or the one it shares with a verb before or after it.

Here belongs the choice among noun phrases; where each begins and ends stands in `phrases_before.py`.
"""

from dataclasses import dataclass

from pipelines.text.clauses import NOMINAL, Range, finite_at, has_clause, has_finite, is_break
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after
from pipelines.text.phrases_before import noun_phrase_before, subject_before
from pipelines.text.verbs import is_helper
from pipelines.text.waiting import waiting_subject
from pipelines.text.words import (
    ADVERB,
    CHANNEL,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    NAME,
    NOUN,
    PAST,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    THIRD,
    TIME,
)


@dataclass(slots=True)
class Predicate:
    """One cue verb in its place."""

    at: int
    """The token of the verb."""
    first: int
    """The first token of the verb with its auxiliaries and adverbs."""
    after: int
    """The token after the verb and its particle."""
    form: str
    """finite, gerund, infinitive, passive."""
    kinds: frozenset[str]
    frames: frozenset[str]
    lemma: str
    subject: Range | None
    link: str
    """own (its subject stands before it), shared (the subject of an earlier verb), open (none before it)."""
    way: Range | None = None
    """Where its recipient and its adjuncts end, once `way_to_content` has asked."""


def subject_of(passage: Passage, first: int, form: str, earlier: list[Predicate]) -> tuple[Range | None, str]:
    """Find whose verb it is: the noun phrase before it, or the subject of an earlier verb."""
    if form == "infinitive":
        return _shared(passage, first, earlier), "shared"
    if form == "gerund":
        own = subject_before(passage, first) if _is_attached(passage, first) else None
        return (own, "own") if own is not None else (_shared(passage, first, earlier), "shared")
    at = first
    while (
        at > 0
        and passage.kinds[at - 1] & ADVERB
        and not passage.kinds[at - 1] & NAME
        and passage.lower[at - 1] in ("then", "also", "even")
    ):
        at -= 1
    if at > 0 and (passage.kinds[at - 1] & CONJUNCTION or passage.lower[at - 2 : at] == [",", "then"]):
        return _shared(passage, at - 1, earlier), "shared"
    tagged = tagged_subject(passage, first)
    if tagged is not None:
        return _without_participle(passage, tagged), "own"
    found = subject_before(passage, first)
    if found is not None:
        found = _with_noun(passage, found)
        waiting = waiting_subject(passage, _sentence_start(passage, found[0]), found)
        if waiting is not None:
            return waiting, "own"
        return _without_antecedent(passage, _without_participle(passage, found)), "own"
    if _follows_quotation(passage, first):
        return None, "open"
    return _shared(passage, first, earlier), "shared"


def _with_noun(passage: Passage, found: Range) -> Range:
    """Add the noun to a clause that belongs to it: "the fear that it might fall"."""
    first = found[0]
    is_clause = passage.lower[first] == "that" and first + 1 < found[1] and passage.kinds[first + 1] & PERSONAL
    owner = noun_phrase_before(passage, first) if is_clause and first > 0 else None
    return found if owner is None else (owner[0], found[1])


def tagged_subject(passage: Passage, first: int) -> Range | None:
    """Give the words between a quoted sentence and a verb, where they can only be its subject: “…,” the editor read."""
    start = first
    while start > 0 and first - start < _LONGEST_TAG and passage.quotations[start - 1] is None:
        start -= 1
    if start in (0, first) or passage.quotations[start - 1] is None or not passage.is_sentential[start - 1]:
        return None
    if not passage.kinds[start] & (NOMINAL | DETERMINER | POSSESSIVE) or passage.kinds[start] & (PREPOSITION | TIME):
        return None
    if passage.kinds[start] & (PAST | THIRD) or passage.lower[start] in ("who", "which", "whose", "that"):
        return None
    marks = passage.lower[start:first]
    if "," in marks and marks[-1] != "," and "and" not in marks:
        return None
    relative = False
    for k in range(start, first):
        word = passage.lower[k]
        relative = word in ("who", "which", "whose") or (relative and word != ",")
        if is_break(passage, k) or word == "that" or (passage.kinds[k] & PERSONAL and k > start):
            return None
        if finite_at(passage, k) and not relative:
            return None
    return start, first


_LONGEST_TAG = 25


def _without_participle(passage: Passage, found: Range) -> Range:
    """Leave out what a speaker was doing: "Ann Orr, citing a letter,"; what he was promised stays: "speaking on …".

    A single name was introduced before: what a relative clause adds to it is news, not who he is.
    """
    is_single = passage.kinds[found[0]] & NAME and passage.lower[found[0] + 1 : found[0] + 2] == [","]
    if is_single and passage.lower[found[0] + 2 : found[0] + 3] in (["who"], ["whose"]):
        return found[0], found[0] + 1
    for k in range(found[0] + 1, found[1] - 1):
        if passage.lower[k] in ("who", "whose", "which"):
            break
        circumstance = passage.kinds[k + 1] & (GERUND | PREPOSITION) and passage.lower[k + 1] not in (
            "speaking",
            "of",
            "ranking",
            "acting",
        )
        if passage.lower[k] == "," and circumstance and passage.lower[found[1] - 1] == ",":
            return found[0], k
    return found


def _without_antecedent(passage: Passage, found: Range) -> Range:
    """Leave out the noun that a relative clause without pronoun belongs to: "a step Moscow condemned"."""
    first, after = found
    if (
        passage.lower[first] not in ("a", "an")
        or passage.lower[first - 1 : first] != [","]
        or not passage.kinds[after - 1] & NAME
    ):
        return found
    for k in range(first + 2, after):
        if passage.kinds[k] & PREPOSITION or passage.kinds[k - 1] & NAME:
            return found
        if passage.kinds[k] & NAME:
            return k, after
    return found


def _follows_quotation(passage: Passage, first: int) -> bool:
    """Tell whether a quotation stands right before the verb, so that its subject comes after it."""
    k = first - 1
    if k > 0 and passage.lower[k] in (",", "—", "–", "--"):
        k -= 1
    return k < 0 or bool(passage.kinds[k] & QUOTED)


def _is_attached(passage: Passage, first: int) -> bool:
    """Tell whether a gerund follows its noun phrase: "voters saying that", "with officials warning that"."""
    if (
        first == 0
        or not passage.kinds[first - 1] & (NOUN | NAME | PLURAL)
        or passage.kinds[first - 1] & (QUOTED | TIME)
    ):
        return False
    found = subject_before(passage, first)
    if passage.kinds[first - 1] & CHANNEL:
        return False
    return found is not None and (found[0] == 0 or not finite_at(passage, found[0] - 1))


def _shared(passage: Passage, first: int, earlier: list[Predicate]) -> Range | None:
    """Give the subject that a verb without one shares: the speaker's of its sentence, else the main clause's."""
    sentence = _sentence_start(passage, first)
    if first - sentence <= 1:
        return _subject_after(passage, first)
    for predicate in reversed(earlier):
        if predicate.at < sentence:
            break
        if (
            predicate.form == "finite"
            and predicate.link == "open"
            and predicate.first > 0
            and passage.kinds[predicate.first - 1] & QUOTED
        ):
            return None
        if predicate.subject is not None and predicate.form == "finite" and _is_outermost(passage, predicate, sentence):
            return predicate.subject
    main = main_subject(passage, sentence, first)
    if main is not None or (earlier and earlier[-1].at >= sentence):
        return main
    return _opening_phrase(passage, sentence, first)


def _opening_phrase(passage: Passage, sentence: int, first: int) -> Range | None:
    """Take the noun phrase that opens the sentence, where no verb before the cue is known: "The ad hits … and says"."""
    if not passage.kinds[sentence] & (NAME | DETERMINER | POSSESSIVE | PERSONAL) or passage.kinds[sentence] & TIME:
        return None
    after = noun_phrase_after(passage, sentence, first)
    for k in range(sentence + 1, after):
        is_verb = passage.kinds[k] & THIRD and passage.kinds[k + 1] & (NAME | DETERMINER | POSSESSIVE)
        if is_verb or finite_at(passage, k):
            after = k - bool(passage.kinds[k - 1] & ADVERB)
            break
    return (sentence, after) if sentence < after < first and after - sentence <= _LONGEST_OPENING else None


_LONGEST_OPENING = 6


def _subject_after(passage: Passage, first: int) -> Range | None:
    """Give the subject of the clause that a fronted participle leads up to: "Asked why, she said"."""
    for k in range(first + 1, min(len(passage) - 1, first + 40)):
        if passage.lower[k] in (".", "?", "!", ";"):
            return None
        is_comma = passage.lower[k] == "," or passage.is_closed_by_comma[k]
        if is_comma and has_clause(passage, k + 1, len(passage)):
            after = noun_phrase_after(passage, k + 1, len(passage))
            return (k + 1, after) if after > k + 1 else None
    return None


def _is_outermost(passage: Passage, predicate: Predicate, sentence: int) -> bool:
    """Tell whether a cue stands in a main clause of its sentence, not in what somebody says."""
    if predicate.link != "own" or predicate.subject is None:
        return False
    start = predicate.subject[0]
    if passage.lower[start] in ("who", "which", "that"):
        return False
    if start == sentence:
        return True
    before = passage.lower[start - 1]
    if (
        before in (",", ";", "but", "while", "though", "although", "—", "–", "--", ".", ":")
        or passage.kinds[start - 1] & QUOTED
    ):
        return True
    if before == "and":
        return passage.lower[start - 2 : start - 1] == [","]
    return not has_finite(passage, sentence, start) and before not in (
        "that",
        "who",
        "which",
        "whether",
        "if",
        "because",
    )


def _sentence_start(passage: Passage, before: int) -> int:
    for k in range(before - 1, -1, -1):
        if passage.lower[k] in (".", "?", "!", ";") or (passage.kinds[k] & QUOTED and passage.is_terminal[k]):
            return k + 1
    return 0


def _opens_circumstance(passage: Passage, first: int) -> bool:
    """Tell whether a clause of its own begins: "when Orr left the bay and said"; its verbs share their subject."""
    before = passage.lower[first - 1] if first else ""
    if before == "as":
        return bool(passage.kinds[first] & (NAME | PERSONAL))
    return before in ("because", "when", "where", "while")


def main_subject(passage: Passage, start: int, end: int) -> Range | None:
    """Give the subject of the last main verb between two tokens, relative clauses aside."""
    best: Range | None = None
    is_joined = end < len(passage) and passage.kinds[end] & CONJUNCTION
    for k in range(start + 1, min(end, start + 60)):
        if not finite_at(passage, k) or finite_at(passage, k - 1):
            continue
        first = k
        while first > start and is_helper(passage, first - 1):
            first -= 1
        found = subject_before(passage, first, start)
        if found is None or passage.lower[found[0]] in ("who", "which", "that"):
            continue
        before = passage.lower[found[0] - 1] if found[0] > start else ""
        joins = before in (",", "and", "but", ";") or (is_joined and _opens_circumstance(passage, found[0]))
        if best is None or (joins and found[1] - found[0] <= 8):
            best = found
    return best
