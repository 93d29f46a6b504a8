"""Names in a text: the gazetteer's and those that show by their shape.

Here belongs which stretches of a text are names, and which of two that overlap is the one. A name has the heaviest of
its candidates for a start; which of them the document means is decided in `resolve.py`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.entities.context import is_abbreviation, is_placed
from pipelines.entities.gazetteer import Entry, automaton, entries, shouted_forms, surfaces
from pipelines.entities.raions import RAION_BEHIND
from pipelines.entities.shapes import SUFFIXES, Shape, shapes_in
from pipelines.entities.worded import bodies_of_in, places_by_words_in, small_bodies_in
from pipelines.entities.words import words_of
from pipelines.model import Mention, Span

SURROGATES = re.compile("[\ud800-\udfff]")
UNCHANGED = frozenset(("country", "continent", "sea"))
"""Of these a compass word makes no other: "Western Canada" names Canada."""
WAR = frozenset(("UA", "RU"))
"""In these countries "Western Example" is the west of Example."""
Known = dict[Span, tuple[Entry, ...]]


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Give the mentions of a text in order, longest match first, none inside another."""
    written = plain(text)
    known = known_names_in(written)
    shapes = {(shape.start, shape.end): shape for shape in shapes_in(written)}
    for shape in (*bodies_of_in(written), *small_bodies_in(written), *places_by_words_in(written)):
        shapes.setdefault((shape.start, shape.end), shape)
    _drop_known_endings(written, known, shapes)
    for span in _compass_names(written, known):
        shapes.setdefault(span, Shape(*span, "place", "compass-word"))
    spans = longest_of((*known, *shapes))
    found = [_mention(written, span, known.get(span, ()), shapes.get(span)) for span in spans]
    named = [mention for mention in found if mention]
    return tuple(_with_repeated(written, named))


@lru_cache(maxsize=2)
def plain(text: str) -> str:
    """Give the text as the gazetteer writes names, each character in its place: straight apostrophes, plain spaces.

    Several layers ask for it: that of the last text is kept.
    """
    if text.isascii():
        return text
    straight = text.replace("’", "'").replace("ʼ", "'").replace("\u00a0", " ")
    return SURROGATES.sub("\ufffd", straight)


def known_names_in(written: str) -> Known:
    """Give the known names between word boundaries, with their candidates; they may overlap."""
    forms, known, size = surfaces(), entries(), len(written)
    return {
        (start, end): known[forms[number]]
        for number, start, end in automaton().find_matches_as_indexes(written, overlapping=True)
        if (start == 0 or not written[start - 1].isalnum())
        and (end == size or not written[end].isalnum() or not written[end - 1].isalnum())
    }


def longest_of(spans: Iterable[Span]) -> list[Span]:
    """Give the spans of which none overlaps another, in order; of two that overlap the longer, else the first."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end)
    return kept


def _drop_known_endings(written: str, known: Known, shapes: dict[Span, Shape]) -> None:
    """Drop shapes that only lengthen a known name of several words to the front: "Ukrainian" before "Black Sea"."""
    endings = {end: (start, found[0].kind) for (start, end), found in known.items() if " " in written[start:end]}
    for shape in list(shapes.values()):
        start, kind = endings.get(shape.end, (0, ""))
        if shape.kind == kind and shape.start < start and shape.reason in ("place-word", "body-word"):
            del shapes[shape.start, shape.end]


def _compass_names(written: str, known: Known) -> Iterable[Span]:
    """Give the towns and regions that a compass word makes others of: "South Example", not "Western Country"."""
    compass = words_of("place_words", "word", "compass", "position")
    for (start, end), found in known.items():
        if found[0].kind not in ("place", "region") or found[0].feature in UNCHANGED or found[0].country_code in WAR:
            continue
        space = written.rfind(" ", max(0, start - 10), start - 1)
        if written[start - 1 : start] == " " and written[space + 1 : start - 1] in compass:
            yield space + 1, end


def _stands(written: str, span: Span, found: tuple[Entry, ...]) -> bool:
    """Tell whether a known name is meant: one that is also a word or a surname only where something places it."""
    if found[0].kind == "none":
        return True
    surface = written[span[0] : span[1]]
    if found[0].feature == "raion" and all(entry.feature == "raion" for entry in found):
        return bool(RAION_BEHIND.match(written, span[1]))
    if surface in shouted_forms() and found[0].country_code not in WAR and is_abbreviation(written, span):
        return False
    if surface in words_of("weak_names", "name") and all(entry.kind in ("place", "region") for entry in found):
        return is_placed(written, span, surface in words_of("weak_names", "name", "word", "also"))
    return True


def _mention(written: str, span: Span, found: tuple[Entry, ...], shape: Shape | None) -> Mention | None:
    """Give the mention that a span is: of a known name where it is meant, else of its shape."""
    if found and _stands(written, span, found):
        return _known(span, found)
    return _shaped(written, shape) if shape else None


def _known(span: Span, found: tuple[Entry, ...]) -> Mention | None:
    entry = found[0]
    if entry.kind == "none":
        return None
    reason = "unique" if len(found) == 1 else "weight"
    return Mention(*span, entry.kind, entry.entity_id, entry.name, reason=reason)


def _shaped(written: str, shape: Shape) -> Mention:
    name = written[shape.start : shape.end]
    return Mention(shape.start, shape.end, shape.kind, None, name, reason=shape.reason)


def _with_repeated(written: str, named: list[Mention]) -> list[Mention]:
    """Add the later mentions of people by their surname, and of places that one passage has told to be places."""
    people = _by_surname(mention for mention in named if mention.kind == "person" and mention.entity_id is None)
    places = {
        mention.name: mention
        for mention in named
        if mention.reason == "place-context" and mention.name and " " not in mention.name
    }
    if not people and not places:
        return named
    starts = [mention.start for mention in named]
    kept, added = list(named), []
    for start, end in _words_in(written, [*people, *places]):
        word, number = written[start:end], bisect_right(starts, start) - 1
        mention = named[number] if number >= 0 else None
        first = people.get(word) or places[word]
        if mention is None or start >= mention.end:
            added.append(_again((start, end), first, "full-name-before" if word in people else "place-before"))
        elif (mention.start, mention.end) == (start, end) and word in people and _may_be_surname(mention):
            kept[number] = _again((start, end), first, "full-name-before")
    return sorted((*kept, *added), key=lambda mention: mention.start)


def _may_be_surname(mention: Mention) -> bool:
    return mention.kind == "place" and mention.reason != "unique"


def _words_in(written: str, words: list[str]) -> Iterator[Span]:
    """Give where some words stand as whole words, none as a part of a hyphened one."""
    for _, start, end in AhoCorasick(words, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(written):
        before, after = written[start - 1 : start], written[end : end + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after in ("_", "-")):
            yield start, end


def _by_surname(people: Iterable[Mention]) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    for mention in people:
        parts = [part for part in (mention.name or "").split() if part not in SUFFIXES]
        if parts and not parts[-1].endswith(".") and (len(parts) > 1 or mention.reason == "title"):
            found.setdefault(parts[-1], mention)
    return found


def _again(span: Span, first: Mention, reason: str) -> Mention:
    return Mention(*span, first.kind, first.entity_id, first.name, reason=reason)
