"""Rows of any table, made of examples."""

from datetime import UTC, date, datetime
from typing import Any

from dataset.contract.arrow import required_in
from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES

EXAMPLES: dict[str, Any] = {
    "text": "words", "id": "0" * 16, "code": "a", "number": 1.5, "count": 3, "flag": True, "day": date(2024, 11, 20),
    "moment": datetime(2024, 11, 20, tzinfo=UTC), "texts": ["a"], "spans": [[0, 1]],
}  # fmt: skip


def row(name: str, **values: Any) -> dict[str, Any]:
    """A row of a table with an example in each column that is required, else null."""
    required = required_in(TABLES[name])
    columns = TABLES[name].columns
    return {column: EXAMPLES[FIELDS[column].kind] if column in required else None for column in columns} | values
