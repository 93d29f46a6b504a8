"""How the words around a date tie it to what is told: since, by, between, or as a name ("the 2022 invasion")."""

from pipelines.figures.date_patterns import Phrase
from pipelines.figures.date_tokens import OTHER, kind_characters, kinds
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
    relation = RELATIONS.get(before, "on")
    return "since" if relation == "on" and _tells_since_when(phrase) else relation


def _names_something(phrase: Phrase, before: str) -> bool:
    """Tell "the 2022 invasion" and "Russia's February 2022 attack" from a date that tells when."""
    words = phrase.words
    if not phrase.has("YEAR") or phrase.end >= len(words.kinds) or before not in _DETERMINERS:
        return False
    return words.kinds[phrase.end] in kinds(OTHER) and words.at(phrase.end)[0].isalpha()


_REACH = 9
"""Words between "since" and the date of what has gone on since."""


def _tells_since_when(phrase: Phrase) -> bool:
    """Tell "since the war began in 2022" and "since it was taken two years ago" from dates of their own."""
    words = phrase.words
    since = words.kinds.rfind(kind_characters()["SINCE"], max(0, phrase.first - _REACH), phrase.first)
    between = range(since + 1, phrase.first)
    return since >= 0 and not any(words.kinds[n] in kinds(_ENDING) or words.at(n)[0].isdigit() for n in between)


_ENDING = "COMMA STOP DOT MONTH YEAR WEEKDAY RELDAY"
"""Kinds of words that end what "since" tells."""
_DETERMINERS = ("the", "'s", "’s", "its", "his", "her", "their", "a", "this")


def _describes_something(phrase: Phrase) -> bool:
    """Tell "a port, seized in 2014," and "which they seized in 2014": the date is of what is described in passing."""
    words, verb = phrase.words, phrase.first - 2
    if verb < 1 or words.at(phrase.first - 1) not in ("in", "on", "during") or not is_past_form(words.at(verb)):
        return False
    if words.kinds[verb - 1] in kinds("COMMA"):
        return True
    return any(words.at(number) in ("which", "who", "whom", "whose") for number in range(max(0, verb - 4), verb))
