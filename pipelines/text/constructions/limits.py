"""How far content reaches: to the end of its clause, or to the next attribution beside it.

Here belong the cuts of a passage, found once for all of its cues.
"""

from pipelines.text.clauses import Range, after_stamp, has_clause
from pipelines.text.constructions.adjuncts import way_to_content
from pipelines.text.passages import Passage
from pipelines.text.subjects import Predicate
from pipelines.text.word_sets import word_set
from pipelines.text.words import (
    ADVERB,
    CHANNEL,
    CONJUNCTION,
    DETERMINER,
    FINITE_HELPER,
    GERUND,
    MARK,
    NAME,
    NOUN,
    NUMBER,
    PAST,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    THIRD,
    TIME,
)

_STOPS = frozenset((".", "?", "!", ";"))


def cuts_in(passage: Passage, predicates: list[Predicate]) -> frozenset[int]:
    """Give the tokens at which another attribution begins, so that content before it ends."""
    cuts = set()
    for predicate in predicates:
        cut = _cut_before(passage, predicate)
        if cut is not None:
            cuts.add(cut - 1 if cut > 0 and passage.lower[cut - 1] == "," else cut)
    if "according" in passage.vocabulary:
        for k, word in enumerate(passage.lower):
            if word == "according" and passage.lower[k + 1 : k + 2] == ["to"] and k > 0 and passage.lower[k - 1] == ",":
                cuts.add(k - 1)
    return frozenset(cuts)


def _cut_before(passage: Passage, predicate: Predicate) -> int | None:
    """Give where the attribution of a cue begins beside an earlier one, None where it stands inside it."""
    if not predicate.kinds & {"speech"}:
        return None
    start = predicate.first
    before = passage.lower[start - 1] if start else ""
    if predicate.form == "gerund" and predicate.link == "shared" and before in (",", "—", "–", "--"):
        return start - 1
    if (
        predicate.form == "gerund"
        and before in ("and", "while", "before", "without", "by")
        and opens_content(passage, predicate)
    ):
        return start - 1
    if predicate.form != "finite":
        return None
    if (
        predicate.link == "shared"
        and before in ("and", "but", "then", "yet")
        and (opens_content(passage, predicate) or _names_in_quotes(passage, predicate))
    ):
        return start - 1
    if predicate.link == "own" and predicate.subject is not None:
        first = predicate.subject[0]
        while first > 0 and passage.kinds[first - 1] & ADVERB and not passage.kinds[first - 1] & CONJUNCTION:
            first -= 1
        joined = passage.lower[first - 1] if first else ""
        if joined == "as" and predicate.lemma == "put":
            return None
        if joined in ("and", "but", "while", "although", "though", "yet", "as") and passage.lower[
            first - 2 : first - 1
        ] == [","]:
            return first - 1
        if joined == "," and is_closed_after(passage, predicate):
            return first - 1
        antecedent = antecedent_of(passage, predicate)
        if antecedent is not None and passage.lower[antecedent[0] - 1 : antecedent[0]] == [","]:
            return antecedent[0] - 1
    return None


