"""The words that name a source, taken apart: count, core, head noun, what follows it.

Only the phrase itself is read here. Whom it stands for in its story is decided in `sources.py` and `groups.py`.
"""

import re
from functools import cache, lru_cache

from pipelines.figures.tables import rows_of_table
from pipelines.model import Span, Spans
from pipelines.record import record
from pipelines.text.source_words import Noun, noun_of, table
from pipelines.text.words import (
    BASE,
    DETERMINER,
    GERUND,
    NOUN,
    OBJECT,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    kinds_of,
)

_LONGEST = 400
"""Code points of a source that are read: nobody is described at greater length."""
_MARK = re.compile(r"\s*[,—–-]+\s*")
_WORD = re.compile(r"\w[\w.'’-]*\w\.?|\w\.?")
_FIRST = re.compile(rf"\d[\d,.]*\d|{_WORD.pattern}")
_SAID = re.compile(r"said\s+(?=\w)")
_STOP = re.compile(
    r"[,;:(\[—–\"“”]|\s-\s|(?<=\s)(?:about|after|against|aged|among|as|at|before|behind|briefed|by|citing|"
    r"close|during|familiar|for|from|in|inside|into|involved|near|of|on|outside|over|quoted|quoting|referring|requesting|responsible|"
    r"speaking|that|to|under|via|which|who|whom|whose|with|within)\b",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"\S*https?://\S+\s+|[^()\n]{0,60}\)\s+|(?:said|says)\s+(?=[A-ZÀ-Þ])|(?:[—–•*-]|\d{4})\s+(?=[A-ZÀ-Þ])"
)
"""What stands before a source and is no part of it: an address, a note's bracket, a list's mark, a year."""
_DAYS = re.compile(r"\s+(?:an?|one|two|three|several|some|\d+)\s+(?:hour|day|week|month|year)s?$|\s+(?:to|yester)day$")
_OF_TITLE = re.compile(r"of\s+(?:state|defen[cs]e|staff)\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"(the|an?|this|that|these|those|his|her|its|their|our|my|your|some|any|every|each|no|another|other)\s+",
    re.IGNORECASE,
)
_BEFORE_COUNT = (
    r"(?:all|at least|about|around|roughly|some|other|another|no fewer than|not fewer than|only|just|as many as"
    r"|(?:the|his|her|its|their|these|those|our))"
)
_VAGUE = (
    r"(?:some|several|many|most|a few|few|none|any|a handful|a number|a couple|a majority|half|dozens|hundreds"
    r"|others|all)"
)

_WHOLE = r"(?=(?:the|his|her|its|their|these|those|them|our|us)\b)"
_AMOUNT = re.compile(
    r"(?:[Aa]n?|[Tt]he)?\s*(?:bunch|couple|[Dd]ozens|group|handful|host|[Hh]undreds|list|majority|number|pair|[Ss]cores|string"
    r"|team|[Tt]housands)\s+of\s+"
)
"""Words of an amount that is no count: \"a handful of diplomats\"."""
_PART = re.compile(rf"{_VAGUE}\s+of\s+{_WHOLE}", re.IGNORECASE)


@record(frozen=True, slots=True)
class Phrase:
    """The words that name a source."""

    start: int
    end: int
    text: str
    core: Span
    """From the first word to the first preposition, comma or relative, the count's "of" left out."""
    determiner: str
    count: int | None
    is_part: bool
    """True for "three of the sources": the core is then the larger group's."""
    head: Noun | None
    head_span: Span | None
    is_clause: bool = False
    """True where the words begin with a verb and so name nobody."""


def phrase_of(text: str, spans: Spans) -> Phrase | None:
    """Take the words of a source apart; None where there are none."""
    words = [span for span in spans if text[span[0] : span[1]].strip()]
    if not words:
        return None
    start = words[0][0]
    found = _moved(_read(text[start : min(words[0][1], start + _LONGEST)]), start)
    return found if found.end == words[-1][1] else _ending(found, words[-1][1])


def _moved(phrase: Phrase, start: int) -> Phrase:
    """Give a phrase as it stands in a text where it was read by itself."""
    core, head = (phrase.core[0] + start, phrase.core[1] + start), phrase.head_span
    head_span = (head[0] + start, head[1] + start) if head else None
    return _with(phrase, phrase.start + start, phrase.end + start, core, head_span)


def _ending(phrase: Phrase, end: int) -> Phrase:
    return _with(phrase, phrase.start, end, phrase.core, phrase.head_span)


def _with(of: Phrase, start: int, end: int, core: Span, head_span: Span | None) -> Phrase:
    return Phrase(start, end, of.text, core, of.determiner, of.count, of.is_part, of.head, head_span, of.is_clause)


@lru_cache(maxsize=20_000)
def _read(text: str) -> Phrase:
    """Take the words of a source apart by themselves; the same few words are most sources of a text."""
    start, end = 0, len(text)
    while (junk := _JUNK.match(text, start, end)) and junk.end() < end:
        start = junk.end()
    count, part_end = _count_of(text, start, end)
    amount = None if part_end else _AMOUNT.match(text, start, end)
    core_start = part_end or (amount.end() if amount else start)
    core = (core_start, _core_end(text, core_start, end))
    if (verb := _verb_in(text, *core)) < core[1]:
        if (said := _SAID.match(text, verb)) and said.end() < end:
            return _moved(_read(text[said.end() :]), said.end())
        end = _trimmed(text, core_start, verb)
        core = (core_start, end)
    head, head_span = _head_in(text, core)
    if count is None and not part_end and core[1] < end:
        count = _apposed_count(text, core[1], end)
    determiner = _DETERMINER.match(text, core_start, end)
    return Phrase(
        start,
        end,
        text[start:end],
        core,
        determiner[1].lower() if determiner else "",
        count,
        bool(part_end),
        head,
        head_span,
        not determiner and not part_end and count is None and _begins_with_verb(text, core),
    )


