"""What a claim is about: words of a short list, by the words of its content.

Here belongs how `topics.csv` is read: one to three words a row, with a star where any ending fits ("negotiat*"). Which
words mean which topic stands in that table.
"""

import re
from functools import cache

from pipelines.remembered import Remembered
from pipelines.text.source_words import table

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_READ = 5000
"""Code points of a content that are read: no longer passage has more to say on what it is about."""
_SHORTEST_STEM = 3
_LONGEST_STEM = 20

Rest = tuple[str, ...]


def topics_of(content: str) -> tuple[str, ...]:
    """Give the topics of a content, each once, in the order of the alphabet."""
    words = _WORD.findall(content[:_READ].lower())
    found: set[str] = set()
    for place, phrases in enumerate(map(_begun.__getitem__, words), start=1):
        if not phrases:
            continue
        for rest, topic in phrases:
            if not rest or all(_is_word(wanted, words, place + step) for step, wanted in enumerate(rest)):
                found.add(topic)
    return tuple(sorted(found))


def _begun_by(word: str) -> tuple[tuple[Rest, str], ...]:
    """Give the phrases that begin with a word, or with a stem of it, as what must follow and the topic."""
    starts = (word, *(word[:size] + "*" for size in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1)))
    return tuple(phrase for start in starts for phrase in _phrases().get(start, ()))


_begun = Remembered(_begun_by)


def _is_word(wanted: str, words: list[str], place: int) -> bool:
    if place >= len(words):
        return False
    return words[place].startswith(wanted[:-1]) if wanted.endswith("*") else words[place] == wanted


@cache
def _phrases() -> dict[str, tuple[tuple[Rest, str], ...]]:
    """Give the phrases of the table by their first word, as the words that must follow and the topic."""
    found: dict[str, list[tuple[Rest, str]]] = {}
    for row in table("topics"):
        first, *rest = row["words"].split()
        found.setdefault(first, []).append((tuple(rest), row["topic"]))
    return {first: tuple(phrases) for first, phrases in found.items()}
