"""What governs an amount of land in its clause: the verb or the words of control, and the side that acts.

Behind the amount a passive, a relative or a hyphenated adjective comes first; else the nearest active verb in front of
it, with the last actor before that verb as its subject.
"""

import re

from pipelines.model import Mention, Span
from pipelines.record import record, replace
from pipelines.territory.extents import Extent
from pipelines.territory.lexicon import control_pattern, control_words
from pipelines.territory.sides import Actors, end_of_actor

_PASSIVE = re.compile(
    r"[^.;]{0,60}?\b(?P<verb>held|controlled|occupied|seized|captured|taken|liberated|retaken|recaptured|regained)"
    r"\s+by\s+(?=(?P<agent>[^.;,]{1,60}))",
    re.IGNORECASE,
)
_IN_HANDS = re.compile(
    r"[^.;]{0,80}?\b(?:(?:in|under)\s+the\s+(?:(?:full|complete|de facto)\s+)?(?:hands|control|occupation)\s+of\s+"
    r"(?=(?P<keeper>[^.;,]{1,40}))|in\s+(?=(?P<holder>[^.;,]{1,40}?\bhands\b))|"
    r"under\s+(?=(?P<ruler>[^.;,]{1,40}?\b(?:control|occupation)\b)))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"[^.;]{0,60}?\b(?:that|which|of\s+\w+|territory|land)?\s*(?P<who>it|they|its\s+forces|their\s+forces)\s+"
    r"(?:still\s+|already\s+|currently\s+|now\s+)?(?P<verb>controls?|holds?|occup(?:y|ies|ied)|held|controlled)\b",
    re.IGNORECASE,
)
_NOT_YET = r"(?P<not>(?:(?:does|do|did)\s+not|(?:doesn|don|didn)['’]t)\s+(?:(?:yet|currently|fully|already|now)\s+)?)?"
_HOLDING = r"h(?:old|olds|eld|olding)|control(?:s|led|ling)?|occup(?:y|ies|ied|ying)"
_ADVERBS = r"(?:(?:was|were|is|are|had|has|have|still|now|also|currently|already)\s+){0,3}"
_NAMED_RELATIVE = re.compile(
    rf"\s*(?:of\s+(?:[\w'’-]+\s+){{1,5}}?)?(?:that|which)\s+(?P<who>[^.;,]{{2,50}}?)\s+{_ADVERBS}{_NOT_YET}"
    rf"(?P<verb>{_HOLDING}|seized|captured|took|lost|retook|recaptured|liberated)\b",
    re.IGNORECASE,
)
_LAND_IN_FRONT = re.compile(
    r"\s*of\s+(?:[\w'’-]+\s+){0,5}?(?:territory|land|ground|soil|country|region|oblast|province|donbas)\s+",
    re.IGNORECASE,
)
_HOLDS_IT = re.compile(
    rf"\s+{_ADVERBS}{_NOT_YET}(?P<verb>{_HOLDING})(?=\s*(?:[.,;:)—–]|$)|\s+(?:in|and|but|as|since)\b)", re.IGNORECASE
)
"""Behind a side that follows the land without a relative pronoun: "85% of the territory Kyiv controls"."""
_PRONOUN = re.compile(r"\b(?:it|its|they|their|he|his)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:]|\b(?:while|although|though|whereas|but|because)\b", re.IGNORECASE)
_TAKE = re.compile(r"\s+(?:place|part|effect|steps?|advantage|over\s+as|office|note|about|up)\b", re.IGNORECASE)
_HOLD = re.compile(
    r"\s+(?:talks?|elections?|meetings?|a\s+(?:meeting|news|press)|negotiations?|back|on)\b", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"(?:,|\b(?:was|were|been|be|is|are|being))\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:of|in|on|from|by|with|against|to|for|into|across|over|inside)\s+(?:the\s+)?$", re.IGNORECASE
)
_BARE_PASSIVE = re.compile(
    r"[^.;,]{0,40}?\b(?:ha(?:s|ve|d) been|was|were|is|are|being)\s+(?:\w+ly\s+|now\s+)?"
    r"(?P<verb>seized|captured|taken|liberated|retaken|recaptured|regained|lost)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_OF_WHAT = (
    r"(?:\s+(?:of|in|the|its|their|and|(?:north|south|east|west)\w*|[A-Z][\w’'-]*|"
    r"(?:territor(?:y|ies)|land|regions?|oblasts?|provinces?|country)(?:['’]s)?))*"
)
"""Behind an amount: what land it is of, and no verb."""
_BY_NOBODY = re.compile(
    rf"{_OF_WHAT}\s+(?:ha(?:s|ve) been|was|were|is|are|remains?|remained|stays?)\s+(?:(?:still|now|already|\w+ly)\s+)*"
    r"(?:(?P<held>occupied|under\s+(?:\w+ly\s+|temporary\s+)?occupation)|(?P<freed>liberated))\b(?!\s+by\b)"
)
"""Words that tell by themselves who holds or takes land of Ukraine."""
_LONG_AGO = re.compile(r"\b1(?:[0-8]\d|9[0-8])\d\b")
_AGENT = re.compile(rf"{_OF_WHAT}\s+by\s+(?:the\s+)?")
_WHILE = re.compile(r"\b(?:after|before|by|despite|since|while)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_MAIN_CLAUSE = re.compile(r"(?:[^.;,]|(?<=\d),(?=\d)){0,80},\s+(?:the\s+)?", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:['’]s)?(?:\s+[\w’'-]+){0,4}?\s+(?:say|says|said|adds?|added|told|claims?|claimed|reports?|reported|notes?|noted|"
    r"argues?|argued|believes?|warned|warns)\b"
)
"""Behind a name between commas: it tells, and is not who acts."""
_FORCES_OF = re.compile(
    r"\b(?:forces|troops|army|armies|military|soldiers|units|government|marines|paratroopers)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FOR_TO = re.compile(r"\bfor\s+$", re.IGNORECASE)
_TO = re.compile(r"\s+to\b")
_HYPHEN = "-‑"
_WITHIN_DAYS = re.compile(
    r"[^.;:]{0,80}?\b(?:(?:last|this|past)\s+(?:week|month|year|spring|summer|autumn|fall|winter)|in\s+(?:all\s+of\s+)?\d{4}|"
    r"in\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|since|so far|during|alone)\b",
)
"""Behind an area that was "occupied": the days over which it was, so that it was gained in them."""
_HELD_LAND = re.compile(
    r"(?:[-‑](?P<verb>held|occupied|controlled)\s+(?:\w+\s+){0,3}?|\boccupied\s+(?:Ukrainian\s+)?)"
    r"(?:areas?|territor(?:y|ies)|lands?|regions?|parts)\s+"
    r"(?:\w+\s+){0,4}?(?:ma(?:ke|kes|de|king)\s+up|account(?:s|ed|ing)?\s+for|amount(?:s|ed|ing)?\s+to|"
    r"represent(?:s|ed|ing)?|cover(?:s|ed|ing)?|total(?:s|led|ling)?|compris(?:e|es|ed|ing))\s+$",
    re.IGNORECASE,
)
NOUNS = frozenset(
    {
        "advance",
        "advances",
        "annexation",
        "capture",
        "control",
        "controls",
        "gain",
        "gains",
        "hold",
        "liberation",
        "loss",
        "occupation",
        "recapture",
        "return",
        "seizure",
        "surrender",
    }
)
_AS_NOUN = re.compile(
    r"\b(?:his|her|its|their|the|a|an|of|full|total|complete|firm|under(?:\s+\w+)?|territorial|in|losing|\w+['’]s)\s+$",
    re.IGNORECASE,
)
_OF_LAND = re.compile(
    r"\s+(?:of|over|in|at|amount(?:s|ed)? to|total(?:s|led|ed)?|reach(?:es|ed)?|c[ao]mes? to|was|were|is|are)\b",
    re.IGNORECASE,
)
_OTHER = {"RU": "UA", "UA": "RU"}
HAVING = frozenset({"had", "has", "have"})
_PLAIN = re.compile(r"(?:ed|s)$")
REACH = 240
"""Code points in front of an amount within which its verb must stand."""


@record(frozen=True, slots=True)
class Governor:
    """The words of control that govern an amount, and the side that acts."""

    start: int
    end: int
    measure: str
    status: str
    side: str
    is_plain_verb: bool
    """Whether a modal in front of it would make it a plan."""
    subject: int
    """Where the words of the one who acts begin, or else those that govern."""
    is_of_ukraine: bool = False
    """Whether the side follows from the land being Ukraine's."""
    is_turned: bool = False
    """Whether a negation is told by the side already."""


def governors_of(text: str, before: Span, sentence: Span, extent: Extent, limit: int, actors: Actors) -> list[Governor]:
    """Give what governs an amount, at most two: land "that it controls" can be what it withdraws from as well."""
    behind = (
        _passive(text, extent, limit, actors)
        or _in_hands(text, extent, limit, actors)
        or _without_agent(text, sentence, extent, limit, actors)
        or _by_nobody(text, sentence, extent, limit, actors)
    )
    if behind or extent.is_base:
        return [behind] if behind else []
    if held := _held_land(text, sentence, extent, actors):
        return [held]
    holder = _holder_behind(text, extent, limit, actors)
    relative = holder or _relative(text, extent, limit, actors)
    front = _active(text, before, sentence, extent, actors)
    if relative and front and front.measure == "transfer":
        return [front, relative]
    return [one for one in (holder or front or relative,) if one]


def _passive(text: str, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    match = _PASSIVE.match(text, extent.end, limit)
    if match is None:
        return None
    agents = actors.between(match.end(), match.end("agent"))
    word = control_words()[match["verb"].lower()]
    if not agents:
        return None
    end = end_of_actor(text, agents[0][0])
    return Governor(match.start("verb"), end, word.measure, word.status, agents[0][1], False, match.start("verb"))


def _in_hands(text: str, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    match = _IN_HANDS.match(text, extent.end, limit)
    if match is None:
        return None
    group = match.lastgroup or "ruler"
    start, end = match.span(group)
    holders = actors.between(start, end)
    if not holders:
        return None
    mention, side = holders[0]
    end = end_of_actor(text, mention) if group == "keeper" else end
    return Governor(start, end, "control", "", side, False, start)


def _holder_behind(text: str, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    """Find "26,000 km² that Ukrainian troops were still holding", and the rest of it "that Russia does not control"."""
    match = _NAMED_RELATIVE.match(text, extent.end, limit)
    if match:
        holders = actors.between(match.start("who"), match.end("who"))
        return _of_holder(match, holders[-1][1]) if holders else None
    front = _LAND_IN_FRONT.match(text, extent.end, limit)
    for mention, side in actors.between(front.end(), front.end() + 5) if front else []:
        if match := _HOLDS_IT.match(text, end_of_actor(text, mention), limit):
            return _of_holder(match, side)
    return None


def _of_holder(match: re.Match[str], side: str) -> Governor:
    """Give the governor of a relative clause; what one side does not hold, the other does."""
    found = _of_verb(match, side)
    return replace(found, side=_OTHER[side], measure="control", is_turned=True) if match["not"] else found


def _relative(text: str, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    match = _RELATIVE.match(text, extent.end, limit)
    side = actors.last_before(match.start("who"), REACH) if match else None
    if match is None or side is None:
        return None
    return _of_verb(match, side)


def _held_land(text: str, sentence: Span, extent: Extent, actors: Actors) -> Governor | None:
    """Find "Russian-held areas make up 18 per cent", and of land of Ukraine "the occupied areas make up"."""
    match = _HELD_LAND.search(text, max(sentence[0], extent.start - REACH // 2), extent.start)
    if match is None:
        return None
    if match["verb"] is None:
        if not actors.are_there:
            return None
        return Governor(match.start(), match.end(), "control", "", "RU", False, match.start(), is_of_ukraine=True)
    side = actors.ending_at(match.start())
    return _of_verb(match, side) if side else None


def _active(text: str, before: Span, sentence: Span, extent: Extent, actors: Actors) -> Governor | None:
    """Find the nearest verb of control in front of an amount, in the same clause, with a side as its subject."""
    start = max(sentence[0], extent.start - REACH)
    for match in reversed(list(control_pattern().finditer(text, start, extent.start))):
        if _CLAUSE_END.search(text, match.end(), extent.start):
            return None
        if _is_other_sense(text, match, extent):
            continue
        if text[match.start() - 1 : match.start()] in tuple(_HYPHEN):
            if held := _hyphenated(text, match, extent, actors):
                return held
            continue
        owner = actors.owner_at(match.start() - 1) if match.group().lower() in NOUNS else None
        subject = owner or _subject(text, before, sentence, match.start(), actors)
        subject = subject or _behind(text, sentence, match, extent, actors)
        if subject is None:
            return None
        word = control_words()[match.group().lower()]
        is_plain = not _PLAIN.search(match.group().lower())
        measure = "gain" if _is_gained(text, match, extent) else word.measure
        return Governor(match.start(), match.end(), measure, word.status, subject[0], is_plain, subject[1])
    return None


def _is_gained(text: str, match: re.Match[str], extent: Extent) -> bool:
    """Say whether land "occupied" was taken in some days: "occupied 4,000 km² last year"."""
    is_past = match.group().lower() == "occupied" and extent.area_km2 is not None
    return is_past and bool(_WITHIN_DAYS.match(text, extent.end))


def _hyphenated(text: str, match: re.Match[str], extent: Extent, actors: Actors) -> Governor | None:
    """Find "Russian-held parts of" and no more: such an adjective governs only what stands right behind it."""
    side = actors.ending_at(match.start() - 1)
    if side is None or text[match.end() : extent.start].strip():
        return None
    word = control_words()[match.group().lower()]
    return Governor(match.start(), match.end(), word.measure, word.status, side, False, match.start())


def _is_other_sense(text: str, match: re.Match[str], extent: Extent) -> bool:
    """Say whether the form does not govern: another sense (takes place), or a participle ("annexed in 2014")."""
    word = match.group().lower()
    if word in HAVING:
        return bool(extent.words) or extent.start - match.end() > 2
    if word in NOUNS and _AS_NOUN.search(text, max(0, match.start() - 24), match.start()):
        return not _OF_LAND.match(text, match.end())
    if word.startswith("ta") or word == "took":
        return bool(_TAKE.match(text, match.end()))
    if word.startswith(("hold", "held")) and _HOLD.match(text, match.end()):
        return True
    return word.endswith(("ed", "en", "eld")) and bool(
        _PARTICIPLE.search(text, max(0, match.start() - 12), match.start())
    )


def _subject(text: str, before: Span, sentence: Span, verb: int, actors: Actors) -> tuple[str, int] | None:
    """Give the side of the last actor before the verb that no preposition makes an object, and where it begins.

    A pronoun may stand for the first actor of the sentence before.
    """
    inside = actors.between(sentence[0], verb)
    free = [one for one in inside if not _is_object(text, one[0])]
    if free:
        mention, side = free[-1]
        nearer = [match.start() for match in _PRONOUN.finditer(text, mention.end, verb)]
        return side, nearer[-1] if nearer else mention.start
    pronoun = _PRONOUN.search(text, sentence[0], verb)
    earlier = actors.first_in(*before) if pronoun else None
    return (earlier, pronoun.start()) if pronoun and earlier else None


def _behind(text: str, sentence: Span, verb: re.Match[str], extent: Extent, actors: Actors) -> tuple[str, int] | None:
    """Give the side that acts though it comes later: "the seizure of 500 km² by Russia", "after seizing it, Russia"."""
    if verb.group().lower() in NOUNS:
        follows = _AGENT.match(text, extent.end, sentence[1])
    elif verb.group().lower().endswith("ing") and _WHILE.search(text, sentence[0], verb.start()):
        follows = _MAIN_CLAUSE.match(text, extent.end, sentence[1])
    else:
        return None
    found = actors.between(follows.end(), follows.end() + 5) if follows else []
    return (found[0][1], verb.start()) if found and not _SAYS.match(text, found[0][0].end) else None


def _is_object(text: str, mention: Mention) -> bool:
    """Say whether a preposition makes a name an object; "the army of Ukraine" and "for Ukraine to leave" act."""
    front = max(0, mention.start - 30)
    if _FORCES_OF.search(text, front, mention.start):
        return False
    if _FOR_TO.search(text, front, mention.start) and _TO.match(text, mention.end):
        return False
    return bool(_OBJECT.search(text, max(0, mention.start - 16), mention.start))


def _of_verb(match: re.Match[str], side: str) -> Governor:
    """Give the governor of a match whose group `verb` is the form that governs."""
    word, (start, end) = control_words()[match["verb"].lower()], match.span("verb")
    return Governor(start, end, word.measure, word.status, side, False, start)


def _without_agent(text: str, sentence: Span, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    """Find "400 km² had been regained": the side is the last actor's in front of it."""
    match = _BARE_PASSIVE.match(text, extent.end, limit)
    inside = actors.between(sentence[0], extent.start) if match else []
    if match is None or not inside:
        return None
    return _of_verb(match, inside[-1][1])


def _by_nobody(text: str, sentence: Span, extent: Extent, limit: int, actors: Actors) -> Governor | None:
    """Find "31% of the region is temporarily occupied", in words that say of Ukraine's land which side is meant."""
    match = _BY_NOBODY.match(text, extent.end, limit)
    if match is None or not actors.are_there or _LONG_AGO.search(text, *sentence):
        return None
    measure, side = ("control", "RU") if match["held"] else ("gain", "UA")
    start, end = match.span("held" if match["held"] else "freed")
    return Governor(start, end, measure, "", side, False, start, is_of_ukraine=True)
