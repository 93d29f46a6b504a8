"""One decision about one row, in the form in which it is written down.

What belongs here: the record, and its values as JSON and back, in the contract's types. Whether a decision may be is
for `rules.py`; whether it is in force is told where the rows are (`pipelines/curation.py`).
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dataset.contract.fields import FIELDS

Values = Mapping[str, Any]
"""Column -> value in the contract's types: str, float, int, bool, date, a list of str, or None."""
COLUMNS = ("table_name", "row_id", "said", "decision", "new", "reason", "decided_by", "decided_at")
"""The columns of `decisions.csv`."""

LARGEST_COUNT = 2**53
"""Up to which every whole number is one in JSON and in the tables."""


class DecisionError(ValueError):
    """A decision that cannot be taken, or a file of them that cannot be read: says where and why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one row."""

    table_name: str
    row_id: str
    said: Values
    """What the row said when it was decided on, within what may be quoted."""
    decision: str
    """confirm, correct, reject, merge."""
    new: Values
    """The columns that are to say something else, or for `merge` the id of the row that is kept, under its key."""
    reason: str
    decided_by: str
    decided_at: datetime

    @property
    def about(self) -> tuple[str, str, str]:
        """What is decided on: table, row, and what the row said."""
        return self.table_name, self.row_id, written(self.said)

    @property
    def outcome(self) -> tuple[str, str]:
        """What is decided of it."""
        return self.decision, written(self.new)


def written(values: Values) -> str:
    """Give values as JSON, in one form for the same values."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def values_from(words: str, what: str) -> dict[str, Any]:
    """Give the values of a JSON object by column; raises DecisionError where it is none, or a value has another type.

    `what` names the object in the error. No words at all are no values.
    """
    if not words.strip():
        return {}
    try:
        found = json.loads(words, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"{what} is no JSON object of columns: {error}") from None
    if not isinstance(found, dict):
        raise DecisionError(f"{what} is no JSON object of columns")
    return {name: _typed(name, value, what) for name, value in found.items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a column stands twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _typed(name: str, value: object, what: str) -> object:
    if name not in FIELDS:
        raise DecisionError(f"{what}: there is no column {name!r}")
    kind = FIELDS[name].kind
    if value is None:
        return None
    largest = LARGEST_COUNT if kind == "count" else sys.float_info.max
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= largest
    match kind:
        case "text" | "id" | "code" if isinstance(value, str):
            return value
        case "number" if is_number:
            return float(value)  # type: ignore[arg-type]
        case "count" if is_number and value == int(value):  # type: ignore[call-overload]
            return int(value)  # type: ignore[call-overload]
        case "flag" if isinstance(value, bool):
            return value
        case "texts" if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        case "day" if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise DecisionError(f"{what}: {name}: {value!r} is no day (YYYY-MM-DD)") from None
    raise DecisionError(f"{what}: {name} is a {kind}, and {json.dumps(value)[:40]} is none")


def moment_from(words: str) -> datetime:
    """Give a point in time from ISO 8601; raises DecisionError where it is none or names no offset from UTC."""
    try:
        moment = datetime.fromisoformat(words)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise DecisionError(f"decided_at: {words!r} is no time (2026-11-28T09:30:00+00:00)") from None
    raise DecisionError(f"decided_at: {words!r} names no offset from UTC (2026-11-28T09:30:00+00:00)")


def decision_from(row: Mapping[str, str]) -> Decision:
    """Give the decision of a line (`COLUMNS`); raises DecisionError where a value is not in its form."""
    return Decision(
        table_name=row["table_name"],
        row_id=row["row_id"],
        said=values_from(row["said"], "said"),
        decision=row["decision"],
        new=values_from(row["new"], "new"),
        reason=row["reason"].strip(),
        decided_by=row["decided_by"].strip(),
        decided_at=moment_from(row["decided_at"]),
    )


def line_of(decision: Decision) -> dict[str, str]:
    """Give a decision as a line (`COLUMNS`)."""
    return {
        "table_name": decision.table_name,
        "row_id": decision.row_id,
        "said": written(decision.said),
        "decision": decision.decision,
        "new": written(decision.new) if decision.new else "",
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.isoformat(),
    }
