"""How the words around a date tie it to what is told: since, by, between, or as a name ("the 2022 invasion")."""

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds
from pipelines.figures.tense import is_past_form

RELATIONS = {"since": "since", "from": "from", "between": "between", "by": "by", "until": "by", "till": "by"}
RELATIONS |= {"to": "to", "through": "to", "before": "before", "after": "after"}
"""The relation that the word before a date tells."""


def relation_of(phrase: Phrase, relation_before: str) -> str:
    """Give how the words around a date tie it to what is told; "of" where it only names something.

    `relation_before` is that of the date before: "and" goes on after "between".
    """
    words, number = phrase.words, phrase.first - 1
    before = words.at(number).lower() if number >= 0 else ""
    if _names_something(phrase, before) or _describes_something(phrase):
        return "of"
    if before == "and" and relation_before == "between":
        return "to"
    return RELATIONS.get(before, "on")


def _names_something(phrase: Phrase, before: str) -> bool:
    """Tell "the 2022 invasion" and "Russia's February 2022 attack" from a date that tells when."""
    words = phrase.words
    if not phrase.has("YEAR") or phrase.end >= len(words.kinds) or before not in _DETERMINERS:
        return False
    return words.kinds[phrase.end] in kinds(OTHER) and words.at(phrase.end)[0].isalpha()


_DETERMINERS = ("the", "'s", "’s", "its", "his", "her", "their", "a", "this")


def _describes_something(phrase: Phrase) -> bool:
    """Tell "a port, seized in 2014," and "which they seized in 2014": the date is of what is described in passing."""
    words, verb = phrase.words, phrase.first - 2
    if verb < 1 or words.at(phrase.first - 1) not in ("in", "on", "during") or not is_past_form(words.at(verb)):
        return False
    if words.kinds[verb - 1] in kinds("COMMA"):
        return True
    return any(words.at(number) in ("which", "who", "whom", "whose") for number in range(max(0, verb - 4), verb))
