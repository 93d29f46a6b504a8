"""The published tables that follow from readings: joined over all articles, within what may be quoted.

One function a table, over the store's rows as read (`read_in` in front) and the tables it comes after. The joins
themselves stand in `join.py`, the limits in `rights.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from dataset.reference.load import Published
from pipelines.entities.outlets import entity_rows
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
from pipelines.rights import Budget, budgets, by_importance, quotable, quoted, spans_by_article
from pipelines.rows import Row

_SHORT = (("figures", "char_start", "char_end"), ("mentions", "char_start", "char_end"))
"""Columns of spans that short columns quote, by table, beside those of claims."""


@dataclass(frozen=True, slots=True)
class Readings:
    """All rows as read, by table, and the articles they were read in, as joined."""

    rows: Callable[[str], pa.Table]
    """Gives the rows of one table, `read_in` in front."""
    articles: pa.Table

    def source_ids(self) -> SourceIds:
        """Give the ids of sources in the whole dataset."""
        return source_ids(self.rows("sources"), self.articles)

    def budgets(self) -> dict[str, Budget]:
        """Give what each article may still quote after the short spans."""
        claims = self._spans("claims", "cue_spans", "source_spans")
        short: dict[str, list[Span]] = defaultdict(list)
        for rows, names in ((claims, ("cue_spans", "source_spans")), *((self._spans(*at), ()) for at in _SHORT)):
            for article_id, spans in spans_by_article(rows, names).items():
                short[article_id] += spans
        return budgets(self.articles.select(["article_id", "rights", "text_chars"]).to_pylist(), short)

    def quotable(self) -> tuple[set[str], set[str]]:
        """Give the ids of the claims whose content, and of the statements whose evidence, may be quoted."""
        claims = self._spans("claims", "claim_id", "is_reported", "content_spans")
        territory = self._spans("territory", "territory_id", "char_start", "char_end")
        left = self.budgets()
        evidence = (
            (row["territory_id"], row["article_id"], [(row["char_start"], row["char_end"])]) for row in territory
        )
        contents = (
            (row["claim_id"], row["article_id"], [tuple(span) for span in row["content_spans"]])
            for row in by_importance(claims)
        )
        quoted_evidence = quotable(evidence, left)
        return quotable(contents, left), quoted_evidence

    def longest(self) -> dict[str, int]:
        """Give the longest quotation that each article allows."""
        rows = self.articles.select(["article_id", "rights", "text_chars"]).to_pylist()
        return {article_id: budget.longest for article_id, budget in budgets(rows, {}).items()}

    def _spans(self, name: str, *columns: str) -> list[Row]:
        return self.rows(name).select(["article_id", *columns]).to_pylist()


def entities(inputs: pa.Table, sources: pa.Table) -> list[Published]:
    """Give the entities: those of the reference tables, and the outlets that inputs and sources name beside these.

    `inputs` has the columns `outlet` and `via` of the store's inputs; `sources` are rows as read.
    """
    named = [name for column in ("outlet", "via") for name in inputs.column(column).to_pylist()]
    named += [row["name"] for row in sources.select(["kind", "name"]).to_pylist() if row["kind"] == "outlet"]
    return entity_rows(name for name in named if name)


def sources(readings: Readings, entities: pa.Table) -> list[Row]:
    """Give the sources of all claims and chains, and the publishers, each once."""
    ids = readings.source_ids()
    found = source_rows(readings.rows("sources"), ids, joined_claims(readings.rows("claims"), ids))
    known = {row["source_id"] for row in found}
    return found + [row for row in publisher_rows(readings.articles, entities) if row["source_id"] not in known]


def claims(readings: Readings) -> pa.Table:
    """Give the claims, with as much of their words as may be quoted."""
    rows = joined_claims(readings.rows("claims"), readings.source_ids())
    rows = _cut(rows, "content", readings.longest(), readings.quotable()[0])
    return _short(readings, _short(readings, rows, "source_text", "source_spans"), "cue", "cue_spans")


def claim_chain(readings: Readings) -> pa.Table:
    """Give the steps by which each claim came."""
    return joined_chain(readings.rows("claim_chain"), readings.source_ids())


def figures(readings: Readings) -> pa.Table:
    """Give the figures."""
    return _short(readings, readings.rows("figures").drop_columns(["read_in"]), "surface")


def mentions(readings: Readings) -> pa.Table:
    """Give the mentions."""
    return _short(readings, readings.rows("mentions").drop_columns(["read_in"]), "surface")


def territory(readings: Readings) -> pa.Table:
    """Give the statements about land, with as much of their words as may be quoted."""
    rows = readings.rows("territory").drop_columns(["read_in"])
    return _cut(rows, "evidence", readings.longest(), readings.quotable()[1])


def _short(readings: Readings, rows: pa.Table, name: str, *spans_name: str) -> pa.Table:
    """Leave out of a short quoting column what the articles' budgets do not reach.

    Its span is char_start and char_end where no column of spans is named.
    """
    left, key = readings.budgets(), rows.column_names[0]
    shown = set()
    for row in rows.select([key, "article_id", *(spans_name or ("char_start", "char_end"))]).to_pylist():
        spans = row[spans_name[0]] if spans_name else [(row["char_start"], row["char_end"])]
        if left[row["article_id"]].shows(spans):
            shown.add(row[key])
    return _cut(rows, name, readings.longest(), shown)


def _cut(rows: pa.Table, name: str, longest: Mapping[str, int], allowed: set[str] | None = None) -> pa.Table:
    """Cut a quoting column to what each article allows; only rows whose id is in `allowed` keep any of it."""
    given = zip(
        *(rows.column(column).to_pylist() for column in (rows.column_names[0], "article_id", name)), strict=True
    )
    cut = [
        quoted(words, longest[article]) if allowed is None or row_id in allowed else None
        for row_id, article, words in given
    ]
    return with_column(rows, name, pa.array(cut, pa.string()))
