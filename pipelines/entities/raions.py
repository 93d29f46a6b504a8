"""The raions of Ukraine: "the Pokrovsk district", "Pokrovskyi raion", "Nikopol and Synelnykove districts".

A raion is read only where "district" or "raion" stands behind its name, or closes the list it stands in. The district
of a city ("the Dniprovskyi district of Kyiv") shares its name with a raion and is none.
"""

import re

from pipelines.entities.gazetteer import Entry, country_of, raions_by_name
from pipelines.model import Mention
from pipelines.record import replace

WORD = "(?:[Dd]istrict|[Rr]aion|[Rr]ayon)"
RAION_BEHIND = re.compile(rf"(?:'s)? {WORD}s?\b")
SEVERAL_BEHIND = re.compile(rf"(?:'s)? {WORD}s\b")
IN_NAME = re.compile(rf" {WORD}$")
LISTED = re.compile(r",| and|, and| or|, or")
BEHIND = re.compile(r",? (?:of|in) (?:the )?(?:city of )?|, ")

REACH = 24


def with_raions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the mentions with the raions told from the towns they are named after."""
    found = list(mentions)
    is_listed = False
    for number in range(len(mentions) - 1, -1, -1):
        mention = mentions[number]
        if mention.kind != "place":
            is_listed = False
            continue
        behind = RAION_BEHIND.match(text, mention.end)
        end = behind.end() if behind else mention.end
        raion = raions_by_name().get(IN_NAME.sub("", text[mention.start : mention.end]))
        is_told = bool(behind) or is_listed or bool(IN_NAME.search(text, mention.start, mention.end))
        if is_told and raion and country_of(mention.entity_id) in ("UA", None):
            found[number] = _decided(text, mention, raion if _may_be(text, mentions, number, end, raion) else None)
        is_listed = is_told and (is_listed or bool(SEVERAL_BEHIND.match(text, mention.end)))
        is_listed = is_listed and number > 0 and _are_listed(text, mentions[number - 1], mention)
    return found


def _are_listed(text: str, first: Mention, second: Mention) -> bool:
    return bool(LISTED.fullmatch(text[first.end : second.start].rstrip()))


def _may_be(text: str, mentions: list[Mention], number: int, end: int, raion: Entry) -> bool:
    """Tell whether no other place than the raion's own region owns the district."""
    if number + 1 < len(mentions):
        behind = mentions[number + 1]
        if BEHIND.fullmatch(text[end : min(behind.start, end + REACH)]) and not _holds(behind, raion):
            return False
    before = mentions[number - 1] if number else None
    gap = text[before.end : mentions[number].start] if before else ""
    return not (before and gap == "'s " and not _holds(before, raion))


def _holds(owner: Mention, raion: Entry) -> bool:
    return owner.kind not in ("place", "region") or owner.entity_id in ("UA", raion.region_id)


def _decided(text: str, mention: Mention, raion: Entry | None) -> Mention:
    if raion:
        return replace(mention, entity_id=raion.entity_id, name=raion.name, reason="raion-word")
    if mention.entity_id and mention.entity_id.startswith("gl:raion-"):
        name = text[mention.start : mention.end]
        return replace(mention, entity_id=None, name=name, reason="district-of-a-city")
    return mention
