"""Cues in the passive: "is expected to open", "it was reported that", "was described by the mayor as thin"."""

from pipelines.text.clauses import Range
from pipelines.text.constructions.adjuncts import WH
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import content_end
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after
from pipelines.text.phrases_before import subject_before
from pipelines.text.predicates import is_told
from pipelines.text.subjects import Predicate


def passive_cue(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find what is said in the passive, and by whom where "by" tells."""
    k, source = predicate.after, _agent(passage, predicate.after)
    if source is not None:
        k = source[1]
    if k >= len(passage):
        return None
    word, subject = passage.lower[k], subject_before(passage, predicate.first)
    cue = [(predicate.first, predicate.after if source is None else source[0])]
    content: list[Range] = []
    if (word == "that" and {"that"} & predicate.frames) or (
        word in WH and source is not None and "wh" in predicate.frames
    ):
        content = [(k, content_end(passage, k, cuts))]
    elif word == "to" and source is None and subject is not None and _takes_infinitive(predicate):
        content = [subject, (k, content_end(passage, k + 1, cuts))]
    elif word == "as" and predicate.frames & {"as", "naming"} and subject is not None:
        content = [subject, (k, content_end(passage, k, cuts))]
    if predicate.lemma in ("convince", "persuade") and source is None and subject is not None and content:
        return Finding("passive", content, cue, [subject], False, True)
    if not content or content[-1][0] >= content[-1][1]:
        return None
    reported = "speech" in predicate.kinds and word != "to" and (source is not None or word == "that")
    reported = reported and is_told(passage, predicate)
    return Finding("passive", content, cue, [] if source is None else [source], reported)


def _takes_infinitive(predicate: Predicate) -> bool:
    """Tell whether something is said or thought of the subject: "is said to leave", not "is allowed to leave"."""
    return bool(predicate.frames & {"post", "to", "np-to"}) or "cognition" in predicate.kinds


def _agent(passage: Passage, k: int) -> Range | None:
    """Give the noun phrase after "by"."""
    if k + 1 >= len(passage) or passage.lower[k] != "by":
        return None
    after = noun_phrase_after(passage, k + 1, len(passage))
    return (k + 1, after) if after > k + 1 else None
