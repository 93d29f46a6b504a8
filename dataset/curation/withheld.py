"""What the list of take-downs takes out of the tables, by id: found once in a run, kept in the store, used by all.

What belongs here: the record. How it is found stands in `pipelines/takedowns/`; why a row differs is told from it
(`release/causes.py`), so that no cause has to be guessed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dataset.files import replaced
from dataset.store import Store

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Table -> row id -> column -> the value that is published instead."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not published, though the store has it."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table -> ids of rows; of `sources` the article they were read in and their id, joined by a slash."""
    values: Values = field(default_factory=dict)
    fingerprint: str = ""
    """Of the list that says so."""

    def of(self, table: str) -> frozenset[str]:
        """Give the ids of the rows of a table that are not published."""
        return self.rows.get(table, frozenset())

    @property
    def articles(self) -> frozenset[str]:
        """The articles that are not published, nor anything of them."""
        return self.of("articles")


NOTHING = Withheld()


def keep_withheld(store: Store, found: Withheld) -> None:
    """Keep what is withheld."""
    rows = {name: sorted(ids) for name, ids in found.rows.items()}
    kept = {"fingerprint": found.fingerprint, "rows": rows, "values": found.values}
    with replaced(store.root / "curation" / "withheld.json") as path:
        path.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")


def kept_withheld(store: Store) -> Withheld:
    """Give what is withheld; nothing where nobody ever looked."""
    path = store.root / "curation" / "withheld.json"
    if not path.exists():
        return NOTHING
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows = {name: frozenset(ids) for name, ids in kept["rows"].items()}
    return Withheld(rows, kept["values"], kept["fingerprint"])
