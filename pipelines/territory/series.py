"""What was claimed of a region day by day."""

import pyarrow as pa

from pipelines.rows import Row


def series_rows(territory: pa.Table, claims: pa.Table, regions: pa.Table) -> list[Row]:
    """Give the rows of `control_series`."""
    return []
