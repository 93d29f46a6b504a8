"""What may not be quoted of the rows of a batch of readings, kept in the store beside it until the rights change."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.files import read_columns, replaced
from dataset.store import Store

UNQUOTED = pa.schema([pa.field("row_id", pa.string(), nullable=False), pa.field("column", pa.string(), nullable=False)])
"""A column of a row whose words may not be quoted."""
_STATE = b"rights"


def kept_unquoted(store: Store, fingerprint: str, batch: str, state: str) -> pa.Table | None:
    """Give what is kept of a batch of readings, rows as in `UNQUOTED`; None where nothing is for this state of rights.

    `fingerprint` names the code that read and reckoned, `state` is a hash over the rights of the batch's articles.
    """
    path = _path(store, fingerprint, batch)
    rows = read_columns(path) if path.exists() else None
    if rows is None or rows.schema.metadata[_STATE] != state.encode():
        return None
    return rows.replace_schema_metadata()


def keep_unquoted(store: Store, fingerprint: str, batch: str, state: str, rows: pa.Table) -> None:
    """Keep what may not be quoted of a batch of readings under this state of rights."""
    with replaced(_path(store, fingerprint, batch)) as path:
        pq.write_table(rows.cast(UNQUOTED).replace_schema_metadata({_STATE: state}), path, compression="zstd")


def _path(store: Store, fingerprint: str, batch: str) -> Path:
    return store.root / "unquoted" / fingerprint / batch
