"""What a whole run costs, from an inbox to a release: step by step, and again with nothing new and with 1 % new.

Run it from the root of the project:

    uv run python tests/bench/whole.py WHAT [--runs full,no-op,1-per-cent] [--root FOLDER]

WHAT is a number of articles, varied from the sample's by `varied.py`, or a `.jsonl` or `.jsonl.gz` of articles, which
is read where it lies. Each run is a process of its own that executes the job `release`, in process and with an
ephemeral instance, as the tests do. A line of the table is a step: seconds by the clock and of CPU time (workers
included), and the most memory that this process held meanwhile. Judge by CPU time and ratios: clocks and neighbours
differ. `start-up` is the interpreter and the import of the definitions. With `--root`, stores and releases stay there,
and the hash over the contents of the release's tables is comparable between two states of the code.
"""

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect
from collections.abc import Iterator
from math import inf
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
RUNS = ("full", "no-op", "1-per-cent")
SAMPLING = 0.01
"""Seconds between two looks at CPU time and memory."""
TICKS = os.sysconf("SC_CLK_TCK")
TIMES = ("retrieved_at", "seen_at")
"""Columns that tell when a run was."""
TOLD_APART = ("quality", "ingest_health", "feed_health", "changes")
"""Tables about a run, which two runs of the same rows do not have alike."""


class Sampler(threading.Thread):
    """Looks at the CPU time of this process and all below it, and at its memory, again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen = [(time.time(), cpu_seconds(), held_mb())]

    def run(self) -> None:
        while True:
            self.seen.append((time.time(), cpu_seconds(), held_mb()))
            time.sleep(SAMPLING)

    def between(self, begun: float, ended: float) -> tuple[float, float]:
        """Give CPU seconds from one moment to another, and the most memory held meanwhile."""
        first, last = (max(0, bisect(self.seen, (moment, inf)) - 1) for moment in (begun, ended))
        return self.seen[last][1] - self.seen[first][1], max(held for _, _, held in self.seen[first : last + 1])


def cpu_seconds() -> float:
    """Give the CPU time of this process and of all below it, also of those that have ended."""
    return time.process_time() + sum(_below(os.getpid())) + sum(os.times()[2:4])


def _below(process: int) -> Iterator[float]:
    for thread in Path(f"/proc/{process}/task").iterdir():
        try:
            children = (thread / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            try:
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                yield sum(map(int, fields[11:15])) / TICKS
                yield from _below(int(child))
            except OSError:
                continue


def peak_mb() -> float:
    """Give the most memory that this process has held; what `getrusage` gives begins with that of its parent."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def held_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def child() -> None:
    """Execute the job once; print what it took as JSON, a step an entry."""
    begun = time.time()
    from assets.definitions import defs

    steps = [("start-up", time.time() - begun, cpu_seconds(), peak_mb())]
    import dagster as dg

    sampler = Sampler()
    sampler.start()
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("release").execute_in_process(instance=instance)
        entries = [entry for entry in instance.all_logs(result.run_id) if entry.dagster_event and entry.step_key]
    cpu, peak = cpu_seconds(), peak_mb()
    whole = ("whole", time.time() - begun, cpu, peak)
    started = {}
    for entry in entries:
        if entry.dagster_event.event_type_value == "STEP_START":
            started[entry.step_key] = entry.timestamp
        elif entry.dagster_event.event_type_value == "STEP_SUCCESS":
            begun_at = started[entry.step_key]
            taken, held = sampler.between(begun_at, entry.timestamp)
            steps.append((entry.step_key, entry.timestamp - begun_at, taken, held))
    print(json.dumps([*steps, whole]))


