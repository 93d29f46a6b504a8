"""Statements about control of land: whose, which regions, how much, as of when.

An amount of land (`extents.py`) becomes a statement when a word of control governs it in its own clause: a passive
behind it ("300 km² are kept by its army") before an active verb in front of it ("the army keeps a third of the
region"). Amounts that no word of control governs, and shares of a number instead of land,
become nothing: a missing row is better than a false one.
"""

import re
from collections.abc import Iterator

from pipelines.figures.asof import as_of
from pipelines.model import Claim, DateExpression, Figure, Mention, Period, Span, TerritoryStatement
from pipelines.record import record
from pipelines.territory.extents import Extent, extents_in
from pipelines.territory.govern import Governor, governors_of
from pipelines.territory.negation import has_negation, is_negated
from pipelines.territory.regions import WHOLE, Land, have_room
from pipelines.territory.sides import SIDES, Actors, side_of_source

_PROPOSED = re.compile(
    r"\b(?:may|might|could|would|should|must|will|wants?|wanted|demand\w*|propos\w+|offer\w*|open to|ready to|willing|"
    r"insist\w*|plan\w*|if|agree\w*|calls? (?:on|for)|in exchange|ha[sd] to|have to|require\w*|refus\w+|rul\w+ out)\b|"
    r"\bto\s+(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:manag\w+|able|fail\w*|succeeded in|continu\w+|went on|began|started)\s+to\s+$", re.IGNORECASE)
"""Of "fail to" only what is left that is not denied: "did not fail to hold"."""
_CLAIMED = re.compile(r"\b(?:claim(?:s|ed|ing)?|profess(?:es|ed|ing)?|purport(?:s|ed|ing)?)\s+to\s+$", re.IGNORECASE)
"""Who "claims to hold" land claims it, whoever tells of that."""
_DENIED_CLAIM = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es|ed|ing))\s+"
    r"(?:[\w’']+\s+){0,3}?(?:that|claims?|reports?)\b",
    re.IGNORECASE,
)
_PEAK = re.compile(
    r"\bat (?:its|their|the) (?:peak|height)\b|\bat one (?:point|time)\b|\bonce\b|\bat (?:the )?most\b", re.IGNORECASE
)
_WITH_CRIMEA = re.compile(r"\bincluding (?:\w+ ){0,3}Crimea\b|\bCrimea included\b", re.IGNORECASE)
_WITHOUT_CRIMEA = re.compile(r"\b(?:excluding|without|not counting|apart from) Crimea\b", re.IGNORECASE)
_ASSESSED = re.compile(r"\bassessed (?:advances?|control)\b", re.IGNORECASE)
_OF = re.compile(r"\s*of\s+(?!(?:it|them|these|those|the|this|that)\b)", re.IGNORECASE)
_AFTER_SHARE = re.compile(
    r"\s*(?:$|[.,;:)—–-]|(?:of|in)\s+(?:it|them|these|those|the|this|that)\b|there\b|(?:\w+\s+)?(?:is|was|are|were|remains?|remained|has|"
    r"have|had|under|held|controlled|occupied|captured|seized|in|by|and|that|which|as|since|while|still)\b)",
    re.IGNORECASE,
)
"""What may stand behind a share whose land is named in front of it."""
_SAID_AGAIN = re.compile(r",?\s+or\s+(?:(?:about|around|roughly|some|nearly|almost|just over|just under)\s+)?")
"""Between an amount and the same in another measure: "6,500 sq km, or 25%, of the region"."""
_LISTED = re.compile(r"\s+of\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?:,|,?\s+and)\s+", re.IGNORECASE)
"""Between two shares of a list."""
_TOTAL = re.compile(r"\b(?:totall?ing|a total of|in all|altogether|in total)\s+$", re.IGNORECASE)
REACH = 400
"""Code points on either side of an amount within which all that belongs to it stands, in its sentence."""
CRIMEA = ("UA-43", "UA-40")


def statements_in(
    text: str,
    sentences: tuple[Span, ...],
    mentions: tuple[Mention, ...],
    figures: tuple[Figure, ...],
    dates: tuple[DateExpression, ...],
    claims: tuple[Claim, ...],
    published: Period | None,
) -> tuple[TerritoryStatement, ...]:
    """Give the statements about control of land in order of the text."""
    extents = extents_in(text, figures)
    if not extents:
        return ()
    page = Page(text, mentions, Actors(text, mentions), Land(text, mentions))
    around = dict(_claims_around(extents, claims))
    found = [
        _statement(
            page,
            bound,
            claims,
            around.get(bound.extent),
            as_of(text, (bound.start, bound.end), sentences, dates, published),
        )
        for before, sentence, inside in _by_sentence(sentences, extents)
        for bound in _bound_in(page, before, sentence, inside)
    ]
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


@record(frozen=True, slots=True)
class Page:
    """A text with who acts in it and which land it names."""

    text: str
    mentions: tuple[Mention, ...]
    actors: Actors
    land: Land


@record(frozen=True, slots=True)
class Bound:
    """An extent with what governs it and the land it is of."""

    start: int
    end: int
    sentence: Span
    extent: Extent
    governor: Governor
    regions: tuple[str, ...]
    region_words: Span | None


