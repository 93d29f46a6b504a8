"""A page on its way through a worker: what goes there, what is done there, and what is told of it afterwards.

For pages of the inbox, of archives and of the web alike. How a page is read stands in `pages/`, what it may cost in
`workers.py`.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from pipelines.ingest.found import Found, Unreadable, laid_over
from pipelines.ingest.ingested import Ingested, Rejected, ingested_from, rejected_as
from pipelines.ingest.pages.page import found_in_page


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, and what is known of it from elsewhere."""

    origin: str
    data: bytes
    given: Found
    """What goes before the page's own words; its url is the address that the page came from."""
    retrieved_at: datetime | None = None


def read_page(page: Page) -> Ingested:
    """Give the article of a page; raises Unreadable as `found_in_page` does."""
    found = laid_over(replace(page.given, url=None), found_in_page(page.data, page.given.url))
    return ingested_from(found, page.origin, page.retrieved_at)


def told(page: Page, outcome: Ingested | Rejected | Unreadable) -> Ingested | Rejected:
    """Give what came of a page as its article, or as the rejection of its bytes."""
    if isinstance(outcome, Unreadable):
        return rejected_as(page.origin, outcome, len(page.data), hashlib.sha256(page.data).hexdigest())
    return outcome
