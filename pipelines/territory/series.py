"""What was claimed of a region day by day: the table that a reader plots.

A measured series beside it comes only where a maintainer supplies one; until then these columns are empty.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from dataset.contract.ids import make_id
from pipelines.rows import Row
from pipelines.territory.areas import Areas

KEY = ("region_id", "on_day", "controller", "source_id", "layer")


def series_rows(territory: pa.Table, claims: pa.Table, articles: pa.Table, regions: pa.Table) -> list[Row]:
    """Give the rows of `control_series`: one for each region, day, side and source.

    A statement that stands in no claim is its publisher's. Statements without a day, without a number, or about
    regions that no id stands for together give no row.
    """
    areas = Areas(regions)
    speakers = dict(zip(claims["claim_id"].to_pylist(), claims["source_id"].to_pylist(), strict=True))
    publishers = {
        row["article_id"]: make_id("entity", row["outlet_id"])
        for row in articles.select(["article_id", "outlet_id"]).to_pylist()
        if row["outlet_id"]
    }
    return _merged(_points(territory.to_pylist(), areas, speakers, publishers))


def _points(
    statements: Iterable[Mapping[str, Any]], areas: Areas, speakers: Mapping[str, str], publishers: Mapping[str, str]
) -> Iterator[Row]:
    for row in statements:
        region, stated, whole = areas.id_of(row["region_ids"]), areas.stated(row), areas.of(row["region_ids"])
        source = speakers.get(row["claim_id"]) or publishers.get(row["article_id"])
        is_held = row["measure"] == "control" and row["status"] in ("reported", "claimed")
        if not (is_held and region and stated and whole and source and row["as_of_last_on"]) or stated.low > whole:
            continue
        share = stated.share_of(whole)
        yield {
            "region_id": region,
            "on_day": row["as_of_last_on"],
            "controller": row["controller"],
            "source_id": source,
            "area_low_km2": stated.low,
            "area_high_km2": stated.high,
            "share_low_pct": share.low,
            "share_high_pct": min(100.0, share.high),
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
