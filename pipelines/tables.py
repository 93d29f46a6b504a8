"""The published tables that follow from readings: joined over all articles, within what may be quoted.

One function a table, over the store's rows as read (`read_in` in front) and the tables it comes after. The joins
themselves stand in `join.py`, the limits in `rights.py`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from pipelines.join import (
    SourceIds,
    joined_chain,
    joined_claims,
    publisher_rows,
    source_ids,
    source_rows,
    with_column,
)
from pipelines.model import Span
from pipelines.rights import LONGEST, Allowance, allowances, quoted
from pipelines.rows import Row


@dataclass(frozen=True, slots=True)
class Readings:
    """All rows as read, by table, and the articles they were read in, as joined."""

    rows: Callable[[str], pa.Table]
    """Gives the rows of one table, `read_in` in front."""
    articles: pa.Table

    def source_ids(self) -> SourceIds:
        """Give the ids of sources in the whole dataset."""
        return source_ids(self.rows("sources"), self.articles)

    def allowances(self) -> dict[str, Allowance]:
        """Give what each article's rows may quote."""
        short: dict[str, list[Span]] = defaultdict(list)
        claims = self.rows("claims").select(["article_id", "content_spans", "cue_spans", "source_spans"]).to_pylist()
        for row in claims:
            short[row["article_id"]] += [tuple(span) for span in (*row["cue_spans"], *row["source_spans"])]
        for name in ("figures", "mentions"):
            for row in self.rows(name).select(["article_id", "char_start", "char_end"]).to_pylist():
                short[row["article_id"]].append((row["char_start"], row["char_end"]))
        territory = self.rows("territory").select(["article_id", "char_start", "char_end"]).to_pylist()
        articles = self.articles.select(["article_id", "rights", "text_chars"]).to_pylist()
        return allowances(articles, short, claims, territory)


def sources(readings: Readings, entities: pa.Table) -> list[Row]:
    """Give the sources of all claims and chains, and the publishers, each once."""
    ids = readings.source_ids()
    found = source_rows(readings.rows("sources"), ids, joined_claims(readings.rows("claims"), ids))
    known = {row["source_id"] for row in found}
    return found + [row for row in publisher_rows(readings.articles, entities) if row["source_id"] not in known]


def claims(readings: Readings) -> pa.Table:
    """Give the claims, with as much of their words as may be quoted."""
    rows = joined_claims(readings.rows("claims"), readings.source_ids())
    allowed = readings.allowances()
    rows = _cut(rows, "content", {article: one.content for article, one in allowed.items()})
    longest = dict.fromkeys(allowed, LONGEST)
    return _cut(_cut(rows, "source_text", longest), "cue", longest)


def claim_chain(readings: Readings) -> pa.Table:
    """Give the steps by which each claim came."""
    return joined_chain(readings.rows("claim_chain"), readings.source_ids())


def figures(readings: Readings) -> pa.Table:
    """Give the figures."""
    return readings.rows("figures").drop_columns(["read_in"])


def mentions(readings: Readings) -> pa.Table:
    """Give the mentions."""
    return readings.rows("mentions").drop_columns(["read_in"])


def territory(readings: Readings) -> pa.Table:
    """Give the statements about land, with as much of their words as may be quoted."""
    allowed = {article: one.evidence for article, one in readings.allowances().items()}
    return _cut(readings.rows("territory").drop_columns(["read_in"]), "evidence", allowed)


def _cut(rows: pa.Table, name: str, allowed: dict[str, int]) -> pa.Table:
    pairs = zip(rows.column("article_id").to_pylist(), rows.column(name).to_pylist(), strict=True)
    return with_column(rows, name, pa.array([quoted(words, allowed[article]) for article, words in pairs], pa.string()))
