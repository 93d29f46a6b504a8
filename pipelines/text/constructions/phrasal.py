"""Content after its cue that is no clause: "vowed to return", "called it “…”", "announced the closure"."""

from pipelines.text.clauses import BREAKS, Range, finite_at, has_finite
from pipelines.text.constructions.citing import CITING
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import antecedent_of, content_end, cue_of, fronted_end
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after
from pipelines.text.predicates import is_supposed, is_told
from pipelines.text.source_words import noun_of
from pipelines.text.subjects import Predicate
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    BASE,
    DETERMINER,
    GERUND,
    MARK,
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


def found_after(rule: str, passage: Passage, predicate: Predicate, first: int, cuts: frozenset[int]) -> Finding:
    """Give what begins at a token after its cue as a finding, to the end of its clause."""
    end = fronted_end(passage, predicate, first, content_end(passage, first, cuts))
    reported = not (predicate.kinds <= {"attitude"}) and is_told(passage, predicate)
    is_thought = predicate.kinds <= {"cognition"}
    return Finding(rule, [(first, end)], [cue_of(passage, predicate)], source_of(predicate), reported, is_thought)


def source_of(predicate: Predicate) -> list[Range]:
    """Give the subject of a cue as its source, if it has one."""
    return [] if predicate.subject is None else [predicate.subject]


