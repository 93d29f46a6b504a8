"""Claims inside quotations: "He has said that it will not work", said by somebody whose words are quoted.

Here belongs the reading of a quotation as a text of its own. What counts is stricter there: speakers talk about
themselves and their hearers all the time.
"""

import re
from functools import cache

from pipelines.model import Quotation, Span
from pipelines.record import replace
from pipelines.text.constructions.finding import Finding
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage, passages_in
from pipelines.text.words import NAME

_SHORTEST = 40
"""Characters of a quotation in which somebody else's claim can stand."""
_WORD = re.compile(r"[a-z]+")
_RULES = ("that-clause", "according-to", "postposed", "source-cue-quote", "cue-colon-quote")


def passages_inside(text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> list[Passage]:
    """Give the passages inside the outermost quotations, in order."""
    passages: list[Passage] = []
    inner = [replace(quotation, depth=quotation.depth - 1) for quotation in quotations if quotation.depth > 0]
    at = number = 0
    for outer in quotations:
        if outer.depth > 0:
            continue
        while number < len(sentences) and sentences[number][1] <= outer.start:
            number += 1
        while at < len(inner) and inner[at].outer[0] < outer.start:
            at += 1
        if outer.end - outer.start >= _SHORTEST and _may_report(text, outer.start, outer.end):
            passages.extend(_inside(text, outer, sentences, number, inner, at))
    return passages


def _may_report(text: str, start: int, end: int) -> bool:
    """Tell whether any word for speech stands in a quotation: most have none, and need not be read again."""
    return not _speech_words().isdisjoint(_WORD.findall(text[start:end].lower()))


@cache
def _speech_words() -> frozenset[str]:
    forms = cue_forms().items()
    return frozenset(form for form, entry in forms if any(cue.kind == "speech" for cue in entry.cues)) | {"according"}


def _inside(
    text: str, outer: Quotation, sentences: tuple[Span, ...], number: int, inner: list[Quotation], at: int
) -> list[Passage]:
    clipped: list[Span] = []
    while number < len(sentences) and sentences[number][0] < outer.end:
        start, end = sentences[number]
        clipped.append((max(start, outer.start), min(end, outer.end)))
        number += 1
    held: list[Quotation] = []
    while at < len(inner) and inner[at].outer[0] < outer.end:
        if inner[at].outer[1] <= outer.end:
            held.append(inner[at])
        at += 1
    return passages_in(text, tuple(clipped), tuple(held))


def is_another_voice(passage: Passage, finding: Finding) -> bool:
    """Tell whether a finding inside a quotation is the claim of somebody who is named there."""
    if finding.rule_code not in _RULES or not finding.is_reported or finding.is_thought or not finding.source:
        return False
    return any(passage.kinds[k] & NAME for k in range(*finding.source[0]))
