"""Who the source of each attribution is: its kind and its name, after pronouns and short names are resolved.

Here each source phrase is sorted to the people of the story (`cast.py`), its unnamed groups (`groups.py`) or its
bodies (`bodies.py`). How a claim came to the publisher stands in `chain.py`.
"""

import re

from pipelines.model import Attribution, Mention, Source, Span
from pipelines.text.bodies import Bodies
from pipelines.text.cast import Cast, addresses, gender_of, roles_in, sides_in
from pipelines.text.groups import Groups
from pipelines.text.phrases import Phrase, phrase_of
from pipelines.text.referents import Referent
from pipelines.text.source_words import Noun
from pipelines.text.story import Story, place_of

_SINGULAR = {"he": "m", "him": "m", "she": "f", "her": "f"}
_PLURAL = frozenset({"they", "them", "both", "all", "these", "those", "the two", "the three", "the pair"})
_THING = frozenset({"it", "this", "that"})
_OWN = frozenset({"i", "we", "me", "us"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CARRYING = re.compile(r"(?:and |but |while |also )*\w+ing\b", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")
_POSSESSED = re.compile(r"['’]s?\s+\w")
_APPOSED = re.compile(r"\s*[,(]\s*(?:[A-Z][\w.]*\s+)?$")
_NAME = re.compile(r"(?:(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|van|von|der|al|bin|el|la)\s*){1,4}$")
_ACRONYM = re.compile(r"[A-Z][A-Z&.]+$")
_FULLEST = 160
"""Code points of a description at most."""
_BACK = 60
_SPEAKERS_BACK = 50
_SPOKEN_FOR = "spokesperson"


class Sources:
    """Reads the sources of one story in the order in which the text names them."""

    def __init__(self, story: Story) -> None:
        """Lay out the people, bodies and groups of the story."""
        self.story = story
        self.cast, self.bodies, self.groups = Cast(story), Bodies(story), Groups(story)
        self.speakers: list[tuple[int, Referent]] = []
        self.unattributed = Referent("unattributed", anonymity_class="anonymous")
        self._found: dict[int, tuple[Referent, int | None]] = {}

    def all(self) -> tuple[Source, ...]:
        """Give the source of each attribution, in the order of the attributions."""
        attributions = self.story.attributions
        for number in sorted(range(len(attributions)), key=lambda n: place_of(attributions[n])):
            attribution = attributions[number]
            referent, count = self._read(attribution)
            self._found[number] = referent, count
            if referent.kind != "unattributed":
                self.speakers.append((place_of(attribution), referent))
        self.groups.give_reasons(self.speakers)
        return tuple(self._found[n][0].as_source(self._found[n][1]) for n in range(len(attributions)))

    def _read(self, attribution: Attribution) -> tuple[Referent, int | None]:
        phrase = phrase_of(self.story.text, attribution.source)
        if phrase is None:
            return self._carried(attribution)
        referent = self._pronoun(phrase, attribution)
        if referent is not None:
            return referent, phrase.count
        return self._named(phrase, attribution)

    def _carried(self, attribution: Attribution) -> tuple[Referent, int | None]:
        """Give the source of a claim without one: the speaker before, where the text goes on with what was said."""
        if not self.speakers:
            return self.unattributed, None
        text, (position, latest) = self.story.text, self.speakers[-1]
        if not attribution.cue:
            return latest, latest.stated_count
        is_near = self.story.sentence_number(position) == self.story.sentence_number(place_of(attribution))
        if is_near and _CARRYING.match(text, *attribution.cue[0]):
            return latest, latest.stated_count
        return self.unattributed, None

    # ------------------------------------------------------------------------------------------------ pronouns
    def _pronoun(self, phrase: Phrase, attribution: Attribution) -> Referent | None:
        words = " ".join(phrase.text.casefold().rstrip(",").split())
        if words in _SINGULAR:
            own = attribution.content[0] if attribution.content else (0, 0)
            person = self.cast.antecedent(phrase.start, _SINGULAR[words], self.speakers, own)
            return person or Referent("person", description=phrase.text, anonymity_class="anonymous")
        if words in _RELATIVE and (found := self._before(phrase.start)):
            return found
        if words in _PLURAL:
            return self._latest(phrase.start, is_plural=True) or self._undetermined(phrase)
        if words in _THING:
            return self._thing(phrase.start) or self._undetermined(phrase)
        if words in _OWN:
            return self._outer(attribution) or Referent("person", description=phrase.text, anonymity_class="anonymous")
        return None

    def _undetermined(self, phrase: Phrase) -> Referent:
        return Referent("anonymous_group", description=phrase.text, anonymity_class="anonymous")

    def _outer(self, attribution: Attribution) -> Referent | None:
        if attribution.parent is not None and attribution.parent in self._found:
            return self._found[attribution.parent][0]
        return None

    def _latest(self, position: int, *, is_plural: bool) -> Referent | None:
        """Give the latest speaker before a position that "they" can stand for."""
        recent = [item for place, item in self.speakers[: -_SPEAKERS_BACK - 1 : -1] if place < position]
        plural = next((item for item in recent if item.is_plural is is_plural), None)
        bodies = next((item for item in recent if item.kind != "person"), None)
        return plural or bodies

    def _thing(self, position: int) -> Referent | None:
        """Give the body or document that "it" stands for: sentence by sentence, who speaks, else who is named first."""
        here = self.story.sentence_number(position)
        for number in range(here, max(here - 4, -1), -1):
            start, end = self.story.sentences[number]
            for place, item in self.speakers[: -_SPEAKERS_BACK - 1 : -1]:
                if start <= place < min(end, position) and item.kind in (
                    "government",
                    "organisation",
                    "outlet",
                    "document",
                ):
                    return item
            for mention in self.story.mentions_in((start, min(end, position)))[:_BACK]:
                if mention.kind in ("government", "organisation", "outlet") and not self.story.is_in_content(
                    mention.start
                ):
                    return self.bodies.of_mention(mention)
        return None

    def _before(self, position: int) -> Referent | None:
        """Give whom a relative pronoun stands for: the last name right before it, else the noun phrase."""
        start = self.story.sentence_at(position)[0]
        span = (max(start, position - _BACK), position)
        mentions = self.story.mentions_in(span)
        for mention in reversed(mentions):
            if mention.kind == "person":
                return self.cast.person_at(mention)
        phrase = phrase_of(self.story.text, (span,)) if span[0] < span[1] else None
        return self._named(phrase, None)[0] if phrase else None

    # --------------------------------------------------------------------------------------------------- names
    def _named(self, phrase: Phrase, attribution: Attribution | None) -> tuple[Referent, int | None]:
        text = self.story.text
        if attribution is not None and (parties := self._parties(phrase)):
            return parties, parties.stated_count
        last = self._last_mention(phrase.core)
        if phrase.head is not None and (last is None or last.end < (phrase.head_span or phrase.core)[1]):
            return self._by_noun(phrase, phrase.head, attribution)
        if last is not None:
            return self._by_mention(phrase, last), None
        words = text[phrase.core[0] : phrase.core[1]].strip()
        if not phrase.determiner and words and _NAME.match(words):
            if _ACRONYM.match(words):
                return self.bodies.of_words(phrase, "organisation", set()), None
            return self._by_shape(words, phrase), None
        return self.groups.referred(
            phrase, sides_in(self.story, phrase.core), self._limit(phrase, attribution)
        ), phrase.count

    def _by_shape(self, name: str, phrase: Phrase) -> Referent:
        """Give the person whom capital letters name where no mention does, with what the phrase tells of them."""
        person = self.cast.named(_plain(name))
        if len(phrase.text) <= _FULLEST:
            person.describe(" ".join(phrase.text.split()).strip(" ,;"))
        person.roles |= roles_in(phrase.text)
        person.gender = person.gender or gender_of(phrase.text)
        self.cast.see(person, phrase.start)
        return person

    def _last_mention(self, core: Span) -> Mention | None:
        """Give the mention that ends the core, unless something is named as its possession after it."""
        inside = self.story.mentions_in(core)
        if inside and not _POSSESSED.match(self.story.text, inside[-1].end, max(core[1], inside[-1].end)):
            return inside[-1]
        return None

    def _by_mention(self, phrase: Phrase, mention: Mention) -> Referent:
        if mention.kind == "person":
            return self.cast.person_at(mention)
        if mention.kind == "demonym" and self.story.text[mention.end - 1] == "s":
            return self.groups.referred(phrase, sides_in(self.story, phrase.core), phrase.end)
        return self.bodies.of_mention(mention, phrase)

    def _by_noun(self, phrase: Phrase, noun: Noun, attribution: Attribution | None) -> tuple[Referent, int | None]:
        sides = sides_in(self.story, phrase.core)
        if noun.sort not in ("role", "group"):
            return self._body(phrase, noun, sides), None
        if (noun.sort == "role" or not noun.is_plural) and (person := self._one_person(phrase, noun, sides)):
            return person, None
        if noun.role == _SPOKEN_FOR and not noun.is_plural:
            return self.bodies.spoken_for(phrase), None
        if noun.role == "expert" and (body := self.bodies.employer(phrase)):
            return body, None
        if noun.sort == "role" and noun.role != "official" and phrase.determiner not in ("a", "an", "one", "another"):
            return self.bodies.office(phrase), None
        return self.groups.referred(phrase, sides, self._limit(phrase, attribution)), phrase.count

    def _body(self, phrase: Phrase, noun: Noun, sides: set[str]) -> Referent:
        """Give the body or document of a noun; figures of an organisation are the organisation's own voice."""
        mentions = self.story.mentions_in((phrase.start, phrase.start + len(phrase.text)))
        if noun.is_voice:
            for mention in mentions:
                if mention.kind in ("organisation", "outlet", "government"):
                    return self.bodies.of_mention(mention)
        return self.bodies.of_words(phrase, noun.sort, sides)

    def _one_person(self, phrase: Phrase, noun: Noun, sides: set[str]) -> Referent | None:
        """Give the person whom a role names: by the name beside it, else the holder known from the story."""
        text, end = self.story.text, phrase.start + len(phrase.text)
        after = (phrase.head_span or phrase.core)[1]
        for mention in self.story.mentions_in((phrase.core[1], end)):
            if mention.kind == "person" and _APPOSED.search(text, phrase.core[0], mention.start):
                return self.cast.person_at(mention)
        name = text[after : phrase.core[1]].strip()
        if name and _NAME.match(name):
            return self._by_shape(name, phrase)
        if noun.sort != "role" or phrase.determiner in ("a", "an", "one", "another", "some") or phrase.count:
            return None
        is_headline = self.story.sentence_number(phrase.start) == 0
        return self.cast.with_role(noun, sides, phrase.start, is_headline)

    def _parties(self, phrase: Phrase) -> Referent | None:
        """Give two or more named parties that speak together ("Russia and Ukraine"), None for anything else."""
        text, (start, end) = self.story.text, phrase.core
        if not _AND.search(text, start, end):
            return None
        if any(_AND.search(text, item.start, item.end) for item in self.story.mentions_in(phrase.core)):
            return None
        parts: list[Referent] = []
        while start < end:
            cut = _AND.search(text, start, end)
            part = phrase_of(text, ((start, cut.start() if cut else end),))
            if part is None or (part.head and (part.head.sort == "group" or part.head.is_plural)):
                return None
            if part.head is None and self._last_mention(part.core) is None:
                return None
            parts.append(self._named(part, None)[0])
            start = cut.end() if cut else end
        return self.bodies.together(phrase, parts)

    def _limit(self, phrase: Phrase, attribution: Attribution | None) -> int:
        """Give where the words around a source end: at the next cue or content, or with the sentence."""
        ends = [self.story.sentence_at(phrase.start)[1]]
        if attribution is not None:
            ends += [start for start, _ in (*attribution.cue, *attribution.content) if start >= phrase.core[1]]
        return max(min(ends), phrase.core[1])


def _plain(name: str) -> str:
    """Give a name without the address before it and the possessive after it."""
    words = name.removesuffix("'s").removesuffix("’s").strip(" .,").split()
    while len(words) > 1 and words[0].rstrip(".").lower() in addresses():
        words = words[1:]
    return " ".join(words) or name
