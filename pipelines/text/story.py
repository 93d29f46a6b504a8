"""One text laid out for looking things up: sentences, mentions and contents by their place.

Only places are answered here, in logarithmic time; nothing is decided.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.entities.match import plain
from pipelines.model import Attribution, DateExpression, Document, Mention, Span, Spans

_INSIDE = re.compile(r"(?<=[a-zß-ÿ,] )[A-ZÀ-Þ][\w’'-]*\w")
_OUTLETS_BACK = 50
_HOLDERS_BACK = 20


class Story:
    """A document with the records of the layers before, ready to be asked what stands where."""

    def __init__(
        self,
        document: Document,
        sentences: tuple[Span, ...],
        attributions: tuple[Attribution, ...],
        mentions: tuple[Mention, ...],
        dates: tuple[DateExpression, ...] = (),
    ) -> None:
        """Sort what is given; without sentences the whole text counts as one."""
        self.document, self.text = document, document.text
        self.sentences = tuple(sorted(sentences)) or ((0, len(document.text)),)
        self.mentions = tuple(sorted(mentions, key=lambda mention: mention.start))
        self.dates = tuple(sorted(dates, key=lambda item: item.start))
        self.attributions = attributions
        self._sentence_starts = [start for start, _ in self.sentences]
        self._mention_starts = [mention.start for mention in self.mentions]
        self._date_starts = [item.start for item in self.dates]
        self._outlets = tuple(mention for mention in self.mentions if mention.kind == "outlet")
        self._outlet_starts = [mention.start for mention in self._outlets]
        self._cues = sorted(item.cue[0] for item in attributions if item.cue)
        self._held = sorted((*span, n) for n, item in enumerate(attributions) for span in item.content)
        self._contents = _merged([span for item in attributions for span in item.content])
        self._places: dict[tuple[str, ...], list[int]] = {}
        self._inside: frozenset[str] | None = None
        self._content_starts = [start for start, _ in self._contents]

    def sentence_number(self, position: int) -> int:
        """Give the index of the sentence that holds a position, or of the last one before it."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def sentence_at(self, position: int) -> Span:
        """Give the sentence that holds a position, or the last one before it."""
        return self.sentences[self.sentence_number(position)]

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Give the mentions that begin in a span, in order."""
        return self.mentions[bisect_left(self._mention_starts, span[0]) : bisect_left(self._mention_starts, span[1])]

    def dates_in(self, span: Span) -> tuple[DateExpression, ...]:
        """Give the dates that begin in a span, in order."""
        return self.dates[bisect_left(self._date_starts, span[0]) : bisect_left(self._date_starts, span[1])]

    def outlet_before(self, position: int) -> Mention | None:
        """Give the last outlet that is named before a position."""
        number = bisect_left(self._outlet_starts, position)
        return self._outlets[number - 1] if number else None

    def outlets_back(self, position: int) -> tuple[Mention, ...]:
        """Give the last outlets that are named before a position, the latest first."""
        number = bisect_left(self._outlet_starts, position)
        return self._outlets[max(number - _OUTLETS_BACK, 0) : number][::-1]

    def outlets_in(self, span: Span) -> tuple[Mention, ...]:
        """Give the outlets that are named in a span, in order."""
        return self._outlets[bisect_left(self._outlet_starts, span[0]) : bisect_left(self._outlet_starts, span[1])]

    def has_any(self, words: tuple[str, ...], span: Span) -> bool:
        """Tell whether any of the words, in this very spelling, begins in a span: saves a pattern most of its runs."""
        places = self._places.get(words)
        if places is None:
            places = self._places[words] = sorted(places_of(self.text, words))
        number = bisect_left(places, span[0])
        return number < len(places) and places[number] < span[1]

    def is_seen_inside(self, name: str) -> bool:
        """Tell whether a capital word stands inside a sentence somewhere, where its capital says something."""
        if self._inside is None:
            self._inside = frozenset(_INSIDE.findall(self.text))
        return name in self._inside

    def cue_places(self) -> list[Span]:
        """Give the first span of every cue, in order."""
        return self._cues

    def holder_of(self, number: int) -> int | None:
        """Give the attribution whose content an attribution stands in: its parent, else the innermost around it."""
        if self.attributions[number].parent is not None:
            return self.attributions[number].parent
        position = place_of(self.attributions[number])
        last = bisect_right(self._held, (position, len(self.text) + 1, 0))
        for start, end, holder in self._held[max(last - _HOLDERS_BACK, 0) : last][::-1]:
            if holder != number and start <= position < end:
                return holder
        return None

    def is_in_content(self, position: int) -> bool:
        """Tell whether a position stands in what somebody is reported to have said."""
        number = bisect_right(self._content_starts, position) - 1
        return number >= 0 and position < self._contents[number][1]


def place_of(attribution: Attribution) -> int:
    """Give where an attribution names its source, else its cue, else where its content begins."""
    for spans in (attribution.source, attribution.cue, attribution.content):
        if spans:
            return spans[0][0]
    return 0


def places_of(text: str, words: tuple[str, ...]) -> set[int]:
    """Give where any of the words stands: all are looked for at once, many times faster than by a pattern."""
    return {start for _, start, _ in _finder(words).find_matches_as_indexes(plain(text), overlapping=True)}


@cache
def _finder(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.Standard)


def is_inside(position: int, spans: Spans) -> bool:
    """Tell whether a position stands in one of a few spans."""
    return any(start <= position < end for start, end in spans)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
