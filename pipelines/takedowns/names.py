"""Where words name somebody who was taken down: by the full name, and in an article that has it by the surname alone.

A name is compared by its words: case, accents, punctuation and single letters between them do not count. Of a name
that is given as a hash, runs of words are hashed that begin and end like a name.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from dataset.contract.quoting import COVER
from dataset.curation.takedowns import HASHED, hashed

Span = tuple[int, int]
_WORD = re.compile(r"(?:\w[̀-ͯ]*)+")
_PART = re.compile(r"[^\W_]+")
LONGEST = 5
"""Words of the longest name that is given as a hash."""
SHORTEST = 3
"""Letters of the shortest surname that stands for somebody by itself."""


@cache
def folded(word: str) -> str:
    """Give a word without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def normalised(name: str) -> str:
    """Give a name in the form that is compared and hashed: `Zoë O'Neil` is `zoe o neil`."""
    return " ".join(folded(word) for word in _WORD.findall(name))


@dataclass(frozen=True)
class Names:
    """Names in their normalised form, or the hashes of such."""

    plain: frozenset[str] = frozenset()
    hashes: frozenset[str] = frozenset()
    _seen: dict[str, bool] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        """Say whether there is anybody."""
        return bool(self.plain or self.hashes)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of the names that are given in full."""
        return frozenset(name.partition(" ")[0] for name in self.plain)

    @cached_property
    def longest(self) -> int:
        """The words of the longest name."""
        return max((LONGEST if self.hashes else 1, *(name.count(" ") + 1 for name in self.plain)))

    def is_one(self, name: str) -> bool:
        """Say whether a normalised name is one of them."""
        if name in self.plain:
            return True
        if not self.hashes:
            return False
        if name not in self._seen:
            self._seen[name] = hashed(name) in self.hashes
        return self._seen[name]

    def spans(self, text: str) -> list[Span]:
        """Give where a text has one of the names, in order."""
        return [span for span, _ in self.found(text)]

    def found(self, text: str) -> Iterator[tuple[Span, str]]:
        """Give where a text has one of the names, and which, in its normalised form."""
        tokens = [(match.span(), match[0]) for match in _WORD.finditer(text)]
        words = [folded(word) for _, word in tokens]
        for start, word in enumerate(words):
            if word not in self.firsts and not (self.hashes and _like_a_name(tokens[start][1])):
                continue
            for end in range(start + 1, min(start + self.longest + 1, len(words)) + 1):
                if end - start > 1 and word not in self.firsts and not _like_a_name(tokens[end - 1][1]):
                    continue
                run = [one for at, one in enumerate(words[start:end]) if len(one) > 1 or at in (0, end - start - 1)]
                if self.is_one(name := " ".join(run)) or self.is_one(name := " ".join(words[start:end])):
                    yield (tokens[start][0][0], tokens[end - 1][0][1]), name

    def name(self, words: str | None) -> bool:
        """Say whether words have one of the names."""
        return words is not None and any(True for _ in self.found(words))

    def in_address(self, address: str | None) -> bool:
        """Say whether the words of an address, a file's name or an id have one of the names, in whatever case."""
        return address is not None and self.name(" ".join(_PART.findall(address)).title())

    def cover(self, words: str) -> str:
        """Give words with the names covered, letter by letter."""
        for start, end in self.spans(words):
            words = words[:start] + re.sub(r"\w", COVER, words[start:end]) + words[end:]
        return words


def _like_a_name(word: str) -> bool:
    return not word[0].islower()


def names_of(values: Iterable[str]) -> Names:
    """Give names from the values of a list."""
    values = list(values)
    hashes = frozenset(value for value in values if value.startswith(HASHED))
    return Names(frozenset(filter(None, map(normalised, set(values) - hashes))), hashes)


def called(names: Collection[str]) -> Names:
    """Give the names that stand for people in an article which has their full names: these, and the surnames alone."""
    surnames = {name.split()[-1] for name in names if " " in name}
    return Names(frozenset(names) | {one for one in surnames if len(one) >= SHORTEST})


def touches(spans: Iterable[Sequence[int]], others: Sequence[Span]) -> bool:
    """Say whether any of some spans has a code point in common with any of others."""
    return any(start < last and first < end for start, end in spans for first, last in others)
