"""Feeds are read in a process of their own, within limits: the worst of them costs itself, and not the round."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from pipelines.ingest.found import Unreadable
from pipelines.ingest.web.addresses import Network
from pipelines.ingest.web.entries import Feed, entries_of
from pipelines.ingest.web.failures import Failed, Reason
from pipelines.ingest.workers import Limits, Workers

LIMITS = Limits(cpu_seconds=10, wall_seconds=30, memory_bytes=1_000_000_000)


@dataclass(frozen=True, slots=True)
class _Document:
    """The arguments of `entries_of`, on their way to a worker."""

    data: bytes
    url: str
    now: datetime
    allowed: Sequence[Network]


def _read(document: _Document) -> Feed | Failed:
    try:
        return entries_of(document.data, document.url, document.now, document.allowed)
    except Failed as failed:
        return failed


class LimitedReader:
    """Reads feeds one at a time in a worker, which is started with the first one and ended with the context."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._workers, self._turn = Workers(limits, count=1), threading.Lock()

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._workers.__exit__(kind, error, at)

    def __call__(self, data: bytes, url: str, now: datetime, allowed: Sequence[Network] = ()) -> Feed:
        """Read a feed as `entries_of` does; raises Failed as it does, and `worker_limit` beyond the limits."""
        with self._turn:
            ((_, outcome),) = self._workers.results(_read, [_Document(data, url, now, allowed)])
        match outcome:
            case Unreadable():
                raise Failed(Reason.WORKER_LIMIT, outcome.reason)
            case Failed():
                raise outcome
            case _:
                return outcome
