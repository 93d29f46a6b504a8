"""A mark on disk while something is done that may end the process, so that the next run knows that it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def marked(path: Path) -> Iterator[bool]:
    """Keep a mark at the path until the context ends well; give whether one was there that nobody took away."""
    was_left = path.exists()
    path.touch()
    yield was_left
    path.unlink()
