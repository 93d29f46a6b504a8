"""Whether each decision is in force: held against the machine's rows as they are now.

What belongs here: rules that need the rows. What a decision must keep to by itself stands in `dataset/curation`, what
the decisions in force make of rows in `curation.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.ids import make_id
from dataset.curation.decision import Decision
from dataset.curation.kept import Expired, Judged
from dataset.curation.reviewed import REVIEWED
from pipelines.by_id import with_column
from pipelines.figures.units import is_unit
from pipelines.readings import Readings
from pipelines.rows import Row
from pipelines.tables import sources as sources_of

Problem = tuple[str, tuple[str, ...]]
"""A word of `dataset.contract.words.EXPIRED`, and the columns it is about."""


def judged(decisions: Iterable[Decision], readings: Readings, entities: pa.Table) -> Judged:
    """Hold decisions, in the order of their file, against the machine's rows; `entities` is the table of that name.

    Of several about one row, the last that is about the row as it is now is in force; where none is, the last of them
    is expired, and those before it are forgotten.
    """
    by_row: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for one in decisions:
        by_row[one.table_name, one.row_id].append(one)
    rows = _Rows(replace(readings, decisions=()), entities, list(by_row))
    about_sources = [about for (table, _), about in by_row.items() if table == "sources"]
    about_others = [about for (table, _), about in by_row.items() if table != "sources"]
    found = [_standing(about, rows) for about in about_sources]
    rows.kept = Judged(tuple(one for one in found if isinstance(one, Decision))).merged("sources")
    found += [_standing(about, rows) for about in about_others]
    return _without_lost_merges(
        [one for one in found if isinstance(one, Decision)], [one for one in found if isinstance(one, Expired)]
    )


def _standing(about: list[Decision], rows: "_Rows") -> Decision | Expired:
    """Give what counts of the decisions about one row."""
    problems = [rows.problem(one) for one in about]
    for one, problem in reversed(list(zip(about, problems, strict=True))):
        if problem is None:
            return one
    last = problems[-1]
    assert last is not None, about[-1]
    return Expired(about[-1], *last)


def _without_lost_merges(in_force: list[Decision], expired: list[Expired]) -> Judged:
    """Take out of force what is merged into a row that is rejected, or in a ring into itself."""
    gone = {(one.table_name, one.row_id) for one in in_force if one.decision in ("reject", "merge")}
    merged = {name: Judged(tuple(in_force)).merged(name) for name in REVIEWED}
    lost = [
        one
        for one in in_force
        if one.decision == "merge" and (one.table_name, merged[one.table_name][one.row_id]) in gone
    ]
    return Judged(
        tuple(one for one in in_force if one not in lost),
        (*expired, *(Expired(one, "kept_is_gone") for one in lost)),
    )


class _Rows:
    """The machine's rows that decisions are about, and the ids that there are."""

    def __init__(self, machine: Readings, entities: pa.Table, about: Iterable[tuple[str, str]]) -> None:
        self._machine, self._entities = machine, entities
        self.kept: Mapping[str, str] = {}
        """For each source that was merged into another, the one that is kept."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for table, row_id in about:
            wanted[table].add(row_id)
        self._rows = {table: self._found(table, ids) for table, ids in wanted.items()}

    def problem(self, one: Decision) -> Problem | None:
        """Say why a decision is not in force; None where it is."""
        row = self._rows[one.table_name].get(one.row_id)
        if row is None:
            return "gone", ()
        reviewed = REVIEWED[one.table_name]
        drifting = set(reviewed.drifting) - one.new.keys()
        compared = [name for name in reviewed.editable if name in one.said and name not in drifting]
        if changed := tuple(name for name in compared if not self._is_same(name, one.said[name], row[name])):
            return "changed", changed
        return next(self._of_ids(one, row), None)

    def _is_same(self, name: str, said: object, now: object) -> bool:
        """Say whether a value is the same, a source that was merged being the one that it was merged into."""
        if name in ("source_id", "part_of"):
            said, now = self.kept.get(str(said), said), self.kept.get(str(now), now)
        return said == now

    def _found(self, table: str, ids: set[str]) -> dict[str, Row]:
        if table == "sources":
            return {source: row for source, row in self._sources.items() if source in ids}
        key, wanted, found = REVIEWED[table].key, pa.array(sorted(ids), pa.string()), dict[str, Row]()
        for part in self._machine.parts():
            rows = part.rows(table)
            rows = rows.filter(pc.is_in(rows.column(key), value_set=wanted))
            if table == "claims":
                rows = with_column(rows, "source_id", part.source_ids.column(rows))
            found |= {row[key]: row for row in rows.to_pylist()}
        return found

    @cached_property
    def _sources(self) -> dict[str, Row]:
        return {row["source_id"]: row for row in sources_of(self._machine, self._entities).to_pylist()}

    @cached_property
    def _stories(self) -> dict[str, set[str]]:
        """The stories in which each source is read."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self._machine.parts():
            rows = part.rows("sources")
            ids = part.source_ids.column(rows).to_pylist()
            for source, article in zip(ids, rows.column("read_in").to_pylist(), strict=True):
                found[source].add(self._story_of[article])
        return found

    @cached_property
    def _article_of(self) -> dict[str, str]:
        parts = (_pairs(part.rows("claims"), "claim_id", "article_id") for part in self._machine.parts())
        return {claim: article for part in parts for claim, article in part.items()}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._entities.column("entity_id").to_pylist())

    @cached_property
    def _publishers(self) -> frozenset[str]:
        outlets = self._machine.articles.column("outlet_id").unique().to_pylist()
        return frozenset(make_id("entity", outlet) for outlet in outlets if outlet)

    def _of_ids(self, one: Decision, row: Row) -> Iterator[Problem]:
        """Hold the ids that a decision gives against those that there are."""
        for name in ("entity_id", "share_of_entity_id"):
            if one.new.get(name) and one.new[name] not in self._known:
                yield "unknown_id", (name,)
        if (code := one.new.get("unit_code")) and not is_unit(code):
            yield "unknown_unit", ("unit_code",)
        if one.table_name == "claims" and one.decision == "merge":
            if self._article_of.get(one.new["claim_id"]) != row["article_id"]:
                yield "other_article", ("claim_id",)
        elif one.table_name in ("claims", "sources"):
            for name in sorted({"source_id", "part_of"} & one.new.keys()):
                yield from self._of_source(one, row, name)

    def _of_source(self, one: Decision, row: Row, name: str) -> Iterator[Problem]:
        other = one.new[name]
        if other is None:
            return
        if other not in self._sources:
            yield "unknown_id", (name,)
            return
        if one.decision == "merge" and one.row_id in self._publishers:
            yield "publisher", ()
        own = self._stories[row["source_id"]] if one.table_name == "sources" else {self._story_of[row["article_id"]]}
        unnamed = [self._sources[other]] + ([row] if one.table_name == "sources" else [])
        if any(each["anonymity_class"] != "named" for each in unnamed) and own != self._stories[other]:
            yield "across_stories", (name,)

    @cached_property
    def _story_of(self) -> dict[str, str]:
        return _pairs(self._machine.articles, "article_id", "story_id")


def _pairs(rows: pa.Table, key: str, value: str) -> dict[str, str]:
    return dict(zip(rows.column(key).to_pylist(), rows.column(value).to_pylist(), strict=True))
