"""Whether a named source is a private person, whose name the dataset does not publish.

Here belongs what the text tells of a person's public role. Masking itself happens where rows are made.
"""

import re
from functools import lru_cache
from itertools import pairwise

from pipelines.entities.words import is_title
from pipelines.model import Source
from pipelines.text.source_words import Noun, noun_of

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_ADDRESSES = frozenset({"miss", "mr", "mrs", "ms"})
_INSTITUTIONS = ("government", "organisation", "outlet")


def is_private(source: Source) -> bool:
    """Tell whether a source is a named person without entity, office, rank, title or organisation in the text.

    Who is described as a resident, a farmer or a witness is private even where an organisation is named too.
    """
    if source.kind != "person" or source.entity_id is not None or source.name is None:
        return False
    description = source.description or ""
    if _is_titled(description):
        return False
    has_body = any(noun.sort in _INSTITUTIONS for noun in _nouns_in(description))
    return says_private(description) or not has_body


def says_private(description: str) -> bool:
    """Tell whether words describe a private person: a resident, a farmer, a witness; a body's member is none."""
    nouns = _nouns_in(description)
    has_body = any(noun.sort in _INSTITUTIONS for noun in nouns)
    civil = [noun for noun in nouns if noun.sort == "group" or (noun.sort == "role" and noun.role == "civilian")]
    return any(not (noun.word == "member" and has_body) for noun in civil if not noun.role or noun.role == "civilian")


def _is_titled(description: str) -> bool:
    """Tell whether words give an office, a rank or a title; Mr and Ms are none."""
    if any(noun.role and noun.role != "civilian" for noun in _nouns_in(description)):
        return True
    words = [word.rstrip(".") for word in _WORD.findall(description)]
    return any(word[0].isupper() and is_title(word) and word.lower() not in _ADDRESSES for word in words)


@lru_cache(maxsize=256)
def _nouns_in(description: str) -> tuple[Noun, ...]:
    """Give the nouns in a description that can name a source; several questions are asked about each description."""
    words = _WORD.findall(description)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return tuple(noun for noun in map(noun_of, (*words, *pairs)) if noun is not None)
