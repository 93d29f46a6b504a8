"""Tables by name that are read when they are asked for, and no more of them than is asked for.

What belongs here: how long what was read stays at hand. Where it is read from is for who makes the mapping.
"""

from collections import ChainMap, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.blocks import of_size
from dataset.files import read_columns
from dataset.large_tables import in_order
from dataset.memory import Room

HELD = 64_000_000
"""Bytes of what was read that stay at hand beside what was asked for last."""
SMALL = 1_000_000
"""Bytes of files up to which a table is read as a whole at once."""
_LOOKED_UP = 1 << 20
"""Ids that are looked up at once: those that they are looked up in are gone through anew each time."""
Key = tuple[str, str | None]
"""A table and a column of it; None for the table as a whole."""


class Held:
    """What was read last, as far as there is room."""

    def __init__(self) -> None:
        self._values: OrderedDict[Key, Any] = OrderedDict()
        self._bytes: dict[Key, int] = {}

    def get(self, key: Key, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - tables and columns
        """Give what stands under a key, reading it where it is not at hand."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        while sum(self._bytes[one] for one in self._values) > HELD:
            self._values.popitem(last=False)
        found = self._values[key] = read()
        self._bytes[key] = found.nbytes
        return found


class OnDisk:
    """Stands for a table that lies in files, one or several that each stand by its key.

    Its columns are read one by one; rows that are picked out are put together from them. For whatever else is asked of
    it, it is read as a whole.
    """

    nbytes = 0
    """It holds nothing by itself."""

    def __init__(self, name: str, files: Sequence[Path], key: Sequence[str]) -> None:
        self.name, self.files, self.key = name, files, list(key)
        self.held = Held()

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema, as it is written."""
        return pq.read_schema(self.files[0])

    @property
    def column_names(self) -> list[str]:
        """The names of the columns in order."""
        return self.schema.names

    @cached_property
    def num_rows(self) -> int:
        """The number of rows."""
        return sum(pq.read_metadata(file).num_rows for file in self.files)

    def column(self, name: str) -> pa.ChunkedArray:
        """Give one column, rows in the order of the key."""
        if self._is_small:
            return self.whole().column(name)
        return self.held.get((self.name, name), lambda: self._read([name]).column(0))

    def select(self, names: Sequence[str]) -> pa.Table:
        """Give some columns."""
        return pa.table([self.column(name) for name in names], names=list(names))

    def filter(self, mask: pa.ChunkedArray | pa.Array) -> pa.Table:
        """Give the rows of which a mask says so."""
        return self.whole().filter(mask) if self._is_small else self._of_columns(lambda values: values.filter(mask))

    def take(self, places: pa.ChunkedArray | pa.Array) -> pa.Table:
        """Give rows by their numbers."""
        return self.whole().take(places) if self._is_small else self._of_columns(lambda values: values.take(places))

    def equals(self, other: "pa.Table | OnDisk") -> bool:
        """Say whether another table has the same rows."""
        return self.whole().equals(other.whole() if isinstance(other, OnDisk) else other)

    def blocks(self, size: int) -> Iterator[pa.Table]:
        """Give the rows in blocks of so many, the last of fewer, in the order of the key."""
        if self._is_small or self._order is not None:
            yield from blocks_of(self.whole(), size)
        else:
            yield from self.as_they_lie(size)

    def as_they_lie(self, size: int, names: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Give the rows of one file after the other, or some columns of them, in blocks of so many, the last of fewer.

        One without rows where there are none.
        """
        names = self.column_names if names is None else list(names)
        schema = pa.schema([self.schema.field(name) for name in names], metadata=self.schema.metadata)
        if self.num_rows == 0:
            yield schema.empty_table()
        yield from of_size(self._batches(size, schema), size)

    def _batches(self, size: int, schema: pa.Schema) -> Iterator[pa.Table]:
        for path in self.files:
            with pq.ParquetFile(path, memory_map=False) as file:
                if file.schema_arrow != self.schema:
                    raise pa.ArrowInvalid(f"{path.name} has other columns than {self.files[0].name}")
                for batch in file.iter_batches(size, columns=schema.names):
                    yield pa.Table.from_batches([batch]).select(schema.names).replace_schema_metadata(schema.metadata)

    def whole(self) -> pa.Table:
        """Give the table as a whole."""
        return self.held.get((self.name, None), lambda: self._read(self.column_names))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a table has
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.whole(), name)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        return self.column(name)

    def __len__(self) -> int:
        return self.num_rows

    def _of_columns(self, pick: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.Table:
        return pa.Table.from_arrays([pick(self.column(name)) for name in self.column_names], schema=self.schema)

    def _read(self, names: list[str]) -> pa.Table:
        read = pa.concat_tables([read_columns(file, names) for file in self.files])
        return read if self._order is None else read.take(self._order).combine_chunks()

    @cached_property
    def _is_small(self) -> bool:
        return sum(file.stat().st_size for file in self.files) <= SMALL

    @cached_property
    def _order(self) -> pa.Array | None:
        """Where the rows of several files stand by the key; None for one file."""
        if len(self.files) == 1:
            return None
        keys = pa.concat_tables([read_columns(file, self.key) for file in self.files])
        return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in self.key])


def blocks_of(rows: pa.Table | OnDisk, size: int) -> Iterator[pa.Table]:
    """Give the rows of a table in blocks of so many, the last of fewer; one without rows where there are none."""
    if isinstance(rows, OnDisk):
        return rows.blocks(size)
    return (rows.slice(start, size) for start in range(0, max(1, rows.num_rows), size))


def as_they_lie(rows: pa.Table | OnDisk, names: Sequence[str], size: int) -> Iterator[pa.Table]:
    """Give some columns of a table in such blocks, rows of one file after the other."""
    return rows.as_they_lie(size, names) if isinstance(rows, OnDisk) else blocks_of(rows.select(names), size)


def places(
    rows: pa.Table | OnDisk, column: str, known: pa.Array | pa.ChunkedArray, size: int
) -> Iterator[pa.ChunkedArray]:
    """Give the numbers that ids in a column have among known ones, null for others, in blocks as `as_they_lie`."""
    found = (pc.index_in(some.column(0), value_set=known) for some in as_they_lie(rows, [column], _LOOKED_UP))
    if rows.num_rows == 0:
        return found
    return (block.column(0) for block in of_size((pa.table([one], names=[column]) for one in found), size))


def is_by_key(rows: pa.Table | OnDisk) -> bool:
    """Say whether the rows of a table lie in the order of its key: those of several files do not."""
    return not isinstance(rows, OnDisk) or len(rows.files) == 1


def some_by_key(rows: pa.Table | OnDisk, names: Sequence[str], size: int, room: Room) -> Iterator[pa.Table]:
    """Give some columns of a table in such blocks, rows in the order of its key; several files are sorted for that."""
    if is_by_key(rows):
        return as_they_lie(rows, names, size)
    needed = as_they_lie(rows, list(dict.fromkeys([*rows.key, *names])), size)
    return of_size((block.select(names) for block in in_order(needed, rows.key, size, room)), size)


class AtHand(Mapping[str, pa.Table]):
    """Tables by name; what was asked for last stays at hand as far as there is room."""

    def __init__(self, read: Mapping[str, Callable[[], pa.Table | OnDisk]]) -> None:
        self._read = read
        self._on_disk: dict[str, OnDisk] = {}
        self._held = Held()

    def __getitem__(self, name: str) -> pa.Table:
        if name in self._on_disk:
            return self._on_disk[name]
        found = self._held.get((name, ""), self._read[name])
        if isinstance(found, OnDisk):
            self._on_disk[name], found.held = found, self._held
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def together(*several: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """Give the tables of several mappings as one, the first that has a name; none is read before it is asked for."""
    return ChainMap(*several)  # type: ignore[arg-type]  # nothing is put into it
