"""Whom a source phrase that is no pronoun stands for: a person, a body, a group, or several parties together.

Here each phrase is sorted to the people of the story (`cast.py`), its bodies (`bodies.py`) or its unnamed groups
(`groups.py`). Pronouns stand in `pronouns.py`.
"""

import re

from pipelines.entities.words import body_kinds
from pipelines.model import Attribution, Mention, Span
from pipelines.text.bodies import Bodies
from pipelines.text.cast import SIDED, Cast, addresses, gender_of, roles_in, sides_in, title_uses
from pipelines.text.credits import is_outlet
from pipelines.text.first_person import FirstPerson
from pipelines.text.groups import Groups
from pipelines.text.name_shapes import is_people, is_person_name
from pipelines.text.phrases import Phrase, counts, phrase_of
from pipelines.text.referents import Referent
from pipelines.text.relays import outlet
from pipelines.text.source_words import Noun, genders, noun_of
from pipelines.text.story import Story, is_inside
from pipelines.text.words import NOUN, kinds_of

_AND = re.compile(r"\s+and\s+")
_MORE = re.compile(r"['’]s?\s+\w|\s+[a-zß-ÿ]\w")
_APPOSED = re.compile(r"\s*[,(]\s*(?:[A-Z][\w.]*\s+)?$")
_NAME_PART = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|van|von|der|al|bin|el|la)"
_NAME = re.compile(rf"{_NAME_PART}(?:\s+{_NAME_PART}){{0,3}}\s*$")
_SHORTEST_NAME = 3
_SHORT_OUTLET = re.compile(
    r"[Tt]he (?:news )?(?:agency|broadcaster|channel|magazine|network|newspaper|outlet|paper|portal|site|website)"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w.]*")
_ACRONYM = re.compile(r"[A-Z][A-Z&.]+$")
_SEGMENT = re.compile(r"[^,;:(\"“”\n]*")
_RELATED = re.compile(r"\s*[,;]?\s*\b(?:which|who|whose|that|when|where)\b")
_CAPITAL = re.compile(r"\s+(?=[A-ZÀ-Þ])")
_WORD = re.compile(r"\w[\w.'’-]*")
_ADJECTIVE = re.compile(r"(?:['’]s?|al|ic|ive|ese|ish|ian|ous|ful|ary|ed|est|er)$|^(?:new|old|young|own|prime|ex.*)$")
_APPOSED_NAME = re.compile(rf",\s+(?P<name>{_NAME_PART}(?:\s+{_NAME_PART}){{1,3}})\s*(?:,|$)")
_FULLEST = 160
"""Code points of a description at most."""
_INDEFINITE = ("a", "an", "one", "another", "some")


