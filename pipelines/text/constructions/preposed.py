"""Content before its cue: "“…,” she said", "…, officials said", "…, said Ann Orr, the mayor"."""

from pipelines.text.clauses import DASHES, Range, has_clause, has_finite, noun_phrase_after, with_apposition
from pipelines.text.constructions.adjuncts import after_adjuncts, after_recipient
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import clause_start, content_end, is_closed_after
from pipelines.text.passages import Passage
from pipelines.text.predicates import Predicate
from pipelines.text.words import ADVERB, GERUND, MARK, QUOTED

_INVERTING = frozenset(
    [
        "say",
        "add",
        "note",
        "explain",
        "report",
        "argue",
        "warn",
        "write",
        "ask",
        "reply",
        "recall",
        "joke",
        "tell",
        "observe",
        "insist",
        "continue",
        "read",
        "respond",
        "quip",
        "tweet",
        "state",
        "declare",
        "announce",
        "claim",
        "exclaim",
        "conclude",
        "lament",
        "suggest",
        "admit",
        "acknowledge",
        "confirm",
        "stress",
        "predict",
        "remark",
        "complain",
        "cry",
        "shout",
        "muse",
        "agree",
        "chime",
        "begin",
    ]
)


def content_before(passage: Passage, predicate: Predicate, cuts: frozenset[int]) -> Finding | None:
    """Find the quotation or clause that a cue follows."""
    if predicate.form != "finite" or not predicate.frames & {"post", "quote"}:
        return None
    inverted = _inverted(passage, predicate)
    if inverted is not None:
        return _with_content(passage, predicate, predicate.first, inverted, inverted[1], cuts, True)
    if predicate.subject is None or predicate.link != "own":
        return None
    first = predicate.subject[0]
    as_first = first > 0 and passage.lower[first - 1] == "as"
    anchor = first - 1 if as_first else first
    while (
        anchor > 0
        and passage.kinds[anchor - 1] & ADVERB
        and not passage.kinds[anchor - 1] & QUOTED
        and not passage.kinds[anchor - 1] & MARK
    ):
        anchor -= 1
    if not is_closed_after(passage, predicate) and not _before_quotation(passage, predicate):
        return None
    after = after_adjuncts(passage, after_recipient(passage, predicate))
    return _with_content(passage, predicate, anchor, predicate.subject, max(after, predicate.after), cuts, False)


def _before_quotation(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether a quotation goes on after the cue: "“…,” he said, “…”"."""
    k = after_adjuncts(passage, after_recipient(passage, predicate))
    return k < len(passage) and bool(passage.kinds[k] & QUOTED)


def _inverted(passage: Passage, predicate: Predicate) -> Range | None:
    """Give the subject that follows its verb: ", said Ann Orr, a council budget officer"."""
    if predicate.lemma not in _INVERTING or predicate.at != predicate.first or predicate.first == 0:
        return None
    before = predicate.first - 1
    quoted = passage.kinds[before] & QUOTED or (
        passage.lower[before] == "," and before > 0 and passage.kinds[before - 1] & QUOTED
    )
    if not quoted and passage.lower[before] not in (",", *DASHES):
        return None
    after = noun_phrase_after(passage, predicate.after, len(passage))
    if after == predicate.after:
        return None
    if not quoted and (
        predicate.lemma not in ("say", "add", "note", "report", "write", "explain", "argue", "warn")
        or (has_clause(passage, predicate.after, len(passage)) and predicate.subject is not None)
    ):
        return None
    if (
        quoted
        and predicate.subject is not None
        and has_clause(passage, predicate.after, len(passage))
        and not passage.is_sentential[before]
    ):
        return None
    return predicate.after, with_apposition(passage, after, len(passage))


def _with_content(
    passage: Passage, predicate: Predicate, anchor: int, source: Range, after: int, cuts: frozenset[int], inverted: bool
) -> Finding | None:
    """Take the words before the anchor as content, and what goes on after the cue."""
    end = anchor
    if end > 0 and passage.lower[end - 1] in (",", *DASHES):
        end -= 1
    elif not (end > 0 and passage.kinds[end - 1] & QUOTED):
        return None
    if end == 0:
        return None
    cue = [(predicate.first, predicate.after)]
    if passage.kinds[end - 1] & QUOTED:
        return _quoted(passage, end, cue, source, after, cuts, inverted)
    first = clause_start(passage, end)
    if first >= end or not (has_finite(passage, first, end) or passage.is_headline or _continues(passage, after)):
        return None
    content = [(first, end)]
    if _continues(passage, after):
        content.append((after + 1, content_end(passage, after + 1, cuts)))
        return Finding("parenthetical", content, cue, [source])
    return Finding("postposed-inverted" if inverted else "postposed", content, cue, [source])


def _quoted(
    passage: Passage, end: int, cue: list[Range], source: Range, after: int, cuts: frozenset[int], inverted: bool
) -> Finding | None:
    first = clause_start(passage, end)
    while (
        first < end - 1
        and not any(passage.kinds[k] & QUOTED for k in range(first, end - 1))
        and passage.lower[first] == ":"
    ):
        first += 1
    colon = next((k for k in range(end - 1, first - 1, -1) if passage.lower[k] == ":"), None)
    if colon is not None:
        first = colon + 1
    content = [(first, end)]
    k = after
    while k < len(passage) and passage.lower[k] in (",", ":", *DASHES):
        k += 1
    if k < len(passage) and passage.kinds[k] & QUOTED and (k > after or inverted):
        content.append((k, content_end(passage, k, cuts)))
        return Finding("quote-split", content, cue, [source])
    return Finding("quote-cue-source" if inverted else "quote-source-cue", content, cue, [source])


def _continues(passage: Passage, after: int) -> bool:
    """Tell whether the clause around a parenthesis goes on: "The plan, she said, will cost …"."""
    if after + 1 >= len(passage) or passage.lower[after] not in (",", *DASHES):
        return False
    kind, word = passage.kinds[after + 1], passage.lower[after + 1]
    return not (
        kind & (GERUND | MARK | QUOTED)
        or word in ("and", "but", "who", "which", "while", "though", "although", "according", "as", "noting")
    )
