"""Texts for readers that follow from the contract: the data dictionary, and what other texts take from there.

What belongs here: the forms of these texts. Columns, words and what is known of them stand in the modules beside.
"""

from collections.abc import Iterator

from dataset.contract import expected, flat
from dataset.contract.arrow import TYPES, required_in
from dataset.contract.fields import FIELDS
from dataset.contract.known import known_of
from dataset.contract.model import Field, Table
from dataset.contract.tables import TABLES
from dataset.contract.words import Words

HEAD = """# Data dictionary

Every table of a release and every column of it: what it means, in what it is known to be weak, and what was measured
of it. Made from `dataset/contract` by `python -m dataset docs`; change it there. Offsets count Unicode code points,
half-open; a list is never null; times are UTC. Measured figures are F1 in per cent unless they say otherwise; METHOD.md
has them all, with the sets. Words that a column may have are explained under Words, checks under Checks.
"""

CHECKS = (
    "Every release was held against these before it was made; one that falls short stops it. The table `quality` has a "
    "row for each, with the column that it is about."
)
MANY = 16
"""Words of a list beyond which a column's row does not repeat them."""


def dictionary() -> str:
    """Give DICTIONARY.md: one section a table, one row a column, the flat file's columns, all words, all checks."""
    sections = (_section(table) for table in TABLES.values())
    return "\n".join([HEAD, *sections, _flat_section(), _words_section(), _checks_section()])


def tables_list() -> str:
    """Give the README's list of tables, in Markdown."""
    lines = ["| table | one row is | key |", "| --- | --- | --- |"]
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        lines.append(f"| `{table.name}` | {table.meaning} | {key} |")
    return "\n".join(lines)


def with_block(text: str, name: str, block: str) -> str:
    """Give a text with what stands between its two marks of that name made anew; raises ValueError without them."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, mark, rest = text.partition(begin)
    _, last, after = rest.partition(end)
    if not (mark and last):
        raise ValueError(f"the text lacks the marks {begin} and {end}")
    return f"{before}{begin}\n{block}\n{end}{after}"


def _section(table: Table) -> str:
    required = required_in(table)
    head = ["| column | type | meaning | how good it is |", "| --- | --- | --- | --- |"]
    lines = [f"## {table.name}", "", table.meaning, "", *head]
    lines += [_row(FIELDS[name], table, name in required) for name in table.columns]
    return "\n".join([*lines, ""])


def _flat_section() -> str:
    lines = [f"## {flat.NAME}.csv", "", flat.HEAD, "", "| column | type | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in flat.COLUMNS]
    return "\n".join([*lines, ""])


def _words_section() -> str:
    lines = ["## Words", "", "What the words mean that a column may have."]
    for names, words in _lists():
        lines += ["", f"**{', '.join(f'`{name}`' for name in names)}**", ""]
        lines += [f"- `{word}`: {meaning}" for word, meaning in words.items()]
    return "\n".join([*lines, ""])


def _lists() -> Iterator[tuple[list[str], Words]]:
    """Give each list of words once, with the columns that have it."""
    names: dict[int, list[str]] = {}
    lists = {name: field.allowed or field.words for name, field in FIELDS.items() if field.allowed or field.words}
    for name, words in lists.items():
        names.setdefault(id(words), []).append(name)
    for columns in names.values():
        if columns != ["expectation"]:
            yield columns, lists[columns[0]]


def _checks_section() -> str:
    head = ["| expectation | held on | what it means |", "| --- | --- | --- |"]
    lines = ["## Checks", "", CHECKS, "", *head]
    for name, meaning in expected.MEANINGS.items():
        tables = ", ".join(f"`{table}`" for table in sorted(expected.HELD_ON[name])) or "every table with such a column"
        lines.append(f"| `{name}` | {tables} | {meaning} |")
    return "\n".join([*lines, ""])


def _row(field: Field, table: Table, is_required: bool) -> str:
    notes = [field.meaning]
    if field.unit:
        notes.append(f"Unit: {field.unit}.")
    if field.allowed:
        notes.append("One of: " + ", ".join(field.allowed) + "." if len(field.allowed) <= MANY else "One of its Words.")
    if field.low is not None or field.high is not None:
        notes.append(f"Range: {_bound(field.low)} to {_bound(field.high)}.")
    if target := table.points_to.get(field.name):
        notes.append(f"Points to `{target}`.")
    if field.name in table.key:
        notes.append("Part of the key." if len(table.key) > 1 else "Key.")
    if not is_required:
        notes.append("May be null.")
    cells = (f"`{field.name}`", str(TYPES[field.kind]), " ".join(notes), known_of(table.name, field.name))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"
