"""Whether the words beside a name that is also a word or a surname make it a place.

Here belongs what can be read off the few characters before and after the name; which names need it stands in
`weak_names.csv`.
"""

import re

from pipelines.model import Span

PLACE_NOUNS = (
    "area|areas|borough|camp|city|county|counties|direction|district|districts|governorate|hamlet|municipality|"
    "neighbou?rhood|oblast|oblasts|outskirts|peninsula|prefecture|province|provinces|raion|refugee camp|region|regions|"
    "sector|settlement|suburb|suburbs|town|township|village|villages"
)
REACH = 40
BEHIND = re.compile(rf"(?:'s)? (?:{PLACE_NOUNS})\b")
FIRMLY_BEFORE = re.compile(
    rf"\b(?:in|near|outside|around|toward|towards|(?:{PLACE_NOUNS}|capital|port|mayor|governor|residents|people|streets|"
    r"island|north|south|east|west|northeast|northwest|southeast|southwest|native|outskirts|City|Town|Village) of) $",
)
LOOSELY_BEFORE = re.compile(r"\b(?:from|at|to|via|leaving|entering|reached|captured|seized|of) $")
STATE_BEHIND = re.compile(r",? (?:\(?[A-Z][A-Za-z]{1,5}\.|[A-Z]\.[A-Z]\.|[A-Z]{2}\b)|, [A-Z][a-z]+(?: [A-Z][a-z]+)?,")

PART_OF_NAME = re.compile(r"[a-z]-$")
AMONG_SMALL = re.compile(r"[a-z] $")
LONGEST_ABBREVIATION = 5


def is_abbreviation(written: str, span: Span) -> bool:
    """Tell whether capitals are an abbreviation's and not a shouted name's: short, behind a word in small letters."""
    start, end = span
    return end - start <= LONGEST_ABBREVIATION and bool(AMONG_SMALL.search(written[max(0, start - 2) : start]))


def is_placed(written: str, span: Span, is_word: bool) -> bool:
    """Tell whether the words beside a name make it a place: "in Example", "Example region", "Example, Ohio,".

    A name that `is_word` too ("Reading", "Sale") needs firmer words than one that is a surname ("to Example").
    """
    start, end = span
    if PART_OF_NAME.search(written[max(0, start - 3) : start]):
        return False
    if written[end : end + 1] == "-" or re.match(r" [A-Z]", written[end : end + 2]):
        return False
    if BEHIND.match(written, end) or STATE_BEHIND.match(written, end):
        return True
    before = written[max(0, start - REACH) : start]
    return bool(FIRMLY_BEFORE.search(before)) or (not is_word and bool(LOOSELY_BEFORE.search(before)))
