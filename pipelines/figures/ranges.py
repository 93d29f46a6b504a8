"""Two numbers that make one figure: "70-80 per cent", "between 40 and 60", "$3 billion to $5 billion", "€2-3bn".

Here belongs when two amounts are one range, when they share a unit, and when they are a score or a span of years.
"""

import re

from pipelines.figures.amounts import Amount
from pipelines.figures.names import is_numbered
from pipelines.figures.units import units_by_code
from pipelines.record import replace

_DASH = re.compile(r"\s?[-–—‑−]\s?$")
_TO = re.compile(
    r"-?\s+(?:and\s+)?(?:up\s+)?to\s+(?:(?:about|around|nearly|some|roughly|as\s+(?:many|much|high)\s+as|more\s+than)\s+)?$"
)
_WORDS_TO = re.compile(r"(?:\s+(?!(?:in|on|at|last|this|and|a|an|the)\b)[a-z]+){1,2}\s+to\s+$")
"""What may stand between the halves behind "from": "from 9 knots loaded to 14"."""
_AND = re.compile(r"\s+(?:and|to)\s+$")
_OR = re.compile(r"-?,?\s+(?:or|and)\s+$")
_OF_ALL = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|my|all|some|about)\s+)?$")
_BETWEEN = re.compile(r"\b(?:[Bb]etween|BETWEEN)\s+(?:the\s+ages\s+of\s+|(?:about|around|roughly|an\s+estimated)\s+)?$")
_FROM = re.compile(r"\b(?:[Ff]rom|FROM|[Rr]anging\s+from)\s+$")
_AGED = re.compile(r"\bage[ds]?\s(?:of\s|between\s|from\s)?$")
_LONGEST_JOINT = 24


