"""Rejections on their way into the table `quarantine`: of a file of many the first ones, and a row for the rest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dataset.contract.ids import make_id
from pipelines.ingest.ingested import Rejected

ROWS_OF_A_FILE = 1_000
"""Rejections of one file that are rows of their own: who mends a file needs some, and the table must stay small."""


class Rejections:
    """What waits to be written, and how much was rejected in each file of many articles."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.counts: dict[str, Counter[str]] = {}
        """By file, how often each reason was given."""
        self.begun: set[str] = set()
        """Files that are read from their beginning: what was told of them before no longer holds."""
        self._rows: list[dict[str, Any]] = []
        self._changed: set[str] = set()

    def begin(self, name: str) -> None:
        """Begin a file from its beginning."""
        self.begun.add(name)
        self.go_on(name, {})

    def go_on(self, name: str, counts: Mapping[str, int]) -> None:
        """Go on with a file of which so much was rejected before."""
        self.counts[name] = Counter(counts)

    def add(self, item: Rejected) -> None:
        """Take a rejection."""
        if item.part_of is not None:
            counts = self.counts[item.part_of]
            counts[item.reason_code] += 1
            self._changed.add(item.part_of)
            if counts.total() > ROWS_OF_A_FILE:
                return
        row = {**asdict(item), "seen_at": self.now}
        del row["part_of"]
        self._rows.append(row)

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows that wait, and for each file with too many the row that stands for the rest."""
        return self._rows + [self._rest(name) for name in sorted(self._changed) if self._is_over(name)]

    def written(self) -> None:
        """Forget what has been written."""
        self._rows, self._changed, self.begun = [], set(), set()

    def _is_over(self, name: str) -> bool:
        return self.counts[name].total() > ROWS_OF_A_FILE

    def _rest(self, name: str) -> dict[str, Any]:
        counts = self.counts[name]
        reasons = ", ".join(f"{count:,} {code}" for code, count in sorted(counts.items()))
        return {
            "input_id": make_id(name, "rest"),
            "origin": name,
            "reason_code": max(sorted(counts), key=lambda code: counts[code]),
            "reason": f"{counts.total():,} of it could not be read, of which {ROWS_OF_A_FILE:,} have a row: {reasons}",
            "bytes": None,
            "sha256": None,
            "seen_at": self.now,
        }
