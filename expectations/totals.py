"""Totals that facts outside the data give: how many rows, which sums. A change of one is a change of the world."""

from collections.abc import Mapping

from expectations.gx import Expectation, gxe


def totals(name: str) -> list[Expectation]:
    """Give the expected totals of a table."""
    return list(_TOTALS.get(name, ()))


_TOTALS: Mapping[str, list[Expectation]] = {
    "regions": [
        gxe.ExpectColumnSumToBeBetween(column="is_unit", min_value=27, max_value=27),  # 24 oblasts, Crimea, two cities
        gxe.ExpectColumnSumToBeBetween(column="unit_area_km2", min_value=603_540, max_value=603_540),
    ],
}
