"""A table shown to a reader: its meaning, its columns, its first rows: `python -m dataset describe TABLE`.

What is shown of rows is what the release holds, and so within the articles' rights.
"""

import textwrap

import pyarrow as pa

from dataset.contract.arrow import TYPES, required_in
from dataset.contract.fields import FIELDS
from dataset.contract.known import known_of
from dataset.contract.model import Table
from dataset.release.opened import Release

WIDTH = 100
ROWS = 3


def describe(table: Table, release: Release | None) -> str:
    """Give a table's meaning, columns and first rows in a release (none where there is no release yet)."""
    lines = [f"{table.name}: {table.meaning}", f"Key: {', '.join(table.key)}", ""]
    lines += [line for name in table.columns for line in _column_lines(table, name)]
    if release is None:
        return "\n".join([*lines, "", "There is no release yet; the job `release` makes one."])
    rows = release.tables.get(table.name)
    if rows is None:
        return "\n".join([*lines, "", f"Release {release.manifest.version} has no such table."])
    head = f"First rows of the {rows.num_rows:,} in release {release.manifest.version}:"
    return "\n".join(
        [
            *lines,
            "",
            head if rows.num_rows else f"Release {release.manifest.version} has no row of it.",
            *_row_lines(rows),
        ]
    )


def _column_lines(table: Table, name: str) -> list[str]:
    field, notes = FIELDS[name], []
    if field.unit:
        notes.append(f"[{field.unit}]")
    if target := table.points_to.get(name):
        notes.append(f"→ {target}")
    if name not in required_in(table):
        notes.append("may be null")
    meaning = " ".join(filter(None, (field.meaning, ", ".join(notes), known_of(table.name, name))))
    margin = max(map(len, table.columns)) + 4 + max(len(kind) for kind in map(str, TYPES))
    head = f"  {name:<{max(map(len, table.columns))}}  {field.kind}"
    return textwrap.wrap(meaning, WIDTH, initial_indent=f"{head:<{margin}}  ", subsequent_indent=" " * (margin + 2))


def _row_lines(rows: pa.Table) -> list[str]:
    margin, lines = max(map(len, rows.column_names)), []
    for number, row in enumerate(rows.slice(0, ROWS).to_pylist(), start=1):
        lines += ["", f"  row {number}"]
        lines += [f"  {name:<{margin}}  {_shown(value, WIDTH - margin - 4)}" for name, value in row.items()]
    return lines


def _shown(value: object, width: int) -> str:
    """Give a value in one line that fits, without anything that a terminal would obey."""
    text = "" if value is None else str(value)
    safe = "".join(sign if sign.isprintable() else "�" for sign in text)
    return safe if len(safe) <= width else safe[: width - 1] + "…"
