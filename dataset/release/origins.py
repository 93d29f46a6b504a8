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
    known = pa.array(list(wanted), pa.string())
    if maker := FROM_SEVERAL.get(name):
        return maker(tables, known)
    ids = row_ids(tables[name], TABLES[name])
    is_wanted = pc.is_in(ids, value_set=known)
    both = (column.filter(is_wanted).to_pylist() for column in (ids, article_ids(name, tables)))
    return {row_id: frozenset((article,)) for row_id, article in zip(*both, strict=True) if article}


def _of_sources(tables: Mapping[str, pa.Table], wanted: pa.Array) -> Origins:
    """Give the articles of each source: of its claims, of the chains it is in, and of its part groups."""
    parts = tables["sources"].select(["source_id", "part_of"])
    parts = parts.filter(parts.column("part_of").is_valid())
    related, before = wanted, -1
    while len(related) > before:  # with the parts of each, and their parts
        of_them = parts.filter(pc.is_in(parts.column("part_of"), value_set=related)).column("source_id")
        related, before = pc.unique(pa.concat_arrays([related, *of_them.chunks])), len(related)
    found: dict[str, set[str]] = {}
    for name in ("claims", "claim_chain"):
        pairs = pa.table({"source": tables[name].column("source_id"), "article": article_ids(name, tables)})
        pairs = pairs.filter(pc.is_in(pairs.column("source"), value_set=related)).drop_null()
        pairs = pairs.group_by(["source", "article"]).aggregate([])
        for source, article in zip(*(pairs.column(side).to_pylist() for side in ("source", "article")), strict=True):
            found.setdefault(source, set()).add(article)
    is_related = pc.is_in(parts.column("source_id"), value_set=related)
    larger = dict(zip(*(column.to_pylist() for column in parts.filter(is_related).columns), strict=True))
    for source in list(larger):
        of_part, seen = found.get(source, set()), {source}
        while (group := larger.get(source)) and group not in seen:
            found.setdefault(group, set()).update(of_part)
            seen.add(group)
            source = group
    return {source: frozenset(articles) for source, articles in found.items()}


def _of_series(tables: Mapping[str, pa.Table], wanted: pa.Array) -> Origins:
    """Give the articles of each line of the series: those of the source whose claims it gathers."""
    ids = row_ids(tables["control_series"], TABLES["control_series"])
    is_wanted = pc.is_in(ids, value_set=wanted)
    sources = tables["control_series"].column("source_id").filter(is_wanted).combine_chunks()
    of_source = _of_sources(tables, sources)
    both = zip(ids.filter(is_wanted).to_pylist(), sources.to_pylist(), strict=True)
    return {row_id: of_source.get(source, frozenset()) for row_id, source in both}


def _of_outlets(tables: Mapping[str, pa.Table], wanted: pa.Array) -> Origins:
    """Give the articles of the outlets that no published list knows: these entities follow from the articles."""
    found: dict[str, set[str]] = {}
    for name in ("outlet_id", "via_outlet_id"):
        rows = tables["articles"].select([name, "article_id"])
        rows = rows.filter(pc.is_in(rows.column(name), value_set=wanted))
        for outlet, article in zip(*(column.to_pylist() for column in rows.columns), strict=True):
            if outlet.startswith("gl:"):
                found.setdefault(outlet, set()).add(article)
    return {outlet: frozenset(ids) for outlet, ids in found.items()}


def _of_inputs(tables: Mapping[str, pa.Table], _wanted: pa.Array) -> Origins:
    """Give the articles that the extractor failed on; an input that never became an article has none."""
    names = ("input_id", "reason_code", "origin")
    rows = zip(*(tables["quarantine"].column(name).to_pylist() for name in names), strict=True)
    return {input_id: frozenset((origin,)) for input_id, reason, origin in rows if reason == "extractor_failed"}


def _of_none(_tables: Mapping[str, pa.Table], _wanted: pa.Array) -> Origins:
    return {}


FROM_SEVERAL: Mapping[str, Callable[[Mapping[str, pa.Table], pa.Array], Origins]] = {
    "sources": _of_sources,
    "control_series": _of_series,
    "entities": _of_outlets,
    "regions": _of_none,
    "quarantine": _of_inputs,
}
"""Tables whose rows come from several articles or from none, and how these are found."""
