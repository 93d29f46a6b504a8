"""Where cues stand in a passage: the verb with its auxiliaries, its form and its subject.

Here belongs the reading of one cue verb in its clause. Whose verb it is stands in `subjects.py`, where its content lies
in `constructions/`.
"""

from pipelines.text.clauses import finite_at
from pipelines.text.cues import CueForm, Sense, cue_forms, light_verbs
from pipelines.text.passages import Passage
from pipelines.text.phrases_before import subject_before
from pipelines.text.subjects import Predicate, subject_of, tagged_subject
from pipelines.text.verbs import BE, HAVE, is_helper
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    MARK,
    MODAL,
    NAME,
    NEGATION,
    NOUN,
    NUMBER,
    OBJECT,
    PARTICIPLE,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    SUBORDINATOR,
    TIME,
    VERB,
)

_FINITE = HAVE | {"'s", "'d"}
"""Helpers that make a participle finite."""
_MOST = 60
"""Words that can be cues in a passage of prose at most; what has more is no text, and is read fast."""


def predicates_in(passage: Passage) -> list[Predicate]:
    """Give the cues of a passage that are verbs there, in order."""
    forms = cue_forms()
    found: list[Predicate] = []
    if forms.keys().isdisjoint(passage.vocabulary):
        return found
    places = [at for at, word in enumerate(passage.lower) if word in forms]
    if len(places) > _MOST:
        return found
    for at in places:
        predicate = _predicate(passage, at, forms[passage.lower[at]], found)
        if predicate is not None:
            while found and found[-1].at >= predicate.first:
                found.pop()
            found.append(predicate)
    return found


def _predicate(passage: Passage, at: int, entry: CueForm, earlier: list[Predicate]) -> Predicate | None:
    if passage.kinds[at] & NAME and not passage.kinds[at] & VERB:
        return None
    sense, after = _fitting(passage, at, entry)
    if sense is None:
        return None
    first, form = _group(passage, at, entry.form, entry.is_noun_too)
    if form == "gerund" and entry.is_noun_too and _names_activity(passage, first, at, "speech" in sense.kinds):
        return None
    is_verb = form == "finite" and not _is_noun(passage, at, first, entry)
    if form == "finite" or (form is None and first == at):
        is_verb = is_verb or _tags(passage, at, entry)
        form = "finite" if is_verb else None
    if form is None:
        return None
    if passage.lower[max(at - 1, 0) : at + 2] == ["that", "said", ","] or _is_silent(passage, first, sense, after):
        return None
    subject, link = subject_of(passage, first, form, earlier)
    return Predicate(at, first, after, form, sense.kinds, sense.frames, sense.lemma, subject, link)


def _is_silent(passage: Passage, first: int, sense: Sense, after: int) -> bool:
    """Tell whether nothing was said: "did not comment on it", "declined to comment", "asked not to be named"."""
    if sense.lemma == "comment":
        group = passage.lower[max(first - 2, 0) : after]
        return not word_set("unsaid-negation").isdisjoint(group) or "declined" in group
    if sense.lemma in ("decline", "refuse"):
        return passage.lower[after : after + 2] == ["to", "comment"]
    if sense.lemma not in ("ask", "request"):
        return False
    following = passage.lower[after : after + 8]
    return "not" in following and not word_set("named").isdisjoint(following)


def _tags(passage: Passage, at: int, entry: CueForm) -> bool:
    """Tell whether what might be a noun ends the sentence of a quotation as its verb: “…,” the letter read."""
    if entry.form not in ("base", "third") or entry.plain is None or "post" not in entry.plain.frames:
        return False
    following = passage.kinds[at + 1] if at + 1 < len(passage) else MARK
    return bool(following & (MARK | PREPOSITION | TIME)) and tagged_subject(passage, at) is not None


