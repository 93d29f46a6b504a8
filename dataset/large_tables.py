"""What is done with rows of tables of any size, whatever they mean: DuckDB is met here and nowhere else.

It is imported where it is needed, since that takes a while.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Digests = NDArray[np.uint64]


def digests(rows: pa.Table) -> Digests:
    """Give a number of 64 bits for each row: the same for the same values in the same columns.

    Other versions of DuckDB may give others.
    """
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.sql("SELECT hash(given) AS digest FROM rows AS given").fetchnumpy()["digest"]
