"""Rows as read in two invented articles of two stories, for tests of what decisions make of them.

In each: a speaker's claim, in it the claim of a group, in that one a figure and a statement about land.
"""

from functools import partial

import pyarrow as pa

from dataset.contract.arrow import TYPES
from dataset.contract.fields import FIELDS
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.store import reading_columns
from pipelines.model import Source
from pipelines.readings import Part, Readings, with_currency
from pipelines.rows import described_id, source_id_of
from pipelines.unquoted import unquoted_in

ONE, TWO = make_id("one"), make_id("two")
STORIES = {ONE: make_id("story one"), TWO: make_id("story two")}
OUTLET = "gl:outlet-hesk-gazette"
TOLL = Source("person", "Mira Toll", "the keeper")
TOL = Source("person", "Mira Tol", "the keeper")
GROUP = Source("anonymous_group", None, "two officials", anonymity_class="anonymous")
WORDS = "Mira Toll said that two officials said 12 ships left Donetsk."


def claim_of(article, name):
    """Give the id of a claim: `outer` or `inner`."""
    return make_id(article, name)


def group_of(article):
    """Give the id of an article's unnamed group in the whole dataset."""
    return described_id(STORIES[article], {"kind": GROUP.kind, "description": GROUP.description})


def source_of(source):
    """Give the id of a named source."""
    return source_id_of(ONE, source)


def _claim(article, name, source, span, parent=None):
    return {
        "claim_id": claim_of(article, name),
        "article_id": article,
        "source_id": source_id_of(article, source),
        "parent_claim_id": parent,
        "is_reported": True,
        "content": WORDS[slice(*span)],
        "content_spans": [list(span)],
        "quote_type": "indirect",
        "modality": "asserted",
        "is_negated": False,
        "said_precision": "unknown",
        "confidence": 0.5,
        "rule_code": "source-cue-content",
    }


def _article(article, speaker):
    outer, inner = claim_of(article, "outer"), claim_of(article, "inner")
    at = {"article_id": article, "claim_id": inner, "as_of_precision": "unknown", "as_of_basis": "none"}
    figure = {"figure_id": make_id(article, "figure"), **at, "char_start": 39, "char_end": 47, "value_low": 12.0,
              "value_high": 12.0, "unit_code": "km", "quantity_kind": "length", "bound": "point",
              "is_approximate": False, "si_low": 12_000.0, "si_high": 12_000.0, "si_unit": "m"}  # fmt: skip
    land = {"territory_id": make_id(article, "land"), **at, "char_start": 39, "char_end": 60, "region_ids": ["UA-14"],
            "controller": "RU", "measure": "control", "status": "claimed", "figure_id": figure["figure_id"],
            "scope_crimea": "unstated", "layer": "control"}  # fmt: skip
    steps = [(outer, 0, "publisher", Source("outlet", "Hesk Gazette", None, OUTLET)), (outer, 1, "speaker", speaker)]
    steps += [(inner, 0, "relay", speaker), (inner, 1, "source", GROUP)]
    return {
        "sources": [_source(article, one) for one in (speaker, GROUP)],
        "claims": [
            _claim(article, "outer", speaker, (20, 60)),
            _claim(article, "inner", GROUP, (39, 60), parent=outer),
        ],
        "claim_chain": [
            {"claim_id": claim, "hop": hop, "role": role, "source_id": source_id_of(article, one), "spans": []}
            for claim, hop, role, one in steps
        ],
        "figures": [figure],
        "territory": [land],
        "mentions": [],
    }


def _source(article, source):
    return {
        "source_id": source_id_of(article, source),
        "kind": source.kind,
        "name": source.name,
        "description": source.description,
        "anonymity_class": source.anonymity_class,
    }


def readings(decisions=(), speakers=(TOLL, TOLL)):
    """Give what was read in both articles, and decisions that are in force."""
    read = {ONE: _article(ONE, speakers[0]), TWO: _article(TWO, speakers[1])}
    outlet = _source(ONE, Source("outlet", "Hesk Gazette", None)) | {
        "source_id": make_id("entity", OUTLET),
        "entity_id": OUTLET,
    }
    read[ONE]["sources"].append(outlet)
    read[TWO]["sources"].append(outlet)
    articles = pa.table(
        {
            "article_id": [ONE, TWO],
            "story_id": list(STORIES.values()),
            "supersedes": pa.nulls(2, pa.string()),
            "outlet_id": [OUTLET, OUTLET],
            "rights": ["open", "open"],
            "text_chars": [len(WORDS)] * 2,
        }
    )
    tables = {name: _table(name, [(one, row) for one in read for row in read[one][name]]) for name in read[ONE]}
    unquoted = partial(unquoted_in, tables.__getitem__, articles)
    part = Part(tables.__getitem__, with_currency(articles), unquoted)
    return Readings(lambda: [part], articles, tuple(decisions))


def _table(name, rows):
    columns = reading_columns(name)
    assert all(row.keys() <= set(TABLES[name].columns) for _, row in rows)
    arrays = {"read_in": pa.array([article for article, _ in rows], pa.string())}
    for column in columns:
        kind = FIELDS[column].kind
        empty = [] if kind in ("texts", "spans") else None
        arrays[column] = pa.array([row.get(column, empty) for _, row in rows], TYPES[kind])
    return pa.table(arrays)


def entities(*more):
    """Give the table of entities, as far as it is looked at."""
    return pa.table({"entity_id": [OUTLET, "UA", *more], "name": ["Hesk Gazette", "Ukraine", *more]})
