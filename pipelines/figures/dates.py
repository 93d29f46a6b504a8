"""Dates, times, durations and sets, as TIMEX3: the scan that applies the rules and keeps the story's day."""

from collections.abc import Callable

from pipelines.figures import date_rules, duration_rules, relative_rules
from pipelines.figures.date_patterns import PATTERNS, Phrase, phrases_in
from pipelines.figures.date_rules import Meaning
from pipelines.figures.date_tokens import Words, kind_characters
from pipelines.figures.story import Story
from pipelines.figures.timex import days_of, precision_of
from pipelines.model import DateExpression, Period

Rule = Callable[[Phrase, Story], Meaning | None]

RULES: dict[str, Rule] = {
    name: getattr(module, name)
    for name in PATTERNS
    for module in (date_rules, relative_rules, duration_rules)
    if hasattr(module, name) and getattr(module, name).__module__ == module.__name__
}
"""The rule of each pattern; each stands under the pattern's name."""


def dates_in(text: str, published: Period | None) -> tuple[DateExpression, ...]:
    """Give the date expressions of a text in order; relative ones are resolved against `published`."""
    story, found = Story(published), []
    for name, phrase in phrases_in(Words(text)):
        meaning = RULES[name](phrase, story)
        if meaning is not None:
            found.append(_expression(phrase, meaning))
            if meaning.type in ("DATE", "TIME"):
                story.tell(meaning.value, phrase.words.starts[phrase.first], meaning.has_own_year)
    return tuple(found)


def _expression(phrase: Phrase, meaning: Meaning) -> DateExpression:
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
        relation=_relation(phrase),
    )


RELATIONS = {"since": "since", "from": "from", "between": "between", "by": "by", "until": "by", "till": "by"}
RELATIONS |= {"to": "to", "through": "to", "and": "to", "before": "before", "after": "after"}
"""The relation that the word before a date tells."""


def _relation(phrase: Phrase) -> str:
    """Give how the words around a date tie it to what is told; "of" where it only names something."""
    words, number = phrase.words, phrase.first - 1
    before = words.at(number).lower() if number >= 0 else ""
    if _names_something(phrase, before):
        return "of"
    return RELATIONS.get(before, "on")


def _names_something(phrase: Phrase, before: str) -> bool:
    """Tell "the 2022 invasion" and "Russia's February 2022 attack" from a date that tells when."""
    words = phrase.words
    if not phrase.has("YEAR") or phrase.end >= len(words.kinds) or before not in _DETERMINERS:
        return False
    return words.kinds[phrase.end] == kind_characters()["OTHER"] and words.at(phrase.end)[0].isalpha()


_DETERMINERS = ("the", "'s", "’s", "its", "his", "her", "their", "a", "this")
