"""From which articles a row comes: what the causes of changes are derived from.

A row of one article names it or belongs to a claim or statement of it. A source, an entity or a line of a series comes
from all articles that speak of it.
"""

from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.release.differences import row_ids
from dataset.release.of_articles import article_ids

Origins = Mapping[str, frozenset[str]]
"""Row id -> the ids of its articles."""


def origins(name: str, tables: Mapping[str, pa.Table], wanted: Iterable[str]) -> Origins:
    """Give the articles of some rows of a table; rows that follow from no article are not in it."""
    if maker := FROM_SEVERAL.get(name):
        return maker(tables)
    rows = tables[name]
    ids = row_ids(rows, TABLES[name])
    is_wanted = pc.is_in(ids, value_set=pa.array(list(wanted), pa.string()))
    both = (column.filter(is_wanted).to_pylist() for column in (ids, article_ids(name, tables)))
    return {row_id: frozenset((article,)) for row_id, article in zip(*both, strict=True) if article}


def _pairs(rows: pa.Table, key: str, value: str) -> dict[str, str]:
    return dict(zip(rows.column(key).to_pylist(), rows.column(value).to_pylist(), strict=True))


def _of_sources(tables: Mapping[str, pa.Table]) -> Origins:
    """Give the articles of each source: of its claims, of the chains it is in, and of its part groups."""
    spoken = [
        pa.table({"source": tables[name].column("source_id"), "article": article_ids(name, tables)})
        for name in ("claims", "claim_chain")
    ]
    pairs = pa.concat_tables(spoken).drop_null().group_by(["source", "article"]).aggregate([])
    found: dict[str, set[str]] = {}
    for source, article in zip(*(pairs.column(name).to_pylist() for name in ("source", "article")), strict=True):
        found.setdefault(source, set()).add(article)
    larger = {source: group for source, group in _pairs(tables["sources"], "source_id", "part_of").items() if group}
    for source in list(larger):
        of_part, seen = found.get(source, set()), {source}
        while (group := larger.get(source)) and group not in seen:
            found.setdefault(group, set()).update(of_part)
            seen.add(group)
            source = group
    return {source: frozenset(articles) for source, articles in found.items()}


def _of_series(tables: Mapping[str, pa.Table]) -> Origins:
    """Give the articles of each line of the series: those of the source whose claims it gathers."""
    of_source, rows = _of_sources(tables), tables["control_series"]
    ids = row_ids(rows, TABLES["control_series"]).to_pylist()
    sources = rows.column("source_id").to_pylist()
    return {row_id: of_source.get(source, frozenset()) for row_id, source in zip(ids, sources, strict=True)}


def _of_outlets(tables: Mapping[str, pa.Table]) -> Origins:
    """Give the articles of the outlets that no published list knows: these entities follow from the articles."""
    rows, found = tables["articles"], dict[str, set[str]]()
    articles = rows.column("article_id").to_pylist()
    for name in ("outlet_id", "via_outlet_id"):
        for outlet, article in zip(rows.column(name).to_pylist(), articles, strict=True):
            if outlet is not None and outlet.startswith("gl:"):
                found.setdefault(outlet, set()).add(article)
    return {outlet: frozenset(ids) for outlet, ids in found.items()}


def _of_inputs(tables: Mapping[str, pa.Table]) -> Origins:
    """Give the articles that the extractor failed on; an input that never became an article has none."""
    names = ("input_id", "reason_code", "origin")
    rows = zip(*(tables["quarantine"].column(name).to_pylist() for name in names), strict=True)
    return {input_id: frozenset((origin,)) for input_id, reason, origin in rows if reason == "extractor_failed"}


def _of_none(_tables: Mapping[str, pa.Table]) -> Origins:
    return {}


FROM_SEVERAL: Mapping[str, Callable[[Mapping[str, pa.Table]], Origins]] = {
    "sources": _of_sources,
    "control_series": _of_series,
    "entities": _of_outlets,
    "regions": _of_none,
    "quarantine": _of_inputs,
}
"""Tables whose rows come from several articles or from none, and how these are found."""
