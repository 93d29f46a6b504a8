"""Areas as denominators, and intervals over them: the arithmetic of shares and areas, without any text."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from dataset.reference.load import rows
from pipelines.record import record

BASIS = "official territory, bays and estuaries included"
"""What sort of area the first denominator is: land polygons are up to a tenth smaller (Kherson)."""
POLYGON = "land polygon, water left out"
CRIMEA = ("UA-43", "UA-40")
PENINSULA = "UA-crimea"


@record(frozen=True, slots=True)
class Interval:
    """Square kilometres, both ends stated or implied."""

    low: float
    high: float

    def share_of(self, whole: float) -> "Interval":
        """Give the interval as per cent of an area."""
        return Interval(100 * self.low / whole, 100 * self.high / whole)

    def plus(self, other: "Interval") -> "Interval":
        """Give the sum of two intervals."""
        return Interval(self.low + other.low, self.high + other.high)

    def less(self, other: "Interval") -> "Interval":
        """Give the interval without another that is a part of it."""
        return Interval(max(0.0, self.low - other.high), max(0.0, self.high - other.low))

    def left_of(self, whole: float) -> "Interval":
        """Give what the interval leaves of an area."""
        return Interval(max(0.0, whole - self.high), max(0.0, whole - self.low))

    def meets(self, other: "Interval", tolerance: float) -> bool:
        """Say whether two intervals share a point when the other is widened by a part of its own ends."""
        return self.low <= other.high * (1 + tolerance) and self.high >= other.low * (1 - tolerance)

    def in_words(self, digits: int) -> str:
        """Give the interval as people write it: "76.1", or "70.0 to 80.0"."""
        low, high = f"{self.low:,.{digits}f}", f"{self.high:,.{digits}f}"
        return low if low == high else f"{low} to {high}"


@record(frozen=True, slots=True)
class Whole:
    """An area that shares can be taken of, and which one it is."""

    km2: float
    basis: str


class Areas:
    """The official area and, where known, the land polygon of each region and composite."""

    def __init__(self, regions: pa.Table) -> None:
        columns = regions.select(["region_id", "official_area_km2", "parts"]).to_pylist()
        self._areas: Mapping[str, float] = {row["region_id"]: row["official_area_km2"] for row in columns}
        self._parts = {row["region_id"]: tuple(sorted(row["parts"])) for row in columns}
        self._composites = {parts: region for region, parts in self._parts.items() if parts}
        self._polygons = {
            row["region_id"]: float(row["polygon_area_km2"]) for row in rows("regions") if row["polygon_area_km2"]
        }

    def of(self, region_ids: Iterable[str]) -> float | None:
        """Give the official area of regions together; None where one of them has none here."""
        return _sum(self._areas, region_ids)

    def polygon_of(self, region_ids: Iterable[str]) -> float | None:
        """Give the land polygons of regions together; None where one of them has none here."""
        ids = list(region_ids)
        one = self.id_of(ids)
        return self._polygons[one] if one in self._polygons else _sum(self._polygons, ids)

    def wholes(self, region_ids: Iterable[str]) -> list[Whole]:
        """Give the areas that a share of this land can be of: the official one, and the land polygon."""
        ids = list(region_ids)
        both = ((self.of(ids), BASIS), (self.polygon_of(ids), POLYGON))
        return [Whole(km2, basis) for km2, basis in both if km2 is not None]

    def id_of(self, region_ids: Iterable[str]) -> str | None:
        """Give the one id that stands for regions together: their own, or a composite's; None where there is none."""
        ids = tuple(sorted(region_ids))
        return ids[0] if len(ids) == 1 else self._composites.get(ids)

    def parts_of(self, region_id: str) -> tuple[str, ...]:
        """Give the parts of a composite; a region that is none is its own part."""
        return self._parts.get(region_id) or (region_id,)

    def stated(self, row: Mapping[str, Any], whole: float | None = None) -> Interval | None:
        """Give the area that a statement states, by its area or its share; None for words without a number.

        Shares are taken of `whole`, or of the official area. An end that is not stated is none of the land, or all
        of it.
        """
        whole = self.of(row["region_ids"]) if whole is None else whole
        if row["area_low_km2"] is not None or row["area_high_km2"] is not None:
            top = whole if whole is not None else row["area_low_km2"]
            return Interval(row["area_low_km2"] or 0.0, _or(row["area_high_km2"], max(top, row["area_low_km2"] or 0)))
        if whole is None or (row["share_low_pct"] is None and row["share_high_pct"] is None):
            return None
        return Interval(whole * (row["share_low_pct"] or 0.0) / 100, whole * _or(row["share_high_pct"], 100.0) / 100)


def _sum(areas: Mapping[str, float], region_ids: Iterable[str]) -> float | None:
    found = [areas.get(region) for region in region_ids]
    return sum(area for area in found if area) if found and all(found) else None


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
