"""The list of what was asked to be taken down, `takedowns.csv`: read with every line checked, and kept for a run.

What belongs here: the list. What it takes out of the tables is told where the articles are (`pipelines/takedowns/`).
A value may be given as `sha256:HEX` over its normalised form, so that the list does not repeat what it is to hide;
`python -m pipelines takedown KIND VALUE` prints that.
"""

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dataset.curation.cells import cell, words_of
from dataset.curation.decision import DecisionError
from dataset.files import replaced
from dataset.store import Store

NAME = "takedowns.csv"
COLUMNS = ("kind", "value", "reason_code", "requested_on", "decided_by")
KINDS = ("url", "domain", "claim", "person")
REASONS = ("privacy", "safety", "legal", "publisher", "error", "other")
HASHED = "sha256:"
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_CLAIM = re.compile(r"[0-9a-f]{16}")
_LONGEST = 2_048


@dataclass(frozen=True, slots=True)
class TakeDown:
    """One request that was granted."""

    kind: str
    """url, domain, claim, person."""
    value: str
    """The address, the domain, the claim_id or the name; or `sha256:HEX` of its normalised form."""
    reason_code: str
    requested_on: date
    decided_by: str


def hashed(normalised: str) -> str:
    """Give the form of a normalised value that does not repeat it."""
    return HASHED + hashlib.sha256(normalised.encode()).hexdigest()


def load_takedowns(folder: Path) -> list[TakeDown]:
    """Give the list of a folder; none where it has no such file.

    Raises DecisionError, naming the line and never its value, at the first line that cannot be taken.
    """
    path = folder / NAME
    if not path.exists():
        return []
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, OSError, csv.Error):
        raise DecisionError(f"{NAME} cannot be read: it is no CSV in UTF-8") from None
    if not rows or tuple(rows[0]) != COLUMNS:
        raise DecisionError(f"{NAME}, line 1: the columns are {','.join(COLUMNS)}")
    return [_take_down(row, number) for number, row in enumerate(rows[1:], start=2)]


def _take_down(row: list[str], number: int) -> TakeDown:
    where = f"{NAME}, line {number}"
    if len(row) != len(COLUMNS):
        raise DecisionError(f"{where}: has {len(row)} cells and not {len(COLUMNS)}")
    kind, value, reason, requested, by = (words_of(one).strip() for one in row)
    if kind not in KINDS:
        raise DecisionError(f"{where}: the kind is none of {', '.join(KINDS)}")
    if reason not in REASONS:
        raise DecisionError(f"{where}: the reason_code is none of {', '.join(REASONS)}")
    if not value or len(value) > _LONGEST or (value.startswith(HASHED) and not _HASH.fullmatch(value)):
        raise DecisionError(f"{where}: the value is empty, too long, or no sha256: of 64 hex digits")
    if kind == "claim" and not (_CLAIM.fullmatch(value) or value.startswith(HASHED)):
        raise DecisionError(f"{where}: the value is no claim_id")
    if not by:
        raise DecisionError(f"{where}: nobody decided it")
    try:
        return TakeDown(kind, value, reason, date.fromisoformat(requested), by)
    except ValueError:
        raise DecisionError(f"{where}: requested_on is no day (YYYY-MM-DD)") from None


def keep_takedowns(store: Store, found: list[TakeDown]) -> None:
    """Keep the list as it was read: all tables of one run are made under it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow(
            [one.kind, cell(one.value), one.reason_code, one.requested_on.isoformat(), cell(one.decided_by)]
        )
    with replaced(store.root / "curation" / NAME) as path:
        path.write_text(file.getvalue(), encoding="utf-8", newline="")


def kept_takedowns(store: Store) -> list[TakeDown]:
    """Give the list as it was last read; none where none ever was."""
    return load_takedowns(store.root / "curation")


def fingerprint_of(found: list[TakeDown]) -> str:
    """Give the first 16 hex digits of a SHA-256 over a list, in whatever order; empty for an empty one."""
    lines = sorted("\t".join((one.kind, one.value, str(one.requested_on), one.decided_by)) for one in found)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()[:16] if lines else ""
