"""One number with what it measures or counts: its currency, unit or noun, and the rate.

Here belongs what stands directly around a single number. Two numbers that make one figure stand in `ranges.py`,
bounds and shares in `quantities.py`.
"""

import re

from pipelines.figures.bounds import bound_after
from pipelines.figures.money import with_country
from pipelines.figures.names import is_code, is_named, is_surely_year, is_year
from pipelines.figures.nouns import Noun, compound_after, noun_after, noun_of_group, noun_of_part
from pipelines.figures.number_words import Number
from pipelines.figures.signs import minus_before
from pipelines.figures.units import Found, Unit, currency_before, rate_after, scale_suffixes, unit_after, unit_at
from pipelines.record import record, replace

_SUFFIX = re.compile(r"[A-Za-z]{1,3}(?![\w²³])")
_SPACED_SUFFIX = re.compile(r" (?:bn|mn|mln|bln|tn|trn|m|k)(?!\w)")
_OLD = re.compile(r"[-\s]{1,2}olds?\b|\s+of\s+age\b")
_STRONG = re.compile(r"[-‑]strong\b")
"""What makes a number count the members of a body: "a 3,000-strong brigade"."""


@record(frozen=True, slots=True)
class Amount:
    """A number and what it measures or counts."""

    start: int
    end: int
    number: Number
    number_end: int
    low: float
    high: float
    unit: Unit | None = None
    noun: Noun | None = None
    rate: Unit | None = None
    is_age: bool = False
    is_inherited: bool = False
    """True where the noun stands with the figure before: "and 187 by tender"."""
    is_masked: bool = False
    """True for what is no quantity; it may still be the first half of a range."""

    @property
    def is_bare(self) -> bool:
        """Tell whether neither unit nor noun was found."""
        return self.unit is None and self.noun is None


def amount_of(text: str, number: Number, border: int, is_money: bool = False) -> Amount | None:
    """Give the amount around a number, None where the number belongs to a code.

    `is_money` is true for the second half of a range of money, whose currency stands with the first.
    """
    money = currency_before(text, number.start) if number.form in ("digits", "words") else None
    if number.form in ("digits", "code") and is_code(text, number, money is not None):
        return None
    number = _with_suffix(text, number, border, is_money or money is not None)
    amount = Amount(number.start, number.end, number, number.end, number.low, number.high)
    if number.form == "fraction":
        return replace(amount, noun=noun_of_part(text, number.end, border))
    measured = _in_money(text, amount, money, border) if money else _measured(text, amount, border)
    if measured is None:
        return None
    return _with_rate(text, _with_sign(text, measured), border)


def _in_money(text: str, amount: Amount, money: Found, border: int) -> Amount:
    found = with_country(text, money, amount.end, border)
    return replace(amount, start=found.start, end=found.end, unit=found.unit)


def _with_sign(text: str, amount: Amount) -> Amount:
    """Give the amount below zero where a minus stands before it; things that are counted are never."""
    start = minus_before(text, amount.start, amount.unit is not None) if amount.noun is None else None
    if start is None or amount.number.form not in ("digits", "words"):
        return amount
    number = amount.number
    number = replace(number, start=start, low=-number.low, high=-number.high, mantissa=-number.mantissa)
    return replace(amount, start=start, number=number, low=-amount.low, high=-amount.high)


def _with_suffix(text: str, number: Number, border: int, is_money: bool) -> Number:
    """Take in an attached scale: "$4.5bn", "25k", "1.2m people" but "1.8m tall"."""
    if number.form != "digits" or number.is_scaled:
        return number
    match = _SUFFIX.match(text, number.end, border)
    spaced = None if match else _SPACED_SUFFIX.match(text, number.end, border)
    suffix = match[0] if match else spaced[0][1:] if spaced else ""
    factor, needs = scale_suffixes().get(suffix, (1.0, ""))
    end = number.end + len(suffix) + (1 if spaced else 0)
    if factor == 1.0 or (needs == "money" and not is_money):
        return number
    if needs == "money or noun" and not is_money and not _counts_something(text, end, border):
        return number
    value = number.low * factor
    return Number(number.start, end, value, value, number.low, "digits")


