"""Measured series of control, looked up by land and days: points in, intervals out.

Here belongs what a series measured and which land counts in it. How files become points stands in
`pipelines/ingest/series/`, what statements are held against in `against_series.py`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from pipelines.reconcile.areas import CRIMEA, PENINSULA, Areas, Interval

NEAR = timedelta(days=7)
"""How far the nearest point may lie from a day: series are kept by day or by week."""
SAME_SUM = 0.02
"""Part by which a total may miss the sum of its regions: polygons reach over coasts."""
Course = tuple[list[date], list[float]]


@dataclass(slots=True)
class Series:
    """What one series measured of the land that one side holds, in one layer."""

    name: str
    controller: str
    layer: str
    scope_crimea: str
    scope_before_2022: str
    scope_russia: str
    points: dict[str, dict[date, float]] = field(default_factory=lambda: defaultdict(dict))
    wholes: dict[str, float] = field(default_factory=dict)
    _courses: dict[str, Course] = field(default_factory=dict)

    def course_of(self, land: Sequence[str], areas: Areas) -> Course:
        """Give the days on which all of a land was measured, in order, with its areas."""
        key = "+".join(land)
        if key not in self._courses:
            found = self._measured(land, areas)
            days = sorted(found)
            self._courses[key] = days, [found[day] for day in days]
        return self._courses[key]

    def _measured(self, land: Sequence[str], areas: Areas) -> dict[date, float]:
        """Give the areas of a land by day: as the series gives it, or as the sum of the parts that it gives."""
        one = areas.id_of(land)
        if one in self.points:
            return self.points[one]
        parts = [region for region in self._pieces(land) if region in self.points]
        if len(parts) < len(self._pieces(land)) or not parts:
            return {}
        days = set.intersection(*(set(self.points[region]) for region in parts))
        return {day: sum(self.points[region][day] for region in parts) for day in days}

    def _pieces(self, land: Sequence[str]) -> list[str]:
        """Give the regions to be added up: Crimea and Sevastopol as one where the series has them as one."""
        if PENINSULA not in self.points or CRIMEA[0] not in land:
            return list(land)
        return [PENINSULA, *(region for region in land if region not in CRIMEA)]

    def whole_of(self, land: Sequence[str], areas: Areas) -> float | None:
        """Give the polygon that the series itself measures a land with; None where it gives none."""
        one = areas.id_of(land)
        pieces = [one] if one in self.wholes else self._pieces(land)
        found = [self.wholes[region] for region in pieces if region in self.wholes]
        return sum(found) if len(found) == len(pieces) else None

    def in_period(self, land: Sequence[str], first: date, last: date, areas: Areas) -> Interval | None:
        """Give the lowest and the highest area between two days; the nearest point's where there is none between."""
        days, values = self.course_of(land, areas)
        start, end = bisect_left(days, first), bisect_right(days, last)
        if start < end:
            return Interval(min(values[start:end]), max(values[start:end]))
        near = self.at(land, last, areas)
        return Interval(near, near) if near is not None else None

    def at(self, land: Sequence[str], day: date, areas: Areas) -> float | None:
        """Give the area on a day, or on the nearest day with a point; the earlier of two that are as near."""
        days, values = self.course_of(land, areas)
        number = bisect_left(days, day)
        around = [(abs(days[index] - day), index) for index in (number - 1, number) if 0 <= index < len(days)]
        distance, index = min(around, default=(NEAR * 2, 0))
        return values[index] if distance <= NEAR else None


class Measured:
    """All series that a maintainer supplied."""

    def __init__(self, points: pa.Table, areas: Areas) -> None:
        self.areas = areas
        found: dict[tuple[str, str, str], Series] = {}
        for row in points.to_pylist():
            name, controller, layer = (row[column] for column in ("series", "controller", "layer"))
            fresh = Series(name, controller, layer, "unstated", "unstated", "unstated")
            _add(found.setdefault((name, controller, layer), fresh), row)
        self.series = sorted(found.values(), key=lambda one: (one.name, one.controller, one.layer))
        for series in self.series:
            if series.scope_crimea == "unstated":
                series.scope_crimea = _by_sum(series)


def _add(series: Series, row: dict[str, Any]) -> None:
    series.points[row["region_id"]][row["on_day"]] = row["area_km2"]
    if row["whole_km2"] is not None:
        series.wholes[row["region_id"]] = row["whole_km2"]
    for scope in ("scope_crimea", "scope_before_2022", "scope_russia"):
        if row[scope] != "unstated":
            setattr(series, scope, row[scope])


def _by_sum(series: Series) -> str:
    """Say whether Crimea counts in the total of a series that gives its regions too: their sum tells it."""
    totals, crimea = series.points.get("UA", {}), series.points.get(PENINSULA, {})
    parts = [points for region, points in series.points.items() if region.startswith("UA-")]
    verdicts = set()
    for day in totals.keys() & crimea.keys():
        summed = sum(points.get(day, 0.0) for points in parts)
        for verdict, expected in (("included", summed), ("excluded", summed - crimea[day])):
            if abs(totals[day] - expected) <= SAME_SUM * totals[day]:
                verdicts.add(verdict)
    return verdicts.pop() if len(verdicts) == 1 else "unstated"
