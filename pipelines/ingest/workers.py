"""Reading of bytes that nobody vouches for, in processes of their own: within limits, killed and replaced beyond them.

What is read there is the caller's business. Here stands only that one input can neither stop the run, nor take the
machine's memory, nor harm another input, whatever the library that reads it does.

Each worker has a pipe of its own, and nothing is shared between them: pools that share a queue (concurrent.futures,
pebble) break or hang when a worker dies while it holds the queue, and here dying is a worker's everyday end.
"""

import os
import pickle
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from types import ModuleType, TracebackType
from typing import Any, Generic, Self, TypeVar

from pipelines.ingest.found import Unreadable

Item = TypeVar("Item")
Result = TypeVar("Result")
Passed = TypeVar("Passed", covariant=True)

_START: Any = get_context("spawn" if sys.platform == "darwin" else "forkserver")
"""Workers are forked from a process that has loaded the readers once; macOS does not allow for it (its own libraries
must not be forked), and each worker loads them for itself."""
PRELOADED = ("pipelines.ingest.preloaded",)
"""Modules that are loaded once, for those who read the inbox; whoever starts the first worker of a run decides."""
WAITING, AHEAD = 4, 64
"""Inputs in hand for each worker, and items in all that wait for one of them: so far may the others be ahead of it."""
_OUT_OF_MEMORY, _NO_FUNCTION = 81, 82
"""Exit codes of a worker: the memory allowed to it is used up; what it was asked to call cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one input may take."""

    cpu_seconds: int = 10
    wall_seconds: float = 30
    """Longer than the processor time, since the machine may be busy with other things."""
    memory_bytes: int = 1_500_000_000
    """Of a worker in all, its libraries (some 0.3 GB) included; macOS keeps no such limit."""
    result_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Done(Generic[Passed]):
    """An item that needs no worker, and only keeps its place among those that do."""

    outcome: Passed


class WorkersBroken(RuntimeError):
    """The workers cannot load what they are to call: no input's fault, so that none is told as unreadable."""


class Workers:
    """Processes that are started when the first input comes, and ended with the context."""

    def __init__(
        self, limits: Limits | None = None, count: int | None = None, preloaded: tuple[str, ...] = PRELOADED
    ) -> None:
        self.limits = limits or Limits()
        self.count = count or os.cpu_count() or 1
        self.preloaded = preloaded
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def results(
        self, function: Callable[[Item], Result], items: Iterable[Item | Done[Passed]]
    ) -> Iterator[tuple[Item | Done[Passed], Result | Passed | Unreadable]]:
        """Call a function of a module on each item in a worker, and give the items with what came of them, in order.

        Unreadable is what the function raised, or tells which limit it broke: `too_slow`, `out_of_memory`, `too_large`
        (its result), or that it `crashed`. Takes a few items ahead and no more. Raises WorkersBroken.
        """
        items, waiting, is_over = iter(items), deque[_Task](), False
        try:
            while True:
                while not is_over and len(waiting) < AHEAD and _open(waiting) < WAITING * self.count:
                    try:
                        waiting.append(_Task.of(next(items)))
                    except StopIteration:
                        is_over = True
                    self._hand_out(function, waiting)
                if not waiting:
                    return
                while not waiting[0].is_done:
                    self._wait()
                    self._hand_out(function, waiting)
                task = waiting.popleft()
                yield task.item, task.outcome
        finally:
            self._give_up()

    def _hand_out(self, function: Callable[[Any], Any], tasks: Iterable["_Task"]) -> None:
        """Collect what is ready, and give each idle worker the next input that waits for one."""
        for worker in self._busy():
            if worker.pipe.poll():
                worker.collect()
        for task in tasks:
            if task.is_done or task.is_handed_out:
                continue
            idle = self._idle()
            if idle is None:
                return
            idle.give(function, task)

    def _idle(self) -> "_Worker | None":
        self._workers = [worker for worker in self._workers if worker.process.is_alive() or worker.task is not None]
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) == self.count:
            return None
        self._workers.append(_Worker(self.limits, self.preloaded))
        return self._workers[-1]

    def _busy(self) -> list["_Worker"]:
        return [worker for worker in self._workers if worker.task is not None]

    def _wait(self) -> None:
        """Wait until a worker has a result, has died, or has been at it for too long."""
        busy = self._busy()
        rest = min(worker.deadline for worker in busy) - time.monotonic()
        ready = connection.wait([worker.pipe for worker in busy], max(0.0, rest))
        for worker in busy:
            if worker.pipe in ready:
                worker.collect()
            elif time.monotonic() >= worker.deadline and not worker.pipe.poll():
                worker.fail(Unreadable("too_slow", f"was not read within {self.limits.wall_seconds:g} seconds"))

    def _give_up(self) -> None:
        """End the workers that still read something which nobody waits for any more."""
        for worker in self._busy():
            worker.end()
        self._workers = [worker for worker in self._workers if worker.task is None]


