"""The table `changes` and CHANGES.md: what differs from the release before, row by row and in words."""

import dataclasses
from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from dataset.contract.arrow import conform, empty
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.contract.words import CAUSES
from dataset.release.causes import Causes, untold
from dataset.release.differences import COMPARED, Difference, differences
from dataset.release.lineage import Lineage
from dataset.release.opened import Snapshot

Counts = Mapping[tuple[str, str, str], int]
"""(table, change, cause) -> rows."""


def changes_between(before: Snapshot | None, after: Snapshot) -> pa.Table:
    """Give the rows of the table `changes` from one moment to another; none where there is no moment before.

    Rows of two versions of an article count as removed and added, both because the article was edited.
    """
    if before is None:
        return empty(TABLES["changes"])
    causes, rows = Causes(before, after), []
    for name in COMPARED:
        found = _table_differences(name, before, after)
        for difference, (work_id, cause) in zip(found, causes.of(name, found), strict=True):
            rows.append(_row(_unspelt(difference, after), work_id, cause))
    return conform(rows, TABLES["changes"])


def _table_differences(name: str, before: Snapshot, after: Snapshot) -> list[Difference]:
    nothing = empty(TABLES[name])
    old, new = before.tables.get(name, nothing), after.tables.get(name, nothing)
    return differences(old, new, TABLES[name])


def _unspelt(difference: Difference, after: Snapshot) -> Difference:
    """Give a difference without the name that the id of a taken-down entity spells (`gl:first-last`)."""
    if difference.row_id not in after.withheld.of(difference.table_name) or not difference.row_id.startswith("gl:"):
        return difference
    return dataclasses.replace(difference, row_id=make_id(difference.row_id))


def _row(difference: Difference, work_id: str | None, cause: str) -> dict[str, object]:
    return {
        "table_name": difference.table_name,
        "row_id": difference.row_id,
        "work_id": work_id,
        "change": difference.change,
        "columns_changed": list(difference.columns),
        "cause": cause,
    }


def counts(changes: pa.Table) -> Counts:
    """Count the rows of `changes` by table, change and cause, in the contract's order of tables."""
    names = ("table_name", "change", "cause")
    found = Counter(zip(*(changes.column(name).to_pylist() for name in names), strict=True))
    return dict(sorted(found.items(), key=lambda item: (list(TABLES).index(item[0][0]), item[0])))


def changes_text(version: str, previous: str | None, changes: pa.Table, lineage: tuple[Lineage | None, Lineage]) -> str:
    """Give CHANGES.md of a version, counted from the previous one; lineage of both, the previous one's first."""
    if previous is None or lineage[0] is None:
        return f"# Changes in {version}\n\nThis is the first release: there is none before it to differ from.\n"
    parts = [f"# Changes in {version} since {previous}\n", _sum(changes), *_tables_of_counts(changes)]
    parts += _lineage_lines(lineage[0], lineage[1])
    return "\n".join(parts)


def _sum(changes: pa.Table) -> str:
    total = Counter(changes.column("change").to_pylist())
    if not total:
        return "No row differs.\n"
    said = ", ".join(f"{total[change]:,} {change}" for change in ("added", "modified", "removed") if total[change])
    return f"Rows: {said}. Each of them stands in `changes.parquet`.\n"


def _tables_of_counts(changes: pa.Table) -> list[str]:
    if not changes.num_rows:
        return []
    lines = ["| table | rows | change | because |", "| --- | ---: | --- | --- |"]
    for (table, change, cause), rows in counts(changes).items():
        lines.append(f"| `{table}` | {rows:,} | {change} | {CAUSES[cause]} (`{cause}`) |")
    columns = Counter(
        (table, column)
        for table, names in zip(
            *(changes.column(n).to_pylist() for n in ("table_name", "columns_changed")), strict=True
        )
        for column in names
    )
    if columns:
        lines += ["", "Columns of the modified rows:", "", "| table | column | rows |", "| --- | --- | ---: |"]
        lines += [f"| `{table}` | `{column}` | {rows:,} |" for (table, column), rows in sorted(columns.items())]
    return [*lines, ""]


def _lineage_lines(before: Lineage, after: Lineage) -> list[str]:
    parts = ("extractor", "code", "reference", "curation", "contract", "take_downs")
    lines = [
        f"- {part}: {getattr(before, part) or 'none'} → {getattr(after, part) or 'none'}"
        for part in parts
        if getattr(before, part) != getattr(after, part)
    ]
    if not lines:
        return ["Code, reference data, curation, contract and take-downs are the same as before.\n"]
    if len(causes := untold(before, after)) > 1:
        lines.append(
            f"\nSeveral differ at once, so that for a row of an unchanged article nobody can tell which it was; "
            f"such rows stand under `{causes[0]}`, rows of reference tables under `reference_data` where it differs."
        )
    return ["What made the rows differs:\n", *lines, ""]
