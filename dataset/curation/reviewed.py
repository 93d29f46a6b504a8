"""Which rows people review, and what a decision may change of them.

What belongs here: tables and columns. What the columns mean and may hold stands in the contract.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dataset.contract.quoting import LONGEST
from dataset.contract.tables import TABLES

OF_ARTICLE = (
    "it gives words of the article, which are nobody's to rewrite: reject the row where they are the wrong ones"
)
OF_ID = "the row's id is made of it: reject the row where it is wrong"
OF_MACHINE = "it says how the machine came to the row"
OF_JOIN = "it follows from other rows and is counted anew by itself"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One table whose rows people decide on."""

    table: str
    editable: tuple[str, ...]
    """The columns that a correction may change. What they said must still be so for a decision to be in force."""
    shown: tuple[str, ...]
    """Columns that a decision tells of beside them, for people."""
    drifting: tuple[str, ...] = ()
    """Editable columns that other articles may change any day: they count only for the decision that changes them."""
    decisions: tuple[str, ...] = ("confirm", "correct", "reject", "merge")

    @property
    def key(self) -> str:
        """The column that names the row."""
        return TABLES[self.table].key[0]

    @property
    def said(self) -> tuple[str, ...]:
        """The columns of which a decision tells what they said, in the contract's order."""
        return tuple(name for name in TABLES[self.table].columns if name in {*self.editable, *self.shown})

    def told(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give what a decision about a published row says that the row said."""
        found = {name: row[name] for name in self.said}
        return found | {name: quoted[:LONGEST] for name in self.shown if (quoted := found[name])}

    def refusal(self, column: str) -> str | None:
        """Say why a column cannot be corrected; None where it can."""
        if column in self.editable:
            return None
        if column == self.key:
            return OF_ID
        if column not in TABLES[self.table].columns:
            return f"{self.table} has no such column"
        return _REFUSALS.get(column, OF_ARTICLE)


_REFUSALS: Mapping[str, str] = {
    **dict.fromkeys(("article_id", "content_spans", "cue_spans", "source_spans", "content_sha256"), OF_ID),
    **dict.fromkeys(("char_start", "char_end"), OF_ID),
    **dict.fromkeys(("confidence", "rule_code", "extractor", "review_status", "as_of_basis", "topics"), OF_MACHINE),
    **dict.fromkeys(("claims_count", "statement_id", "independent_count", "parent_claim_id"), OF_JOIN),
    **dict.fromkeys(("claim_id", "figure_id"), OF_JOIN),
    **dict.fromkeys(("si_low", "si_high", "si_unit"), "it is computed from the value and its unit"),
}
_AS_OF = ("as_of_first_on", "as_of_last_on", "as_of_precision", "as_of_value")

REVIEWED: Mapping[str, Reviewed] = {
    one.table: one
    for one in (
        Reviewed(
            "claims",
            (
                "source_id",
                "is_reported",
                "quote_type",
                "modality",
                "is_negated",
                "said_first_on",
                "said_last_on",
                "said_precision",
                "said_value",
            ),
            ("content", "rule_code"),
        ),
        Reviewed(
            "sources",
            ("kind", "name", "entity_id", "anonymity_class", "stated_count", "part_of"),
            ("description",),
            drifting=("stated_count", "part_of"),
            decisions=("confirm", "correct", "merge"),
        ),
        Reviewed(
            "figures",
            (
                "value_low",
                "value_high",
                "unit_code",
                "unit_name",
                "quantity_kind",
                "bound",
                "is_approximate",
                "per_unit",
                "share_of_entity_id",
                *_AS_OF,
            ),
            ("surface",),
            decisions=("confirm", "correct", "reject"),
        ),
        Reviewed(
            "territory",
            (
                "region_ids",
                "controller",
                "measure",
                "status",
                "share_low_pct",
                "share_high_pct",
                "area_low_km2",
                "area_high_km2",
                *_AS_OF,
                "scope_crimea",
                "layer",
            ),
            ("evidence", "region_text", "extent_text"),
            decisions=("confirm", "correct", "reject"),
        ),
    )
}
"""The reviewed tables by name."""
