"""When and on what occasion something was said, from the words around the cue.

Here belongs which date of a sentence is the day of saying; what day a date is stands in `pipelines/figures`.
"""

import re
from functools import cache

from pipelines.model import Attribution, DateExpression, Period, Source, Span
from pipelines.text.source_words import table
from pipelines.text.story import Story, is_inside, place_of

_REACH = 250
"""Code points on each side of the cue in which its date and occasion stand."""
_OTHER_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?:and|but|or|so|as|with)\b|\b(?:although|because|before|since|that|though|until|when|where|which|while|"
    r"who|whom|whose)\b|[.!?]\s"
)
_PROPER = r"[A-ZÀ-Þ][\w’'.-]*"
_FALSE_DATES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


def sayings_of(story: Story, sources: tuple[Source, ...]) -> list[tuple[Period | None, str | None]]:
    """Give the day and the occasion of each attribution; what goes on without a cue was said with what it goes on."""
    found: list[tuple[Period | None, str | None]] = [(None, None)] * len(sources)
    before: int | None = None
    for number in sorted(range(len(sources)), key=lambda n: place_of(story.attributions[n])):
        attribution = story.attributions[number]
        is_carried = not attribution.cue and not attribution.source
        if is_carried and before is not None and sources[before] == sources[number]:
            found[number] = found[before]
        else:
            found[number] = said_of(story, attribution), occasion_of(story, attribution)
        before = number
    return found


def said_of(story: Story, attribution: Attribution) -> Period | None:
    """Give the period in which a claim was said: the date of its cue's clause that stands nearest to the cue."""
    if not attribution.cue:
        return None
    cue = attribution.cue[0]
    candidates = [
        item
        for item in story.dates_in(_around(story, cue))
        if _is_day(item) and not _is_elsewhere(story, attribution, item.start)
        if _is_in_clause(story.text, attribution, (item.start, item.end))
    ]
    if not candidates:
        return None
    nearest = min(candidates, key=lambda item: _distance((item.start, item.end), cue))
    return _period(nearest, story.document.published)


def _is_in_clause(text: str, attribution: Attribution, place: Span) -> bool:
    """Tell whether nothing between the cue or its source and a place begins another clause."""
    anchors = [span for span in (*attribution.source, *attribution.cue) if span[1] <= place[0] or span[0] >= place[1]]
    between = [(span[1], place[0]) if span[1] <= place[0] else (place[1], span[0]) for span in anchors]
    if not between:
        return True
    start, end = min(between, key=lambda gap: gap[1] - gap[0])
    return not _OTHER_CLAUSE.search(text, start, end) and not any(
        start <= low and high <= end for low, high in attribution.content
    )


def _is_day(item: DateExpression) -> bool:
    return item.type in ("DATE", "TIME") and item.value is not None and item.value not in _FALSE_DATES


def _period(item: DateExpression, published: Period | None) -> Period | None:
    """Give the period of a date; None where it lies after the publication and so cannot be the day of saying."""
    last = published.last_on if published else None
    if last and item.first_on and item.first_on > last:
        return None
    value = item.value if item.first_on is None else None
    end = min(item.last_on, last) if last and item.last_on else item.last_on
    return Period(item.first_on, end, item.precision or "unknown", "clause", value)


def occasion_of(story: Story, attribution: Attribution) -> str | None:
    """Give the occasion on which a claim was said, in the text's words: "a security forum"."""
    if not attribution.cue:
        return None
    cue = attribution.cue[0]
    start, end = _around(story, cue)
    if not story.has_any(_event_words(), (start, end)):
        return None
    found = [
        match
        for match in _occasion().finditer(story.text, start, end)
        if not _is_elsewhere(story, attribution, match.start("event"))
        if _is_in_clause(story.text, attribution, match.span())
    ]
    if not found:
        return None
    nearest = min(found, key=lambda match: _distance(match.span("event"), cue))
    return " ".join(nearest["event"].split())


def _around(story: Story, cue: Span) -> Span:
    start, end = story.sentence_at(cue[0])
    return max(start, cue[0] - _REACH), max(min(end, cue[1] + _REACH), cue[1])


def _is_elsewhere(story: Story, attribution: Attribution, position: int) -> bool:
    """Tell whether a place belongs to the content or the source of the claim, or to the content of another one."""
    if is_inside(position, attribution.content) or is_inside(position, attribution.source):
        return True
    return story.is_in_content(position) and not story.is_in_content(attribution.cue[0][0])


def _distance(span: Span, cue: Span) -> int:
    return max(span[0] - cue[1], cue[0] - span[1], 0)


@cache
def _event_words() -> tuple[str, ...]:
    return tuple(sorted((row["word"] for row in table("event_words")), key=len, reverse=True))


@cache
def _occasion() -> re.Pattern[str]:
    events = "|".join(re.escape(word) for word in _event_words())
    name = r"(?:[\w’'.-]+\s+){0,6}?"
    tail = rf"(?:\s+(?:in|with|of|at|for|between)\s+(?:the\s+)?{_PROPER}(?:\s+(?:of\s+(?:the\s+)?)?{_PROPER}){{0,4}})?"
    return re.compile(
        r"\b(?=[AaDdFfIiOo])(?i:during|at|in|after|following|on the sidelines of|addressing|opening)\s+(?P<event>"
        rf"(?:an?|the|this|that|his|her|its|their|[A-ZÀ-Þ\d])[\w’'.-]*\s+{name}(?:{events})\b(?:\s+(?:{events})\b)*{tail})"
    )
