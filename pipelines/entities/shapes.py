"""Names that no table has, by their shape: people by title and given name, places and bodies by the word they end in.

Here belongs what the capitals of a text and the words beside them tell; what a known name means stands in
`resolve.py`. The words that decide stand in the tables beside this file, read by `words.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.entities.words import body_kinds, given_names, is_title, no_names, place_ends, words_of

CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ]"
WORD = re.compile(rf"{CAPITAL}(?:\.(?:[A-Z]\.)*|\w*(?:['’-]\w+)*)")
POSSESSIVE = re.compile(r"['’]s$")
PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von")
)
SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
LONGEST_NAME = 4
LONGEST_GAP = 12
SURNAME_TOO = frozenset(("Bay", "Castle", "Forest", "Lake", "Lane", "Park", "Point", "Street"))
"""Words of places that are surnames too: after a sure given name alone they end a person's name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One capitalised word of a run, without a possessive ending."""

    start: int
    end: int
    text: str
    is_last: bool
    """True where a possessive ending closes the run."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A name that shows by its shape."""

    start: int
    end: int
    kind: str
    reason: str
    """title, given-name, place-word, compass-word, body-word."""


def runs_in(text: str) -> Iterator[list[Word]]:
    """Give the runs of capitalised words that stand side by side, function words at the front left out."""
    run: list[Word] = []
    reached, opening, abbreviated = -1, words_of("opening_words", "word"), words_of("abbreviated_words", "word")
    for match in WORD.finditer(text):
        start, end = match.span()
        if start and text[start - 1].isalnum():
            continue
        written = match.group()
        if written in abbreviated and text.startswith(".", end):
            written, end = written + ".", end + 1
        word = POSSESSIVE.sub("", written) if written.endswith("s") else written
        if run and (run[-1].is_last or not _joined(text, reached, start)):
            yield run
            run = []
        if run or word not in opening:
            run.append(Word(start, start + len(word), word, len(word) != len(written)))
        reached = end
    if run:
        yield run


def _joined(text: str, end: int, start: int) -> bool:
    if start - end > LONGEST_GAP:
        return False
    gap = text[end:start]
    return gap in (" ", "\u00a0") or (
        gap[:1] == gap[-1:] == " " and all(word in PARTICLES for word in gap[1:-1].split(" "))
    )


def shapes_in(text: str) -> list[Shape]:
    """Give people, places and bodies that show by their shape, in order; they may touch known names."""
    return [shape for run in runs_in(text) for shape in _shapes_of(run, text)]


def _shapes_of(run: list[Word], text: str) -> Iterator[Shape]:
    at = 0
    while at < len(run):
        shape, after = _shape_at(run, at, text)
        if shape:
            yield shape
        at = after


def _shape_at(run: list[Word], at: int, text: str) -> tuple[Shape | None, int]:
    for reader in (_place, _titled, _given, _body):
        shape, after = reader(run, at, text)
        if shape:
            return shape, after
    return None, at + 1


Found = tuple[Shape | None, int]
NOTHING: Found = (None, 0)


def _spanning(run: list[Word], first: int, after: int, kind: str, reason: str) -> Found:
    return Shape(run[first].start, run[after - 1].end, kind, reason), after


def _place(run: list[Word], at: int, text: str) -> Found:
    """Read "Example County", "Lake Example" from `at` on."""
    before, ends = words_of("place_words", "word", "before", "position"), place_ends()
    if run[at].text in before and at + 1 < len(run) and not _is_name_of_else(run[at + 1].text):
        after = at + 3 if at + 2 < len(run) and run[at + 2].text in ends else at + 2
        return _spanning(run, at, after, "place", "place-word")
    for after in (at + 2, at + 3):
        if after > len(run):
            break
        if run[after - 1].text in ends and not is_title(run[at].text):
            if after == at + 2 and run[at + 1].text in SURNAME_TOO and given_names().get(run[at].text) == "sure":
                break
            return _spanning(run, at, after, "place", "place-word")
        if _is_name_of_else(run[after - 1].text):
            break
    return NOTHING


def _titled(run: list[Word], at: int, text: str) -> Found:
    """Read the name behind a title: "Mayor Jane Example", "spokesman John Example"."""
    first = at
    if is_title(run[at].text):
        first = at + 1
        while first < len(run) and is_title(run[first].text):
            first += 1
    elif at > 0 or not _follows_title(text, run[0].start):
        return NOTHING
    after = _name_end(run, first)
    is_small = first == at
    if after < first + 1 + is_small or _ends_a_place_or_body(run, first, after):
        return NOTHING
    return _spanning(run, first, after, "person", "title")


def _given(run: list[Word], at: int, text: str) -> Found:
    """Read a name that begins with a given name: "Jane Example", "John Q. Example Jr."."""
    use = given_names().get(run[at].text)
    if not use or (at > 0 and run[at - 1].text in ("St.", "San", "Santa", "Saint", "Fort", "Port", "Mount")):
        return NOTHING
    after = _name_end(run, at)
    if after < at + 2 or _ends_a_place_or_body(run, at, after):
        return NOTHING
    if use == "ambiguous" and not (len(run) == after and run[after - 1].text in words_of("surnames", "name")):
        return NOTHING
    return _spanning(run, at, after, "person", "given-name")


def _name_end(run: list[Word], first: int) -> int:
    after = first
    while after < len(run) and after - first < LONGEST_NAME and not _is_name_of_else(run[after].text):
        after += 1
        if run[after - 1].is_last:
            break
    if after < len(run) and after > first and run[after].text in SUFFIXES:
        after += 1
    return after


def _ends_a_place_or_body(run: list[Word], first: int, after: int) -> bool:
    if after < len(run) and not run[after - 1].is_last:
        return run[after].text in place_ends() or (run[after].text in body_kinds() and after - first < 3)
    return False


def _body(run: list[Word], at: int, text: str) -> Found:
    """Read a body by its last word: "Example Ministry", "Ministry of Example"."""
    kinds = body_kinds()
    for after in range(at + 2, min(len(run), at + 5) + 1):
        word = run[after - 1]
        if word.text in kinds and (after == len(run) or run[after].text not in kinds):
            if is_title(run[at].text):
                return NOTHING
            return _spanning(run, at, after, kinds[word.text], "body-word")
        if word.is_last:
            break
    return NOTHING


def _follows_title(text: str, start: int) -> bool:
    space = text.rfind(" ", max(0, start - 20), start - 1)
    return text[start - 1 : start] == " " and text[space + 1 : start - 1] in words_of("titles", "title")


def _is_name_of_else(word: str) -> bool:
    """Tell whether a word ends a person's name: it belongs to a place, a body, a day or a month."""
    return (word in place_ends() and word not in SURNAME_TOO) or word in no_names() or is_title(word)
