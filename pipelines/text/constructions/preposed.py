"""Content before its cue: "“…,” she said", "…, officials said", "…, said Ann Orr, the mayor"."""

from pipelines.text.clauses import DASHES, Range, finite_at, has_clause, has_finite
from pipelines.text.constructions.adjuncts import way_to_content
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import clause_start, content_end, cue_of, goes_on_about, is_closed_after
from pipelines.text.fragments import PREDICATE
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after, with_apposition
from pipelines.text.predicates import is_told
from pipelines.text.subjects import Predicate
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    CONJUNCTION,
    DETERMINER,
    FINITE_HELPER,
    GERUND,
    MARK,
    MONTH,
    NAME,
    NOUN,
    NUMBER,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    SUBORDINATOR,
    TIME,
)

_OTHER_CLAUSE = frozenset(["and", "but", "who", "which", "while", "though", "although", "according", "as", "noting"])


def content_before(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find the quotation or clause that a cue follows."""
    if predicate.form != "finite" or not predicate.frames & {"post", "quote"}:
        return None
    found = _found_before(passage, predicate, cuts)
    if found is not None:
        found.is_reported = found.is_reported and predicate.kinds != {"attitude"} and is_told(passage, predicate)
        found.is_thought = predicate.kinds == {"cognition"}
    return found


def _found_before(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    inverted = _inverted(passage, predicate, cuts)
    if inverted is not None:
        return _with_content(passage, predicate, predicate.first, inverted, inverted[1], cuts)
    if predicate.subject is None or predicate.link != "own":
        return None
    if passage.lower[predicate.subject[0]] in ("who", "which", "that"):
        return None
    anchor = _anchor(passage, predicate.subject[0])
    after = max(predicate.after, way_to_content(passage, predicate)[1])
    is_as = passage.lower[anchor] == "as" and anchor + 1 == predicate.subject[0]
    if is_as and clause_start(passage, anchor) >= anchor - 1:
        return _fronted_as(passage, predicate, after, cuts)
    if anchor == 0 or (after < len(passage) and passage.lower[after] == ":" and anchor > 1):
        return None
    if any(
        passage.kinds[k] & QUOTED
        for k in (anchor - 1, anchor - 2)
        if k >= 0 and passage.lower[anchor - 1] in (",", '"')
    ):
        return _quoted_before(passage, predicate, anchor, after, cuts)
    if _quotes_predicate(passage, predicate.after) and not has_finite(passage, clause_start(passage, anchor), anchor):
        return _with_content(passage, predicate, anchor, predicate.subject, predicate.after, cuts)
    if not is_closed_after(passage, predicate):
        # what stands before "it said in a report that …" is its content only where it needs no other clause
        opens = passage.kinds[clause_start(passage, anchor - 1)]
        if opens & (SUBORDINATOR | GERUND | PREPOSITION | ADVERB) or not goes_on_about(passage, predicate):
            return None
    return _with_content(passage, predicate, anchor, predicate.subject, after, cuts)


def _quotes_predicate(passage: Passage, after: int) -> bool:
    """Tell whether the verb of the clause that the cue interrupts is quoted: "The town, he said, “wants a road”"."""
    return passage.lower[after : after + 1] == [","] and passage.clauses[after + 1 : after + 2] == [PREDICATE]


def _anchor(passage: Passage, subject: int) -> int:
    """Give the first token of the cue's clause: before the subject may stand "as" and adverbs."""
    anchor = subject
    while anchor > 0 and passage.kinds[anchor - 1] & ADVERB and not passage.kinds[anchor - 1] & (QUOTED | CONJUNCTION):
        if passage.lower[anchor - 1] == "so":
            break
        anchor -= 1
    return anchor - 1 if anchor > 0 and passage.lower[anchor - 1] == "as" else anchor


def _quoted_before(
    passage: Passage, predicate: Predicate, anchor: int, after: int, cuts: frozenset[int]
) -> Finding | None:
    """Take the quotation before "she said" unless it ended a sentence and "She said" begins another."""
    quotation = anchor - 1 if passage.kinds[anchor - 1] & QUOTED else anchor - 2
    if predicate.subject is None or not (
        passage.is_sentential[quotation]
        or passage.is_closed_by_comma[quotation]
        or passage.lower[anchor - 1] == ","
        or anchor == 1
    ):
        return None
    if (
        passage.is_terminal[quotation]
        and passage.words[anchor][0].isupper()
        and _begins_sentence(passage, predicate, anchor, after)
    ):
        return None
    if after < len(passage) and passage.lower[after] == "that" and not passage.is_closed_by_comma[quotation]:
        return None
    answers = after < len(passage) and passage.is_sentential[after] and not passage.is_terminal[quotation]
    is_apart = passage.lower[predicate.after : predicate.after + 1] == [","] and not answers
    goes_on = not is_apart and not is_closed_after(passage, predicate)
    if goes_on and not passage.is_sentential[quotation] and anchor > 2:
        return None
    return _with_content(passage, predicate, anchor, predicate.subject, after, cuts)


def _begins_sentence(passage: Passage, predicate: Predicate, anchor: int, after: int) -> bool:
    """Tell whether a new sentence begins after a question: “Why?” He answered, “Because.”"""
    if after >= len(passage) - 1:
        return False
    if passage.kinds[anchor] & (PERSONAL | DETERMINER | POSSESSIVE):
        return True
    if passage.kinds[after] & (DETERMINER | POSSESSIVE | NUMBER):
        return True
    return after < len(passage) and bool(passage.kinds[after] & QUOTED or passage.lower[after] in ("that", ":"))


def _fronted_as(passage: Passage, predicate: Predicate, after: int, cuts: frozenset[int]) -> Finding | None:
    """Find what follows "As Ann Orr noted, …"."""
    if after + 1 >= len(passage) or passage.lower[after] not in (",", ":") or predicate.subject is None:
        return None
    content = [(after + 1, content_end(passage, after + 1, cuts))]
    return Finding("fronted-as", content, [cue_of(passage, predicate)], [predicate.subject])


def _inverted(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Range | None:
    """Give the subject that follows its verb: ", said Ann Orr, a council budget officer"."""
    if "quote" not in predicate.frames or predicate.at != predicate.first or predicate.first == 0:
        return None
    n, before = len(passage), predicate.first - 1
    if predicate.after >= n:
        return None
    quotation = before - 1 if passage.lower[before] == "," and before > 0 else before
    quoted = bool(passage.kinds[quotation] & QUOTED)
    if not quoted and (passage.lower[before] not in (",", *DASHES) or passage.kinds[predicate.after] & PERSONAL):
        return None
    after = noun_phrase_after(passage, predicate.after, n)
    if after == predicate.after or passage.kinds[predicate.after] & (TIME | MONTH):
        return None
    goes_on = predicate.subject is not None and has_clause(passage, predicate.after, n)
    if goes_on and not _interrupts(passage, before, after) and not (quoted and passage.is_sentential[quotation]):
        return None
    if not quoted and predicate.lemma not in word_set("inverting-after-clause"):
        return None
    if predicate.lemma not in word_set("inverting") and not passage.kinds[predicate.after] & (
        NAME | DETERMINER | POSSESSIVE
    ):
        return None
    return predicate.after, with_apposition(passage, after, n, cuts)


def _interrupts(passage: Passage, before: int, after: int) -> bool:
    """Tell whether cue and source stand between a subject and its verb: "The deal, said Orr, is dead"."""
    goes_on = passage.lower[after : after + 1] == [","] and after + 1 < len(passage) and finite_at(passage, after + 1)
    return goes_on and not has_finite(passage, clause_start(passage, before), before)


def _with_content(
    passage: Passage, predicate: Predicate, anchor: int, source: Range, after: int, cuts: frozenset[int]
) -> Finding | None:
    """Take the words before the anchor as content, and what goes on after the cue."""
    end = anchor
    if end > 0 and passage.lower[end - 1] in (",", *DASHES):
        end -= 1
    elif not (end > 0 and passage.kinds[end - 1] & QUOTED):
        return None
    if end == 0:
        return None
    cue = [cue_of(passage, predicate)]
    inverted = source[0] >= predicate.after
    if passage.kinds[end - 1] & QUOTED and (passage.is_sentential[end - 1] or end == 1):
        return _quoted(passage, end, cue, source, after, cuts)
    first = clause_start(passage, end)
    if first >= end or not _may_follow_clause(predicate) or not _is_statement(passage, first, end, after):
        return None
    content = [(first, end)]
    if _continues(passage, after):
        content.append((after + 1, content_end(passage, after + 1, cuts)))
        return Finding("parenthetical", content, cue, [source])
    return Finding("postposed-inverted" if inverted else "postposed", content, cue, [source])


def _may_follow_clause(predicate: Predicate) -> bool:
    """Tell whether a cue may stand after a clause that is no quotation: "…, he argued", but not "…, he continued"."""
    if "post" not in predicate.frames:
        return False
    return bool(predicate.frames & {"clause", "strict"}) or predicate.lemma in word_set("inverting-after-clause")


def _has_subject(passage: Passage, first: int, end: int) -> bool:
    """Tell a fronted phrase with its clause from one alone: "In May the crew held on", not "In talks held in May"."""
    kinds = passage.kinds
    for k in range(first + 1, end):
        if kinds[k] & (FINITE_HELPER | QUOTED | PERSONAL | MARK):
            return True
        begins = kinds[k] & (NAME | DETERMINER | POSSESSIVE) and not kinds[k] & (TIME | MONTH)
        pointed = k + 1 < end and kinds[k + 1] & (TIME | MONTH)
        if begins and not pointed and kinds[k - 1] & (TIME | NUMBER | MONTH | ADVERB | NOUN):
            return True
    return False


def _has_main_clause(passage: Passage, first: int, end: int) -> bool:
    """Tell whether a clause follows the one that a subordinator opens: "When it rained, the road closed"."""
    if passage.lower[first] in ("that", "what", "how", "why", "so", "whether"):
        return True
    for k in range(first + 2, end):
        if passage.lower[k] == "," and has_clause(passage, k + 1, end):
            return True
        if passage.kinds[k] & PERSONAL and k + 1 < end and finite_at(passage, k + 1) and has_finite(passage, first, k):
            return True
    return False


def _is_statement(passage: Passage, first: int, end: int, after: int) -> bool:
    """Tell whether the words before a cue say something: "In a statement, police said" has nothing before it."""
    if passage.kinds[first] & PREPOSITION and not _has_subject(passage, first, end):
        return _continues(passage, after) and has_finite(passage, after + 1, len(passage))
    if passage.kinds[first] & SUBORDINATOR and not _has_main_clause(passage, first, end):
        return _continues(passage, after) and has_finite(passage, after + 1, len(passage))
    if has_finite(passage, first, end) or passage.is_headline:
        return True
    if any(passage.kinds[k] & QUOTED for k in range(first, end)):
        return True
    return _continues(passage, after) and has_finite(passage, after + 1, len(passage))


def _quoted(passage: Passage, end: int, cue: list[Range], source: Range, after: int, cuts: frozenset[int]) -> Finding:
    """Take a quotation, the words before it in its sentence, and the half that follows the cue."""
    first = clause_start(passage, end)
    opening = next((k for k in range(end - 1, first - 1, -1) if passage.lower[k] in (":", "—", "–", "--")), None)
    if opening is not None and passage.kinds[opening + 1] & QUOTED:
        first = opening + 1
    content = [(first, end)]
    inverted = source[0] >= cue[0][1] - 1
    second = _second_half(passage, after, cuts, inverted)
    if second is not None:
        content.append((second, content_end(passage, second, cuts)))
        return Finding("quote-split", content, cue, [source])
    return Finding("quote-cue-source" if inverted else "quote-source-cue", content, cue, [source])


def _second_half(passage: Passage, after: int, cuts: frozenset[int], inverted: bool) -> int | None:
    """Give the quotation that goes on after the cue and what follows it: “…,” he said of the vote, “but …”."""
    for k in range(after, min(len(passage), after + 25)):
        if passage.kinds[k] & QUOTED:
            joined = k > 0 and passage.lower[k - 1] in (",", ":", *DASHES)
            return k if (joined and passage.is_sentential[k]) or (k == after and not inverted) else None
        if k in cuts or passage.lower[k] in (".", "?", "!", ";"):
            return None
    return None


def _continues(passage: Passage, after: int) -> bool:
    """Tell whether the clause around a parenthesis goes on: "The plan, she said, will cost …"."""
    if after + 1 >= len(passage) or passage.lower[after] not in (",", *DASHES):
        return False
    kind, word = passage.kinds[after + 1], passage.lower[after + 1]
    if passage.clauses[after + 1] == PREDICATE:
        return True
    return not kind & (GERUND | MARK | QUOTED) and word not in _OTHER_CLAUSE
