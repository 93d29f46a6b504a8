"""Unnamed and collective sources: how many, with what access, of which office, part of which larger group.

Here belongs what groups are and which words mean a group that is known already. Groundline records how a text
describes them and never joins groups of different texts.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from pipelines.model import Span
from pipelines.text.cast import sides_in
from pipelines.text.phrases import Phrase, counts, phrase_of
from pipelines.text.referents import Referent, is_compatible
from pipelines.text.source_words import offices, table
from pipelines.text.story import Story

GENERIC = frozenset({"aide", "diplomat", "insider", "interlocutor", "official", "people", "person", "source"})
"""Nouns that newswriters use in turn for one group of informants."""
UNNAMED = frozenset({"anonymous_group"})
_INTRODUCED = (
    "advisers",
    "aides",
    "diplomats",
    "insiders",
    "interlocutors",
    "officials",
    "people",
    "persons",
    "sources",
)
_BEFORE_NOUN = 80
"""Code points before its noun in which a group's count stands."""
_AFTER_NOUN = 40
_ASKED = ("nonym", "identified", "named", "authori", "allowed", "background", "names")
"""Parts of words that every phrase of anonymity_phrases.csv has one of."""
_DEFINITE = frozenset({"the", "these", "those", "his", "her", "its", "their", "our", "that", "this"})
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"them", "these", "those", "us", "others", "pair", "trio", "all", "group"})
_KEPT = 100
"""Groups that are looked through for the one that is meant."""
_CLAUSE_END = re.compile(r"[,.;:!?\"“”()\[\]—–\n]|\s(?:said|say|says|told|tell|who|that|which|and have|and has)\b")
_LONGEST = 200
_REASON = re.compile(
    r"[^.;:\"“”\n]{0,60}?\b(?:(?:due to|because of|owing to|citing|given|in view of|for fear of)\s+"
    r"|(?:because|as|since)\s+(?=\w+)"
    r"|(?=(?:in order )?to (?:discuss|speak|talk|describe|share|disclose|be able|reveal)))"
    r"(?P<reason>[^.;:\"“”\n]{3,200}?)(?=\s*(?:[.;:,\"“”\n]|$))",
    re.IGNORECASE,
)


