"""One invented article with one row of each table that quotes it, all as they should be."""

import hashlib
from datetime import UTC, date, datetime

import pyarrow as pa

from dataset.contract.arrow import TYPES, schema
from dataset.contract.fields import FIELDS
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES

TEXT = "Mira Toll said on 1 January 2025 that 40 per cent of Haven was flooded."
ARTICLE, CLAIM, SOURCE = make_id("article"), make_id("claim"), make_id("source")
FIGURE, MENTION, LAND = make_id("figure"), make_id("mention"), make_id("land")
NOBODY = "0" * 16
CONTENT = (TEXT.index("40"), len(TEXT) - 1)


def at(words):
    """Give where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def span(words):
    start, end = at(words)
    return {"article_id": ARTICLE, "char_start": start, "char_end": end}


AS_OF = {
    "as_of_first_on": date(2025, 1, 1),
    "as_of_last_on": date(2025, 1, 1),
    "as_of_precision": "day",
    "as_of_basis": "clause",
}
GOOD = {
    "articles": {
        "article_id": ARTICLE,
        "work_id": make_id("work"),
        "outlet_id": "gl:ledger",
        "url": "https://ledger.example/1",
        "title": "Haven",
        "published_at": datetime(2025, 1, 2, tzinfo=UTC),
        "published_precision": "day",
        "published_basis": "text",
        "retrieved_at": datetime(2025, 1, 3, tzinfo=UTC),
        "language": "en",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "normaliser": "text/1",
        "text_chars": len(TEXT),
        "story_id": make_id("story"),
        "rights": "open",
    },
    "sources": {
        "source_id": SOURCE,
        "kind": "person",
        "name": "Mira Toll",
        "anonymity_class": "named",
        "claims_count": 1,
        "review_status": "machine",
    },
    "claims": {
        "claim_id": CLAIM,
        "article_id": ARTICLE,
        "source_id": SOURCE,
        "statement_id": make_id("statement"),
        "independent_count": 1,
        "is_reported": True,
        "content": TEXT[slice(*CONTENT)],
        "content_sha256": hashlib.sha256(TEXT[slice(*CONTENT)].encode()).hexdigest(),
        "content_spans": [list(CONTENT)],
        "cue": "said",
        "cue_spans": [list(at("said"))],
        "source_text": "Mira Toll",
        "source_spans": [list(at("Mira Toll"))],
        "quote_type": "indirect",
        "modality": "asserted",
        "is_negated": False,
        "said_first_on": date(2025, 1, 1),
        "said_last_on": date(2025, 1, 1),
        "said_precision": "day",
        "topics": [],
        "confidence": 0.9,
        "rule_code": "source-cue-content",
        "extractor": "groundline/0.1.0",
        "review_status": "machine",
    },
    "claim_chain": {"claim_id": CLAIM, "hop": 0, "role": "speaker", "source_id": SOURCE, "spans": []},
    "figures": {
        "figure_id": FIGURE,
        **span("40 per cent"),
        "claim_id": CLAIM,
        "surface": "40 per cent",
        "value_low": 40.0,
        "value_high": 40.0,
        "unit_code": "%",
        "quantity_kind": "share",
        "bound": "point",
        "is_approximate": False,
        "share_of": "of Haven",
        "share_of_entity_id": "gl:haven",
        **AS_OF,
        "review_status": "machine",
    },
    "mentions": {
        "mention_id": MENTION,
        **span("Haven"),
        "surface": "Haven",
        "entity_id": "gl:haven",
        "kind": "place",
        "is_metonym": False,
    },
    "entities": {"entity_id": "gl:haven", "kind": "place", "name": "Haven"},
    "territory": {
        "territory_id": LAND,
        **span("40 per cent of Haven"),
        "claim_id": CLAIM,
        "evidence": "40 per cent of Haven",
        "region_ids": ["gl:haven"],
        "controller": "contested",
        "measure": "control",
        "status": "claimed",
        "share_low_pct": 40.0,
        "share_high_pct": 40.0,
        "figure_id": FIGURE,
        **AS_OF,
        "scope_crimea": "unstated",
        "layer": "control",
        "review_status": "machine",
    },
    "territory_checks": {
        "territory_id": LAND,
        "against": "complement",
        "against_id": "gl:haven",
        "verdict": "consistent",
        "reason": "it adds up",
    },
    "id_history": {
        "table_name": "claims",
        "old_id": NOBODY,
        "next_id": CLAIM,
        "new_id": CLAIM,
        "move_reason": "reread",
        "last_version": "2025.01.02",
    },
}
"""One row of each table; columns that are not named are null, or an empty list."""


def table_of(name, *rows):
    """Give rows as a table with the contract's columns; nothing of the contract but their types is held to."""
    wanted = schema(TABLES[name])
    columns = {
        column: [row.get(column, [] if FIELDS[column].kind in ("texts", "spans") else None) for row in rows]
        for column in TABLES[name].columns
    }
    assert all(row.keys() <= columns.keys() for row in rows), name
    return pa.table([pa.array(columns[field.name], TYPES[FIELDS[field.name].kind]) for field in wanted], wanted.names)


def others():
    """Give all tables as they should be."""
    found = {name: table_of(name, row) for name, row in GOOD.items()}
    outlet = {"entity_id": "gl:ledger", "kind": "outlet", "name": "Ledger"}
    return {**found, "entities": table_of("entities", GOOD["entities"], outlet)}
