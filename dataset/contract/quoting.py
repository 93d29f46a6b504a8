"""The marks that stand in quoted words in place of what is not published, and what such words still say.

Which words are cut or covered is decided where rows are made; here stands only how a reader recognises it, and how
long a quotation may be where an article's rights are not open.
"""

LONGEST = 280
"""Code points of one quotation."""

CUT = "…"
"""Ends words that go on in the article, where its rights allow no more."""
COVER = "█"
"""Stands for a letter of a private person's name."""


def is_quoted(given: str, words: str) -> bool:
    """Say whether given words are an article's words, whole or cut, with or without covered letters."""
    if given == words:
        return True
    if len(given) == len(words):
        return _is_same(given, words)
    return given.endswith(CUT) and len(given) < len(words) and _is_same(given[: -len(CUT)], words)


def _is_same(given: str, words: str) -> bool:
    return all(one in (other, COVER) for one, other in zip(given, words, strict=False))
