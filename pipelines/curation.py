"""What people decided, laid over the machine's rows: the one place where a decision changes a row.

Decisions come as `dataset/curation` keeps them. First each is held against the row it is about (`judged`): one whose
row has changed or is gone is not in force. Those in force are laid over the rows where these are joined (`Overlay`),
so that whatever is counted or derived afterwards follows: statements, counts, checks, series. What may be quoted of an
article is reckoned before, so that a decision about one row never changes the words of another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.curation.decision import Decision
from dataset.curation.kept import Judged
from dataset.curation.reviewed import REVIEWED
from pipelines.by_id import places, with_column, with_values, without
from pipelines.figures.units import in_si

MACHINE = "machine"
STATUS = {"confirm": "confirmed", "correct": "corrected"}
"""What a decision makes of `review_status`."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Decisions in force, and what they make of rows."""

    decisions: Mapping[str, Mapping[str, Decision]] = field(default_factory=dict)
    """By table and row id."""
    heirs: Mapping[str, str | None] = field(default_factory=dict)
    """For each claim that is gone, the claim that has what belonged to it: the one it was merged into, or the nearest
    one that it stood in; None where there is none."""
    parents: Mapping[str, str | None] = field(default_factory=dict)
    """For each claim that stood in one that is gone, the one that it stands in now."""
    kept_sources: Mapping[str, str] = field(default_factory=dict)
    """For each source that was merged into another, the one that is kept."""

    def claims(self, rows: pa.Table) -> pa.Table:
        """Give the claims, sources as in the whole dataset, without those that are gone; adds `review_status`."""
        rows = _renamed(self._decided(rows, "claims"), "source_id", self.kept_sources)
        found = places(rows.column("claim_id"), self.parents)
        return with_values(rows, "parent_claim_id", {place: self.parents[one] for one, place in found.items()})

    def chain(self, rows: pa.Table) -> pa.Table:
        """Give the steps of the claims that are there; the speaker of a claim whose source was corrected follows."""
        rows = _renamed(without(rows, rows.column("claim_id"), self.heirs), "source_id", self.kept_sources)
        kept = self.kept_sources
        moved = {
            (row_id, kept.get(one.said["source_id"], one.said["source_id"])): one.new["source_id"]
            for row_id, one in self._of("claims").items()
            if "source_id" in one.new and one.decision == "correct"
        }
        if moved:
            steps = zip(*(rows.column(name).to_pylist() for name in ("role", "claim_id", "source_id")), strict=True)
            values = {
                number: moved[claim, source]
                for number, (role, claim, source) in enumerate(steps)
                if role != "publisher" and (claim, source) in moved
            }
            rows = with_values(rows, "source_id", values)
            return _renamed(rows, "source_id", kept)
        return rows

    def figures(self, rows: pa.Table) -> pa.Table:
        """Give the figures that are there, those of a claim that is gone with its heir; adds `review_status`."""
        rows = _renamed(self._decided(rows, "figures"), "claim_id", self.heirs)
        return _in_si_anew(rows, self._of("figures"))

    def territory(self, rows: pa.Table) -> pa.Table:
        """Give the statements about land that are there, with heirs of claims, without figures that are gone."""
        rows = _renamed(self._decided(rows, "territory"), "claim_id", self.heirs)
        return _renamed(rows, "figure_id", dict.fromkeys(self._gone("figures")))

    def sources(self, rows: pa.Table, speaking: pa.ChunkedArray) -> pa.Table:
        """Give the sources, merged and corrected, without those of which only rows spoke that are gone.

        `speaking` has the ids of the sources that claims, chains and articles still have; it is looked at where there
        are decisions. Adds `review_status`.
        """
        rows = self._decided(rows, "sources")
        if not self.decisions:
            return rows
        rows = _renamed(rows, "part_of", self.kept_sources)
        ids, groups = rows.column("source_id"), rows.column("part_of")
        groups = pc.if_else(pc.coalesce(pc.equal(groups, ids), False), None, groups)
        is_reached, before = pc.is_in(ids, value_set=speaking), -1
        while (reached := pc.sum(is_reached).as_py() or 0) > before:
            is_reached, before = pc.or_(is_reached, pc.is_in(ids, value_set=groups.filter(is_reached))), reached
        return with_column(rows, "part_of", groups).filter(is_reached)

    def _of(self, table: str) -> Mapping[str, Decision]:
        return self.decisions.get(table, {})

    def _gone(self, table: str) -> set[str]:
        return {row_id for row_id, one in self._of(table).items() if one.decision in ("reject", "merge")}

    def _decided(self, rows: pa.Table, table: str) -> pa.Table:
        """Give the rows that are there, corrected, with what people made of them."""
        key = REVIEWED[table].key
        rows = without(rows, rows.column(key), self._gone(table))
        place = places(rows.column(key), self._of(table))
        rows = rows.append_column("review_status", pa.array([MACHINE] * rows.num_rows, pa.string()))
        kept = [(number, self._of(table)[row_id]) for row_id, number in place.items()]
        rows = with_values(rows, "review_status", {number: STATUS[one.decision] for number, one in kept})
        for name in sorted({name for _, one in kept for name in one.new}):
            rows = with_values(rows, name, {number: one.new[name] for number, one in kept if name in one.new})
        return rows


