"""How much land: the shares, areas and vague words of a text that may measure land, in order.

What governs an extent, and whose land it is, stands in `statements.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.model import Figure
from pipelines.record import record
from pipelines.territory.lexicon import vague_extents, vague_spans

_OF_TAKEN_LAND = re.compile(
    r"\s*of\s+(?:the|all)?\s*(?:land|territory|ground|areas?)\s+(?:that\s+|which\s+)?(?:\w+\s+){1,4}?"
    r"(?:occupied|seized|captured|taken|held|gained|conquered)\b",
    re.IGNORECASE,
)
_TO_PERCENT = {"%": 1.0, "1": 100.0}
_BASE = re.compile(
    r"(?:%|\bper ?cent|\bpercent|\bhalf|\bthirds?|\bquarters?|\bfifths?)\s+of\s+(?:the\s+|those\s+|these\s+)?$"
)
_AGAIN = re.compile(r"\s*(?:\(|or\s|,\s*or\s)\s*")
_SAME_PHRASE = re.compile(r"[^.,;:]{0,60}")
_COMPARED = re.compile(r"[^.;:]{0,80}")
"""Between vague words and the comparison that makes them exact: "a large part of it, about the size of …"."""
_KM2 = 1_000_000.0
_SIZE_OF_A_COUNTRY = re.compile(
    r"\b(?:country|nation|state|landmass|total area)\s+(?:of|with|covers|covering|spanning|measuring|that covers|is)\s+"
    r"(?:an area of\s+)?$",
    re.IGNORECASE,
)
"""In front of an area: how large a country is, and not how much of it anybody holds."""
_PLACE_ONLY = re.compile(r"\b(?:in|across|throughout|through|inside|within)\s+$", re.IGNORECASE)
"""In front of a vague share: where something happens ("lost ground in all of the region"), and not how much."""
_SET_ASIDE = re.compile(
    r"\b(?:not (?:just|only|merely)|rather than|instead of|let alone)\s+(?:about\s+|some\s+)?$", re.IGNORECASE
)
_OF_A_FIGURE = re.compile(r"\s*(?:of|in)\s+(?:the\s+)?(?:\w+\s+)?\d")
_CHANGE = re.compile(r"\s*(?:percentage points?|more|fewer|less|increase|rise|faster|higher|lower)\b", re.IGNORECASE)
_RATE_WORDS = re.compile(r"\s*(?:a|per|each|every)\s+(?:day|week|month|year)\b", re.IGNORECASE)


@record(frozen=True, slots=True)
class Extent:
    """One amount of land: a share, an area, or words."""

    start: int
    end: int
    share: tuple[float | None, float | None] | None = None
    area_km2: tuple[float | None, float | None] | None = None
    words: str | None = None
    figure: int | None = None
    """Index into the figures."""
    is_base: bool = False
    """Whether it is what a share is a share of ("70 per cent of the 26,000 km²"): no verb in front governs it."""


def extents_in(text: str, figures: Sequence[Figure]) -> list[Extent]:
    """Give the extents of a text in order; none inside another."""
    found = [extent for number, figure in enumerate(figures) if (extent := _of_figure(text, number, figure))]
    taken = [(figure.start, figure.end) for figure in figures]
    for first, last in vague_spans(text):
        if not any(start < last and first < end for start, end in _near(taken, first)):
            found.append(_of_words(text, first, last))
    once = _without_repeats(text, sorted(found, key=lambda extent: extent.start), figures)
    return [extent for extent in once if not _is_set_aside(text, extent)]


def _is_set_aside(text: str, extent: Extent) -> bool:
    """Say whether the words in front tell that an amount is no amount that anybody holds."""
    front = max(0, extent.start - 40)
    if extent.area_km2 and _SIZE_OF_A_COUNTRY.search(text, front, extent.start):
        return True
    if extent.figure is None and extent.share and _PLACE_ONLY.search(text, front, extent.start):
        return True
    return bool(_SET_ASIDE.search(text, front, extent.start))


def _without_repeats(text: str, extents: list[Extent], figures: Sequence[Figure]) -> list[Extent]:
    """Leave out an amount given again in another unit behind it, and vague words that an amount makes exact."""
    kept: list[Extent] = []
    for extent in extents:
        before = kept[-1] if kept else None
        if before and extent.area_km2 and before.area_km2 and _AGAIN.fullmatch(text, before.end, extent.start):
            continue
        if before and _is_of_another(text, before, extent):
            kept[-1] = Extent(before.start, extent.end, words=text[before.start : extent.end])
            continue
        if before and before.words and extent.figure is not None and extent.area_km2:
            is_compared = figures[extent.figure].comparison_entity_id is not None
            if (_COMPARED if is_compared else _SAME_PHRASE).fullmatch(text, before.end, extent.start):
                kept.pop()
        kept.append(extent)
    return kept


def _is_of_another(text: str, before: Extent, extent: Extent) -> bool:
    """Say whether vague words stand right before others: "most of the rest of" is one extent, in words."""
    both_vague = before.figure is None and extent.figure is None
    return both_vague and extent.start - before.end <= 1 and not text[before.end : extent.start].strip()


def _near(spans: list[tuple[int, int]], offset: int) -> list[tuple[int, int]]:
    number = bisect_left(spans, (offset, 0))
    return spans[max(0, number - 1) : number + 1]


def _of_words(text: str, start: int, end: int) -> Extent:
    known = vague_extents()[text[start:end].lower()]
    share = None if known.share_low is None and known.share_high is None else (known.share_low, known.share_high)
    return Extent(start, end, share=share, words=None if share else text[start:end])


def _of_figure(text: str, number: int, figure: Figure) -> Extent | None:
    if _CHANGE.match(text, figure.end) or figure.per_unit or _RATE_WORDS.match(text, figure.end):
        return None
    if figure.quantity_kind == "share" and figure.unit_code in _TO_PERCENT:
        if _OF_A_FIGURE.match(text, figure.end) or _OF_TAKEN_LAND.match(text, figure.end):
            return None  # a share of a number, or of what was taken, is no share of a region
        factor = _TO_PERCENT[figure.unit_code]
        share = tuple(None if value is None else value * factor for value in (figure.low, figure.high))
        if any(value is not None and not 0 <= value <= 100 for value in share):
            return None
        return Extent(figure.start, figure.end, share=(share[0], share[1]), figure=number)
    if figure.quantity_kind == "area" and (area := _area_km2(figure)):
        is_base = bool(_BASE.search(text, max(0, figure.start - 60), figure.start))
        return Extent(figure.start, figure.end, area_km2=area, figure=number, is_base=is_base)
    return None


def _area_km2(figure: Figure) -> tuple[float | None, float | None] | None:
    if figure.unresolved_reason is not None or (figure.low or 0) < 0 or (figure.high or 0) < 0:
        return None
    if figure.unit_code == "km2":
        return figure.low, figure.high
    if figure.si_unit != "m2":
        return None
    return tuple(None if value is None else value / _KM2 for value in (figure.si_low, figure.si_high))  # type: ignore[return-value]
