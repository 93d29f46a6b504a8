"""One row before and after: its columns, the id that it moved to, and what the releases on the way recorded of it.

What is shown of rows is what the releases hold, and so within the articles' rights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.release.differences import row_ids
from dataset.release.id_history import FOLLOWED, NAME
from dataset.release.manifest import ReleaseError
from dataset.release.opened import Release
from dataset.release.recorded import is_back, steps, way

Tables = Mapping[str, pa.Table]


def row_diff(before: Release, after: Release, table: str, row_id: str) -> list[str]:
    """Give the lines about one row, by the id that it has in either release, or had on the way between them.

    Raises ReleaseError where neither release has it, under this id or under one that `id_history` leads to.
    """
    turned = is_back(before, after)
    older, newer = (after, before) if turned else (before, after)
    found = _found(older.tables, newer.tables, table, row_id)
    if found is None:
        names = f"{before.manifest.version} nor {after.manifest.version}"
        raise ReleaseError(f"{table} has no row {row_id!r} in {names}, and id_history leads from it to none of either")
    lines = [f"{table} {found.old_id or found.new_id}"]
    if found.old_id and found.new_id and found.old_id != found.new_id:
        lines.append(f"  is {found.new_id} in {newer.manifest.version} (id_history: {found.reason})")
    ids = {row_id, found.old_id, found.new_id}
    for step in steps(way(older, newer)):
        if step.table_name == table and step.row_id in ids:
            columns = f": {', '.join(step.columns)}" if step.columns else ""
            lines.append(f"  {step.version}: {step.row_id} {step.change} ({step.cause}){columns}")
    sides = ((found.new, newer), (found.old, older)) if turned else ((found.old, older), (found.new, newer))
    return lines + list(_columns(*sides))


@dataclass(frozen=True, slots=True)
class _Found:
    """One row in the older and in the newer of two releases; None for what is not there."""

    old_id: str | None
    new_id: str | None
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    reason: str | None


def _found(older: Tables, newer: Tables, table: str, row_id: str) -> _Found | None:
    moves = _Moves(newer, table)
    new_id = _there(newer, table, row_id) or _there(newer, table, moves.ahead(row_id))
    old_id = _there(older, table, row_id)
    if old_id is None:
        old_id = next((one for one in moves.behind(new_id or row_id) if _there(older, table, one)), None)
    if old_id is None and new_id is None:
        return None
    reason = moves.reason(old_id) if old_id else None
    return _Found(old_id, new_id, _row(older, table, old_id), _row(newer, table, new_id), reason)


class _Moves:
    """The ids of one table, or those that its keys are made of, as `id_history` of a release leads from old to new."""

    def __init__(self, tables: Tables, table: str) -> None:
        key = TABLES[table].key
        self._tables = [table if len(key) == 1 else TABLES[table].points_to.get(column) for column in key]
        rows = tables[NAME].to_pylist() if NAME in tables else []
        self._rows = {(row["table_name"], row["old_id"]): row for row in rows if row["table_name"] in self._tables}

    def ahead(self, row_id: str) -> str | None:
        """Give the id that a row has now; None where what it stood for is gone."""
        parts = [self._new_part(name, part) for name, part in self._parts(row_id)]
        return None if None in parts else "/".join(part for part in parts if part is not None)

    def behind(self, row_id: str) -> Iterator[str]:
        """Give the ids that a row had before, one part of its key moved."""
        parts = [part for _, part in self._parts(row_id)]
        for (name, old), row in self._rows.items():
            for number, part in enumerate(parts):
                if self._tables[number] == name and row["new_id"] == part:
                    yield "/".join([*parts[:number], old, *parts[number + 1 :]])

    def reason(self, row_id: str) -> str | None:
        """Give why a row has another id."""
        rows = (self._rows.get((name, part)) for name, part in self._parts(row_id) if name)
        return next((row["move_reason"] for row in rows if row), None)

    def _parts(self, row_id: str) -> list[tuple[str | None, str]]:
        parts = [row_id] if len(self._tables) == 1 else row_id.split("/")
        return list(zip(self._tables, parts, strict=False))

    def _new_part(self, name: str | None, part: str) -> str | None:
        if name not in FOLLOWED or (name, part) not in self._rows:
            return part
        return self._rows[name, part]["new_id"]


def _there(tables: Tables, table: str, row_id: str | None) -> str | None:
    return row_id if _row(tables, table, row_id) is not None else None


def _row(tables: Tables, table: str, row_id: str | None) -> dict[str, Any] | None:
    if row_id is None or table not in tables:
        return None
    rows = tables[table]
    found = rows.filter(pc.equal(row_ids(rows, TABLES[table]), row_id)).to_pylist()
    return found[0] if found else None


def _columns(
    before: tuple[dict[str, Any] | None, Release], after: tuple[dict[str, Any] | None, Release]
) -> Iterator[str]:
    """Give a line a column, and two where it differs, - as it was and + as it is."""
    (old, first), (new, second) = before, after
    for row, release in ((old, first), (new, second)):
        if row is None:
            yield f"  there is no such row in {release.manifest.version}"
    rows = [row for row in (old, new) if row is not None]
    names = dict.fromkeys(name for row in rows for name in row)
    margin = max(map(len, names))
    for name in names:
        values = [row.get(name) for row in rows]
        if all(value == values[0] for value in values):
            mark = " " if len(rows) == 2 else "-" if new is None else "+"
            yield f"{mark} {name:<{margin}}  {_shown(values[0])}"
        else:
            yield f"- {name:<{margin}}  {_shown(values[0])}"
            yield f"+ {name:<{margin}}  {_shown(values[1])}"


def _shown(value: object) -> str:
    """Give a value in one line, without anything that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in ("" if value is None else str(value)))