MACHINES = Overlay()
"""No decision: the rows as the machine gives them."""


def overlay_of(decisions: Iterable[Decision], claims: Callable[[], pa.Table]) -> Overlay:
    """Give the overlay of decisions in force; `claims` gives the machine's claims (`claim_id`, `parent_claim_id`)."""
    judged = Judged(tuple(decisions))
    by_table: dict[str, dict[str, Decision]] = {}
    for one in judged.in_force:
        by_table.setdefault(one.table_name, {})[one.row_id] = one
    merged = judged.merged("claims")
    rejected = {row_id for row_id, one in by_table.get("claims", {}).items() if one.decision == "reject"}
    gone = _Gone(merged, frozenset(rejected), _around(claims()) if merged or rejected else {})
    return Overlay(by_table, gone.heirs(), gone.parents(), judged.merged("sources"))


@dataclass(frozen=True, slots=True)
class _Gone:
    """Claims that are gone, and where what belonged to them stands now."""

    merged: Mapping[str, str]
    """Each with the one that it was merged into."""
    rejected: frozenset[str]
    around: Mapping[str, str | None]
    """For every claim, the one that it stood in."""

    def heirs(self) -> dict[str, str | None]:
        """Give for each claim that is gone the one that has what belonged to it."""
        return {**self.merged, **{one: self._living(one) for one in self.rejected}}

    def parents(self) -> dict[str, str | None]:
        """Give for each claim that stood in one that is gone the one that it stands in now."""
        gone = self.merged.keys() | self.rejected
        return {one: self._living(one) for one, around in self.around.items() if around in gone}

    def _living(self, claim: str) -> str | None:
        """Give the nearest claim around one that is there; what stands in a claim is never around it."""
        around = self.around[claim]
        while around is not None:
            if around not in self.merged and around not in self.rejected:
                return around
            if (kept := self.merged.get(around)) and not self._holds(claim, kept):
                return kept
            around = self.around[around]
        return None

    def _holds(self, claim: str, other: str | None) -> bool:
        """Say whether a claim is another one, or that one stood in it."""
        while other is not None and other != claim:
            other = self.around[other]
        return other == claim


def _around(claims: pa.Table) -> dict[str, str | None]:
    """Give for each claim the one that it stands in."""
    names = ("claim_id", "parent_claim_id")
    return dict(zip(*(claims.column(name).to_pylist() for name in names), strict=True))


def _renamed(rows: pa.Table, name: str, new: Mapping[str, str | None]) -> pa.Table:
    """Give rows with some ids of a column replaced."""
    if not new:
        return rows
    found = pc.is_in(rows.column(name), value_set=pa.array(sorted(new), pa.string()))
    numbers = np.flatnonzero(found.to_numpy())
    old = rows.column(name).take(pa.array(numbers)).to_pylist()
    return with_values(rows, name, {number: new[one] for number, one in zip(numbers.tolist(), old, strict=True)})


_MEASURED = ("value_low", "value_high", "unit_code", "per_unit")


def _in_si_anew(rows: pa.Table, decided: Mapping[str, Decision]) -> pa.Table:
    """Give figures whose value or unit was corrected with their SI values computed anew."""
    corrected = [row_id for row_id, one in decided.items() if set(_MEASURED) & one.new.keys()]
    numbers = sorted(places(rows.column("figure_id"), corrected).values()) if corrected else []
    if not numbers:
        return rows
    measured = rows.select(list(_MEASURED)).take(pa.array(numbers)).to_pylist()
    found = [in_si(row["value_low"], row["value_high"], row["unit_code"], row["per_unit"]) for row in measured]
    for part, name in enumerate(("si_low", "si_high", "si_unit")):
        rows = with_values(rows, name, {number: one[part] for number, one in zip(numbers, found, strict=True)})
    return rows
