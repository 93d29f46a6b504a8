"""Reading the small tables that stand beside the code of this folder.

Here belongs how a table is read; what its rows mean stands in the module that uses it.
"""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def rows_of_table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of `NAME.csv` beside this module, in their order."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words_of_table(name: str) -> frozenset[str]:
    """Give the first column of `NAME.csv`, as a set."""
    return frozenset(next(iter(row.values())) for row in rows_of_table(name))
