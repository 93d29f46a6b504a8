"""Unnamed and collective sources: how many, with what access, of which office, part of which larger group.

Here belongs what groups are and which words mean a group that is known already. Groundline records how a text
describes them and never joins groups of different texts.
"""

import re

from pipelines.text.access import access_in, described
from pipelines.text.anonymity import anonymity_of
from pipelines.text.cast import sides_in
from pipelines.text.introductions import introductions_in
from pipelines.text.phrases import Phrase, counts
from pipelines.text.referents import Referent, is_compatible
from pipelines.text.story import Story

GENERIC = frozenset({"aide", "diplomat", "insider", "interlocutor", "official", "people", "person", "source"})
"""Nouns that newswriters use in turn for one group of informants."""
_DEFINITE = frozenset({"the", "these", "those", "his", "her", "its", "their", "our", "that", "this"})
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"them", "these", "those", "us", "others", "pair", "trio", "all", "group"})
_KEPT = 100
"""Groups that are looked through for the one that is meant."""


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
            gender=phrase.head.gender if phrase.head else "",
        )
        self._by_words.setdefault(_core_words(self.story.text, phrase), group)
        return group

    def _read_more(self, group: Referent, phrase: Phrase, sides: set[str], limit: int) -> None:
        """Add what this place tells of the group: access, and an office that is more than was known."""
        text = self.story.text
        group.access_basis = group.access_basis or access_in(text, phrase, limit)
        found = anonymity_of(text[phrase.core[0] : phrase.core[1]], phrase, bool(sides))
        if group.anonymity_class in ("", "anonymous", "partially_anonymous"):
            group.anonymity_class = found
        if group.part_of and group.anonymity_class in ("anonymous", "partially_anonymous"):
            group.anonymity_class = group.part_of.anonymity_class


def _is_plural(phrase: Phrase) -> bool:
    if phrase.count is not None:
        return phrase.count > 1
    return phrase.head is None or phrase.head.is_plural or phrase.head.word in ("people", "men", "women", "children")


def _is_kin(noun: str, group: Referent) -> bool:
    return noun in GENERIC and bool(group.nouns & GENERIC)


def _unknown_noun(text: str, phrase: Phrase) -> str:
    """Give the last word of a core whose noun no table has; empty where there is only a count, an article, "them"."""
    words = _WORD.findall(text[phrase.core[0] : phrase.core[1]].lower())
    last = words[-1] if words else ""
    return "" if last in _EMPTY or last in counts() else last


def _core_words(text: str, phrase: Phrase) -> str:
    return " ".join(text[phrase.core[0] : phrase.core[1]].casefold().split())
