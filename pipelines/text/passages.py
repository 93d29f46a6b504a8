"""Passages: the tokens of a sentence with each quotation as one token.

Here belongs what holds a quotation together with the words around it: a passage is a sentence, or several where a
quotation runs over their ends or closes with a question mark before its speaker is named.
"""

import re
from dataclasses import dataclass, field

from pipelines.model import Quotation, Span
from pipelines.text.fragments import NOTHING, clause_in
from pipelines.text.tokens import tokens_in
from pipelines.text.word_sets import word_set
from pipelines.text.words import CLITIC, MARK, NAME, NOUN, QUOTED, VERB, first_readings, kinds_of, readings

_LONGEST = 250
"""Tokens of a passage at most: keeps every scan within a passage short, whatever the text."""
_TERMINAL = ".?!…"


@dataclass(slots=True)
class Passage:
    """Parallel lists, one entry a token; `quotations[i]` is the quotation that token i stands for, or None."""

    start: int
    end: int
    is_paragraph_start: bool
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    vocabulary: frozenset[str] = frozenset()
    """The words of `lower`, each once: tells at once which constructions need not be looked for."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quotations: list[Quotation | None] = field(default_factory=list)
    is_terminal: list[bool] = field(default_factory=list)
    """Whether a quotation ends with a full stop, question or exclamation mark of its own."""
    is_sentential: list[bool] = field(default_factory=list)
    """Whether a quotation reads like a sentence or the first half of one, not like a fragment."""
    is_closed_by_comma: list[bool] = field(default_factory=list)
    """Whether the last mark inside a quotation is a comma, which closes what stands between commas."""
    clauses: list[int] = field(default_factory=list)
    """What the words inside a quotation bring to the clause around it, as `fragments.py` tells."""
    is_headline: bool = False
    is_turn: bool = False
    """Whether a label with a colon opens it that opens other paragraphs too: a turn of a transcript."""
    is_first: bool = False
    """Whether it opens the text: most texts open with their title."""

    def __len__(self) -> int:
        """Give the number of tokens."""
        return len(self.words)

    def is_only_quotations(self) -> bool:
        """Tell whether nothing but quotations and marks stands in the passage."""
        return '"' in self.vocabulary and any(self.quotations) and all(kind & (QUOTED | MARK) for kind in self.kinds)

    def span(self, first: int, after: int) -> Span:
        """Give the characters from one token up to, not including, another."""
        return self.starts[first], self.ends[after - 1]


def passages_in(text: str, sentences: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> list[Passage]:
    """Give the passages of a text in order."""
    outer = [quotation for quotation in quotations if quotation.depth == 0]
    passages: list[Passage] = []
    number, at, last_end = 0, 0, 0
    while number < len(sentences):
        start, end = sentences[number]
        number += 1
        at = _first_after(outer, at, start)
        inside = at
        while True:
            while inside < len(outer) and outer[inside].outer[0] < end:
                end = max(end, outer[inside].outer[1])
                inside += 1
            while number < len(sentences) and sentences[number][0] < end:
                end = max(end, sentences[number][1])
                number += 1
            if inside < len(outer) and outer[inside].outer[0] < end:
                continue
            if not _goes_on(text, outer, inside, end, sentences, number):
                break
            end = sentences[number][1]
            number += 1
        is_paragraph = not passages or "\n" in text[last_end:start]
        passages.extend(_read(text, start, end, outer[at:inside], is_paragraph))
        passages[0].is_first = True
        at, last_end = inside, end
    _mark_turns(passages)
    return passages


_LONGEST_LABEL = 8


def label_end(passage: Passage) -> int | None:
    """Give the colon after the first words of a paragraph, None where there is none."""
    if ":" not in passage.vocabulary or not passage.is_paragraph_start:
        return None
    if ":" not in passage.lower[1 : _LONGEST_LABEL + 1]:
        return None
    return passage.lower.index(":") if passage.words[0][0].isalpha() else None


def _mark_turns(passages: list[Passage]) -> None:
    """Mark the turns of a transcript: the same speaker opens two, or two whose names are in capitals open one each."""
    labels: dict[str, list[Passage]] = {}
    for passage in passages:
        colon = label_end(passage)
        if colon is not None and all(word[0].isupper() for word in passage.words[:colon] if word[0].isalpha()):
            labels.setdefault(" ".join(passage.words[:colon]), []).append(passage)
    capitals = sum(label.isupper() and len(label) > 1 for label in labels)
    for label, turns in labels.items():
        is_turn = len(turns) > 1 or (label.isupper() and len(label) > 1 and capitals > 1)
        for passage in turns:
            passage.is_turn = is_turn


def _first_after(outer: list[Quotation], at: int, start: int) -> int:
    while at < len(outer) and outer[at].outer[1] <= start:
        at += 1
    return at


def _goes_on(
    text: str, outer: list[Quotation], inside: int, end: int, sentences: tuple[Span, ...], number: int
) -> bool:
    """Tell whether a quotation that ends the sentence leaves it open: “Who pays?” Orr asked."""
    if inside == 0 or number >= len(sentences) or outer[inside - 1].outer[1] < end - 1:
        return False
    last = outer[inside - 1]
    following = sentences[number][0]
    if inside < len(outer) and outer[inside].outer[0] == following:
        return False
    before = text[max(last.start, last.end - 3) : last.end].rstrip("'’”\"»")
    if last.is_closed and _TAG.fullmatch(text, following, min(sentences[number][1], following + _LONGEST_TAG)):
        return "\n" not in text[end:following]
    return before[-1:] in ("?", "!", ",", "—", "–", "-", "…") and "\n" not in text[end:following] and last.is_closed


_LONGEST_TAG = 60
_TAG = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,4}(?:said|says|added|wrote|asked|replied|told \w+)(?: \w+)?\.")
"""A sentence that only names the speaker of a quotation, whose full stop was no end: “It fell.” Orr said."""


def _read(text: str, start: int, end: int, inside: list[Quotation], is_paragraph: bool) -> list[Passage]:
    """Read the tokens between two offsets into passages of bearable length."""
    passages: list[Passage] = [Passage(start, end, is_paragraph)]
    at = start
    for quotation in [*inside, None]:
        stop = end if quotation is None else quotation.outer[0]
        words, starts, ends = tokens_in(text, at, stop)
        taken = 0
        while taken < len(words):
            if len(passages[-1].words) >= _LONGEST:
                passages.append(Passage(starts[taken], end, False))
            some = slice(taken, taken + _LONGEST - len(passages[-1].words))
            _add_words(passages[-1], words[some], starts[some], ends[some])
            taken = some.stop
        if quotation is not None:
            _add_quotation(passages[-1], text, quotation)
            at = quotation.outer[1]
    kept = [passage for passage in passages if passage.words]
    for passage in kept:
        passage.vocabulary = frozenset(passage.lower)
        _mark_headline(passage)
    return kept


def _add_words(passage: Passage, words: list[str], starts: list[int], ends: list[int]) -> None:
    """Add the words of a stretch without quotations; what only quotations have is added for all of them at once."""
    is_first = not passage.words or passage.words[-1] in _OPENERS or passage.is_terminal[-1]
    read = list(map(readings.__getitem__, words))
    if is_first:
        read[0] = first_readings[words[0]]
    if not _OPENERS.isdisjoint(words[:-1]):
        for at in [number for number, word in enumerate(words[:-1], start=1) if word in _OPENERS]:
            read[at] = first_readings[words[at]]
    lower, kinds = [low for low, _ in read], [kind for _, kind in read]
    if "'" in lower:
        owned = [number for number in range(1, len(words)) if lower[number] == "'" and lower[number - 1][-1] == "s"]
        for number in owned:
            kinds[number] = CLITIC
    passage.words += words
    passage.lower += lower
    passage.kinds += kinds
    passage.starts += starts
    passage.ends += ends
    passage.quotations += [None] * len(words)
    passage.clauses += [NOTHING] * len(words)
    for marks in (passage.is_terminal, passage.is_closed_by_comma, passage.is_sentential):
        marks += [False] * len(words)


_OPENERS = frozenset('.?!:;—–…([{-"')


def _add_quotation(passage: Passage, text: str, quotation: Quotation) -> None:
    inner = text[quotation.start : quotation.end].rstrip("'’”\"»") or "-"
    passage.words.append('"')
    passage.lower.append('"')
    passage.kinds.append(QUOTED | NOUN)
    passage.starts.append(quotation.outer[0])
    passage.ends.append(quotation.outer[1])
    passage.quotations.append(quotation)
    passage.is_terminal.append(inner[-1] in _TERMINAL)
    passage.is_closed_by_comma.append(inner[-1] == ",")
    passage.clauses.append(clause_in(text, quotation.start, quotation.end))
    is_title = len(passage.words) > 1 and passage.lower[-2] in word_set("before-title") and _reads_like_title(inner)
    passage.is_sentential.append(not is_title and _reads_like_sentence(inner, len(passage.words) == 1))


_LONGEST_TITLE = 6


def _reads_like_title(inner: str) -> bool:
    """Tell the name of a show or a book, whose words all have capitals: on Harbor News’s “Morning Watch.”"""
    words = inner.split()
    if not 1 < len(words) <= _LONGEST_TITLE or not words[0][0].isupper():
        return False
    return all(word[0].isupper() for word in words if len(word) > 3)


def _reads_like_sentence(inner: str, is_first: bool) -> bool:
    """Tell a sentence, or the first half of one, from a nickname or a fragment."""
    words = inner.count(" ") + 1
    if not is_first and inner[-1] not in ".?!" and _is_title(inner):
        return False
    if inner[-1] in ".?!…":
        return inner[:1].isupper() or words > 2 or is_first
    if inner[-1] in ",—–-":
        return is_first or words > 2
    return inner[:1].isupper() and words >= 5


def _is_title(inner: str) -> bool:
    """Tell the title of a work: every longer word of it has a capital."""
    longer = [word for word in inner.split(None, _LONGEST_TITLE)[:_LONGEST_TITLE] if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


_LONGEST_TITLE = 16


def _mark_headline(passage: Passage) -> None:
    """Read capitals as saying nothing where nearly every word has one."""
    left = max(1, len(passage.words) // 5)
    for word in passage.words:
        if len(word) > 3 and word.islower():
            left -= 1
            if left < 0:
                return
    words = [word for word in passage.words if len(word) > 3 and word[0].isalpha()]
    small = sum(not word[0].isupper() for word in words)
    if len(words) < 4 or small > max(1, len(words) // (10 if passage.words[-1] == "." else 5)):
        return
    passage.is_headline = True
    for number, word in enumerate(passage.words):
        if word[0].isupper():
            known = kinds_of(word.lower(), False)
            passage.kinds[number] = known if known & ~NOUN and not known & VERB else known | NAME
