"""Units of measure, money and time: how they are written, their UCUM or ISO 4217 code, their value in SI.

The tables `units.csv` (one unit a row), `unit_names.csv` (one spelling a row) and `currencies.csv` are the knowledge;
nothing is computed about units anywhere else. Nouns that are counted ("1,200 drones") stand in `nouns.py`.
"""

import re
from functools import cache

from pipelines.figures.tables import rows_of_table
from pipelines.record import record

_LONGEST_NAME = 40
_GAP = re.compile("(?:[ \u00a0\u202f\u2009]{1,2}|[-‑])?")
_WORDS = re.compile(r"[A-Za-z.]+(?:[ -][A-Za-z.]+){0,3}")


@record(frozen=True, slots=True)
class Unit:
    """One unit of measure or currency."""

    code: str
    """UCUM, ISO 4217, or a noun in braces."""
    name: str
    """In plain words, singular."""
    kind: str
    """The quantity kind: length, money, share …"""
    si_unit: str | None = None
    si_factor: float = 1.0
    si_offset: float = 0.0

    def in_si(self, value: float | None) -> float | None:
        """Give a value of this unit in its SI unit; None where the value or the SI unit is missing."""
        return None if value is None or self.si_unit is None else value * self.si_factor + self.si_offset


FRACTION = Unit("1", "", "share", "1")
"""What a third or a quarter is given in."""


@record(frozen=True, slots=True)
class Found:
    """A unit and where its words stand."""

    start: int
    end: int
    unit: Unit


@cache
def units_by_code() -> dict[str, Unit]:
    """Give all units of measure by their UCUM code."""
    return {row["code"]: _unit(row) for row in rows_of_table("units")}


def in_si(
    low: float | None, high: float | None, code: str | None, per: str | None
) -> tuple[float | None, float | None, str | None]:
    """Give both ends of a value in SI, and the SI unit, by the codes of its unit and of the time it is per."""
    unit = FRACTION if code == FRACTION.code else units_by_code().get(code or "")
    if unit is None or unit.si_unit is None:
        return None, None, None
    values = unit.in_si(low), unit.in_si(high)
    time = units_by_code()[per] if per else None
    if time is None or time.si_unit is None:
        return *values, unit.si_unit
    first, last = (value and value / time.si_factor for value in values)
    return first, last, "/s" if unit.si_unit == "1" else f"{unit.si_unit}/s"


def is_unit(code: str) -> bool:
    """Say whether a code is one that figures have: UCUM's of the table, a currency's, or a counted noun in braces."""
    is_counted = code.startswith("{") and code.endswith("}")
    return is_counted or code == FRACTION.code or code in units_by_code() or code in _currencies()


@cache
def _currencies() -> frozenset[str]:
    return frozenset(row["code"] for row in rows_of_table("currencies"))


def _unit(row: dict[str, str]) -> Unit:
    if not row["si_unit"]:
        return Unit(row["code"], row["name"], row["kind"])
    return Unit(row["code"], row["name"], row["kind"], row["si_unit"], float(row["si_factor"]), float(row["si_offset"]))


@cache
def _names() -> dict[str, Unit]:
    """Give the units by their spelt names, in lower case; currencies among them."""
    spelt = {
        row["surface"]: units_by_code()[row["code"]] for row in rows_of_table("unit_names") if row["form"] == "word"
    }
    return spelt | {row["surface"]: _currency(row) for row in rows_of_table("currencies") if row["form"] == "word"}


def _currency(row: dict[str, str]) -> Unit:
    return Unit(row["code"], row["name"], "money")


@cache
def _symbols() -> tuple[re.Pattern[str], dict[str, Unit]]:
    """Give the pattern of all symbols, longest first, and the units by symbol; case matters in symbols."""
    table = {
        row["surface"]: units_by_code()[row["code"]] for row in rows_of_table("unit_names") if row["form"] == "symbol"
    }
    table |= {row["surface"]: _currency(row) for row in rows_of_table("currencies") if row["form"] != "word"}
    listed = "|".join(re.escape(symbol) for symbol in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?:{listed})(?![\w²³])"), table


@cache
def _first_words() -> frozenset[str]:
    return frozenset(re.split("[ -]", name)[0] for name in _names())


def unit_after(text: str, end: int, border: int) -> Found | None:
    """Give the unit that is written behind a number that ends at `end`, else None."""
    gap = _GAP.match(text, end, border)
    start = gap.end() if gap else end
    return unit_at(text, start, border, is_attached=start == end)


def unit_at(text: str, start: int, border: int, is_attached: bool = False) -> Found | None:
    """Give the unit whose words begin at `start`: the longest name, else a symbol."""
    if named := _named_at(text, start, border):
        return named
    pattern, table = _symbols()
    match = pattern.match(text, start, border)
    if match is None or _is_word_not_symbol(text, match, is_attached):
        return None
    return Found(start, match.end(), table[match[0]])


