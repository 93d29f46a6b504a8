"""Tables between assets: working tables of the store, in the contract's form, with a preview for people."""

from typing import Any

import dagster as dg
import pyarrow as pa

from assets.places import Folders
from dataset.contract.arrow import conform, read, write
from dataset.contract.tables import TABLES
from dataset.store import replaced

PREVIEW_ROWS = 5
PREVIEW_CHARS = 60


class TableStorage(dg.ConfigurableIOManager):
    """Keeps each table as one Parquet file of the store; refuses rows that are not in the contract's form."""

    folders: dg.ResourceDependency[Folders]

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:  # noqa: ANN401 - Dagster's signature
        """Bring the rows into the contract's form and put the file in its place in one step."""
        table = TABLES[context.asset_key.path[-1]]
        rows = conform(obj, table)
        with replaced(self.folders.kept().table_path(table.name)) as path:
            write(rows, path, table)
        context.add_output_metadata({"dagster/row_count": rows.num_rows, "preview": dg.MetadataValue.md(preview(rows))})
        context.log.info(f"{table.name}: {rows.num_rows:,} rows")

    def load_input(self, context: dg.InputContext) -> pa.Table:
        """Give a table as it was last written."""
        table = TABLES[context.asset_key.path[-1]]
        return read(self.folders.kept().table_path(table.name), table)


def preview(rows: pa.Table) -> str:
    """Give the first rows as a Markdown table; what is quoted in them is within the articles' rights already."""
    names = rows.column_names
    lines = [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]
    for row in rows.slice(0, PREVIEW_ROWS).to_pylist():
        lines.append(f"| {' | '.join(_cell(row[name]) for name in names)} |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    """Give a value on one line, with nothing in it that Markdown or HTML would read as theirs."""
    words = "" if value is None else " ".join(str(value).split())
    words = words if len(words) <= PREVIEW_CHARS else words[: PREVIEW_CHARS - 1] + "…"
    for mark, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("[", "&#91;"), ("`", "&#96;")):
        words = words.replace(mark, safe)
    return words
