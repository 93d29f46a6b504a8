"""The graph as Dagster's users find it, and what it says of settings that cannot be used."""

import dagster as dg
import pytest
from invented_pieces import FIRST, GRAIN

from assets.definitions import defs
from assets.jobs import daily, hourly, inbox_changed
from assets.places import Folders
from dataset.contract.tables import TABLES
from dataset.store import Store

STEPS = {
    "decisions",
    "decisions_in_force",
    "fetched",
    "ingested",
    "measured_series",
    "readings",
    "released",
    "published",
    "withheld",
}


@pytest.fixture(scope="module")
def specs():
    return {spec.key.path[-1]: spec for spec in defs.resolve_all_asset_specs()}


def test_each_table_is_an_asset_of_its_name(specs):
    assert specs.keys() == TABLES.keys() | STEPS


def test_each_asset_has_a_group_and_a_description(specs):
    for name, spec in specs.items():
        assert spec.group_name in {"articles", "claims", "territory", "reference", "quality"}, name
        assert spec.description, name
        if name in TABLES:
            assert (spec.group_name, spec.description) == (TABLES[name].group, TABLES[name].meaning)


@pytest.mark.parametrize("name", TABLES)
def test_each_table_shows_its_columns(specs, name):
    schema = specs[name].metadata["dagster/column_schema"]
    assert [column.name for column in schema.columns] == list(TABLES[name].columns)
    assert all(column.description and column.type for column in schema.columns)


def test_each_table_comes_after_those_that_it_points_to(specs):
    for name, table in TABLES.items():
        before = {dep.asset_key.path[-1] for dep in specs[name].deps}
        assert set(table.points_to.values()) - {name} <= before, name


def test_the_release_comes_after_a_blocking_check_of_every_table():
    checks = [spec for one in defs.asset_checks for spec in one.check_specs]
    assert {spec.asset_key.path[-1] for spec in checks if spec.blocking} == TABLES.keys()
    assert {spec.name for spec in checks if not spec.blocking} == {"feeds_answer", "decisions_hold"}
    assert all(spec.description for spec in checks)
    release = defs.resolve_asset_graph().get(dg.AssetKey("released"))
    assert {key.path[-1] for key in release.parent_keys} >= TABLES.keys() - {"quality"}


def test_jobs_run_in_process():
    for name in ("release", "ingest"):
        job = defs.resolve_job_def(name)
        assert job.executor_def.name == "in_process"
        assert job.description


def test_the_schedules_and_the_sensor_are_off_until_switched_on():
    assert (daily.job_name, hourly.job_name, inbox_changed.job_name) == ("release", "ingest", "release")
    assert {one.default_status for one in (daily, hourly)} == {dg.DefaultScheduleStatus.STOPPED}
    assert inbox_changed.default_status is dg.DefaultSensorStatus.STOPPED
    assert {one.name for one in defs.schedules} == {"daily_release", "hourly_ingest"}
    assert {one.name for one in defs.sensors} == {"inbox_changed"}


def ask(place, cursor=None):
    context = dg.build_sensor_context(cursor=cursor, resources={"folders": Folders(inbox=str(place.inbox))})
    return inbox_changed(context), context.cursor


def test_the_sensor_asks_only_when_the_inbox_changed(fresh):
    fresh.put(FIRST)
    first, seen = ask(fresh)
    assert isinstance(first, dg.RunRequest)
    again, still = ask(fresh, seen)
    assert isinstance(again, dg.SkipReason)
    assert still == seen
    fresh.put({"grain.txt": GRAIN + "More."})
    changed, other = ask(fresh, seen)
    assert isinstance(changed, dg.RunRequest)
    assert changed.run_key != first.run_key
    (fresh.inbox / "land.txt").unlink()
    assert isinstance(ask(fresh, other)[0], dg.RunRequest)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        pytest.param("GROUNDLINE_INBOX", "{root}/nowhere", "is not a folder", id="inbox-missing"),
        pytest.param("GROUNDLINE_INBOX", " ", "is empty", id="inbox-blank"),
        pytest.param("GROUNDLINE_STORE", "{root}/inbox/store", "lies inside the inbox", id="store-in-the-inbox"),
        pytest.param("GROUNDLINE_RELEASES", "{root}/store", "private texts", id="releases-are-the-store"),
        pytest.param("GROUNDLINE_RELEASES", "s3://bucket/x", "only folders", id="releases-are-an-address"),
    ],
)
def test_a_wrong_setting_is_a_clear_error_before_any_work(fresh, variable, value, message):
    fresh.put(FIRST)
    run = fresh.run(**{variable: value.format(root=fresh.root)})
    assert not run.succeeded
    assert all(variable in words and message in words for words in run.failures.values()), run.failures
    assert sorted(path.name for path in fresh.root.iterdir()) == ["inbox"]


def test_a_run_can_name_its_folders_itself(fresh, tmp_path):
    """As in the launchpad: what a run's configuration names goes before the environment, for reading and writing."""
    fresh.put({"grain.txt": GRAIN})
    folders = {"inbox": str(fresh.inbox), "store": str(tmp_path / "named"), "releases": str(tmp_path / "published")}
    config = {"resources": {"folders": {"config": folders}}}
    run = fresh.run(config=config, only=["ingested", "regions"])
    assert run.succeeded, run.failures
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inbox", "named"]
    named = Store(tmp_path / "named")
    assert len(named.texts()) == 1
    assert named.table_path("regions").exists()


def test_the_code_location_loads_as_the_web_interface_loads_it():
    """A job and an asset of one name pass alone and clash here."""
    assert {job.name for job in defs.get_repository_def().get_all_jobs()} >= {"release", "ingest"}
