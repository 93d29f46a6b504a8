"""Whether words that no table has can be somebody's name, or a noun for people: by their letters alone.

Here belongs the caution before a guess: headings, labels and things that happen are no speakers. Whom a name stands
for is decided in `naming.py` and `cast.py`; names with a row in the reference tables never come here.
"""

import re
from functools import cache

from pipelines.entities.words import given_names, no_names
from pipelines.text.source_words import table
from pipelines.text.words import known_words

_WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?")
_DERIVED = re.compile(
    r"\w{2,}(?:ing|tions?|sions?|ments?|ness|ities|ity|ed|ly|ances?|ences?|isms?|ships?|ures?|ic|ous|ive|ive|able|ible"
    r"|ful|less|ments?|ary|ories)$"
)
"""Endings of English nouns, adjectives and adverbs that a surname seldom has."""
_PEOPLE = re.compile(r"\w{2,}(?:er|or|ist|ian|ant|eer|ee|crat|man|woman|men|women|ese)s?$")
"""Endings of nouns for people: blogger, negotiator, loyalist, guardian, combatant, trustee."""
_PARTICLES = frozenset({"al", "bin", "de", "der", "el", "la", "van", "von", "bint", "di", "da", "du", "le"})


def is_person_name(words: str, *, is_seen_inside: bool) -> bool:
    """Tell whether capital letters can name a person: no common words, no heading in capitals.

    One word alone is a name only where it stands inside a sentence too (`is_seen_inside`): at the beginning of a
    line everything has a capital.
    """
    parts = _WORD.findall(words)
    names = [part for part in parts if part.lower() not in _PARTICLES]
    if not names or len(parts) != len(words.split()) or any(_is_common(name) for name in names[1:] or names):
        return False
    if len(names) == 1:
        return is_seen_inside
    return names[0] in given_names() or _is_initial(names[0]) or not _is_common(names[0])


def _is_common(name: str) -> bool:
    """Tell whether a capital word is one that is written small elsewhere."""
    if name in given_names() or _is_initial(name):
        return False
    low = name.lower()
    is_heading = name.isupper() and len(name) > 2
    return is_heading or low in known_words() or name in no_names() or bool(_DERIVED.match(low))


def _is_initial(name: str) -> bool:
    return len(name.rstrip(".")) == 1


def is_people(words: str) -> bool:
    """Tell whether the last word of a phrase can be a noun for people ("milbloggers"), or is one like "everyone"."""
    found = _WORD.findall(words.lower())
    if not found:
        return False
    last = found[-1]
    return last in _pronouns() or (bool(_PEOPLE.match(last)) and last not in _things())


@cache
def _things() -> frozenset[str]:
    words = {row["noun"] for row in table("things_like_people")}
    return frozenset(words | {f"{word}s" for word in words})


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(row["word"] for row in table("people_pronouns"))
