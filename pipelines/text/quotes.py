"""Where quotations begin and end, in all typographies.

Here belongs the pairing of quotation marks. Whose words stand between them is the business of `attribution.py`.
Marks are read once from left to right; a quotation ends at its closing mark or, unclosed, with its paragraph (the next
paragraph of a long quotation opens with a mark of its own).
"""

import re
from dataclasses import dataclass

from pipelines.model import Quotation
from pipelines.text.sentences import paragraphs_in

_MARK = re.compile(r"[“”„‟\"«»‹›‘’‚'`](?:(?<=`)`|(?<=')'{1,2})?")
_OPENS = {
    "“": "double",
    "„": "double",
    "‟": "double",
    "«": "angle",
    "‹": "single",
    "‘": "single",
    "‚": "single",
    "``": "tick",
}
_CLOSES = {"”": "double", "»": "angle", "›": "single", "’": "single", "'": "single", "''": "tick", '"': "straight"}
_DEEPEST = 6
_LONGEST_SINGLE = 1500
_MANY_PARAGRAPHS = 1500
"""Characters within which a curly quotation may close in a later paragraph that no mark of its own opens."""


@dataclass(slots=True)
class _Open:
    kind: str
    mark: str
    outer: int
    start: int


@dataclass(slots=True)
class _Mark:
    text: str
    start: int
    end: int
    may_open: bool
    may_close: bool


def quotations_in(text: str) -> tuple[Quotation, ...]:
    """Give the quotations of a text in order of their start."""
    found: list[Quotation] = []
    for start, end in _stretches(text):
        _pair(text, end, _marks(text, start, end), found)
    return tuple(sorted(found, key=lambda quotation: (quotation.outer[0], -quotation.outer[1])))


def _stretches(text: str) -> list[tuple[int, int]]:
    """Give the paragraphs, two joined where a curly quotation that the first opens closes in the second."""
    stretches: list[tuple[int, int]] = []
    for start, end in paragraphs_in(text):
        opening, closing = text.find("“", start, end), text.find("”", start, end)
        closes_first = closing >= 0 and (opening < 0 or closing < opening)
        if (
            closes_first
            and stretches
            and _is_left_open(text, *stretches[-1])
            and closing - stretches[-1][0] < _MANY_PARAGRAPHS
        ):
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _is_left_open(text: str, start: int, end: int) -> bool:
    return text.rfind("“", start, end) > text.rfind("”", start, end)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Give the marks of a paragraph that can be quotation marks: no apostrophe inside a word, no inch."""
    marks = []
    for found in _MARK.finditer(text, start, end):
        before = text[found.start() - 1] if found.start() > start else " "
        after = text[found.end()] if found.end() < end else " "
        mark = found.group()
        if mark in "'’‘`" and before.isalnum() and after.isalnum():
            continue
        may_open = not after.isspace() and not before.isalnum()
        may_close = not before.isspace() and not after.isalnum()
        if mark in "'’" and may_open and not may_close and (mark == "’" or after.isdigit()):
            continue
        for part, first, last in _parts(mark, found.start(), found.end(), may_close):
            marks.append(_Mark(part, first, last, may_open, may_close))
    return marks


def _parts(mark: str, start: int, end: int, may_close: bool) -> list[tuple[str, int, int]]:
    """Divide three apostrophes: a single and a double quotation end there, or begin."""
    if len(mark) < 3:
        return [(mark, start, end)]
    if may_close:
        return [("'", start, start + 1), ("''", start + 1, end)]
    return [("''", start, end - 1), ("'", end - 1, end)]


def _pair(text: str, end: int, marks: list[_Mark], found: list[Quotation]) -> None:
    closers = _closers_ahead(marks)
    stack: list[_Open] = []
    for number, mark in enumerate(marks):
        kind = _closing_kind(mark, stack)
        if _is_closing(mark, kind, stack):
            _close(text, mark, kind, stack, found)
        elif _is_opening(mark, stack) and len(stack) < _DEEPEST:
            if kind == "single" and not _single_closes(mark, closers[number]):
                continue
            if kind == "double" and any(one.kind == kind for one in stack) and not _closes_twice(marks, number):
                _leave(text, mark.start, kind, stack, found)
            stack.append(_Open(kind, mark.text, mark.start, mark.end))
    while stack:
        last = stack.pop()
        if last.kind != "single":
            _add(text, last, end, end, len(stack), False, found)


def _kind(mark: _Mark) -> str:
    if mark.text in _OPENS:
        return _OPENS[mark.text]
    if mark.text == "`":
        return "single"
    return _CLOSES[mark.text]


def _closing_kind(mark: _Mark, stack: list[_Open]) -> str:
    """Give what a mark pairs with; typists open with “ and close with ", or the other way round."""
    kind = _kind(mark)
    if kind not in ("double", "straight") or not mark.may_close or any(one.kind == kind for one in stack):
        return kind
    other = "straight" if kind == "double" else "double"
    return other if mark.text in ("”", '"') and any(one.kind == other for one in stack) else kind


