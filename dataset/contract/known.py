"""What is known of the columns' quality: where each is weak, and what was measured of it.

What belongs here: reading `weaknesses.csv` (one row a column of a table) and `measured.csv` (one row a measurement),
and their forms for readers. Dictionary, method, card, descriptors and the README take them from here, so that a
weakness and a figure stand in one place.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OWN_GOLD = "own gold"
"""The set that the project wrote itself: the floors of its tests, and easier than news."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One quality figure; F1 in per cent unless it says otherwise."""

    what: str
    set_name: str
    value: str
    comparison: str
    """What people or other systems reach; empty where nobody is known to have measured."""
    columns: tuple[str, ...]
    """Columns that it is about, as `table.column`."""
    measured_on: str
    """The day, as YYYY-MM-DD."""


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WEAKNESSES: Mapping[tuple[str, str], str] = {
    (row["table"], row["column"]): row["weakness"] for row in _rows("weaknesses.csv")
}
"""(table, column) -> in what it is known to be weak."""
MEASURED = tuple(
    Measurement(
        row["what"], row["set"], row["value"], row["comparison"], tuple(row["columns"].split("|")), row["measured_on"]
    )
    for row in _rows("measured.csv")
)
"""All measurements, in the order in which they are shown."""


def known_of(table: str, column: str) -> str:
    """Give what is known of a column's quality, in words: its weakness, and what was measured; empty for nothing."""
    about = [one for one in MEASURED if f"{table}.{column}" in one.columns]
    figures = "; ".join(f"{one.what}: {one.value} ({one.set_name})" for one in about)
    parts = [WEAKNESSES.get((table, column), ""), f"Measured: {figures}." if figures else ""]
    return " ".join(part for part in parts if part)


def measured_table(is_whole: bool) -> str:
    """Give the measurements as a Markdown table: all of them, or those on sets that are not the project's own."""
    lines = ["| what | set | value | for comparison | on |", "| --- | --- | --- | --- | --- |"]
    for one in MEASURED:
        if is_whole or one.set_name != OWN_GOLD:
            lines.append(f"| {one.what} | {one.set_name} | {one.value} | {one.comparison} | {one.measured_on} |")
    return "\n".join(lines)
