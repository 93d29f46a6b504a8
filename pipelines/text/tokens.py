"""Words, numbers and marks of punctuation, with their offsets.

Here belongs where a token begins and ends. What a token may be in a clause stands in `words.py`.
"""

import re
from functools import cache
from itertools import accumulate

from pipelines.text.abbreviations import with_capital

Tokens = tuple[list[str], list[int], list[int]]
"""The words, and where each starts and ends: lists, because a text has many tokens and each is read once."""
_CLITIC = r"['’](?:s|d|m|ll|re|ve)\b"


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the pattern of one token: abbreviations keep their full stop, clitics ("’s", "’ll") stand alone."""
    short = "|".join(sorted(with_capital(), key=len, reverse=True))
    token = rf"https?://[^\s)\]]+|(?:[^\W\d_]\.){{2,}}|\bNos?\.(?=\s*\d)|\b[A-Z]-[A-Z][a-z]{{1,5}}\.|\b[A-HJ-Z]\.(?=\s+[A-Z])|\b[A-Z]\w+\.[A-Z][a-z]{{1,2}}\b|\b(?:{short})\.|\w+(?:(?!{_CLITIC})(?:[-‑'’&]|(?<=\d)[:,](?=\d)|(?<![a-z](?=\.[A-Z]))\.)\w+)*|{_CLITIC}|``|''|\.\.\.|--|[^\w\s]"
    return re.compile(rf"([A-Za-z]+(?=[ ,;?!)\n])|[a-z]{{2,}}(?=\.\s)|(?=\S)(?:{token}))")


def tokens_in(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Give the tokens of a text between two offsets, in order; white space belongs to none."""
    parts = _pattern().split(text[start:end])  # white space and tokens in turn
    offsets = list(accumulate(map(len, parts), initial=start))
    return parts[1::2], offsets[1:-1:2], offsets[2::2]
