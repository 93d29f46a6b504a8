"""Sources without a verb of their own: "according to", "as stated by", "per"."""

from pipelines.text.clauses import Range, finite_at, has_clause, has_finite, is_break
from pipelines.text.constructions.finding import Finding
from pipelines.text.constructions.limits import clause_start, content_end
from pipelines.text.passages import Passage
from pipelines.text.phrases_after import noun_phrase_after, with_apposition
from pipelines.text.word_sets import word_set
from pipelines.text.words import ADVERB, CONJUNCTION, MARK, NAME, QUOTED, TIME

_OPENING = frozenset(("according", "as", "per"))


def according_to(passage: Passage, cuts: frozenset[int]) -> list[Finding]:
    """Find "according to" and "as stated by" in front, in the middle and at the end of a sentence."""
    found: list[Finding] = []
    if passage.vocabulary.isdisjoint(_OPENING):
        return found
    for k, word in enumerate(passage.lower):
        following = passage.lower[k + 1 : k + 3]
        if word == "according" and following[:1] == ["to"]:
            _add(passage, "according-to", k, k + 2, cuts, found)
        elif word == "as" and len(following) == 2 and following[0] in word_set("stated-by") and following[1] == "by":
            _add(passage, "as-stated-by", k, k + 3, cuts, found)
        elif (
            word == "per"
            and (k == 0 or passage.lower[k - 1] == ",")
            and k + 1 < len(passage)
            and passage.kinds[k + 1] & NAME
        ):
            _add(passage, "per", k, k + 1, cuts, found)
    return found


def _add(passage: Passage, rule: str, first: int, after: int, cuts: frozenset[int], found: list[Finding]) -> None:
    n = len(passage)
    end = noun_phrase_after(passage, after, n)
    if end == after:
        return
    front = _is_front(passage, first)
    end = _front_source_end(passage, end, n, cuts) if front else with_apposition(passage, end, n, cuts)
    content = _content(passage, first, end, front, cuts)
    if front and end == n - 1 and passage.lower[end] == ":":
        found.append(Finding(rule, [], [(first, after)], [(after, end)], awaits_next=True))
    elif content:
        found.append(Finding(rule, content, [(first, after)], [(after, end)]))


def _is_front(passage: Passage, first: int) -> bool:
    """Tell whether nothing but "But", "Also" or a bracket stands before it in its sentence."""
    k = first
    while k > 0 and (passage.kinds[k - 1] & (CONJUNCTION | ADVERB) or passage.lower[k - 1] in (",", "(")):
        k -= 1
    return k == 0 or is_break(passage, k - 1)


def _front_source_end(passage: Passage, end: int, n: int, cuts: frozenset[int]) -> int:
    """Lengthen a source in front only by an insertion that a clause follows, not by the subject of that clause."""
    longer = with_apposition(passage, end, n, cuts)
    if end + 1 < n and passage.kinds[end + 1] & NAME and has_finite(passage, end + 1, longer):
        return end
    if longer > end and longer + 1 < n and passage.lower[longer] == "," and has_clause(passage, longer + 1, n):
        return longer
    return end


def _content(passage: Passage, first: int, end: int, front: bool, cuts: frozenset[int]) -> list[Range]:
    n = len(passage)
    if front:
        begin = end
        while begin < n and (passage.lower[begin] in (",", ":") or passage.kinds[begin] & TIME):
            begin += 1
        if begin > end and passage.lower[begin - 1] not in (",", ":"):
            return []
        return [(begin, content_end(passage, begin, cuts))] if begin < n and begin > end else []
    before = first - 1 if passage.lower[first - 1] in (",", "—", "–", "--", "(") else first
    start = clause_start(passage, before)
    if start >= before:
        return []
    opened = _opened_before(passage, start, before)
    if opened is not None and before < first and end + 1 < n and passage.lower[end] == ",":
        parts = [(opened, before), (end + 1, content_end(passage, end + 1, cuts))]
        return [part for part in parts if part[0] < part[1]]
    content = [(start, before)]
    if before < first and end + 1 < n and passage.lower[end] == "," and not passage.kinds[end + 1] & (MARK | QUOTED):
        rest = content_end(passage, end + 1, cuts)
        if _is_middle(passage, start, before, end + 1, rest):
            content.append((end + 1, rest))
    return content


def _opened_before(passage: Passage, start: int, before: int) -> int | None:
    """Give where a subordinate clause begins that the source interrupts: "because, according to Orr, it fell"."""
    for k in range(before - 1, start, -1):
        if finite_at(passage, k) or passage.lower[k] in (",", ";"):
            return None
        if passage.lower[k] in ("who", "which", "whose"):
            return k
        if passage.lower[k] in ("that", "because", "while", "although", "though", "if", "since", "when"):
            return k + 1
    return None


def _is_middle(passage: Passage, start: int, before: int, first: int, rest: int) -> bool:
    """Tell whether the clause goes on after the source: nothing finite stood before it, or a verb comes at once."""
    if rest <= first or passage.lower[first] in ("and", "but", "who", "which", "while", "as"):
        return False
    return not has_clause(passage, start, before)
