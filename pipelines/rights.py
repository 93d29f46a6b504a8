"""What may leave the house: how many of an article's words the published rows may carry.

A quoting column carries at most `LONGEST` code points a row, and all quoted spans of an article together at most
`SHARE` of its text, unless its rights are open. Beyond that a row keeps its offsets and the hash of the whole, so that
anyone with the article can check it. What is cut ends in an ellipsis.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
LONGEST = 280
SHARE = 0.40
SHORTEST = 40
"""A content cut to fewer code points than this says nothing to a reader: it is left out."""
CUT = "…"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many code points the rows of one article may quote: of each content, and of each piece of evidence."""

    content: int
    evidence: int


OPEN = Allowance(content=10**9, evidence=10**9)
NOTHING = Allowance(content=0, evidence=0)


def allowances(
    articles: Iterable[Row],
    short: Mapping[str, Sequence[tuple[int, int]]],
    claims: Iterable[Row],
    territory: Iterable[Row],
) -> dict[str, Allowance]:
    """Give what each article's rows may quote, by article_id.

    `short` are the spans that short columns quote in any case (surfaces, cues, sources), by article_id; `claims` have
    `article_id` and `content_spans`, `territory` have `article_id`, `char_start` and `char_end`.
    """
    contents, evidence = defaultdict(list), defaultdict(list)
    for row in claims:
        contents[row["article_id"]].append([tuple(span) for span in row["content_spans"]])
    for row in territory:
        evidence[row["article_id"]].append([(row["char_start"], row["char_end"])])
    return {
        row["article_id"]: OPEN
        if row["rights"] == "open"
        else _largest(
            int(row["text_chars"] * SHARE),
            short.get(row["article_id"], ()),
            contents[row["article_id"]],
            evidence[row["article_id"]],
        )
        for row in articles
    }


def _largest(budget: int, short: Sequence[tuple[int, int]], contents: list[Any], evidence: list[Any]) -> Allowance:
    """Give the greatest allowance within the budget: first the evidence's, then what it leaves to the contents."""
    best_evidence = _greatest(budget, list(short), evidence)
    spent = list(short) + [span for spans in evidence for span in first(spans, best_evidence)]
    return Allowance(_greatest(budget, spent, contents), best_evidence)


def _greatest(budget: int, spent: list[tuple[int, int]], rows: list[Any]) -> int:
    """Give by halving the greatest length, LONGEST at most, to which all rows can be quoted within the budget."""
    low, high = SHORTEST - 1, LONGEST
    while low < high:
        middle = (low + high + 1) // 2
        if covered(spent + [span for spans in rows for span in first(spans, middle)]) <= budget:
            low = middle
        else:
            high = middle - 1
    return low if low >= SHORTEST else 0


def first(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Give the spans up to a number of code points in all."""
    kept = []
    for start, end in spans:
        if length <= 0:
            break
        kept.append((start, min(end, start + length)))
        length -= end - start
    return kept


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """Give how many code points the spans cover, each counted once."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def quoted(words: str | None, length: int) -> str | None:
    """Give words within an allowance: whole, cut with an ellipsis, or None where nothing may be quoted."""
    if words is None or len(words) <= length:
        return words
    return words[: length - 1].rstrip() + CUT if length >= SHORTEST else None
