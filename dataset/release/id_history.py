"""The table `id_history`: every id whose row is gone while what it stood for lives on, so that none moves in silence.

It is carried from release to release and grows: one file resolves an id of any release before. `next_id` is the step
that was taken when the id moved; `new_id` is where the steps lead now, followed to their end, so that a reader looks
once. A step leads to an id that is there when it is taken, and an id that is there again has no row; so steps never
lead in a ring.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from dataset.contract.arrow import conform, empty
from dataset.contract.tables import TABLES
from dataset.release.fitted import Fitted
from dataset.release.moved_passages import moved_passages
from dataset.release.moved_sources import moved_sources
from dataset.release.moves import Move, key_of, moved_articles, moved_by_name
from dataset.release.opened import Snapshot

NAME = "id_history"
FOLLOWED = ("articles", "sources", "claims", "figures", "mentions", "territory", "entities", "regions")
"""The tables whose ids are followed: those with one id as their key. Longer keys are made of these ids; an input of
quarantine is its bytes, and other bytes are another input."""
_NAMED = {"entities": ("kind", "name"), "regions": ("name",)}
Row = dict[str, Any]


def id_history(
    before: Snapshot | None,
    after: Snapshot,
    last_version: str | None,
    texts: Mapping[str, str],
    decided: Iterable[Move] = (),
) -> pa.Table:
    """Give the rows of the table: those of the release before, brought up to date, and what moved since.

    `last_version` names the release before; `texts` has the texts of edited articles; `decided` are moves that people
    decided on (a row was merged into another), which go before what is found; those of rows that the release before
    had no more stand in what is carried.
    """
    if before is None:
        return empty(TABLES[NAME])
    ids, there = _ids(after), _ids(before)
    carried = before.tables[NAME].to_pylist() if NAME in before.tables else []
    rows = {(row["table_name"], row["old_id"]): row for row in carried if row["old_id"] not in ids[row["table_name"]]}
    gone = after.withheld.of("entities")
    rows = {key: row for key, row in rows.items() if not gone & {row["old_id"], row["next_id"]}}
    new = (move for move in decided if move.old_id in there.get(move.table_name, ()))
    for move in [*moves_between(before, after, texts), *new]:
        if move.old_id not in ids[move.table_name] and move.new_id in ids[move.table_name]:
            rows[move.table_name, move.old_id] = _row(move, last_version)
    return conform([{**row, "new_id": _newest(row, rows, ids)} for row in rows.values()], TABLES[NAME])


def _ids(moment: Snapshot) -> dict[str, set[str]]:
    return {
        name: set(moment.tables[name].column(key_of(name)).to_pylist()) for name in FOLLOWED if name in moment.tables
    }


def moves_between(before: Snapshot, after: Snapshot, texts: Mapping[str, str]) -> Iterator[Move]:
    """Give all moves from one moment to another that recorded facts tell."""
    before, after = (replace(moment, tables=Fitted(moment.tables)) for moment in (before, after))
    yield from moved_articles(before, after)
    passages = list(moved_passages(before, after, texts))
    yield from passages
    yield from moved_sources(before, after, passages)
    for name, columns in _NAMED.items():
        yield from moved_by_name(name, columns, before, after)


def _row(move: Move, last_version: str | None) -> Row:
    return {
        "table_name": move.table_name,
        "old_id": move.old_id,
        "next_id": move.new_id,
        "move_reason": move.reason,
        "last_version": last_version,
    }


def _newest(row: Row, rows: Mapping[tuple[str, str], Row], ids: Mapping[str, set[str]]) -> str | None:
    """Follow the steps from an id to one that is there; None where they end before."""
    name, now = row["table_name"], row["next_id"]
    while now not in ids[name]:
        if (name, now) not in rows:
            return None
        now = rows[name, now]["next_id"]
    return now
