"""Rows for review as a CSV file, one row a line, and the lines that somebody filled in as results."""

import csv
import io
from collections.abc import Iterable, Iterator

from dataset.curation.cells import cell, words_of
from dataset.curation.decision import DecisionError, written
from dataset.curation.results import Result
from dataset.curation.tasks import Task

COLUMNS = ("row", "why", "title", "context", "said", "decision", "new", "reason", "decided_by", "decided_at")
NEEDED = ("row", "said", "decision", "new", "reason")


def tasks_csv(tasks: Iterable[Task]) -> str:
    """Give tasks as CSV, with columns to fill in: decision, new, reason, and by whom and when."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in tasks:
        shown = (one.row, "; ".join(one.why), one.title or "", one.context.words, written(one.said))
        writer.writerow([*map(cell, shown), "", "", "", "", ""])
    return file.getvalue()


def results_of(text: str) -> Iterator[Result]:
    """Give the lines of a CSV file that have a decision; raises DecisionError where it is no such file."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if missing := sorted(set(NEEDED) - set(reader.fieldnames or ())):
            raise DecisionError(f"line 1: lacks the columns {', '.join(missing)}")
        for line in reader:
            cells = {name: words_of(value) for name, value in line.items() if isinstance(value, str)}
            if cells.get("decision", "").strip():
                row, said, decision, new, reason = (cells.get(name, "") for name in NEEDED)
                who, when = cells.get("decided_by", ""), cells.get("decided_at", "")
                yield Result(f"line {reader.line_num}", row, said, decision, new, reason, who, when)
    except csv.Error as error:
        raise DecisionError(f"line {reader.line_num}: is no CSV: {error}") from None
