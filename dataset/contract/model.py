"""The shapes of the contract: what a column and a table say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """One column, stated once for all tables that have it."""

    name: str
    kind: str
    """text, id, code, number, count, flag, day, moment, texts (a list), spans (a list of [start, end] pairs)."""
    meaning: str
    """True in every table that has the column."""
    unit: str | None = None
    is_required: bool = False
    allowed: Mapping[str, str] = field(default_factory=dict)
    """The closed words that it may have, each with what it means; empty where any value may stand."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words that it has, explained, where others may come with the code that gives them."""
    pattern: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One published table: its columns in order, its key, and what points where."""

    name: str
    meaning: str
    """One row of it, in a reader's words."""
    columns: tuple[str, ...]
    key: tuple[str, ...]
    points_to: Mapping[str, str] = field(default_factory=dict)
    """Column -> table in whose key the value must stand (each of the values, for a list)."""
    points_by: Mapping[str, str] = field(default_factory=dict)
    """Column -> the column that names, row by row, the table in whose key the value must stand."""
    required: tuple[str, ...] = ()
    """Columns that are required here and not everywhere."""
    ordered: tuple[tuple[str, str], ...] = ()
    """Pairs of columns of which the first may not be greater than the second."""
    group: str = "claims"
    """The part of the graph it is shown in: articles, claims, territory, reference, quality."""
