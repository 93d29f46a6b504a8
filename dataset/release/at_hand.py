"""Tables by name that are read when they are asked for, so that few of them are in memory at a time.

What belongs here: how long a table that was read stays at hand. Where it is read from is for who makes the mapping.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping

import pyarrow as pa

HELD = 64_000_000
"""Bytes of tables that stay at hand beside the one that was asked for last."""


class AtHand(Mapping[str, pa.Table]):
    """Tables by name; those asked for last stay at hand as far as there is room."""

    def __init__(self, read: Mapping[str, Callable[[], pa.Table]]) -> None:
        self._read = read
        self._held: dict[str, pa.Table] = {}
        self._bytes: dict[str, int] = {}

    def __getitem__(self, name: str) -> pa.Table:
        rows = self._held.pop(name, None)
        while sum(self._bytes[other] for other in self._held) > HELD:
            del self._held[next(iter(self._held))]
        if rows is None:
            rows = self._read[name]()
            self._bytes[name] = rows.nbytes
        self._held[name] = rows
        return rows

    def __contains__(self, name: object) -> bool:
        return name in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def together(*several: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """Give the tables of several mappings as one, the first that has a name; none is read before it is asked for."""
    return ChainMap(*several)  # type: ignore[arg-type]  # nothing is put into it
