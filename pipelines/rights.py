"""What may leave the house: how many of an article's words the published rows may carry.

A quoting column carries at most `LONGEST` code points a row, and all quoted spans of an article together at most
`SHARE` of its text, unless its rights are open. Beyond that a row keeps its offsets and the hash of the whole, so that
anyone with the article can check it. What is cut ends in an ellipsis.

The budget of an article goes first to its figures, then to evidence about land, then to its claims, reports before
attitudes and short ones before long, so that as many as can be are whole; then to sources and cues of the others, and
last to names. Every code point costs once, so that a name inside a quoted claim costs nothing more.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.quoting import CUT, LONGEST

Row = Mapping[str, Any]
Span = tuple[int, int]
SHARE = 0.40


def allowance(text_chars: int, is_open: bool) -> int:
    """Give how many code points of an article may be quoted."""
    return text_chars if is_open else int(text_chars * SHARE)


class Budget:
    """What may still be quoted of one article: each code point costs once, however many rows quote it."""

    def __init__(self, text_chars: int, is_open: bool) -> None:
        self._quoted = bytearray(text_chars)
        self._left = allowance(text_chars, is_open)
        self.longest = text_chars if is_open else LONGEST

    def spend(self, spans: Sequence[Span]) -> bool:
        """Quote the spans, up to the longest quotation, if the budget allows; say whether it does."""
        spans, cost = first(spans, self.longest), 0
        for start, end in spans:
            cost += self._quoted.count(0, start, end)
        if cost > self._left:
            return False
        self._left -= cost
        for start, end in spans:
            self._quoted[start:end] = b"\1" * (end - start)
        return True

    def shows(self, spans: Sequence[Span]) -> bool:
        """Say whether the spans, up to the longest quotation, are quoted by now."""
        return not any(self._quoted.count(0, start, end) for start, end in first(spans, self.longest))


def budgets(articles: Iterable[Row]) -> dict[str, Budget]:
    """Give the budget of each article (`article_id`, `text_chars`, `rights`)."""
    return {row["article_id"]: Budget(row["text_chars"], row["rights"] == "open") for row in articles}


def spend(budgets: Mapping[str, Budget], rows: Iterable[Row], *names: str) -> None:
    """Spend the budgets on rows in their order, on those columns of spans of each (see `spans_of`) together."""
    for row in rows:
        budgets[row["article_id"]].spend(spans_of(row, *names))


def spans_of(row: Row, *names: str) -> list[Span]:
    """Give the spans of some columns of a row; its char_start and char_end where no column is named."""
    if not names:
        return [(row["char_start"], row["char_end"])]
    return [(start, end) for name in names for start, end in row[name]]


def by_importance(claims: Iterable[Row]) -> list[Row]:
    """Give claims in the order in which they are quoted: reports before attitudes, and short ones before long."""
    return sorted(claims, key=lambda row: (not row["is_reported"], _length(row["content_spans"]), row["content_spans"]))


def _length(spans: Iterable[Sequence[int]]) -> int:
    return sum(end - start for start, end in spans)


def first(spans: Iterable[Span], length: int) -> list[Span]:
    """Give the spans up to a number of code points in all."""
    kept = []
    for start, end in spans:
        if length <= 0:
            break
        kept.append((start, min(end, start + length)))
        length -= end - start
    return kept


def longest_of(articles: pa.Table) -> pa.Array:
    """Give how many code points one quotation of each article may have (`rights`, `text_chars`)."""
    return pc.if_else(pc.equal(articles.column("rights"), "open"), articles.column("text_chars"), LONGEST)


def cut(words: pa.ChunkedArray, longest: pa.Array) -> pa.ChunkedArray:
    """Give a column of words with those cut that are longer than they may be."""
    is_long = pc.coalesce(pc.greater(pc.utf8_length(words), longest), False)
    pairs = zip(words.filter(is_long).to_pylist(), longest.filter(is_long).to_pylist(), strict=True)
    shorter = pa.array([quoted(*pair) for pair in pairs], pa.string())
    return pc.replace_with_mask(words, is_long.combine_chunks(), shorter)


def quoted(words: str | None, length: int) -> str | None:
    """Give words up to a length, with an ellipsis where they are cut; None for no words."""
    if words is None or len(words) <= length:
        return words
    return words[: length - 1].rstrip() + CUT
