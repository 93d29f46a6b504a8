"""How the words around a date tie it to what is told: since, by, between, or as a name ("the 2022 invasion")."""

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kinds

RELATIONS = {"since": "since", "from": "from", "between": "between", "by": "by", "until": "by", "till": "by"}
RELATIONS |= {"to": "to", "through": "to", "before": "before", "after": "after"}
"""The relation that the word before a date tells."""


def relation_of(phrase: Phrase, relation_before: str) -> str:
    """Give how the words around a date tie it to what is told; "of" where it only names something.

    `relation_before` is that of the date before: "and" goes on after "between".
    """
    words, number = phrase.words, phrase.first - 1
    before = words.at(number).lower() if number >= 0 else ""
    if _names_something(phrase, before):
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
