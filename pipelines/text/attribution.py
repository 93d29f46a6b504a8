"""Who says what, as spans: the grammar of attribution.

Here belongs the composition: passages are read, their cues found, the constructions tried in order, and what they find
becomes attributions with offsets. Single constructions stand in `constructions/`, their confidence in `rules.csv`.
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipelines.model import Attribution, Mention, Quotation, Span, Spans
from pipelines.record import replace
from pipelines.text.clauses import Range
from pipelines.text.constructions.according import according_to
from pipelines.text.constructions.citing import cited_by
from pipelines.text.constructions.clausal import content_after
from pipelines.text.constructions.colon import quote_after_colon, speaker_colon
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import cuts_in
from pipelines.text.constructions.nominal import hearsay, nominal_cues
from pipelines.text.constructions.passive import passive_cue
from pipelines.text.constructions.preposed import content_before
from pipelines.text.continuation import Found, findings_across
from pipelines.text.inside import is_another_voice, passages_inside
from pipelines.text.passages import Passage, passages_in
from pipelines.text.predicates import predicates_in
from pipelines.text.words import MARK

_RULES = Path(__file__).parent / "rules.csv"
_OUTSIDE = " \t\n\r\xa0,;:–—-"
_WHOLE_CUES = ("light-verb", "as-stated-by")
"""Rules whose cue has a verb that is no cue of its own."""
_DEEPEST = 12


@cache
def confidences() -> dict[str, float]:
    """Give the confidence of each construction by its code."""
    with _RULES.open(encoding="utf-8", newline="") as file:
        return {row["rule_code"]: float(row["confidence"]) for row in csv.DictReader(file)}


def attributions_in(
    text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...], mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """Give the attributions of a text in order of their content."""
    found = findings_across(passages_in(text, sentences, quotations), _findings_in)
    found = _with_cited(found, [(one.start, one.end) for one in mentions if one.kind == "outlet"])
    for passage in passages_inside(text, sentences, quotations):
        found.extend((passage, finding) for finding in _findings_in(passage) if is_another_voice(passage, finding))
    attributions = ((_attribution(text, passage, finding), finding.is_thought) for passage, finding in found)
    return _in_order((one, is_thought) for one, is_thought in attributions if one is not None)


def _with_cited(found: Found, outlets: list[Span]) -> Found:
    """Give what outlets report, citing others, to those whom they cite."""
    cited: set[tuple[int, int]] = set()
    for passage, finding in found:
        others = cited_by(passage, finding) if finding.source and finding.is_reported else None
        if others is None or not _is_outlet(passage.span(*finding.source[0]), outlets):
            continue
        cue, source = others
        cited.add((passage.start, cue[0]))
        finding.cue, finding.source = [cue], [source]
    kept = [(passage, one) for passage, one in found if one.rule_code != "object" or not _is_in(passage, one, cited)]
    return kept if cited else found


def _is_in(passage: Passage, finding: Finding, cited: set[tuple[int, int]]) -> bool:
    return bool(finding.cue) and (passage.start, finding.cue[0][0]) in cited


def _is_outlet(source: Span, outlets: list[Span]) -> bool:
    """Tell whether the words of a source name an outlet, by the mentions in order of the text."""
    at = bisect_left(outlets, source)
    return any(start < source[1] and source[0] < end for start, end in outlets[max(at - 1, 0) : at + 1])


def _findings_in(passage: Passage) -> list[Finding]:
    """Try every construction on a passage."""
    predicates = predicates_in(passage)
    cuts = cuts_in(passage, predicates)
    findings = [*according_to(passage, cuts), *nominal_cues(passage, cuts), *hearsay(passage, cuts)]
    colon = speaker_colon(passage)
    if colon is not None:
        findings.append(colon)
    speaker: Range | None = None
    taken = {k for finding in findings if finding.rule_code in _WHOLE_CUES for k in range(*finding.cue[0])}
    for predicate in predicates:
        if predicate.at in taken:
            continue
        finding = None
        if predicate.link == "shared" and predicate.subject is None:
            predicate.subject = speaker
        if predicate.form == "passive":
            finding = passive_cue(passage, predicate, cuts)
        else:
            finding = content_before(passage, predicate, cuts) or content_after(passage, predicate, cuts)
        if finding is not None:
            findings.append(finding)
            if predicate.link == "open" and finding.source:
                speaker = finding.source[0]
    quoted = quote_after_colon(passage, findings)
    if quoted is not None:
        findings.append(quoted)
    return findings


def _attribution(text: str, passage: Passage, finding: Finding) -> Attribution | None:
    """Turn a finding into offsets; None where nothing is left of its content."""
    spans = [span for part in finding.content for span in _spans(text, passage, part)]
    spans += [span for later, part in finding.continued for span in _spans(text, later, part)]
    cue = _plain(text, passage, finding.cue)
    source = _apart(text, _plain(text, passage, finding.source), cue)
    whole = _with_end_marks(text, sorted(span for span in spans if span is not None))
    content = _apart(text, whole, (*source, *cue))
    if not content:
        return None
    kind = _quote_type(text, content, passage, finding)
    confidence = confidences()[finding.rule_code]
    return Attribution(content, cue, source, kind, finding.rule_code, finding.is_reported, confidence)


_END_MARK = re.compile(r"[.!?…]+\s*")
"""Between two sentences of what somebody says."""


def _spans(text: str, passage: Passage, part: Range) -> list[Span | None]:
    """Give the offsets of tokens: one span for each quotation where nothing else stands among them, else one in all."""
    first, after = part
    if first >= after:
        return []
    if not any(passage.quotations[first:after]):
        return [_bare(text, *passage.span(first, after))]
    inside = [passage.quotations[k] for k in range(first, after) if not passage.kinds[k] & MARK]
    if all(inside):
        return [_bare(text, quotation.start, quotation.end) for quotation in inside if quotation is not None]
    return [_bare(text, *passage.span(first, after))]


def _with_end_marks(text: str, spans: list[Span]) -> Spans:
    """Join sentences that follow each other: between them their end marks belong to what is said."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and _END_MARK.fullmatch(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _bare(text: str, start: int, end: int) -> Span | None:
    """Cut white space and commas from both ends of a span; None where no word is left."""
    while start < end and text[start] in _OUTSIDE:
        start += 1
    while start < end and text[end - 1] in _OUTSIDE:
        end -= 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def _plain(text: str, passage: Passage, parts: list[Range]) -> Spans:
    return tuple(sorted(passage.span(first, after) for first, after in parts if first < after))


