"""Which place a name stands for: region or city, and which of the places that share it.

A region's bare name is the region where a region word stands behind it ("the Kherson region"), where it stands in a
list that such a word closes or opens, or where the words before it speak of land ("parts of Kherson"). Of places that
share a name it is the one in the state or country that stands behind it, else the one in the country that the document
is about, else the largest.
"""

import re
from collections import Counter
from functools import lru_cache

from pipelines.entities.gazetteer import Entry, candidates
from pipelines.model import Mention
from pipelines.record import replace

REGION_NOUN = (
    "regions?|oblasts?|provinces?|krai|territory|governor|governorate|regional|border|salient|incursion|"
    "(?:counter-?)?offensive|front"
)
REGION_BEHIND = re.compile(rf"(?:'s)? (?:{REGION_NOUN})\b|(?:'s)? (?:Regions?|Oblasts?|Provinces?|Krai|Regional)\b")
REGION_IN_NAME = re.compile(r" (?:Region|Oblast|Province|Krai|Territory)$")
PLURAL_BEHIND = re.compile(r"(?:'s)? (?:[Rr]egions|[Oo]blasts|[Pp]rovinces)\b")
REGION_BEFORE = re.compile(
    r"\b(?:[Rr]egions?|[Oo]blasts?|[Pp]rovinces?)(?: of|:|,| —| –| -)? ?\(?(?:the )?$|"
    r"\b(?:governor|parts?|portions?|sections?|swaths?|swathes|areas?|territory|territories|most|much|rest|all|%|"
    r"per ?cent|square (?:kilomet(?:er|re)s|miles)|sq\.? ?(?:km|mi(?:les)?)|"
    r"[Kk]m2|km²|annexed|annexation|annexing|control|land|ground|shares?) (?:of|in|over)? ?(?:the )?"
    r"(?:eastern |southern |northern |western |occupied )?$"
)
FRACTION_BEFORE = re.compile(r"\b(?:hal(?:f|ves)|thirds?|quarters?|fifths?) of (?:the )?$")
HELD_BEHIND = re.compile(
    r" (?:is|are|was|were|has been|remains?) (?:\w+ ){0,2}"
    r"(?:annexed|captured|controlled|held|in|liberated|occupied|under)\b"
)
"""Behind a fraction of a name: it is of a region, since cities are not held in parts that anybody counts."""
CITY_BEFORE = re.compile(r"\b(?:city|town|mayor|outskirts|streets|port|capital|village) of (?:the )?$")
CITY_BEHIND = re.compile(r"(?:'s)? (?:city|mayor|Mayor|airport|airfield|City|suburb|direction|metro)\b")
STATE_WORD = re.compile(r" [Ss]tate\b(?! (?:[A-Z]|department|media|secretary|visit|TV))")
"""Behind a capital's name that is a state's too: "Washington state"."""
ARTICLE_BEFORE = re.compile(r"\b[Tt]he $")
CITY_WORD = re.compile(r" City$")
BETWEEN = re.compile(
    r"(?:'s)?(?:,?(?: and| or| but| as well as)?| &|/)(?: also| not)?"
    r"(?: (?:all|most|much|some|parts) of| in| of)? ?(?:the )?$"
)
NEXT_TO = re.compile(r",? \(?(?:(?:in|of) )?(?:the )?$")
OUTWEIGHS = 5
"""A place so many times larger than one in the document's country is meant all the same."""
TOWN = 10_000
TOWN_OUTWEIGHS = 4
"""A town of Ukraine so many times larger is meant before a village of its name in a region that is named more."""
FRONT = frozenset(("UA-09", "UA-14", "UA-23", "UA-59", "UA-63", "UA-65"))
REACH = 60
ANNEXED = frozenset(("UA-09", "UA-14", "UA-23", "UA-65"))
"""A list of three of these is one of regions, whatever stands beside it."""