class Groups:
    """The unnamed groups of one story, in the order in which they are introduced."""

    def __init__(self, story: Story) -> None:
        """Begin with no group."""
        self.story = story
        self._known: list[Referent] = []
        self._by_words: dict[str, Referent] = {}
        self._introduced = iter(introductions_in(story))
        self._next = next(self._introduced, None)

    def introduce_before(self, position: int) -> None:
        """Take up the groups that the text introduces before a position without letting them speak there."""
        while self._next is not None and self._next.start < position:
            limit = self.story.sentence_at(self._next.start)[1]
            self.referred(self._next, sides_in(self.story, self._next.core), limit)
            self._next = next(self._introduced, None)

    def referred(self, phrase: Phrase, sides: set[str], limit: int) -> Referent:
        """Give the group that a phrase names: an earlier one that its words point to, else a new one.

        `limit` is where the words around the source end (the next cue or content), as far as access goes.
        """
        noun = phrase.head.word if phrase.head else _unknown_noun(self.story.text, phrase)
        if phrase.is_part:
            whole = self._whole_of(noun, phrase.count, sides)
            group = self._new(phrase, noun, sides, limit, whole)
        else:
            group = self._same(phrase, noun, sides) or self._new(phrase, noun, sides, limit, None)
        if noun and not phrase.is_part:
            group.nouns.add(noun)
        group.sides |= sides
        if group.stated_count is None and not phrase.is_part and phrase.determiner in _DEFINITE:
            group.stated_count = phrase.count
        self._read_more(group, phrase, sides, limit)
        self._known.append(group)
        return group

    def has_single(self, noun: str, sides: set[str]) -> bool:
        """Tell whether an unnamed person has been called by the noun: "the official" means that one."""
        return any(noun in group.nouns and not group.is_plural for group in self._candidates(noun, sides))

    def _candidates(self, noun: str, sides: set[str]) -> list[Referent]:
        """Give the earlier groups that the noun may mean, those of the very noun first, then the latest first."""
        seen = self._known[: -_KEPT - 1 : -1]
        fitting = [group for group in dict.fromkeys(seen) if is_compatible(sides, group.sides)]
        same = [group for group in fitting if noun and noun in group.nouns]
        kin = [group for group in fitting if group not in same and (not noun or _is_kin(noun, group))]
        return same + kin

    def _whole_of(self, noun: str, count: int | None, sides: set[str]) -> Referent | None:
        fitting = [
            group
            for group in self._candidates(noun, sides)
            if group.stated_count is None or group.stated_count > (count or 0)
        ]
        return next((group for group in fitting if group.part_of is None), fitting[0] if fitting else None)

    def _same(self, phrase: Phrase, noun: str, sides: set[str]) -> Referent | None:
        """Give the group that the phrase means again: by its words, or by a definite article and the count."""
        words = _core_words(self.story.text, phrase)
        if phrase.determiner not in _DEFINITE:
            return self._by_words.get(words) if phrase.determiner == "" else None
        fitting = self._candidates(noun, sides)
        if phrase.count is None:
            is_plural = phrase.head is not None and phrase.head.is_plural
            fitting = [group for group in fitting if not noun or group.is_plural == is_plural]
            return fitting[0] if fitting else None
        exact = next((group for group in fitting if group.stated_count == phrase.count), None)
        return exact or next((group for group in fitting if group.stated_count is None and group.is_plural), None)

    def _new(self, phrase: Phrase, noun: str, sides: set[str], limit: int, whole: Referent | None) -> Referent:
        if whole is None and phrase.determiner in _DEFINITE and phrase.count is not None and not phrase.is_part:
            whole = self._whole_of(noun, phrase.count, sides)
        group = Referent(
            kind="anonymous_group",
            description=described(self.story.text, phrase, limit),
            stated_count=phrase.count,
            part_of=whole,
            is_plural=_is_plural(phrase),
            anonymity_class="",
            nouns={noun} if noun else set(),
        )
        self._by_words.setdefault(_core_words(self.story.text, phrase), group)
        return group

    def give_reasons(self, speakers: list[tuple[int, Referent]]) -> None:
        """Add why a source is not named, where a sentence says so, to the unnamed source in it or before it."""
        places = [place for place, _ in speakers]
        asked_in = {self.story.sentence_at(place) for place in _places(self.story.text, _ASKED)}
        for start, end in sorted(asked_in):
            asked = _anonymity().search(self.story.text, start, end)
            if asked is None:
                continue
            reason = reason_in(self.story.text, (asked.start(), end))
            number = bisect_right(places, asked.start()) - 1
            inside = bisect_left(places, end) - 1
            for candidate in (number, inside):
                if candidate >= 0 and (referent := speakers[candidate][1]).kind in UNNAMED:
                    referent.anonymity_reason = referent.anonymity_reason or reason
                    break

    def _read_more(self, group: Referent, phrase: Phrase, sides: set[str], limit: int) -> None:
        """Add what this place tells of the group: access, and an office that is more than was known."""
        text = self.story.text
        group.access_basis = group.access_basis or access_in(text, phrase, limit)
        found = anonymity_of(text[phrase.core[0] : phrase.core[1]], phrase, bool(sides))
        if group.anonymity_class in ("", "anonymous", "partially_anonymous"):
            group.anonymity_class = found
        if group.part_of and group.anonymity_class in ("anonymous", "partially_anonymous"):
            group.anonymity_class = group.part_of.anonymity_class


def introductions_in(story: Story) -> list[Phrase]:
    """Give the phrases outside of sources that introduce a group: "Reuters spoke to five former officials"."""
    named = sorted(span for item in story.attributions for span in item.source)
    starts, found = [start for start, _ in named], {}
    for place in sorted(_places(story.text, _INTRODUCED)):
        if not _may_introduce(story.text, place):
            continue
        sentence = story.sentence_at(place)
        match = _introduction().search(
            story.text, max(place - _BEFORE_NOUN, sentence[0]), min(place + _LONGEST, sentence[1])
        )
        if not match or not match.start() <= place < match.end():
            continue
        number = bisect_right(starts, match.start()) - 1
        if number >= 0 and match.start() < named[number][1]:
            continue
        phrase = phrase_of(story.text, ((match.start(), min(sentence[1], match.end() + _LONGEST)),))
        if phrase is not None and phrase.head is not None and not phrase.is_part:
            found[phrase.start] = phrase
    return [found[start] for start in sorted(found)]


def _places(text: str, words: tuple[str, ...]) -> set[int]:
    """Give where any of the words stands; plain search, because it is many times faster than a pattern."""
    found: set[int] = set()
    for word in words:
        place = text.find(word)
        while place >= 0:
            found.add(place)
            place = text.find(word, place + len(word))
    return found


def _may_introduce(text: str, place: int) -> bool:
    """Tell whether a number stands shortly before a noun, or words of access or of anonymity right after it."""
    before = text[max(place - _BEFORE_NOUN, 0) : place].lower().split()[-6:]
    after = text[place : place + _AFTER_NOUN].lower().split()[1:2]
    return any(word in counts() or word.isdigit() for word in before) or any(word in _access_starts() for word in after)


@cache
def _access_starts() -> frozenset[str]:
    return frozenset(row["phrase"].split()[0] for row in table("access")) | {"who"}


