"""What a mention stands for in its document."""

from pipelines.model import Document, Figure, Mention


def resolved(document: Document, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Give the mentions with their entity as the document decides it, in the same order."""
    return mentions


def with_bases(figures: tuple[Figure, ...], mentions: tuple[Mention, ...]) -> tuple[Figure, ...]:
    """Give the figures with the entity that each share is a share of, where its words name one."""
    return figures
