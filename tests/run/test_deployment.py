"""The configuration for a cluster: Dagster loads it, and its parts name the same things."""

import re
from pathlib import Path

import dagster as dg
import pytest
import yaml

from dataset.places import places
from pipelines.engine import RAY_ADDRESS, engine_named

DEPLOY = Path(__file__).parents[2] / "assets" / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
HOME = yaml.safe_load((DEPLOY / "dagster.yaml").read_text())
GIVEN = {"DAGSTER_PG_PASSWORD": "word", "RAY_AUTH_TOKEN": "token", "GROUNDLINE_PUBLISH": "s3://bucket/releases",
         "GROUNDLINE_CONTACT": "desk@groundline.example",
         "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}  # fmt: skip
"""What whoever starts it has to give."""


def resolved(value):
    """Put what is given, or the default, in the place of `${NAME…}`, as compose does."""

    def found(match):
        name, default = match[1], match[2]
        assert default or name in GIVEN, f"{name} has no default and is not asked for"
        return GIVEN.get(name, default)

    return re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?)\}", found, value)


@pytest.fixture
def environment():
    """What the container of the daemon has, and with it that of each run."""
    given = COMPOSE["services"]["daemon"]["environment"]
    return {name: resolved(value) for name, value in given.items()}


@pytest.fixture
def instance(environment, tmp_path, monkeypatch):
    """Dagster's own loading of the configuration; tables are not made, which is all that would ask the database."""
    pytest.importorskip("dagster_postgres", reason="not installed: uv sync --extra cluster")
    pytest.importorskip("dagster_docker", reason="not installed: uv sync --extra cluster")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    home = yaml.safe_load((DEPLOY / "dagster.yaml").read_text())
    home["storage"]["postgres"]["should_autocreate_tables"] = False
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(home))
    return dg.DagsterInstance.from_config(str(tmp_path))


def test_dagster_loads_the_configuration(instance):
    from dagster_docker import DockerRunLauncher

    assert isinstance(instance.run_launcher, DockerRunLauncher)
    assert type(instance.run_storage).__name__ == "PostgresRunStorage"
    assert "groundline:word@postgres" in instance.run_storage.postgres_url
    assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
    assert not instance.telemetry_enabled
    assert instance.run_monitoring_enabled


def test_a_misspelt_setting_would_be_told(environment, tmp_path, monkeypatch):
    pytest.importorskip("dagster_docker", reason="not installed: uv sync --extra cluster")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump({**HOME, "storrage": {}}))
    with pytest.raises(Exception, match="storrage"):
        dg.DagsterInstance.from_config(str(tmp_path))


def test_a_runs_container_has_all_that_the_daemons_has_and_no_name_that_is_none(environment):
    launcher = HOME["run_launcher"]["config"]
    assert set(launcher["env_vars"]) == environment.keys()
    assert launcher["network"] in {one["name"] for one in COMPOSE["networks"].values()}
    (volume,) = launcher["container_kwargs"]["volumes"]
    assert volume in COMPOSE["services"]["daemon"]["volumes"]
    assert volume.split(":")[0] in {one.get("name") for one in COMPOSE["volumes"].values()}


def test_the_project_takes_the_settings(environment, tmp_path):
    assert engine_named(environment) == "ray"
    assert environment[RAY_ADDRESS] == "ray://ray:10001"
    for folder in ("inbox", "curation", "series"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    moved = {name: value.replace("/data", f"{tmp_path}/data") for name, value in environment.items()}
    here = places(moved)
    assert (here.store, here.publish) == (tmp_path / "data/store", "s3://bucket/releases")
    assert (here.curation, here.series) == (tmp_path / "data/curation", tmp_path / "data/series")
    assert Path(environment["GROUNDLINE_FEEDS"]).is_file(), "from the folder in which the image runs"


def test_every_setting_reaches_a_run(environment):
    readme = (DEPLOY.parents[1] / "README.md").read_text()
    settings = set(re.findall(r"^\| `(GROUNDLINE_\w+)` \|", readme, re.MULTILINE))
    assert settings - environment.keys() == {"GROUNDLINE_ALLOW_NETWORKS"}, "a cluster asks the public internet alone"


def test_the_cluster_is_where_the_runs_look_for_it(environment):
    services = COMPOSE["services"]
    assert environment["DAGSTER_PG_HOST"] in services
    assert environment["DAGSTER_PG_DB"] == services["postgres"]["environment"]["POSTGRES_DB"]
    host, port = environment[RAY_ADDRESS].removeprefix("ray://").split(":")
    assert f"--ray-client-server-port={port}" in services[host]["command"].split()
    assert f"--address={host}:6379" in services["ray-worker"]["command"].split()
    assert {one["image"] for one in (services["ray"], services["ray-worker"], services["daemon"])} == {
        services["webserver"]["image"]
    }


def test_the_image_holds_all_that_runs():
    words = (DEPLOY / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\w+) \1$", words, re.MULTILINE))
    assert copied == {"assets", "dataset", "expectations", "pipelines"}
    assert "COPY assets/deploy/dagster.yaml /srv/dagster/dagster.yaml" in words
    assert "DAGSTER_HOME=/srv/dagster" in words
