"""What needs more than one article: stories, sources across articles, statements, and the tables that follow.

Input are the private store's tables (articles as ingested, rows as read); output are rows of the contract's tables,
still with all the words of the articles: `rights.py` takes out what may not leave the house.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.ids import make_id
from dataset.store import READING
from pipelines.by_id import with_column
from pipelines.copies.places import Place
from pipelines.curation import MACHINES, Overlay
from pipelines.entities.outlets import outlet_entity_id, rights_of
from pipelines.folded import Folded
from pipelines.rights import LONGEST, quoted
from pipelines.rows import SAID, Row, described_id

NORMALISER = "text/1"
_WORD = re.compile(r"\w+")


def article_rows(
    inputs: pa.Table, languages: Mapping[str, str], places: Mapping[str, Place], before: Mapping[str, str]
) -> list[Row]:
    """Give the rows of `articles`, one for each of some articles as ingested (the store's inputs without texts).

    The other arguments have what is known of all articles by article_id, `before` as `versions_before` gives it.
    """
    rows = []
    for given in inputs.to_pylist():
        article_id, work_id = given["article_id"], given["work_id"]
        place = places[article_id]
        rows.append(
            {
                "article_id": article_id,
                "work_id": work_id,
                "supersedes": before.get(article_id),
                "url": given["url"],
                "url_basis": given["url_basis"],
                "outlet_id": outlet_entity_id(given["outlet"]),
                "title": quoted(given["title"], LONGEST),
                "title_basis": given["title_basis"],
                "authors": given["authors"],
                "authors_basis": given["authors_basis"],
                "published_at": given["published_at"],
                "published_precision": given["published_precision"],
                "published_basis": given["published_basis"],
                "published_written": given["published_written"],
                "published_zone": given["published_zone"],
                "retrieved_at": given["retrieved_at"],
                "language": given["language"] or languages[article_id],
                "language_basis": given["language_basis"] if given["language"] else "text",
                "text_sha256": given["text_sha256"],
                "normaliser": NORMALISER,
                "text_chars": given["text_chars"],
                "text_basis": given["text_basis"],
                "extraction_agreement": given["extraction_agreement"],
                "story_id": place.story_id,
                "copy_of": place.copy_of,
                "copy_basis": place.copy_basis,
                "via_outlet_id": outlet_entity_id(given["via"]),
                "rights": rights_of(given["outlet"], given["rights"]),
            }
        )
    return rows


def versions_before(inputs: pa.Table, seen: Mapping[str, datetime]) -> dict[str, str]:
    """Give, for each version of an article but its first, the one before it: versions stand as they were seen last.

    `inputs` has of all articles article_id, work_id and retrieved_at; `seen` tells which were seen again, as the store
    keeps it.
    """
    works = inputs.column("work_id").value_counts()
    several = works.field("values").filter(pc.greater(works.field("counts"), 1))
    rows = inputs.filter(pc.is_in(inputs.column("work_id"), value_set=several)).to_pylist()
    before, latest = {}, dict[str, str]()
    for row in sorted(rows, key=lambda row: max(row["retrieved_at"], seen.get(row["article_id"], row["retrieved_at"]))):
        if row["work_id"] in latest:
            before[row["article_id"]] = latest[row["work_id"]]
        latest[row["work_id"]] = row["article_id"]
    return before


@dataclass(frozen=True, slots=True)
class SourceIds:
    """The ids of sources in the whole dataset, by the article they were read in and their id there."""

    pairs: pa.ChunkedArray
    """Article and id there, as `_pairs` joins them."""
    new: pa.ChunkedArray

    def column(self, rows: pa.Table, name: str = "source_id") -> pa.ChunkedArray:
        """Give a column of source ids as it stands in the whole dataset; rows have `read_in` in front.

        Raises KeyError for an id that was not read.
        """
        found = self.new.take(pc.index_in(_pairs(rows.column("read_in"), rows.column(name)), value_set=self.pairs))
        if lost := rows.column(name).filter(pc.and_(rows.column(name).is_valid(), found.is_null())).to_pylist():
            raise KeyError(f"{name}: {len(lost)} sources were not read in their articles, {lost[0]} among them")
        return found


def _pairs(articles: pa.ChunkedArray, ids: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(articles, ids, "/")


def source_ids(sources: pa.Table, articles: pa.Table) -> SourceIds:
    """Give the ids of sources in the whole dataset: an unnamed group is one per story, a named source is one for all.

    A person without a name (unresolved, or withheld) stays one per article.
    """
    is_named = pc.or_(sources.column("entity_id").is_valid(), sources.column("name").is_valid())
    is_one = pc.is_in(sources.column("kind"), value_set=pa.array(["unattributed", "person"]))
    is_described = pc.invert(pc.or_(is_named, is_one))
    described = sources.filter(is_described)
    stories = articles.column("story_id").take(
        pc.index_in(described.column("read_in"), value_set=articles.column("article_id"))
    )
    rows = zip(stories.to_pylist(), described.select(["kind", "description"]).to_pylist(), strict=True)
    new = pa.array([described_id(story, row) for story, row in rows], pa.string())
    old = sources.column("source_id")
    both = pc.replace_with_mask(old, is_described.combine_chunks(), new)
    return SourceIds(_pairs(sources.column("read_in"), old), both)


_SOURCE = pa.schema(list(READING.field("sources").type.value_type))
_SPOKEN = pa.schema([("source_id", pa.string()), ("claims", pa.int64())])


class Sources:
    """The sources of all articles, each once, gathered part by part of what was read."""

    def __init__(self) -> None:
        self._rows, self._spoken = Folded(fullest, _SOURCE), Folded(_summed, _SPOKEN)

    def add(self, sources: pa.Table, ids: SourceIds, claims: pa.Table) -> None:
        """Add those of a part: rows as read, and its claims, of which each is counted for its source."""
        parts = with_column(sources, "part_of", ids.column(sources, "part_of"))
        self._rows.add(fullest(with_column(parts, "source_id", ids.column(sources)).drop_columns(["read_in"])))
        counted = claims.column("source_id").value_counts()
        self._spoken.add(pa.table([counted.field("values"), counted.field("counts")], schema=_SPOKEN))

    def rows(self) -> pa.Table:
        """Give them with the number of their claims."""
        rows, spoken = self._rows.rows(), self._spoken.rows()
        counts = spoken.column("claims").take(pc.index_in(rows.column("source_id"), spoken.column("source_id")))
        return rows.append_column("claims_count", pc.coalesce(counts, 0))


def _summed(counts: pa.Table) -> pa.Table:
    return counts.group_by("source_id").aggregate([("claims", "sum")]).rename_columns(_SPOKEN.names)


def fullest(sources: pa.Table) -> pa.Table:
    """Give of the rows of each source the one that says most, as `rows.fullness` orders them."""
    said = [sources.column(name).is_valid().cast(pa.int8()) for name in SAID]
    words = pc.coalesce(sources.column("description"), "")
    keys = {"source_id": sources.column("source_id"), "said": reduce(pc.add, said), "chars": pc.utf8_length(words)}
    order = [("source_id", "ascending"), *((name, "descending") for name in ("said", "chars", "words"))]
    place = pc.sort_indices(pa.table({**keys, "words": words}), sort_keys=order)
    ordered = keys["source_id"].take(place).combine_chunks()
    first = pa.array([True] * min(1, len(ordered)), pa.bool_())
    is_first = pa.concat_arrays([first, pc.not_equal(ordered[1:], ordered[:-1])])
    return sources.take(place.filter(is_first))


def publisher_rows(outlets: Iterable[str | None], entities: pa.Table) -> list[Row]:
    """Give the outlets that published articles as sources: a statement without a claim is theirs."""
    names = dict(zip(entities.column("entity_id").to_pylist(), entities.column("name").to_pylist(), strict=True))
    return [
        {
            "source_id": make_id("entity", outlet_id),
            "kind": "outlet",
            "name": names[outlet_id],
            "description": None,
            "entity_id": outlet_id,
            "anonymity_class": "named",
            "stated_count": None,
            "access_basis": None,
            "anonymity_reason": None,
            "part_of": None,
            "claims_count": 0,
        }
        for outlet_id in sorted({one for one in outlets if one})
    ]


def spoken_claims(claims: pa.Table, ids: SourceIds, overlay: Overlay = MACHINES) -> pa.Table:
    """Give the claims with their sources as in the whole dataset, and what people decided laid over them."""
    return overlay.claims(with_column(claims, "source_id", ids.column(claims)))


def statement_ids(claims: pa.Table) -> pa.Array:
    """Give the statement that each claim makes, of claims as `spoken_claims` gives them."""
    pairs = zip(claims.column("source_id").to_pylist(), claims.column("content").to_pylist(), strict=True)
    return pa.array([statement_id_of(source, content) for source, content in pairs], pa.string())


def stories_of(article_ids: pa.ChunkedArray, statements: pa.Array, articles: pa.Table) -> pa.Table:
    """Give the statement of each claim, and the story that it stands in."""
    place = pc.index_in(article_ids, value_set=articles.column("article_id"))
    return pa.table([statements, articles.column("story_id").take(place)], ["statement", "story"])


def joined_claims(claims: pa.Table, statements: pa.Array, several: pa.Table) -> pa.Table:
    """Give claims with their statements, and in how many stories each stands: copies and versions count once.

    `several` has the statements (`value`) that stand in more than one, and in how many (`count`).
    """
    counts = several.column("count").take(pc.index_in(statements, value_set=several.column("value")))
    claims = claims.append_column("statement_id", statements).drop_columns(["read_in"])
    return claims.append_column("independent_count", pc.coalesce(counts, 1))


def statement_id_of(source_id: str, content: str) -> str:
    """Give the id of a statement: the same source, and the same words whatever their case and punctuation."""
    return make_id("statement", source_id, " ".join(_WORD.findall(content.casefold())))


def joined_chain(chain: pa.Table, ids: SourceIds, overlay: Overlay = MACHINES) -> pa.Table:
    """Give the steps of the chains with their sources as in the whole dataset."""
    return overlay.chain(with_column(chain, "source_id", ids.column(chain)).drop_columns(["read_in"]))
