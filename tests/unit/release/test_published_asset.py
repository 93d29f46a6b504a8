"""The job's last step: releases go to where GROUNDLINE_PUBLISH says, and nowhere where it says nothing."""

import dagster as dg
import pytest
from small_releases import add

from assets.places import Folders
from assets.published import published
from dataset.release.download import get
from dataset.release.index import read_index


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give what runs the step with a target, on a folder with one release of the sample."""
    for name in ("GROUNDLINE_INBOX", "GROUNDLINE_CONTACT", "GROUNDLINE_SERIES", "GROUNDLINE_PUBLISH"):
        monkeypatch.delenv(name, raising=False)
    add(tmp_path / "mine", "2025.12.05", "first")
    folders = Folders(store=str(tmp_path / "store"), releases=str(tmp_path / "mine"))

    def run(target=None):
        if target is not None:
            monkeypatch.setenv("GROUNDLINE_PUBLISH", target)
        with dg.DagsterInstance.ephemeral() as instance:
            return dg.materialize([published], resources={"folders": folders}, instance=instance, raise_on_error=False)

    return run


def metadata(result):
    (event,) = result.asset_materializations_for_node("published")
    return {name: value.value for name, value in event.metadata.items()}


def test_nothing_is_sent_unless_a_target_is_named(run):
    result = run()
    assert result.success
    assert not result.asset_materializations_for_node("published")


def test_an_object_store_gets_what_it_lacks_and_others_get_it_from_there(run, s3, monkeypatch, tmp_path):
    bucket = s3.bucket()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    target = f"{bucket.address}/out"
    assert metadata(run(target)) == {"target": target, "versions": ["2025.12.05"]}
    assert metadata(run(target)) == {"target": target, "versions": []}
    get(target, tmp_path / "theirs", None, lambda _: None)
    assert read_index(tmp_path / "theirs").versions == ["2025.12.05"]


def test_a_folder_is_a_target(run, tmp_path):
    assert metadata(run(str(tmp_path / "shown")))["versions"] == ["2025.12.05"]
    assert read_index(tmp_path / "shown").latest == "2025.12.05"


def test_a_store_that_refuses_fails_the_step_and_says_so(run, s3, monkeypatch):
    bucket = s3.bucket()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    result = run(f"{bucket.address}-that-is-not-there")
    assert not result.success
    (failure,) = result.get_step_failure_events()
    assert "there is no such bucket" in failure.step_failure_data.user_failure_data.description
