"""Reading on a Ray cluster: chunks go out as Ray's tasks, rows come back in order.

The nodes need this project installed, in the very state of the caller's, and nothing else of it: texts travel with the
tasks, the store stays where the run is. Ray's own retries are off: it would repeat a task that takes too much memory
for ever, and what is to be done when a worker dies is the same everywhere (`engine.py`).
"""

import logging
import os
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Self

from pipelines.cores import LIMITS
from pipelines.ingest.workers import Limits, limit_cpu, lower
from pipelines.outcome import Chunk, EngineError, Lost, Outcome, Read, read_chunk
from pipelines.version import reading_fingerprint

AHEAD = 4
"""Chunks that are out for each core of the cluster: so many are held in memory, and so far may others be ahead."""
SMALLEST = 16
"""Chunks that are out even where the cluster has no core as yet, and grows by what is asked of it."""

SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_NUM_REDIS_GET_RETRIES": "1",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}
"""Ray's own, where the environment has no others, read when it is imported: nothing is uploaded, a cluster that is not
there is told within a minute and not after ten, and nodes work with what is installed on them. Under `uv run` Ray would
have each worker make an environment of its own, without the extra that brings Ray, and wait for ever for one to start.
"""


class OtherCode(RuntimeError):
    """A node would read by another extractor than the run's."""


class Cluster:
    """The cluster at an address; without one, RAY_ADDRESS's, or one that is started on this machine for the while."""

    def __init__(self, address: str | None = None, read: Read = read_chunk, limits: Limits = LIMITS) -> None:
        self._address = address or os.environ.get("RAY_ADDRESS")
        self._read, self._limits = read, limits
        self._is_ours = False

    def __enter__(self) -> Self:
        ray = _ray()
        if not ray.is_initialized():
            where: dict[str, Any] = {"address": self._address} if self._address else {"include_dashboard": False}
            try:
                ray.init(**where, log_to_driver=False, logging_level=logging.ERROR, configure_logging=False)
            except (ConnectionError, RuntimeError, TimeoutError, ValueError) as error:
                raise EngineError(
                    f"the Ray cluster at {self._address or 'this machine'} cannot be used: {error}"
                ) from None
            self._is_ours = True
        self._task = ray.remote(num_cpus=1, max_retries=0)(_answer)
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            _ray().shutdown()

    def many(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, list[Outcome] | Lost]]:
        """Give the chunks with what came of them, in order; some are taken ahead for each core of the cluster."""
        chunks, out = iter(chunks), deque[tuple[Chunk, Any]]()
        try:
            while True:
                most = max(SMALLEST, AHEAD * int(_ray().cluster_resources().get("CPU", 0)))
                out.extend((chunk, self._send(chunk)) for chunk in islice(chunks, max(0, most - len(out))))
                if not out:
                    return
                for _ in range(1 + len(out) // 2):
                    chunk, reference = out.popleft()
                    yield chunk, self._receive(reference)
        finally:
            for _, reference in out:
                _ray().cancel(reference)

    def one(self, chunk: Chunk) -> list[Outcome] | Lost:
        """Give what comes of a chunk as a task of its own."""
        return self._receive(self._send(chunk))

    def _send(self, chunk: Chunk) -> Any:  # noqa: ANN401 - a reference of Ray's, which has no types
        return self._task.remote(self._read, self._limits.cpu_seconds, reading_fingerprint(), chunk)

    def _receive(self, reference: Any) -> list[Outcome] | Lost:  # noqa: ANN401
        ray = _ray()
        gone = ray.exceptions
        try:
            return ray.get(reference, timeout=self._limits.wall_seconds)
        except gone.GetTimeoutError:
            waited = f"{self._limits.wall_seconds:,} seconds"
            raise EngineError(f"the Ray cluster gave nothing for {waited}: do its workers start?") from None
        except gone.OutOfMemoryError:
            return Lost("took more memory than its node has")
        except (gone.WorkerCrashedError, gone.NodeDiedError, gone.ObjectLostError) as error:
            return Lost(f"was lost with its worker ({type(error).__name__})")
        except gone.RayTaskError as error:
            kind = type(error.cause).__name__
            words = str(error.cause) if isinstance(error.cause, OtherCode) else "see the node's log"
            raise EngineError(f"a node of the Ray cluster cannot read articles: {kind}, {words}") from None
        except gone.RayError as error:
            raise EngineError(f"the Ray cluster failed with {type(error).__name__}") from None


def _answer(read: Read, cpu_seconds: int, fingerprint: str, chunk: Chunk) -> list[Outcome]:
    """Read a chunk in a worker of the cluster, within a limit of processor time; Ray watches over the memory."""
    if reading_fingerprint() != fingerprint:
        raise OtherCode(f"it has the extractor {reading_fingerprint()}, and the run has {fingerprint}")
    lower(resource.RLIMIT_CORE, 0)  # a dump would hold the text
    limit_cpu(cpu_seconds)
    return read(chunk)


def _ray() -> Any:  # noqa: ANN401 - the module, or the cure where it is not installed
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError:
        raise EngineError(
            "GROUNDLINE_ENGINE=ray needs Ray: uv sync --extra ray, or pip install 'groundline[ray]'"
        ) from None
    return ray
