"""Numbers of which each is wanted once."""

import numpy as np
import pytest

from pipelines.copies.sequences import distinct


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(np.empty(0, np.int64), id="none"),
        pytest.param(np.array([7], np.int64), id="one"),
        pytest.param(np.array([3, 1, 3, 2, 1, 3], np.int64), id="several-times"),
        pytest.param(np.array([2**64 - 1, 0, 2**63, 2**64 - 1], np.uint64), id="without-a-sign"),
    ],
)
def test_each_number_is_given_once_ascending(values):
    before, found = values.copy(), distinct(values)
    assert found.tolist() == sorted(set(before.tolist()))
    assert found.dtype == before.dtype
    assert (values == before).all(), "what was given stays as it was"
