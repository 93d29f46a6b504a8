"""Words, numbers and marks of punctuation, with their offsets.

Here belongs where a token begins and ends. What a token may be in a clause stands in `words.py`.
"""

import re
from functools import cache

from pipelines.model import Token
from pipelines.text.abbreviations import with_capital

_CLITIC = r"['’](?:s|d|m|ll|re|ve)\b"


@cache
def token_pattern() -> re.Pattern[str]:
    """Compile the pattern of one token: abbreviations keep their full stop, clitics ("’s", "’ll") stand alone."""
    short = "|".join(sorted(with_capital(), key=len, reverse=True))
    return re.compile(
        rf"[A-Za-z]+(?=[ ,;?!)\n])|https?://[^\s)\]]+|(?:[^\W\d_]\.){{2,}}|\bNos?\.(?=\s*\d)|\b[A-Z]-[A-Z][a-z]{{1,5}}\.|\b[A-HJ-Z]\.(?=\s+[A-Z])|\b[A-Z]\w+\.[A-Z][a-z]{{1,2}}\b|\b(?:{short})\.|\w+(?:(?!{_CLITIC})(?:[-‑'’&]|(?<=\d)[:,](?=\d)|(?<![a-z](?=\.[A-Z]))\.)\w+)*|{_CLITIC}|``|''|\.\.\.|--|[^\w\s]"
    )


def tokens_in(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Give the tokens of a text between two offsets, in order; white space belongs to none."""
    stop = len(text) if end is None else end
    return tuple(
        Token(found.start(), found.end(), found.group()) for found in token_pattern().finditer(text, start, stop)
    )
