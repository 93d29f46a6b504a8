"""The date at the head of a text that is the day of its publication: "Friday, 5 July 2024", "KYIV, July 5, 2024 —"."""

import re

from pipelines.model import DateExpression

HEAD = 600
"""Code points within which the dateline stands."""
_LINE = 60
"""Code points that may stand before it in its line."""
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[^\S\n]*(?:\Z|\n|[-–—(/|])")


def is_dateline(text: str, item: DateExpression) -> bool:
    """Tell whether a day stands alone in its line, but for a place, or opens it before a dash or bracket."""
    if item.start > HEAD or item.precision not in ("day", "hour", "instant") or item.first_on != item.last_on:
        return False
    line = text.rfind("\n", 0, item.start) + 1
    if item.start - line > _LINE or not _END.match(text, item.end):
        return False
    return all(word[0].isupper() or word in ("on", "at") for word in _WORD.findall(text, line, item.start))
