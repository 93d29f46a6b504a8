"""What came back from review, as decisions: every result checked against the rows, then all of them taken, or none."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dataset.contract.arrow import read
from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES
from dataset.curation.decision import Decision, DecisionError, moment_from, values_from, written
from dataset.curation.load import conflict
from dataset.curation.reviewed import REVIEWED, Reviewed
from dataset.curation.rules import check
from dataset.store import Store

SHOWN = 10
"""Faults that are told at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """One answer of a reviewer, as it came."""

    where: str
    """The place in the file, for errors."""
    row: str
    """Table and id, parted by a slash."""
    said: str
    """JSON."""
    decision: str
    new: str
    """JSON, or lines of `column = value`; for merge the bare id will do."""
    reason: str
    decided_by: str
    decided_at: str


def decisions_from(
    results: Iterable[Result], known: Iterable[Decision], store: Store, by: str | None, now: datetime
) -> list[Decision]:
    """Give the decisions of results, those that are known left out.

    `by` and `now` stand where a result does not say who decided, and when. Raises DecisionError, which tells every
    fault with its place, where one cannot be taken, contradicts another, or its row is not as it was when exported.
    """
    taken = {one.about: one for one in known}
    before, faults, rows = set(taken), list[str](), _Rows(store)
    for result in results:
        try:
            decision = _decision(result, by, now)
            other = taken.setdefault(decision.about, decision)
            if other.outcome != decision.outcome:
                raise DecisionError(conflict(other, decision))
            if other is decision:
                check(decision)
                rows.check(decision)
        except DecisionError as error:
            faults.append(f"{result.where}: {error}")
    if faults:
        more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise DecisionError("\n".join([*faults[:SHOWN], *more]))
    return [one for about, one in taken.items() if about not in before]


def _decision(result: Result, by: str | None, now: datetime) -> Decision:
    table, _, row_id = result.row.strip().partition("/")
    if table not in REVIEWED:
        raise DecisionError(f"row: {result.row!r} is no row that is reviewed")
    decision = result.decision.strip().casefold()
    return Decision(
        table,
        row_id,
        values_from(result.said, "said"),
        decision,
        new_values(result.new, REVIEWED[table]),
        " ".join(result.reason.split()),
        " ".join(result.decided_by.split()) or by or "",
        moment_from(result.decided_at.strip()) if result.decided_at.strip() else now,
    )


def new_values(words: str, reviewed: Reviewed) -> dict[str, Any]:
    """Give the new values that a reviewer wrote: JSON, lines of `column = value`, or the id of the row that is kept.

    A value is written as the table has it: words and codes bare, several parted by commas, a day as 2025-01-31, true
    or false; `null`, or nothing behind the sign, for none.
    """
    words = words.strip()
    if words.startswith("{"):
        return values_from(words, "new")
    if words and "=" not in words:
        return values_from(json.dumps({reviewed.key: words}), "new")
    lines = [line for part in words.splitlines() for line in part.split(";") if line.strip()]
    pairs = [tuple(side.strip() for side in line.partition("=")[::2]) for line in lines]
    if len({name for name, _ in pairs}) < len(pairs):
        raise DecisionError("new: a column stands twice")
    return values_from(json.dumps({name: _value(name, value) for name, value in pairs}), "new")


def _value(name: str, value: str) -> object:
    if value in ("", "null"):
        return None
    kind = FIELDS[name].kind if name in FIELDS else "text"
    if kind == "texts":
        return [one.strip() for one in value.split(",")]
    if kind in ("number", "count", "flag"):
        try:
            return json.loads(value.casefold())
        except ValueError:
            return value
    return value


class _Rows:
    """The working tables, for looking whether a row is as it was when somebody was asked about it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: dict[str, dict[str, str]] = {}

    def check(self, decision: Decision) -> None:
        """Raise DecisionError where the row is gone or says something else, or where ids lead nowhere."""
        told = self._of(decision.table_name).get(decision.row_id)
        name = f"{decision.table_name} {decision.row_id}"
        if told is None:
            raise DecisionError(f"{name} is not there any more")
        if told != written(decision.said):
            raise DecisionError(f"{name} is not what it was when it was exported: export it again")
        for column, table in _targets(decision):
            if decision.new[column] not in self._of(table):
                raise DecisionError(f"new: {column}: there is no {table} row {decision.new[column]}")

    def _of(self, table: str) -> dict[str, str]:
        """Give what a decision about each row of a table would say that it said."""
        if table not in self._told:
            path, reviewed = self._store.table_path(table), REVIEWED[table]
            if not path.exists():
                raise DecisionError(f"{self._store.root} has no table {table} yet: run the job `release` first")
            rows = read(path, TABLES[table]).to_pylist()
            self._told[table] = {row[reviewed.key]: written(reviewed.told(row)) for row in rows}
        return self._told[table]


def _targets(decision: Decision) -> Iterator[tuple[str, str]]:
    """Give the columns in which a decision names another row, and the table that has it."""
    for column, table in (("source_id", "sources"), ("part_of", "sources"), ("claim_id", "claims")):
        if decision.new.get(column) is not None:
            yield column, table
