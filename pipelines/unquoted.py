"""Which words of which rows may not be quoted, reckoned article by article and kept beside the batches of readings.

What an article's rows may quote depends on that article alone: its rows as read, its length, its rights. So each batch
is reckoned once, and again where the rights of an article in it changed. The rules stand in `rights.py`.
"""

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.content import content_sha256
from dataset.store import Store
from dataset.unquoted import UNQUOTED, keep_unquoted, kept_unquoted
from pipelines.rights import budgets, by_importance, spans_of, spend
from pipelines.rows import Row
from pipelines.version import rights_fingerprint

SPANS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims": {"content": ("content_spans",), "source_text": ("source_spans",), "cue": ("cue_spans",)},
    "figures": {"surface": ()},
    "mentions": {"surface": ()},
    "territory": {"evidence": ()},
}
"""The quoting columns of each table, and their columns of spans; none for char_start and char_end."""
KEYS = {"claims": "claim_id", "figures": "figure_id", "mentions": "mention_id", "territory": "territory_id"}
OF_RIGHTS = ["article_id", "rights", "text_chars"]
"""The columns of `articles` that decide."""


def unquoted_in(rows: Callable[[str], pa.Table], articles: pa.Table) -> pa.Table:
    """Give what may not be quoted of all rows of some articles, as `dataset.unquoted.UNQUOTED` has it.

    `rows` gives those of a table, `articles` has the columns `OF_RIGHTS`.
    """
    left = budgets(row for row in articles.select(OF_RIGHTS).to_pylist() if row["article_id"] is not None)
    of = {name: [row for row in _rows(rows(name), name) if row["article_id"] in left] for name in SPANS}
    claims = by_importance(of["claims"])
    spend(left, of["figures"])
    spend(left, of["territory"])
    for spans in ("content_spans", "source_spans", "cue_spans"):
        spend(left, claims, spans)
    spend(left, of["mentions"])
    found = [
        (row[KEYS[name]], column)
        for name, columns in SPANS.items()
        for row in of[name]
        for column, spans in columns.items()
        if not left[row["article_id"]].shows(spans_of(row, *spans))
    ]
    sides = ([pair[number] for pair in found] for number in (0, 1))
    return pa.Table.from_arrays([pa.array(side, pa.string()) for side in sides], schema=UNQUOTED)


def _rows(rows: pa.Table, name: str) -> list[Row]:
    spans = [one for columns in SPANS[name].values() for one in columns] or ["char_start", "char_end"]
    more = ["is_reported"] if name == "claims" else []
    return rows.select(["article_id", KEYS[name], *more, *spans]).to_pylist()


def unquoted_name(extractor: str) -> str:
    """Give the name under which is kept what may not be quoted of what an extractor has read."""
    return f"{extractor}-{rights_fingerprint()}"


def unquoted_of(store: Store, extractor: str, articles: pa.Table) -> pa.Table:
    """Give what may not be quoted of all that an extractor has read, reckoning only what is not kept.

    `articles` has the columns `OF_RIGHTS`, with a row for each article that was read and is published.
    """
    read, parts = store.read_articles(extractor), []
    everywhere = pa.chunked_array([chunk for ids in read.values() for chunk in ids.chunks], pa.string())
    known = articles.select(OF_RIGHTS).take(pc.index_in(everywhere, value_set=articles.column("article_id")))
    start, name = 0, unquoted_name(extractor)
    for batch, ids in read.items():
        here = known.slice(start, len(ids)).combine_chunks()
        start += len(ids)
        state = content_sha256(here)
        part = kept_unquoted(store, name, batch, state)
        if part is None:
            part = unquoted_in(store.rows_of_batch(extractor, batch), here)
            keep_unquoted(store, name, batch, state, part)
        parts.append(part)
    return pa.concat_tables(parts) if parts else UNQUOTED.empty_table()