@cache
def counts() -> dict[str, int]:
    """Give the words for a number of people with their value: the number words of figures, dozens, and a few more."""
    rows = [row for row in rows_of_table("number_words") if row["role"] in ("unit", "ten", "group")]
    numbers = {row["word"]: int(row["value"]) for row in rows if int(row["value"])}
    dozen = numbers["dozen"]
    dozens = {"a dozen": dozen, "half a dozen": dozen // 2, "two dozen": 2 * dozen, "three dozen": 3 * dozen}
    return numbers | dozens | {row["word"]: int(row["value"]) for row in table("counts")}


@cache
def _count() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(counts(), key=len, reverse=True))
    return re.compile(
        rf"(?:{_BEFORE_COUNT}\s+){{0,3}}(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{words})"
        rf"(?![\w.,]*\d|-\w|\s+(?:per\s?cent|%))\b(?P<of>\s+of\s+{_WHOLE})?",
        re.IGNORECASE,
    )


def _count_of(text: str, start: int, end: int) -> tuple[int | None, int | None]:
    """Give the count that a phrase begins with, and where the larger group begins in "three of the sources"."""
    if match := _count().match(text, start, end):
        number = match["number"].lower()
        value = int(number.replace(",", "")) if number[0].isdigit() else counts()[" ".join(number.split())]
        return (value or None), match.end() if match["of"] else None
    match = _PART.match(text, start, end)
    return None, match.end() if match else None


def _apposed_count(text: str, start: int, end: int) -> int | None:
    """Give the count of an apposition: "his sources - five former officials"."""
    mark = _MARK.match(text, start, end)
    if not mark:
        return None
    count, part_end = _count_of(text, mark.end(), end)
    return count if part_end is None else None


def _core_end(text: str, start: int, end: int) -> int:
    first = _FIRST.search(text, start, end)
    position = first.end() if first else start
    while stop := _STOP.search(text, position, end):
        if _OF_TITLE.match(text, stop.start(), end):
            position = stop.end()
            continue
        end = stop.start()
        break
    day = _DAYS.search(text, position, end)
    return _trimmed(text, start, day.start() if day else end)


def _begins_with_verb(text: str, core: Span) -> bool:
    """Tell whether the first word can only be a verb: "voted for the mayor", "enable the script"."""
    first = _WORD.match(text, *core)
    if first is None or not first[0].islower():
        return False
    kinds = kinds_of(first[0], is_first=False)
    return bool(kinds & (PAST | BASE)) and not kinds & NOUN and not _is_adjective(text, first.end(), core[1])


def _verb_in(text: str, start: int, end: int) -> int:
    """Give where the first finite verb of the words stands, their end where there is none.

    A form in -ed is one only where no noun follows: "the occupied town" has none, "the army entered the town" has.
    """
    words = _WORD.finditer(text, start, end)
    next(words, None)
    for word in words:
        if word[0].islower() and "-" not in word[0] and "’" not in word[0] and "'" not in word[0]:
            kinds = kinds_of(word[0], is_first=False)
            if kinds & PAST and not kinds & (NOUN | GERUND) and not _is_adjective(text, word.end(), end):
                return word.start()
    return end


def _is_adjective(text: str, start: int, end: int) -> bool:
    """Tell whether a noun follows directly, so that the word before it can be an adjective."""
    following = _WORD.search(text, start, end)
    if following is None or text[start : following.start()].strip():
        return False
    return not kinds_of(following[0], is_first=False) & (DETERMINER | PREPOSITION | PRONOUN | POSSESSIVE | OBJECT)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:" or _is_full_stop(text, start, end)):
        end -= 1
    return end


def _is_full_stop(text: str, start: int, end: int) -> bool:
    """Tell whether a dot ends more than an abbreviation: a small letter or a digit stands before it."""
    return text[end - 1] == "." and end - 2 >= start and not text[end - 2].isupper() and text[end - 3 : end - 2] != "."


def _head_in(text: str, core: Span) -> tuple[Noun | None, Span | None]:
    """Give the last noun of the core that the tables know, the longest where words join ("prime minister")."""
    words = list(_WORD.finditer(text, *core))
    of = next((word.start() for word in words[1:] if word[0] == "of"), core[1])
    for last in range(len(words), 0, -1):
        for size in (3, 2, 1):
            if size > last:
                continue
            span = (words[last - size].start(), words[last - 1].end())
            surface = " ".join(text[span[0] : span[1]].split()).rstrip(".")
            if size == 1 and surface.lower().endswith(("'s", "’s")):
                continue
            if noun := noun_of(surface):
                if span[0] > of and (whose := _head_in(text, (core[0], of)))[0]:
                    return whose  # "the minister of defence" is a minister
                return noun, span
    return None, None
