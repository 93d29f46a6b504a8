"""Who says "I" and "we" outside of quotations: whose speech or article the whole text is, or whose turn it is.

Here belong the words that tell whose text it is: a heading ("Address by the President of …"), a byline, the labels of
a transcript. Where none of them tells it, nobody is named: the first person of a report may be anyone's.
"""

import re
from bisect import bisect_right

from pipelines.entities.match import mentions_in
from pipelines.entities.resolve import resolved
from pipelines.model import Document, Mention
from pipelines.text.cast import Cast
from pipelines.text.referents import Referent
from pipelines.text.sides import holder_of
from pipelines.text.story import Story

_KINDS = "address|speech|remarks|statement|message|lecture|testimony|op-ed"
_HEADINGS = (
    re.compile(
        rf"\b(?<!joint )(?:{_KINDS})\b[^\n.:]{{0,40}}?\b(?:by|of|from)\s+(?P<who>[^\n]{{3,160}})", re.IGNORECASE
    ),
    re.compile(rf"\b(?:full\s+)?text of\s+(?P<who>[^\n]{{2,60}}?)['’]s?\s+(?:{_KINDS})\b", re.IGNORECASE),
    re.compile(r"\s[-–—]\s(?P<who>(?:President|Minister|Prime Minister|Foreign Minister)\s[^\n]{3,80})$"),
)
_BYLINE = re.compile(r"^[ \t]*[Bb]y[ \t]+(?P<who>[A-ZÀ-Þ][^\n,|]{3,60}?)[ \t]*(?:[,|][^\n]{0,80})?$", re.MULTILINE)
_COLON = re.compile(r"[*_]{0,2}:[*_]{0,2}\s")
_LABEL = re.compile(r"(?:^|[\n*_]|[.!?…]\s)[ \t*_]*(?:[A-ZÀ-Þ][^\n.:;,!?\"“”]*)?$")
"""What may stand before the name of a label: a line's beginning or a sentence's end, and a title."""
_QUESTION = re.compile(
    r"(?:^|[.!?…]\s)[*_]*(?:Question|Q|Host|Interviewer|Journalist|Moderator|Reporter):", re.MULTILINE
)
_AT = re.compile(r"\s(?:at|on|to|in|before|during|after|for)\s")
_BEFORE_LABEL = 100
_OPENING = 600
"""Code points at the beginning in which a byline or a heading stands."""


class FirstPerson:
    """Whose "I" stands where in one story."""

    def __init__(self, story: Story, cast: Cast) -> None:
        """Read labels and headings once."""
        self._cast = cast
        self._turns = self._labels(story)
        self._starts = [start for start, _ in self._turns]
        self._author = None if self._turns else self._author_of(story)

    def at(self, position: int) -> Referent | None:
        """Give who says "I" at a position, None where the text does not tell."""
        number = bisect_right(self._starts, position) - 1
        return self._turns[number][1] if number >= 0 else self._author

    def _labels(self, story: Story) -> list[tuple[int, Referent | None]]:
        """Give the turns of a transcript: where each begins, and who speaks; None for a question without a name."""
        text = story.text
        named = [item for item in story.mentions if item.kind == "person" and _COLON.match(text, item.end)]
        turns = [(item.start, self._cast.person_at(item)) for item in named if _LABEL.search(text, *_line(text, item))]
        if len(turns) < 2 and not (turns and "\n" in text[: turns[0][0]].strip()):
            return []  # one name with a colon at the top is a headline
        return sorted([*turns, *((ask.start(), None) for ask in _QUESTION.finditer(text))], key=lambda turn: turn[0])

    def _author_of(self, story: Story) -> Referent | None:
        """Give whose text the whole is, by its title, its opening words or its byline."""
        text, title = story.text, story.document.title or ""
        for heading in _HEADINGS:
            if (match := heading.search(title)) and (found := self._named(story.document, match["who"])):
                return found
            if (match := heading.match(text, 0, _OPENING)) and (found := self._named(story.document, match["who"])):
                return found
        for byline in _BYLINE.finditer(text, 0, min(_OPENING, len(text))):
            inside = [item for item in story.mentions_in(byline.span("who")) if item.kind == "person"]
            if len(inside) == 1 and " and " not in byline["who"]:
                author = self._cast.person_at(inside[0])
                author.describe(f"{author.name}, author")
                author.roles.add("author")
                return author
        return None

    def _named(self, document: Document, who: str) -> Referent | None:
        """Give the one person whom the words of a heading name, or who held the office that they name."""
        who = _AT.split(who, maxsplit=1)[0].strip(" .,–—-")
        found = [item for item in _people_in(document, who) if item.kind == "person"]
        if len(found) == 1 and (name := found[0].name):
            return self._cast.known(found[0].entity_id, name)
        published = document.published
        year = published.last_on.year if published and published.last_on else None
        holder = None if found or year is None else holder_of(who.removeprefix("the "), year)
        return self._cast.known(*holder) if holder else None


def _line(text: str, name: Mention) -> tuple[int, int]:
    return max(name.start - _BEFORE_LABEL, 0), name.start


def _people_in(document: Document, words: str) -> tuple[Mention, ...]:
    return resolved(Document(document.doc_id, words, published=document.published), mentions_in(words))
