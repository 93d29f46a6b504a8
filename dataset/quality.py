"""What the checks gave, kept in the store until the release: one file a table, tied to the table's content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dataset.files import replaced
from dataset.large_tables import Digests
from dataset.made import file_sha256, table_sha256
from dataset.store import Store

Row = dict[str, Any]


class NotChecked(RuntimeError):
    """A working table that no check has seen as it stands."""


def keep_outcome(
    store: Store, name: str, rows: list[Row], origin: str | None = None, failing: Mapping[str, list[str]] | None = None
) -> None:
    """Keep the rows of `quality` that the check of a working table gave, with the file that they are about.

    `origin` is a hash over all that the outcome follows from (`made.py`); None for one that is not to be used again.
    `failing` has the ids of some rows that fell short, by expectation: people are asked to look at these.
    """
    kept = {"file_sha256": table_sha256(store, name), "origin": origin, "rows": rows, "failing": failing or {}}
    with replaced(_path(store, name)) as path:
        path.write_text(json.dumps(kept), encoding="utf-8")


def kept_outcome(store: Store, name: str, origin: str) -> list[Row] | None:
    """Give the rows of `quality` that the last check of a working table gave; None where it is to be checked again.

    It is where anything differs that the outcome follows from, and where an expectation did not hold.
    """
    kept = _kept(store, name)
    is_same = kept.get("origin") == origin and kept["file_sha256"] == table_sha256(store, name)
    return kept["rows"] if is_same and all(row["is_passed"] for row in kept["rows"]) else None


def keep_met(store: Store, name: str, basis: str, digests: Digests) -> None:
    """Keep the digests of the rows of a working table that met every expectation.

    `basis` is a hash over what the expectations and the digests follow from beside rows and texts.
    """
    rows = pa.table({"digest": np.sort(digests)}).replace_schema_metadata({"basis": basis})
    with replaced(_met_path(store, name)) as path:
        pq.write_table(rows, path, compression="zstd")


def kept_met(store: Store, name: str, basis: str) -> Digests | None:
    """Give the digests of rows that met every expectation when the table was last checked; None on another basis."""
    path = _met_path(store, name)
    try:
        rows = pq.read_table(path) if path.exists() else None
    except pa.ArrowInvalid:  # nothing of ours leaves a file half-written; the rows are checked again
        return None
    if rows is None or (rows.schema.metadata or {}).get(b"basis") != basis.encode():
        return None
    return rows.column("digest").to_numpy()


def kept_failing(store: Store) -> dict[str, dict[str, list[str]]]:
    """Give by table and row id what rows fell short of when they were last checked."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((store.root / "checks").glob("*.json")):
        failing = json.loads(path.read_text(encoding="utf-8")).get("failing", {})
        for expectation, row_ids in failing.items():
            for row_id in row_ids:
                found.setdefault(path.stem, {}).setdefault(row_id, []).append(expectation)
    return found


def kept_rows(store: Store, names: Iterable[str]) -> list[Row]:
    """Give the rows of `quality` of some tables.

    Raises NotChecked where a table has changed since it was checked, or was never checked.
    """
    found: list[Row] = []
    for name in names:
        kept = _kept(store, name)
        if kept.get("file_sha256") != table_sha256(store, name):
            raise NotChecked(f"{name} has not been checked as it stands: run the whole job `release`")
        found += kept["rows"]
    return found


def outcomes_sha256(store: Store, names: Iterable[str]) -> str:
    """Give a hash over what the checks of some tables gave."""
    return hashlib.sha256("".join(file_sha256(_path(store, name)) for name in names).encode()).hexdigest()


def _kept(store: Store, name: str) -> dict[str, Any]:
    path = _path(store, name)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _met_path(store: Store, name: str) -> Path:
    return store.root / "checks" / f"{name}.met.parquet"


def _path(store: Store, name: str) -> Path:
    return store.root / "checks" / f"{name}.json"
