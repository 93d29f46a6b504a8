"""Runs the reading of one article over many: in this process, or on the machine's cores when it pays.

The only module that knows how the work is spread. What is done with one article stands in `claims.py`, which knows
nothing of this.
"""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipelines.claims import read
from pipelines.model import Article
from pipelines.rows import TABLES, rows_from

CHUNK = 32
"""Articles handed to a worker at once."""
WORTH_WORKERS = 3_000_000
"""Code points of text below which starting workers costs more than it saves: measured at about two seconds of start."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: its reading as a row of the store, or the reason why there is none."""

    article_id: str
    reading: dict[str, Any]
    failure: str | None


def outcome_of(article: Article) -> Outcome:
    """Read one article; a fault of the extractor is told, with the kind of error and never the article's words."""
    try:
        reading = read(article.document)
        rows = {"language": reading.language, **rows_from(article, reading)}
        failure = None
    except Exception as error:
        rows = {"language": "und", **{name: [] for name in TABLES}}
        failure = f"the extractor failed with {type(error).__name__}"
    return Outcome(article.article_id, {"article_id": article.article_id, **rows}, failure)


def outcomes(articles: Iterable[Article], workers: int | None = None) -> Iterator[Outcome]:
    """Give one outcome for each article, in order; `workers` as many as there are cores where None.

    Holds no more articles in memory than the workers have in hand.
    """
    count = workers or os.cpu_count() or 1
    articles = iter(articles)
    first, size = [], 0
    for article in articles:
        first.append(article)
        size += len(article.document.text)
        if size >= WORTH_WORKERS:
            break
    if size < WORTH_WORKERS or count == 1:
        yield from map(outcome_of, first)
        yield from map(outcome_of, articles)
        return
    yield from _spread(_chained(first, articles), count)


def _chained(first: list[Article], rest: Iterator[Article]) -> Iterator[Article]:
    yield from first
    yield from rest


def _chunk(articles: tuple[Article, ...]) -> list[Outcome]:
    return [outcome_of(article) for article in articles]


def _chunks(articles: Iterator[Article]) -> Iterator[tuple[Article, ...]]:
    while chunk := tuple(islice(articles, CHUNK)):
        yield chunk


def _spread(articles: Iterator[Article], count: int) -> Iterator[Outcome]:
    chunks = _chunks(articles)
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: list[Future[list[Outcome]]] = [pool.submit(_chunk, chunk) for chunk in islice(chunks, 2 * count)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [pool.submit(_chunk, chunk) for chunk in islice(chunks, 1)]
            yield from done
