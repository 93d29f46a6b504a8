"""Where sentences begin and end.

Here belongs the cutting of a text into sentences and the notion of a paragraph. A sentence end inside quotation marks
is a sentence end here too: what a quotation holds together is the business of `passages.py`.
"""

import re

from pipelines.model import Span
from pipelines.text.abbreviations import abbreviations, before_number
from pipelines.text.word_sets import word_set

_LINE_BREAK = re.compile(r"\n\s*")
_STOP = re.compile(
    r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+"
    r"(?:(?=\s|$)|(?<=[”»])|(?<=[a-z]\.)(?=(?:The|This|These|It|He|She|They|But)\s))"
)
"""The last branch cuts where a page has lost the space between two sentences: "the war.The ministry"."""
_WORD_BEFORE = re.compile(r"\n?([\w.\-’']+)")
"""The word before a full stop, read backwards from it."""
_OPENING = "\"'“‘«„([`"
_LONGEST_WORD = 40


def sentences_in(text: str) -> tuple[Span, ...]:
    """Give the spans of the sentences of a text, in order, without the white space around them."""
    spans: list[Span] = []
    for start, end in paragraphs_in(text):
        _cut(text, start, end, spans)
    return tuple(spans)


def paragraphs_in(text: str) -> tuple[Span, ...]:
    """Give the spans of the paragraphs of a text, without the white space around them.

    A blank line ends a paragraph, and so does a line break before anything but a small letter: wrapped lines go on.
    """
    spans: list[Span] = []
    start = 0
    for found in _LINE_BREAK.finditer(text):
        if found.group().count("\n") > 1 or not text[found.end() : found.end() + 1].islower():
            _add(text, start, found.start(), spans)
            start = found.end()
    _add(text, start, len(text), spans)
    return tuple(spans)


def _cut(text: str, start: int, end: int, spans: list[Span]) -> None:
    begin = start
    for found in _STOP.finditer(text, start, end):
        if found.end() < end and not _ends_sentence(text, found, end):
            continue
        _add(text, begin, found.end(), spans)
        begin = found.end()
    _add(text, begin, end, spans)


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, found: re.Match[str], end: int) -> bool:
    """Tell whether a full stop ends the sentence: by the word before it and the word after it."""
    follows = found.end()
    while follows < end and text[follows].isspace():
        follows += 1
    if follows >= end:
        return True
    first = follows
    while first < end - 1 and text[first] in _OPENING:
        first += 1
    if text[first].islower():
        return False
    if found.group() != ".":
        return True
    return not _is_abbreviated(text, found.start(), text[first])


def _is_abbreviated(text: str, stop: int, following: str) -> bool:
    """Tell whether the word before a full stop is an abbreviation that the sentence goes on after."""
    before = _WORD_BEFORE.match(text[max(0, stop - _LONGEST_WORD) : stop][::-1])
    if before is None:
        return False
    word = before.group(1)[::-1]
    if len(word) == 1 and word.isupper():
        return True
    lower = word.lower()
    if lower in before_number():
        return following.isdigit()
    if "." in word and all(len(part) == 1 for part in word.split(".")):
        return following.isdigit() or not following.isupper() or _goes_on(text, stop)
    return lower.removeprefix("then-").removeprefix("ex-") in abbreviations()


def _goes_on(text: str, stop: int) -> bool:
    """Tell whether a word that seldom begins a sentence follows "U.S.": another name or title does."""
    following = _WORD_AFTER.match(text, stop + 1)
    return following is not None and following.group(1) not in word_set("sentence-starter")


_WORD_AFTER = re.compile(r"\s{0,9}([\w’']{1,30})")
