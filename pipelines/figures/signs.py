"""The sign before a number: "-20C", "minus 4 degrees", "−3.2 per cent".

Here belongs when a dash before a number is a minus. A dash between two numbers stands in `ranges.py`.
"""

import re

_MINUS = re.compile(r"(?:\A|(?<=[^\S\n])|(?<=[(\[“\"‘]))(?<!\d[ \u00a0])(?:(?P<dash>[-−])|(?P<long>–)|[Mm]inus )$")


def minus_before(text: str, start: int, is_measured: bool) -> int | None:
    """Give where the minus of a number that starts at `start` begins, None where there is none.

    The long dash is a minus only before what is measured: "at –5 °C", but "his team –5 men".
    """
    match = _MINUS.search(text, max(0, start - 6), start)
    return None if match is None or (match["long"] and not is_measured) else match.start()
