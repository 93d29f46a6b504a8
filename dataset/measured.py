"""Measured series of control that a maintainer supplies: the form of their points, and where the store keeps them.

The points themselves are never released: their licences differ. How files become points stands in
`pipelines/ingest/series/`, what is done with them in `pipelines/reconcile/measured.py`.
"""

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.files import replaced
from dataset.store import Store

MEASURED = pa.schema(
    [
        pa.field("series", pa.string(), nullable=False),
        pa.field("region_id", pa.string(), nullable=False),
        pa.field("on_day", pa.date32(), nullable=False),
        pa.field("controller", pa.string(), nullable=False),
        pa.field("area_km2", pa.float64(), nullable=False),
        pa.field("whole_km2", pa.float64()),
        pa.field("layer", pa.string(), nullable=False),
        pa.field("scope_crimea", pa.string(), nullable=False),
        pa.field("scope_before_2022", pa.string(), nullable=False),
        pa.field("scope_russia", pa.string(), nullable=False),
    ]
)
"""One region on one day: the area that a series says one side holds, of the whole that it measures with.

The three scopes say whether Crimea, what was held before 24 February 2022, and land in Russia count in it: included,
excluded, or unstated.
"""


def keep_measured(store: Store, points: pa.Table) -> None:
    """Put the points of all series into the store, in place of those that were there."""
    with replaced(store.table_path("measured_series")) as path:
        pq.write_table(points.cast(MEASURED), path, compression="zstd")


def kept_measured(store: Store) -> pa.Table:
    """Give the points of all series as they were last kept; none where none ever were."""
    path = store.table_path("measured_series")
    return pq.read_table(path, schema=MEASURED) if path.exists() else MEASURED.empty_table()
