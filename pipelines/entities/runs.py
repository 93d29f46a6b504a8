"""Runs of capitalised words that stand side by side: where names that no table has are looked for.

Here belongs what a word of a name is and which words stand together; what a run names is told in `shapes.py`.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.entities.words import words_of
from pipelines.record import record

CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ]"
POSSESSIVE = re.compile(r"['’]s$")
PARTICLES = "(?:al|bin|da|de|del|di|dos|du|el|ibn|la|le|van|von)(?: (?:den|der|la))?"
JOINED = re.compile(r"-(?:backed|based|born|controlled|held|installed|led|linked|occupied|run)$")
"""Words joined to a name that begin no other name: "Example-based Sample Institute"."""


@record(frozen=True, slots=True)
class Word:
    """One capitalised word of a run, without a possessive ending."""

    start: int
    end: int
    text: str
    is_last: bool
    """True where a possessive ending closes the run."""


@cache
def _word() -> re.Pattern[str]:
    """Give the pattern of a capitalised word: with the full stop of an abbreviation, with what a hyphen joins to it."""
    abbreviated = "|".join(sorted(words_of("abbreviated_words", "word")))
    plain = rf"{CAPITAL}(?:\.(?:[A-Z]\.){{0,5}}+|\w*+(?:['’-]\w++){{0,5}}+)"
    return re.compile(rf"(?:(?=[A-Z][a-z]+\.)(?:{abbreviated})\.|{plain})")


@cache
def _side_by_side() -> re.Pattern[str]:
    """Give the pattern of two and more capitalised words, particles of names between them."""
    word = _word().pattern
    return re.compile(rf"(?<![^\W_]){word}(?:(?:[ \u00a0]| (?:(?:{PARTICLES}) ){{1,3}}){word})+")


_OPENING = re.compile(
    rf"{CAPITAL}(?<![^\W_]{CAPITAL})(?=[\w.'’-]{{0,60}}+(?:[ \u00a0](?:{CAPITAL}|{PARTICLES} )|[\w.'’-]))"
)
"""What each run begins with: a capital that opens a word, and behind it, if it is no very long one, another that may
belong to a name."""


def _runs(text: str) -> Iterator[re.Match[str]]:
    pattern, position = _side_by_side(), 0
    for opening in _OPENING.finditer(text):
        match = pattern.match(text, opening.start()) if opening.start() >= position else None
        if match:
            yield match
            position = match.end()


def runs_in(text: str) -> Iterator[list[Word]]:
    """Give the runs of two and more capitalised words side by side, function words at the front left out."""
    opening, word_pattern = words_of("opening_words", "word"), _word()
    for match in _runs(text):
        run: list[Word] = []
        for found in word_pattern.finditer(text, *match.span()):
            start, written = found.start(), found.group()
            word = POSSESSIVE.sub("", written) if written.endswith("s") else written
            if run or not (word in opening or JOINED.search(word)):
                run.append(Word(start, start + len(word), word, len(word) != len(written)))
            if run and run[-1].is_last:
                yield run
                run = []
        yield run
