"""Speakers before a colon: "Mayor: …" in a headline, "LIND: …" in a transcript, any verb before “…”."""

from pipelines.text.clauses import FAR, finite_at
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import content_end
from pipelines.text.cues import cue_forms
from pipelines.text.passages import Passage, label_end
from pipelines.text.phrases_before import subject_before
from pipelines.text.source_words import noun_of
from pipelines.text.subjects import main_subject
from pipelines.text.word_sets import word_set
from pipelines.text.words import CLITIC, CONJUNCTION, MARK, NAME, QUOTED

_SHORT_TURN = 9


def speaker_colon(passage: Passage) -> Finding | None:
    """Find the speaker at the beginning of a paragraph that a colon follows."""
    colon = label_end(passage)
    if colon is None or colon + 1 >= len(passage):
        return None
    is_quoted = bool(passage.kinds[colon + 1] & QUOTED)
    if any(passage.lower[k] in word_set("label") for k in range(colon)) or passage.lower[0] in cue_forms():
        return None
    if not (is_quoted or (passage.is_turn and _says(passage, colon)) or _is_headline(passage, colon)):
        return None
    source = subject_before(passage, colon)
    if source is None or source[0] != 0 or any(finite_at(passage, k) for k in range(1, colon)):
        return None
    if not is_quoted and not _may_speak(passage, colon):
        return None
    end = content_end(passage, colon + 1, frozenset()) if is_quoted else len(passage) - (passage.lower[-1] == ".")
    return Finding("speaker-colon", [(colon + 1, end)], [(colon, colon + 1)], [source], runs_on=passage.is_turn)


def _says(passage: Passage, colon: int) -> bool:
    """Tell a turn from an entry of a list: it has a verb, or is short."""
    n = len(passage)
    return n - colon < _SHORT_TURN or any(finite_at(passage, k) for k in range(colon + 2, min(n, colon + FAR)))


def _may_speak(passage: Passage, colon: int) -> bool:
    """Tell whether a label names somebody: names alone, or a noun for people, offices and bodies at its end."""
    head = noun_of(passage.words[colon - 1])
    if head is not None:
        return True
    return all(kind & (NAME | MARK | CONJUNCTION | CLITIC) for kind in passage.kinds[:colon])


def _is_headline(passage: Passage, colon: int) -> bool:
    """Tell a title from a sentence: it opens the text or has no full stop, and goes on with a capital, but asks not."""
    if passage.lower[-1] == "?":
        return False
    opens = passage.is_first or passage.is_headline or passage.lower[-1] not in (".", "!", ":")
    return opens and passage.words[colon + 1][0].isupper()


def quote_after_colon(passage: Passage, findings: list[Finding]) -> Finding | None:
    """Find the quotation after a colon that no cue claims: the main clause before it has the speaker."""
    if ":" not in passage.vocabulary:
        return None
    n = len(passage)
    for colon in range(1, n):
        if passage.lower[colon] != ":":
            continue
        is_last = colon + 1 >= n
        if not is_last and not (passage.kinds[colon + 1] & QUOTED and passage.is_sentential[colon + 1]):
            continue
        if not is_last and any(first <= colon + 1 < after for one in findings for first, after in one.content):
            continue
        if is_last and any(one.awaits_next for one in findings):
            continue
        return _before_colon(passage, colon, is_last)
    return None


def _before_colon(passage: Passage, colon: int, is_last: bool) -> Finding | None:
    source = main_subject(passage, 0, colon)
    if source is None:
        return None
    verb = next((k for k in range(source[1], colon) if finite_at(passage, k)), None)
    if verb is None:
        return None
    end = next((k for k in range(verb, colon) if passage.lower[k] == ","), colon)
    content = [] if is_last else [(colon + 1, content_end(passage, colon + 1, frozenset()))]
    return Finding("quote-colon", content, [(verb, end)], [source], awaits_next=is_last)