def _counts_something(text: str, end: int, border: int) -> bool:
    """Tell whether a noun, a currency or a unit follows, so that the letter before it is a scale."""
    if found := unit_after(text, end, border):
        return found.start > end
    return noun_after(text, end, border, is_one=False) is not None


def _measured(text: str, amount: Amount, border: int) -> Amount | None:
    """Give the amount with the unit or noun behind it; None for letters that make it a code."""
    number = amount.number
    if strong := _STRONG.match(text, amount.end, border):
        return replace(amount, end=strong.end(), noun=Noun(strong.start(), strong.end(), "member", "member"))
    words = bound_after(text, amount.end, border)
    end = words.end if words else amount.end
    found = unit_after(text, end, border)
    if found and found.unit.code == "[lb_av]" and _is_money_pound(text, number, found):
        found = Found(found.start, found.end, Unit("GBP", "pound sterling", "money"))
    if found:
        return _with_unit(text, amount, found, border)
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return None
    noun = compound_after(text, end, border) or noun_after(text, end, border, is_one=number.high == 1)
    noun = noun or noun_of_group(text, end, border, number.form == "vague")
    if noun is None:
        return amount
    return _with_noun(text, amount, noun)


def _is_money_pound(text: str, number: Number, found: Found) -> bool:
    written = text[found.start : found.end].lower().startswith("pound")
    return written and number.low >= 10_000 and not text.startswith(" of", found.end)


def _with_unit(text: str, amount: Amount, found: Found, border: int) -> Amount:
    measured = replace(amount, end=found.end, unit=found.unit)
    if found.unit.kind == "duration" and (old := _OLD.match(text, found.end, border)):
        return replace(measured, end=old.end(), is_age=True)
    return measured


def _with_noun(text: str, amount: Amount, noun: Noun) -> Amount:
    """Take a noun as counted; one that is a unit of time is measured ("three more years")."""
    found = unit_at(text, noun.end - len(_last_word(text, noun)), noun.end)
    if found and found.unit.kind in ("duration", "length", "mass", "money", "share"):
        return _with_unit(text, amount, Found(noun.start, noun.end, found.unit), len(text))
    return replace(amount, end=noun.end, noun=noun)


def _last_word(text: str, noun: Noun) -> str:
    return re.split(r"[ \u00a0]", text[noun.start : noun.end])[-1]


def _with_rate(text: str, amount: Amount, border: int) -> Amount:
    rate = None if amount.is_age else rate_after(text, amount.end, border)
    if rate is None or (amount.unit and amount.unit.kind in ("speed", "duration") and rate.unit.kind != "duration"):
        return amount
    return replace(amount, end=rate.end, rate=rate.unit)


def is_quantity(text: str, amount: Amount) -> bool:
    """Tell whether an amount is a quantity and no year, name or pronoun."""
    number = amount.number
    if amount.unit is not None:
        return True
    if number.form == "fraction":
        return _is_free_part(text, amount)
    if is_named(text, number, amount.noun is not None):
        return False
    if number.form == "digits" and is_surely_year(text, number):
        return False
    if amount.noun is not None:
        return not (number.form == "words" and number.low == 1 and _is_pronoun(text, number))
    if number.form == "digits":
        return not is_year(text, number) and number.low != 0
    return not (number.low == 1 and not number.is_scaled)


_PRONOUN_BEFORE = frozenset(("no", "any", "every", "each", "this", "that", "which", "the", "some", "another", "not"))


def _is_pronoun(text: str, number: Number) -> bool:
    """Tell whether "one" stands for something named elsewhere: "no one", "which one", "one of the"."""
    window = text[max(0, number.start - 12) : number.start].split()
    return text.startswith(" of ", number.end) or (bool(window) and window[-1].lower() in _PRONOUN_BEFORE)


_ORDINALS = frozenset(("first", "second", "third", "fourth", "last", "latter", "other", "this", "better", "final"))


def _is_free_part(text: str, amount: Amount) -> bool:
    """Tell whether "half" or "a third" without a noun is an amount: "by a third", and no "second half"."""
    before = text[max(0, amount.start - 12) : amount.start].split()
    written = text[amount.start : amount.end].lower()
    if before and before[-1].lower() in _ORDINALS:
        return False
    return written != "half" or amount.noun is not None or text.startswith(" of ", amount.end)
