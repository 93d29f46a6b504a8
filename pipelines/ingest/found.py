"""What a reader finds in one input, and why an input cannot be read: the seam between the readers and the inbox.

Here belong these shapes and how two findings are laid over each other. How an article is identified stands in
`identity.py`, how each kind of file is read in the module of that kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
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
    """The layer that gave it: metadata, site-rule, json-ld, meta, time-element, text, htmldate."""
    written: str | None = None
    """The words of the date, as they were read."""
    zone: str | None = None
    """The offset from UTC that they name (`+03:00`); None where they name none."""


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
    agreement: float | None = None
    """Of the runs of four words that two extractors gave of the page, the share that both gave; None for one reader."""
    bases: Mapping[str, str] = field(default_factory=dict)
    """Which layer gave each field, by the field's name."""


_SAID = tuple(one.name for one in fields(Found) if one.name not in ("agreement", "bases"))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's fields come from: the columns of `articles` of the same names."""

    title_basis: str | None = None
    authors_basis: str | None = None
    published_written: str | None = None
    published_zone: str | None = None
    url_basis: str | None = None
    language_basis: str | None = None
    text_basis: str | None = None
    extraction_agreement: float | None = None


def said_by(basis: str, found: Found) -> Found:
    """Give a finding with the layer that gave it, the same one for all its fields."""
    return replace(found, bases={name: basis for name in _SAID if getattr(found, name) is not None})


def laid_over(upper: Found, lower: Found) -> Found:
    """Give what `upper` found, and what `lower` found where `upper` has nothing, each with its layer."""
    chosen = {name: lower if getattr(upper, name) is None else upper for name in _SAID}
    return Found(
        **{name: getattr(one, name) for name, one in chosen.items()},
        agreement=chosen["text"].agreement,
        bases={name: one.bases[name] for name, one in chosen.items() if name in one.bases},
    )


def provenance_of(found: Found) -> Provenance:
    """Give where the fields of an article come from."""
    bases = {name: basis for name, basis in found.bases.items() if getattr(found, name) is not None}
    return Provenance(
        title_basis=bases.get("title"),
        authors_basis=bases.get("authors"),
        published_written=found.published.written if found.published else None,
        published_zone=found.published.zone if found.published else None,
        url_basis=bases.get("url"),
        language_basis=bases.get("language"),
        text_basis=bases.get("text"),
        extraction_agreement=found.agreement,
    )
