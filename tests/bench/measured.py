"""The memory of a run with its workers, for the benchmarks: the largest that each process had in its own."""

import os
import threading
import time
from pathlib import Path


class Memory:
    """Watches this process and all below it while the context lasts; sizes in MB."""

    def __init__(self) -> None:
        self.own = 0
        self.largest_other = 0
        self.all = 0
        """Of this process and all below it at one moment; what they share is in none of these sizes."""
        self._cpu: dict[int, float] = {}
        self._is_over = threading.Event()

    def __enter__(self) -> "Memory":
        self._count()
        self._before = sum(self._cpu.values())
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._watch.join()

    @property
    def cpu(self) -> float:
        """Seconds of processor time of this process and all below it while it was watched: steady on a busy machine."""
        self._count()
        return sum(self._cpu.values()) - self._before

    def _count(self) -> None:
        for pid in family(os.getpid()):
            self._cpu[pid] = max(self._cpu.get(pid, 0.0), _cpu_seconds(pid))

    def _look(self) -> None:
        while not self._is_over.wait(0.05):
            self._count()
            sizes = {pid: _resident(pid) for pid in family(os.getpid())}
            self.all = max(self.all, sum(sizes.values()))
            self.own = max(self.own, sizes.pop(os.getpid(), 0))
            self.largest_other = max(self.largest_other, *sizes.values(), 0)


def _resident(pid: int) -> int:
    """Give what a process has in memory that no other one shares, in MB; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") >> 20


def _cpu_seconds(pid: int) -> float:
    """Give the processor time of a process; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """Give a process and all below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def seconds(since: float) -> float:
    """Give the seconds since a moment of `time.perf_counter`."""
    return round(time.perf_counter() - since, 1)
