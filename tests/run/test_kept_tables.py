"""What is as it was is not made or checked again; whatever rows follow from makes them anew when it changes."""

import os
import shutil

import pytest
from graph_place import GraphPlace
from invented_pieces import BRIDGE, FERRIES

import dataset.made
from dataset.batches import batches
from dataset.contract.tables import TABLES
from dataset.release.differences import COMPARED
from dataset.release.verify import verify
from pipelines.version import reading_fingerprint

ALWAYS = {"feed_health"}
"""It tells the time."""


def kept(run):
    return {name for name in TABLES if run.metadata(name)["is_kept"]}


@pytest.fixture
def settled(own, monkeypatch):
    """A place in which a run with nothing new was made, and any check that is held again ends the test."""
    own.run_well()
    monkeypatch.setattr("expectations.run.checked", lambda table, *_: pytest.fail(f"{table.name} was checked again"))
    return own


def test_with_nothing_new_nothing_is_made_or_checked(settled):
    before = {path: path.stat().st_mtime_ns for path in (settled.root / "store" / "tables").iterdir()}
    run = settled.run_well()
    assert kept(run) == TABLES.keys() - ALWAYS
    assert not run.is_new
    after = {path: path.stat().st_mtime_ns for path in before}
    assert {path.stem for path in before if before[path] != after[path]} == {"feed_health", "measured_series"}
    shown = run.metadata("claims")
    assert shown["dagster/row_count"] == settled.latest.manifest.rows["claims"] > 0
    assert shown["preview"].count("\n") >= 2
    assert run.result.get_asset_check_evaluations()[-1].metadata["expectations"].value > 0


@pytest.mark.usefixtures("unchecked")
def test_batches_are_put_together_in_the_run_that_adds_them(own):
    for name, text in {"bridge.txt": BRIDGE, "dam.txt": BRIDGE.replace("bridge", "dam")}.items():
        own.put({name: text})
        assert own.run_well().is_new
    folders = ("inputs", f"readings/{reading_fingerprint()}")
    assert [len(batches(own.store.root / folder)) for folder in folders] == [1, 1]
    assert kept(own.run_well()) >= set(COMPARED), "the run after has nothing to put together, and makes nothing"
    assert not verify(own.latest.folder, own.store.texts()).problems


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda patch: patch.setattr(dataset.made, "_code_and_data", lambda: "other"), id="code-or-data"),
        pytest.param(lambda patch: patch.setenv("GROUNDLINE_SOMETHING", "else"), id="a-setting"),
    ],
)
def test_what_every_table_follows_from_makes_every_table(own, monkeypatch, change):
    change(monkeypatch)
    settings = {name: value for name, value in os.environ.items() if name.startswith("GROUNDLINE_")}
    run = own.run(**settings)
    assert run.succeeded
    assert not kept(run)
    assert not run.is_new, "the rows are the same"


@pytest.mark.parametrize(
    "path",
    [
        "assets/extract.py",
        "dataset/contract/fields.py",
        "dataset/curation/load.py",
        "dataset/made.py",
        "dataset/reference/entities.csv",
        "expectations/learned.py",
        "pipelines/join.py",
    ],
)
def test_code_reference_contract_and_curation_are_part_of_every_origin(tmp_path, monkeypatch, path):
    shutil.copytree(dataset.made.ROOT / "dataset" / "contract", tmp_path / "dataset" / "contract")
    monkeypatch.setattr(dataset.made, "ROOT", tmp_path)
    before = dataset.made._code_and_data.__wrapped__()
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    with open(tmp_path / path, "a") as file:
        file.write("\n")
    assert dataset.made._code_and_data.__wrapped__() != before


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param({"bridge.txt": BRIDGE}, id="a-new-article"),
        pytest.param({"ferries.txt": FERRIES.replace("38 of", "39 of")}, id="an-edited-article"),
        pytest.param({"empty.txt": ""}, id="an-unreadable-input"),
    ],
)
def test_what_is_kept_is_what_would_be_made(own, tmp_path_factory, pieces):
    own.put(pieces)
    own.run_well()
    other = GraphPlace(tmp_path_factory.mktemp("anew"), own.inbox)
    shutil.copytree(own.root / "store", other.root / "store")
    shutil.rmtree(other.root / "store" / "made")
    run = other.run_well()
    assert not kept(run)
    assert other.content() == own.content()


@pytest.mark.usefixtures("unchecked")
def test_an_article_seen_again_makes_what_follows_from_it(own):
    own.put({"ferries.txt": FERRIES.replace("38 of", "39 of")})
    own.run_well()
    edited = own.content()
    own.put({"ferries.txt": FERRIES})
    own.run_well()
    assert own.content() != edited


@pytest.mark.usefixtures("unchecked")
def test_a_table_that_is_not_the_one_on_record_is_made_again(own):
    for name, data in (("figures", b"damaged"), ("claims", (own.root / "store/tables/sources.parquet").read_bytes())):
        (own.root / f"store/tables/{name}.parquet").write_bytes(data)
    (own.root / "store/tables/mentions.parquet").unlink()
    content = own.content()
    run = own.run_well()
    assert not {"figures", "claims", "mentions"} & kept(run)
    assert {"entities", "articles", "sources"} <= kept(run)
    assert own.content() == content
    assert not run.is_new


def test_a_check_is_held_again_where_what_it_looks_at_changed(own, monkeypatch):
    held = []
    monkeypatch.setattr("expectations.run.checked", _noting(held))
    own.put({"bridge.txt": BRIDGE})
    own.run_well()
    assert {"articles", "claims", "figures", "mentions", "territory", "sources"} <= set(held)
    assert not {"regions", "entities", "feed_health", "quarantine"} & set(held)


def test_an_outcome_that_failed_is_not_kept(own, monkeypatch):
    own.put({"bridge.txt": BRIDGE})
    monkeypatch.setattr("expectations.run.checked", _failing)
    assert not own.run().succeeded
    held = []
    monkeypatch.setattr("expectations.run.checked", _noting(held))
    own.run_well()
    assert "articles" in held


def test_a_release_that_is_gone_is_made_again(own):
    shutil.rmtree(own.releases)
    run = own.run_well()
    assert run.is_new
    assert set(COMPARED) <= kept(run)


def _noting(held):
    from expectations.run import Outcome

    def checked(table, *_):
        held.append(table.name)
        return Outcome(table.name, [], {})

    return checked


def _failing(table, *_):
    from expectations.run import Outcome

    row = {"table_name": table.name, "expectation": "holds", "column_name": "*", "is_passed": False}
    return Outcome(table.name, [{**row, "observed": None, "unexpected_count": 1, "rows_count": 1}], {"holds *": ["x"]})
