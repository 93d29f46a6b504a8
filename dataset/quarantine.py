"""The inputs that could not be read when they were last tried: what is added to them, and what is taken out.

What belongs here: rows of the table `quarantine`, as a whole. Where they are kept is for `store.py`.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.arrow import conform
from dataset.contract.tables import TABLES

TABLE = TABLES["quarantine"]


def updated(
    before: pa.Table, rows: Iterable[Mapping[str, Any]], readable: Collection[str], begun: Collection[str]
) -> pa.Table | None:
    """Give the table with rows added, and without those whose origin is readable now; None where it stays as it is.

    All rows of files that were begun anew are taken out too: those of the file, and of what is in it (`NAME#…`). An
    input that is there already keeps its first day. Raises ContractError as `conform` does.
    """
    latest = dict[str, Mapping[str, Any]]()
    for row in rows:
        latest[row["input_id"]] = {**row, "seen_at": latest.get(row["input_id"], row)["seen_at"]}
    new, origins = conform(latest.values(), TABLE), before.column("origin")
    files = pc.list_element(pc.split_pattern(origins, "#", max_splits=1), 0)
    kept = before.filter(pc.invert(pc.or_(_is_among(origins, readable), _is_among(files, begun))))
    if not new.num_rows and kept.num_rows == before.num_rows:
        return None
    known = pc.index_in(new.column("input_id"), value_set=kept.column("input_id"))
    first = pc.coalesce(kept.column("seen_at").take(known), new.column("seen_at"))
    new = new.set_column(new.column_names.index("seen_at"), new.schema.field("seen_at"), first)
    others = kept.filter(pc.invert(pc.is_in(kept.column("input_id"), value_set=new.column("input_id"))))
    return conform(pa.concat_tables([others, new]), TABLE)


def _is_among(values: pa.ChunkedArray, given: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(values, value_set=pa.array(sorted(given), pa.string()))
