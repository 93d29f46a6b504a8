"""What a working table was made from is on record only for the very file that is there, in the form of today."""

import json

import pytest

from dataset.made import Made, file_sha256, files_state, keep_made, made, store_state, table_sha256
from dataset.store import Store


@pytest.fixture
def store(tmp_path):
    """A store with one table, on record, and some batches."""
    found = Store(tmp_path)
    for path in ("tables/claims.parquet", "inputs/000001.parquet", "readings/one/000001.parquet", "seen.parquet"):
        put(found, path)
    keep_made(found, "claims", Made("origin", table_sha256(found, "claims"), "content", 3, "| a |"))
    return found


def put(store, path, data=b"rows"):
    (store.root / path).parent.mkdir(parents=True, exist_ok=True)
    new = store.root / f"{path}.new"
    new.write_bytes(data)
    new.replace(store.root / path)


def test_what_is_on_record_comes_back(store):
    assert made(store, "claims").origin == "origin"
    assert made(store, "figures") is None


def test_another_file_is_not_on_record(store):
    put(store, "tables/claims.parquet", b"other")
    assert made(store, "claims") is None
    (store.root / "tables/claims.parquet").unlink()
    assert made(store, "claims") is None


def test_a_record_of_another_form_is_none(store):
    path = store.root / "made" / "claims.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "more": 1}))
    assert made(store, "claims") is None


@pytest.mark.parametrize(
    ("path", "is_another"),
    [
        pytest.param("inputs/000002.parquet", True, id="articles"),
        pytest.param("readings/one/000002.parquet", True, id="readings"),
        pytest.param("seen.parquet", True, id="a-file"),
        pytest.param("something/new.json", True, id="what-nobody-has-thought-of"),
        pytest.param("readings/two/000001.parquet", False, id="readings-of-another-extractor"),
        pytest.param("tables/figures.parquet", False, id="a-table"),
        pytest.param("ingest_health.parquet", False, id="counts-of-runs"),
    ],
)
def test_the_state_of_a_store_is_that_of_what_tables_follow_from(store, path, is_another):
    before = store_state(store, "one")
    put(store, path, b"more rows")
    assert (store_state(store, "one") != before) is is_another


def test_the_state_of_a_folder_is_that_of_its_files(store):
    before = files_state(store.root / "inputs")
    put(store, "inputs/000001.parquet", b"other")
    assert files_state(store.root / "inputs") != before
    assert file_sha256(store.root / "nothing") == "none"
