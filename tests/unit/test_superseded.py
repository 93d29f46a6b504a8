"""What older code left in the store goes when all is read anew, but for the work of the code before."""

import os

import pytest

from dataset.store import Store
from dataset.superseded import KINDS, forget_older


@pytest.fixture
def store(tmp_path):
    """A store in which four extractors have worked, one after the other."""
    for kind in KINDS:
        for number, name in enumerate(("first", "second", "third", "fourth")):
            folder = tmp_path / kind / name
            folder.mkdir(parents=True)
            (folder / "000001.parquet").write_bytes(b"rows")
            os.utime(folder, (number, number))
    return Store(tmp_path)


def there(store, kind):
    return {path.name for path in (store.root / kind).iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_present_one_and_the_one_before_stay(store, kind):
    forget_older(store, ("fourth",))
    assert there(store, kind) == {"third", "fourth"}
    assert forget_older(store, ("fourth",)) == []


def test_who_goes_back_loses_nothing_of_the_present(store):
    forget_older(store, ("first",))
    assert there(store, "readings") == {"first", "fourth"}


def test_all_that_is_in_use_stays(store):
    (store.root / "unquoted" / "fourth-rights").mkdir()
    forget_older(store, ("fourth", "fourth-rights"))
    assert there(store, "unquoted") == {"third", "fourth", "fourth-rights"}


def test_a_removal_that_was_cut_short_is_ended(store, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", _killed)
        with pytest.raises(KeyboardInterrupt):
            forget_older(store, ("fourth",))
    assert {"third", "fourth"} <= there(store, "readings")
    forget_older(store, ("fourth",))
    assert all(there(store, kind) == {"third", "fourth"} for kind in KINDS)


def test_a_store_without_anything_is_left_alone(tmp_path):
    assert forget_older(Store(tmp_path / "none"), ("one",)) == []


def _killed(_path):
    raise KeyboardInterrupt
