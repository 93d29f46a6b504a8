"""What was read in all articles, part by part, so that no more than one part need be in memory.

What belongs here: which rows stand together, and what a part gives that follows from it alone: its articles' newest
versions, its sources as in the whole dataset, what of its rows may be quoted. The tables are made of it in `tables.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pyarrow as pa
import pyarrow.compute as pc

from dataset.curation.decision import Decision
from dataset.curation.withheld import Withheld
from dataset.store import Store
from pipelines.by_id import with_column
from pipelines.curation import Overlay, overlay_of
from pipelines.join import SourceIds, joined_chain, source_ids, spoken_claims
from pipelines.rights import cut, longest_of
from pipelines.takedowns.laid_over import as_published
from pipelines.unquoted import KEYS, OF_RIGHTS, SPANS, unquoted_of

ARTICLES = 2_000
"""Articles of a part, or those of one batch of readings where these are more."""
OF_ARTICLES = [*OF_RIGHTS, "story_id", "supersedes"]


@dataclass(frozen=True)
class Part:
    """What was read in some articles; rows that were read in others of them are nowhere else."""

    read: Callable[[str], pa.Table]
    """Gives the rows of one table, `read_in` in front."""
    articles: pa.Table
    """Those that are published: article_id, story_id, rights, text_chars, is_current (no newer version is there)."""
    reckoned: Callable[[], pa.Table]
    """Gives what may not be quoted, as `unquoted.py` reckons it."""

    def rows(self, name: str) -> pa.Table:
        """Give the rows of one table that were read in the newest version of each article."""
        rows, is_current = self.read(name), self.articles.column("is_current")
        if pc.all(is_current, min_count=0).as_py():
            return rows
        newest = self.articles.column("article_id").filter(is_current)
        return rows.filter(pc.is_in(rows.column("read_in"), value_set=newest))

    @cached_property
    def source_ids(self) -> SourceIds:
        """The ids of sources in the whole dataset."""
        return source_ids(self.rows("sources"), self.articles)

    def claims(self, overlay: Overlay) -> pa.Table:
        """Give the claims as decided on, with their sources as in the whole dataset and all their words."""
        return spoken_claims(self.rows("claims"), self.source_ids, overlay)

    def chain(self, overlay: Overlay) -> pa.Table:
        """Give the steps of their chains."""
        return joined_chain(self.rows("claim_chain"), self.source_ids, overlay)

    def quoted(self, rows: pa.Table, table: str) -> pa.Table:
        """Cut the quoting columns of rows to what each article allows, and leave out what may not be quoted."""
        unquoted, longest = self._unquoted, longest_of(self.articles)
        place = pc.index_in(rows.column("article_id"), value_set=self.articles.column("article_id"))
        for name in SPANS[table]:
            ids = unquoted.filter(pc.equal(unquoted.column("column"), name)).column("row_id")
            is_unquoted = pc.is_in(rows.column(KEYS[table]), value_set=ids)
            words = pc.if_else(is_unquoted, None, rows.column(name).cast(pa.string()))
            rows = with_column(rows, name, cut(words, longest.take(place)))
        return rows

    @cached_property
    def _unquoted(self) -> pa.Table:
        return self.reckoned()


@dataclass(frozen=True)
class Readings:
    """What was read in all articles, and what people decided of it."""

    parts: Callable[[], Iterable[Part]]
    """Gives the parts, anew each time."""
    articles: pa.Table
    """The articles as joined."""
    decisions: Sequence[Decision] = ()
    """What people decided, as far as it is in force."""

    @cached_property
    def overlay(self) -> Overlay:
        """What these decisions make of rows."""
        return overlay_of(self.decisions, lambda: pa.concat_tables(part.rows("claims") for part in self.parts()))


def readings_of(
    store: Store, extractor: str, articles: pa.Table, withheld: Withheld, decisions: Sequence[Decision]
) -> Readings:
    """Give what an extractor has read of a store, without what is withheld; `articles` is the table of that name."""
    return Readings(partial(_parts, store, extractor, articles, withheld), articles, decisions)


def with_currency(articles: pa.Table) -> pa.Table:
    """Give of articles what a part needs, and whether each is the newest version (`is_current`)."""
    known = articles.select(OF_ARTICLES)
    superseded = known.column("supersedes").drop_null()
    is_current = pc.invert(pc.is_in(known.column("article_id"), value_set=superseded))
    return known.append_column("is_current", is_current).drop_columns(["supersedes"])


def _parts(store: Store, extractor: str, articles: pa.Table, withheld: Withheld) -> Iterator[Part]:
    read = store.read_articles(extractor)
    everywhere = pa.chunked_array([chunk for ids in read.values() for chunk in ids.chunks], pa.string())
    published = with_currency(articles)
    known = published.take(pc.index_in(everywhere, value_set=published.column("article_id")))
    start = 0
    for batches in _together({batch: len(ids) for batch, ids in read.items()}):
        of_batch = {}
        for batch in batches:
            of_batch[batch] = known.slice(start, len(read[batch])).combine_chunks()
            start += len(read[batch])
        yield Part(
            partial(_rows, store, extractor, withheld, batches),
            _published(pa.concat_tables(of_batch.values())),
            partial(unquoted_of, store, extractor, of_batch),
        )


def _together(sizes: dict[str, int]) -> Iterator[list[str]]:
    """Give the batches that make a part each."""
    part, size = list[str](), 0
    for batch, articles in sizes.items():
        if part and size + articles > ARTICLES:
            yield part
            part, size = [], 0
        part.append(batch)
        size += articles
    if part:
        yield part


def _published(articles: pa.Table) -> pa.Table:
    return articles.filter(articles.column("article_id").is_valid())  # null where an article is withheld


def _rows(store: Store, extractor: str, withheld: Withheld, batches: Sequence[str], name: str) -> pa.Table:
    rows = pa.concat_tables(store.rows_of_batch(extractor, batch)(name) for batch in batches)
    return as_published(name, rows, withheld)


def outlets_read(store: Store, extractor: str, withheld: Withheld) -> set[str]:
    """Give the names of the outlets that sources are, in all that an extractor has read."""
    found = set[str]()
    for batch in store.read_articles(extractor):
        rows = _rows(store, extractor, withheld, [batch], "sources")
        found |= set(rows.column("name").filter(pc.equal(rows.column("kind"), "outlet")).to_pylist())
    return found
