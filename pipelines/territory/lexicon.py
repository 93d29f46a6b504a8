"""The words of control over land, from the tables beside this file, as patterns."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.entities.match import plain
from pipelines.model import Span
from pipelines.record import record

_HERE = Path(__file__).parent


@record(frozen=True, slots=True)
class ControlWord:
    """A verb form: what it says of the land (`measure`), and how (holding, gaining, losing, giving)."""

    measure: str
    kind: str
    status: str
    """The status that the form itself gives ("withdrawing from" is a plan); empty where it gives none."""


@record(frozen=True, slots=True)
class VagueExtent:
    """Words for how much that are no figure, and the share they do state, in per cent."""

    share_low: float | None
    share_high: float | None


def _rows(name: str) -> list[dict[str, str]]:
    with open(_HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def control_words() -> dict[str, ControlWord]:
    """Give the forms of verbs of control in lower case."""
    return {row["word"]: ControlWord(row["measure"], row["kind"], row["status"]) for row in _rows("control_words.csv")}


@cache
def control_pattern() -> re.Pattern[str]:
    """Give the pattern of any of these forms as a whole word."""
    return _any_of(control_words())


@cache
def vague_extents() -> dict[str, VagueExtent]:
    """Give the vague extents in lower case."""

    def number(value: str) -> float | None:
        return float(value) if value else None

    return {
        row["words"]: VagueExtent(number(row["share_low"]), number(row["share_high"]))
        for row in _rows("vague_extents.csv")
    }


@cache
def _vague_finder() -> AhoCorasick:
    """Give the vague extents as one automaton, each small and with a capital: a pattern of all reads far slower."""
    words = [form for words in vague_extents() for form in (words, words[0].upper() + words[1:])]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def vague_spans(text: str) -> Iterator[Span]:
    """Give where vague extents stand in a text, as whole words."""
    for _, start, end in _vague_finder().find_matches_as_indexes(plain(text)):
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end


@cache
def land_words() -> frozenset[str]:
    """Give what an area may be of without a name and still be land that somebody holds, in lower case."""
    return frozenset(row["word"] for row in _rows("land_words.csv"))


@cache
def nouns_behind_land() -> frozenset[str]:
    """Give nouns that make the name before them no land: "the Donbas refugees"; in lower case."""
    return frozenset(row["word"] for row in _rows("nouns_behind_land.csv"))


def _any_of(words: dict[str, ControlWord]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
