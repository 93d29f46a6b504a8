"""Totals that facts outside the data give: how many rows, which sums. A change of one is a change of the world."""

from collections.abc import Mapping

from expectations.gx import Expectation, gxe


def totals(name: str) -> list[Expectation]:
    """Give the expected totals of a table."""
    return list(_TOTALS.get(name, ()))


_TOTALS: Mapping[str, list[Expectation]] = {
    "regions": [
        gxe.ExpectTableRowCountToBeBetween(min_value=27),
    ],
}
