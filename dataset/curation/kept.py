"""Decisions as the private store keeps them: as they were read, and what was found of each.

    curation/decisions.csv   the decisions of the collection, as they were read when the run began
    curation/judged.json     which of them are in force, and why the others are not
    curation/review.csv      the latter for people, with why: rows that somebody should look at again

All tables of one run are made under the same decisions, whatever happens to the file meanwhile.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dataset.contract.words import EXPIRED
from dataset.curation.cells import cell
from dataset.curation.decision import COLUMNS, Decision, decision_from, line_of
from dataset.curation.load import NAME, load, text_of
from dataset.files import replaced
from dataset.store import Store


@dataclass(frozen=True, slots=True)
class Expired:
    """A decision that is not in force."""

    decision: Decision
    why: str
    """A word of `EXPIRED`."""
    columns: tuple[str, ...] = ()
    """The columns it is about."""

    @property
    def in_words(self) -> str:
        """Why it is not in force, in words; names columns, and never what stands in them."""
        return ": ".join(part for part in (EXPIRED[self.why], ", ".join(self.columns)) if part)

    def __str__(self) -> str:
        one = self.decision
        return f"{one.decision} of {one.table_name} {one.row_id} is not in force: {self.in_words}"


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions of a collection, held against the machine's rows."""

    in_force: tuple[Decision, ...] = ()
    expired: tuple[Expired, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The first 16 hex digits of a SHA-256 over what the decisions in force change, in whatever order."""
        lines = sorted("\t".join((one.table_name, one.row_id, *one.outcome)) for one in self.in_force)
        return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()[:16]

    def merged(self, table: str) -> dict[str, str]:
        """Give the ids of rows of a table that were merged into others, each with the id that is kept."""
        into = {
            one.row_id: next(iter(one.new.values()))
            for one in self.in_force
            if (one.table_name, one.decision) == (table, "merge")
        }
        return {row_id: _end(row_id, into) for row_id in into}


def _end(row_id: str, into: dict[str, str]) -> str:
    """Follow merges to the row that is kept; to one of them where they lead in a ring."""
    seen = set[str]()
    while row_id in into and row_id not in seen:
        seen.add(row_id)
        row_id = into[row_id]
    return row_id


def keep_decisions(store: Store, decisions: Iterable[Decision]) -> None:
    """Keep decisions as they were read."""
    with replaced(_folder(store) / NAME) as path:
        path.write_text(text_of(decisions), encoding="utf-8", newline="")


def kept_decisions(store: Store) -> list[Decision]:
    """Give the decisions as they were last read; none where none ever were."""
    return load(_folder(store))


def keep_judged(store: Store, judged: Judged) -> None:
    """Keep which decisions are in force, and put the others on the list for people."""
    kept = {
        "in_force": [line_of(one) for one in judged.in_force],
        "expired": [
            {"decision": line_of(one.decision), "why": one.why, "columns": one.columns} for one in judged.expired
        ],
    }
    with replaced(_folder(store) / "judged.json") as path:
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*COLUMNS, "why"])
    writer.writerows(
        [cell(one) for one in (*line_of(each.decision).values(), each.in_words)] for each in judged.expired
    )
    with replaced(_folder(store) / "review.csv") as path:
        path.write_text(file.getvalue(), encoding="utf-8", newline="")


def kept_judged(store: Store) -> Judged:
    """Give which decisions were found to be in force; none where nobody ever looked."""
    path = _folder(store) / "judged.json"
    if not path.exists():
        return Judged()
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Judged(
        tuple(map(decision_from, kept["in_force"])),
        tuple(Expired(decision_from(one["decision"]), one["why"], tuple(one["columns"])) for one in kept["expired"]),
    )


def _folder(store: Store) -> Path:
    return store.root / "curation"
