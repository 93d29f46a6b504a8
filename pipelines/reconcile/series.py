"""What was claimed of a region day by day: the table that a reader plots.

Beside each point stands what measured series give for the same land and day, lowest and highest, where a maintainer
supplied any whose scope is the row's: of Ukraine only those in which Crimea counts. For the side that a series does not
measure it is what the series leaves of the land polygon.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.ids import make_id
from pipelines.reconcile.areas import Areas
from pipelines.reconcile.measured import Measured
from pipelines.rows import Row

_COLUMNS = [
    "article_id", "claim_id", "region_ids", "region_text", "controller", "measure", "status", "layer", "as_of_last_on",
    "area_low_km2", "area_high_km2", "share_low_pct", "share_high_pct",
]  # fmt: skip
"""What of a statement is looked at."""
KEY = ("region_id", "on_day", "controller", "source_id", "layer")


def series_rows(
    territory: pa.Table, claims: pa.Table, articles: pa.Table, regions: pa.Table, points: pa.Table
) -> list[Row]:
    """Give the rows of `control_series`: one for each region, day, side and source.

    A statement that stands in no claim is its publisher's. Statements without a day, without a number, or about
    regions that no id stands for together give no row. `points` are those of the measured series.
    """
    areas, stated = Areas(regions), _dated(territory)
    speakers = _by_id(claims, "claim_id", "source_id", stated)
    outlets = _by_id(articles, "article_id", "outlet_id", stated)
    publishers = {article: make_id("entity", outlet) for article, outlet in outlets.items() if outlet}
    measured = Measured(points, areas)
    rows = _merged(_points(stated.to_pylist(), areas, speakers, publishers))
    return [row | _beside(row, measured) for row in rows]


def _beside(row: Row, measured: Measured) -> Row:
    """Give what the measured series say of the land and the day of a row."""
    land = measured.areas.parts_of(row["region_id"]) if row["region_id"] != "UA" else ("UA",)
    found = {}
    for series in measured.series:
        layers = {row["layer"], series.layer} - {"unstated"}
        if len(layers) > 1 or (series.scope_crimea != "included" and "UA" in land):
            continue
        if series.scope_before_2022 == "excluded" or ("UA" in land and series.scope_russia == "included"):
            continue
        value = series.at(land, row["on_day"], measured.areas)
        if value is not None and series.controller != row["controller"]:
            whole = series.whole_of(land, measured.areas) or measured.areas.polygon_of(land)
            value = max(0.0, whole - value) if whole else None
        if value is not None:
            found[series.name] = value
    lowest, highest = min(found.values(), default=None), max(found.values(), default=None)
    return {"measured_low_km2": lowest, "measured_high_km2": highest, "measured_by": sorted(found)}


def _dated(territory: pa.Table) -> pa.Table:
    """Give the statements of which each says that a side holds land, named in the text, on a day: what is looked at."""
    rows = territory.select(_COLUMNS)
    is_held = pc.and_(pc.equal(rows["measure"], "control"), pc.is_in(rows["status"], pa.array(["reported", "claimed"])))
    is_told = pc.and_(rows["region_text"].is_valid(), rows["as_of_last_on"].is_valid())
    return rows.filter(pc.and_(is_held, is_told))


def _by_id(rows: pa.Table, key: str, name: str, stated: pa.Table) -> dict[str, str | None]:
    """Give a column of a table by its key, of those rows to which statements lead."""
    pairs = rows.select([key, name])
    pairs = pairs.filter(pc.is_in(pairs.column(key), value_set=stated.column(key).drop_null()))
    return dict(zip(*(column.to_pylist() for column in pairs.columns), strict=True))


def _points(
    statements: Iterable[Mapping[str, Any]],
    areas: Areas,
    speakers: Mapping[str, str | None],
    publishers: Mapping[str, str],
) -> Iterator[Row]:
    for row in statements:
        region, stated, whole = areas.id_of(row["region_ids"]), areas.stated(row), areas.of(row["region_ids"])
        source = speakers.get(row["claim_id"]) or publishers.get(row["article_id"])
        if not (region and stated and whole and source) or stated.low > whole:
            continue
        share = stated.share_of(whole)
        yield {
            "region_id": region,
            "on_day": row["as_of_last_on"],
            "controller": row["controller"],
            "source_id": source,
            "area_low_km2": round(stated.low, 1),
            "area_high_km2": round(stated.high, 1),
            "share_low_pct": round(share.low, 2),
            "share_high_pct": round(min(100.0, share.high), 2),
            "layer": row["layer"],
            "measured_low_km2": None,
            "measured_high_km2": None,
            "measured_by": [],
        }


def _merged(points: Iterable[Row]) -> list[Row]:
    """Give one row for each key: what one source says of a day several times spans all that it says."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in points:
        known = found.setdefault(tuple(row[name] for name in KEY), row)
        for low in ("area_low_km2", "share_low_pct"):
            known[low] = min(known[low], row[low])
        for high in ("area_high_km2", "share_high_pct"):
            known[high] = max(known[high], row[high])
    return list(found.values())
