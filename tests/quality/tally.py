"""Counting agreement: right, wanted and given items by measure, and the small comparisons that all kinds share.

What makes a claim, a figure or a statement agree with its gold row stands in `agreement.py`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gold import Span

WORD = re.compile(r"\w+")
TOLERANCE = 1e-3


@dataclass
class Tally:
    """The items of any number of articles, by measure."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What is missed, spurious or other than wanted, in words for whoever has to mend it."""

    def note(self, measure: str, is_right: bool, words: str) -> None:
        """Count one item that gold asks for."""
        self.wanted[measure] += 1
        self.right[measure] += is_right
        if not is_right:
            self.wrong[measure].append(words)

    def note_given(self, kind: str, spurious: str | None = None) -> None:
        """Count one item that the extractor gave; `spurious` describes it where gold does not have it."""
        self.given[kind] += 1
        if spurious is not None:
            self.wrong[f"{kind} found"].append(f"spurious: {spurious}")

    def recall(self, measure: str) -> float:
        """Give right per wanted, in per cent."""
        return 100 * self.right[measure] / self.wanted[measure]

    def precision(self, measure: str) -> float:
        """Give right per given, in per cent; the items given are counted under the measure's first word."""
        return 100 * self.right[measure] / max(1, self.given[measure.split(" ")[0]])

    def f1(self, measure: str) -> float:
        """Give the harmonic mean of precision and recall."""
        precision, recall = self.precision(measure), self.recall(measure)
        return 2 * precision * recall / max(1e-9, precision + recall)


def paired(gold: int, given: int, fit: Callable[[int, int], float]) -> dict[int, int]:
    """Pair gold items with given ones, the best fit first and each once; a fit of zero pairs nothing."""
    fits = sorted((-fit(i, j), i, j) for i in range(gold) for j in range(given))
    pairs: dict[int, int] = {}
    for worth, i, j in fits:
        if worth < 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def words_in(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    """Give the starts of the words that lie in the spans."""
    return {match.start() for start, end in spans for match in WORD.finditer(text, start, end)}


def half_of_longer(one: set[int] | set[str], other: set[int] | set[str]) -> bool:
    return bool(one and other) and 2 * len(one & other) >= max(len(one), len(other))


def close_words(wanted: str, given: str | None) -> bool:
    return half_of_longer(set(WORD.findall(wanted.lower())), set(WORD.findall((given or "").lower())))


def close(wanted: float | None, given: float | None, tolerance: float = TOLERANCE) -> bool:
    if wanted is None or given is None:
        return wanted is given
    return abs(wanted - given) <= tolerance * max(1.0, abs(wanted))


def overlaps(row: dict[str, int], span: Span) -> bool:
    return row["start"] < span[1] and span[0] < row["end"]


def plain(name: str | None) -> str:
    """Give a name without article, case and punctuation."""
    return re.sub(r"^the |[^\w ]", "", (name or "").lower()).strip()


def one_or_more(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
