"""Runs the reading of one article over many: in this process, on the machine's cores, or on a Ray cluster.

The one module that knows which engine does the work, by GROUNDLINE_ENGINE, and what is done when a worker dies. What is
done with one article stands in `claims.py`, which knows nothing of this; the two kinds of workers in `cores.py` and
`cluster.py`.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pipelines.model import Article
from pipelines.outcome import Chunk, EngineError, Lost, Outcome, Spread, outcome_of, without_reading

ENGINE, RAY_ADDRESS = "GROUNDLINE_ENGINE", "GROUNDLINE_RAY_ADDRESS"
CHUNK, CHUNK_CHARS = 32, 200_000
"""Articles, and code points of text, that are handed to a worker at once."""
WORTH_WORKERS = 3_000_000
"""Code points of text below which starting workers costs more than it saves: measured at about two seconds of start."""
TRIES = 3
"""Times that an article is read alone after a chunk with it was lost, before it is given up."""
BROKEN = 8
"""Articles given up one after the other: no longer the fault of an article."""


def outcomes(articles: Iterable[Article], workers: int | None = None, careful: bool = False) -> Iterator[Outcome]:
    """Give one outcome for each article, in order.

    Where there is little to read it is read in this process, unless `careful`: then an article that ends the process
    that reads it cannot end this one. `workers` is the number of this machine's, as many as it has cores where None.
    Holds no more articles in memory than the workers have in hand. Raises EngineError for a setting that cannot be
    used, or where workers die whatever they read.
    """
    engine, count = engine_named(), workers or os.cpu_count() or 1
    first, rest = _begun(iter(articles))
    is_little = sum(len(article.document.text) for article in first) < WORTH_WORKERS
    if not careful and (is_little or (engine == "cores" and count == 1)):
        yield from map(outcome_of, chain(first, rest))
    elif first:
        with _workers(engine, count) as spread:
            yield from read_over(spread, chain(first, rest))


def engine_named(environment: Mapping[str, str] = os.environ) -> str:
    """Give the engine that the environment names, `cores` or `ray`; raises EngineError for another name."""
    name = environment.get(ENGINE, "cores")
    if name not in ("cores", "ray"):
        raise EngineError(f"{ENGINE}: {name!r} is no engine; name cores or ray, or leave it unset")
    return name


def read_over(spread: Spread, articles: Iterable[Article]) -> Iterator[Outcome]:
    """Give one outcome for each article, in order; what a worker had in hand when it died is read again.

    It may have been any article of its chunk that ended it, or none. So each of them is read again alone, and given up
    only when it was lost alone as well, every time. What is given up is held back until another one is read, so that
    nothing is told of articles that broken workers lost.
    """
    given_up = list[Outcome]()
    for chunk, found in spread.many(_chunks(articles)):
        again = (_insisting(spread, article) for article in chunk)
        for article, one in zip(chunk, again if isinstance(found, Lost) else found, strict=True):
            if isinstance(one, Outcome):
                yield from given_up
                given_up = []
                yield one
                continue
            reason = f"the extractor was ended each time it read this, and at last {one.reason}"
            given_up.append(without_reading(article, reason))
            if len(given_up) == BROKEN:
                raise EngineError(f"workers die whatever they read: the last one {one.reason}")
    yield from given_up


def _workers(engine: str, count: int) -> Spread:
    if engine == "ray":
        from pipelines.cluster import Cluster

        return Cluster(os.environ.get(RAY_ADDRESS))
    from pipelines.cores import Cores

    return Cores(count)


def _begun(articles: Iterator[Article]) -> tuple[list[Article], Iterator[Article]]:
    """Give the first articles, no more than tell whether workers are worth it, and the others."""
    first, size = [], 0
    for article in articles:
        first.append(article)
        size += len(article.document.text)
        if size >= WORTH_WORKERS:
            break
    return first, articles


def _chunks(articles: Iterable[Article]) -> Iterator[Chunk]:
    chunk, size = list[Article](), 0
    for article in articles:
        chunk.append(article)
        size += len(article.document.text)
        if len(chunk) == CHUNK or size >= CHUNK_CHARS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _insisting(spread: Spread, article: Article) -> Outcome | Lost:
    """Read an article alone until it is read, or has been lost as often as is allowed."""
    lost = Lost("was not asked")
    for _ in range(TRIES):
        found = spread.one((article,))
        if not isinstance(found, Lost):
            (outcome,) = found
            return outcome
        lost = found
    return lost
