"""Which rows to put before people, in which order, and with what around them.

First come rows whose decision has expired. The others are ordered by how much a mistake in them would matter: how
doubtful the row is, times how far it goes (articles that have it, copies among them, on a scale of logarithms), and
more where a check of it failed or its land does not add up. Each row says why it stands where it stands.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow.compute as pc

from dataset.contract.arrow import read
from dataset.contract.tables import TABLES
from dataset.curation.context import Context, context_of, marks_of
from dataset.curation.decision import DecisionError, Values
from dataset.curation.kept import Expired, kept_judged
from dataset.curation.reviewed import REVIEWED
from dataset.quality import kept_failing
from dataset.store import Store

Row = Mapping[str, Any]
UNKNOWN_DOUBT = 0.5
"""Of a row that no claim, and so no confidence, goes with."""
FAILED = 1.0
"""What a check that failed, or land that does not add up, adds to a row's weight."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row to be looked at."""

    table: str
    row_id: str
    said: Values
    """What a decision about it says that it said."""
    why: tuple[str, ...]
    """What speaks for looking at it, in words."""
    weight: float
    confidence: float | None
    extractor: str | None
    title: str | None
    """The headline of the article."""
    context: Context
    """From the private store."""

    @property
    def row(self) -> str:
        """The row's name in files for review: table and id."""
        return f"{self.table}/{self.row_id}"


def tasks(store: Store, count: int) -> list[Task]:
    """Give the rows to look at first, at most so many; raises DecisionError where there are no rows yet."""
    if missing := [name for name in (*REVIEWED, "articles") if not store.table_path(name).exists()]:
        raise DecisionError(f"{store.root} has no table {missing[0]} yet: run the job `release` first")
    rows = _Rows(store)
    found = [*rows.expired(), *sorted(rows.undecided(), key=lambda one: (-one[0], one[1]))]
    return [rows.task(table, row_id, weight) for weight, (table, row_id) in found[:count]]


class _Rows:
    """The working tables, and what tells how much a row of them matters."""

    def __init__(self, store: Store) -> None:
        self._store, self._texts = store, store.texts()
        self._rows = {name: {row[one.key]: row for row in self._read(name)} for name, one in REVIEWED.items()}
        self._articles = {row["article_id"]: row for row in self._read("articles")}
        self._copies = Counter(row["story_id"] for row in self._articles.values())
        self._failing = kept_failing(store)
        self._expired = {(one.decision.table_name, one.decision.row_id): one for one in kept_judged(store).expired}

    def _read(self, name: str) -> list[dict[str, Any]]:
        return read(self._store.table_path(name), TABLES[name]).to_pylist()

    @cached_property
    def _inconsistent(self) -> dict[str, list[str]]:
        """Give for each statement about land that does not add up against what."""
        checks = read(self._store.table_path("territory_checks"), TABLES["territory_checks"])
        found: dict[str, list[str]] = {}
        for row in checks.filter(pc.equal(checks.column("verdict"), "inconsistent")).to_pylist():
            found.setdefault(row["territory_id"], []).append(row["against"].replace("_", " "))
        return found

    @cached_property
    def _claims_of(self) -> dict[str, list[Row]]:
        """Give the claims of each source, the most doubtful first."""
        found: dict[str, list[Row]] = {}
        for claim in sorted(self._rows["claims"].values(), key=lambda row: (row["confidence"], row["claim_id"])):
            found.setdefault(claim["source_id"], []).append(claim)
        return found

    def expired(self) -> Iterator[tuple[float, tuple[str, str]]]:
        """Give the rows whose decision is not in force, those that are gone last."""
        for about in sorted(self._expired, key=lambda about: (about[1] not in self._rows[about[0]], about)):
            yield math.inf, about

    def undecided(self) -> Iterator[tuple[float, tuple[str, str]]]:
        """Give weight and name of the rows that nobody decided on."""
        for table, rows in self._rows.items():
            for row_id, row in rows.items():
                is_open = row["review_status"] == "machine" and row.get("kind") != "unattributed"  # nobody is nobody
                if is_open and (table, row_id) not in self._expired:
                    yield self._weight(table, row), (table, row_id)

    def _weight(self, table: str, row: Row) -> float:
        confidence = self._confidence(table, row)
        doubt = UNKNOWN_DOUBT if confidence is None else 1 - confidence
        return doubt * (1 + math.log(self._reach(table, row))) + FAILED * bool(self._faults(table, row))

    def _claim(self, table: str, row: Row) -> Row | None:
        if table == "claims":
            return row
        if table == "sources":
            return next(iter(self._claims_of.get(row["source_id"], ())), None)
        return self._rows["claims"].get(row["claim_id"])

    def _confidence(self, table: str, row: Row) -> float | None:
        """Give how sure the machine is of a row's claim, or on average of a source's; None where there is none."""
        if table != "sources":
            claim = self._claim(table, row)
            return claim["confidence"] if claim else None
        claims = self._claims_of.get(row["source_id"])
        return sum(claim["confidence"] for claim in claims) / len(claims) if claims else None

    def _reach(self, table: str, row: Row) -> int:
        """Give in how many articles a row's claim stands, or how many claims a source has; at least 1."""
        claim = self._claim(table, row)
        if table == "sources" or claim is None:
            return max(1, row.get("claims_count", 1))
        return claim["independent_count"] + self._copies[self._articles[claim["article_id"]]["story_id"]] - 1

    def _faults(self, table: str, row: Row) -> list[str]:
        row_id = row[REVIEWED[table].key]
        failed = [f"fails {name}" for name in self._failing.get(table, {}).get(row_id, ())]
        return failed + [f"does not add up against {one}" for one in self._inconsistent.get(row_id, ())]

    def task(self, table: str, row_id: str, weight: float) -> Task:
        """Give a row as it is put before people."""
        late = self._expired.get((table, row_id))
        row = self._rows[table].get(row_id)
        if row is None:
            assert late is not None, row_id
            return _gone(late)
        claim = self._claim(table, row)
        placed = claim if table == "sources" else row
        article = self._articles[placed["article_id"]] if placed else None
        return Task(
            table,
            row_id,
            REVIEWED[table].told(row),
            tuple(self._why(table, row, late)),
            weight,
            self._confidence(table, row),
            claim["extractor"] if claim else None,
            article["title"] if article else None,
            self._context("claims" if table == "sources" else table, placed),
        )

    def _context(self, table: str, row: Row | None) -> Context:
        marks = marks_of(table, row) if row else []
        return context_of(self._texts[row["article_id"]], marks) if row and marks else Context("", ())

    def _why(self, table: str, row: Row, late: Expired | None) -> Iterable[str]:
        if late:
            yield f"decided before ({late.decision.decision}), and not in force: {late.in_words}"
        yield from self._faults(table, row)
        if (confidence := self._confidence(table, row)) is not None:
            yield f"confidence {confidence:.2f}"
        reach = self._reach(table, row)
        if reach > 1:
            yield f"{reach} claims" if table == "sources" else f"{reach} articles, copies among them"


def _gone(late: Expired) -> Task:
    one, why = late.decision, (f"decided before ({late.decision.decision}), and not in force: {late.in_words}",)
    return Task(one.table_name, one.row_id, one.said, why, math.inf, None, None, None, Context("", ()))
