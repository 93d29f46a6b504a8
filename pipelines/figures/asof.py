"""The day a figure or a statement holds for: from its clause, else its sentence, else the article.

The marks and words between a figure and a date tell whether both stand in one clause. The words before a date have been
read with it (`DateExpression.relation`): what holds "since 2022" or goes back to "the 2022 invasion" does not hold for
2022.
"""

import re
from bisect import bisect_left, bisect_right

from pipelines.figures.tense import looks_ahead
from pipelines.model import DateExpression, Figure, Period, Span
from pipelines.record import replace

_BORDER = re.compile(
    r"[;:—]|\s[–-]\s"
    r"|,\s(?:and|as|after|before|but|compared|down|from|or|up|when|where|which|who|whom|whose|with|while|whereas)\b"
    r"|\b(?:although|because|but|compared|that|though|whereas|while"
    r"|added|announced|claimed|reported|said|saying|says|told|wrote)\b"
)
"""What parts two clauses, and verbs of saying: a date beside them is the day something was said."""
FARTHEST = 300
"""Code points between a figure and a date beyond which they are of two clauses without a look at the words."""
AROUND = 60
"""Code points on either side of a figure and its date within which a verb may look ahead."""
_WORD = re.compile(r"[^\W\d_]+")
LOOK = 8
"""Dates that are looked at on either side."""
HOLDING = ("on", "by", "to", "between", "from", "before")
"""Relations of a date that say for when something holds."""


def as_of(
    text: str, span: Span, sentences: tuple[Span, ...], dates: tuple[DateExpression, ...], published: Period | None
) -> Period:
    """Give the period that what stands in `span` holds for.

    The date of its own clause decides, else the nearest of the sentence, or "now", the article's day; durations
    and sets are no days. A period that is not over on the day of publication ends with it, unless the words look ahead.
    """
    sentence = _sentence_of(span, sentences)
    around = [date for date in _around(span, dates) if _tells_when(date) and _is_inside(date, sentence)]
    if _has_begun(text, span, sentence, dates) and not any(not _borders(text, span, date) for date in around):
        return _article(published)
    if not around:
        return _article(published)
    nearest = min(around, key=lambda date: (_borders(text, span, date), _gap(span, date), -date.start))
    if nearest.value == "PRESENT_REF":
        return _article(published)
    basis = "sentence" if _borders(text, span, nearest) else "clause"
    period = _with_other_end(nearest, dates, basis) or _period(nearest, basis)
    if published is None or not _goes_on(period, published) or _looks_ahead(text, span, nearest, sentence):
        return period
    return replace(period, last_on=published.last_on)


def with_as_of(
    text: str,
    figures: tuple[Figure, ...],
    sentences: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    published: Period | None,
) -> tuple[Figure, ...]:
    """Give the figures with the day each holds for."""
    return tuple(
        replace(figure, as_of=as_of(text, (figure.start, figure.end), sentences, dates, published))
        for figure in figures
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


def _has_begun(text: str, span: Span, sentence: Span, dates: tuple[DateExpression, ...]) -> bool:
    """Tell whether the clause says since when: what holds since then holds on the article's day."""
    since = (date for date in _around(span, dates) if date.relation == "since" and _is_inside(date, sentence))
    return any(not _borders(text, span, date) for date in since)


def _is_inside(date: DateExpression, sentence: Span) -> bool:
    return sentence[0] <= date.start and date.end <= sentence[1]


def _gap(span: Span, date: DateExpression) -> int:
    return max(0, date.start - span[1], span[0] - date.end)


def _borders(text: str, span: Span, date: DateExpression) -> int:
    """Give how many borders of clauses stand between a figure and a date."""
    first, last = (span[1], date.start) if date.start >= span[1] else (date.end, span[0])
    if last - first > FARTHEST:
        return FARTHEST
    return sum(1 for _ in _BORDER.finditer(text, first, last))


def _goes_on(period: Period, published: Period) -> bool:
    """Tell whether the day of publication lies inside a period and not at its end."""
    if published.precision not in ("instant", "hour", "day") or published.last_on is None:
        return False
    if period.first_on is None or period.last_on is None:
        return False
    return period.first_on <= published.last_on < period.last_on


def _looks_ahead(text: str, span: Span, date: DateExpression, sentence: Span) -> bool:
    first = max(sentence[0], min(span[0], date.start) - AROUND)
    last = min(sentence[1], max(span[1], date.end) + AROUND)
    return any(looks_ahead(word[0]) for word in _WORD.finditer(text, first, min(last, first + 2 * FARTHEST)))


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
