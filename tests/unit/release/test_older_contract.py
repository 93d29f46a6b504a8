"""A release before that was made under an older contract: whatever it lacks, what changed and moved is still told."""

from dataclasses import replace

import pytest

from dataset.contract.tables import TABLES
from dataset.release.changes import changes_between
from dataset.release.differences import COMPARED, row_ids
from dataset.release.id_history import id_history
from dataset.release.opened import Snapshot

ALWAYS_THERE = ("char_start", "char_end", "content_spans")
"""Columns that the contract has had from its first version: without them nothing is known of a row."""
LACKING = [
    pytest.param(name, column, id=f"{name}.{column}")
    for name in COMPARED
    for column in TABLES[name].columns
    if column not in (*TABLES[name].key, *ALWAYS_THERE)
]


def older(snapshot, name, column):
    """Give the moment as a contract without a column has it; without the whole table for None."""
    tables = {other: rows for other, rows in snapshot.tables.items() if other != name}
    if column:
        tables[name] = snapshot.tables[name].drop_columns([column])
    return Snapshot(tables, replace(snapshot.lineage, contract="older"))


@pytest.mark.parametrize(("name", "column"), LACKING)
def test_a_column_more_is_the_contracts_doing_and_moves_nothing(collection, name, column):
    now = collection.snapshot
    before = older(now, name, column)
    rows = changes_between(before, now).to_pylist()
    assert {(row["table_name"], row["change"], row["cause"]) for row in rows} <= {(name, "modified", "contract")}
    assert id_history(before, now, "2026.01.02", collection.texts, []).num_rows == 0


@pytest.mark.parametrize("name", COMPARED)
def test_a_table_more_is_the_contracts_doing(collection, name):
    now = collection.snapshot
    rows = changes_between(older(now, name, None), now).to_pylist()
    added = {row["row_id"] for row in rows if row["table_name"] == name}
    assert added == set(row_ids(now.tables[name], TABLES[name]).to_pylist())
    if name != "articles":  # without articles nothing is known to be old
        assert {row["cause"] for row in rows} <= {"contract"}


@pytest.mark.parametrize(("name", "column"), LACKING)
def test_edits_are_told_beside_it(collection, told, name, column):
    edited = replace(collection, articles=(told("one", number=13), *collection.articles[1:]))
    before, now = older(collection.snapshot, name, column), edited.snapshot
    rows = changes_between(before, now).to_pylist()
    for table in COMPARED:
        ids = [set(row_ids(side.tables[table], TABLES[table]).to_pylist()) for side in (before, now)]
        found = {change: {row["row_id"] for row in rows if (row["table_name"], row["change"]) == (table, change)}
                 for change in ("added", "removed")}  # fmt: skip
        assert found == {"added": ids[1] - ids[0], "removed": ids[0] - ids[1]}
    id_history(before, now, "2026.01.02", {**collection.texts, **edited.texts}, [])
