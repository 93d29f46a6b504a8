"""Reading on the cores of this machine, in processes that are replaced when they die.

The processes are those in which the inbox is read (`ingest/workers.py`). Measured beside them, on 0.5 MB with two cores
that were busy with other work, as seconds to the first outcome and the largest memory of all processes: these 12 and
433 MB, the standard library's pool 8 to 12 and 436, Daft's native runner 23 and 532, Ray 108 and 855, Daft on Ray 90
and 1,155 (`tests/bench/engines.py`). Daft adds 149 MB to what is installed. When a process dies, the pool fails the
whole run by its documentation, Daft's runner by its source (read, not tried): so neither does the work.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Self

from pipelines.ingest.found import Unreadable
from pipelines.ingest.workers import Limits, Workers, WorkersBroken
from pipelines.outcome import Chunk, EngineError, Lost, Outcome, Read, read_chunk

LIMITS = Limits(cpu_seconds=300, wall_seconds=3_600, memory_bytes=4_000_000_000, result_bytes=1_000_000_000)
"""What the reading of one chunk may take: hundreds of times what the longest article seen takes."""
PRELOADED = ("pipelines.outcome",)


class Cores:
    """Processes of this machine."""

    def __init__(self, count: int, read: Read = read_chunk, limits: Limits = LIMITS) -> None:
        self._read = read
        self._many = Workers(limits, count, PRELOADED)
        self._alone = Workers(limits, 1, PRELOADED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for workers in (self._many, self._alone):
            workers.__exit__(None, None, None)

    def many(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, list[Outcome] | Lost]]:
        """Give the chunks with what came of them, in order; a few are taken ahead for each process."""
        return self._results(self._many, chunks)

    def one(self, chunk: Chunk) -> list[Outcome] | Lost:
        """Give what comes of a chunk in a process that reads nothing else meanwhile."""
        ((_, found),) = self._results(self._alone, [chunk])
        return found

    def _results(self, workers: Workers, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, list[Outcome] | Lost]]:
        results: Iterator[tuple[Any, Any]] = workers.results(self._read, chunks)
        try:
            for chunk, found in results:
                yield chunk, Lost(found.reason) if isinstance(found, Unreadable) else found
        except WorkersBroken as error:
            raise EngineError(str(error)) from error
