"""The people of a story: who is named, under which titles, and whom "he" or "the president" stands for.

Here belong persons only; unnamed groups stand in `groups.py`, what a source phrase is in `sources.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise

from pipelines.model import Mention, Span
from pipelines.text.name_shapes import is_person_name
from pipelines.text.referents import Referent, is_compatible
from pipelines.text.sides import country_of, office_of
from pipelines.text.source_words import Noun, genders, noun_of, offices, table
from pipelines.text.story import Story

_WORD = re.compile(r"\w[\w.'’-]*|[^\w\s]")
_WORDS_BEFORE = 7
_CHARS_BEFORE = 90
_APPOSED = re.compile(r",\s+(?:who is )?([^,.;:!?\n\"“”()]{3,80})(?=[,.])")
_CLAUSE = re.compile(r"\b(?:which|where|is|are|said|says|told|tells|was|were|has|had|added|wrote|reported|and|but)\b")
_APPOSED_NAME = re.compile(r",\s(?P<name>[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){1,2})(?=,)")
_FIRST_NAME = re.compile(r"(?<![^\s“\"(])([A-ZÀ-Þ][a-zß-ÿ'’-]+)\s$")
_FIRST_BACK = 30
_CLAUSE_MARK = re.compile(r"[,;:.!?\"“”()\n]|\b(?:and|but|said|says|told|met|with|by)\b")
_FEMALE_SURNAME = re.compile(r"(?:[oe]va|ina|ska|skaya|aya)$")
_SENTENCES_BACK = 6
_APPOSED_WORDS = 8
_MENTIONS_BACK = 300
_SPEAKERS_BACK = 50
SIDED = frozenset({"place", "region", "country", "demonym", "government"})
"""Kinds of mention that tell whose side somebody is on."""


class Cast:
    """The named people of one story, in the order of their mentions."""

    def __init__(self, story: Story) -> None:
        """Read every person that is mentioned, with the titles around the name."""
        self.story, self._year = story, _year_of(story)
        self.spoken: set[Referent] = set()
        self._starts: list[int] = []
        self._people: list[Referent] = []
        self._by_key: dict[str, Referent] = {}
        for mention in story.mentions:
            if mention.kind == "person":
                self._starts.append(mention.start)
                self._people.append(self._read(mention))
        self._read_apposed()

    def _read_apposed(self) -> None:
        """Read the names that no mention covers but a role explains: "the head of the union, Viktor Hald,"."""
        for match in _APPOSED_NAME.finditer(self.story.text):
            start, end = match.span("name")
            before = self.story.text[max(start - _CHARS_BEFORE, self.story.sentence_at(start)[0]) : match.start()]
            words = _CLAUSE_MARK.split(before)[-1]
            is_new = not self.story.mentions_in((start, end)) and is_person_name(match["name"], is_seen_inside=False)
            if is_new and (roles := roles_in(words)):
                person = self.known(None, match["name"])
                person.describe(" ".join(f"{words}, {match['name']}".split()))
                person.roles |= roles
                self.see(person, start)

    def person_at(self, mention: Mention) -> Referent:
        """Give the person that a mention of the story names."""
        return self._people[bisect_left(self._starts, mention.start)]

    def named(self, name: str) -> Referent:
        """Give the person of a name that no mention covers: an earlier one with this surname, else a new one."""
        return self.known(None, name)

    def knows(self, name: str) -> bool:
        """Tell whether a name, or a surname alone, is one of the people named so far."""
        return name.casefold() in self._by_key or "surname " + name.casefold() in self._by_key

    def see(self, person: Referent, position: int) -> None:
        """Remember that a person whom no mention covers was named at a position."""
        place = bisect_left(self._starts, position)
        self._starts.insert(place, position)
        self._people.insert(place, person)

    def known(self, entity_id: str | None, name: str) -> Referent:
        """Give the person of an entity or a name, a new one where the story has none."""
        key, last = entity_id or name.casefold(), (name.casefold().split() or [""])[-1]
        person = self._by_key.get(key) or (self._by_key.get("surname " + last) if " " not in name else None)
        if person is None:
            person = Referent("person", name=name, entity_id=entity_id, gender=gender_of(name))
            office = office_of(entity_id, self._year) or ""
            person.roles, person.nouns = roles_in(office), {word.lower() for word in _WORD.findall(office)}
            person.sides = {code for code in [country_of(entity_id)] if code}
        self._by_key[key] = person
        if entity_id or " " in name:
            self._by_key["surname " + last] = person
        return person

    def _read(self, mention: Mention) -> Referent:
        text = self.story.text
        surface = text[mention.start : mention.end]
        name = mention.name or surface
        if mention.entity_id is None and " " not in name and (first := _first_name(text, mention.start)):
            name = f"{first} {name}"
        person = self.known(mention.entity_id, name)
        start = _title_start(text, mention.start, self.story.sentence_at(mention.start)[0])
        person.describe(" ".join(text[start : mention.end].split()))
        before = text[start : mention.start]
        apposed = _apposed(text, mention.end)
        if apposed:
            person.describe(" ".join(f"{text[start : mention.end]}, {apposed}".split()))
        for words in (before, apposed):
            person.roles |= roles_in(words)
            person.nouns |= {word.lower() for word in _WORD.findall(words)}
        person.sides |= sides_in(self.story, (start, mention.start))
        person.gender = person.gender or gender_of(before + surface)
        return person

    def with_role(
        self, noun: Noun, field: set[str], sides: set[str], position: int, *, is_headline: bool
    ) -> Referent | None:
        """Give the latest person before a position who holds a role; in a headline also the first one after it.

        `field` are the words that tell the role from others of its name: the "space" of "the space chief".
        """
        wanted = _matches().get(noun.role, frozenset())
        place = bisect_left(self._starts, position)
        earlier = self._people[max(place - _MENTIONS_BACK, 0) : place][::-1]
        later = self._people[place : place + _MENTIONS_BACK] if is_headline else []
        fitting = [
            person
            for person in dict.fromkeys((*earlier, *later))
            if person.roles & wanted and is_compatible(sides, person.sides) and _agrees(person, noun.gender)
            if not field or field & person.nouns
        ]
        exact = [person for person in fitting if noun.word in person.nouns]
        spoken = [person for person in exact or fitting if person in self.spoken]
        return next(iter(spoken or exact or fitting), None)

    def antecedent(
        self, position: int, gender: str, speakers: list[tuple[int, Referent]], own: Span
    ) -> Referent | None:
        """Give whom "he" or "she" at a position stands for.

        Sentence by sentence backwards: whoever speaks in it, else the first person named outside of reported content
        and outside of `own`, the content of the claim itself.
        """
        person = self._antecedent(position, gender, speakers, own)
        if person is not None:
            person.gender = person.gender or gender
        return person

    def _antecedent(
        self, position: int, gender: str, speakers: list[tuple[int, Referent]], own: Span
    ) -> Referent | None:
        here = self.story.sentence_number(position)
        for number in range(here, max(here - _SENTENCES_BACK, -1), -1):
            start, end = self.story.sentences[number]
            end = min(end, position)
            if person := self._last_speaker(speakers, (start, end), gender):
                return person
            if person := self._first_in((start, end), gender, own):
                return person
        return None

    def _last_speaker(self, speakers: list[tuple[int, Referent]], span: Span, gender: str) -> Referent | None:
        """Give the last person who speaks in a span, first of those who are not themselves quoted there."""
        quoted = None
        for position, referent in speakers[: -_SPEAKERS_BACK - 1 : -1]:
            if position < span[0]:
                break
            if position < span[1] and _is_one(referent) and _agrees(referent, gender):
                if not self.story.is_in_content(position):
                    return referent
                quoted = quoted or referent
        return quoted

    def _first_in(self, span: Span, gender: str, own: Span) -> Referent | None:
        low, high = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        for number in range(low, min(high, low + _MENTIONS_BACK)):
            start, person = self._starts[number], self._people[number]
            if own[0] <= start < own[1] or self.story.is_in_content(start):
                continue
            if _agrees(person, gender):
                return person
        return None


def sides_in(story: Story, span: Span) -> set[str]:
    """Give the codes of the countries that the places, governments and adjectives in a span are of."""
    named = (country_of(mention.entity_id) for mention in story.mentions_in(span) if mention.kind in SIDED)
    return {code for code in named if code is not None}


def _year_of(story: Story) -> int | None:
    published = story.document.published
    return published.last_on.year if published and published.last_on else None


def _first_name(text: str, start: int) -> str | None:
    """Give the capital word right before a surname where it can be a first name: not a title, a role or a demonym."""
    match = _FIRST_NAME.search(text, max(start - _FIRST_BACK, 0), start)
    if (
        not match
        or match[1].lower() in title_uses()
        or noun_of(match[1])
        or not is_person_name(f"{match[1]} X", is_seen_inside=False)
    ):
        return None
    return match[1]


def _is_one(referent: Referent) -> bool:
    """Tell whether "he" or "she" can mean a source: a person, one unnamed source, the spokesman of a body."""
    return referent.kind == "person" or (
        not referent.is_plural and (bool(referent.gender) or referent.kind == "anonymous_group")
    )


def _agrees(person: Referent, gender: str) -> bool:
    return not gender or not person.gender or person.gender == gender


@cache
def _matches() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for row in table("role_matches"):
        known.setdefault(row["said"], set()).add(row["known"])
    return {said: frozenset(classes) for said, classes in known.items()}


def _title_start(text: str, start: int, sentence_start: int) -> int:
    """Give where the title before a name begins: the longest run of title words that holds a role, else the name."""
    best, following = start, ""
    for found in islice(_words_back(text, max(sentence_start, start - _CHARS_BEFORE), start), _WORDS_BEFORE):
        word = found[0]
        low = word.lower()
        use = title_uses().get(low.rstrip("."), "")
        nouns = (noun_of(low), noun_of(f"{low} {following}"))
        is_role = any(noun is not None and noun.sort == "role" for noun in nouns)
        if not (word[0].isupper() or use in ("qualifier", "link") or is_role or low in offices()):
            break
        if is_role or use == "address" or (best < start and use not in ("link", "starter")):
            best = found.start()
        following = low
    return best


def _words_back(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """Give the words between two places, the last one first: most names have no title, and one word tells."""
    while end > begin:
        cut = max(text.rfind(" ", begin, end - 1) + 1, begin)
        yield from reversed(list(_WORD.finditer(text, cut, end)))
        end = cut


@cache
def title_uses() -> dict[str, str]:
    """Give how the words around titles are used: address, link, qualifier, starter."""
    return {row["word"]: row["use"] for row in table("title_words")}


@cache
def addresses() -> dict[str, str]:
    """Give the words of address before a name (Mr, Ms) with the gender they show."""
    return {row["word"]: row["gender"] for row in table("title_words") if row["use"] == "address"}


def roles_in(words: str) -> set[str]:
    """Give the classes of the roles in a few words, two-word roles first."""
    return set(_roles_in(words))


@lru_cache(maxsize=20_000)
def _roles_in(words: str) -> frozenset[str]:
    tokens = _WORD.findall(words)
    found: set[str] = set()
    number = 0
    while number < len(tokens):
        for size in (3, 2, 1):
            noun = noun_of(" ".join(tokens[number : number + size]))
            if noun is not None and noun.sort == "role":
                found.add(noun.role)
                number += size - 1
                break
        number += 1
    return frozenset(found)


def _apposed(text: str, end: int) -> str:
    """Give the words of an apposition after a name that say who it is: "the harbour director"."""
    match = _APPOSED.match(text, end, end + _CHARS_BEFORE)
    if not match or _CLAUSE.search(match[1]):
        return ""
    words = _WORD.findall(match[1])[:_APPOSED_WORDS]
    known = [noun_of(word) or noun_of(" ".join(pair)) for word, pair in zip(words, pairwise([*words, ""]), strict=True)]
    return match[1].strip() if any(noun and noun.sort in ("role", "group") for noun in known) else ""


@lru_cache(maxsize=20_000)
def gender_of(name: str) -> str:
    """Give the gender that a name or its title shows, empty where they show none."""
    words = [word.rstrip(".").lower() for word in _WORD.findall(name)]
    for word in words:
        noun = noun_of(word)
        if word in addresses():
            return addresses()[word]
        if noun is not None and noun.gender:
            return noun.gender
    for word in words:
        if word in genders():
            return genders()[word]
    return "f" if len(words) > 1 and _FEMALE_SURNAME.search(words[-1]) else ""
