"""Texts with their attributions marked in braces, so that a test of claims needs no grammar to run before it.

"{S:The mayor} {C:said} {X:the bridge was closed}." is one attribution; several have a number, "{S2:...}", and
"{X2<1:...}" stands in the content of number 1. A fragment of content in quotation marks makes no difference here.
"""

import re

from pipelines.figures.dates import dates_in
from pipelines.model import Attribution, Claim, Document, Mention, Period
from pipelines.text.sentences import sentences_in
from pipelines.text.speakers import claims_of
from pipelines.text.story import Story

_OPEN = re.compile(r"\{([SCX])(\d*)(?:<(\d+))?:")

Name = tuple[str, str, str | None, str]
"""Surface, kind, entity_id, name."""

NAMES: tuple[Name, ...] = (
    ("Anna Korol", "person", "gl:anna-korol", "Anna Korol"),
    ("Korol", "person", "gl:anna-korol", "Anna Korol"),
    ("Viktor Hald", "person", "gl:viktor-hald", "Viktor Hald"),
    ("Hald", "person", "gl:viktor-hald", "Viktor Hald"),
    ("Moscow", "government", "gl:government-of-russia", "Government of Russia"),
    ("Kremlin", "government", "gl:kremlin", "Kremlin"),
    ("Russian", "demonym", "RU", "Russia"),
    ("Ukrainian", "demonym", "UA", "Ukraine"),
    ("Ukraine", "place", "UA", "Ukraine"),
    ("Russia", "place", "RU", "Russia"),
    ("Reuters", "outlet", "Q130879", "Reuters"),
    ("CNN", "outlet", "Q48340", "CNN"),
    ("Harbour Institute", "organisation", "gl:harbour-institute", "Harbour Institute"),
    ("Defence Ministry of Ukraine", "government", "gl:defence-ukraine", "Defence Ministry of Ukraine"),
)


def read_marks(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    """Give the text without its marks and the attributions that they mark, by their numbers."""
    text, place, stack = "", 0, []
    found: dict[int, dict[str, list[tuple[int, int]]]] = {}
    parents: dict[int, int] = {}
    while place < len(marked):
        if mark := _OPEN.match(marked, place):
            number = int(mark[2] or 0)
            if mark[3]:
                parents[number] = int(mark[3])
            stack.append((mark[1], number, len(text)))
            place = mark.end()
        elif marked[place] == "}":
            part, number, start = stack.pop()
            found.setdefault(number, {}).setdefault(part, []).append((start, len(text)))
            place += 1
        else:
            text, place = text + marked[place], place + 1
    numbers = sorted(found)
    return text, tuple(
        Attribution(
            content=tuple(found[number].get("X", ())),
            cue=tuple(found[number].get("C", ())),
            source=tuple(found[number].get("S", ())),
            quote_type="indirect",
            rule_code="marked",
            is_reported=True,
            confidence=1.0,
            parent=numbers.index(parents[number]) if number in parents else None,
        )
        for number in numbers
    )


def names_in(text: str, names: tuple[Name, ...] = NAMES) -> tuple[Mention, ...]:
    """Give the mentions of a list of names, longer names first."""
    found: list[Mention] = []
    for surface, kind, entity_id, name in sorted(names, key=lambda row: -len(row[0])):
        for match in re.finditer(rf"\b{re.escape(surface)}\b", text):
            if not any(item.start < match.end() and match.start() < item.end for item in found):
                found.append(Mention(match.start(), match.end(), kind, entity_id, name))
    return tuple(sorted(found, key=lambda item: item.start))


def claims_in(
    marked: str,
    outlet: str | None = None,
    via: str | None = None,
    published: Period | None = None,
    names: tuple[Name, ...] = NAMES,
) -> tuple[Claim, ...]:
    """Give the claims of a marked text."""
    text, attributions = read_marks(marked)
    document = Document("test", text, outlet=outlet, via=via, published=published)
    mentions, dates = names_in(text, names), dates_in(text, published)
    return claims_of(document, sentences_in(text), attributions, mentions, (), dates)


def story_of(marked: str, published: Period | None = None) -> Story:
    """Give a marked text laid out as a story."""
    text, attributions = read_marks(marked)
    document = Document("test", text, published=published)
    return Story(document, sentences_in(text), attributions, names_in(text), dates_in(text, published))