def joined(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the amounts with those that make a range joined, and those of scores and spans of years left out."""
    result: list[Amount] = []
    for amount in amounts:
        first = result[-1] if result else None
        if first is None or not 0 < amount.start - first.end <= _LONGEST_JOINT:
            result.append(amount)
            continue
        joint = text[first.end : amount.start]
        if first.is_bare and joint.isspace() and first.number.form == amount.number.form == "digits":
            result[-1] = replace(first, is_masked=True)
            result.append(replace(amount, is_masked=amount.is_bare))
            continue
        if _is_score(text, first, amount, joint):
            result[-1] = replace(first, is_masked=True)
            result.append(replace(amount, is_masked=True))
        elif (whole := _range_of(text, first, amount, joint)) is not None:
            result[-1] = whole
        elif first.is_bare and amount.noun is not None and _OF_ALL.match(joint):
            result[-1] = replace(first, noun=amount.noun, is_inherited=True)
            result.append(amount)
        else:
            if _OR.match(joint) and first.is_bare and not _AGED.search(text, max(0, first.start - 24), first.start):
                result[-1] = _with_shared_unit(first, amount, joint)
            result.append(amount)
    return result


def _is_score(text: str, first: Amount, second: Amount, joint: str) -> bool:
    """Tell whether two small bare numbers with a dash are a score, or a year and its short second year."""
    if not (_DASH.match(joint) and first.is_bare and second.is_bare):
        return False
    if first.number.form != "digits" or second.number.form != "digits":
        return False
    if 1000 <= first.low < 2100 and second.low < 2100 and "," not in text[first.start : first.end]:
        return second.low < 100 or second.low > 1800
    before = text[max(0, first.start - 16) : first.start]
    return first.low < 100 and second.low < 100 and not (_FROM.search(before) or _AGED.search(before))


def _range_of(text: str, first: Amount, second: Amount, joint: str) -> Amount | None:
    """Give the range of two amounts, None where they are two figures."""
    start = _opening(text, first, joint)
    if start is None or first.number.form == "vague" or second.number.form == "vague" or first.rate or first.is_age:
        return None
    if not _is_same_measure(first, second) and not (start < first.start and second.is_bare):
        return None
    if first.is_bare and not second.is_bare and _DASH.match(joint) is None and _is_year_like(text, first):
        return None
    if not second.is_bare and _TO.match(joint) and is_numbered(text, first.number):
        return None
    low = _inherited(text, first, second)
    if (low > second.low and second.low >= 0) or (low > 0 > second.low) or first.low != first.high:
        return None
    unit, noun = second.unit or first.unit, second.noun or first.noun
    return replace(
        second, start=start, low=low, unit=unit, noun=noun, number=replace(first.number, form=second.number.form)
    )


def _is_year_like(text: str, amount: Amount) -> bool:
    return 1900 <= amount.low < 2100 and text[amount.start : amount.end].isdigit()


def _opening(text: str, first: Amount, joint: str) -> int | None:
    """Give where a range begins, "between" and "from" included; None where the joint makes no range."""
    window = text[max(0, first.start - 28) : first.start]
    offset = first.start - len(window)
    if _AND.match(joint) and (match := _BETWEEN.search(window)):
        return offset + match.start()
    if _TO.match(joint):
        match = _FROM.search(window)
        return offset + match.start() if match else first.start
    if _WORDS_TO.match(joint) and (match := _FROM.search(window)):
        return offset + match.start()
    return first.start if _DASH.match(joint) else None


def _is_same_measure(first: Amount, second: Amount) -> bool:
    if first.is_bare:
        return True
    if first.unit is not None:
        return second.unit == first.unit or (second.is_bare and first.unit.kind == "money")
    return first.noun is not None and second.noun is not None and first.noun.head == second.noun.head


def _inherited(text: str, first: Amount, second: Amount) -> float:
    """Give the lower end, with the scale of the upper one where only that has it: "2-3bn", "30 to 35,000"."""
    if text.endswith(",000", second.number.start, second.number.end) and text[first.start : first.end].isdigit():
        thousands = first.low * 1000
        return thousands if second.low / 3 <= thousands < second.low else first.low
    scale = second.low / second.number.mantissa if second.number.is_scaled and second.number.mantissa else 1.0
    if first.number.is_scaled or scale == 1.0 or first.low > second.number.mantissa:
        return first.low
    return first.low * scale


def _with_shared_unit(first: Amount, second: Amount, joint: str) -> Amount:
    """Give the first of two alternatives the unit of the second: "eight or nine euros", "45 and 50 mg"."""
    if "and" in joint and second.unit is None:
        return first
    return replace(first, unit=second.unit, noun=second.noun)


_AGE_BEFORE = re.compile(r"(?:[A-ZÀ-Ž][\w’'-]+,\s)$")
_ELLIPSIS = re.compile(
    r"\b(?:including|and|compared (?:with|to)|versus|of whom|of which|another|wounded|injured|wounding|injuring)"
    r"\s(?:(?:an average of|only|just|nearly|about|some|another)\s)?$"
)
_LISTED = re.compile(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s")
_LONGEST_ELLIPSIS = 60
_OLDEST = 120


def completed(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the amounts with what is understood: the age in "Smith, 42," and the noun in "435 homes … and 187 by"."""
    result: list[Amount] = []
    for amount in amounts:
        if amount.is_bare and not amount.is_masked:
            before = result[-1] if result else None
            amount = _with_age_of_list(text, amount, before) or amount
        if amount.is_bare and not amount.is_masked:
            amount = _with_age(text, amount) or _with_understood_noun(text, amount, result[-1] if result else None)
        result.append(amount)
    return result


def _with_age_of_list(text: str, amount: Amount, before: Amount | None) -> Amount | None:
    """Give one more age of "aged eight, 12 and 17"."""
    if before is None or not before.is_age or amount.high > _OLDEST:
        return None
    is_listed = _LISTED.fullmatch(text, before.end, amount.start) is not None
    return replace(amount, unit=units_by_code()["a"], is_age=True) if is_listed else None


def _with_age(text: str, amount: Amount) -> Amount | None:
    if not 0 < amount.low <= _OLDEST or amount.low != int(amount.low):
        return None
    if _AGED.search(text, max(0, amount.number.start - 24), amount.number.start):
        return replace(amount, unit=units_by_code()["a"], is_age=True)
    if amount.number.form != "digits":
        return None
    match = _AGE_BEFORE.search(text, max(0, amount.start - 24), amount.start)
    if match is None or text[amount.end : amount.end + 1] not in (",", ".", ")"):
        return None
    return replace(amount, unit=units_by_code()["a"], is_age=True)


def _with_understood_noun(text: str, amount: Amount, before: Amount | None) -> Amount:
    if before is None or before.noun is None or before.number.form == "fraction":
        return amount
    between = text[before.end : amount.start]
    if len(between) > _LONGEST_ELLIPSIS or any(mark in between for mark in ".;:!?\n") or not _ELLIPSIS.search(between):
        return amount
    return replace(amount, noun=before.noun, is_inherited=True)
