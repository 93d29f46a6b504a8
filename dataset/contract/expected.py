"""What a reader of `quality` must know of each expectation: what it means and on which tables it is held.

What belongs here: reading `expectations.csv`, one row an expectation. How they are held is for `expectations/`.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

_EVERY = "*"


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "expectations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MEANINGS: Mapping[str, str] = {row["expectation"]: row["meaning"] for row in _rows()}
"""Expectation -> what it means; an expectation about one column names it in `quality.column_name`."""
HELD_ON: Mapping[str, frozenset[str]] = {
    row["expectation"]: frozenset(row["tables"].split("|")) - {_EVERY} for row in _rows()
}
"""Expectation -> the tables on which it is held; empty where it follows from the columns of any table."""