def with_places(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the mentions with places and regions resolved."""
    regions = _meant_as_regions(text, mentions)
    focus = _focus(text, mentions, regions)
    settled = [
        _as_region(text, mention, regions[number]) if number in regions else mention
        for number, mention in enumerate(mentions)
    ]
    return [
        mention if number in regions else _as_place(text, settled, number, focus)
        for number, mention in enumerate(settled)
    ]


def _focus(text: str, mentions: list[Mention], regions: dict[int, str]) -> Counter[str]:
    """Count the countries and regions that the document names without a doubt, by their codes."""
    found: Counter[str] = Counter()
    for number, mention in enumerate(mentions):
        if number in regions:
            region = region_of(text, mention)
            codes = {region.entity_id, region.country_code} if region else set()
        elif mention.reason == "unique" and mention.kind in ("place", "region", "demonym"):
            entry = candidates(text[mention.start : mention.end])[0]
            codes = {code for code in (entry.region_id, entry.country_code) if code}
        else:
            continue
        for code in codes:
            found[code] += 1
    return found


def region_of(text: str, mention: Mention) -> Entry | None:
    """Give the region that a mention's words may name, with or without a region word in them."""
    return _region_named(text[mention.start : mention.end]) if mention.kind in ("place", "region", "person") else None


@lru_cache(maxsize=1 << 14)
def _region_named(surface: str) -> Entry | None:
    bare = REGION_IN_NAME.sub("", surface) if " " in surface else surface
    found = [entry for entry in candidates(bare) if entry.kind == "region" and entry.country_code in ("UA", "RU", "BY")]
    return found[0] if found else None


def _meant_as_regions(text: str, mentions: list[Mention]) -> dict[int, str]:
    """Give the reason for each mention, by its number, that stands for a region."""
    reasons: dict[int, str] = {}
    possible = [number for number, mention in enumerate(mentions) if region_of(text, mention)]
    for number in possible:
        reason = _region_cue(text, mentions[number])
        if reason:
            reasons[number] = reason
    _spread(text, mentions, possible, reasons)
    return reasons


def _region_cue(text: str, mention: Mention) -> str | None:
    before = text[max(0, mention.start - REACH) : mention.start]
    surface = text[mention.start : mention.end]
    if mention.kind == "region" and mention.reason == "unique":
        return "unique"
    if REGION_BEHIND.match(text, mention.end) or re.search(r" (?:Region|Oblast|Province|Krai)$", surface):
        return "region-word"
    is_capital = any(entry.feature == "capital" for entry in candidates(surface))
    if is_capital or CITY_BEHIND.match(text, mention.end) or CITY_BEFORE.search(before):
        return None
    is_held = FRACTION_BEFORE.search(before) and HELD_BEHIND.match(text, mention.end)
    return "land-word" if is_held or REGION_BEFORE.search(before) else None


def _spread(text: str, mentions: list[Mention], possible: list[int], reasons: dict[int, str]) -> None:
    """Carry the decision along lists: back from a closing "regions", on from an opening one."""
    for chain in _chains(text, mentions, possible):
        closes = bool(PLURAL_BEHIND.match(text, mentions[chain[-1]].end))
        if closes or _opens(text, mentions[chain[0]]) or _names_the_annexed(text, mentions, chain):
            for number in chain:
                if not CITY_BEHIND.match(text, mentions[number].end):
                    reasons.setdefault(number, "listed-with-regions")


def _chains(text: str, mentions: list[Mention], possible: list[int]) -> list[list[int]]:
    """Give the lists of two and more names that may be regions, by the numbers of their mentions."""
    chains: list[list[int]] = []
    for number in possible:
        if chains and _listed(text, mentions[chains[-1][-1]], mentions[number]):
            chains[-1].append(number)
        else:
            chains.append([number])
    return [chain for chain in chains if len(chain) > 1]


def _opens(text: str, first: Mention) -> bool:
    return bool(REGION_BEFORE.search(text[max(0, first.start - REACH) : first.start]))


def _names_the_annexed(text: str, mentions: list[Mention], chain: list[int]) -> bool:
    regions = {region.entity_id for number in chain if (region := region_of(text, mentions[number]))}
    return len(regions & ANNEXED) >= len(ANNEXED) - 1


def _listed(text: str, first: Mention, second: Mention) -> bool:
    gap = text[first.end : second.start]
    return 0 < len(gap) < 30 and bool(BETWEEN.fullmatch(gap)) and gap.strip() not in ("", "'s")


def _as_region(text: str, mention: Mention, reason: str) -> Mention:
    entry = region_of(text, mention)
    assert entry is not None, mention
    return replace(mention, kind="region", entity_id=entry.entity_id, name=entry.name, reason=reason)


def _as_place(text: str, mentions: list[Mention], number: int, focus: Counter[str]) -> Mention:
    mention = mentions[number]
    if mention.kind not in ("place", "region"):
        return mention
    surface = text[mention.start : mention.end]
    if mention.entity_id is None and mention.kind == "place":
        return _city_of(mention, surface)
    found = candidates(surface)
    if mention.entity_id is None or len(found) < 2:
        return mention
    told = _by_next_word(text, mention, found)
    if told:
        return _chosen(mention, *told)
    places = [entry for entry in found if entry.weight] or list(found)
    behind = mentions[number + 1] if number + 1 < len(mentions) else None
    if behind and NEXT_TO.fullmatch(text[mention.end : behind.start]):
        inside = [entry for entry in places if _lies_in(entry, behind.entity_id)]
        if inside:
            return _chosen(mention, inside[0], "state-behind")
    if len(places) == 1:
        return _chosen(mention, places[0], "city-form")
    return _chosen(mention, *_by_focus(places, focus))


def _by_next_word(text: str, mention: Mention, found: tuple[Entry, ...]) -> tuple[Entry, str] | None:
    """Give the state in "Washington state", the river in "the Dnipro"."""
    if STATE_WORD.match(text, mention.end):
        states = [entry for entry in found if entry.feature == "state"]
        return (states[0], "state-word") if states else None
    if ARTICLE_BEFORE.search(text, max(0, mention.start - 5), mention.start):
        rivers = [entry for entry in found if entry.feature == "river"]
        return (rivers[0], "article-of-a-river") if rivers and not CITY_BEHIND.match(text, mention.end) else None
    return None


def _city_of(mention: Mention, surface: str) -> Mention:
    """Resolve "Kharkiv City" to the city, where the table knows the name without the word in Ukraine or Russia."""
    bare = CITY_WORD.sub("", surface)
    cities = [entry for entry in candidates(bare) if entry.weight and entry.country_code in ("UA", "RU")]
    return _chosen(mention, cities[0], "city-word") if bare != surface and cities else mention


def _lies_in(entry: Entry, entity_id: str | None) -> bool:
    return bool(entity_id) and entity_id in (entry.region_id, entry.country_code) and entry.entity_id != entity_id


def _by_focus(places: list[Entry], focus: Counter[str]) -> tuple[Entry, str]:
    """Choose by the country and region that the document names most, unless a far larger place has the name.

    Of Ukrainian settlements that share a name, one in a region that the document names comes first, then one in a
    region that the front runs through.
    """
    near = [entry for entry in places if focus[entry.country_code]]
    if near:
        best = max(near, key=lambda entry: (focus[entry.country_code], entry.weight))
        if best.country_code == "UA":
            ukrainian = [entry for entry in near if entry.country_code == "UA"]
            best = max(ukrainian, key=lambda e: (focus[e.region_id], e.region_id in FRONT, e.weight))
            is_nearer = best.region_id in FRONT and ukrainian[0].region_id not in FRONT
            if not is_nearer and ukrainian[0].weight >= max(TOWN, TOWN_OUTWEIGHS * best.weight):
                return ukrainian[0], "town-before-village"
            if len(ukrainian) > 1 and best is not ukrainian[0]:
                return best, "region-focus"
        if best.weight * OUTWEIGHS >= places[0].weight:
            return best, "country-focus"
    return places[0], "weight"


def _chosen(mention: Mention, entry: Entry, reason: str) -> Mention:
    return replace(mention, kind=entry.kind, entity_id=entry.entity_id, name=entry.name, reason=reason)
