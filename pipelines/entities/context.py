"""What the words beside a name tell of it: that it is a place, a region, a government that speaks.

Here belongs what can be read off the few characters before and after a name. It decides nothing alone: `match.py` and
`resolve.py` ask.
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
BEFORE = re.compile(
    r"\b(?:in|near|outside|around|toward|towards|from|at|to|via|leaving|entering|reached|captured|seized|of|"
    rf"(?:{PLACE_NOUNS}|capital|port|mayor|governor|residents|people|streets|island|north|south|east|west|"
    r"northeast|northwest|southeast|southwest|native|outskirts|University|City|Town|Village|Bishop) of) $",
)
STATE_BEHIND = re.compile(r",? (?:\(?[A-Z][A-Za-z]{1,5}\.|[A-Z]\.[A-Z]\.|[A-Z]{2}\b)|, [A-Z][a-z]+(?: [A-Z][a-z]+)?,")
DATELINE = re.compile(r",? ?(?:\([A-Za-z .]+\) ?)?(?:--|—|–| - )")


def is_placed(written: str, span: Span) -> bool:
    """Tell whether the words beside a name make it a place: "in Example", "Example region", "Example, Ohio,"."""
    start, end = span
    if written[end : end + 1] == "-" or re.match(r" [A-Z]", written[end : end + 2]):
        return False
    if BEHIND.match(written, end) or STATE_BEHIND.match(written, end):
        return True
    return bool(BEFORE.search(written[max(0, start - REACH) : start]))
