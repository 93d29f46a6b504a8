"""Which words of which rows may not be quoted, reckoned article by article and kept beside the batches of readings.

What an article's rows may quote depends on that article alone: its rows as read, its length, its rights. So each batch
is reckoned once, and again where the rights of an article in it changed. The rules stand in `rights.py`.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dataset.contract.arrow import TYPES
from dataset.release.content import content_sha256
from dataset.store import Store
from dataset.unquoted import UNQUOTED, keep_unquoted, kept_unquoted
from pipelines.rights import allowance, budgets, by_importance, spans_of, spend
from pipelines.version import rights_fingerprint

SPANS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims": {"content": ("content_spans",), "source_text": ("source_spans",), "cue": ("cue_spans",)},
    "figures": {"surface": ()},
    "mentions": {"surface": ()},
    "territory": {"evidence": ()},
}
"""The quoting columns of each table, and their columns of spans; none for char_start and char_end."""
KEYS = {"claims": "claim_id", "figures": "figure_id", "mentions": "mention_id", "territory": "territory_id"}
Numbers = NDArray[np.int64]
OF_RIGHTS = ["article_id", "rights", "text_chars"]
"""The columns of `articles` that decide."""


def unquoted_in(rows: Callable[[str], pa.Table], articles: pa.Table) -> pa.Table:
    """Give what may not be quoted of all rows of some articles, as `dataset.unquoted.UNQUOTED` has it.

    `rows` gives those of a table, `articles` has the columns `OF_RIGHTS`.
    """
    given = {name: _needed(rows(name), name) for name in SPANS}
    left = budgets(_scarce(articles.select(OF_RIGHTS), given).to_pylist())
    ids = pa.array(list(left), pa.string())
    of = {n: part.filter(pc.is_in(part.column("article_id"), value_set=ids)).to_pylist() for n, part in given.items()}
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


def _needed(rows: pa.Table, name: str) -> pa.Table:
    spans = [one for columns in SPANS[name].values() for one in columns] or ["char_start", "char_end"]
    more = ["is_reported"] if name == "claims" else []
    return rows.select(["article_id", KEYS[name], *more, *spans])


def _scarce(articles: pa.Table, rows: Mapping[str, pa.Table]) -> pa.Table:
    """Give the articles whose rows have more words together than may be quoted: of all others nothing is left out."""
    articles = articles.filter(articles.column("article_id").is_valid())
    chars, is_open = articles.column("text_chars").to_pylist(), pc.equal(articles.column("rights"), "open").to_pylist()
    allowed = np.array(list(map(allowance, chars, is_open)), np.int64)
    spans = [_spans(part, articles.column("article_id")) for part in rows.values()]
    places, starts, ends = (np.concatenate([part[column] for part in spans]) for column in range(3))
    return articles.filter(pa.array(_covered(places, starts, ends, np.array(chars, np.int64)) > allowed))


def _spans(rows: pa.Table, article_ids: pa.ChunkedArray) -> tuple[Numbers, Numbers, Numbers]:
    """Give all spans of rows: the number of the article that each is of, and its ends."""
    place = pc.index_in(rows.column("article_id"), value_set=article_ids)
    rows, known = rows.filter(place.is_valid()), _numbers(place.drop_null())
    if "char_end" in rows.column_names:
        return known, _numbers(rows.column("char_start")), _numbers(rows.column("char_end"))
    found = [(known[:0],) * 3]
    for name in (name for name in rows.column_names if name.endswith("_spans")):
        spans = rows.column(name).cast(TYPES["spans"]).combine_chunks()
        pairs = _numbers(spans.flatten().flatten()).reshape(-1, 2)
        found.append((known[_numbers(pc.list_parent_indices(spans))], pairs[:, 0], pairs[:, 1]))
    places, starts, ends = (np.concatenate([part[column] for part in found]) for column in range(3))
    return places, starts, ends


def _numbers(values: pa.Array | pa.ChunkedArray) -> Numbers:
    return values.to_numpy().astype(np.int64)


def _covered(places: Numbers, starts: Numbers, ends: Numbers, chars: Numbers) -> Numbers:
    """Give how many code points of each article stand in at least one span; `chars` has the articles' lengths."""
    offsets = np.cumsum(chars) - chars  # all texts one behind the other
    starts, ends = starts + offsets[places], ends + offsets[places]
    order = np.argsort(starts, kind="stable")
    last = np.concatenate([[0], np.maximum.accumulate(ends[order])])[:-1]  # where all spans before have ended
    new = np.maximum(0, ends[order] - np.maximum(starts[order], last))
    return np.bincount(places[order], weights=new, minlength=len(chars)).astype(np.int64)


def unquoted_name(extractor: str) -> str:
    """Give the name under which is kept what may not be quoted of what an extractor has read."""
    return f"{extractor}-{rights_fingerprint()}"


def unquoted_of(store: Store, extractor: str, articles: Mapping[str, pa.Table]) -> pa.Table:
    """Give what may not be quoted of some batches of what an extractor has read, reckoning only what is not kept.

    `articles` has for each batch the columns `OF_RIGHTS` of its articles in their order, null for those that are not
    published.
    """
    name, parts = unquoted_name(extractor), [UNQUOTED.empty_table()]
    for batch, given in articles.items():
        here = given.select(OF_RIGHTS)
        state = content_sha256(here)
        part = kept_unquoted(store, name, batch, state)
        if part is None:
            part = unquoted_in(store.rows_of_batch(extractor, batch), here)
            keep_unquoted(store, name, batch, state, part)
        parts.append(part)
    return pa.concat_tables(parts)