def _names_in_quotes(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether a quotation follows in the same clause: "and called the road “a great example”"."""
    if not predicate.frames & {"naming", "as", "object"}:
        return False
    for k in range(predicate.after, min(len(passage), predicate.after + _NEAR)):
        if passage.kinds[k] & QUOTED:
            return True
        if passage.kinds[k] & MARK or passage.lower[k] in ("and", "that", "who", "which"):
            return False
    return False


_NEAR = 10


def cue_of(passage: Passage, predicate: Predicate) -> Range:
    """Give the tokens of a cue, with the channel right after it: "said in a statement"."""
    k = predicate.after
    if k >= len(passage) or passage.lower[k] not in ("in", "on", "during", "via"):
        return predicate.first, k
    for m in range(k + 1, min(len(passage), k + 5)):
        if passage.kinds[m] & CHANNEL and not passage.kinds[m] & PREPOSITION:
            following = passage.kinds[m + 1] if m + 1 < len(passage) else MARK
            return predicate.first, k if following & (NOUN | NAME) else m + 1
        if passage.kinds[m] & (MARK | PREPOSITION | QUOTED | TIME):
            break
    return predicate.first, k


_RELATIVES = frozenset(("who", "which", "that"))


def antecedent_of(passage: Passage, predicate: Predicate) -> Range | None:
    """Give the noun that a relative clause without pronoun belongs to: "a step Moscow condemned as reckless"."""
    if predicate.subject is None or predicate.subject[0] == 0 or passage.lower[predicate.subject[0]] in _RELATIVES:
        return None
    last = predicate.subject[0] - 1
    if not passage.kinds[last] & NOUN or passage.kinds[last] & (NAME | TIME | QUOTED):
        return None
    for first in range(last, max(-1, last - 5), -1):
        if passage.kinds[first] & DETERMINER:
            return first, last + 1
    return None


def opens_content(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether "that", a quotation or a clause follows the cue."""
    k = way_to_content(passage, predicate)[1]
    if k >= len(passage):
        return False
    if passage.lower[k] in ("that", ":") or passage.kinds[k] & QUOTED:
        return True
    return "clause" in predicate.frames and has_clause(passage, k, len(passage))


def is_closed_after(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether nothing but adverbs and circumstances follows a cue in its clause: "…, she said on Monday."."""
    k = way_to_content(passage, predicate)[1]
    if k >= len(passage) or passage.lower[k] in (*_STOPS, ",", "—", "–", "--", ")"):
        return True
    return passage.lower[k] in _MEANWHILE and passage.lower[k + 1 : k + 2] not in (["much"], ["well"])


def goes_on_about(passage: Passage, predicate: Predicate) -> bool:
    """Tell whether a relative may follow the last noun after a cue: "it said in a report that the bank published"."""
    k = way_to_content(passage, predicate)[1]
    if k >= len(passage) or k == predicate.after or passage.lower[k] not in _RELATIVES:
        return False
    return bool(passage.kinds[k - 1] & NOUN) and not passage.kinds[k - 1] & (TIME | NAME | NUMBER | QUOTED)


_MEANWHILE = frozenset(("after", "as", "before", "when", "while"))
"""Words that begin what happened when something was said."""


def content_end(passage: Passage, first: int, cuts: frozenset[int]) -> int:
    """Give the token after the content that begins at a token."""
    lower, kinds, n = passage.lower, passage.kinds, len(passage)
    for k in range(first, n):
        if k > first and k in cuts:
            return k
        if not kinds[k] & (MARK | QUOTED):
            continue
        if lower[k] in _STOPS:
            return k
        if k > first + 1 and lower[k] == "," and _turns(passage, k, n):
            return k
        if kinds[k] & QUOTED and _ends_with_quotation(passage, k):
            return k + 1
    return n


def _turns(passage: Passage, k: int, n: int) -> bool:
    """Tell whether the writer goes on after a comma: "but the others stayed", "though he gave no day"."""
    if _is_comment(passage, k + 1, n):
        return True
    if passage.lower[k + 1 : k + 2] != ["but"] or passage.lower[k + 2 : k + 3] == ["that"]:
        return False
    return has_clause(passage, k + 2, n, plain=True)


def _is_comment(passage: Passage, k: int, n: int) -> bool:
    """Tell whether the writer says what was left unsaid: "without giving details", "though she did not say why"."""
    if k >= n or passage.lower[k] not in ("though", "although", "without", "but", "and"):
        return False
    near = passage.lower[k + 1 : k + 5]
    is_denied = passage.lower[k] == "without" or not word_set("unsaid-negation").isdisjoint(near)
    return is_denied and not word_set("unsaid").isdisjoint(near)


def _ends_with_quotation(passage: Passage, k: int) -> bool:
    """Tell whether content ends with a quotation: at its full stop, or at a comma that nothing quoted follows."""
    following = passage.words[k + 1] if k + 1 < len(passage) else "."
    if passage.is_terminal[k] and passage.is_sentential[k]:
        return not following[0].islower() and following != ","
    if passage.is_closed_by_comma[k]:
        return k + 1 >= len(passage) or following in _LEAVING or _leaves_quotation(passage, k + 1)
    return False


def _leaves_quotation(passage: Passage, k: int) -> bool:
    """Tell whether the writer's own words follow the comma in a quotation: "called it “a gift,” the others left"."""
    kind, n = passage.kinds[k], len(passage)
    if kind & GERUND or passage.lower[k] in _OCCASION:
        return True
    if passage.lower[k] in _JOINING:
        return has_clause(passage, k + 1, n, plain=True)
    begins = kind & (NAME | PERSONAL | POSSESSIVE | DETERMINER | NUMBER) != 0
    return begins and has_clause(passage, k, n, plain=True)


_OCCASION = frozenset(("at", "during", "in", "on"))
_JOINING = frozenset(("after", "and", "because", "before", "but", "if", "so", "until", "when", "while"))
"""Words after a quotation's last comma that leave it where a clause follows."""


_LEAVING = frozenset(("although", "though", "according", "as", "a", "an", "the", "which", "—", "–", "--"))
"""Words after a quotation's last comma that are the writer's own."""


def fronted_end(passage: Passage, predicate: Predicate, first: int, end: int) -> int:
    """End content inside a fronted clause at its comma: "While she said it was late, the others stayed"."""
    is_inside = clause_start(passage, predicate.first) < predicate.first - 1
    if predicate.subject is None and is_inside and predicate.form != "gerund":
        return end
    if predicate.subject is None:
        return _before_main_clause(passage, first, end)
    if passage.lower[predicate.subject[0]] in ("who", "which") and passage.lower[predicate.subject[0] - 1] == ",":
        return next((k for k in range(first + 1, end - 1) if passage.lower[k] == "," and resumes(passage, k + 1)), end)
    is_participle = predicate.form == "gerund" and predicate.subject[0] > predicate.at
    before = predicate.subject[0] - 1
    if not is_participle and (
        before < 0 or passage.lower[before] not in _FRONTING or clause_start(passage, before) < before - 1
    ):
        return end
    return _before_main_clause(passage, first, end)


def _before_main_clause(passage: Passage, first: int, end: int) -> int:
    """End what stands in front at the comma before the main clause: "Asked why it fell, | Orr said"."""
    for k in range(first + 1, end):
        if passage.lower[k] == "," and has_clause(passage, k + 1, end) and not passage.kinds[k + 1] & CONJUNCTION:
            return k
    return end


def resumes(passage: Passage, k: int) -> bool:
    """Tell whether the main verb follows the comma that closes a relative clause."""
    return bool(passage.kinds[k] & (PAST | FINITE_HELPER | THIRD)) and not passage.kinds[k] & (NAME | GERUND)


_FRONTING = frozenset(
    ("while", "although", "though", "if", "when", "because", "since", "as", "after", "before", "once")
)


def clause_start(passage: Passage, end: int) -> int:
    """Give the first token of the sentence that ends at a token, past a leading "But" or "And"."""
    lower, kinds, start = passage.lower, passage.kinds, 0
    for k in range(end - 1, -1, -1):
        if not kinds[k] & (MARK | QUOTED):
            continue
        if lower[k] in _STOPS or (
            k < end - 1 and kinds[k] & QUOTED and passage.is_terminal[k] and passage.words[k + 1][0].isupper()
        ):
            start = k + 1
            break
        if lower[k] == "(" and ")" not in lower[k:end]:
            start = k + 1
            break
    while start < end and passage.lower[start] in ("and", "but", ",", ":"):
        start += 1
    return after_stamp(passage, start, end)
