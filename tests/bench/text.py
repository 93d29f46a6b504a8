"""How fast sentences, quotations, attributions and speakers are read, how that grows, and what hostile texts cost.

Run it from the root of the project:

    uv run python tests/bench/text.py

The texts are the articles of `../shared/corpus` where it stands, else the sample's. Speeds are MB of UTF-8 a second of
CPU time on one core, layer by layer; entities, figures and dates are read before the clock starts. Memory is the peak
of the whole process beyond what the loaded tables take.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipelines.entities.match import mentions_in  # noqa: E402
from pipelines.entities.resolve import resolved  # noqa: E402
from pipelines.figures.dates import dates_in  # noqa: E402
from pipelines.figures.quantities import figures_in  # noqa: E402
from pipelines.model import Document  # noqa: E402
from pipelines.text.attribution import attributions_in  # noqa: E402
from pipelines.text.quotes import quotations_in  # noqa: E402
from pipelines.text.sentences import sentences_in  # noqa: E402
from pipelines.text.speakers import claims_of  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
COPIES = (1, 10, 100)
MEGABYTE = 1_000_000
Answer = TypeVar("Answer")
HOSTILE = {
    "straight marks": '"',
    "opening marks": "“",
    "apostrophes": "'a ",
    "brackets": "(",
    "said": "said ",
    "said that": "Orr said that ",
    "commas": "Orr, said, that, ",
    "according to": "according to Orr, ",
    "colons": "Orr: he said: ",
    "no white space": "a",
    "full stops": "A.",
    "lines": "Orr said no.\n",
    "quotations": "“No,” Orr said, “but yes.” ",
}
LAYERS = ("sentences", "quotes", "claims", "speakers")


def seconds(text: str) -> list[float]:
    """Give the CPU time that each layer takes for a text."""
    document, dates = Document("text", text), dates_in(text, None)
    figures, mentions = figures_in(text, dates), resolved(document, mentions_in(text))
    first, sentences = timed(lambda: sentences_in(text))
    second, quotations = timed(lambda: quotations_in(text))
    third, attributions = timed(lambda: attributions_in(text, sentences, quotations, mentions))
    fourth, _ = timed(lambda: claims_of(document, sentences, attributions, mentions, figures, dates))
    return [first, second, third, fourth]


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Give the CPU time of some work, and its answer."""
    begun = time.process_time()
    answer = work()
    return time.process_time() - begun, answer


def articles() -> list[str]:
    """Give the texts of the corpus, else those of the sample."""
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def row(name: str, texts: list[str]) -> None:
    """Print the speeds of all layers on some texts."""
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    taken = [sum(layer) for layer in zip(*(seconds(text) for text in texts), strict=True)]
    speeds = "".join(f"{size / max(one, 1e-6):10.2f}" for one in (*taken, sum(taken)))
    print(f"{name:32} {size:7.2f}{speeds}", flush=True)


def main() -> None:
    """Print the table."""
    seconds("Orr said that it was late, Reuters reported.")
    loaded = _peak()
    print(f"loaded, {loaded} MB\n\n{'texts':32} {'MB':>7}" + "".join(f"{name:>10}" for name in (*LAYERS, "together")))
    texts = articles()
    row(f"{len(texts)} articles", texts)
    middle = sorted(texts, key=len)[len(texts) // 2]
    for copies in COPIES:
        row(f"one of middle length, {copies} times", ["\n\n".join([middle] * copies)])
    print(f"{_peak() - loaded} MB more than loaded\n")
    for name, words in HOSTILE.items():
        for size in (MEGABYTE // 10, MEGABYTE):
            row(f"{name}, {size / MEGABYTE:g} MB", [words * (size // len(words))])


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
