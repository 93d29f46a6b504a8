"""Amounts of land given as the size of something: "roughly the size of Virginia"."""

from pipelines.model import Figure


def comparisons_in(text: str) -> tuple[Figure, ...]:
    """Give the figures of a text that are stated as the size of a named country or state."""
    return ()
