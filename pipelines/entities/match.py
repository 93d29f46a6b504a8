"""Names in a text: the gazetteer's and those that show by their shape."""

import re

from pipelines.entities.gazetteer import Entry, automaton, entries, surfaces
from pipelines.model import Mention

SURROGATES = re.compile("[\ud800-\udfff]")


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Give the mentions of a text in order, longest match first, none inside another."""
    return tuple(_mention(start, end, found[0]) for start, end, found in known_names_in(text))


def plain(text: str) -> str:
    """Give the text as the gazetteer writes names, each character in its place: straight apostrophes, plain spaces."""
    if text.isascii():
        return text
    straight = text.replace("’", "'").replace("ʼ", "'").replace("\u00a0", " ")
    return SURROGATES.sub("\ufffd", straight)


def known_names_in(text: str) -> list[tuple[int, int, tuple[Entry, ...]]]:
    """Give start, end and candidates of the longest known names between word boundaries."""
    written, forms, known = plain(text), surfaces(), entries()
    size = len(written)
    whole = [
        (start, -end, number)
        for number, start, end in automaton().find_matches_as_indexes(written, overlapping=True)
        if (start == 0 or not written[start - 1].isalnum())
        and (end == size or not written[end].isalnum() or not written[end - 1].isalnum())
    ]
    whole.sort()
    found, reached = [], 0
    for start, minus_end, number in whole:
        if start >= reached:
            reached = -minus_end
            found.append((start, reached, known[forms[number]]))
    return found


def _mention(start: int, end: int, entry: Entry) -> Mention:
    return Mention(start, end, entry.kind, entry.entity_id, entry.name, reason="prior")
