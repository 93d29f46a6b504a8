"""Cues that are nouns: "Lind's claim that …", "expressed concerns that …", and adverbs of hearsay: "reportedly"."""

from pipelines.text.clauses import Range, finite_at, has_clause
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import clause_start, content_end
from pipelines.text.cues import light_verbs, speech_nouns
from pipelines.text.passages import Passage
from pipelines.text.phrases_before import noun_phrase_before, subject_before
from pipelines.text.subjects import main_subject
from pipelines.text.verbs import is_helper
from pipelines.text.word_sets import word_set
from pipelines.text.words import GERUND, POSSESSIVE, QUOTED

_NEAR = 4
"""Tokens between a light verb and its noun at most: "voiced some serious new concerns"."""


def nominal_cues(passage: Passage, cuts: frozenset[int]) -> list[Finding]:
    """Find the nouns of a passage that say whose statement the following clause is."""
    found: list[Finding] = []
    if "that" not in passage.vocabulary or speech_nouns().keys().isdisjoint(passage.vocabulary):
        return found
    for at, word in enumerate(passage.lower):
        if word not in speech_nouns() or at == 0 or at + 2 >= len(passage) or passage.lower[at + 1] != "that":
            continue
        if not has_clause(passage, at + 2, len(passage)):
            continue
        finding = _after_light_verb(passage, at) or _possessed(passage, at)
        if finding is not None:
            end = content_end(passage, at + 1, cuts)
            if finding.rule_code == "nominal" and finding.source[0][0] == clause_start(passage, at):
                end = _second_verb(passage, at + 2, end)
            finding.content = [(at + 1, end)]
            found.append(finding)
    return found


def _second_verb(passage: Passage, first: int, end: int) -> int:
    """End a clause that is part of the subject before the main verb: "His claim that it was safe | surprised them"."""
    seen = 0
    for k in range(first + 1, end):
        if finite_at(passage, k) and not finite_at(passage, k - 1):
            seen += 1
            if seen == 2 and passage.lower[k - 1] not in ("and", "or", "but", ",", "who", "which", "that"):
                return k
    return end


def _after_light_verb(passage: Passage, at: int) -> Finding | None:
    for verb in range(at - 1, max(0, at - _NEAR) - 1, -1):
        if passage.lower[verb] == ",":
            return None  # the noun is of what is put in: "land that they hold, under proposals that …"
        if passage.lower[verb] not in light_verbs():
            continue
        first = verb
        while first > 0 and is_helper(passage, first - 1):
            first -= 1
        source = subject_before(passage, first) or main_subject(passage, 0, first)
        if source is None or passage.lower[source[0]] == "there":
            return None
        return Finding("light-verb", [], [(first, at + 1)], [source])
    return None


def _possessed(passage: Passage, at: int) -> Finding | None:
    """Find the possessor: "Lind's claim", "their latest claim"."""
    for k in range(at - 1, max(0, at - _NEAR) - 1, -1):
        if passage.kinds[k] & POSSESSIVE and passage.lower[k] != "whose":
            source: Range | None = (k, k + 1)
        elif passage.lower[k] in ("'s", "'") and k > 0:
            owner = noun_phrase_before(passage, k)
            source = None if owner is None else (owner[0], k + 1)
        else:
            continue
        reported = speech_nouns()[passage.lower[at]]
        return None if source is None else Finding("nominal", [], [(k + 1, at + 1)], [source], reported)
    return None


def hearsay(passage: Passage, cuts: frozenset[int]) -> list[Finding]:
    """Find what is told as hearsay: "The ship reportedly left"; nobody is named as its source."""
    found: list[Finding] = []
    if word_set("hearsay").isdisjoint(passage.vocabulary):
        return found
    for at, word in enumerate(passage.lower):
        if word not in word_set("hearsay"):
            continue
        first, end = clause_start(passage, at), content_end(passage, at + 1, cuts)
        inner = next((k for k in range(at - 1, first, -1) if _opens_said(passage, k)), None)
        first = first if inner is None else inner + 1
        content = [part for part in ((first, at), (at + 1, end)) if part[0] < part[1]]
        if content and end > at + 1 and _is_asserted(passage, first, at, end):
            found.append(Finding("hedge", content, [(at, at + 1)], []))
    return found


def _opens_said(passage: Passage, k: int) -> bool:
    """Tell whether what somebody says begins after a token, so that the hearsay reaches back no further."""
    if passage.lower[k] in ("and", "but"):
        return passage.lower[k - 1] == ","
    return passage.lower[k] in ("that", "because", "while", "although", "though", ":", "—", "–", "--") or bool(
        passage.kinds[k] & QUOTED and k + 1 < len(passage) and passage.lower[k + 1] != ","
    )


def _is_asserted(passage: Passage, first: int, at: int, end: int) -> bool:
    """Tell a clause with its verb beside the adverb from a participle: "it reportedly fell", "purportedly showing"."""
    if passage.kinds[at + 1] & GERUND:
        return False
    return has_clause(passage, first, end)
