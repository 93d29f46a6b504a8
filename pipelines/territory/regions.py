"""Which land is meant: regions by name, composites by their parts, and words that point back to regions before."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import inf

from dataset.reference.load import parts_of, rows
from pipelines.model import Mention, Span
from pipelines.territory.lexicon import land_words, nouns_behind_land

WHOLE = "UA"
RUSSIA = "RU"
_BACK = re.compile(
    r"\b(?:the|these|those|all|of the)\s+(?:(?:two|three|four|five|eastern|southern|annexed|occupied)\s+)*"
    r"(?:regions|oblasts|provinces|territory|territories|two|four)\b|\b(?:of|in)\s+(?:them|it)\b|\bthere\b",
    re.IGNORECASE,
)
_BACK_TO_ONE = re.compile(
    r"\b(?:of|in)\s+(?:the|this|that)\s+(?:region|oblast|province)\b(?:['’]s\s+(?:territory|land|area)\b|(?![-‑'’]))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(two|three|four|five)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_ANNEXED = "UA-annexed-2022"
_REGION_WORD = re.compile(r"\s+(?:regions?|oblasts?|provinces?)\b\)?|\)", re.IGNORECASE)
_JOIN = re.compile(r"(?:[\s,&()]|\b(?:and|or|the|regions?|oblasts?|provinces?)\b)*", re.IGNORECASE)
_SOIL = re.compile(r"\s+(?:\w+\s+)?(?:territor(?:y|ies)|land|lands|soil|regions?|oblasts?|provinces?)\b", re.IGNORECASE)
_COUNTRY = re.compile(r"\b(?:of|in) the (?:whole |entire )?country\b", re.IGNORECASE)
_OWNER = re.compile(
    r"['’]s?\s+(?:(?:north|south|east|west)\w*\s+|occupied\s+|own\s+|(?:region|oblast|province)\s+of\s+)*"
)
_BETWEEN = re.compile(
    r"[\s,('’]*(?:(?:of|in|from|across|inside|within|over|for|the|a|its|their|all|s|whole|entire|additional|more|new|"
    r"territor(?:y|ies)|land|lands|area|areas|ground|parts?|regions?|oblasts?|provinces?|countr(?:y|ies)|state|"
    r"(?:north|south|east|west|centr)\w*|occupied|annexed|now|still|it|they|he|that|which|"
    r"controls?|holds?|occup(?:y|ies|ied)|held|controlled|seized|captured|and|two|three|four|five|Ukraine|Ukrainian|Russia|Russian|US)\b[\s,('’]*)*",
    re.IGNORECASE,
)
"""What may stand between an amount and the land it is of: nothing that would make it an amount of something else."""
_WITH_TERRITORY = re.compile(
    r"['’]s?\s+(?:(?:total|whole|entire|sovereign|internationally|recognised|recognized|own|pre-war|prewar|national)\s+)*"
    r"(?:territor(?:y|ies)|land|landmass|soil|area|surface)\b",
    re.IGNORECASE,
)
_COMPASS = re.compile(r"['’]s?\s+(?:north|south|east|west)(?:east|west)?\b(?!-)", re.IGNORECASE)
"""Behind a country: a part of it, of which no share is one of the country."""
_NEXT_WORD = re.compile(r"\s+(?P<word>\w+)")
_ITS_LAND = re.compile(
    r"\s+of\s+(?P<land>its\s+(?:own\s+|sovereign\s+|total\s+)?(?:territory|land|landmass))\b", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?\s+\w")
_RUSSIAN_SOIL = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:of|in|inside)\s+(?P<land>[Rr]ussian\s+(?:territory|land|soil)|Russia(?!['’\w]))"
)
_OF_SOMETHING = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?of\s+(?:the\s+|its\s+|their\s+)?(?P<what>\w+)")
_DONBAS = "UA-donbas"
RECENT = 40
"""Lists of regions that words can point back to."""


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """Give the parts of every region: itself, or those of a composite."""
    return {row["region_id"]: tuple(parts_of(row)) or (row["region_id"],) for row in rows("regions")}


def parts(entity_id: str) -> tuple[str, ...]:
    """Give the parts of an entity as land of the first level; the whole of Ukraine is one, and none for others."""
    if entity_id == WHOLE:
        return (WHOLE,)
    if entity_id.startswith("RU-"):
        return (entity_id,)
    return _parts().get(entity_id, ())


_ROUNDED = 1.05
"""How much larger than its official area land may be called: "27,000 km² of Crimea"."""


@cache
def _areas() -> dict[str, float]:
    """Give the official area of every region in km²."""
    return {row["region_id"]: float(row["official_area_km2"]) for row in rows("regions")}


def have_room(regions: Sequence[str], area_km2: tuple[float | None, float | None] | None) -> bool:
    """Say whether an amount of land is no more than there is of some regions, as far as their areas are known."""
    least = area_km2[0] if area_km2 else None
    return least is None or least <= _ROUNDED * sum(_areas().get(one, inf) for one in regions)


def _is_whole_and_part(one: Mention, other: Mention) -> bool:
    """Say whether of two mentions one is Ukraine and the other a part of it: they are in no list together."""
    ids = {one.entity_id or "", other.entity_id or ""}
    return WHOLE in ids and any(entity_id.startswith("UA-") for entity_id in ids)


def _is_land(text: str, mention: Mention) -> bool:
    """Say whether a mention names land: a demonym does only before a word for land ("Ukrainian territory")."""
    return mention.kind != "demonym" or bool(_SOIL.match(text, mention.end))


class Land:
    """The regions that a text names, in order, and what its back-pointing words mean."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._found = [item for item in mentions if item.entity_id and parts(item.entity_id) and _is_land(text, item)]
        self._starts = [mention.start for mention in self._found]
        self._collect_lists()

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Give the mentions of land that begin between two offsets; demonyms count as their country's land."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def named_in(self, start: int, end: int, nearest_end: bool = False) -> tuple[tuple[str, ...], Span] | None:
        """Give the regions named between two offsets and the words that name them; None where there are none.

        Of several lists it is the first, or the one nearest to the end. A country beside its regions ("Ukraine's
        Kharkiv region") is left out.
        """
        found = self.mentions_in(start, end)
        regions = [item for item in found if item.entity_id != "RU" and not self._is_owner(item)]
        if not regions:
            return None
        runs = self._runs(regions)
        run = runs[-1 if nearest_end else 0]
        ids = dict.fromkeys(part for item in run for part in parts(item.entity_id or ""))
        return tuple(sorted(ids)), (run[0].start, self._end_of(run[-1]))

    def _runs(self, regions: list[Mention]) -> list[list[Mention]]:
        """Part mentions into lists: those that only commas, "and" and such stand between."""
        runs = [[regions[0]]]
        for item in regions[1:]:
            before = runs[-1][-1]
            if _JOIN.fullmatch(self._text, before.end, item.start) and not _is_whole_and_part(before, item):
                runs[-1].append(item)
            else:
                runs.append([item])
        return runs

    def is_of_something_else(self, amount_end: int, limit: int) -> bool:
        """Say whether an area is one of something that is no land of either side: of mines, of Georgia."""
        match = _OF_SOMETHING.match(self._text, amount_end, limit)
        return bool(match and match["what"].lower() not in land_words())

    @property
    def has_ukraine(self) -> bool:
        """Say whether land of Ukraine is named at all."""
        return any((item.entity_id or "").startswith(WHOLE) for item in self._found)

    def is_only_beside(self, land: tuple[tuple[str, ...], Span], is_share: bool) -> bool:
        """Say whether a name only describes something else: "Ukraine's power stations", "the Donbas refugees"."""
        _, (_, end) = land
        noun = _NEXT_WORD.match(self._text, end)
        if noun and noun["word"].lower() in nouns_behind_land():
            return True
        follows = _POSSESSIVE.match(self._text, end)
        is_land = _WITH_TERRITORY.match(self._text, end) or (not is_share and _COMPASS.match(self._text, end))
        return land[0] == (WHOLE,) and bool(follows) and not is_land

    def its_own(self, amount_end: int, limit: int, side: str) -> tuple[tuple[str, ...], Span] | None:
        """Give Ukraine as the land that Ukraine loses or holds "of its territory", and these words."""
        match = _ITS_LAND.match(self._text, amount_end, limit) if side == WHOLE else None
        return ((WHOLE,), match.span("land")) if match else None

    def in_russia(self, amount_end: int, limit: int) -> tuple[tuple[str, ...], Span] | None:
        """Give Russia as the land of an amount "of Russian territory", and these words."""
        match = _RUSSIAN_SOIL.match(self._text, amount_end, limit)
        return ((RUSSIA,), match.span("land")) if match else None

    def _is_owner(self, mention: Mention) -> bool:
        """Say whether a country only owns the region behind it: "Ukraine's eastern Kharkiv region"."""
        owner = _OWNER.match(self._text, mention.end) if mention.entity_id == WHOLE else None
        return bool(owner and self.mentions_in(owner.end(), owner.end() + 1))

    def _end_of(self, mention: Mention) -> int:
        match = _REGION_WORD.match(self._text, mention.end)
        return match.end() if match else mention.end

    def is_of(self, amount_end: int, land_start: int) -> bool:
        """Say whether an amount that ends there is one of the land that begins there, and of nothing between them."""
        return land_start - amount_end < 160 and bool(_BETWEEN.fullmatch(self._text, amount_end, land_start))

    def pointed_to(self, start: int, end: int) -> tuple[tuple[str, ...], Span] | None:
        """Give the regions that back-pointing words between two offsets mean, and these words."""
        if country := _COUNTRY.search(self._text, start, end):
            return (WHOLE,), country.span()
        if match := _BACK.search(self._text, start, end):
            listed = self._last_list(match.start(), _COUNTED.search(match.group()))
            return (listed, match.span()) if listed else None
        one = _BACK_TO_ONE.search(self._text, start, end)
        alone = self._last_one(one.start()) if one else None
        return (alone, one.span()) if one and alone else None

    def _last_one(self, before: int) -> tuple[str, ...] | None:
        """Give the last region before an offset, where it was named alone."""
        number = bisect_left(self._list_starts, before) - 1
        return self._lists[number] if number >= 0 and len(self._lists[number]) == 1 else None

    def _last_list(self, before: int, counted: re.Match[str] | None) -> tuple[str, ...] | None:
        """Give the last list of regions before an offset, of as many as the words count; else the last region."""
        lists = self._lists[: bisect_left(self._list_starts, before)][-RECENT:]
        if counted:
            wanted = _NUMBERS[counted.group(1).lower()]
            lists = [ids for ids in lists if len(ids) == wanted]
            if not lists and wanted == len(parts(_ANNEXED)):
                return parts(_ANNEXED)
            if not lists and "eastern" in counted.string[counted.start() : counted.end() + 10]:
                return parts(_DONBAS)
        several = [ids for ids in lists if len(ids) > 1]
        found = several or lists
        return found[-1] if found else None

    def _collect_lists(self) -> None:
        """Find the lists of regions: mentions that only commas, "and" and such stand between."""
        lists: list[list[str]] = []
        self._list_starts: list[int] = []
        last_end = None
        for item in self._found:
            ids = [part for part in parts(item.entity_id or "") if part != WHOLE]
            if not ids:
                continue
            if last_end is not None and _JOIN.fullmatch(self._text, last_end, item.start):
                lists[-1] += ids
            else:
                lists.append(ids)
                self._list_starts.append(item.start)
            last_end = item.end
        self._lists = [tuple(sorted(set(ids))) for ids in lists]
