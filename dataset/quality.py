"""What the checks gave, kept in the store until the release: one file a table, tied to the table's content."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from dataset.store import Store, replaced

Row = dict[str, Any]


class NotChecked(RuntimeError):
    """A working table that no check has seen as it stands."""


def keep_outcome(store: Store, name: str, rows: list[Row]) -> None:
    """Keep the rows of `quality` that the check of a working table gave, with the file that they are about."""
    with replaced(store.root / "checks" / f"{name}.json") as path:
        path.write_text(json.dumps({"file_sha256": _sha256(store, name), "rows": rows}), encoding="utf-8")


def kept_rows(store: Store, names: Iterable[str]) -> list[Row]:
    """Give the rows of `quality` of some tables.

    Raises NotChecked where a table has changed since it was checked, or was never checked.
    """
    found: list[Row] = []
    for name in names:
        path = store.root / "checks" / f"{name}.json"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if kept.get("file_sha256") != _sha256(store, name):
            raise NotChecked(f"{name} has not been checked as it stands: run the whole job `release`")
        found += kept["rows"]
    return found


def _sha256(store: Store, name: str) -> str:
    return hashlib.sha256(store.table_path(name).read_bytes()).hexdigest()