def run(root: Path) -> dict[str, tuple[float, float, float]]:
    """Run the job over the inbox of a folder; give seconds, CPU seconds and MB by step."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDLINE_")}
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a machine where modules stay compiled
    given |= {f"GROUNDLINE_{name.upper()}": str(root / name) for name in ("inbox", "store", "releases")}
    done = subprocess.run([sys.executable, __file__, "--child"], cwd=ROOT, env=given, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout[-2_000:] + done.stderr[-4_000:])
    return {name: tuple(rest) for name, *rest in json.loads(done.stdout.splitlines()[-1])}


def prepared(what: str, root: Path) -> tuple[int, float]:
    """Lay articles into an inbox, a hundredth of them aside for the last run; give their number and MB of text."""
    (root / "inbox").mkdir(parents=True, exist_ok=True)
    count, size = 0, 0
    with open(root / "inbox" / "a.jsonl", "w") as most, open(root / "later.jsonl", "w") as rest:
        for line in lines_of(what):
            row = json.loads(line)
            count, size = count + 1, size + len(row["text"].encode())
            (rest if count % 100 == 50 else most).write(json.dumps(as_input(row)) + "\n")
    return count, size / 1e6


def lines_of(what: str) -> Iterator[str]:
    if what.isdigit():
        from varied import articles

        yield from (json.dumps(row) for row in articles(int(what)))
        return
    with gzip.open(what, "rt", encoding="utf-8") if what.endswith(".gz") else open(what, encoding="utf-8") as lines:
        yield from lines


def as_input(row: dict[str, object]) -> dict[str, object]:
    """Give an article under the names that an inbox has."""
    return {("language" if name == "lang" else name): value for name, value in row.items() if name != "doc_id"}


def content_of(releases: Path) -> tuple[str, dict[str, int]]:
    """Give a hash over the contents of the tables of the latest release, and their rows."""
    from dataset.release.content import content_sha256
    from dataset.release.opened import find_release, open_release

    release, hashes = open_release(find_release(releases)), []
    for name in sorted(release.manifest.rows.keys() - set(TOLD_APART)):
        rows = release.tables[name]
        columns = [column for column in rows.column_names if column not in TIMES]
        hashes.append(f"{name} {content_sha256(rows.select(columns))}")
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16], release.manifest.rows


def table(found: dict[str, dict[str, tuple[float, float, float]]]) -> None:
    """Print the steps of all runs side by side."""
    print(f"\n{'':38}" + "".join(f"{name + ': s':>15}{'CPU s':>8}{'MB':>7}" for name in found))
    for step in dict.fromkeys(step for run in found.values() for step in run):
        cells = [run.get(step, (0.0, 0.0, 0.0)) for run in found.values()]
        if step in ("start-up", "whole") or any(cell[1] >= 0.05 for cell in cells):
            print(f"{step:38}" + "".join(f"{wall:15.2f}{cpu:8.2f}{peak:7.0f}" for wall, cpu, peak in cells))


def measured(what: str, root: Path, runs: list[str]) -> None:
    """Do the runs and print what they took."""
    count, size = prepared(what, root)
    found = {}
    for name in runs:
        if name == RUNS[2]:
            (root / "later.jsonl").rename(root / "inbox" / "b.jsonl")
        found[name] = run(root)
        content, rows = content_of(root / "releases")
        print(f"{name}: content {content}, {sum(rows.values()):,} rows", flush=True)
    table(found)
    startup = found[runs[0]]["start-up"][1]
    whole = {name: run["whole"] for name, run in found.items()}
    for name, (wall, cpu, peak) in whole.items():
        print(f"{name}: {cpu / startup:.1f} times start-up, {wall:.0f} s, {peak:,.0f} MB", end="")
        beyond = (cpu - startup) / max(1e-9, whole[runs[0]][1] - startup)
        print(f", beyond start-up {beyond:.1%} of the {runs[0]} run" if name != runs[0] else "")
    cpu = whole[runs[0]][1] - startup
    print(f"{count:,} articles, {size:.1f} MB: {count / cpu:,.0f} articles and {size / cpu:.3f} MB a second of a core")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", default="1000")
    parser.add_argument("--runs", default=",".join(RUNS))
    parser.add_argument("--root", type=Path)
    parser.add_argument("--child", action="store_true")
    given = parser.parse_args()
    if given.child:
        child()
        return
    with tempfile.TemporaryDirectory() as folder:
        measured(given.what, given.root or Path(folder), given.runs.split(","))


if __name__ == "__main__":
    main()
