"""What needs more than one article: stories, sources across articles, statements, and the tables that follow.

Input are the private store's tables (articles as ingested, rows as read); output are rows of the contract's tables,
still with all the words of the articles: `rights.py` takes out what may not leave the house.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.ids import make_id
from pipelines.copies.places import Place
from pipelines.curation import MACHINES, Overlay
from pipelines.entities.outlets import outlet_entity_id, rights_of
from pipelines.rights import LONGEST, quoted
from pipelines.rows import Row, described_id, fullness

NORMALISER = "text/1"
_WORD = re.compile(r"\w+")


def article_rows(
    inputs: pa.Table, languages: Mapping[str, str], places: Mapping[str, Place], seen: Mapping[str, datetime]
) -> list[Row]:
    """Give the rows of `articles`, one for each article as ingested (columns of the store's inputs, without texts).

    `seen` tells which were seen again, as the store keeps it.
    """
    rows, before = [], versions_before(inputs, seen)
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
    """Give, for each version of an article but its first, the one before it: versions stand as they were seen last."""
    rows = inputs.select(["article_id", "work_id", "retrieved_at"]).to_pylist()
    before, latest = {}, dict[str, str]()
    for row in sorted(rows, key=lambda row: max(row["retrieved_at"], seen.get(row["article_id"], row["retrieved_at"]))):
        if row["work_id"] in latest:
            before[row["article_id"]] = latest[row["work_id"]]
        latest[row["work_id"]] = row["article_id"]
    return before


@dataclass(frozen=True, slots=True)
class SourceIds:
    """The ids of sources in the whole dataset, by the article they were read in and their id there."""

    ids: Mapping[tuple[str, str], str]

    def column(self, rows: pa.Table, name: str = "source_id") -> pa.Array:
        """Give a column of source ids as it stands in the whole dataset; rows have `read_in` in front."""
        pairs = zip(rows.column("read_in").to_pylist(), rows.column(name).to_pylist(), strict=True)
        return pa.array([None if old is None else self.ids[article, old] for article, old in pairs], pa.string())


def source_ids(sources: pa.Table, articles: pa.Table) -> SourceIds:
    """Give the ids of sources in the whole dataset: an unnamed group is one per story, a named source is one for all.

    A person without a name (unresolved, or withheld) stays one per article.
    """
    stories = dict(zip(articles.column("article_id").to_pylist(), articles.column("story_id").to_pylist(), strict=True))
    ids = {}
    for row in sources.to_pylist():
        is_described = (
            row["entity_id"] is None and row["name"] is None and row["kind"] not in ("unattributed", "person")
        )
        new = described_id(stories[row["read_in"]], row) if is_described else row["source_id"]
        ids[row["read_in"], row["source_id"]] = new
    return SourceIds(ids)


def source_rows(sources: pa.Table, ids: SourceIds, claims: pa.Table) -> list[Row]:
    """Give the rows of `sources`, each once, with the number of its claims (`claims` as joined)."""
    counts = Counter(claims.column("source_id").to_pylist())
    joined = with_column(
        with_column(sources, "part_of", ids.column(sources, "part_of")), "source_id", ids.column(sources)
    )
    best: dict[str, Row] = {}
    for row in joined.to_pylist():
        del row["read_in"]
        known = best.get(row["source_id"])
        if known is None or fullness(row) > fullness(known):
            best[row["source_id"]] = row
    return [{**row, "claims_count": counts[source_id]} for source_id, row in best.items()]


def publisher_rows(articles: pa.Table, entities: pa.Table) -> list[Row]:
    """Give the outlets that published the articles as sources: a statement without a claim is theirs."""
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
        for outlet_id in sorted({one for one in articles.column("outlet_id").to_pylist() if one})
    ]


def joined_claims(claims: pa.Table, ids: SourceIds, articles: pa.Table, overlay: Overlay = MACHINES) -> pa.Table:
    """Give the claims with their sources as in the whole dataset, and the statement that each makes.

    `articles` has the columns `article_id` and `story_id`; what people decided is laid over before anything is counted.
    """
    claims = overlay.claims(with_column(claims, "source_id", ids.column(claims)))
    pairs = zip(claims.column("source_id").to_pylist(), claims.column("content").to_pylist(), strict=True)
    statements = pa.array([statement_id_of(source, content) for source, content in pairs], pa.string())
    claims = claims.append_column("statement_id", statements)
    return claims.append_column("independent_count", independent_counts(claims, articles)).drop_columns(["read_in"])


def independent_counts(claims: pa.Table, articles: pa.Table) -> pa.ChunkedArray:
    """Give for each claim in how many stories its statement stands: copies and versions of an article count once."""
    place = pc.index_in(claims.column("article_id"), value_set=articles.column("article_id"))
    stated = pa.table(
        {"statement_id": claims.column("statement_id"), "story_id": articles.column("story_id").take(place)}
    )
    counts = stated.group_by("statement_id").aggregate([("story_id", "count_distinct")])
    found = pc.index_in(stated.column("statement_id"), value_set=counts.column("statement_id"))
    return counts.column("story_id_count_distinct").take(found)


def statement_id_of(source_id: str, content: str) -> str:
    """Give the id of a statement: the same source, and the same words whatever their case and punctuation."""
    return make_id("statement", source_id, " ".join(_WORD.findall(content.casefold())))


def joined_chain(chain: pa.Table, ids: SourceIds, overlay: Overlay = MACHINES) -> pa.Table:
    """Give the steps of the chains with their sources as in the whole dataset."""
    return overlay.chain(with_column(chain, "source_id", ids.column(chain)).drop_columns(["read_in"]))


def with_column(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    """Give a table with one column replaced, in its place."""
    return rows.set_column(rows.column_names.index(name), name, values)