def is_told(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether the writer says that it was said: not "would say", "to argue" or "did not say that"."""
    if predicate.form == "infinitive":
        return False
    if is_supposed(passage, predicate):
        return False
    helpers = range(predicate.first, predicate.at)
    denied = any(passage.kinds[k] & NEGATION or passage.lower[k].endswith("n't") for k in helpers)
    return not (denied and predicate.kinds == {"speech"})


def is_supposed(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether a modal makes the cue a thing that might be: "would decide", "could deny"."""
    helpers = range(predicate.first, predicate.at)
    return any(passage.kinds[k] & MODAL and passage.lower[k] not in _TOLD_MODALS for k in helpers)


_TOLD_MODALS = frozenset(("will", "'ll"))


def _fitting(passage: Passage, at: int, entry: CueForm) -> tuple[Sense | None, int]:
    """Choose the cue whose particle follows, else those without one."""
    for size in (2, 1) if entry.with_particle else ():
        sense = entry.with_particle.get(" ".join(passage.lower[at + 1 : at + 1 + size]))
        if sense is not None and at + size < len(passage):
            return sense, at + 1 + size
    return entry.plain, at + 1


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
        is_finite = not BE.isdisjoint(helpers) or "'s" in helpers
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
        return first, "finite" if is_finite else "gerund"
    if form in ("past", "participle") and not BE.isdisjoint(helpers):
        last = next(word for word in reversed(helpers) if word in BE or word in HAVE)
        return first, "passive" if last in BE else "finite"
    if form == "participle":
        return first, "finite" if not _FINITE.isdisjoint(helpers) else None
    if form == "base" and first == at and not _may_be_base(passage, at, is_noun_too):
        return first, None
    if first > 0 and kinds[first - 1] & (DETERMINER | POSSESSIVE) and not kinds[first - 1] & PRONOUN:
        return first, None
    if form == "past" and not helpers and before in ("when", "if", "once", "unless", "until", "whenever", "though"):
        return first, "passive"
    if (
        form == "past"
        and not helpers
        and (before in ("a", "the", "an", "so", "such", "too") or _is_attribute(passage, at))
    ):
        return first, None
    return first, "finite"


def _is_attribute(passage: Passage, at: int) -> bool:
    """Tell a participle before its noun from a verb: "475 pledged delegates", "of reported losses"."""
    if at == 0 or at + 1 >= len(passage):
        return False
    before, after = passage.kinds[at - 1], passage.kinds[at + 1]
    if (
        passage.lower[at] in ("said", "told")
        or not after & NOUN
        or after & (NAME | DETERMINER | QUOTED | TIME | PERSONAL | POSSESSIVE)
    ):
        return False
    if before & NUMBER:
        return passage.lower[at - 1][-1].isdigit() and bool(after & PLURAL)
    if before & PREPOSITION:
        return not before & (SUBORDINATOR | ADVERB | NAME)
    return bool(before & VERB) and not before & (NOUN | NAME) and finite_at(passage, at - 1)


def _names_activity(passage: Passage, first: int, at: int, speaks: bool) -> bool:
    """Tell whether a gerund is a noun that others stand before: "vote counting", but "the aides calling it late"."""
    before = passage.kinds[first - 1] if first else MARK
    if not before & (NOUN | NAME) or before & QUOTED:
        return False
    following = passage.kinds[at + 1] if at + 1 < len(passage) and passage.lower[at + 1] != "that" else MARK
    return not speaks or not following & (PERSONAL | OBJECT | DETERMINER | POSSESSIVE | NAME | QUOTED)


def _infinitive(passage: Passage, to: int) -> tuple[int, str | None]:
    """Take "went on to say" as one verb; another infinitive has the subject of its clause."""
    k = to - 1
    while k > 0 and passage.lower[k] in ("on", "ahead", "forward", "not", "only"):
        k -= 1
    if k >= 0 and passage.lower[k] in word_set("before-infinitive"):
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
    if is_noun_too and word in ("and", "or", ","):
        return False
    if word in ("i", "we", "you", "they", "who", "that", "which", ",", ")", "and", "or") or kind & PLURAL:
        return True
    if not is_noun_too:
        if kind & PARTICIPLE and not kind & NOUN:
            return subject_before(passage, at) is not None
        return bool(kind & (NAME | NOUN | QUOTED | PRONOUN | TIME | NUMBER)) and word not in ("this", "what", "please")
    if kind & NAME and at > 1 and passage.lower[at - 2] in ("the", "a", "an"):
        return word.endswith("s")
    if kind & NAME and passage.kinds[at + 1 if at + 1 < len(passage) else at] & (NOUN | NAME):
        return word.endswith("s")
    return bool(kind & (NAME | QUOTED | PRONOUN | TIME)) or (bool(kind & NOUN) and word.endswith("s"))


def _is_noun(passage: Passage, at: int, first: int, entry: CueForm) -> bool:
    """Tell whether a word such as "reports" or "claim" is a noun here."""
    if entry.form not in ("base", "third") or first != at or not entry.is_noun_too:
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
    if following in word_set("after-noun") and not before & PERSONAL:
        return True
    if entry.form == "third" and before & PLURAL:
        return True
    if following == ":" and passage.lower[at] in word_set("label") and not before & (PERSONAL | PRONOUN):
        return at < 8 and not any(passage.kinds[k] & DETERMINER for k in range(at))
    if entry.form == "third" and following == "that" and at + 2 < len(passage) and finite_at(passage, at + 2):
        return True
    if (
        passage.lower[at] in ("state", "states")
        and not before & (PERSONAL | PRONOUN)
        and following not in ("that", ":")
    ):
        return True
    return (
        entry.form == "third"
        and bool(before & NOUN)
        and not before & NAME
        and finite_at(passage, at + 1 if at + 1 < len(passage) else at)
    )
