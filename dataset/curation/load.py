"""The file of decisions of one collection, `decisions.csv`: read with every line checked, and added to in one step.

A later line about a row goes before an earlier one when the row said something else by then. Two lines about the same
row that said the same contradict each other, or one is not needed: both are errors.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from dataset.curation.cells import cell, words_of
from dataset.curation.decision import COLUMNS, Decision, DecisionError, decision_from, line_of
from dataset.curation.reviewed import REVIEWED
from dataset.curation.rules import check
from dataset.files import replaced

NAME = "decisions.csv"
LONGEST_CELL = 100_000
"""Letters; a longer cell is no decision."""


def load(folder: Path) -> list[Decision]:
    """Give the decisions of a folder, in their order; none where it has no file of them.

    Raises DecisionError, naming file and line, at the first line that cannot be taken.
    """
    path = folder / NAME
    if not path.exists():
        return []
    try:
        return read(path.read_text(encoding="utf-8-sig"), NAME)
    except (UnicodeDecodeError, OSError) as error:
        raise DecisionError(f"{NAME} cannot be read: {error}") from None


def read(text: str, name: str) -> list[Decision]:
    """Give the decisions of a file's text; raises DecisionError as `load` does."""
    found: dict[tuple[str, str, str], tuple[int, Decision]] = {}
    for number, row in _lines(text, name):
        try:
            decision = decision_from(row)
            check(decision)
        except DecisionError as error:
            raise DecisionError(f"{name}, line {number}: {error}") from None
        if (known := found.get(decision.about)) is not None:
            raise DecisionError(f"{name}, line {number}: {conflict(known[1], decision)} (line {known[0]})")
        found[decision.about] = number, decision
    decisions = [decision for _, decision in found.values()]
    check_merges(decisions, name)
    return decisions


def _lines(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give number and cells of each line; a line's number is that of its last, where a cell has line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        if tuple(head) != COLUMNS:
            raise DecisionError(f"{name}, line 1: the columns are {','.join(COLUMNS)}")
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise DecisionError(f"{name}, line {reader.line_num}: has {len(cells)} cells and not {len(COLUMNS)}")
            if any(len(one) > LONGEST_CELL for one in cells):
                raise DecisionError(f"{name}, line {reader.line_num}: a cell is too long for a decision")
            yield reader.line_num, dict(zip(COLUMNS, map(words_of, cells), strict=True))
    except csv.Error as error:
        raise DecisionError(f"{name}, line {reader.line_num}: is no CSV: {error}") from None


def conflict(known: Decision, other: Decision) -> str:
    """Say in words what is wrong with a second decision about a row that said the same."""
    if known.outcome == other.outcome:
        return f"{other.table_name} {other.row_id} is decided on already, and in the same way"
    return (
        f"{other.table_name} {other.row_id} is decided on otherwise already: {known.decision} by {known.decided_by}, "
        f"and now {other.decision} by {other.decided_by}; agree on one"
    )


def latest(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Give the last decision about each row, by table and id."""
    return {(one.table_name, one.row_id): one for one in decisions}


def check_merges(decisions: Iterable[Decision], name: str) -> None:
    """Raise DecisionError where rows are merged in a circle, or into one that is rejected."""
    last = latest(decisions)
    for (table, row_id), decision in last.items():
        seen, kept = {row_id}, decision
        while kept.decision == "merge":
            target = kept.new[REVIEWED[table].key]
            if target in seen:
                raise DecisionError(f"{name}: {table} {row_id} is merged into itself by way of {target}")
            seen.add(target)
            if (table, target) not in last:
                break
            kept = last[table, target]
        if kept.decision == "reject" and kept is not decision:
            raise DecisionError(f"{name}: {table} {row_id} is merged into {kept.row_id}, which is rejected")


def add(folder: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Add decisions to a folder's file in one step, and give those that it did not have.

    Raises DecisionError, and changes nothing, where one cannot be taken or contradicts one that is there.
    """
    known = load(folder)
    by_row = {one.about: one for one in known}
    new: list[Decision] = []
    for decision in decisions:
        check(decision)
        before = by_row.setdefault(decision.about, decision)
        if before is decision:
            new.append(decision)
        elif before.outcome != decision.outcome:
            raise DecisionError(conflict(before, decision))
    if new:
        text = text_of([*known, *new])
        read(text, NAME)
        folder.mkdir(parents=True, exist_ok=True)
        with replaced(folder / NAME) as path:
            path.write_text(text, encoding="utf-8", newline="")
    return new


def text_of(decisions: Iterable[Decision]) -> str:
    """Give the text of a file of decisions."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in line_of(decision).values()] for decision in decisions)
    return file.getvalue()
