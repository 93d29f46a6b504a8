"""What goes on over the end of a passage: quotations of the same speaker, transcripts, names under a quotation.

Here belongs whose words a passage without a speaker of its own continues. What is found inside one passage stands in
`constructions/`.
"""

from collections.abc import Callable, Iterable
from itertools import repeat

from pipelines.text.clauses import DASHES
from pipelines.text.constructions.finding import Finding
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after, with_apposition

Found = list[tuple[Passage, Finding]]
_LONGEST_SIGNATURE = 14


def findings_across(passages: Iterable[Passage], read: Callable[[Passage], list[Finding]]) -> Found:
    """Read the passages of a text one by one, and give those without a speaker to the one before."""
    found: Found = []
    last: Finding | None = None
    before: Passage | None = None
    for passage in passages:
        findings = [] if passage.is_only_quotations() else read(passage)
        signed = None if before is None else _signature(passage, before)
        if signed is not None:
            if last is not None and last.continued and last.continued[-1][0] is before:
                last.continued.pop()
            findings, last = [signed], None
        elif last is not None and _goes_on(passage, last, findings):
            last.continued.append((passage, (0, len(passage))))
            last.awaits_next = False
        else:
            last = None
        found.extend(zip(repeat(passage), findings))
        keeps = last is not None and (last.runs_on or passage.is_only_quotations())
        last = last if keeps else _open_for_more(passage, findings)
        before = passage
    return found


def _signature(passage: Passage, before: Passage) -> Finding | None:
    """Find the name that signs a quotation: “Nobody asked us.” — Ann Orr."""
    if passage.lower[0] not in DASHES or len(passage) < 2 or not before.is_only_quotations():
        return None
    end = with_apposition(passage, noun_phrase_after(passage, 1, len(passage)), len(passage))
    rest = [word for word in passage.lower[end:] if word != "."]
    if end < 2 or rest or end > _LONGEST_SIGNATURE or not passage.words[1][0].isupper():
        return None
    return Finding("speaker-dash", [], [(0, 1)], [(1, end)], continued=[(before, (0, len(before)))])


def _open_for_more(passage: Passage, findings: list[Finding]) -> Finding | None:
    """Give the finding that a quotation in the next passage may go on with: the last that quotes, else that reports."""
    quoted = plain = None
    for finding in findings:
        if finding.awaits_next or finding.runs_on:
            return finding
        if _quotes(passage, finding):
            quoted = finding
        elif finding.is_reported and not finding.is_thought and finding.source:
            plain = finding
    if quoted is not None:
        quoted.is_quoting = True
        for relay in findings:
            if relay.rule_code == "according-to" and _holds(relay, quoted):
                relay.continued = quoted.continued
    return quoted or plain


def _holds(outer: Finding, inner: Finding) -> bool:
    """Tell whether what one source told has another's words in it: “…,” Orr said, according to Harbor News."""
    first, after = inner.content[0]
    return outer is not inner and any(start <= first and after < end for start, end in outer.content)


def _quotes(passage: Passage, finding: Finding) -> bool:
    """Tell whether a finding has a quoted sentence in its content."""
    return any(any(passage.is_sentential[first:after]) for first, after in finding.content)


def _goes_on(passage: Passage, last: Finding, findings: list[Finding]) -> bool:
    """Tell whether a passage goes on with what was quoted before: “…,” she said. “Nobody knows” the reason."""
    if passage.is_only_quotations():
        return last.is_quoting or last.awaits_next or not passage.is_paragraph_start
    if last.runs_on:
        return not passage.is_paragraph_start
    if findings or (passage.is_paragraph_start and not last.awaits_next):
        return False
    return passage.is_sentential[0] and not passage.is_terminal[0]
