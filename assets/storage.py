"""Tables between assets: working tables of the store, in the contract's form, with a preview for people."""

import dagster as dg
import pyarrow as pa

from assets.places import Folders
from assets.tables import Fresh, Kept
from dataset.contract.arrow import read
from dataset.contract.model import Table
from dataset.contract.tables import TABLES
from dataset.files import replaced
from dataset.made import Made, keep_made, table_sha256
from dataset.memory import Room, give_back
from dataset.ordered import write_ordered
from dataset.store import Store

PREVIEW_ROWS = 5
PREVIEW_CHARS = 60


class TableStorage(dg.ConfigurableIOManager):
    """Keeps each table as one Parquet file of the store; refuses rows that are not in the contract's form."""

    folders: dg.ResourceDependency[Folders]

    def handle_output(self, context: dg.OutputContext, obj: Fresh | Kept) -> None:
        """Bring the rows into the contract's form and put the file in its place in one step, unless it is there."""
        table, store = TABLES[context.asset_key.path[-1]], self.folders.kept()
        room = self.folders.room(table.name)
        done = obj.made if isinstance(obj, Kept) else _written(obj, table, store, room)
        is_kept = isinstance(obj, Kept)
        context.add_output_metadata(
            {"dagster/row_count": done.rows, "preview": dg.MetadataValue.md(done.preview), "is_kept": is_kept}
        )
        context.log.info(f"{table.name}: {done.rows:,} rows{', which nothing has changed' if is_kept else ''}")

    def load_input(self, context: dg.InputContext) -> pa.Table:
        """Give a table as it was last written."""
        table = TABLES[context.asset_key.path[-1]]
        return read(self.folders.kept().table_path(table.name), table)


def _written(fresh: Fresh, table: Table, store: Store, room: Room) -> Made:
    rows = fresh.let_go()
    blocks = iter([rows]) if isinstance(rows, pa.Table | list) else rows
    with replaced(store.table_path(table.name)) as path:
        found = write_ordered(blocks, path, table, room, PREVIEW_ROWS)
    origin, file = fresh.origin, table_sha256(store, table.name)
    done = Made(origin, file, found.content_sha256, found.rows, preview(found.first))
    keep_made(store, table.name, done)
    give_back()
    return done


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
