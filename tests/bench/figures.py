"""How fast dates and quantities are read, how that grows with the text, how much memory it takes, beside two peers.

Run it from the root of the project; the peers take part where they are installed:

    uv run --with quantulum3 --with dateparser python tests/bench/figures.py

The texts are the articles of `../shared/corpus` where it stands, else the sample's. Speeds are of CPU time on one core.
Compare the ratios between rows, not the numbers of two machines.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipelines.figures.dates import dates_in  # noqa: E402
from pipelines.figures.quantities import figures_in  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
COPIES = (1, 10, 100)
LEAST_SECONDS = 0.5
"""Shortest time that is measured: short texts are read again until it is over."""
PEER_SECONDS = 15.0
"""Longest time that a peer is given; it then stands with the articles it has read."""
MEGABYTE = 1_000_000

Reader = Callable[[str], object]


def articles() -> list[str]:
    """Give the texts of the corpus, else those of the sample."""
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def both(text: str) -> object:
    """Read dates and quantities as the pipeline does."""
    return figures_in(text, dates_in(text, None))


READERS: dict[str, Reader] = {
    "dates": lambda text: dates_in(text, None),
    "quantities": lambda text: figures_in(text, ()),
    "dates and quantities": both,
}


def speed(read: Reader, texts: list[str], longest: float | None = None) -> float:
    """Give MB of UTF-8 a second of CPU time; stops between two texts once `longest` seconds are over."""
    begun, size = time.process_time(), 0
    while True:
        for text in texts:
            read(text)
            size += len(text.encode())
            if longest is not None and time.process_time() - begun > longest:
                break
        taken = time.process_time() - begun
        if taken > LEAST_SECONDS:
            return size / MEGABYTE / taken


def peers() -> Iterator[tuple[str, Reader]]:
    """Give the peers that are installed."""
    try:
        from quantulum3 import parser

        yield "quantulum3 (quantities)", parser.parse
    except ImportError:
        print("quantulum3 is not installed: left out")
    try:
        from dateparser.search import search_dates

        yield "dateparser (dates)", lambda text: search_dates(text, languages=["en"])
    except ImportError:
        print("dateparser is not installed: left out")


def peak_memory() -> str:
    """Give the peak of a process that reads all articles one by one, and of one that reads nothing, in MB."""
    peaks = [
        int(subprocess.run([sys.executable, __file__, job], capture_output=True, text=True, check=True).stdout)
        for job in ("read", "rest")
    ]
    return f"{peaks[0]} MB in all, {peaks[0] - peaks[1]} MB more than a process that only holds the articles"


def main() -> None:
    """Print the table."""
    texts = articles()
    for read in READERS.values():
        read(texts[0])
    print(f"{len(texts)} articles, {sum(len(text.encode()) for text in texts) / MEGABYTE:.2f} MB, MB/s on one core")
    ours = {name: speed(read, texts) for name, read in READERS.items()}
    for name, megabytes in ours.items():
        print(f"{name:28}{megabytes:8.2f}")
    print("one article over and over in one text, MB/s")
    middle = sorted(texts, key=len)[len(texts) // 2]
    for name, read in READERS.items():
        speeds = [speed(read, ["\n\n".join([middle] * copies)]) for copies in COPIES]
        told = "".join(f"{megabytes:8.2f} x{copies:<4}" for megabytes, copies in zip(speeds, COPIES, strict=True))
        print(f"{name:28}{told} {speeds[-1] / speeds[0]:.2f} of the speed at {COPIES[-1]} copies")
    print(f"peak memory: {peak_memory()}")
    for name, read in peers():
        megabytes = speed(read, texts, PEER_SECONDS)
        mine = ours["quantities" if "quantities" in name else "dates"]
        print(f"{name:28}{megabytes:8.3f}   ours is {mine / megabytes:,.0f} times as fast")


def job(name: str) -> None:
    """Read all articles or none, then print the peak memory of this process in MB."""
    for text in articles():
        if name == "read":
            both(text)
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory before the start of this process
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(round(peak / 1024))


if __name__ == "__main__":
    job(sys.argv[1]) if len(sys.argv) > 1 else main()
