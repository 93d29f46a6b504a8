"""What was checked, what fell short, and what was held back from the release and why."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.expected import MEANINGS
from dataset.contract.tables import TABLES
from dataset.release.opened import Compared
from expectations.report.counting import Tables, counted, counted_by, has, is_of_read_language, lines_of, newest
from expectations.report.distributions import picture
from expectations.report.markup import Cell, folded, heading, paragraph, table

WITHHELD = (("claims", "content"), ("figures", "surface"), ("mentions", "surface"), ("territory", "evidence"))
"""Columns of an article's words that are null only where rights leave no room for them."""


def section(compared: Compared) -> str:
    """Show failed expectations first, then all of them by table."""
    quality = compared.tables["quality"]
    if not quality.num_rows:
        return paragraph("No check is on record.", "note")
    return "".join(_checks(quality, compared.tables))


def _checks(quality: pa.Table, tables: Tables) -> Iterator[str]:
    fell = quality.filter(pc.invert(quality.column("is_passed")))
    if fell.num_rows:
        yield heading("What fell short")
        # a page is made even where nothing explains an expectation yet
        rows = [[row["table_name"], MEANINGS.get(row["expectation"]), *_told(row)] for row in fell.to_pylist()]
        yield table(
            ("table", "what was expected", "expectation", "columns", "rows that did not meet it"),
            rows,
            marked=frozenset(range(len(rows))),
        )
    else:
        yield paragraph("Nothing fell short. DICTIONARY.md explains each expectation under Checks.")
    yield table(("table", "rows", "checks", "held"), _by_table(quality, tables), "Checks by table.")
    for name in TABLES:
        of_table = quality.filter(pc.equal(quality.column("table_name"), name)).to_pylist()
        if of_table:
            missed = sum(not row["is_passed"] for row in of_table)
            lines = [[*_told(row), "holds" if row["is_passed"] else "falls short"] for row in of_table]
            marked = frozenset(place for place, row in enumerate(of_table) if not row["is_passed"])
            body = table(("expectation", "columns", "rows that did not meet it", ""), lines, marked=marked)
            yield folded(f"{name}: {len(of_table)} checks, {missed} fell short", body, missed > 0)


def _told(row: dict[str, str | None]) -> list[Cell]:
    return [row["expectation"], row["column_name"], row["observed"]]


def _by_table(quality: pa.Table, tables: Tables) -> Iterator[list[Cell]]:
    outcomes = counted(quality, "table_name", "is_passed")
    for name in TABLES:
        if name in tables and name != "quality":
            held, fell = outcomes.get((name, "true"), 0), outcomes.get((name, "false"), 0)
            yield [name, tables[name].num_rows, held + fell, held]


def held_back(compared: Compared) -> str:
    """Show what is not in the release: inputs by reason, articles that are not read, words that rights withhold."""
    return "".join(_held_back(compared))


def _held_back(compared: Compared) -> Iterator[str]:
    tables, before = compared.tables, compared.tables_before
    yield heading("Inputs that could not be read, by reason")
    old = counted_by(before["quarantine"], "reason_code") if before is not None and has(before, "quarantine") else None
    lines = lines_of(counted_by(tables["quarantine"], "reason_code"), old)
    yield (
        picture("quarantine", "Inputs that could not be read, by reason", "inputs", lines)
        if lines
        else paragraph("None.", "note")
    )
    yield heading("Articles of which there are no further rows")
    yield table(("why", "articles"), _unread(tables["articles"]))
    yield heading("Words that the rights of an article withhold")
    yield paragraph("Their rows are there, with offsets that lead to the words in the article.", "note")
    yield table(("column", "rows", "without words", "%"), _withheld(tables))


def _unread(articles: pa.Table) -> Iterator[list[Cell]]:
    current = newest(articles)
    yield ["an older version of an article that was edited", articles.num_rows - current.num_rows]
    languages = counted_by(current.filter(pc.invert(is_of_read_language(current))), "language")
    for line in lines_of(languages, None):
        yield [f"a language that is not read: {line.value}", line.rows]


def _withheld(tables: Tables) -> Iterator[list[Cell]]:
    for name, column in WITHHELD:
        rows, without = tables[name].num_rows, tables[name].column(column).null_count
        yield [f"{name}.{column}", rows, without, 100 * without / rows if rows else 0.0]
