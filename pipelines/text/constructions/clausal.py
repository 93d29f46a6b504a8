"""Content after its cue: "She said that …", "Police say …", "He said: “…”", "called it “…”"."""

from pipelines.text.clauses import Range, finite_at, has_clause, has_finite
from pipelines.text.constructions.adjuncts import WH, shortest_phrase, way_to_content
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import antecedent_of, clause_start, content_end, cue_of, resumes
from pipelines.text.constructions.phrasal import asked_to, found_after, phrase_after, source_of
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after
from pipelines.text.subjects import Predicate
from pipelines.text.words import (
    ADVERB,
    BASE,
    DETERMINER,
    MARK,
    NAME,
    NOUN,
    OBJECT,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    SUBORDINATOR,
    THIRD,
    TIME,
)

_LENIENT = frozenset(["say", "think", "believe"])
_POINTERS = frozenset(["this", "that", "these", "those", "it"])
"""What somebody said is told elsewhere: "He said this at a meeting"."""


def content_after(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find what a cue is followed by: colon, quotation, "that", question, clause, naming, infinitive, object."""
    stated = _stated(passage, predicate, cuts) or asked_to(passage, predicate, cuts)
    if stated is not None:
        return stated
    start, first = way_to_content(passage, predicate)
    to = _infinitive_at(passage, predicate, start)
    if to is not None:
        return phrase_after(passage, predicate, to, to, cuts)
    n = len(passage)
    if first >= n and start < n and passage.lower[start] == "to":
        first = start
    if first >= n:
        return None
    word, frames = passage.lower[first], predicate.frames
    if word == ":":
        return _after_colon(passage, predicate, first, cuts)
    leads = (
        passage.kinds[first + 1] & QUOTED or _is_loose_clause(passage, predicate, first + 1) if first + 1 < n else False
    )
    if word == "," and leads:
        first += 1
    if "comma" in frames and passage.kinds[first] & QUOTED and passage.lower[first - 1] not in (",", ":"):
        return None
    if (
        passage.kinds[first] & QUOTED
        and "quote" in frames
        and (passage.is_sentential[first] or predicate.lemma in ("say", "tweet", "write", "add", "chant", "read"))
    ):
        return _quotation(passage, predicate, first, cuts)
    if word == "that" and "that" in frames and _opens_that_clause(passage, first, predicate.after):
        return found_after("that-clause", passage, predicate, first, cuts)
    if word in WH and "wh" in frames:
        found = found_after("wh-clause", passage, predicate, first, cuts)
        found.is_reported = "speech" in predicate.kinds and predicate.form != "infinitive"
        return found
    if _is_relative_subject(passage, predicate, start):
        return _relative(passage, predicate, start, cuts)
    antecedent = _interrupted(passage, predicate, start)
    if antecedent is not None:
        found = found_after("relative-clause", passage, predicate, start, cuts)
        found.content.insert(0, antecedent)
        return found
    for at in (first, start) if start < n and passage.kinds[start] & TIME else (start, first):
        if _is_relative(passage, predicate) or predicate.subject is None:
            break
        if at < n and frames & {"clause", "strict"} and _is_bare_clause(passage, predicate, at):
            return found_after("bare-clause", passage, predicate, at, cuts)
    return phrase_after(passage, predicate, start, first, cuts)


def _infinitive_at(passage: Passage, predicate: Predicate, start: int) -> int | None:
    """Give the "to" of an infinitive that the cue takes, past adverbs and days: "pledged on Monday to rebuild"."""
    k, n = start, len(passage)
    if "to" not in predicate.frames:
        return None
    while (k < n and passage.kinds[k] & (TIME | ADVERB)) or passage.lower[k : k + 1] == ["on"]:
        k += 1
    opens = k + 1 < n and passage.lower[k] == "to" and passage.kinds[k + 1] & BASE
    return k if opens else None


def _stated(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find the speaker between a verb that opens the sentence and a colon: "Said Orr: “It was late.”"."""
    at, n = predicate.after, len(passage)
    if predicate.form != "finite" or clause_start(passage, predicate.first) != predicate.first or at >= n:
        return None
    end = noun_phrase_after(passage, at, n) if passage.kinds[at] & (NAME | DETERMINER) else at
    if end == at or end >= n or passage.lower[end] != ":":
        return None
    found = _after_colon(passage, predicate, end, cuts)
    if found is not None:
        found.cue, found.source = [(predicate.first, at)], [(at, end)]
    return found


def _is_loose_clause(passage: Passage, predicate: Predicate, first: int) -> bool:
    """Tell whether a clause follows the comma after a cue that opens its sentence: "Orr said, it was late"."""
    if predicate.subject is None or predicate.link != "own" or not predicate.frames & {"clause", "quote"}:
        return False
    if "speech" not in predicate.kinds:
        return False
    opens = clause_start(passage, predicate.first) >= predicate.subject[0]
    return (
        opens
        and "post" in predicate.frames
        and bool(passage.kinds[first] & (PERSONAL | DETERMINER | NAME))
        and has_clause(passage, first, len(passage))
    )


def _is_relative_subject(passage: Passage, predicate: Predicate, after: int) -> bool:
    """Tell whether what is said is about a relative pronoun: "a wall, which he said would be built"."""
    if (
        predicate.subject is None
        or predicate.link != "own"
        or predicate.subject[0] == 0
        or "clause" not in predicate.frames
    ):
        return False
    before = passage.lower[predicate.subject[0] - 1]
    if (
        before not in ("which", "that", "who", "what", "whom")
        or after >= len(passage)
        or passage.lower[after] == "that"
    ):
        return False
    return finite_at(passage, after) or (before == "which" and has_clause(passage, after, len(passage)))


def _relative(passage: Passage, predicate: Predicate, after: int, cuts: frozenset[int]) -> Finding:
    found = found_after("relative-clause", passage, predicate, after, cuts)
    if predicate.subject is not None:
        first, end = found.content[0]
        end = next((k for k in range(first + 1, end - 1) if passage.lower[k] == "," and resumes(passage, k + 1)), end)
        found.content = [(predicate.subject[0] - 1, predicate.subject[0]), (first, end)]
    return found


def _interrupted(passage: Passage, predicate: Predicate, after: int) -> Range | None:
    """Give the noun phrase that a cue without pronoun parts from its verb: "a step they say | would fail"."""
    subject = predicate.subject
    if subject is None or predicate.link != "own" or "clause" not in predicate.frames or after >= len(passage):
        return None
    return antecedent_of(passage, predicate) if finite_at(passage, after) else None


def _is_relative(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether what is said stands before as a relative: "what she said", "the reason that he gave"."""
    if predicate.subject is None or predicate.subject[0] == 0:
        return False
    return passage.lower[predicate.subject[0] - 1] in ("what", "which", "whom", "how", "whatever")


def _opens_that_clause(passage: Passage, that: int, after: int) -> bool:
    """Tell "that" before a clause from a relative ("a banner that fell") and from a pointer ("that banner").

    `after` is the token after the cue.
    """
    at = that + 1
    if "," in passage.lower[after:that] and passage.lower[that - 1] != "," and passage.kinds[that - 1] & NOUN:
        return False  # it belongs to the last noun of what is put in: "hold, under proposals that were made"
    if at >= len(passage) or (passage.kinds[at] & MARK and passage.lower[at] not in (",", "(", "$", "—", "–")):
        return False
    agrees = not (passage.kinds[that - 1] & PLURAL and passage.kinds[at] & THIRD)
    if that != after and passage.kinds[that - 1] & NOUN and finite_at(passage, at) and agrees:
        return False
    if passage.lower[at] in ("same", "very", "because"):
        return False
    points = passage.kinds[at] & NOUN and not passage.kinds[at] & (PLURAL | NAME | QUOTED)
    return not points or has_finite(passage, at, min(at + 60, len(passage)))


def _after_colon(passage: Passage, predicate: Predicate, colon: int, cuts: frozenset[int]) -> Finding | None:
    if not predicate.frames & {"quote", "that", "clause"} or "speech" not in predicate.kinds:
        return None
    if colon + 1 >= len(passage):
        found = found_after("cue-colon", passage, predicate, colon, cuts)
        found.content, found.awaits_next = [], True
        return found
    if passage.kinds[colon + 1] & QUOTED:
        return _quotation(passage, predicate, colon + 1, cuts, "cue-colon-quote")
    return None if predicate.subject is None else found_after("cue-colon", passage, predicate, colon + 1, cuts)


def _quotation(
    passage: Passage, predicate: Predicate, first: int, cuts: frozenset[int], rule: str = "source-cue-quote"
) -> Finding:
    end = content_end(passage, first, cuts)
    return Finding(rule, [(first, end)], [cue_of(passage, predicate)], source_of(predicate))


def _is_bare_clause(passage: Passage, predicate: Predicate, first: int) -> bool:
    """Tell whether a clause without "that" begins: with a finite verb for all cues, less strictly after "said"."""
    kinds, n = passage.kinds, len(passage)
    kind, word = kinds[first], passage.lower[first]
    if (
        (kind & MARK and word not in ("$", "("))
        or word
        in (
            "so",
            "to",
            "of",
            "nothing",
            "that",
            "as",
            "something",
            "anything",
        )
        or (word == "much" and passage.lower[first + 1 : first + 2] != ["of"])
    ):
        return False
    if kind & PERSONAL and first + 1 < n and not kinds[first + 1] & MARK:
        return not kind & OBJECT or (word in ("it", "you") and _is_subject(passage, first, n))
    if word == "her":
        return has_clause(passage, first, n)
    if kind & OBJECT:
        return False
    if kind & PREPOSITION and not kind & (SUBORDINATOR | ADVERB) and passage.lower[first + 1 : first + 2] != ["least"]:
        return _is_fronted_phrase(passage, predicate, first)
    if has_clause(passage, first, n, strict="clause" not in predicate.frames):
        return True
    return (
        predicate.lemma in _LENIENT
        and not (word in _POINTERS and passage.kinds[first + 1] & PREPOSITION)
        and kind & (NAME | DETERMINER | POSSESSIVE | NOUN) != 0
        and _long_enough(passage, first)
    )


def _is_fronted_phrase(passage: Passage, predicate: Predicate, first: int) -> bool:
    """Tell whether a preposition opens a phrase before a clause: "said in May it fell", not "reported by the mayor"."""
    if "speech" not in predicate.kinds or passage.lower[first] == "by":
        return False
    after = shortest_phrase(passage, first)
    return after is not None and has_clause(passage, after, len(passage))


def _is_subject(passage: Passage, pronoun: int, n: int) -> bool:
    """Tell "said it now fell" from "found it in May": a pronoun that is a subject has its verb beside it."""
    k = pronoun + 1
    while k < n and passage.kinds[k] & ADVERB and not finite_at(passage, k):
        k += 1
    return k < n and finite_at(passage, k)


def _long_enough(passage: Passage, first: int) -> bool:
    following = passage.lower[first : first + 6]
    return len(following) == 6 and not any(word in (".", ",", ":", ";", "?") for word in following)