def _by_sentence(sentences: tuple[Span, ...], extents: list[Extent]) -> Iterator[tuple[Span, Span, list[Extent]]]:
    """Give the sentences that have extents, each with the sentence before it and its extents."""
    number, before = 0, (0, 0)
    for sentence in sentences:
        inside = []
        while number < len(extents) and extents[number].start < sentence[1]:
            if extents[number].start >= sentence[0]:
                inside.append(extents[number])
            number += 1
        if inside:
            yield before, sentence, inside
        before = sentence


def _bound_in(page: Page, before: Span, sentence: Span, extents: list[Extent]) -> Iterator[Bound]:
    """Give the extents of a sentence that are governed, each with its land; one without land shares the last one's."""
    last: tuple[tuple[str, ...], Span | None] | None = None
    parts = [_near(sentence, extent) for extent in extents]
    limits = _limits(page.text, sentence, parts, extents)
    governed = _governed(page, before, parts, list(zip(extents, limits, strict=True)))
    for number, (extent, limit, governors) in enumerate(zip(extents, limits, governed, strict=True)):
        if not governors:
            continue
        sentence = parts[number]
        reach = max(limit, *(governor.end for governor in governors)) if governors[0].start < limit else limit
        by_default = ((WHOLE,), None) if _is_of_ukraine(page, extent, limit, governors) else None
        its_own = page.land.its_own(extent.end, limit, governors[0].side)
        shared = None if extent.words or _is_of_what_was_held(extent, governors) else last
        land = its_own or _land_of(page, sentence, extent, reach) or shared or by_default
        if land and not have_room(land[0], extent.area_km2):
            land = by_default
        if land is None:
            continue  # a share of nothing that is named: no statement about land
        if governors[0].is_of_ukraine and not _is_ukraines(page, before, extent, land):
            continue
        regions, words = last = land
        first = sentence[0] if number == 0 else extents[number - 1].end
        for governor in governors:
            start = governor.subject if first <= governor.subject < extent.start else extent.start
            ends = [extent.end, *([words[1]] if words and words[0] > extent.start else [])]
            if extent.end < governor.start < limit:
                ends.append(governor.end)
            yield Bound(start, max(ends), sentence, extent, governor, regions, words)


def _limits(text: str, sentence: Span, parts: list[Span], extents: list[Extent]) -> list[int]:
    """Give where the words behind each extent end that belong to it: at the next one, unless that says it again."""
    limits: list[int] = []
    following: Extent | None = None
    for extent, (_, end) in zip(reversed(extents), reversed(parts), strict=True):
        if following is None:
            limit = sentence[1]
        elif _SAID_AGAIN.fullmatch(text, extent.end, following.start):
            limit = limits[-1]
        else:
            limit = following.start
        limits.append(min(end, limit))
        following = extent
    return limits[::-1]


def _near(sentence: Span, extent: Extent) -> Span:
    """Give the part of a sentence that can belong to an extent: all of it, but for texts without full stops."""
    return max(sentence[0], extent.start - REACH), min(sentence[1], extent.end + REACH)


def _governed(page: Page, before: Span, parts: list[Span], extents: list[tuple[Extent, int]]) -> list[list[Governor]]:
    """Give what governs each extent; in a list ("99% of A and 76% of B are under …") the last one's holds for all."""
    found = [
        governors_of(page.text, before, part, extent, limit, page.actors)
        for part, (extent, limit) in zip(parts, extents, strict=True)
    ]
    for number in range(len(extents) - 2, -1, -1):
        (extent, _), (after, _) = extents[number], extents[number + 1]
        is_behind = bool(found[number + 1]) and found[number + 1][0].start > after.end
        if not found[number] and is_behind and _LISTED.fullmatch(page.text, extent.end, after.start):
            found[number] = found[number + 1]
    return found


def _is_of_ukraine(page: Page, extent: Extent, limit: int, governors: list[Governor]) -> bool:
    """Say whether an area without a name is land of Ukraine: Russia holds or takes it there, and Ukraine takes it back.

    What Ukraine still holds is told of a part that the text has named before, and never of all of the country.
    """
    first = governors[0]
    is_kept = first.side == "UA" and first.measure in ("control", "peak_control")
    return (
        extent.area_km2 is not None
        and first.measure != "transfer"
        and not is_kept
        and not page.land.is_of_something_else(extent.end, limit)
    )


def _is_ukraines(page: Page, before: Span, extent: Extent, land: tuple[tuple[str, ...], Span | None]) -> bool:
    """Say whether land whose holder follows from its being Ukraine's is that, and no other country was just named."""
    regions, words = land
    if not regions[0].startswith(WHOLE) or (words is None and not page.land.has_ukraine):
        return False
    countries = (one.entity_id for one in page.mentions if before[0] <= one.start < extent.end)
    return regions != (WHOLE,) or all(one is None or len(one) != 2 or one in SIDES for one in countries)