def _apart(text: str, spans: Spans, taken: Spans) -> Spans:
    """Cut out of spans what other parts of the same attribution have taken: the parts never cross."""
    kept = list(spans)
    for first, last in taken:
        if all(end <= first or last <= start for start, end in kept):
            continue
        halves = [half for start, end in kept for half in ((start, min(end, first)), (max(start, last), end))]
        kept = [bare for start, end in halves if start < end and (bare := _bare(text, start, end)) is not None]
    return tuple(sorted(set(kept)))


def _quote_type(text: str, content: Spans, passage: Passage, finding: Finding) -> str:
    """Tell how much of the content stands in quotation marks."""
    if not finding.continued and not any(any(passage.quotations[slice(*part)]) for part in finding.content):
        return "indirect"
    tokens = (k for part in finding.content for k in range(*part))
    plain = any(passage.quotations[k] is None and passage.words[k][0].isalnum() for k in tokens)
    return "mixed" if plain else "direct"


def _in_order(found: Iterable[tuple[Attribution, bool]]) -> tuple[Attribution, ...]:
    """Sort attributions by their content, one for each content, and give each the one it stands in.

    An attitude or a thought inside a claim is the claimant's word about somebody's mind, no attribution of its own.
    """
    best: dict[Spans, tuple[Attribution, bool]] = {}
    for attribution, is_thought in found:
        known = best.get(attribution.content)
        if known is None or attribution.confidence > known[0].confidence:
            best[attribution.content] = attribution, is_thought
    ordered = sorted(best.values(), key=lambda one: (one[0].content[0][0], -one[0].content[-1][1], one[0].cue))
    stack: list[int] = []
    placed: list[Attribution] = []
    for attribution, is_thought in ordered:
        while stack and placed[stack[-1]].content[-1][1] <= attribution.content[0][0]:
            stack.pop()
        parent = next((outer for outer in reversed(stack[-_DEEPEST:]) if _holds(placed[outer], attribution)), None)
        if parent is not None and (is_thought or not attribution.is_reported):
            continue
        stack.append(len(placed))
        placed.append(attribution if parent is None else replace(attribution, parent=parent))
    return tuple(placed)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether all of an attribution stands in the content of another."""
    return all(
        any(start <= first and last <= end for start, end in outer.content)
        for first, last in (*inner.content, *inner.cue)
    )
