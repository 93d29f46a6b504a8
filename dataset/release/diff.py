"""What differs between two releases, in numbers and row by row: `python -m dataset diff A B [TABLE [ROW_ID]]`.

What belongs here: the words. What differs and why is for `recorded.py`, one row before and after for `row_diff.py`.
"""

from collections import Counter

from dataset.contract.tables import TABLES
from dataset.release.manifest import ReleaseError
from dataset.release.opened import Release
from dataset.release.recorded import differing, is_back
from dataset.release.row_diff import row_diff

BACK = "Going back in time: each cause is that of the change which is undone."


def diff(before: Release, after: Release, table: str | None = None, row_id: str | None = None) -> str:
    """Give as lines of text what differs from one release to another: in numbers, row by row of a table, or of one row.

    Raises ReleaseError where there is no such table, or neither release ever had such a row.
    """
    if table is not None and table not in TABLES:
        raise ReleaseError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    if table is not None and row_id is not None:
        lines = row_diff(before, after, table, row_id)
    elif table is not None:
        lines = _rows(before, after, table)
    else:
        lines = _numbers(before, after)
    names = f"{before.manifest.version} → {after.manifest.version}"
    if not lines:
        return f"{names}: no row differs"
    return "\n".join([names, *([BACK] if is_back(before, after) else []), *lines])


def _numbers(before: Release, after: Release) -> list[str]:
    order = list(TABLES)
    found = Counter(
        (order.index(one.table_name), one.change, " + ".join(one.causes)) for one in differing(before, after)
    )
    if not found:
        return []
    lines = [f"{'table':<18}{'change':<10}{'rows':>10}  cause"]
    for (table, change, causes), rows in sorted(found.items()):
        lines.append(f"{order[table]:<18}{change:<10}{rows:>10,}  {causes}")
    return lines


def _rows(before: Release, after: Release, table: str) -> list[str]:
    return [
        f"{one.row_id}  {one.change:<10}{' + '.join(one.causes)}{'  ' if one.columns else ''}{', '.join(one.columns)}"
        for one in differing(before, after)
        if one.table_name == table
    ]
