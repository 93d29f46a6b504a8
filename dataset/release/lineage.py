"""What the rows of a release were made by: code, reference data, curation and contract, each as a fingerprint.

Two releases whose lineage is the same differ by their articles only; `causes.py` reads it that way.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from dataset.contract.fields import FIELDS
from dataset.contract.model import Field
from dataset.contract.tables import TABLES
from dataset.fingerprint import fingerprint

_DATASET = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Lineage:
    """What made the rows, beside the articles."""

    extractor: str
    """Name and version of the extractor, for people."""
    code: str
    """Fingerprint of the code and tables that make rows."""
    reference: str
    """Fingerprint of `dataset/reference`."""
    curation: str
    """Fingerprint of what people decided, as far as it is in force."""
    contract: str
    """Fingerprint of the contract's fields and tables."""
    take_downs: str = ""
    """Fingerprint of the list of take-downs; empty for an empty one, and in releases of before there was one."""


def lineage_of(extractor: str, code: str, curation: str, take_downs: str) -> Lineage:
    """Give the lineage of rows made now by that extractor; its code, decisions and list have these fingerprints."""
    return Lineage(
        extractor=extractor,
        code=code,
        reference=fingerprint(_DATASET / "reference"),
        curation=curation,
        contract=contract_fingerprint(),
        take_downs=take_downs,
    )


def contract_fingerprint() -> str:
    """Give the first 16 hex digits of a SHA-256 over the contract, without explanations of words."""
    contract = [
        [_promised(field) for field in FIELDS.values()],
        [dataclasses.asdict(table) for table in TABLES.values()],
    ]
    return hashlib.sha256(json.dumps(contract, ensure_ascii=False).encode()).hexdigest()[:16]


def _promised(field: Field) -> dict[str, object]:
    """Give what a field promises; how its words are explained is no part of it."""
    values = dataclasses.asdict(field)
    del values["words"]
    return {**values, "allowed": list(field.allowed)}
