"""Institutions and documents that speak: governments, ministries, organisations, outlets, reports.

Here belong sources that are no people; which words name one is decided in `sources.py`.
"""

import re

from pipelines.model import Mention, Source
from pipelines.text.cast import sides_in
from pipelines.text.phrases import Phrase, phrase_of
from pipelines.text.referents import Referent, is_compatible
from pipelines.text.sides import government
from pipelines.text.source_words import noun_of
from pipelines.text.story import Story

_FOR = re.compile(r"\s*(?:for|of|at|with|from)\s+")
_WORD = re.compile(r"\w[\w-]*")
_KINDS = {
    "government": "government",
    "organisation": "organisation",
    "outlet": "outlet",
    "person": "person",
    "place": "government",
    "region": "government",
    "country": "government",
    "demonym": "government",
    "weapon": "organisation",
}
_SMALL = re.compile(r"^(?:The\s+|(?:[a-zß-ÿ][\w'’-]*\s+)+(?=[A-ZÀ-Þ])|[a-zß-ÿ][\w'’-]*\s*$)+")
"""Small words before a name."""
_LONGER = re.compile(r"(?:\s+(?:for|of|on|against)\s+(?:the\s+)?[A-ZÀ-Þ][\w-]+(?:\s+(?:and\s+)?[A-ZÀ-Þ][\w-]+){0,4})+")
_BEFORE_NOUN = re.compile(r"(?P<name>[A-ZÀ-Þ][^\s-]*(?:\s[A-ZÀ-Þ]\S*)*)(?:\s[a-zß-ÿ]+){1,3}$")
"""A name with what it is behind it: "the Harbour Echo daily newspaper"."""
_STATE = re.compile(r"(?:[Tt]he\s+)?[A-ZÀ-Þ][\w-]*(?:\s[A-ZÀ-Þ][\w-]*)?(?:['’]s)?\s[Gg]overnment")
"""The government of a country as a whole: "the Ukrainian government"."""
_OFFICE = re.compile(r"\b(?:Minister|Secretary|President)\b(?!['’])")
_SPOKEN = frozenset({"place", "region", "country", "demonym"})
"""Kinds of mention whose government speaks where they speak."""
INSTITUTIONS = frozenset({"government", "organisation", "outlet"})
"""Kinds of body that a spokesperson speaks for."""
_BACK = 100
_FULLEST = 120
"""Code points of a description at most."""


def kind_of(mention: Mention) -> str:
    """Give the kind of source that a mention is when it speaks: a place speaks for its government."""
    return "government" if mention.is_metonym else _KINDS[mention.kind]


