"""Texts for readers that follow from the contract: the data dictionary, and the README's list of tables."""

from dataset.contract import flat
from dataset.contract.arrow import TYPES, required_in
from dataset.contract.fields import FIELDS
from dataset.contract.model import Field, Table
from dataset.contract.tables import TABLES

HEAD = """# Data dictionary

Every table of a release and every column of it. Made from `dataset/contract` by `python -m dataset docs`; change it
there. Offsets count Unicode code points, half-open; a list is never null; times are UTC.
"""
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def dictionary() -> str:
    """Give DICTIONARY.md: one section a table, one row a column, and the flat file's columns."""
    return "\n".join([HEAD, *(_section(table) for table in TABLES.values()), _flat_section()])


def tables_list() -> str:
    """Give the README's list of tables, in Markdown."""
    lines = ["| table | one row is | key |", "| --- | --- | --- |"]
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        lines.append(f"| `{table.name}` | {table.meaning} | {key} |")
    return "\n".join(lines)


def with_tables_list(readme: str) -> str:
    """Give a README with the list of tables between its two marks made anew; raises ValueError without the marks."""
    before, mark, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"README.md lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{tables_list()}\n{END}{after}"


def _section(table: Table) -> str:
    required = required_in(table)
    lines = [f"## {table.name}", "", table.meaning, "", "| column | type | meaning |", "| --- | --- | --- |"]
    lines += [_row(FIELDS[name], table, name in required) for name in table.columns]
    return "\n".join([*lines, ""])


def _flat_section() -> str:
    lines = [f"## {flat.NAME}.csv", "", flat.HEAD, "", "| column | type | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in flat.COLUMNS]
    return "\n".join([*lines, ""])


def _row(field: Field, table: Table, is_required: bool) -> str:
    notes = [field.meaning]
    if field.unit:
        notes.append(f"Unit: {field.unit}.")
    if field.allowed:
        notes.append("One of: " + ", ".join(field.allowed) + ".")
    if field.low is not None or field.high is not None:
        notes.append(f"Range: {_bound(field.low)} to {_bound(field.high)}.")
    if target := table.points_to.get(field.name):
        notes.append(f"Points to `{target}`.")
    if field.name in table.key:
        notes.append("Part of the key." if len(table.key) > 1 else "Key.")
    if not is_required:
        notes.append("May be null.")
    return f"| `{field.name}` | {TYPES[field.kind]} | {' '.join(notes).replace('|', '/')} |"


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"
