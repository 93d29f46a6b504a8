"""Small sets of words that one rule each asks for: verbs that stand before their subject, labels of articles …

Only the reading of `word_sets.csv` belongs here; what a set is for stands where it is asked for. What a word can be in
any clause stands in `words.py`.
"""

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "word_sets.csv"


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["set"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """Give the words of a set; a KeyError for a name that the table does not have."""
    return _sets()[name]