def _is_closing(mark: _Mark, kind: str, stack: list[_Open]) -> bool:
    """Tell whether a mark closes an open quotation; „…“ and ``…'' close with another mark than they opened."""
    if mark.text == "“":
        return any(one.kind == "double" for one in stack) and mark.may_close and not mark.may_open
    if mark.text in _OPENS or mark.text == "`":
        return False
    if not any(one.kind == kind for one in stack):
        return False
    if kind in ("straight", "tick"):
        return not (mark.may_open and not mark.may_close)
    return mark.may_close if kind == "single" else True


def _is_opening(mark: _Mark, stack: list[_Open]) -> bool:
    if mark.text in _OPENS or mark.text == "`":
        return mark.may_open or mark.text not in "‘‚`"
    if mark.text in ('"', "''"):
        return mark.may_open and not any(one.mark == mark.text for one in stack)
    return mark.text in ("'", "”") and mark.may_open and not mark.may_close and (not stack or mark.text == "'")


def _closers_ahead(marks: list[_Mark]) -> list[int | None]:
    """Give for each mark the offset of the next mark after it that may close a single quotation."""
    ahead: list[int | None] = [None] * len(marks)
    following: int | None = None
    for number in range(len(marks) - 1, -1, -1):
        ahead[number] = following
        if marks[number].text in "'’›" and marks[number].may_close:
            following = marks[number].start
    return ahead


def _single_closes(mark: _Mark, closer: int | None) -> bool:
    return closer is not None and closer - mark.start <= _LONGEST_SINGLE


def _closes_twice(marks: list[_Mark], number: int) -> bool:
    """Tell whether two closing marks follow an opening one: only then does it stand inside another quotation."""
    following = [mark.text for mark in marks[number + 1 : number + 9] if mark.text in "“”„"]
    return following[:2] == ["”", "”"]


def _close(text: str, mark: _Mark, kind: str, stack: list[_Open], found: list[Quotation]) -> None:
    while stack:
        last = stack.pop()
        if last.kind == kind:
            _add(text, last, mark.start, mark.end, len(stack), True, found)
            return


def _leave(text: str, at: int, kind: str, stack: list[_Open], found: list[Quotation]) -> None:
    """End an unclosed quotation where the next one of its kind opens."""
    while stack:
        last = stack.pop()
        if last.kind == kind:
            _add(text, last, at, at, len(stack), False, found)
            return


def _add(text: str, opened: _Open, end: int, outer: int, depth: int, is_closed: bool, found: list[Quotation]) -> None:
    """Add a quotation that has words; white space inside its marks is none of it."""
    start = opened.start
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if end > start:
        found.append(Quotation(start, end, (opened.outer, outer if is_closed else end), depth, is_closed))
