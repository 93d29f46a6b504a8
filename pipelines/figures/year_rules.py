"""What years, decades and centuries mean, and which numbers of four figures are years at all.

Each rule reads the words that fit the pattern of its name.
"""

import re
from functools import cache

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds
from pipelines.figures.meaning import Meaning, edge_of_year
from pipelines.figures.story import Story
from pipelines.figures.tables import words_of_table

BEFORE_YEARS = "IN OF BY TO FROM SINCE DURING BEFORE AFTER BETWEEN AND THE FOR EDGE_FIRST THIS OPEN"
"""Kinds of words after which four figures are a year, if nothing is counted."""
_PLURAL = re.compile(r"[a-z]{3,}(?<!s|u|i)s")


def year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read a year of four figures where the words around it do not count something or number it."""
    value = phrase.value("YEAR") or ""
    if phrase.end - phrase.first == 1 and not _is_year(phrase, int(value)):
        return None
    return edge_of_year(phrase, Meaning("DATE", value, has_own_year=True))


def _is_year(phrase: Phrase, value: int) -> bool:
    words, first = phrase.words, phrase.first
    before = words.at(first - 1) if first else ""
    if _is_part_of_name(phrase, before):
        return False
    after = words.at(phrase.end) if phrase.end < len(words.kinds) else ""
    is_counted = _is_counted(words.kinds[phrase.end : phrase.end + 1], after)
    if first and words.kinds[first - 1] in kinds(BEFORE_YEARS):
        is_free = not is_counted or before.lower() in ("the", "this")
        return is_free if value >= 1900 else not after[:1].islower()
    return 1900 <= value <= 2100 and value % 100 != 0 and not is_counted


def _is_part_of_name(phrase: Phrase, before: str) -> bool:
    """Tell "Su-2000", "#1998", "$2024" and "Resolution 1973" from years."""
    words, first = phrase.words, phrase.first
    if before.lower() in words_of_table("numbered_things") and before.lower() != "year":
        return True
    touches = first > 0 and words.ends[first - 1] == words.starts[first]
    return touches and before not in "(-–—/'’‘\"“,:.\n"


def _is_counted(kind: str, after: str) -> bool:
    """Tell whether a unit or a noun in the plural follows: what stands before it counts it, but for "2021 borders"."""
    if after in words_of_table("year_nouns"):
        return False
    if after in ("per", "x", "square") or kind in kinds("UNITS"):
        return True
    if after.islower() and after in _plurals_and_units():
        return True
    return kind in kinds(OTHER) and bool(_PLURAL.fullmatch(after))


@cache
def _plurals_and_units() -> frozenset[str]:
    return words_of_table("irregular_plurals") | words_of_table("unit_names")


def decade(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the 1990s", "the '60s" and "the nineties"; "his 70s" is an age."""
    if word := phrase.value("DECADES"):
        return Meaning("DATE", word, has_own_year=True) if phrase.has("THE") else None
    written = phrase.value("TENS") or ""
    digits = re.sub(r"\D", "", written)
    if len(digits) == 4:
        return Meaning("DATE", digits[:3], has_own_year=True)
    if len(digits) == 2 and (phrase.has("THE") or written[0] in "'’"):
        return Meaning("DATE", f"19{digits[0]}", has_own_year=True)
    return None


def century(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "the 20th century"."""
    rank = phrase.number("ORDINAL", "NTH") or 0
    return Meaning("DATE", f"{rank - 1:02}", has_own_year=True) if 1 <= rank <= 22 else None


def fiscal_year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "fiscal 2024"."""
    return Meaning("DATE", phrase.value("YEAR") or "", has_own_year=True)


def year_range(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "2022-23" and "2022/23" as two years running."""
    first, last = phrase.value("YEAR") or "", phrase.words.at(phrase.end - 1)
    if len(last) != 2 or int(last) <= int(first[2:]):
        return None
    return Meaning("DATE", f"{first}/{first[:2]}{last}", has_own_year=True)


def spelled_year(phrase: Phrase, story: Story) -> Meaning | None:
    """Read "nineteen ninety-one" and "the year two thousand"."""
    first, *rest = (int(phrase.value_at(number)) for number in phrase.all("CARDINAL"))
    if phrase.has("THE"):
        return Meaning("DATE", "2000", has_own_year=True) if [first, *rest] == [2, 1000] else None
    if first not in (19, 20) or rest[0] not in range(20, 100, 10) or rest[1] > 9:
        return None
    return Meaning("DATE", f"{first}{sum(rest)}", has_own_year=True)
