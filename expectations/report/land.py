"""Land: whether what is said of it adds up, and what was claimed of each region over time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc

from dataset.contract.words import VERDICTS
from dataset.release.figure_words import value_words
from dataset.release.opened import Compared
from expectations.report import plots
from expectations.report.counting import Tables, counted
from expectations.report.markup import beside, heading, paragraph, table, under
from expectations.report.plots import Stated

REGIONS, STATEMENTS, WRONG = 9, 60, 40
"""Panels, statements a panel, and statements that do not add up: what is beyond is counted only."""
Row = dict[str, Any]


def section(compared: Compared) -> str:
    """Show the verdicts of the checks, what does not add up, and the claimed shares of each region."""
    return "".join(_pieces(compared.tables))


def _pieces(tables: Tables) -> Iterator[str]:
    yield heading("Does it add up")
    yield _verdicts(tables)
    yield heading("Statements that do not add up")
    yield _wrong(tables)
    yield heading("What is claimed of each region, over time")
    yield paragraph(
        "A line is an interval: 70 to 80 %, or from more than 70 % up to all of it. Statements differ in what they "
        "count as held.",
        "note",
    )
    yield _claimed(tables)


def _verdicts(tables: Tables) -> str:
    found = counted(tables["territory_checks"], "against", "verdict")
    if not found:
        return paragraph("No statement about land was checked.", "note")
    kinds = sorted({against for against, _ in found})
    rows = [(_AGAINST[kind], [found.get((kind, verdict), 0) for verdict in VERDICTS]) for kind in kinds]
    told = "; ".join(f"{name}: {', '.join(map(str, counts))}" for name, counts in rows)
    told = f"Checks that are {', '.join(VERDICTS)}, by what statements are held against. {told}."
    drawn = plots.stacked("verdicts", "Verdicts of the checks of land", told, rows, tuple(VERDICTS))
    return beside(drawn, table(("held against", *VERDICTS), [[name, *counts] for name, counts in rows]))


_AGAINST = {
    "complement": "the official area",
    "partner": "the other side's share",
    "comparison": "a size it is compared with",
    "other_statement": "another article",
    "measured_series": "a measured series",
}


def _wrong(tables: Tables) -> str:
    checks = tables["territory_checks"]
    rows = checks.filter(pc.equal(checks.column("verdict"), "inconsistent")).to_pylist()
    if not rows:
        return paragraph("None.", "note")
    wanted = {row["territory_id"] for row in rows}
    land = tables["territory"]
    stated = {
        row["territory_id"]: row
        for row in land.filter(pc.is_in(land.column("territory_id"), pc.cast(sorted(wanted), "string"))).to_pylist()
    }
    names = _names(tables)
    lines = [_wrong_line(row, stated.get(row["territory_id"]), names) for row in rows[:WRONG]]
    head = ("territory_id", "land", "stated", "held against", "why")
    return table(head, lines, f"{len(lines):,} of {len(rows):,}." if len(lines) < len(rows) else "")


def _wrong_line(check: Row, land: Row | None, names: Mapping[str, str]) -> list[str | None]:
    """Give a check in words; its reason is made of numbers and names, and never of an article's words."""
    against, reason = _AGAINST[check["against"]], check["reason"]
    if land is None:
        return [check["territory_id"], "", "", against, reason]
    regions = " + ".join(names.get(one, one) for one in land["region_ids"])
    share = value_words(land["share_low_pct"], land["share_high_pct"], False, "%", None)
    area = value_words(land["area_low_km2"], land["area_high_km2"], False, "km2", "km²")
    stated = ", ".join(filter(None, (land["controller"], land["measure"].replace("_", " "), share, area)))
    return [check["territory_id"], regions, stated, against, reason]


def _names(tables: Tables) -> dict[str, str]:
    regions = tables["regions"]
    return dict(zip(regions.column("region_id").to_pylist(), regions.column("name").to_pylist(), strict=True))


def _claimed(tables: Tables) -> str:
    series = tables["control_series"]
    if not series.num_rows:
        return paragraph("No statement gives a share or an area of a region on a day.", "note")
    by_region = defaultdict(list)
    for row in series.sort_by([("on_day", "ascending"), ("controller", "ascending")]).to_pylist():
        by_region[row["region_id"]].append(row)
    names, areas = _names(tables), _areas(tables)
    ordered = sorted(by_region, key=lambda region: (-len(by_region[region]), region))[:REGIONS]
    panels = [(names.get(one, one), list(_stated(_few(by_region[one]), areas.get(one)))) for one in ordered]
    told = f"{len(panels)} panels, one a region, each with the shares that statements give on their days."
    drawn = plots.intervals("claimed", "Shares of regions that statements claim", told, panels)
    lines = [_series_line(row, names.get(one, one)) for one in ordered for row in _few(by_region[one])]
    head = ("region", "day", "held by", "share, %", "area, km²", "measured, km²")
    shown = f"{series.num_rows:,} days of statements, of which {len(lines):,} stand here."
    return under(drawn, table(head, lines, shown))


def _few(rows: list[Row]) -> list[Row]:
    """Give the newest of many statements about one region."""
    return rows[-STATEMENTS:]


def _areas(tables: Tables) -> dict[str, float]:
    columns = (tables["regions"].column(name).to_pylist() for name in ("region_id", "official_area_km2"))
    return dict(zip(*columns, strict=True))


def _stated(rows: list[Row], whole: float | None) -> Iterator[Stated]:
    """Give what a series says of the share: an end that is not stated is none or all of the region."""
    for row in rows:
        low, high = row["share_low_pct"], row["share_high_pct"]
        if low is not None or high is not None:
            ends = (0.0 if low is None else low, 100.0 if high is None else high)
            yield Stated(row["on_day"], *ends, row["controller"], _measured(row, whole))


def _measured(row: Row, whole: float | None) -> tuple[float, float] | None:
    low, high = row["measured_low_km2"], row["measured_high_km2"]
    return None if not whole or low is None or high is None else (100 * low / whole, 100 * high / whole)


def _series_line(row: Row, name: str) -> list[str | None]:
    def interval(low: str, high: str) -> str | None:
        return value_words(_rounded(row[low]), _rounded(row[high]), False, None, None)

    return [
        name,
        row["on_day"].isoformat(),
        row["controller"],
        interval("share_low_pct", "share_high_pct"),
        interval("area_low_km2", "area_high_km2"),
        interval("measured_low_km2", "measured_high_km2"),
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
