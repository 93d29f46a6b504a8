"""Signs of money that several countries write alike, and the country that the words beside them name.

The table `country_money.csv` has what "Canadian $5m" and "$5m Canadian" say. Where no country stands there, "$" is read
as USD, and the unit's name stays "dollar" without a country: the text leaves it open.
"""

import re
from functools import cache

from pipelines.figures.nouns import ends_noun_phrase
from pipelines.figures.tables import rows_of_table
from pipelines.figures.units import Found, Unit
from pipelines.record import replace

_NEXT_WORD = re.compile(r"[ \u00a0]([\w’']+)")


@cache
def _countries() -> tuple[re.Pattern[str], re.Pattern[str], dict[tuple[str, str], Unit]]:
    """Give the pattern of a country before a sign, that of one behind an amount, and the money by country and sign."""
    units = {(row["country"], row["sign"]): Unit(row["code"], row["name"], "money") for row in _rows()}
    names = "|".join(re.escape(row["country"]) for row in _rows())
    return re.compile(rf"(?<!\w)({names})[ \u00a0]$"), re.compile(rf"[ \u00a0]({names})(?!\w)"), units


def _rows() -> tuple[dict[str, str], ...]:
    return rows_of_table("country_money")


def with_country(text: str, money: Found, end: int, border: int) -> Found:
    """Give the money of an amount that ends at `end`, its country and end taken from the words beside it."""
    before, after, units = _countries()
    sign = text[money.start : money.end].strip()
    country = before.search(text, max(0, money.start - 14), money.start)
    if country and (unit := units.get((country[1], sign))):
        return Found(country.start(), end, unit)
    country = after.match(text, end, border)
    if country and (unit := units.get((country[1], sign))) and _stands_alone(text, country.end(), border):
        return Found(money.start, country.end(), unit)
    return replace(money, end=end)


def _stands_alone(text: str, end: int, border: int) -> bool:
    """Tell "$5m Canadian" from "$5m Canadian grants"."""
    following = _NEXT_WORD.match(text, end, border)
    return following is None or ends_noun_phrase(following[1])