def _open(tasks: Iterable["_Task"]) -> int:
    return sum(not task.is_done for task in tasks)


@dataclass(slots=True)
class _Task:
    """An item on its way."""

    item: Any
    outcome: Any = None
    is_done: bool = False
    is_handed_out: bool = False

    @staticmethod
    def of(item: object) -> "_Task":
        return _Task(item, item.outcome, is_done=True) if isinstance(item, Done) else _Task(item)

    def end_with(self, outcome: object) -> None:
        self.outcome, self.is_done = outcome, True


class _Worker:
    """One process and the pipe to it, as seen by the caller."""

    def __init__(self, limits: Limits, preloaded: tuple[str, ...]) -> None:
        self.limits = limits
        self.task: _Task | None = None
        self.deadline = 0.0
        if _START.get_start_method() == "forkserver":
            _START.set_forkserver_preload(list(preloaded))
        self.pipe, there = _START.Pipe()
        self.process = _START.Process(target=_serve, args=(there, limits), daemon=True, name="reader")
        with _main_out_of_sight():
            self.process.start()
        there.close()

    def give(self, function: Callable[[Any], Any], task: _Task) -> None:
        self.task, task.is_handed_out = task, True
        self.deadline = time.monotonic() + self.limits.wall_seconds
        try:
            self.pipe.send((function, task.item))
        except OSError:
            self.fail(self._reason_of_end())

    def collect(self) -> None:
        """Take the result that has come in, or the end of the pipe."""
        try:
            data = self.pipe.recv_bytes(self.limits.result_bytes)
        except EOFError:
            self.fail(self._reason_of_end())
        except OSError:  # longer than allowed, and unread: nothing more can come through this pipe
            self.fail(Unreadable("too_large", f"what was read in it has more than {self.limits.result_bytes} bytes"))
        else:
            self._end_task(pickle.loads(data))

    def fail(self, problem: Unreadable) -> None:
        self.end()
        self._end_task(problem)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _end_task(self, outcome: object) -> None:
        assert self.task is not None, "a result that nobody asked for"
        self.task.end_with(outcome)
        self.task = None

    def _reason_of_end(self) -> Unreadable:
        """Say why the process ended by itself."""
        self.process.join(1)
        match self.process.exitcode:
            case code if code == -signal.SIGXCPU:
                return Unreadable("too_slow", f"took more than {self.limits.cpu_seconds} seconds of processor time")
            case code if code == _OUT_OF_MEMORY:
                return Unreadable("out_of_memory", f"took more than {self.limits.memory_bytes} bytes of memory")
            case code if code == -signal.SIGKILL:
                return Unreadable("out_of_memory", "its reader was killed by the system, as it does without memory")
            case code if code == _NO_FUNCTION:
                self.end()
                raise WorkersBroken("a worker cannot load the function that it is to call")
            case code:
                return Unreadable("crashed", f"its reader ended with {_name_of(code)}")


def _name_of(exitcode: int | None) -> str:
    return f"signal {-exitcode}" if exitcode is not None and exitcode < 0 else f"exit code {exitcode}"


@contextmanager
def _main_out_of_sight() -> Iterator[None]:
    """Start a process without running the caller's script in it again: it costs time, and may not be made for it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(pipe: Connection, limits: Limits) -> None:
    """Be a worker: call what comes through the pipe, send back what came of it, until the caller is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends its workers
    _limit_process(limits)
    try:
        while True:
            call = pipe.recv_bytes()
            limit_cpu(limits.cpu_seconds)
            pipe.send_bytes(_answer(call))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # at once: what is left of this process is not to be relied on
    except (EOFError, OSError):
        return


def _answer(call: bytes) -> bytes:
    try:
        function, item = pickle.loads(call)
    except (ImportError, AttributeError):
        os._exit(_NO_FUNCTION)
    return pickle.dumps(_outcome(function, item))


def _outcome(function: Callable[[Any], Any], item: object) -> object:
    try:
        return function(item)
    except Unreadable as problem:
        return problem
    except MemoryError:
        raise
    except Exception as error:  # libraries raise what they like on bytes that nobody thought of
        return Unreadable("crashed", f"its reader failed with {type(error).__name__}")


def _limit_process(limits: Limits) -> None:
    lower(resource.RLIMIT_CORE, 0)  # a dump would hold the text, and 1.5 GB of disk
    if sys.platform != "darwin":
        lower(resource.RLIMIT_AS, limits.memory_bytes)


def limit_cpu(seconds: int) -> None:
    """Allow for so much more processor time than was used until now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def lower(which: int, soft: int) -> None:
    """Set a limit of this process, or the hard one where that is lower."""
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
