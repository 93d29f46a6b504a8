"""How fast entities and territory are read, how that grows with the text, and what hostile texts cost.

Run it from the root of the project:

    uv run python tests/bench/territory.py

The texts are the articles of `../shared/corpus` where it stands, else the sample's. Speeds are MB of UTF-8 a second of
CPU time on one core, of these two layers only: sentences, dates, figures and claims are read before the clock starts.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipelines.entities.match import mentions_in  # noqa: E402
from pipelines.entities.resolve import resolved, with_bases  # noqa: E402
from pipelines.figures.asof import with_as_of  # noqa: E402
from pipelines.figures.dates import dates_in  # noqa: E402
from pipelines.figures.quantities import figures_in  # noqa: E402
from pipelines.model import DateExpression, Document, Figure, Mention, Span  # noqa: E402
from pipelines.territory.statements import statements_in  # noqa: E402
from pipelines.text.sentences import sentences_in  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLE = ROOT / "dataset" / "sample" / "inbox"
COPIES = (1, 10, 100)
MEGABYTE = 1_000_000
HOSTILE_SIZE = 100_000
HOSTILE = {
    "held by, without end": "80% of the Donetsk region held by ",
    "Russia controls, without end": "Russia controls 80% of the Donetsk region and ",
    "of the territory": "Russia controls 80% of the territory ",
    "regions in a list": "Donetsk, Luhansk and ",
    "verbs only": "controls holds seized of the land it that ",
    "vague words": "Russia holds most of the rest of parts of ",
    "areas": "Russia took 5 km² ",
}


@dataclass(frozen=True)
class Given:
    """What the layers before hand to the two that are measured."""

    document: Document
    sentences: tuple[Span, ...]
    dates: tuple[DateExpression, ...]
    figures: tuple[Figure, ...]


def given(text: str) -> Given:
    """Read what is not measured."""
    sentences, dates = sentences_in(text), dates_in(text, None)
    figures = with_as_of(text, figures_in(text, dates), sentences, dates, None)
    return Given(Document("text", text), sentences, dates, figures)


def entities(one: Given) -> tuple[Mention, ...]:
    """Read the entities of a text."""
    mentions = resolved(one.document, mentions_in(one.document.text))
    with_bases(one.figures, mentions)
    return mentions


def territory(one: Given, mentions: tuple[Mention, ...]) -> object:
    """Read the statements about land of a text."""
    return statements_in(one.document.text, one.sentences, mentions, one.figures, one.dates, (), None)


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU time that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def articles() -> list[str]:
    """Give the texts of the corpus, else those of the sample."""
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]


def row(name: str, texts: list[str]) -> None:
    """Print the speeds of both layers on some texts."""
    ready = [given(text) for text in texts]
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    mentions: list[tuple[Mention, ...]] = []
    first = seconds(lambda: mentions.extend(entities(one) for one in ready))
    second = seconds(lambda: [territory(one, names) for one, names in zip(ready, mentions, strict=True)])
    both = first + second
    print(f"{name:32} {size:7.2f} {size / first:9.2f} {size / second:10.2f} {size / both:9.2f}")


def main() -> None:
    """Print the table."""
    first = given("Russia controls 5% of Ukraine.")
    loading = seconds(lambda: territory(first, entities(first)))
    print(f"loading the tables: {loading:.2f} s, peak {_peak()} MB\n")
    print(f"{'texts':32} {'MB':>7} {'entities':>9} {'territory':>10} {'together':>9}  (MB/s)")
    texts = articles()
    row(f"{len(texts)} articles", texts)
    longest = max(texts, key=len)
    for copies in COPIES:
        row(f"the longest, {copies} times in one", ["\n".join([longest] * copies)])
    for name, words in HOSTILE.items():
        row(name, [words * (HOSTILE_SIZE // len(words))])
    print(f"\npeak {_peak()} MB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
