"""The gold rows of the sample: reading them and finding their words in the articles.

How they are written stands in `dataset/sample/README.md`. How far the extractor agrees with them is the business of
`agreement.py`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "dataset" / "sample"
KINDS = ("claim", "figure", "date", "mention", "territory")
Span = tuple[int, int]


class GoldError(AssertionError):
    """A gold row that cannot be placed in its article; the message says what to change."""


@dataclass(frozen=True)
class Piece:
    """One article's gold: what ingestion should find out about it, and its rows in the order of the file."""

    name: str
    article: dict[str, Any]
    rows: tuple[dict[str, Any], ...]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["row"] == kind]


def pieces() -> Iterator[Piece]:
    """Read all gold files, in the order of their names."""
    for path in sorted((SAMPLE / "gold").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if [row["row"] for row in rows].index("article") != 0:
            raise GoldError(f"{path.name}: the first row must be the one of the article")
        unknown = {row["row"] for row in rows[1:]} - set(KINDS)
        if unknown:
            raise GoldError(f"{path.name}: no such row as {sorted(unknown)}; there are {', '.join(KINDS)}")
        yield Piece(path.stem, rows[0], tuple(rows[1:]))


def place(words: str, text: str) -> Span:
    """Give the span of the words in the text; brackets mark them where more of the sentence is quoted."""
    before, bracket, rest = words.partition("[")
    inner, _, after = rest.partition("]")
    context, start, length = (before + inner + after, len(before), len(inner)) if bracket else (words, 0, len(words))
    found = text.find(context)
    if found < 0:
        raise GoldError(f"{words!r} does not stand in the article: correct the words, or the article")
    if text.find(context, found + 1) >= 0:
        raise GoldError(f"{words!r} stands there more than once: quote more and put [brackets] around what is meant")
    return found + start, found + start + length


def places(many: list[str], text: str) -> list[Span]:
    return [place(words, text) for words in many]
