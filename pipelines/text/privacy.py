"""Whether a named source is a private person, whose name the dataset does not publish.

Here belongs what the text tells of a person's public role. Masking itself happens where rows are made.
"""

import re
from itertools import pairwise

from pipelines.model import Source
from pipelines.text.source_words import Noun, noun_of

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_INSTITUTIONS = ("government", "organisation", "outlet")


def is_private(source: Source) -> bool:
    """Tell whether a source is a named person without entity, office, rank, title or organisation in the text.

    Who is described as a resident, a farmer or a witness is private even where an organisation is named too.
    """
    if source.kind != "person" or source.entity_id is not None or source.name is None:
        return False
    nouns = _nouns_in(source.description or "")
    if any(noun.sort == "role" and noun.role != "civilian" for noun in nouns):
        return False
    is_described_as_private = any(noun.sort in ("group", "role") for noun in nouns)
    return is_described_as_private or not any(noun.sort in _INSTITUTIONS for noun in nouns)


def _nouns_in(description: str) -> list[Noun]:
    words = _WORD.findall(description)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return [noun for noun in map(noun_of, (*words, *pairs)) if noun is not None]