def _is_of_what_was_held(extent: Extent, governors: list[Governor]) -> bool:
    """Say whether a share that is lost may be one of what was held: "took 51,000 square miles, and lost a fifth"."""
    return extent.share is not None and governors[0].measure == "loss"


def _land_of(page: Page, sentence: Span, extent: Extent, limit: int) -> tuple[tuple[str, ...], Span | None] | None:
    """Find the land of an extent: named behind it, pointed to behind it, or named in front of it in its sentence."""
    if extent.area_km2 and (russia := page.land.in_russia(extent.end, limit)):
        return russia
    if extent.area_km2 and _TOTAL.search(page.text, max(sentence[0], extent.start - 20), extent.start):
        return (WHOLE,), None
    behind = page.land.named_in(extent.end, limit)
    pointed = page.land.pointed_to(extent.end, limit)
    nearest = min((land for land in (behind, pointed) if land), key=lambda land: land[1][0], default=None)
    if nearest and page.land.is_of(extent.end, nearest[1][0]):
        return None if page.land.is_only_beside(nearest, extent.share is not None) else nearest
    if _is_of_no_land(page, extent, limit):
        return None
    if extent.words or (nearest and not extent.area_km2):
        return None  # an amount of something else
    return nearest or page.land.pointed_to(sentence[0], extent.start) or _regions_in_front(page, sentence, extent)


def _is_of_no_land(page: Page, extent: Extent, limit: int) -> bool:
    """Say whether what follows an amount makes it one of something else than land, or of nothing that is held."""
    if extent.share:
        return bool(_OF.match(page.text, extent.end)) or not _AFTER_SHARE.match(page.text, extent.end)
    return page.land.is_of_something_else(extent.end, limit)


def _regions_in_front(page: Page, sentence: Span, extent: Extent) -> tuple[tuple[str, ...], Span] | None:
    named = page.land.named_in(sentence[0], extent.start, nearest_end=True)
    return named if named and named[0] != (WHOLE,) else None


def _statement(
    page: Page, bound: Bound, claims: tuple[Claim, ...], claim: int | None, when: Period
) -> TerritoryStatement:
    extent, governor = bound.extent, bound.governor
    share, area = extent.share or (None, None), extent.area_km2 or (None, None)
    clause = page.text[bound.sentence[0] : bound.end]
    words = bound.region_words
    return TerritoryStatement(
        start=bound.start,
        end=bound.end,
        region_ids=bound.regions,
        region_text=page.text[words[0] : words[1]] if words else None,
        controller=governor.side,
        measure="peak_control" if governor.measure == "control" and _PEAK.search(clause) else governor.measure,
        status=_status(page, bound, claims[claim] if claim is not None else None),
        share_low=share[0],
        share_high=share[1],
        area_low_km2=area[0],
        area_high_km2=area[1],
        extent=extent.words,
        figure=extent.figure,
        claim=claim,
        as_of=when,
        scope_crimea=_scope(page.text, bound),
        layer="assessed_advances" if _ASSESSED.search(clause) else "unstated",
    )


def _claims_around(extents: list[Extent], claims: tuple[Claim, ...]) -> Iterator[tuple[Extent, int]]:
    """Give the index of the innermost claim whose content holds an extent, for each extent that one does."""
    spans = sorted(
        (start, end, number) for number, claim in enumerate(claims) for start, end in claim.attribution.content
    )
    opened: list[tuple[int, int, int]] = []
    following = 0
    for extent in extents:
        while following < len(spans) and spans[following][0] <= extent.start:
            opened.append(spans[following])
            following += 1
        opened = [span for span in opened if span[1] > extent.start]
        holding = [(end - start, number) for start, end, number in opened if end >= extent.end]
        if holding:
            yield extent, min(holding)[1]


def _status(page: Page, bound: Bound, claim: Claim | None) -> str:
    text, governor = page.text, bound.governor
    if governor.is_turned:
        is_denied = False
    elif governor.start > bound.extent.end:
        is_denied = has_negation(text, bound.extent.end, governor.end)
    else:
        is_denied = is_negated(text, bound.sentence[0], (governor.start, governor.end))
    if is_denied or _DENIED_CLAIM.search(text, bound.sentence[0], governor.start):
        return "denied"
    if _CLAIMED.search(text, bound.sentence[0], governor.start):
        return "claimed"
    if governor.status or _is_planned(text, bound):
        return "proposed"
    return "claimed" if claim and side_of_source(text, claim, page.mentions) else "reported"


def _is_planned(text: str, bound: Bound) -> bool:
    """Say whether a modal or a word of planning stands right before the verb that governs."""
    governor = bound.governor
    front = max(bound.sentence[0], governor.start - 30)
    if not governor.is_plain_verb or _DONE.search(text, front, governor.start):
        return False
    return bool(_PROPOSED.search(text, front, governor.start))


def _scope(text: str, bound: Bound) -> str:
    sentence = text[bound.sentence[0] : bound.sentence[1]]
    if _WITHOUT_CRIMEA.search(sentence):
        return "excluded"
    if _WITH_CRIMEA.search(sentence) or any(region in CRIMEA for region in bound.regions):
        return "included"
    return "unstated"
