"""What the join of copies costs from 10,000 to 1,000,000 articles, and against those who want it to cost more.

Run it from the root of the project:

    uv run python tests/bench/copies_scale.py

Articles are drawn as signatures, without texts: lengths as in the news (median 350 words), 2,000 outlets with
furniture of their own, a fifth of the articles copies of others with half to all of their words, some stories carried
by dozens. Each row is a process of its own: seconds of CPU time for the whole join (`places_of`, without counting in
texts, whose number is given), and the peak of its memory beyond the drawn input. The hostile rows are 100,000 texts
that are nearly the same, a footer in all texts of outlets that name none, and one that a thousand outlets have.

On 28 November 2026, two cores under other load (factor 6 to 8, so the seconds are high), first lines of the table:

    kind              articles  seconds  µs each     MB  beyond  pairs read   copies  stories     true
    news                10,000      0.7     71.9    195       1       1,844    1,520    8,478    8,374
    news               100,000      8.8     88.4    692     314      18,031   15,873   84,020   83,651
    news             1,000,000    102.5    102.5  3,902   2,398     179,893  159,620  839,148  835,957
    nearly the same    100,000     35.4    354.0  1,279     921     617,167   99,999        1        1
"""

import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import numpy as np
import pyarrow as pa

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from dataset.store import INPUT, SIGNATURE  # noqa: E402
from pipelines.copies.places import places_of, sketches_of  # noqa: E402
from pipelines.copies.reports import COLUMNS, reports_from  # noqa: E402
from pipelines.copies.sequences import SKETCH  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
OUTLETS = 2_000
COPIES = 0.2
FURNITURE = 60
"""Sequences of each outlet's furniture."""
LOWEST = 3 * SKETCH
"""Of a text's sequences so many of the lowest are drawn: enough for the sketch of a copy with half of them."""
CHUNK = 20_000
TOP = float(2**64 - 2**12)
KINDS = {
    "news": {},
    "nearly the same": {"stories": 1, "furniture": 0},
    "no outlets, one footer": {"outlets": 0, "shared": 1},
    "one footer everywhere": {"outlets": 1_000, "shared": 1},
}


@dataclass(frozen=True)
class Drawn:
    """Articles by number: which story each has, with what part of its words, and whose furniture."""

    story: np.ndarray
    part: np.ndarray
    length: np.ndarray
    """Sequences of each story."""
    outlet: np.ndarray


def drawn(rng: np.random.Generator, size: int, stories: int | None = None, outlets: int = OUTLETS) -> Drawn:
    """Draw so many articles: most tell a story of their own, some one that others tell, a few stories very often."""
    story = np.arange(size)
    is_copy = rng.random(size) < COPIES
    weight = np.minimum(rng.pareto(1.2, size) * 20, np.arange(size))
    story[is_copy] = (np.arange(size) - 1 - weight).clip(0).astype(np.int64)[is_copy]
    story = np.zeros(size, np.int64) if stories == 1 else story
    part = np.where(story == np.arange(size), 1.0, rng.uniform(0.5, 1.0, size))
    part = np.full(size, 0.97) if stories == 1 else part
    length = np.exp(rng.normal(np.log(350), 0.9, size)).clip(20, 6_000).astype(np.int64)
    outlet = rng.integers(0, outlets, size) if outlets else np.full(size, -1)
    return Drawn(story, part, length, outlet)


def signatures(articles: Drawn, furniture: int = FURNITURE, shared: int = 0) -> pa.Table:
    """Give the signatures: a story's lowest sequences come from its number, so that its copies have them too."""
    size = len(articles.story)
    lists, counts = [], []
    for start in range(0, size, CHUNK):
        at = slice(start, start + CHUNK)
        rng = np.random.default_rng(start)
        own = _story_hashes(articles.story[at], articles.length[articles.story[at]])
        kept = rng.random(own.shape) < articles.part[at, None]
        length = articles.length[articles.story[at]]
        new = length * (1.02 - articles.part[at])
        fresh = np.cumsum(rng.exponential(size=own.shape), axis=1) * TOP / new[:, None]
        feet = _furniture(np.zeros_like(articles.outlet[at]) if shared else articles.outlet[at], furniture)
        merged = np.concatenate([np.where(kept, own, TOP), np.minimum(fresh, TOP), feet], axis=1)
        lists.append(np.sort(merged, axis=1)[:, :SKETCH].astype(np.uint64))
        counts.append(length + furniture)
    sketch = pa.FixedSizeListArray.from_arrays(pa.array(np.concatenate(lists).ravel()), SKETCH)
    ids = pa.array([id_of(number) for number in range(size)])
    return pa.table([ids, pa.array(np.concatenate(counts)), sketch.cast(pa.list_(pa.uint64()))], schema=SIGNATURE)


