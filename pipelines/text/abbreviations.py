"""Abbreviations that end in a full stop without ending a sentence. Only the table and its reading belong here."""

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "abbreviations.csv"


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple((row["abbreviation"], row["kind"]) for row in csv.DictReader(file))


@cache
def abbreviations() -> frozenset[str]:
    """Give every abbreviation in lower case, without its full stop."""
    return frozenset(word.lower() for word, _ in _rows())


@cache
def titles() -> frozenset[str]:
    """Give the titles and ranks that stand before a name, as written, without their full stop."""
    return frozenset(word for word, kind in _rows() if kind == "title")


@cache
def with_capital() -> frozenset[str]:
    """Give the abbreviations that begin with a capital, as written: nothing else looks like them."""
    return frozenset(word for word, kind in _rows() if word[0].isupper() and "." not in word and kind != "number")


@cache
def before_number() -> frozenset[str]:
    """Give the abbreviations that go on only with a number or a month's day ("No. 5", "Nov. 7"), in lower case."""
    return frozenset(word.lower() for word, kind in _rows() if kind in ("month", "number"))