_LONE_LETTERS = frozenset(["t", "g", "A", "V", "W", "K", "J", "L", "h", "l", "d", "s", "p", "C", "F"])


def _is_word_not_symbol(text: str, match: re.Match[str], is_attached: bool) -> bool:
    """Tell whether letters apart from the number are hardly a unit: "5 A", "12 K", "in", but "5 m"."""
    return not is_attached and match[0] in _LONE_LETTERS


def _named_at(text: str, start: int, border: int) -> Found | None:
    match = _WORDS.match(text, start, min(border, start + _LONGEST_NAME))
    if match is None:
        return None
    spelt, names = match[0].lower(), _names()
    if re.split("[ -]", spelt, maxsplit=1)[0].rstrip(".") not in _first_words() and not spelt.startswith(
        ("sq.", "u.s.")
    ):
        return None
    while spelt:
        unit = names.get(spelt)
        end = start + len(spelt)
        if unit is not None and not (end < len(text) and (text[end].isalnum())):
            return Found(start, end, unit)
        cut = max(spelt.rfind(" "), spelt.rfind("-"), spelt.rfind("."))
        spelt = spelt[:cut] if cut > 0 else ""
    return None


@cache
def _prefixes() -> tuple[re.Pattern[str], dict[str, Unit]]:
    table = {row["surface"]: _currency(row) for row in rows_of_table("currencies") if row["form"] != "word"}
    listed = "|".join(re.escape(symbol) for symbol in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?:(?<=[^A-Za-z$€£])|^)(?:{listed})[ \u00a0]?$"), table


def currency_before(text: str, start: int) -> Found | None:
    """Give the currency that is written before a number that starts at `start`: "$", "US$", "EUR ", "RM"."""
    if start == 0 or not (
        text[start - 1] in " \u00a0." or text[start - 1].isalpha() or text[start - 1] in _money_signs()
    ):
        return None
    pattern, table = _prefixes()
    window = text[max(0, start - 8) : start]
    match = pattern.search(window)
    if match is None:
        return None
    return Found(start - len(window) + match.start(), start, table[match[0].rstrip(" \u00a0")])


@cache
def _money_signs() -> frozenset[str]:
    return frozenset(row["surface"][-1] for row in rows_of_table("currencies") if row["form"] != "word")


@cache
def scale_suffixes() -> dict[str, tuple[float, str]]:
    """Give the factor of "bn", "k" … and what must stand beside it to be one: money, noun, or nothing."""
    return {row["suffix"]: (float(row["factor"]), row["needs"]) for row in rows_of_table("scale_suffixes")}


_RATE = re.compile(r"\s{0,2}(?:-a-|-per-|/)|\s{1,2}(?:per|a|an|each|every)\s{1,2}")
_RATE_WORD = re.compile(r"[A-Za-z]+(?:\s(?:foot|metre|meter|mile|inch|kilometre|kilometer|ft|m|km)\b)?")
_IN_TIME = re.compile(
    r"\s+(?:ago|earlier|later|before|after|on(?!\s+average)|since|or\s+(?:so|two|more)|and\s+a\s+(?:half|quarter|third))\b"
)
_BASES_AFTER_ARTICLE = frozenset(
    [
        "barrel",
        "share",
        "gallon",
        "litre",
        "liter",
        "ton",
        "tonne",
        "ounce",
        "head",
        "person",
        "night",
        "acre",
        "piece",
        "pound",
        "kilo",
        "kilogram",
        "unit",
    ]
)


def rate_after(text: str, end: int, border: int) -> Found | None:
    """Give the unit behind "a", "per", "each": the day of "125 km² a day"; the base may be any noun after "per"."""
    joint = _RATE.match(text, end, border)
    if joint is None:
        return None
    base = _RATE_WORD.match(text, joint.end(), min(border, joint.end() + 30))
    if base is None or base[0].lower().startswith(("cent", "capita")) or _IN_TIME.match(text, base.end()):
        return None
    named = unit_at(text, joint.end(), border, is_attached=True)
    has_article = not ("per" in joint[0] or "/" in joint[0])
    if named and named.unit.kind not in ("share", "money") and (not has_article or _may_have_article(named.unit)):
        return Found(end, named.end, named.unit)
    word = base[0].split()[0].lower()
    if (has_article and word not in _BASES_AFTER_ARTICLE) or "/" in joint[0]:
        return None
    return Found(end, joint.end() + len(word), Unit("", word, "other"))


def _may_have_article(unit: Unit) -> bool:
    return unit.kind == "duration" or unit.name in _BASES_AFTER_ARTICLE or unit.kind == "mass"
