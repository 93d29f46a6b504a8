"""Which rows of a release are not as the machine gives them, because of what people decided: the table `reviews`.

What belongs here: writing down what decisions do to rows, and telling from two releases' records whether a difference
between them is people's. What a decision makes of a row is not known here: the rows with and without are compared.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.curation.kept import Judged
from dataset.release.differences import Difference, differences, row_ids

Tables = Mapping[str, pa.Table]
FOLLOWING = ("sources", "claims", "claim_chain", "figures", "territory", "territory_checks", "control_series")
"""The tables in which decisions show: those whose rows people decide on, and what follows from these."""


def review_rows(judged: Judged, machine: Tables, released: Tables) -> Iterator[dict[str, Any]]:
    """Give the rows of `reviews`, from the tables as they are without any decision and as they are to be released.

    Both have the tables of `FOLLOWING` in the contract's form; `machine` is empty where no decision is in force.
    """
    decided = {(one.table_name, one.row_id): one for one in judged.in_force}
    expired = {(one.decision.table_name, one.decision.row_id): one for one in judged.expired}
    effects = {(name, one.row_id): one for name in machine for one in _found(name, machine, released)}
    values = {name: _rows_of(machine[name], name, effects) for name in machine}
    for about in sorted(decided.keys() | expired.keys() | effects.keys()):
        late, effect = expired.get(about), effects.get(about)
        decision = late.decision if late else decided.get(about)
        columns = effect.columns if effect else ()
        yield {
            "table_name": about[0],
            "row_id": about[1],
            "decision": decision.decision if decision else "follows",
            "is_in_force": late is None,
            "expired_because": late.why if late else None,
            "decided_at": decision.decided_at if decision else None,
            "rule_code": decision.said.get("rule_code") if decision else None,
            "kept_id": next(iter(decision.new.values())) if decision and decision.decision == "merge" else None,
            "effect": effect.change if effect else "none",
            "columns_curated": list(columns),
            "machine_sha256": [hash_of(values[about[0]][about[1]][name]) for name in columns],
        }


def _found(name: str, machine: Tables, released: Tables) -> list[Difference]:
    same = machine[name].equals(released[name])
    return [] if same else differences(machine[name], released[name], TABLES[name])


def _rows_of(rows: pa.Table, name: str, about: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """Give some rows of a table by id."""
    ids = row_ids(rows, TABLES[name])
    wanted = pa.array(sorted({row_id for table, row_id in about if table == name}), pa.string())
    is_wanted = pc.is_in(ids, value_set=wanted)
    return dict(zip(ids.filter(is_wanted).to_pylist(), rows.filter(is_wanted).to_pylist(), strict=True))


def hash_of(value: object) -> str:
    """Give the first 16 hex digits of the SHA-256 of a value: what tells whether it is the same, and not what it is."""
    words = json.dumps(value, ensure_ascii=False, default=str)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Touched:
    """What people's decisions did to rows in two releases."""

    def __init__(self, before: Tables, after: Tables) -> None:
        self._sides = (before, after)
        self._records = tuple(_records(tables) for tables in self._sides)
        self.is_recorded = all("reviews" in tables for tables in self._sides)
        """False where a release was made before such decisions were recorded."""
        self._rows: dict[tuple[int, str], dict[str, dict[str, Any]]] = {}

    def is_alone(self, one: Difference) -> bool:
        """Say whether nothing but decisions makes a difference: the machine gives the same in both releases."""
        about = (one.table_name, one.row_id)
        if not any(about in records for records in self._records):
            return False
        if one.change == "modified":
            return all(self._machine(0, about, name) == self._machine(1, about, name) for name in one.columns)
        is_there = (one.change == "removed", one.change == "added")
        return self._has_machine(0, about, is_there[0]) == self._has_machine(1, about, is_there[1])

    def is_other(self, one: Difference) -> bool:
        """Say whether decisions do something else to a row that differs than they did before."""
        effects = [records.get((one.table_name, one.row_id)) for records in self._records]
        shown = [
            ("none", frozenset[str]())
            if record is None
            else (record["effect"], frozenset(record["columns_curated"]) & frozenset(one.columns))
            for record in effects
        ]
        return shown[0] != shown[1]

    def _has_machine(self, side: int, about: tuple[str, str], is_there: bool) -> bool:
        """Say whether the machine gives a row, which is in the release or not."""
        record = self._records[side].get(about)
        effect = record["effect"] if record else "none"
        return effect == "removed" or (is_there and effect != "added")

    def _machine(self, side: int, about: tuple[str, str], column: str) -> str | None:
        """Give the hash of what the machine has in a column of a row that is in both releases."""
        record = self._records[side].get(about)
        if record and column in record["columns_curated"]:
            return record["machine_sha256"][record["columns_curated"].index(column)]
        name, row_id = about
        if (side, name) not in self._rows:
            wanted = self._records[0].keys() | self._records[1].keys()
            self._rows[side, name] = _rows_of(self._sides[side][name], name, wanted)
        row = self._rows[side, name][row_id]
        return hash_of(row[column]) if column in row else None


def _records(tables: Tables) -> dict[tuple[str, str], dict[str, Any]]:
    rows = tables["reviews"].to_pylist() if "reviews" in tables else []
    return {(row["table_name"], row["row_id"]): row for row in rows}
