"""Names that the words beside them tell: bodies by what they are for, places by what they are called.

Here belong the constructions with "of" and with a common noun beside the name; names that show by their own words
stand in `shapes.py`.
"""

import re
from collections.abc import Iterator

from pipelines.entities.runs import CAPITAL, JOINED
from pipelines.entities.shapes import Shape
from pipelines.entities.words import is_title, words_of
from pipelines.model import Span

CAP = rf"{CAPITAL}[\w'-]{{0,30}}"
PLAIN = rf"{CAPITAL}[\w-]{{0,30}}"
BODY_OF = re.compile(
    r"(?:Ministry|Department|Office|Institute|Council|Directorate|Agency|Committee|Commission)"
    rf" (?:of|for|(?<=Committee )on|(?<=Commission )on) (?:the )?{CAP}(?: (?:and )?{CAP}){{0,3}}(?: of (?:the )?{CAP})?"
)
BEFORE_BODY = re.compile(rf"(?<!\w)(?:{PLAIN} ){{1,3}}$")
LONGEST_BEFORE = 96
GOVERNMENT_OF = re.compile(r"Ministry|Department|Directorate|Commission|Agency|Office|Council")
SMALL_BODY = re.compile(
    r"'s (defen[cs]e ministry|foreign ministry|interior ministry|energy ministry|general staff|air force|navy|"
    r"army|armed forces|security service|military intelligence|parliament|security council)\b"
)
NOUNS = r"area|district|governorate|hamlet|municipality|neighbou?rhood|oblast|prefecture|province|raion|region|suburb"
OF_NOUNS = re.compile(
    r"\b(?:cities|city|district|governor|hamlet|island|mayor|neighbou?rhood|outskirts|port|province|region|settlement|"
    r"suburb|suburbs|town|towns|village|villages)$"
)
LONGEST_NOUN = 14
NAME = rf"{PLAIN}(?: {PLAIN})?"
BEHIND_OF = re.compile(rf" of ({NAME})(?!['\w])")
BEFORE_NOUN = re.compile(rf"the ({NAME}) (?:{NOUNS})s?\b")


def bodies_of_in(text: str) -> Iterator[Shape]:
    """Give the bodies named by what they are for: "Ministry of Example Affairs"."""
    for match in BODY_OF.finditer(text):
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if text.startswith("Office", start) and text.endswith("'s ", 0, start):
            continue
        before = BEFORE_BODY.search(text, max(0, start - LONGEST_BEFORE), start)
        start = before.start() if before else start
        first, _, rest = text[start:end].partition(" ")
        if first in words_of("opening_words", "word"):
            start = end - len(rest)
        kind = "government" if GOVERNMENT_OF.search(text, start, end) else "organisation"
        yield Shape(start, end, kind, "body-word")


def small_bodies_in(text: str) -> Iterator[Shape]:
    """Give the bodies in small letters that a state possesses: "Russia's defence ministry"."""
    for match in SMALL_BODY.finditer(text):
        yield Shape(*match.span(1), "government", "body-word")


def places_by_words_in(text: str) -> Iterator[Shape]:
    """Give the places that a word beside them tells to be one: "the village of Example", "the Example district"."""
    for match in BEHIND_OF.finditer(text):
        if OF_NOUNS.search(text, max(0, match.start() - LONGEST_NOUN), match.start()):
            yield from _placed(text, match.span(1))
    for match in BEFORE_NOUN.finditer(text):
        yield from _placed(text, match.span(1))


def _placed(text: str, span: Span) -> Iterator[Shape]:
    word = text[span[0] : span[1]].split()[0]
    if not (word in words_of("opening_words", "word") or is_title(word) or JOINED.search(word)):
        yield Shape(*span, "place", "place-context")
