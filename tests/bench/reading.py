"""What reading costs by the number of articles: CPU time for each, and the most memory held.

Run it from the root of the project:

    uv run python tests/bench/reading.py 10000 100000

The articles are varied from the sample's (`varied.py`), made while they are read, and go through the engine as a run
sends them through it; what comes out is let go. Each number is a process of its own. CPU time is that of all processes
without what making the articles takes, which is measured beside it. Memory is that of the calling process, whose work
it is to hand out and to gather; workers hold a chunk at a time.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from varied import articles  # noqa: E402
from whole import ROOT, cpu_seconds, peak_mb  # noqa: E402

from pipelines.engine import outcomes  # noqa: E402
from pipelines.model import Article, Document  # noqa: E402


def texts(count: int) -> Iterator[str]:
    return (row["text"] for row in articles(count))


def child(count: int) -> None:
    """Read so many articles; print what it took as JSON."""
    begun = cpu_seconds()
    size = sum(len(text.encode()) for text in texts(count))
    made, began_at = cpu_seconds(), time.time()
    rows = 0
    for outcome in outcomes(Article(str(n), str(n), Document(str(n), text)) for n, text in enumerate(texts(count))):
        rows += len(outcome.reading["claims"])
    taken = cpu_seconds() - made - (made - begun)
    print(json.dumps([size / 1e6, rows, time.time() - began_at, taken, peak_mb()]))


def main() -> None:
    if sys.argv[1] == "--child":
        child(int(sys.argv[2]))
        return
    print(f"{'articles':>10}{'MB':>9}{'claims':>10}{'s':>8}{'CPU s':>9}{'per 1,000':>11}{'MB/CPU s':>10}{'peak MB':>9}")
    for given in sys.argv[1:]:
        command = [sys.executable, __file__, "--child", given]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        size, claims, wall, cpu, peak = json.loads(done.stdout.splitlines()[-1])
        each = cpu / int(given) * 1000
        print(
            f"{int(given):10,}{size:9.1f}{claims:10,}{wall:8.0f}{cpu:9.1f}{each:11.2f}{size / cpu:10.3f}{peak:9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
