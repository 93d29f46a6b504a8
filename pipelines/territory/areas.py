"""Official areas as denominators, and intervals over them: the arithmetic of shares and areas, without any text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

BASIS = "official territory, bays and estuaries included"
"""What sort of area every denominator is: land polygons are up to a tenth smaller (Kherson)."""
CRIMEA = ("UA-43", "UA-40")


@dataclass(frozen=True, slots=True)
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

    def left_of(self, whole: float) -> "Interval":
        """Give what the interval leaves of an area."""
        return Interval(max(0.0, whole - self.high), max(0.0, whole - self.low))

    def meets(self, other: "Interval", tolerance: float) -> bool:
        """Say whether two intervals share a point when the other is widened by a part of its own ends."""
        return self.low <= other.high * (1 + tolerance) and self.high >= other.low * (1 - tolerance)


class Areas:
    """The official area of each region and composite."""

    def __init__(self, regions: pa.Table) -> None:
        columns = regions.select(["region_id", "official_area_km2", "parts"]).to_pylist()
        self._areas: Mapping[str, float] = {row["region_id"]: row["official_area_km2"] for row in columns}
        self._composites = {tuple(sorted(row["parts"])): row["region_id"] for row in columns if row["parts"]}

    def of(self, region_ids: Iterable[str]) -> float | None:
        """Give the area of regions together; None where one of them has none here."""
        areas = [self._areas.get(region) for region in region_ids]
        return sum(area for area in areas if area) if areas and all(areas) else None

    def id_of(self, region_ids: Iterable[str]) -> str | None:
        """Give the one id that stands for regions together: their own, or a composite's; None where there is none."""
        ids = tuple(sorted(region_ids))
        return ids[0] if len(ids) == 1 else self._composites.get(ids)

    def stated(self, row: Mapping[str, Any]) -> Interval | None:
        """Give the area that a statement states, by its area or its share; None for words without a number.

        An end that is not stated is none of the land, or all of it.
        """
        whole = self.of(row["region_ids"])
        if row["area_low_km2"] is not None or row["area_high_km2"] is not None:
            top = whole if whole is not None else row["area_low_km2"]
            return Interval(row["area_low_km2"] or 0.0, _or(row["area_high_km2"], max(top, row["area_low_km2"] or 0)))
        if whole is None or (row["share_low_pct"] is None and row["share_high_pct"] is None):
            return None
        return Interval(whole * (row["share_low_pct"] or 0.0) / 100, whole * _or(row["share_high_pct"], 100.0) / 100)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