def asked_to(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find who shall do what: "urged the crew to return", "expects prices to fall"."""
    first, n = predicate.after, len(passage)
    if "np-to" not in predicate.frames or predicate.subject is None or first >= n:
        return None
    if not passage.kinds[first] & (OBJECT | PERSONAL | DETERMINER | POSSESSIVE | NAME | NOUN | NUMBER):
        return None
    for k in range(first + 1, min(n - 1, first + _LONGEST_AGENT)):
        if passage.lower[k] == "to" and (passage.kinds[k + 1] & BASE or passage.lower[k + 1] == "be"):
            found = found_after("infinitive", passage, predicate, first, cuts)
            found.is_reported = found.is_reported and "speech" in predicate.kinds
            return found
        if passage.kinds[k] & QUOTED or passage.lower[k] in (*BREAKS, ",", "that") or finite_at(passage, k):
            return None
    return None


_LONGEST_AGENT = 15


def phrase_after(
    passage: Passage, predicate: Predicate, start: int, first: int, cuts: frozenset[int]
) -> Finding | None:
    """Find what is no clause: an infinitive, a naming, an object."""
    frames, n = predicate.frames, len(passage)
    if start >= n:
        return None
    if passage.lower[start] == "to" and "to" in frames:
        found = found_after("infinitive", passage, predicate, start, cuts)
        found.is_reported = (
            found.is_reported and "speech" in predicate.kinds and _quotes_itself(passage, start, found.content[0][1])
        )
        return found
    first = start if passage.lower[start] not in (",", ":") else first
    end = content_end(passage, first, cuts)
    if (
        end <= first
        or (passage.kinds[first] & MARK and passage.lower[first] not in ("$", "("))
        or (passage.lower[first] == "that" and not _points(passage, predicate, first))
        or passage.lower[first] in ("to", "of", "so", "and", "but")
    ):
        return None
    quoted = _quotes_itself(passage, first, end)
    if frames & {"naming", "as"} and _is_naming(passage, predicate, first, end):
        if predicate.subject is None and not quoted:
            return None
        found = found_after("naming", passage, predicate, first, cuts)
        found.content = [(first, _naming_end(passage, first, found.content[0][1]))]
        antecedent = antecedent_of(passage, predicate)
        if antecedent is not None:
            found.content.insert(0, antecedent)
        found.is_reported = "speech" in predicate.kinds and (quoted or predicate.form != "infinitive")
        found.is_reported = found.is_reported and (_says_i(passage, predicate) or not is_supposed(passage, predicate))
        return found
    if is_supposed(passage, predicate):
        return None
    if (
        quoted
        and "comma" not in frames
        and (predicate.kinds - {"evidence"})
        and "quote" in frames | ({"quote"} if "object" in frames else set())
    ):
        found = found_after("mixed-object", passage, predicate, first, cuts)
        found.is_reported = bool(predicate.kinds & {"speech"})
        return found
    return _object(passage, predicate, first, cuts)


def _object(passage: Passage, predicate: Predicate, first: int, cuts: frozenset[int]) -> Finding | None:
    """Find the noun phrase that is announced, denied or shown: "denied the report", "the poll shows Orr leading"."""
    subject = predicate.subject
    if subject is None or predicate.form == "infinitive" or noun_phrase_after(passage, first, len(passage)) == first:
        return None
    shows = predicate.lemma in word_set("evident-object") and _tells(passage, subject)
    if not shows and "object" not in predicate.frames:
        return None
    found = found_after("object", passage, predicate, first, cuts)
    if passage.lower[predicate.at] in CITING and subject[1] + 1 == predicate.first:
        found.content = [(first, _end_of_insertion(passage, *found.content[0]))]
    found.is_reported = found.is_reported and (shows or predicate.lemma in word_set("reporting-object"))
    found.is_thought = False
    return found


def _end_of_insertion(passage: Passage, first: int, end: int) -> int:
    """Give where what was inserted ends, at the verb of the subject before it: "The mill, citing costs, closed"."""
    commas = (k for k in range(first + 1, end - 1) if passage.lower[k] == ",")
    return next((k for k in commas if finite_at(passage, k + 1)), end)


def _tells(passage: Passage, subject: Range) -> bool:
    """Tell whether a subject is a document or its data: a poll, a map, a video."""
    for k in range(*subject):
        if k > subject[0] and passage.kinds[k] & PREPOSITION:
            return False
        noun = noun_of(passage.words[k])
        if noun is not None and noun.sort == "document":
            return True
    return False


def _points(passage: Passage, predicate: Predicate, that: int) -> bool:
    """Tell whether "that" names what is spoken of: "called that “a lie”", "called that plan “a lie”"."""
    following = passage.kinds[that + 1] if that + 1 < len(passage) else MARK
    return "naming" in predicate.frames and bool(following & (QUOTED | NOUN))


def _says_i(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether the speaker says it by saying so: "I would call it a lie"."""
    return predicate.subject is not None and passage.lower[predicate.subject[0]] in ("i", "we")


def _quotes_itself(passage: Passage, first: int, end: int) -> bool:
    """Tell whether words in quotation marks come before another verb of speech does: whose they are is then clear."""
    for k in range(first, end):
        if passage.kinds[k] & QUOTED:
            return True
        if k > first and passage.lower[k] in cue_forms() and finite_at(passage, k):
            return False
    return False


def _naming_end(passage: Passage, first: int, end: int) -> int:
    """End a naming at its quotation, unless a noun or another quotation goes on with it."""
    for k in range(first, end):
        if passage.kinds[k] & QUOTED:
            following = passage.kinds[k + 1] if k + 1 < end else MARK
            joined = k + 2 < end and passage.lower[k + 1] in ("and", "or", ",") and passage.kinds[k + 2] & QUOTED
            if (
                not joined
                and not _quoted_again(passage, k + 1, end)
                and not following & (NOUN | QUOTED | DETERMINER)
                and passage.lower[k + 1 : k + 2] not in (["of"], ["for"], ["who"], ["that"])
            ):
                return k + 1
    return end


def _quoted_again(passage: Passage, first: int, end: int) -> bool:
    """Tell whether the same breath goes on to another quotation: "called him “kind” with a “great heart”"."""
    joined = passage.lower[first : first + 1] == ["and"] and first + 1 < end
    if joined and (passage.kinds[first + 1] & GERUND or finite_at(passage, first + 1)):
        return False
    for k in range(first, end):
        if passage.kinds[k] & QUOTED:
            return k > first
        if passage.kinds[k] & MARK or (passage.lower[k] in cue_forms() and finite_at(passage, k)):
            return False
    return False


def _is_naming(passage: Passage, predicate: Predicate, first: int, end: int) -> bool:
    """Tell whether something is called something: "called it a lie", "described the plan as thin"."""
    words = passage.lower[first:end]
    if words[:1] == ["as"]:
        return antecedent_of(passage, predicate) is not None
    if "as" in words[1:14] and predicate.frames & {"as"}:
        return not has_finite(passage, first, first + words.index("as", 1))
    if predicate.lemma not in ("call", "label", "dub", "brand", "term", "declare", "deem"):
        return False
    if passage.kinds[first] & OBJECT:
        return end - first > 1 and not passage.kinds[first + 1] & (MARK | PREPOSITION | ADVERB | TIME)
    for k in range(first, min(end, first + 12)):
        if passage.kinds[k] & QUOTED and k > first:
            return True
        if k > first and passage.lower[k] in ("a", "an", "the") and passage.kinds[k - 1] & (NOUN | NAME):
            return True
        if passage.lower[k] in (",", "to", "in", "on", "at", "that"):
            return False
    return False
