"""Names that the words beside them tell: bodies by what they are for, places by what they are called.

Here belong the constructions with "of" and with a common noun beside the name; names that show by their own words
stand in `shapes.py`.
"""

import re
from collections.abc import Iterator

from pipelines.entities.shapes import CAPITAL, Shape
from pipelines.entities.words import is_title, words_of

CAP = rf"{CAPITAL}[\w'-]{{0,30}}"
PLAIN = rf"{CAPITAL}[\w-]{{0,30}}"
BODY_OF = re.compile(
    rf"(?<!\w)(?:{PLAIN} ){{0,3}}(?:(?:Ministry|Department|Office|Institute|Council|Directorate|Agency) (?:of|for)|"
    rf"(?:Committee|Commission) (?:of|for|on)) (?:the )?{CAP}(?: (?:and )?{CAP}){{0,3}}(?: of (?:the )?{CAP})?"
)
GOVERNMENT_OF = re.compile(r"Ministry|Department|Directorate|Commission|Agency|Office|Council")
SMALL_BODY = re.compile(
    r"(?<='s )(?:defen[cs]e ministry|foreign ministry|interior ministry|energy ministry|general staff|air force|navy|"
    r"army|armed forces|security service|military intelligence|parliament|security council)\b"
)
NOUNS = r"area|district|governorate|hamlet|municipality|neighbou?rhood|oblast|prefecture|province|raion|region|suburb"
OF_NOUNS = (
    r"cities|city|district|governor|hamlet|island|mayor|neighbou?rhood|outskirts|port|province|region|settlement|"
    r"suburb|suburbs|town|towns|village|villages"
)
NAME = rf"{PLAIN}(?: {PLAIN})?"
PLACED = (
    re.compile(rf"\b(?:{OF_NOUNS}) of ({NAME})(?!['\w])"),
    re.compile(rf"(?<=the )({NAME}) (?:{NOUNS})s?\b"),
)
OCCUPIED = re.compile(r"-(?:backed|based|controlled|held|installed|occupied|run)\b")


def bodies_of_in(text: str) -> Iterator[Shape]:
    """Give the bodies named by what they are for: "Ministry of Example Affairs"."""
    for match in BODY_OF.finditer(text):
        start, end = match.span()
        first, _, rest = match.group().partition(" ")
        if first in words_of("opening_words", "word"):
            start = end - len(rest)
        kind = "government" if GOVERNMENT_OF.search(match.group()) else "organisation"
        yield Shape(start, end, kind, "body-word")


def small_bodies_in(text: str) -> Iterator[Shape]:
    """Give the bodies in small letters that a state possesses: "Russia's defence ministry"."""
    for match in SMALL_BODY.finditer(text):
        yield Shape(match.start(), match.end(), "government", "body-word")


def places_by_words_in(text: str) -> Iterator[Shape]:
    """Give the places that a word beside them tells to be one: "the village of Example", "the Example district"."""
    for pattern in PLACED:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            word = text[start:end].split()[0]
            if not (word in words_of("opening_words", "word") or is_title(word) or OCCUPIED.search(word)):
                yield Shape(start, end, "place", "place-context")
