"""The day a figure or a statement holds for: from its clause, else its sentence, else the article.

Only spans come in here, so nearness stands for the clause, and the words before a date have been read with it
(`DateExpression.relation`): what holds "since 2022" or goes back to "the 2022 invasion" does not hold for 2022.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from pipelines.model import DateExpression, Figure, Period, Span

CLAUSE = 60
"""Code points between a figure and a date that are taken to be of one clause."""
LOOK = 8
"""Dates that are looked at on either side."""
HOLDING = ("on", "by", "to", "between", "from", "before")
"""Relations of a date that say for when something holds."""


def as_of(
    span: Span, sentences: tuple[Span, ...], dates: tuple[DateExpression, ...], published: Period | None
) -> Period:
    """Give the period that what stands in `span` holds for.

    The nearest date of the sentence decides, or "now", which is the article's day; durations and sets are no days.
    """
    sentence = _sentence_of(span, sentences)
    around = [date for date in _around(span, dates) if _tells_when(date) and _is_inside(date, sentence)]
    if not around:
        return _article(published)
    nearest = min(around, key=lambda date: (_gap(span, date), -date.start))
    if nearest.value == "PRESENT_REF":
        return _article(published)
    basis = "clause" if _gap(span, nearest) <= CLAUSE else "sentence"
    return _with_other_end(nearest, dates, basis) or _period(nearest, basis)


def with_as_of(
    figures: tuple[Figure, ...],
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    published: Period | None,
) -> tuple[Figure, ...]:
    """Give the figures with the day each holds for."""
    return tuple(
        replace(figure, as_of=as_of((figure.start, figure.end), sentences, dates, published)) for figure in figures
    )


def _sentence_of(span: Span, sentences: tuple[Span, ...]) -> Span:
    number = bisect_right(sentences, span[0], key=lambda sentence: sentence[0]) - 1
    if number < 0:
        return span
    first, last = sentences[number]
    return first, max(last, span[1])


def _around(span: Span, dates: tuple[DateExpression, ...]) -> tuple[DateExpression, ...]:
    first = bisect_left(dates, span[0], key=lambda date: date.start)
    last = bisect_left(dates, span[1], lo=first, key=lambda date: date.start)
    return dates[max(0, first - LOOK) : last + LOOK]


def _tells_when(date: DateExpression) -> bool:
    if date.type not in ("DATE", "TIME") or date.relation not in HOLDING:
        return False
    return date.value not in (None, "PAST_REF", "FUTURE_REF")


def _is_inside(date: DateExpression, sentence: Span) -> bool:
    return sentence[0] <= date.start and date.end <= sentence[1]


def _gap(span: Span, date: DateExpression) -> int:
    return max(0, date.start - span[1], span[0] - date.end)


def _article(published: Period | None) -> Period:
    if published is None:
        return Period(None, None, "unknown", "none")
    return replace(published, basis="article")


def _period(date: DateExpression, basis: str) -> Period:
    value = date.value if date.first_on is None else None
    return Period(date.first_on, date.last_on, date.precision or "unknown", basis, value)


def _with_other_end(date: DateExpression, dates: tuple[DateExpression, ...], basis: str) -> Period | None:
    """Give "between January and April" as one period, whichever of the two is nearer."""
    number = bisect_left(dates, date.start, key=lambda other: other.start)
    ends = (
        dates[number : number + 2] if date.relation in ("between", "from") else dates[max(0, number - 1) : number + 1]
    )
    if len(ends) < 2 or ends[0].relation not in ("between", "from") or ends[1].start - ends[0].end > len(" through "):
        return None
    first, last = ends
    if first.first_on is None or last.last_on is None or first.first_on > last.last_on:
        return None
    return Period(first.first_on, last.last_on, last.precision or "unknown", basis)
