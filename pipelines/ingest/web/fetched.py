"""What the web gave, on its way into the store: pages that were fetched, and those that never came.

How a page is read stands in `pages/`; what was fetched and when, in `frontier.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dataset.store import Store
from pipelines.ingest.archives.wanted import is_about_the_war
from pipelines.ingest.found import Found, Unreadable, laid_over, said_by
from pipelines.ingest.ingested import Item, PassedOver, ingested_from
from pipelines.ingest.pages.page import found_in_page
from pipelines.ingest.untrusted import read_untrusted, rejected_by
from pipelines.ingest.web.addresses import without_query
from pipelines.ingest.web.entry_dates import BASIS
from pipelines.ingest.web.frontier import FetchedPage, Frontier
from pipelines.ingest.workers import Done, Workers


@dataclass(frozen=True, slots=True)
class OfAFeed:
    """A page that a feed named: what a worker reads."""

    page: FetchedPage

    @property
    def origin(self) -> str:
        """The page's address, as quarantine may name it."""
        return without_query(self.page.url)

    @property
    def data(self) -> bytes:
        """The page as it came."""
        return self.page.body

    def read(self) -> Item:
        """Give its article; its outlet is the feed's, its title and date are the feed's where it has none itself.

        A page that says nothing of the war is passed over: most feeds name all that their outlet writes of. Raises
        Unreadable as `found_in_page` does.
        """
        page = self.page
        said = found_in_page(page.body, page.final_url, page.charset, page.fetched_at.date())
        told = said_by(BASIS, Found(title=page.title, language=page.language, published=page.published))
        found = laid_over(laid_over(Found(outlet=page.outlet), said), told)
        if not is_about_the_war(f"{found.title or ''}\n{found.text or ''}"):
            return PassedOver(self.origin)
        return replace(ingested_from(found, self.origin, page.fetched_at), rights=page.rights)


class Fetched:
    """The pages of a frontier that wait to be ingested, as a stream; let go of them when they are in the store."""

    def __init__(self, frontier: Frontier | None) -> None:
        """Take a frontier; None gives an empty stream."""
        self._frontier = frontier
        self._read, self._given_up = list[int](), list[str]()

    def __iter__(self) -> Iterator[Item]:
        """Give what each page is, and then, as rejected, the pages that were given up."""
        if self._frontier is None:
            return
        pages: Iterator[OfAFeed | Done[Item]] = self._pages(self._frontier)
        with Workers() as workers:
            for page, outcome in workers.results(read_untrusted, pages):
                assert isinstance(page, OfAFeed), "no page is done beforehand"
                yield rejected_by(page, outcome) if isinstance(outcome, Unreadable) else outcome
        for url, rejected in self._frontier.given_up():
            self._given_up.append(url)
            yield rejected

    def let_go(self) -> None:
        """Let go of what was given: a run that is killed before is given it again, and knows it."""
        if self._frontier is not None:
            self._frontier.mark_ingested(self._read)
            self._frontier.mark_told(self._given_up)

    def _pages(self, frontier: Frontier) -> Iterator[OfAFeed | Done[Item]]:
        for page in frontier.fetched_pages():
            self._read.append(page.body_id)
            yield OfAFeed(page)


@contextmanager
def fetched_of(store: Store) -> Iterator[Fetched]:
    """Give the stream of a store's pages; an empty one where nothing was ever fetched into it."""
    if not Frontier.is_in(store.root):
        yield Fetched(None)
        return
    with Frontier(store.root) as frontier:
        yield Fetched(frontier)
