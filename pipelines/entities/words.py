"""The tables of words beside this file: titles, given names, words of places and bodies, by what they tell."""

import csv
from functools import cache
from pathlib import Path


@cache
def words_of(table: str, column: str, value: str | None = None, where: str = "") -> frozenset[str]:
    """Give one column of a table beside this file, only rows whose column `where` has `value` if one is given."""
    return frozenset(row[column] for row in rows_of(table) if value is None or row[where] == value)


@cache
def rows_of(table: str) -> list[dict[str, str]]:
    """Give the rows of a table beside this file."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def body_kinds() -> dict[str, str]:
    """Give the kind of a body by the word that its name ends in."""
    return {row["word"]: row["kind"] for row in rows_of("body_words") if row["kind"] != "none"}


@cache
def given_names() -> dict[str, str]:
    """Give how far a given name tells a person: sure, or ambiguous where it names places or things too."""
    return {row["name"]: row["use"] for row in rows_of("given_names")}


@cache
def place_ends() -> frozenset[str]:
    """Give the words that names of places end in: County, River."""
    return words_of("place_words", "word", "after", "position")


def is_title(word: str) -> bool:
    """Tell whether a word is a title or an office, with or without its full stop."""
    return word.rstrip(".") in words_of("titles", "title")


@cache
def no_names() -> frozenset[str]:
    """Give the words that end a person's name: they open sentences, or belong to places and bodies."""
    return words_of("body_words", "word") | words_of("opening_words", "word")
