"""What may leave the house: how many of an article's words the published rows may carry.

A quoting column carries at most `LONGEST` code points a row, and all quoted spans of an article together at most
`SHARE` of its text, unless its rights are open. Beyond that a row keeps its offsets and the hash of the whole, so that
anyone with the article can check it. What is cut ends in an ellipsis.

Names, cues and figures are short and come first, in the order of the text. What they leave goes to whole rows, one
after another: evidence about land first, then the claims, reports before attitudes and short ones before long ones, so
that as many as can be are whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dataset.contract.quoting import CUT

Row = Mapping[str, Any]
Span = tuple[int, int]
LONGEST = 280
SHARE = 0.40


class Budget:
    """What may still be quoted of one article: each code point costs once, however many rows quote it."""

    def __init__(self, text_chars: int, is_open: bool) -> None:
        self._quoted = bytearray(text_chars)
        self._left = text_chars if is_open else int(text_chars * SHARE)
        self.longest = text_chars if is_open else LONGEST

    def spend(self, spans: Sequence[Span]) -> bool:
        """Quote the spans, up to the longest quotation, if the budget allows; say whether it does."""
        spans = first(spans, self.longest)
        cost = sum(self._quoted.count(0, start, end) for start, end in spans)
        if cost > self._left:
            return False
        self._left -= cost
        for start, end in spans:
            self._quoted[start:end] = b"\1" * (end - start)
        return True

    def shows(self, spans: Sequence[Span]) -> bool:
        """Say whether the spans, up to the longest quotation, are quoted by now."""
        return not any(self._quoted.count(0, start, end) for start, end in first(spans, self.longest))


def budgets(articles: Iterable[Row], short: Mapping[str, Iterable[Span]]) -> dict[str, Budget]:
    """Give the budget of each article (`article_id`, `text_chars`, `rights`) after as many short spans as it allows."""
    found = {row["article_id"]: Budget(row["text_chars"], row["rights"] == "open") for row in articles}
    for article_id, spans in short.items():
        for span in sorted(spans):
            found[article_id].spend([span])
    return found


def quotable(rows: Iterable[tuple[str, str, Sequence[Span]]], budgets: Mapping[str, Budget]) -> set[str]:
    """Give the ids of the rows that may be quoted, of rows (id, article_id, spans) in order of importance."""
    return {row_id for row_id, article_id, spans in rows if budgets[article_id].spend(spans)}


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


def quoted(words: str | None, length: int) -> str | None:
    """Give words up to a length, with an ellipsis where they are cut; None for no words."""
    if words is None or len(words) <= length:
        return words
    return words[: length - 1].rstrip() + CUT


def spans_by_article(rows: Iterable[Row], names: Sequence[str]) -> dict[str, list[Span]]:
    """Give the spans of some columns of lists by article_id; char_start and char_end where no column is named."""
    found: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        if names:
            found[row["article_id"]] += [tuple(span) for name in names for span in row[name]]
        else:
            found[row["article_id"]].append((row["char_start"], row["char_end"]))
    return found
