"""What came of each run of ingestion, kept in the store: the rows of `ingest_health` but those on copies."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from dataset.contract.arrow import conform, empty, read, write
from dataset.contract.tables import TABLES
from dataset.files import replaced
from dataset.store import Store

Counts = Mapping[str, Mapping[str, int]]
"""stream -> outcome -> inputs."""


def keep_health(store: Store, run_at: datetime, counts: Counts) -> None:
    """Add what came of a run; a run of the same moment is replaced, as by one that was begun again after a kill."""
    table = TABLES["ingest_health"]
    before = [row for row in kept_health(store).to_pylist() if row["run_at"] != run_at]
    now = [
        {"run_at": run_at, "stream": stream, "outcome": outcome, "inputs_count": count}
        for stream, outcomes in counts.items()
        for outcome, count in outcomes.items()
    ]
    with replaced(_path(store)) as path:
        write(conform([*before, *now], table), path, table)


def kept_health(store: Store) -> pa.Table:
    """Give what came of all runs, without the copies among the new articles: those only the join knows."""
    path = _path(store)
    return read(path, TABLES["ingest_health"]) if path.exists() else empty(TABLES["ingest_health"])


def _path(store: Store) -> Path:
    return store.root / "ingest_health.parquet"