def _story_hashes(story: np.ndarray, length: np.ndarray) -> np.ndarray:
    gaps = -np.log(_uniform(story[:, None] * 1_000 + np.arange(LOWEST)))
    return np.minimum(np.cumsum(gaps, axis=1) * TOP / length[:, None], TOP)


def _furniture(outlet: np.ndarray, count: int) -> np.ndarray:
    return np.where(outlet[:, None] < 0, TOP, _uniform(-(outlet[:, None] * 1_000 + np.arange(count)) - 1) * TOP)


def _uniform(numbers: np.ndarray) -> np.ndarray:
    """Give numbers between 0 and 1 that look drawn and are the same for the same number."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53


def inputs(articles: Drawn) -> pa.Table:
    """Give the articles as the store's inputs have them."""
    first = date(2025, 1, 1)
    numbers = range(len(articles.story))
    days = [first + timedelta(days=number * 300 // len(articles.story)) for number in numbers]
    columns = {
        "article_id": [id_of(number) for number in numbers],
        "work_id": [id_of(number) for number in numbers],
        "url": [None] * len(days),
        "outlet": [None if outlet < 0 else f"Outlet {outlet}" for outlet in articles.outlet.tolist()],
        "via": [None] * len(days),
        "published_at": [datetime.combine(day, time_of_day(number % 24), UTC) for number, day in enumerate(days)],
        "published_first_on": days,
        "published_last_on": days,
        "published_precision": ["instant"] * len(days),
        "text_sha256": [id_of(number) for number in numbers],
    }
    return pa.table({name: pa.array(columns[name], INPUT.field(name).type) for name in COLUMNS})


def id_of(number: int) -> str:
    return f"{number:016x}"


def measured(size: int, kind: str) -> None:
    """Print one row of the table."""
    options = dict(KINDS[kind])
    how = {name: options.pop(name) for name in ("stories", "outlets") if name in options}
    articles = drawn(np.random.default_rng(7), size, **how)
    given, told = signatures(articles, **options), inputs(articles)
    asked = 0

    def count(pairs: list[tuple[str, str]]) -> list[int]:
        nonlocal asked
        asked += len(pairs)
        one, other = (np.array([int(pair[side], 16) for pair in pairs], np.int64) for side in (0, 1))
        is_same = articles.story[one] == articles.story[other]
        common = articles.length[articles.story[one]] * articles.part[one] * articles.part[other]
        return np.where(is_same, common, 0).astype(np.int64).tolist()

    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    reports = reports_from(told)
    places = places_of(reports, sketches_of(reports, given), count)
    taken, peak = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    copies = sum(place.copy_of is not None for place in places.values())
    stories = len({place.story_id for place in places.values()})
    true = len(set(articles.story.tolist()))
    print(
        f"{kind:24} {size:9,} {taken:8.1f} {taken / size * 1e6:8.1f} {peak // 1024:6,} "
        f"{max(0, peak - before) // 1024:6,} {asked:10,} {copies:9,} {stories:9,} {true:9,}"
    )


def main() -> None:
    """Print the table, or the row that is asked for."""
    if len(sys.argv) == 3:
        measured(int(sys.argv[1]), sys.argv[2])
        return
    names = ("articles", "seconds", "µs each", "MB", "beyond", "pairs read", "copies", "stories", "true")
    print(f"{'kind':24} {'':>0}{names[0]:>9} {names[1]:>8} {names[2]:>8} {names[3]:>6} {names[4]:>6} "
          f"{names[5]:>10} {names[6]:>9} {names[7]:>9} {names[8]:>9}", flush=True)  # fmt: skip
    rows = [("news", size) for size in SIZES] + [(kind, 100_000) for kind in list(KINDS)[1:]]
    for kind, size in rows:
        subprocess.run([sys.executable, __file__, str(size), kind], check=True)


if __name__ == "__main__":
    main()
