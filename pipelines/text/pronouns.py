"""Whom a pronoun stands for that names a source: he, she, they, it, we, who.

Here belongs the search backwards through who speaks and who is named; what a noun phrase names stands in `naming.py`.
"""

import re

from pipelines.model import Attribution, Span
from pipelines.text.naming import Naming
from pipelines.text.phrases import Phrase, phrase_of
from pipelines.text.referents import Referent
from pipelines.text.story import Story
from pipelines.text.words import (
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NOUN,
    PAST,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    kinds_of,
)

_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_PLURAL = frozenset({"they", "them", "their", "both", "all", "these", "those", "the two", "the three", "the pair"})
_THING = frozenset({"it", "its", "this", "that"})
_OWN = frozenset({"i", "we", "me", "us", "my", "our", "you", "himself", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_WORD = re.compile(r"\w[\w'’-]*")
_NO_NOUN = PREPOSITION | CONJUNCTION | SUBORDINATOR | RELATIVE | PRONOUN | AUXILIARY | MODAL
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|its|their)\s")
_OWNER = re.compile(r"(?P<owner>[^\n.,;:]{1,80}?)[’']s\b")
_IN_WHICH = re.compile(r",?\s+(?:in|during|at|after)\s+which\s+$")
_BODIES = ("government", "organisation", "outlet")
_CHARS_BACK = 60
"""Code points before a relative pronoun in which its noun stands."""
_SENTENCES_BACK = 4
_SPEAKER_SENTENCES = 2
_SPEAKERS_BACK = 50
_DOCUMENT_BACK = 300
_MENTIONS_READ = 60

Speakers = list[tuple[int, Referent]]
"""Who spoke so far, each with the place where the text names it, in the order of the text."""


def referent_of(
    phrase: Phrase, attribution: Attribution, naming: Naming, speakers: Speakers, outer: Referent | None
) -> tuple[Referent, int | None] | None:
    """Give whom a pronoun stands for and the count that goes with it, None for a phrase that is no pronoun.

    `outer` is the speaker that the pronoun's words are quoted from.
    """
    words = " ".join(phrase.text.casefold().rstrip(",").split())
    if words in _SINGULAR:
        if person := _told_of(phrase.start, naming):
            return person, None
        own = attribution.content[0] if attribution.content else (0, 0)
        person = naming.cast.antecedent(phrase.start, _SINGULAR[words], speakers, own)
        return person or _unknown(phrase, "person"), None
    if words in _RELATIVE and (found := _before(phrase.start, naming)):
        return found
    if words in _RELATIVE and phrase.text[0].islower():
        return naming.nobody, None
    if words in _PLURAL:
        return _plural(phrase.start, naming, speakers) or _unknown(phrase, "anonymous_group"), phrase.count
    if words in _THING:
        return _thing(phrase.start, naming, speakers) or Referent("unattributed", anonymity_class="anonymous"), None
    if words in _OWN:
        return outer or naming.first_person.at(phrase.start) or _unknown(phrase, "person"), None
    return None


def _told_of(position: int, naming: Naming) -> Referent | None:
    """Give the person named right before "in which he": the words told of are that one's."""
    story = naming.story
    which = _IN_WHICH.search(story.text, max(position - _CHARS_BACK, 0), position)
    if which is None:
        return None
    inside = story.mentions_in((max(position - _CHARS_BACK, 0), which.start()))
    is_named = bool(inside) and inside[-1].kind == "person" and inside[-1].end == which.start()
    return naming.cast.person_at(inside[-1]) if is_named else None


def _unknown(phrase: Phrase, kind: str) -> Referent:
    return Referent(kind, description=phrase.text, anonymity_class="anonymous")


def _plural(position: int, naming: Naming, speakers: Speakers) -> Referent | None:
    """Give the latest speaker before a position that "they" can stand for: several people, else a body."""
    story = naming.story
    start = story.sentences[max(story.sentence_number(position) - _SENTENCES_BACK, 0)][0]
    recent = [item for place, item in speakers[: -_SPEAKERS_BACK - 1 : -1] if start <= place < position]
    plural = next((item for item in recent if item.is_plural), None)
    return plural or _several_named(position, naming) or next((one for one in recent if one.kind in _BODIES), None)


def _several_named(position: int, naming: Naming) -> Referent | None:
    """Give what a sentence shortly before begins with, where that is several: "The ministries met. They noted"."""
    story = naming.story
    here = story.sentence_number(position)
    for number in range(here - 1, max(here - _SPEAKER_SENTENCES, 0) - 1, -1):
        start, end = story.sentences[number]
        subject = phrase_of(story.text, ((start, min(end, start + _CHARS_BACK)),))
        if subject and subject.head and subject.head_span and story.text[subject.head_span[1] - 1] == "s":
            named = phrase_of(story.text, ((subject.start, subject.head_span[1]),))
            return naming.named(named, None)[0] if named else None
    return None


def _thing(position: int, naming: Naming, speakers: Speakers) -> Referent | None:
    """Give the body or document that "it" stands for: what spoke shortly before, else what a sentence names first."""
    story = naming.story
    here = story.sentence_number(position)
    paragraph = story.text.rfind("\n", story.sentences[max(here - _SPEAKER_SENTENCES, 0)][0], position) + 1
    near = max(story.sentences[max(here - _SPEAKER_SENTENCES, 0)][0], paragraph)
    for place, item in speakers[: -_SPEAKERS_BACK - 1 : -1]:
        if near <= place < position and item.kind in (*_BODIES, "document"):
            return item
    for number in range(here, max(here - _SENTENCES_BACK, -1), -1):
        start, end = story.sentences[number]
        span = (start, min(end, position))
        if found := _first_body(story, span, naming) or _last_document(story, span, naming):
            return found
    return None


def _last_document(story: Story, span: Span, naming: Naming) -> Referent | None:
    """Give the last document that a sentence tells of with an article: "She read out a letter"."""
    start = max(span[0], span[1] - _DOCUMENT_BACK)
    for found in reversed(list(_ARTICLE.finditer(story.text, start, span[1]))):
        phrase = phrase_of(story.text, ((found.start(), min(found.start() + _CHARS_BACK, span[1])),))
        is_said = story.is_in_content(found.start())
        if phrase and phrase.head and phrase.head.sort == "document" and not phrase.head.is_plural and not is_said:
            head_end = (phrase.head_span or phrase.core)[1]
            named = phrase_of(story.text, ((phrase.start, head_end),))
            return naming.named(named, None)[0] if named else None
    return None


def _first_body(story: Story, span: tuple[int, int], naming: Naming) -> Referent | None:
    """Give the body or document that a sentence begins with, else the first body that is named in it."""
    stop = min(span[1], span[0] + _CHARS_BACK)
    subject = phrase_of(story.text, ((span[0], stop),)) if span[0] < stop else None
    if subject and subject.determiner and subject.head and subject.head.sort in (*_BODIES, "document"):
        head_end = (subject.head_span or subject.core)[1]
        owner = _OWNER.match(story.text, subject.start, head_end) if subject.head.sort == "document" else None
        of_body = phrase_of(story.text, ((subject.start, owner.end("owner")),)) if owner else None
        if of_body and of_body.head and of_body.head.sort in _BODIES:
            return naming.named(of_body, None)[0]  # "The institute's own figure is higher. … , it said"
        named = phrase_of(story.text, ((subject.start, head_end),))
        return naming.named(named, None)[0] if named else None
    for mention in story.mentions_in(span)[:_MENTIONS_READ]:
        if mention.kind in _BODIES and not story.is_in_content(mention.start):
            return naming.bodies.of_mention(mention)
    return None


def _before(position: int, naming: Naming) -> tuple[Referent, int | None] | None:
    """Give whom a relative pronoun stands for: the last person named right before it, else the noun phrase there."""
    story = naming.story
    start = max(story.sentence_at(position)[0], position - _CHARS_BACK)
    for mention in reversed(story.mentions_in((start, position))):
        if mention.kind == "person" and not story.text[mention.end : position].strip(" ,"):
            return naming.cast.person_at(mention), None
    span = _noun_phrase_before(story.text, start, position)
    phrase = phrase_of(story.text, ((span[0], span[0] + len(story.text[slice(*span)].rstrip(" ,"))),)) if span else None
    return naming.named(phrase, None) if phrase and phrase.head else None


def _noun_phrase_before(text: str, start: int, position: int) -> Span | None:
    """Give the noun phrase that ends right before a position: back to its article, or to what is no part of it."""
    found: int | None = None
    for word in reversed(list(_WORD.finditer(text, start, position))):
        kinds = kinds_of(word[0], is_first=False)
        is_apart = text[word.end() : position if found is None else found].strip(" ,")
        if is_apart or kinds & _NO_NOUN or (word[0].islower() and kinds & (PAST | BASE) and not kinds & NOUN):
            break
        found = word.start()
        if kinds & DETERMINER:
            break
    is_cut = found == start != 0 and text[start - 1].isalnum()
    return None if found is None or is_cut else (found, position)
