"""Single files: put in their places when they are whole, and read column by column."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Write a file beside its name, and put it in its place only when it is whole and on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield new
        with open(new, "rb") as file:
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def read_columns(path: Path, names: Sequence[str] | None = None) -> pa.Table:
    """Give some columns of a Parquet file in the order asked for, or all of them.

    Not as a dataset of one file, which takes twice as long to open: a run reads hundreds of small files. Raises
    KeyError where a column is not there.
    """
    with pq.ParquetFile(path, memory_map=False) as file:
        return file.read() if names is None else file.read(list(names)).select(list(names))
