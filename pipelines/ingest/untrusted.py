"""A page on its way through a worker: what goes there, what is done there, and what is told of it afterwards.

For pages of the inbox, of archives and of the web alike. How a page is read stands in `pages/`, what it may cost in
`workers.py`.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from pipelines.ingest.found import Found, Unreadable, laid_over
from pipelines.ingest.ingested import Ingested, Item, Rejected, ingested_from, rejected_as
from pipelines.ingest.pages.page import found_in_page


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, and what is known of it from elsewhere."""

    origin: str
    data: bytes
    given: Found
    """What goes before the page's own words; its url is the address that the page came from."""
    retrieved_at: datetime | None = None

    def read(self) -> Ingested:
        """Give the article of a page; raises Unreadable as `found_in_page` does."""
        seen_on = self.retrieved_at.date() if self.retrieved_at else None
        said = found_in_page(self.data, self.given.url, seen_on=seen_on)
        found = laid_over(replace(self.given, url=None), said)
        return ingested_from(found, self.origin, self.retrieved_at)


class Untrusted(Protocol):
    """What can be read in a worker, and is known by its bytes where it cannot."""

    @property
    def origin(self) -> str:
        """The input's name."""

    @property
    def data(self) -> bytes:
        """Its bytes."""

    def read(self) -> Item:
        """Give what is in it; raises Unreadable."""


def read_untrusted(given: Untrusted) -> Item:
    """Read an input; this is what workers are asked to call."""
    return given.read()


def rejected_by(given: Untrusted, problem: Unreadable, part_of: str | None = None) -> Rejected:
    """Give the rejection of an input that was given to a worker."""
    sha256 = hashlib.sha256(given.data).hexdigest()
    return replace(rejected_as(given.origin, problem, len(given.data), sha256), part_of=part_of)
