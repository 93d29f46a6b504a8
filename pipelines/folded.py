"""Rows that come part by part and are brought together by a rule: those of which few are left never stand side by side.

What belongs here: when the rule is applied. It must give the same for rows it was applied to in parts before.
"""

from collections.abc import Callable

import pyarrow as pa

Rule = Callable[[pa.Table], pa.Table]
WAITING = 100_000
"""Rows that may wait for the rule, if they are more than those it has left."""


class Folded:
    """What a rule leaves of all rows that were added."""

    def __init__(self, rule: Rule, schema: pa.Schema) -> None:
        self._rule = rule
        self._parts = [schema.empty_table()]
        self._waiting, self._left = 0, 0

    def add(self, rows: pa.Table) -> None:
        """Add a part."""
        self._parts.append(rows)
        self._waiting += rows.num_rows
        if self._waiting > max(WAITING, self._left):
            self.rows()

    def rows(self) -> pa.Table:
        """Give what is left of all parts so far."""
        if len(self._parts) > 1:
            self._parts = [self._rule(pa.concat_tables(self._parts))]
        self._waiting, self._left = 0, self._parts[0].num_rows
        return self._parts[0]
