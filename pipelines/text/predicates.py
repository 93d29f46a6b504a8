"""Where cues stand in a passage: the verb with its auxiliaries, its form and its subject.

Here belongs the reading of one cue verb in its clause. Where its content lies is decided in `constructions/`.
"""

from dataclasses import dataclass

from pipelines.text.clauses import Range, finite_at, has_clause, has_finite, noun_phrase_after, subject_before
from pipelines.text.cues import Cue, CueForm, cue_forms, light_verbs
from pipelines.text.passages import Passage
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    GERUND,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
    NOUN,
    NUMBER,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    RELATIVE,
    TIME,
    VERB,
)

_HAVE = frozenset(["have", "has", "had", "having", "'ve", "haven't", "hasn't", "hadn't"])
_BE = frozenset(
    ["be", "been", "being", "am", "is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "'re", "'m"]
)
_BEFORE_TO = frozenset(
    [
        "went",
        "going",
        "go",
        "goes",
        "continued",
        "continues",
        "continue",
        "declined",
        "declines",
        "refused",
        "refuses",
        "seemed",
        "seems",
        "seem",
        "appeared",
        "appears",
        "began",
        "begins",
        "begin",
        "started",
        "failed",
        "fails",
        "used",
        "rushed",
        "quick",
        "happy",
        "careful",
        "eager",
        "want",
        "wants",
        "wanted",
        "came",
        "have",
        "has",
        "had",
        "tried",
        "tries",
        "proceeded",
        "hesitated",
        "able",
        "likely",
        "paused",
        "dared",
        "sought",
        "needed",
        "need",
        "needs",
        "chose",
    ]
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


def predicates_in(passage: Passage) -> list[Predicate]:
    """Give the cues of a passage that are verbs there, in order."""
    forms = cue_forms()
    found: list[Predicate] = []
    for at, word in enumerate(passage.lower):
        entry = forms.get(word)
        if entry is None:
            continue
        predicate = _predicate(passage, at, entry, found)
        if predicate is not None:
            while found and found[-1].at >= predicate.first:
                found.pop()
            found.append(predicate)
    return found


def _predicate(passage: Passage, at: int, entry: CueForm, earlier: list[Predicate]) -> Predicate | None:
    if passage.kinds[at] & NAME and not passage.kinds[at] & VERB:
        return None
    cues, after = _fitting(passage, at, entry)
    if not cues:
        return None
    first, form = _group(passage, at, entry.form, any(cue.is_noun_too for cue in entry.cues))
    if form is None or (form == "finite" and _is_noun(passage, at, first, entry)):
        return None
    frames = frozenset(frame for cue in cues for frame in cue.frames)
    kinds = frozenset(cue.kind for cue in cues)
    subject, link = _subject(passage, first, form, earlier)
    return Predicate(at, first, after, form, kinds, frames, cues[0].lemma, subject, link)


def _fitting(passage: Passage, at: int, entry: CueForm) -> tuple[tuple[Cue, ...], int]:
    """Choose the cues whose particle follows, else those without one."""
    for cue in entry.cues:
        if cue.particle is not None and cue.particle in passage.lower[at + 1 : at + 4]:
            place = passage.lower.index(cue.particle, at + 1, at + 4)
            if place == at + 1:
                return (cue,), place + 1
    return tuple(cue for cue in entry.cues if cue.particle is None), at + 1


def _group(passage: Passage, at: int, form: str, is_noun_too: bool) -> tuple[int, str | None]:
    """Give the first token of the verb with its helpers, and how it is used; None where it is no predicate."""
    kinds, lower = passage.kinds, passage.lower
    first = at
    while first > 0 and is_helper(passage, first - 1):
        first -= 1
    helpers = lower[first:at]
    before = lower[first - 1] if first else ""
    if before == "to" and form == "base":
        return _infinitive(passage, first - 1)
    if form == "gerund" and at > 1 and lower[at - 1] == "as" and lower[at - 2] in ("quoted", "cited", "reported"):
        return _group(passage, at - 2, "past", False)[0], "finite"
    if form == "gerund":
        is_finite = any(word in _BE or word == "'s" for word in helpers)
        if not is_finite and before in (
            "the",
            "a",
            "an",
            "this",
            "that",
            "of",
            "in",
            "his",
            "her",
            "their",
            "its",
            "my",
        ):
            return first, None
        if not is_finite and passage.kinds[first - 1 if first else 0] & (NOUN | NAME) and first > 0 and is_noun_too:
            return first, None
        return first, "finite" if is_finite else "gerund"
    if any(word in _BE for word in helpers) and form in ("past", "participle"):
        last = next(word for word in reversed(helpers) if word in _BE or word in _HAVE)
        return first, "passive" if last in _BE else "finite"
    if form == "participle":
        return first, "finite" if any(word in _HAVE or word in ("'s", "'d") for word in helpers) else None
    if form == "base" and first == at and not _may_be_base(passage, at, is_noun_too):
        return first, None
    if first > 0 and kinds[first - 1] & (DETERMINER | POSSESSIVE) and not kinds[first - 1] & PRONOUN:
        return first, None
    if form == "past" and not helpers and before in ("a", "the", "an"):
        return first, None
    return first, "finite"


def is_helper(passage: Passage, k: int) -> bool:
    """Tell whether a token belongs to the verb after it: auxiliary, negation, adverb."""
    kind, word = passage.kinds[k], passage.lower[k]
    if word == "'s":
        return k > 0 and bool(passage.kinds[k - 1] & (PERSONAL | RELATIVE))
    if kind & (AUXILIARY | MODAL | NEGATION):
        return not (kind & NAME)
    if word in ("since", "long", "now") and k > 0 and passage.lower[k - 1] in _HAVE:
        return True
    if (
        not kind & ADVERB
        or kind & (NAME | DETERMINER | PREPOSITION)
        or word in ("so", "there", "here", "however", "meanwhile", "all", "half")
    ):
        return False
    return not (
        k > 0
        and passage.lower[k - 1] == ","
        and word.endswith("ly") is False
        and word in ("indeed", "instead", "therefore")
    )


def _infinitive(passage: Passage, to: int) -> tuple[int, str | None]:
    """Take "went on to say" as one verb; another infinitive has the subject of its clause."""
    k = to - 1
    while k > 0 and passage.lower[k] in ("on", "ahead", "forward", "not", "only"):
        k -= 1
    if k >= 0 and passage.lower[k] in _BEFORE_TO:
        first = k
        while first > 0 and is_helper(passage, first - 1):
            first -= 1
        return first, "finite"
    return to, "infinitive"


def _may_be_base(passage: Passage, at: int, is_noun_too: bool) -> bool:
    """Tell whether a bare verb can be finite here: after they, officials, X and Y, a name that may be many."""
    if at == 0:
        return False
    kind, word = passage.kinds[at - 1], passage.lower[at - 1]
    if word in ("i", "we", "you", "they", "who", "that", "which", ",", ")", "and", "or") or kind & PLURAL:
        return True
    if not is_noun_too:
        return bool(kind & (NAME | NOUN | QUOTED | PRONOUN | TIME | NUMBER)) and word not in ("this", "what", "please")
    return bool(kind & (NAME | QUOTED | PRONOUN | TIME)) or (bool(kind & NOUN) and word.endswith("s"))


def _is_noun(passage: Passage, at: int, first: int, entry: CueForm) -> bool:
    """Tell whether a word such as "reports" or "claim" is a noun here."""
    if entry.form not in ("base", "third") or first != at or not any(cue.is_noun_too for cue in entry.cues):
        return False
    if at == 0:
        return True
    before, word = passage.kinds[at - 1], passage.lower[at - 1]
    if word in light_verbs() and not before & AUXILIARY:
        return True
    if (
        before & (DETERMINER | POSSESSIVE | NUMBER | PREPOSITION)
        and not before & (PERSONAL | NAME)
        and word not in ("that", "who")
    ):
        return True
    if word in ("'s", "to", "and", "or", ",") and word != "'s":
        return entry.form == "third" and word == "to"
    if word == "'s" or word.endswith("'"):
        return True
    following = passage.lower[at + 1] if at + 1 < len(passage) else "."
    if following in ("of", "from", "about", "by", "with", "in", "on", "for") and not before & PERSONAL:
        return True
    if entry.form == "third" and before & PLURAL:
        return True
    return (
        entry.form == "third"
        and bool(before & NOUN)
        and not before & NAME
        and finite_at(passage, at + 1 if at + 1 < len(passage) else at)
    )


def _subject(passage: Passage, first: int, form: str, earlier: list[Predicate]) -> tuple[Range | None, str]:
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
    found = subject_before(passage, first)
    if found is not None:
        return _without_antecedent(passage, _without_participle(passage, found)), "own"
    if _follows_quotation(passage, first):
        return None, "open"
    return _shared(passage, first, earlier), "shared"


def _without_participle(passage: Passage, found: Range) -> Range:
    """Leave out what a speaker was doing: "Ann Orr, citing a letter,"; what he was promised stays: "speaking on …"."""
    for k in range(found[0] + 1, found[1] - 1):
        if passage.lower[k] == "," and passage.kinds[k + 1] & GERUND and passage.lower[found[1] - 1] == ",":
            return (found[0], k) if passage.lower[k + 1] != "speaking" else found
    return found


def _without_antecedent(passage: Passage, found: Range) -> Range:
    """Leave out the noun that a relative clause without pronoun belongs to: "a step Moscow condemned"."""
    first, after = found
    if passage.lower[first] not in ("a", "an") or not passage.kinds[after - 1] & NAME:
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
    return main_subject(passage, sentence, first)


def _subject_after(passage: Passage, first: int) -> Range | None:
    """Give the subject of the clause that a fronted participle leads up to: "Asked why, she said"."""
    for k in range(first + 1, min(len(passage) - 1, first + 40)):
        if passage.lower[k] in (".", "?", "!", ";"):
            return None
        if passage.lower[k] == "," and has_clause(passage, k + 1, len(passage)):
            after = noun_phrase_after(passage, k + 1, len(passage))
            return (k + 1, after) if after > k + 1 else None
    return None


def _is_outermost(passage: Passage, predicate: Predicate, sentence: int) -> bool:
    """Tell whether a cue stands in a main clause of its sentence, not in what somebody says."""
    if predicate.link != "own" or predicate.subject is None:
        return False
    start = predicate.subject[0]
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


def main_subject(passage: Passage, start: int, end: int) -> Range | None:
    """Give the subject of the last main verb between two tokens, relative clauses aside."""
    best: Range | None = None
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
        if best is None or (before in (",", "and", "but", ";") and found[1] - found[0] <= 8):
            best = found
    return best
