"""Does it add up: statements about land against official areas and against each other."""

import pyarrow as pa

from pipelines.rows import Row


def check_rows(territory: pa.Table, figures: pa.Table, regions: pa.Table) -> list[Row]:
    """Give the rows of `territory_checks`."""
    return []
