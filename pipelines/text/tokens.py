"""Words, numbers and marks of punctuation, with their offsets.

Here belongs where a token begins and ends. What a token may be in a clause stands in `words.py`.
"""

import re
from functools import cache

from pipelines.model import Token
from pipelines.text.abbreviations import titles

_CLITIC = r"['’](?:s|d|m|ll|re|ve)\b"


@cache
def token_pattern() -> re.Pattern[str]:
    """Compile the pattern of one token: abbreviations keep their full stop, clitics ("’s", "’ll") stand alone."""
    title = "|".join(sorted(titles(), key=len, reverse=True))
    return re.compile(
        rf"(?:[^\W\d_]\.){{2,}}|\b(?:{title})\.|\w+(?:(?!{_CLITIC})[-‑.'’&]\w+)*|{_CLITIC}|``|''|\.\.\.|--|[^\w\s]"
    )


def tokens_in(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Give the tokens of a text between two offsets, in order; white space belongs to none."""
    stop = len(text) if end is None else end
    return tuple(
        Token(found.start(), found.end(), found.group()) for found in token_pattern().finditer(text, start, stop)
    )
