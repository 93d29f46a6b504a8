"""How fast names are found and resolved, how that grows with the text, how much memory it takes, beside a peer.

Run it from the root of the project; the peer takes part where it is installed:

    uv run --with flashgeotext python tests/bench/entities.py

The texts are the articles of `../shared/corpus` where it stands, else the sample's. Speeds are MB of UTF-8 a second of
CPU time on one core. Compare the ratios between rows, not the numbers of two machines.
"""

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipelines.entities.match import mentions_in  # noqa: E402
from pipelines.entities.resolve import resolved  # noqa: E402
from pipelines.model import Document  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
COPIES = (1, 10, 100)
MEGABYTE = 1_000_000
LEAST_SECONDS = 0.5
"""Shortest time that is measured: short texts are read again until it is over."""
HOSTILE_SIZE = 200_000
HOSTILE = {
    "titles without end": "Mr. President ",
    "abbreviations": "Adm. ",
    "one long hyphened word": "Zork-",
    "initials": "A.",
    "a list of regions": "Kherson and ",
    "towns of names": "town of Zork ",
    "a district after the other": "Pokrovsk, Nikopol districts, ",
}


def read(text: str) -> int:
    """Find and resolve the names of a text, and count them."""
    return len(resolved(Document("text", text), mentions_in(text)))


def matched(text: str) -> int:
    """Find the names of a text only."""
    return len(mentions_in(text))


def speed(work: Callable[[str], object], texts: list[str]) -> float:
    """Give MB of UTF-8 a second of CPU time."""
    size, rounds = sum(len(text.encode()) for text in texts) / MEGABYTE, 0
    begun = time.process_time()
    while (taken := time.process_time() - begun) < LEAST_SECONDS or not rounds:
        for text in texts:
            work(text)
        rounds += 1
    return rounds * size / taken


def articles() -> list[str]:
    """Give the texts of the corpus, else those of the sample."""
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def peer() -> Callable[[str], object] | None:
    """Give flashgeotext's reader of cities and countries, None where it is not installed."""
    if importlib.util.find_spec("flashgeotext") is None:
        return None
    reader = importlib.import_module("flashgeotext.geotext").GeoText()
    return lambda text: reader.extract(text, span_info=True)


def row(name: str, texts: list[str], other: Callable[[str], object] | None) -> None:
    """Print the speeds on some texts, and how many times the peer's they are."""
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    found, both = speed(matched, texts), speed(read, texts)
    beside = f"{(theirs := speed(other, texts)):9.2f} {both / theirs:6.1f}" if other else f"{'-':>9} {'-':>6}"
    print(f"{name:30} {size:7.2f} {found:8.2f} {both:9.2f} {beside}")


def main() -> None:
    """Print the table."""
    begun = time.process_time()
    read("Kyiv said the Kherson region's mayor Jane Example and Russia's defence ministry spoke.")
    print(f"loading the tables: {time.process_time() - begun:.2f} s, peak {_peak()} MB\n")
    texts = articles()
    read("\n".join(texts))
    print(f"peak after {sum(map(len, texts)) / MEGABYTE:.1f} million characters in one text: {_peak()} MB\n")
    other = peer()
    print(f"{'texts':30} {'MB':>7} {'matched':>8} {'resolved':>9} {'peer':>9} {'ratio':>6}  (MB/s)")
    row(f"{len(texts)} articles", texts, other)
    longest = max(texts, key=len)
    for copies in COPIES:
        row(f"the longest, {copies} times in one", ["\n".join([longest] * copies)], other)
    for name, words in HOSTILE.items():
        row(name, [words * (HOSTILE_SIZE // len(words))], None)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
