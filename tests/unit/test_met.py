"""Digests of rows that met every expectation, as they are kept beside a working table."""

import numpy as np
import pytest

from dataset.quality import keep_met, kept_met
from dataset.store import Store


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    keep_met(made, "claims", "a-basis", np.array([7, 2**64 - 1, 3], np.uint64))
    return made


def test_they_come_back_in_order(store):
    assert kept_met(store, "claims", "a-basis").tolist() == [3, 7, 2**64 - 1]


def test_on_another_basis_none_are_known(store):
    assert kept_met(store, "claims", "another-basis") is None
    assert kept_met(store, "figures", "a-basis") is None


@pytest.mark.parametrize("left", [pytest.param(0, id="empty"), pytest.param(100, id="cut")])
def test_of_a_damaged_file_none_are_known(store, left):
    (path,) = (store.root / "checks").glob("*.met.parquet")
    path.write_bytes(path.read_bytes()[:left])
    assert kept_met(store, "claims", "a-basis") is None
