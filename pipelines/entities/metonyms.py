"""Where the name of a country or a capital stands for its government: "Moscow said", "Kyiv's demands".

The words that tell stand in `metonym_words.csv`, by construction: a verb of which it is the subject, a verb of which
it is the object, what it possesses, the preposition before it.
"""

import re
from functools import cache

from pipelines.entities.gazetteer import countries_by_capital, governments
from pipelines.entities.words import words_of
from pipelines.model import Mention
from pipelines.record import replace

PLACED = re.compile(
    r"\b(?:in|near|from|outside|around|across|inside|into|over|throughout|within|toward|towards|at|of|on|to|for) "
    r"(?:the )?$"
)
REACH = 30


def with_metonyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the mentions with states that act told from places."""
    return [_as_government(mention) if _acts(text, mention) else mention for mention in mentions]


def _state(mention: Mention) -> str | None:
    """Give the country code where a mention names a country or its capital."""
    if mention.kind != "place" or not mention.entity_id:
        return None
    if mention.entity_id in governments():
        return mention.entity_id
    return countries_by_capital().get(mention.entity_id)


def _acts(text: str, mention: Mention) -> bool:
    if _state(mention) is None:
        return False
    before = text[max(0, mention.start - REACH) : mention.start]
    if _possessed().match(text, mention.end):
        return mention.entity_id in countries_by_capital()
    if before.removesuffix("\n").endswith(_ends_before()) and _before().search(before):
        return not text.startswith("'s", mention.end)
    return bool(_subject_verb().match(text, mention.end)) and not PLACED.search(before)


def _as_government(mention: Mention) -> Mention:
    government_id, name = governments()[_state(mention) or ""]
    return replace(mention, kind="government", entity_id=government_id, name=name, is_metonym=True, reason="metonym")


def _words(construction: str) -> str:
    return "|".join(sorted(words_of("metonym_words", "word", construction, "construction")))


@cache
def _subject_verb() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,? (?:also|has|have|had|is|was|[a-z]+ly|now|still|not|then)){{0,3}} (?:{_words('subject-verb')})\b"
    )


@cache
def _possessed() -> re.Pattern[str]:
    return re.compile(rf"'s (?:[a-z]+ ){{0,2}}(?:{_words('possessed')})\b")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:according to|{_words('preposition')}|{_words('object-verb')}) $")


@cache
def _ends_before() -> tuple[str, ...]:
    """Give the last words of what stands before: most names have none of them, and need no pattern."""
    phrases = (*words_of("metonym_words", "word", "preposition", "construction"), "to")
    return tuple(f"{phrase.split()[-1]} " for phrase in (*phrases, *_object_verbs()))


@cache
def _object_verbs() -> frozenset[str]:
    return words_of("metonym_words", "word", "object-verb", "construction")
