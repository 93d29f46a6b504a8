"""Decisions for tests: about invented rows, each well taken until a test spoils it."""

from datetime import UTC, datetime

from dataset.contract.ids import make_id
from dataset.curation.decision import Decision
from dataset.curation.reviewed import REVIEWED

WHEN = datetime(2025, 3, 1, 12, tzinfo=UTC)
SAID = {
    "claims": {
        "source_id": make_id("source"),
        "is_reported": True,
        "quote_type": "indirect",
        "modality": "asserted",
        "is_negated": False,
        "said_first_on": None,
        "said_last_on": None,
        "said_precision": "unknown",
        "said_value": None,
    },
    "sources": {
        "kind": "person",
        "name": "Mira Toll",
        "entity_id": None,
        "anonymity_class": "named",
        "stated_count": None,
        "part_of": None,
    },
    "figures": {
        **dict.fromkeys(REVIEWED["figures"].editable),
        "value_low": 12.0,
        "value_high": 12.0,
        "unit_code": "{ship}",
        "quantity_kind": "count",
        "bound": "point",
        "is_approximate": False,
        "as_of_precision": "unknown",
    },
    "territory": {
        **dict.fromkeys(REVIEWED["territory"].editable),
        "region_ids": ["UA-14"],
        "controller": "RU",
        "measure": "control",
        "status": "claimed",
        "as_of_precision": "unknown",
        "scope_crimea": "unstated",
        "layer": "control",
    },
}
"""What a row of each reviewed table says."""


def decided(table="claims", decision="confirm", row_id=None, new=None, said=None, **more):
    """Give a decision; `said` are the columns in which its row differs from those above."""
    given = {"reason": "" if decision == "confirm" else "it is so", "decided_by": "editor", "decided_at": WHEN}
    whole = {**SAID[table], **(said or {})}
    return Decision(table, row_id or make_id(table), whole, decision, new or {}, **{**given, **more})


def about(row, table, decision="confirm", new=None, **more):
    """Give a decision about a published row."""
    reviewed = REVIEWED[table]
    return decided(table, decision, row[reviewed.key], new, reviewed.told(row), **more)
