"""Rows counted for the page, now and in the release before, and what counts as a large shift between the two.

What belongs here: numbers from tables. How they look stands in `markup.py` and `plots.py`. A release before may have
been made under an older contract: what it lacks is None, which is not the same as none.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

Tables = Mapping[str, pa.Table]
Counts = dict[str, int]
"""Value -> rows; a null is counted under NOT_SAID."""

NOT_SAID = "not known"
LONGEST = 15
"""Values of a distribution that the page names."""
LARGE_POINTS = 5.0
"""A share that moved by at least so many percentage points is a large shift …"""
LARGE_Z = 3.0
"""… where it moved by at least so many standard errors as well (two proportions, pooled): more than chance gives."""


def has(tables: Tables | None, name: str, *columns: str) -> bool:
    """Say whether there is a table with these columns: an older release may lack some."""
    return tables is not None and name in tables and set(columns) <= set(tables[name].column_names)


def counted(rows: pa.Table, *names: str) -> dict[tuple[str, ...], int]:
    """Count the rows by the values of columns, each value as text."""
    columns = [pc.fill_null(rows.column(name).cast(pa.string()), NOT_SAID) for name in names]
    table = pa.table(columns, names=list(names)).group_by(list(names)).aggregate([([], "count_all")])
    values = (table.column(name).to_pylist() for name in (*names, "count_all"))
    return {tuple(row[:-1]): row[-1] for row in zip(*values, strict=True)}


def counted_by(rows: pa.Table, name: str) -> Counts:
    """Count the rows by the values of one column."""
    return {value: count for (value,), count in counted(rows, name).items()}


def counted_from(rows: pa.Table, key: str, others: pa.Table, other_key: str, name: str) -> Counts:
    """Count rows by a column of the table that they point to."""
    place = pc.index_in(rows.column(key), value_set=others.column(other_key))
    return counted_by(pa.table({name: others.column(name).take(place)}), name)


def newest(articles: pa.Table) -> pa.Table:
    """Give the articles that no newer version supersedes: those of which the other tables have rows."""
    return articles.filter(pc.invert(pc.is_in(articles.column("article_id"), value_set=articles.column("supersedes"))))


def is_of_read_language(articles: pa.Table) -> pa.ChunkedArray:
    """Say of each article whether it is in a language that claims are read in: English, or one nobody can tell."""
    return pc.match_substring_regex(articles.column("language"), "^(?:en|und)(?:-|$)")


def months(moments: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Give moments as `2025-03`; null stays null."""
    return pc.strftime(moments, format="%Y-%m")


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a distribution: its rows now and before, and the shares that they make."""

    value: str
    rows: int
    share: float
    """0 to 1."""
    share_before: float | None
    """None where there is nothing to compare with."""
    is_large: bool

    @property
    def points(self) -> float | None:
        """The shift in percentage points."""
        return None if self.share_before is None else 100 * (self.share - self.share_before)


def lines_of(now: Counts, before: Counts | None, order: Sequence[str] = (), longest: int = LONGEST) -> list[Line]:
    """Give the values of a distribution: those of an order first, then the most frequent first.

    What comes after `longest` values is one line, so that no page grows with its rows.
    """
    old = before or {}
    place = {value: number for number, value in enumerate(order)}
    ordered = sorted(
        now.keys() | old.keys(),
        key=lambda value: (place.get(value, len(place)), -now.get(value, 0), -old.get(value, 0), value),
    )
    shown, rest = ordered[:longest], ordered[longest:]
    groups = [(value, [value]) for value in shown] + ([(f"{len(rest)} more", rest)] if rest else [])
    wholes = sum(now.values()), sum(old.values())
    return [
        _line(name, sum(now.get(one, 0) for one in values), sum(old.get(one, 0) for one in values), *wholes)
        for name, values in groups
    ]


def _line(value: str, rows: int, rows_before: int, whole: int, whole_before: int) -> Line:
    share_before = rows_before / whole_before if whole_before else None
    return Line(
        value, rows, rows / whole if whole else 0.0, share_before, is_large(rows, whole, rows_before, whole_before)
    )


def is_large(rows: int, whole: int, rows_before: int, whole_before: int) -> bool:
    """Say whether a share moved by more than chance gives, and by enough to matter.

    A release holds most of the rows of the one before, so that chance moves its shares by less than is allowed for.
    """
    if not whole or not whole_before:
        return False
    moved = rows / whole - rows_before / whole_before
    pooled = (rows + rows_before) / (whole + whole_before)
    error = math.sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_before))
    return abs(moved) * 100 >= LARGE_POINTS and error > 0 and abs(moved) / error >= LARGE_Z