class Bodies:
    """The institutions and documents of one story, in the order in which they speak."""

    def __init__(self, story: Story) -> None:
        """Begin with none."""
        self.story = story
        self._by_key: dict[str, Referent] = {}
        self._known: list[tuple[frozenset[str], Referent]] = []

    def of_mention(self, mention: Mention, phrase: Phrase | None = None) -> Referent:
        """Give the body that a mention names."""
        surface = self.story.text[mention.start : mention.end]
        entity_id, name = mention.entity_id, mention.name or surface
        if mention.kind in _SPOKEN and (speaking := government(entity_id)):
            entity_id, name = speaking
        key = entity_id or name.casefold()
        body = self._by_key.get(key)
        if body is None:
            body = Referent(kind_of(mention), name=name, entity_id=entity_id)
            self._by_key[key] = body
        core = surface
        if phrase and phrase.determiner not in ("a", "an") and phrase.core[1] - phrase.core[0] <= _FULLEST:
            core = self.story.text[phrase.core[0] : phrase.core[1]]
        body.describe(" ".join(max(core, surface, key=len).split()))
        self._known.append((_words(body.description or surface), body))
        return body

    def of_words(self, phrase: Phrase, kind: str, sides: set[str], *, is_proper: bool = False) -> Referent:
        """Give the body that common words name: the latest one whose description has these words, else a new one.

        `is_proper` says that the words are a name whether they tell a side or not.
        """
        words = " ".join(self.story.text[phrase.core[0] : phrase.core[1]].split())
        is_state = phrase.head is not None and phrase.head.word == "government" and len(sides) == 1
        if is_state and _STATE.fullmatch(words) and (whole := government(next(iter(sides)))):
            return self._of_entity(*whole, words)
        wanted = _words(words) - {"the", "a", "an"}
        if phrase.determiner not in ("a", "an", "another"):
            for known, body in self._known[: -_BACK - 1 : -1]:
                if wanted <= known and body.kind == kind and is_compatible(sides, body.sides):
                    return body
        if phrase.determiner == "the" and len(wanted) == 1 and (named := self._named_before(phrase, kind, wanted)):
            return self.of_mention(named)
        description = " ".join(phrase.text.split())
        name = None if kind == "document" or _is_some(phrase, kind) else self._name_of(phrase, words)
        if name and not (sides or is_proper or name.isupper() or " " not in name or kind == "outlet"):
            name = None
        body = Referent(kind, name=name, description=description, sides=set(sides))
        self._known.append((_words(description), body))
        return body

    def _named_before(self, phrase: Phrase, kind: str, wanted: frozenset[str]) -> Mention | None:
        """Give the latest body before a noun in whose name it stands: "the Institute for Ports … the institute"."""
        if _LONGER.match(self.story.text, phrase.core[1]):
            return None  # it begins a name of its own: "the Bank for Common Things"
        for mention in reversed(self.story.mentions_in((0, phrase.start))[-_BACK:]):
            surface = self.story.text[mention.start : mention.end]
            if mention.kind in INSTITUTIONS and kind_of(mention) == kind and wanted <= _words(surface):
                return mention
        return None

    def _of_entity(self, entity_id: str, name: str, words: str) -> Referent:
        body = self._by_key.setdefault(entity_id, Referent("government", name=name, entity_id=entity_id))
        body.describe(words)
        self._known.append((_words(words), body))
        return body

    def _name_of(self, phrase: Phrase, words: str) -> str | None:
        """Give the name that the words of a body hold: from the first capital on, with "for Common Things" after it.

        A name behind a common noun ("the union Harbour Hands") is the name; words with a person in them are none.
        """
        if any(mention.kind == "person" for mention in self.story.mentions_in(phrase.core)) or _OFFICE.search(words):
            return None
        plain = _SMALL.sub("", words)
        if not plain or any(word.islower() and noun_of(word) is None for word in plain.split()[1:-1]):
            return None
        if phrase.head is not None and phrase.head.sort == "outlet" and (before := _BEFORE_NOUN.match(plain)):
            is_side = any(item.kind == "demonym" for item in self.story.mentions_in(phrase.core))
            return None if is_side else before["name"]
        more = _LONGER.match(self.story.text, phrase.core[1], phrase.start + len(phrase.text))
        return plain + " ".join(("", *more[0].split())) if more and plain[-1:].isalpha() else plain

    def of_outlet(self, source: Source) -> Referent:
        """Give the outlet of a name that no mention covers."""
        key = source.entity_id or (source.name or "").casefold()
        return self._by_key.setdefault(
            key, Referent("outlet", name=source.name, description=source.description, entity_id=source.entity_id)
        )

    def spoken_for(self, phrase: Phrase) -> Referent:
        """Give the institution that an unnamed spokesperson speaks for, as the words describe it."""
        text, end = self.story.text, phrase.start + len(phrase.text)
        after = _FOR.match(text, phrase.core[1], end)
        whose = phrase_of(text, ((after.end(), end),)) if after else None
        nouns = [whose.head] if whose else [noun_of(word) for word in _WORD.findall(text[slice(*phrase.core)])][::-1]
        kinds = [noun.sort for noun in nouns if noun and noun.sort in INSTITUTIONS]
        kinds += [kind_of(mention) for mention in self._mentions(phrase) if mention.kind in INSTITUTIONS]
        return self._described(phrase, kinds[0] if kinds else "government")

    def employer(self, phrase: Phrase) -> Referent | None:
        """Give the organisation whose experts speak, None where the words name none."""
        for mention in self._mentions(phrase):
            if mention.kind == "organisation":
                return self.of_mention(mention)
        return None

    def _mentions(self, phrase: Phrase) -> tuple[Mention, ...]:
        return self.story.mentions_in((phrase.start, phrase.start + len(phrase.text)))

    def office(self, phrase: Phrase) -> Referent:
        """Give the holder of an office whom the story does not name."""
        return self._described(phrase, "person")

    def _described(self, phrase: Phrase, kind: str) -> Referent:
        description = " ".join(phrase.text.split())
        key = kind + " " + description.casefold()
        if key not in self._by_key:
            gender = phrase.head.gender if phrase.head else ""
            self._by_key[key] = Referent(
                kind, description=description, anonymity_class="partially_anonymous", gender=gender
            )
        return self._by_key[key]

    def together(self, phrase: Phrase, parts: list[Referent]) -> Referent:
        """Give the source that several parties are together, with their number; two names are no name of one."""
        return Referent(
            kind=next((part.kind for part in parts if part.kind != "person"), "person"),
            description=" ".join(self.story.text[slice(*phrase.core)].split()),
            stated_count=len(parts),
            is_plural=True,
            sides=sides_in(self.story, phrase.core),
        )


def _is_some(phrase: Phrase, kind: str) -> bool:
    """Tell whether several outlets are meant, or one of them: "Russian media", "a French newspaper"."""
    is_media = phrase.head is not None and (phrase.head.is_plural or phrase.head.word.endswith(("media", "press")))
    return kind == "outlet" and (
        is_media or phrase.count is not None or phrase.determiner in ("a", "an", "another", "some")
    )


def _words(description: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(description))
