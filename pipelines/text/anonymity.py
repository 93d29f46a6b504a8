"""How far a source is named, and why it is not: classes and reasons of anonymity.

The words stand in `offices.csv`, `group_nouns.csv`, `roles.csv` and `anonymity_phrases.csv`.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from pipelines.model import Span
from pipelines.text.access import CLAUSE_END
from pipelines.text.phrases import Phrase
from pipelines.text.referents import Referent
from pipelines.text.source_words import offices, table
from pipelines.text.story import Story, places_of

_ASKED = ("nonym", "identified", "named", "authori", "allowed", "background", "names")
"""Parts of words that every phrase of anonymity_phrases.csv has one of."""
_SENTENCES_BACK = 2
"""Sentences from which a source may be meant by "they spoke on condition of anonymity"."""
_REASON = re.compile(
    r"[^.;:\"“”\n]{0,60}?\b(?:(?:due to|because of|owing to|citing|given|in view of|for fear of)\s+"
    r"|(?:because|as|since)\s+(?=\w+)"
    r"|(?=(?:in order )?to (?:discuss|speak|talk|describe|share|disclose|be able|reveal)))"
    r"(?P<reason>[^.;:\"“”\n]{3,200}?)(?=\s*(?:[.;:,\"“”\n]|$))",
    re.IGNORECASE,
)


def give_reasons(story: Story, speakers: list[tuple[int, Referent]]) -> None:
    """Add why a source is not named, where a sentence says so, to the unnamed source in it or shortly before it."""
    places = [place for place, _ in speakers]
    for start, end in sorted({story.sentence_at(place) for place in places_of(story.text, _ASKED)}):
        asked = _anonymity().search(story.text, start, end)
        reason = reason_in(story.text, (asked.start(), end)) if asked else None
        if asked is None or reason is None:
            continue
        earliest = story.sentences[max(story.sentence_number(start) - _SENTENCES_BACK, 0)][0]
        for number in (bisect_right(places, asked.start()) - 1, bisect_left(places, end) - 1):
            if number < 0 or places[number] < earliest or speakers[number][1].anonymity_class == "named":
                continue
            speakers[number][1].anonymity_reason = speakers[number][1].anonymity_reason or reason
            break


@cache
def _anonymity() -> re.Pattern[str]:
    phrases = "|".join(re.escape(row["phrase"]) for row in table("anonymity_phrases"))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def reason_in(text: str, span: Span) -> str | None:
    """Give why a source in a sentence is not named: "because talks are private"; None where it is not said."""
    asked = _anonymity().search(text, *span)
    if not asked:
        return None
    if asked[0].lower().startswith(("not auth", "not allowed")):
        stop = CLAUSE_END.search(text, asked.end(), span[1])
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