class Naming:
    """Gives the referents of the source phrases of one story."""

    def __init__(self, story: Story) -> None:
        """Lay out the people, bodies and groups of the story."""
        self.story = story
        self.cast, self.bodies, self.groups = Cast(story), Bodies(story), Groups(story)
        self.first_person = FirstPerson(story, self.cast)
        self.nobody = Referent("unattributed", anonymity_class="anonymous")

    def named(self, phrase: Phrase, attribution: Attribution | None) -> tuple[Referent, int | None]:
        """Give whom a phrase names, and how many people its words say that is."""
        text = self.story.text
        if phrase.is_clause:
            return self._last_person(phrase) or self.nobody, None
        if attribution is not None and (parties := self._parties(phrase)):
            return parties, parties.stated_count
        if person := self._at_end(phrase):
            return person, None
        last = self._last_mention(phrase.core)
        if phrase.head is not None and (last is None or last.end < (phrase.head_span or phrase.core)[1]):
            return self._by_noun(phrase, phrase.head, attribution)
        if last is not None:
            return self._by_mention(phrase, last), None
        words = text[phrase.core[0] : phrase.core[1]].strip()
        if phrase.determiner == "the" and (short := self._short_name(phrase)):
            return short, None
        if self._is_name(phrase):
            return self._by_capitals(phrase, words, attribution), None
        if not self._is_people(phrase):
            return self.nobody, None
        return self.groups.referred(
            phrase, sides_in(self.story, phrase.core), self._limit(phrase, attribution)
        ), phrase.count

    def _last_person(self, phrase: Phrase) -> Referent | None:
        """Give the person whom words end in that begin as no name does ("logged in President Korol")."""
        end = phrase.start + len(phrase.text.rstrip(" ,"))
        inside = [item for item in self.story.mentions_in((phrase.start, end)) if item.end == end]
        return self.cast.person_at(inside[-1]) if inside and inside[-1].kind == "person" else None

    def _at_end(self, phrase: Phrase) -> Referent | None:
        """Give the person whose name ends a long title: "Ambassador to the Harbour Union Anna Korol".

        In "spokesman for President Korol" another role stands right before the name: that is whose spokesman it is.
        """
        text, end = self.story.text, phrase.start + len(phrase.text)
        segment = _SEGMENT.match(text, phrase.start, end)
        stop = segment.start() + len(segment[0].rstrip()) if segment else end
        inside = self.story.mentions_in((phrase.core[1], stop))
        if not inside:
            return None
        if inside[-1].kind != "person" or inside[-1].end != stop:
            name = text[inside[-1].end : stop].strip()
            is_held = phrase.head is not None and phrase.head.sort == "role" and not phrase.head.is_plural
            is_named = " " in name and _NAME.fullmatch(name) and is_person_name(name, is_seen_inside=False)
            return self._by_shape(name, phrase) if is_held and is_named else None
        before = _WORD.findall(text[phrase.start : inside[-1].start])
        noun = noun_of(before[-1]) if before else None
        is_role = noun is not None and noun.sort in ("role", "group")
        is_role = is_role or bool(before and before[-1].rstrip(".").lower() in addresses())
        if not before or not before[-1][0].isupper() or (phrase.head is not None and phrase.head.is_plural):
            return None
        has_role = phrase.head is not None and phrase.head.sort in ("role", "group")
        return self.cast.person_at(inside[-1]) if has_role != is_role else None

    def _is_people(self, phrase: Phrase) -> bool:
        """Tell whether words without a known noun can be people: a number alone, "everyone", "milbloggers"."""
        text, (start, end) = self.story.text, phrase.core
        if any(item.kind == "demonym" and item.end == end for item in self.story.mentions_in(phrase.core)):
            return True
        return text[start:end].lower().split()[-1:] in [[word] for word in counts()] or is_people(text[start:end])

    def _by_capitals(self, phrase: Phrase, words: str, attribution: Attribution | None) -> Referent:
        """Give whom capital letters alone name: an outlet, a body, a person; nobody where they may be a heading."""
        if is_outlet(words):
            return self.bodies.of_outlet(outlet(words))
        if self.cast.knows(_plain(words.title() if words.isupper() else words)):
            return self._by_shape(words.title() if words.isupper() else words, phrase)
        if _ACRONYM.match(words) and not self._is_label(attribution):
            return self.bodies.of_words(phrase, "organisation", set())
        if kind := body_kinds().get(words.split()[-1]):
            return self.bodies.of_words(phrase, kind, sides_in(self.story, phrase.core), is_proper=True)
        if self._is_label(attribution) and (full := self._in_full(words)) is not None:
            return self._by_shape(full, phrase)
        plain = _plain(words)
        is_seen = plain != words.strip(" .,") or self.story.is_seen_inside(plain)
        return self._by_shape(words, phrase) if is_person_name(plain, is_seen_inside=is_seen) else self.nobody

    def _in_full(self, label: str) -> str | None:
        """Give the whole name of whom the label of a turn names by the last: "Orr" after "Ann Orr, 71, keeps it"."""
        if " " in label or not label.isalpha():
            return None
        found = re.search(rf"\b([A-ZÀ-Þ][a-zß-ÿ]+ {label})\b(?=,)", self.story.text)
        return found[1] if found and is_person_name(found[1], is_seen_inside=True) else None

    def _by_shape(self, name: str, phrase: Phrase) -> Referent:
        """Give the person whom capital letters name where no mention does, with what the phrase tells of them."""
        person = self.cast.named(_plain(name))
        related = _RELATED.search(phrase.text)
        description = phrase.text[: related.start()] if related else phrase.text
        if len(description) <= _FULLEST:
            person.describe(" ".join(description.split()).strip(" ,;"))
        person.roles |= roles_in(phrase.text)
        person.gender = person.gender or gender_of(phrase.text)
        self.cast.see(person, phrase.start)
        return person

    def _short_name(self, phrase: Phrase) -> Referent | None:
        """Give the body that "the Post" stands for: the latest outlet with this word, else one of that name."""
        words = self.story.text[slice(*phrase.core)].split(maxsplit=1)[-1]
        if not _NAME.match(words):
            return None
        for mention in self.story.outlets_back(phrase.start):
            if words in self.story.text[mention.start : mention.end].split():
                return self.bodies.of_mention(mention)
        return self.bodies.of_words(phrase, "organisation", set())

    def _is_label(self, attribution: Attribution | None) -> bool:
        """Tell whether a colon follows the source: the label of a turn in a transcript is somebody's name."""
        return attribution is not None and any(self.story.text[start:end] == ":" for start, end in attribution.cue)

    def _is_name(self, phrase: Phrase) -> bool:
        """Tell whether capital letters alone make a phrase a name."""
        return not phrase.determiner and bool(_NAME.match(self.story.text[phrase.core[0] : phrase.core[1]].strip()))

    def _last_mention(self, core: Span) -> Mention | None:
        """Give the mention that the core ends in, unless more is named after it ("Russian bloggers", "Hald's plan")."""
        text, inside = self.story.text, self.story.mentions_in(core)
        last = inside[-1] if inside else None
        if last is None or (text[last.start - 1 : last.start] or " ") in "-‑" or self._is_surname(last, core):
            return None
        rest = text[last.end : max(core[1], last.end)]
        if last.kind in SIDED and _CAPITAL.match(rest):
            return None
        return None if _MORE.search(rest) else last

    def _is_surname(self, mention: Mention, core: Span) -> bool:
        """Tell whether a place's name is a person's here: a given name stands before it."""
        before = self.story.text[core[0] : mention.start].split()
        return mention.kind == "place" and bool(before) and before[-1].lower() in genders()

    def _by_mention(self, phrase: Phrase, mention: Mention) -> Referent:
        if mention.kind == "person":
            return self.cast.person_at(mention)
        if mention.kind == "demonym" and self.story.text[mention.end - 1] == "s":
            return self.groups.referred(phrase, sides_in(self.story, phrase.core), phrase.end)
        return self.bodies.of_mention(mention, phrase)

    def _by_noun(self, phrase: Phrase, noun: Noun, attribution: Attribution | None) -> tuple[Referent, int | None]:
        sides = sides_in(self.story, (phrase.core[0], self._complement_end(phrase)))
        if noun.sort not in ("role", "group"):
            return self._body(phrase, noun, sides), None
        if (noun.sort == "role" or not noun.is_plural) and (person := self._one_person(phrase, noun, sides)):
            return person, None
        if noun.role == "spokesperson" and not noun.is_plural:
            return self.bodies.spoken_for(phrase), None
        if noun.role == "expert" and (body := self.bodies.employer(phrase)):
            return body, None
        if noun.sort == "role" and noun.role != "official" and phrase.determiner not in _INDEFINITE:
            return self.bodies.office(phrase), None
        return self.groups.referred(phrase, sides, self._limit(phrase, attribution)), phrase.count

    def _complement_end(self, phrase: Phrase) -> int:
        """Give where "of Ukraine" ends after a core ("the president of Ukraine"), else where the core ends."""
        match = _OF.match(self.story.text, phrase.core[1], phrase.start + len(phrase.text))
        return match.end() if match else phrase.core[1]

    def _body(self, phrase: Phrase, noun: Noun, sides: set[str]) -> Referent:
        """Give the body or document of a noun; figures of an organisation are the organisation's own voice."""
        if noun.is_voice:
            for mention in self.story.mentions_in(phrase.core):
                if mention.kind in ("organisation", "outlet", "government"):
                    return self.bodies.of_mention(mention)
        if _SHORT_OUTLET.fullmatch(self.story.text, *phrase.core) and (
            before := self.story.outlet_before(phrase.start)
        ):
            return self.bodies.of_mention(before)
        if noun.sort == "outlet" and (named := self._outlet_in(phrase, noun)):
            return self.bodies.of_mention(named, phrase)
        return self.bodies.of_words(phrase, noun.sort, sides)

    def _outlet_in(self, phrase: Phrase, noun: Noun) -> Mention | None:
        """Give the outlet that stands in "the state-run Belta news agency".

        Letters alone name an agency, but may stand for another newspaper than the one that the tables have.
        """
        outlets = [one for one in self.story.mentions_in(phrase.core) if one.kind == "outlet" and one.entity_id]
        if len(outlets) != 1:
            return None
        is_short = outlets[0].end - outlets[0].start <= _SHORTEST_NAME and not noun.word.endswith("agency")
        return None if is_short else outlets[0]

    def _one_person(self, phrase: Phrase, noun: Noun, sides: set[str]) -> Referent | None:
        """Give the person whom a role names: by the name beside it, else the holder known from the story."""
        text, end = self.story.text, phrase.start + len(phrase.text)
        after = (phrase.head_span or phrase.core)[1]
        for mention in self.story.mentions_in((phrase.core[1], end)):
            if mention.kind == "person" and _APPOSED.search(text, phrase.core[0], mention.start):
                return self.cast.person_at(mention)
        name = text[after : phrase.core[1]].strip()
        if not name and (apposed := _APPOSED_NAME.match(text, phrase.core[1], end)):
            name = apposed["name"]
        if name and _NAME.match(name) and self._is_named(name, noun):
            return self._by_shape(name, phrase)
        if noun.sort != "role" or phrase.determiner in _INDEFINITE or phrase.count:
            return None
        if noun.role == "official" and self.groups.has_single(noun.word, sides):
            return None
        is_headline = self.story.sentence_number(phrase.start) == 0
        return self.cast.with_role(noun, self._field_of(phrase), sides, phrase.start, is_headline=is_headline)

    def _field_of(self, phrase: Phrase) -> set[str]:
        """Give the nouns in front of a role that say of what it is: "space" in "the country's new space chief"."""
        text, end = self.story.text, (phrase.head_span or phrase.core)[0]
        named = [(item.start, item.end) for item in self.story.mentions_in((phrase.core[0], end))]
        words = [
            word[0].lower()
            for word in _WORD.finditer(text, phrase.core[0], end)
            if not is_inside(word.start(), tuple(named)) and not _ADJECTIVE.search(word[0].lower())
        ]
        return {word for word in words if kinds_of(word, is_first=False) & NOUN and word not in title_uses()}

    def _is_named(self, name: str, noun: Noun) -> bool:
        """Tell whether the capital words after a noun are a name: a single one is only after a role."""
        is_single = noun.sort == "role" or self.story.is_seen_inside(name)
        return self.cast.knows(name) or is_person_name(name, is_seen_inside=is_single)

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
            if part.head is None and self._last_mention(part.core) is None and not self._is_name(part):
                return None
            party = self.named(part, None)[0]
            if party.name is None and party.kind not in ("government", "organisation", "outlet"):
                return None
            parts.append(party)
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
