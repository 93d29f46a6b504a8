"""Quantities with their ranges, bounds, approximators and units.

Here the parts come together: numbers, units and nouns, ranges, bounds, shares and comparisons, each from its module.
"""

import re
from bisect import bisect_right

from pipelines.figures.amounts import Amount, amount_of, is_quantity
from pipelines.figures.bounds import Bound, bound_after, bound_before
from pipelines.figures.comparisons import comparisons_in
from pipelines.figures.names import coded_spans
from pipelines.figures.numbers import numbers_in
from pipelines.figures.ranges import completed, joined
from pipelines.figures.shares import base_after
from pipelines.figures.units import FRACTION, in_si, unit_after
from pipelines.model import DateExpression, Figure, Span
from pipelines.record import replace

_MASKING = ("DATE", "TIME")
_LONGEST_MONTH = 31
_LONGEST_JOINT = 8
_TO = re.compile(r"\s?[-–—‑−]\s?|\sto\s")
_CLOCK = re.compile(r"\s(?:[01]\d|2[0-3])\.[0-5]\d(?![\d%.])")
"""A clock time written with a point, behind a date: "1 May 2022 23.36"."""
_MORE_DAYS = re.compile(r"\s?(?:,|,?\s?and|,?\s?or|to|[-–])\s?$")
_DURATION = "(?:second|minute|hour|day|night|week|month|year|decade|centur)"
_DURATION_WORD = re.compile(_DURATION, re.IGNORECASE)
_DAY_NUMBER = re.compile(rf"\d(?![\d,.]*[\s-]+(?:(?:more|full|further)\s)?{_DURATION})", re.IGNORECASE)


def figures_in(text: str, dates: tuple[DateExpression, ...]) -> tuple[Figure, ...]:
    """Give the figures of a text in order; what `dates` covers is no figure."""
    masks = _masks(text, dates)
    figures: list[Figure] = []
    for amount in completed(text, joined(text, _amounts(text, masks))):
        if not amount.is_masked and is_quantity(text, amount):
            figures.append(_figure(text, amount, figures[-1].end if figures else 0))
    return _in_order([*figures, *comparisons_in(text)])


def _amounts(text: str, masks: tuple[Span, ...]) -> list[Amount]:
    """Give the numbers of a text with their units and nouns, each outside the masks."""
    starts = [start for start, _ in masks]
    found: list[Amount] = []
    for number in numbers_in(text, masks):
        following = bisect_right(starts, number.start)
        border = starts[following] if following < len(starts) else len(text)
        amount = amount_of(text, number, border, bool(found) and _goes_on_with_money(text, found[-1], number.start))
        if amount is None or (found and amount.start < found[-1].end):
            continue
        is_day = amount.is_bare and following > 0 and _goes_on(text, masks[following - 1], amount)
        found.append(replace(amount, is_masked=True) if is_day else amount)
    return found


def _goes_on_with_money(text: str, before: Amount, start: int) -> bool:
    """Tell whether a number is the second half of a range of money: the 60 of "€50-60m"."""
    if before.unit is None or before.unit.kind != "money" or start - before.end > _LONGEST_JOINT:
        return False
    return _TO.fullmatch(text, before.end, start) is not None


def _goes_on(text: str, date: Span, amount: Amount) -> bool:
    """Tell whether a bare number goes on with a date before it: the 26 of "February 25 and 26", a clock time."""
    if _CLOCK.match(text, date[1], amount.end) and amount.start == date[1] + 1:
        return True
    if amount.number.form != "digits" or amount.high > _LONGEST_MONTH or not text[date[1] - 1].isdigit():
        return False
    return amount.start - date[1] < _LONGEST_JOINT and _MORE_DAYS.match(text, date[1], amount.start) is not None


