"""What a function gives for a word, remembered: most words of a text come again.

Here belongs the remembering alone. It is for functions that are asked for every word of every text: a look into a
dictionary takes half the time of one into `functools.lru_cache`, which also notes when each word came last.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
_MOST = 1 << 16
"""Words of one function that are remembered; then all of them are forgotten at once, and those in use come back."""


class Remembered(dict[str, Answer], Generic[Answer]):
    """The answers of a function by the word it was asked for; look them up as in any dictionary."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Answer:
        """Ask the function for a word that is not known yet."""
        if len(self) >= _MOST:
            self.clear()
        answer = self[word] = self._function(word)
        return answer
