"""What an input becomes: one version of an article, with its ids, or a rejection with its reason.

Every reader's findings end here, whichever way the input came. What a reader finds stands in `found.py`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from dataset.contract.ids import make_id
from pipelines.ingest.found import Found, Provenance, Unreadable, provenance_of
from pipelines.ingest.identity import article_id_of, normalised, text_sha256, work_id_of
from pipelines.model import Document
from pipelines.text.credits import credit_in


@dataclass(frozen=True, slots=True)
class Ingested:
    """One readable version of one article."""

    article_id: str
    work_id: str
    document: Document
    """Its `doc_id` is the article_id; offsets count in its text."""
    url: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_precision: str
    published_basis: str
    text_sha256: str
    origin: str
    """The file's name relative to the inbox; with `#` and the line's or record's number for a file of many articles."""
    provenance: Provenance
    retrieved_at: datetime | None = None
    """When it was taken from the web, where the input tells; else it is the time of the run."""
    rights: str | None = None
    """What may be quoted of it, `open` or `quote`, where whoever listed its feed said so."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One input that could not be read: the columns of the table `quarantine` but the time."""

    input_id: str
    origin: str
    reason_code: str
    reason: str
    bytes: int | None
    sha256: str | None
    part_of: str | None = None
    """The file of many articles that it is one of: of such a file only so many rejections are kept one by one."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """One input that can be read as far as anybody looked, and that nobody wants."""

    origin: str


Item = Ingested | Rejected | PassedOver


def ingested_from(found: Found, origin: str, retrieved_at: datetime | None = None) -> Ingested:
    """Give the article that was found in an input; `origin` names the input."""
    text = normalised(found.text or "")
    found = _with_credit(found, text)
    sha256, work_id = text_sha256(text), work_id_of(found, text)
    article_id, published = article_id_of(work_id, sha256), found.published
    document = Document(
        doc_id=article_id,
        text=text,
        title=found.title,
        published=published.period if published else None,
        outlet=found.outlet,
        via=found.via,
        language=found.language,
    )
    return Ingested(
        article_id=article_id,
        work_id=work_id,
        document=document,
        url=found.url,
        authors=found.authors or (),
        published_at=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        published_basis=published.basis if published else "none",
        text_sha256=sha256,
        origin=origin,
        provenance=provenance_of(found),
        retrieved_at=retrieved_at,
    )


def _with_credit(found: Found, text: str) -> Found:
    """Add the outlet that the text credits, where it does so in the name of the article's own outlet."""
    credit = credit_in(text) if found.via is None else None
    if credit is None or (found.outlet or credit.outlet).casefold() != credit.outlet.casefold():
        return found
    return replace(found, outlet=credit.outlet if found.outlet is None else found.outlet, via=credit.via)


def rejected_as(origin: str, problem: Unreadable, size: int | None = None, sha256: str | None = None) -> Rejected:
    """Give the rejection of an input, known by its bytes where these could be read."""
    identity = size if sha256 is None else sha256
    input_id = make_id(origin, "unread" if identity is None else identity)
    return Rejected(input_id, origin, problem.reason_code, problem.reason, size, sha256)
