"""The table `id_history`: every id whose row is gone while what it stood for lives on, so that none moves in silence.

It is carried from release to release and grows: one file resolves an id of any release before. `next_id` is the step
that was taken when the id moved; `new_id` is where the steps lead now, followed to their end, so that a reader looks
once. A step leads to an id that is there when it is taken, and an id that is there again has no row; so steps never
lead in a ring.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

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
Key = tuple[str, str]
"""A table and an id of it."""


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
    carried = before.tables[NAME].to_pylist() if NAME in before.tables else []
    decided, found = list(decided), list(moves_between(before, after, texts))
    there = _there(before, ((move.table_name, move.old_id) for move in decided))
    moves = [*found, *(move for move in decided if (move.table_name, move.old_id) in there)]
    ids = _there(after, [
        *((row["table_name"], row[name]) for row in carried for name in ("old_id", "next_id")),
        *((move.table_name, one) for move in moves for one in (move.old_id, move.new_id)),
    ])  # fmt: skip
    rows = {key: row for row in carried if (key := (row["table_name"], row["old_id"])) not in ids}
    gone = after.withheld.of("entities")
    rows = {key: row for key, row in rows.items() if not gone & {row["old_id"], row["next_id"]}}
    for move in moves:
        if (move.table_name, move.old_id) not in ids and (move.table_name, move.new_id) in ids:
            rows[move.table_name, move.old_id] = _row(move, last_version)
    return conform([{**row, "new_id": _newest(row, rows, ids)} for row in rows.values()], TABLES[NAME])


def _there(moment: Snapshot, wanted: Iterable[Key]) -> set[Key]:
    """Give those of some ids of tables that are there."""
    by_table: dict[str, set[str]] = {}
    for name, one in wanted:
        by_table.setdefault(name, set()).add(one)
    found = set[Key]()
    for name in by_table.keys() & moment.tables.keys():
        keys = moment.tables[name].column(key_of(name))
        is_wanted = pc.is_in(keys, value_set=pa.array(sorted(by_table[name]), pa.string()))
        found |= {(name, one) for one in keys.filter(is_wanted).to_pylist()}
    return found


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


def _newest(row: Row, rows: Mapping[Key, Row], ids: Container[Key]) -> str | None:
    """Follow the steps from an id to one that is there; None where they end before."""
    name, now = row["table_name"], row["next_id"]
    while (name, now) not in ids:
        if (name, now) not in rows:
            return None
        now = rows[name, now]["next_id"]
    return now