@cache
def _introduction() -> re.Pattern[str]:
    numbers = "|".join(re.escape(word) for word in counts())
    nouns = "|".join(noun for noun in _INTRODUCED if noun not in ("people", "persons"))
    access = "|".join(re.escape(row["phrase"]) for row in table("access"))
    words = rf"(?:(?!(?:{numbers})\b)[\w’'-]+\s+){{0,5}}?"
    asked = "who (?:asked|did not want|declined|requested|spoke on)"
    return re.compile(
        rf"\b(?:(?:{numbers}|\d{{1,3}})\s+{words}(?:{nouns})\b"
        rf"|(?:(?:{numbers}|\d{{1,3}}|several|multiple|some)\s+{words})?(?:{nouns}|people|persons)\s+(?:{access}|{asked}))\b",
        re.IGNORECASE,
    )


def _is_plural(phrase: Phrase) -> bool:
    if phrase.count is not None:
        return phrase.count > 1
    return phrase.head is None or phrase.head.is_plural or phrase.head.word in ("people", "men", "women", "children")


def _is_kin(noun: str, group: Referent) -> bool:
    return noun in GENERIC and bool(group.nouns & GENERIC)


def described(text: str, phrase: Phrase, limit: int) -> str:
    """Give the words that describe a group: the phrase up to a comma or a relative clause, its access included."""
    end = min(max(phrase.end, _access_end(text, phrase, limit)), phrase.start + _LONGEST)
    stop = _CLAUSE_END.search(text, phrase.core[1], end)
    return " ".join(text[phrase.start : stop.start() if stop else end].split())


def access_in(text: str, phrase: Phrase, limit: int) -> str | None:
    """Give why a source would know, in the text's words: "familiar with Kremlin thinking"."""
    end = _access_end(text, phrase, limit)
    match = _access().match(text, phrase.core[1], end)
    return " ".join(text[match.start("access") : end].split()) if match else None


def _access_end(text: str, phrase: Phrase, limit: int) -> int:
    match = _access().match(text, phrase.core[1], limit)
    if not match:
        return phrase.core[1]
    stop = _CLAUSE_END.search(text, match.end(), limit)
    end = min(stop.start() if stop else limit, match.end() + _LONGEST)
    return end - (len(text[match.end() : end]) - len(text[match.end() : end].rstrip()))


@cache
def _access() -> re.Pattern[str]:
    phrases = "|".join(re.escape(row["phrase"]) for row in table("access"))
    return re.compile(
        rf",?\s+(?:(?:who|that)\s+(?:is|are|was|were|(?:has|have|had)(?:\s+been)?)\s+)?(?P<access>(?:{phrases})\s)",
        re.IGNORECASE,
    )


@cache
def _anonymity() -> re.Pattern[str]:
    phrases = "|".join(re.escape(row["phrase"]) for row in table("anonymity_phrases"))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def reason_in(text: str, span: Span) -> str | None:
    """Give why a source in a sentence is not named: "due to the sensitive nature …"; None where it is not said."""
    asked = _anonymity().search(text, *span)
    if not asked:
        return None
    if asked[0].lower().startswith(("not auth", "not allowed")):
        stop = _CLAUSE_END.search(text, asked.end(), span[1])
        return " ".join(text[asked.start() : stop.start() if stop else span[1]].split())
    match = _REASON.match(text, asked.end(), span[1])
    return " ".join(match["reason"].split()) if match else None


def anonymity_of(core: str, phrase: Phrase, has_side: bool) -> str:
    """Give the anonymity class by the first rule that holds.

    The words of an office (offices.csv); an official of a stated side; the class of the noun (group_nouns.csv,
    roles.csv), where one person with a role is partially anonymous rather than unofficial; else anonymous.
    """
    if office := _office().search(core.lower()):
        return offices()[office[0]]
    head = phrase.head
    if head is None:
        return "anonymous"
    if head.role == "official":
        return "official_political" if has_side else "partially_anonymous"
    if head.anonymity == "unofficial" and head.role and not head.is_plural:
        return "partially_anonymous"
    return head.anonymity or "anonymous"


@cache
def _office() -> re.Pattern[str]:
    words = sorted(offices(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b")


def _unknown_noun(text: str, phrase: Phrase) -> str:
    """Give the last word of a core whose noun no table has; empty where there is only a count, an article, "them"."""
    words = _WORD.findall(text[phrase.core[0] : phrase.core[1]].lower())
    last = words[-1] if words else ""
    return "" if last in _EMPTY or last in counts() else last


def _core_words(text: str, phrase: Phrase) -> str:
    return " ".join(text[phrase.core[0] : phrase.core[1]].casefold().split())
