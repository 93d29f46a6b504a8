"""What comes of articles that are handed out: of one, of several whose worker died, of workers that cannot work at all.

The seam between `engine.py` and those who do the work for it (`cores.py`, `cluster.py`). How an article is read stands
in `claims.py`; who reads it is not known here.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, Self

from pipelines.claims import read
from pipelines.model import Article
from pipelines.rows import TABLES, rows_from

Chunk = tuple[Article, ...]
"""Articles that are handed to a worker at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: its reading as a row of the store, or the reason why there is none."""

    article_id: str
    reading: dict[str, Any]
    failure: str | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A chunk of which nothing came back, and what ended its worker, in words without the articles'."""

    reason: str


class EngineError(RuntimeError):
    """The workers cannot do their work, for a reason that lies in no article."""


class Spread(Protocol):
    """Workers somewhere, started when the first chunk comes and let go with the context."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Let the workers go."""

    def many(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, list[Outcome] | Lost]]:
        """Give the chunks with what came of them, in order, taking a bounded number ahead; raises EngineError."""

    def one(self, chunk: Chunk) -> list[Outcome] | Lost:
        """Give what comes of a chunk with a worker of its own, where another chunk can do it no harm."""


def outcome_of(article: Article) -> Outcome:
    """Read one article; a fault of the extractor is told, with the kind of error and never the article's words."""
    try:
        reading = read(article.document)
        rows = {"language": reading.language, **rows_from(article, reading)}
    except Exception as error:
        return without_reading(article, f"the extractor failed with {type(error).__name__}")
    return Outcome(article.article_id, {"article_id": article.article_id, **rows}, None)


def without_reading(article: Article, failure: str) -> Outcome:
    """Give the outcome of an article that cannot be read: no rows, and the reason."""
    rows: dict[str, Any] = {"article_id": article.article_id, "language": "und", **{name: [] for name in TABLES}}
    return Outcome(article.article_id, rows, failure)


Read = Callable[[Chunk], list[Outcome]]
"""What a worker does with a chunk."""


def read_chunk(chunk: Chunk) -> list[Outcome]:
    """Read the articles of a chunk; run in a worker.

    Meanwhile nothing looks for cycles of objects: readings have none, and to look through them took a thirtieth.
    """
    gc.disable()
    try:
        return [outcome_of(article) for article in chunk]
    finally:
        gc.enable()
