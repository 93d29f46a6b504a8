"""What differs between any two releases, each row with the causes that the releases on the way recorded for it.

The table `changes` of each release says why its rows differ from the release before. Between two that are further
apart these records are read and put together: computed anew from the two ends, rows would all be put down to the first
thing that differs between them. Where the way is not at hand (folders from elsewhere), the two ends must do.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataset.release.changes import changes_between
from dataset.release.index import read_index
from dataset.release.opened import Release, open_release

TURNED = {"added": "removed", "removed": "added", "modified": "modified"}
Key = tuple[str, str]
"""Table and row id."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of `changes`, and the release that it stands in."""

    version: str
    table_name: str
    row_id: str
    change: str
    columns: tuple[str, ...]
    cause: str


@dataclass(frozen=True, slots=True)
class Differing:
    """One row that differs from one release to another."""

    table_name: str
    row_id: str
    change: str
    columns: tuple[str, ...]
    causes: tuple[str, ...]
    """Those that counted on the way, oldest first; going back in time, the causes of what is undone."""


def is_back(before: Release, after: Release) -> bool:
    """Say whether the second release is older than the first: the index of their folder says so."""
    return bool(not way(before, after) and way(after, before))


def way(before: Release, after: Release) -> list[Release]:
    """Give the releases after the first up to the second, oldest first; none where no index has both in this order."""
    folder = before.folder.resolve().parent
    index = read_index(folder) if folder == after.folder.resolve().parent else None
    names = (before.folder.resolve().name, after.folder.resolve().name)
    if index is None or not set(names) <= set(index.versions):
        return []
    first, last = (index.versions.index(name) for name in names)
    return [open_release(folder / version) for version in index.versions[first + 1 : last + 1]]


def steps(releases: Sequence[Release]) -> Iterator[Step]:
    """Give what some releases recorded, in their order."""
    names = ("table_name", "row_id", "change", "columns_changed", "cause")
    for release in releases:
        rows = release.tables["changes"]
        for table, row_id, change, columns, cause in zip(
            *(rows.column(name).to_pylist() for name in names), strict=True
        ):
            yield Step(release.manifest.version, table, row_id, change, tuple(columns), cause)


def differing(before: Release, after: Release) -> list[Differing]:
    """Give the rows that differ from one release to another, earlier or later, with their causes."""
    if is_back(before, after):
        return [dataclasses.replace(one, change=TURNED[one.change]) for one in differing(after, before)]
    recorded: dict[Key, list[Step]] = {}
    for step in steps(way(before, after)):
        recorded.setdefault((step.table_name, step.row_id), []).append(step)
    return [
        Differing(
            row["table_name"], row["row_id"], row["change"], tuple(row["columns_changed"]), _causes(row, recorded)
        )
        for row in changes_between(before.snapshot, after.snapshot).to_pylist()
    ]


def _causes(row: Mapping[str, object], recorded: Mapping[Key, list[Step]]) -> tuple[str, ...]:
    """Give the causes of a row that differs between the ends: of what made it so last, or of all that changed it."""
    on_the_way = recorded.get((str(row["table_name"]), str(row["row_id"])), [])
    if row["change"] == "modified":
        columns = set(row["columns_changed"])  # type: ignore[call-overload]
        found = [step.cause for step in on_the_way if step.change != "modified" or columns & set(step.columns)]
    else:
        found = [step.cause for step in on_the_way if step.change == row["change"]][-1:]
    return tuple(dict.fromkeys(found)) or (str(row["cause"]),)
