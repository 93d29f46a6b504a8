"""What of a text is compared: the hashes of its five-word sequences, and the few of them that are kept as its sketch.

How sketches are compared stands in `candidates.py`, which shares make a copy in `contained.py`.
"""

import re
import zlib
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LENGTH = 5
"""Words of a sequence."""
SKETCH = 48
"""Sequences in a sketch, of eight bytes each: with 32 some more copies are missed, with 128 hardly any fewer."""
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]
Whole = TypeVar("Whole", bound=np.integer[Any])


def sequences_of(text: str) -> Hashes:
    """Give the hashes of a text's five-word sequences, each once, ordered; case and punctuation do not count."""
    words = np.array([_hash_of(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    if len(words) < LENGTH:
        return words[:0]
    mixed = np.zeros(len(words) - LENGTH + 1, dtype=np.uint64)
    for place in range(LENGTH):
        mixed = (mixed ^ words[place : place + len(mixed)]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return distinct(mixed)


def distinct(values: NDArray[Whole]) -> NDArray[Whole]:
    """Give whole numbers each once, ascending.

    By sorting them: `numpy.unique` puts them into a table of hashes first (NumPy 2.3 and later), which takes twice as
    long for a hundred numbers, forty times as long for ten million, and four times the memory.
    """
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


@lru_cache(maxsize=200_000)
def _hash_of(word: str) -> int:
    """Give a number for a word, the same in every run."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def sketch_of(sequences: Hashes) -> Hashes:
    """Give the lowest of a text's sequences.

    Up to the highest that both would hold, two sketches have the same part of their texts and can be compared.
    """
    return sequences[:SKETCH]