def _masks(text: str, dates: tuple[DateExpression, ...]) -> tuple[Span, ...]:
    """Give the spans that hold no figure, in order: dates, clock times, telephone numbers and coordinates."""
    days = [(date.start, date.end) for date in dates if _hides_figures(text, date)]
    merged: list[Span] = []
    for start, end in sorted([*days, *coded_spans(text)]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _hides_figures(text: str, date: DateExpression) -> bool:
    """Tell whether the numbers of a date are none of ours: "three days ago" still states three days."""
    if date.type not in _MASKING or (date.value or "").endswith("_REF"):
        return False
    written = text[date.start : date.end]
    if written.replace(".", "", 1).isdigit() and unit_after(text, date.end, min(len(text), date.end + 40)):
        return False
    is_counted = date.is_relative and _DURATION_WORD.search(written)
    return not is_counted or _DAY_NUMBER.search(written) is not None


def _in_order(figures: list[Figure]) -> tuple[Figure, ...]:
    """Give the figures by place; what stands inside a comparison ("twice the size of") is no figure of its own."""
    result: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (figure.start, -figure.end)):
        if result and figure.start < result[-1].end:
            if figure.comparison_factor is None:
                continue
            result.pop()
        result.append(figure)
    return tuple(result)


def _figure(text: str, amount: Amount, since: int) -> Figure:
    """Give the figure of an amount with the words around it; the figure before ends at `since`."""
    before = bound_before(text, amount.start, since)
    after = bound_after(text, amount.number_end, len(text)) or bound_after(text, amount.end, len(text))
    low, high, bound = _ends(amount, before, after)
    approximate = any(words is not None and words.is_approximate for words in (before, after))
    figure = Figure(
        start=before.start if before else amount.start,
        end=max(amount.end, after.end if after else 0),
        number_start=amount.number.start,
        number_end=amount.number_end,
        low=low,
        high=high,
        unit_code=None,
        unit_name=None,
        quantity_kind="count",
        bound=bound,
        is_approximate=approximate or amount.number.form == "vague",
    )
    return _with_base(text, _with_measure(figure, amount), amount)


def _ends(amount: Amount, before: Bound | None, after: Bound | None) -> tuple[float | None, float | None, str]:
    """Give the two ends and the name of the bound."""
    bound = next((words.bound for words in (before, after) if words is not None and words.bound), None)
    low, high = min(amount.low, amount.high), max(amount.low, amount.high)
    if low != high:
        return low, high, "range"
    if bound in ("at_least", "more_than"):
        return low, None, bound
    if bound in ("at_most", "less_than"):
        return None, high, bound
    return low, high, "point"


def _with_measure(figure: Figure, amount: Amount) -> Figure:
    """Give the figure with its unit, kind, rate and SI value."""
    if amount.number.form == "fraction":
        name = amount.noun.name if amount.noun else None
        return _with_si(replace(figure, unit_code=FRACTION.code, unit_name=name, quantity_kind=FRACTION.kind))
    if amount.noun is not None:
        figure = replace(figure, unit_code="{" + amount.noun.head + "}", unit_name=amount.noun.name)
    elif amount.unit is not None:
        unit = amount.unit
        kind = "age" if amount.is_age else unit.kind
        figure = replace(figure, unit_code=unit.code, unit_name=unit.name, quantity_kind=kind)
    return _with_rate(figure, amount)


def _with_rate(figure: Figure, amount: Amount) -> Figure:
    """Give the figure with what it is stated per, and in SI: "square kilometre per day" is per second there."""
    if amount.rate is None:
        return _with_si(figure)
    figure = replace(figure, unit_name=f"{figure.unit_name or ''} per {amount.rate.name}".strip())
    if amount.rate.kind != "duration":
        return figure
    return _with_si(replace(figure, per_unit=amount.rate.code))


def _with_si(figure: Figure) -> Figure:
    low, high, unit = in_si(figure.low, figure.high, figure.unit_code, figure.per_unit)
    return replace(figure, si_low=low, si_high=high, si_unit=unit)


def _with_base(text: str, figure: Figure, amount: Amount) -> Figure:
    """Give a share with the words that name what it is a share of."""
    if figure.quantity_kind != "share":
        return figure
    span = base_after(text, figure.end, figure.unit_code == "1")
    return figure if span is None else replace(figure, share_of=text[span[0] : span[1]], share_of_span=span)
