"""Dates, times, durations and sets, as TIMEX3: the scan that applies the rules and keeps the story's day."""

from collections.abc import Callable

from pipelines.figures import date_rules, duration_rules, relative_rules, year_rules
from pipelines.figures.date_patterns import PATTERNS, Phrase, phrases_in
from pipelines.figures.date_tokens import Words
from pipelines.figures.dateline import is_dateline
from pipelines.figures.meaning import Meaning
from pipelines.figures.relations import relation_of
from pipelines.figures.story import Story
from pipelines.figures.timex import days_of, precision_of
from pipelines.model import DateExpression, Period

Rule = Callable[[Phrase, Story], Meaning | None]

RULES: dict[str, Rule] = {
    name: getattr(module, name)
    for name in PATTERNS
    for module in (date_rules, year_rules, relative_rules, duration_rules)
    if hasattr(module, name) and getattr(module, name).__module__ == module.__name__
}
"""The rule of each pattern; each stands under the pattern's name."""


def dates_in(text: str, published: Period | None) -> tuple[DateExpression, ...]:
    """Give the date expressions of a text in order; relative ones are resolved against `published`."""
    story = Story(published)
    found: list[DateExpression] = []
    for name, phrase in phrases_in(Words(text)):
        meaning = RULES[name](phrase, story)
        if meaning is None:
            continue
        item = _expression(phrase, meaning, found[-1].relation if found else "on")
        found.append(item)
        if meaning.type in ("DATE", "TIME"):
            story.tell(meaning.value, item.start, meaning.has_own_year)
        if story.published is None and meaning.has_own_year and is_dateline(text, item):
            story.published = Period(item.first_on, item.last_on, "day", "article")
    return tuple(found)


def _expression(phrase: Phrase, meaning: Meaning, relation_before: str) -> DateExpression:
    days = days_of(meaning.value) if meaning.type in ("DATE", "TIME") else None
    return DateExpression(
        start=phrase.words.starts[phrase.first],
        end=phrase.words.ends[phrase.end - 1],
        type=meaning.type,
        value=meaning.value,
        first_on=days[0] if days else None,
        last_on=days[1] if days else None,
        precision=precision_of(meaning.value) if meaning.type in ("DATE", "TIME") else None,
        is_relative=meaning.is_relative,
        relation=relation_of(phrase, relation_before),
    )
