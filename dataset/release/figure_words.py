"""Amounts and land in words: how `claims.csv` says what the tables hold as numbers and codes."""

from collections.abc import Mapping
from typing import Any


def value_words(
    low: float | None, high: float | None, is_approximate: bool, unit_code: str | None, unit_name: str | None
) -> str | None:
    """Give a value with its unit: `about 70 to 80 %`, `at least 12 ship`; None where neither end is known."""
    if low is None and high is None:
        return None
    unit = "%" if unit_code == "%" else unit_name or (unit_code or "").strip("{}")
    about = "about" if is_approximate else ""
    return " ".join(part for part in (about, _ends(low, high), unit) if part)


def _ends(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {number_words(high)}"
    if high is None:
        return f"at least {number_words(low)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def number_words(value: float | None) -> str:
    """Give a number as people write it, thousands parted: `26,000`, `168.9`."""
    if value is None:
        raise ValueError("no number")
    return f"{value:,.0f}" if value.is_integer() else f"{value:,}"


def land_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Give a row of `territory` in words: `Donetsk Oblast + Luhansk Oblast: RU control 70 to 80 % (claimed)`."""
    regions = " + ".join(names.get(region, region) for region in row["region_ids"])
    amounts = [
        value_words(row["share_low_pct"], row["share_high_pct"], False, "%", None),
        value_words(row["area_low_km2"], row["area_high_km2"], False, "km2", "km²"),
        row["extent_text"],
    ]
    status = "" if row["status"] == "reported" else f"({row['status']})"
    parts = [row["controller"], row["measure"].replace("_", " "), *amounts, status]
    return f"{regions}: " + " ".join(part for part in parts if part)
