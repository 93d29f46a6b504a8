"""What a reader finds in one input, and why an input cannot be read: the seam between the readers and the inbox.

Here belong these shapes and how two findings are laid over each other. How an article is identified stands in
`identity.py`, how each kind of file is read in the module of that kind.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from pipelines.model import Period


class Unreadable(Exception):
    """An input, or a part of one, that gives no article.

    `reason_code` is one of the contract's; `reason` says it in words and never holds a path or the input's content;
    `size` is the input's in bytes, where it is known without having been read.
    """

    def __init__(self, reason_code: str, reason: str, size: int | None = None) -> None:
        super().__init__(f"{reason_code}: {reason}")
        self.reason_code = reason_code
        self.reason = reason
        self.size = size

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[str, str, int | None]]:
        """Let it come through from another process."""
        return Unreadable, (self.reason_code, self.reason, self.size)


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as exactly as it is known."""

    period: Period
    """Days as the publisher counts them, in its own zone."""
    at: datetime
    """In UTC; the first moment of the period where only a day, month or year is known."""
    precision: str
    basis: str
    """The layer that gave it: metadata, json-ld, meta, time-element, text, htmldate."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one reader found; None where it found nothing."""

    title: str | None = None
    outlet: str | None = None
    via: str | None = None
    """The outlet that the text credits, by the words in which it does."""
    url: str | None = None
    locator: str | None = None
    """An address that no web browser opens (`tg:…`): it makes the identity where there is no url, and is not kept."""
    language: str | None = None
    authors: tuple[str, ...] | None = None
    published: Published | None = None
    text: str | None = None


def laid_over(upper: Found, lower: Found) -> Found:
    """Give what `upper` found, and what `lower` found where `upper` has nothing."""
    chosen = {}
    for field in fields(Found):
        value = getattr(upper, field.name)
        chosen[field.name] = getattr(lower, field.name) if value is None else value
    return Found(**chosen)
