"""The speed of each layer and of the whole on one core, and of those who do a layer of it, on the same texts.

Run it from the root of the project (a peer that is not installed is left out):

    uv run --with quantulum3 --with dateparser --with flashgeotext --with datasketch \\
        python tests/bench/peers.py [ARTICLES]

The texts are varied from the sample's (`varied.py`). Seconds are CPU time, the least of two rounds; what counts is the
last column: how many times the articles of the peer. `stack` is what the peers take together, one for each layer that
has one: held against the same layers here, and against the whole, which finds claims, sources and land beside them.
"""

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from varied import articles  # noqa: E402

from pipelines.claims import rows_of  # noqa: E402
from pipelines.copies.sequences import sequences_of, sketch_of  # noqa: E402
from pipelines.entities.match import mentions_in  # noqa: E402
from pipelines.figures.dates import dates_in  # noqa: E402
from pipelines.figures.quantities import figures_in  # noqa: E402
from pipelines.model import Article, Document  # noqa: E402

Work = Callable[[str], object]
ROUNDS = 2


def whole(text: str) -> object:
    return rows_of(Article("id", "work", Document("id", text, None, None, None, None, None)))


def signed(text: str) -> object:
    return sketch_of(sequences_of(text))


OURS: dict[str, Work] = {
    "figures": lambda text: figures_in(text, ()),
    "dates": lambda text: dates_in(text, None),
    "places and names": mentions_in,
    "signatures": signed,
    "whole extraction": whole,
}


def quantulum() -> Work:
    from quantulum3 import parser

    return parser.parse


def dateparser() -> Work:
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["en"])


def flashgeotext() -> Work:
    from flashgeotext.geotext import GeoText

    found = GeoText()
    return lambda text: found.extract(input_text=text)


def datasketch() -> Work:
    from datasketch import MinHash

    def signature(text: str) -> object:
        words, made = text.casefold().split(), MinHash(num_perm=128)
        made.update_batch([" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))])
        return made

    return signature


PEERS = {
    "figures": ("quantulum3", quantulum),
    "dates": ("dateparser", dateparser),
    "places and names": ("flashgeotext", flashgeotext),
    "signatures": ("datasketch", datasketch),
}


def seconds(work: Work, texts: list[str]) -> float:
    """Give the least CPU time that a work takes for all texts."""
    work(texts[0])
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            work(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print the table."""
    texts = [row["text"] for row in articles(int(sys.argv[1]) if len(sys.argv) > 1 else 200)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} articles, {size:.2f} MB\n{'layer':18}{'articles/s':>12}{'MB/s':>8}  peer, articles/s, times")
    stack = same = 0.0
    for name, work in OURS.items():
        taken, line = seconds(work, texts), ""
        if name in PEERS and importlib.util.find_spec(PEERS[name][0]):
            peer = seconds(PEERS[name][1](), texts)
            stack, same = stack + peer, same + taken
            line = f"  {PEERS[name][0]}, {len(texts) / peer:,.0f}, {peer / taken:.1f}"
        elif name == "whole extraction" and stack:
            print(
                f"{'the same layers':18}{len(texts) / same:12,.0f}{size / same:8.2f}  stack, {stack / same:.1f} times"
            )
            line = f"  stack, {len(texts) / stack:,.1f}, {stack / taken:.1f}"
        print(f"{name:18}{len(texts) / taken:12,.0f}{size / taken:8.2f}{line}", flush=True)


if __name__ == "__main__":
    main()
