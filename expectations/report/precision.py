"""What people found: how often the machine was right, from the table `reviews` of a release.

What people looked at is no sample: rows are put before them in the order of doubt, so that the share of right ones
among all rows is higher than among these. What the share is good for is to compare constructions, and releases.
"""

import math
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa

from dataset.release.opened import Compared
from expectations.report.markup import Cell, paragraph, table

_Z = 1.959964
"""Standard deviations within which 95 % of a normal distribution lie."""
LOOKED_AT = ("confirm", "correct", "reject")
NOTE = (
    "Rows that people looked at, by table and construction, with the interval within which the true share lies in 95 "
    "of 100 cases (Wilson). Doubtful rows are looked at first, so that of all rows more are right than of these."
)
HEAD = ("table", "construction", "confirmed", "corrected", "rejected", "right", "95 % interval")


@dataclass(frozen=True, slots=True)
class Precision:
    """What people found of the rows of one table, or of one construction in it."""

    table: str
    rule_code: str | None
    confirmed: int
    corrected: int
    rejected: int

    @property
    def looked_at(self) -> int:
        """How many rows people decided on."""
        return self.confirmed + self.corrected + self.rejected

    @property
    def share(self) -> float:
        """The share of them that was right as it was."""
        return self.confirmed / self.looked_at

    @property
    def interval(self) -> tuple[float, float]:
        """The share's 95 % interval, after Wilson (1927): it holds for few rows and for shares near 0 and 1 too."""
        return wilson(self.confirmed, self.looked_at)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Give both ends of the 95 % interval of a share, as Wilson's score test has it; `of` is at least 1."""
    share, spread = right / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def precisions(reviews: pa.Table) -> list[Precision]:
    """Give what people found, each table as a whole and then its constructions, by decisions in force."""
    counts: Counter[tuple[str, str | None, str]] = Counter()
    for row in reviews.to_pylist():
        if row["is_in_force"] and row["decision"] in LOOKED_AT:
            counts[row["table_name"], None, row["decision"]] += 1
            if row["rule_code"] is not None:
                counts[row["table_name"], row["rule_code"], row["decision"]] += 1
    groups = sorted({group[:2] for group in counts}, key=lambda group: (group[0], group[1] or ""))
    return [Precision(*group, *(counts[*group, decision] for decision in LOOKED_AT)) for group in groups]


def section(compared: Compared) -> str:
    """Show for each table and construction how many of the rows that people looked at were right."""
    if not (found := precisions(compared.tables["reviews"])):
        return paragraph("Nobody has looked at a row yet.", "note")
    return paragraph(NOTE) + table(HEAD, map(_line, found))


def _line(one: Precision) -> list[Cell]:
    low, high = one.interval
    shares = f"{one.share:.0%}", f"{low:.0%} to {high:.0%}"
    return [one.table, one.rule_code or "all", one.confirmed, one.corrected, one.rejected, *shares]
