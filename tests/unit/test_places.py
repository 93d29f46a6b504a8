"""Folders: defaults that need no setting, and a clear error for each value that cannot be used."""

import pytest

from dataset.places import SAMPLE_INBOX, PlaceError, places


def test_the_sample_has_a_store_and_releases_of_its_own(tmp_path):
    sample, own = places({}), places({"GROUNDLINE_INBOX": str(tmp_path)})
    assert (sample.inbox, sample.collection) == (SAMPLE_INBOX, "sample")
    assert own.collection == "own"
    assert sample.store != own.store
    assert sample.releases != own.releases
    assert sample.curation != own.curation


def test_decisions_lie_where_the_environment_says(tmp_path):
    assert places({"GROUNDLINE_CURATION": str(tmp_path)}).curation == tmp_path


def test_the_sample_is_known_by_any_path(tmp_path):
    (tmp_path / "link").symlink_to(SAMPLE_INBOX)
    assert places({"GROUNDLINE_INBOX": str(tmp_path / "link")}).collection == "sample"


def test_who_fetches_needs_no_inbox_and_does_not_read_the_sample(tmp_path):
    here = places({"GROUNDLINE_CONTACT": "desk@groundline.example"})
    assert (here.inbox, here.collection) == (None, "own")
    both = places({"GROUNDLINE_CONTACT": "desk@groundline.example", "GROUNDLINE_INBOX": str(tmp_path)})
    assert both.inbox == tmp_path
    with pytest.raises(PlaceError, match="do not mix"):
        places({"GROUNDLINE_CONTACT": "desk@groundline.example", "GROUNDLINE_INBOX": str(SAMPLE_INBOX)})


def test_releases_are_sent_nowhere_unless_a_target_is_named(tmp_path):
    assert places({}).publish is None
    assert places({"GROUNDLINE_PUBLISH": "s3://bucket/releases/"}).publish == "s3://bucket/releases"
    assert places({"GROUNDLINE_PUBLISH": str(tmp_path / "out")}).publish == str(tmp_path / "out")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        pytest.param("GROUNDLINE_INBOX", "{here}/none", "is not a folder", id="inbox-missing"),
        pytest.param("GROUNDLINE_INBOX", "{here}/file", "is not a folder", id="inbox-is-a-file"),
        pytest.param("GROUNDLINE_INBOX", "", "is empty", id="inbox-empty"),
        pytest.param("GROUNDLINE_CURATION", "{here}/none", "is not a folder", id="curation-missing"),
        pytest.param("GROUNDLINE_CONTACT", "two\nlines", "one line", id="contact-of-two-lines"),
        pytest.param("GROUNDLINE_CONTACT", " ", "one line", id="contact-empty"),
        pytest.param("GROUNDLINE_CONTACT", "x" * 201, "one line", id="contact-too-long"),
        pytest.param("GROUNDLINE_STORE", "{here}/file", "is not a folder", id="store-is-a-file"),
        pytest.param("GROUNDLINE_STORE", "s3://bucket/store", "is an address", id="store-is-an-address"),
        pytest.param("GROUNDLINE_STORE", "{here}/inbox/store", "inside the inbox", id="store-in-the-inbox"),
        pytest.param("GROUNDLINE_PUBLISH", "", "is empty", id="published-nowhere"),
        pytest.param("GROUNDLINE_PUBLISH", "{here}/file", "is not a folder", id="published-into-a-file"),
        pytest.param("GROUNDLINE_PUBLISH", "{here}/store/out", "inside each other", id="published-into-the-store"),
        pytest.param("GROUNDLINE_PUBLISH", "ftp://host/x", "begins with s3, gs, az", id="published-to-no-store"),
        pytest.param("GROUNDLINE_PUBLISH", "s3://me:word@bucket", "no credentials", id="published-with-credentials"),
        pytest.param("GROUNDLINE_RELEASES", "{here}/inbox", "inside the inbox", id="releases-are-the-inbox"),
        pytest.param("GROUNDLINE_RELEASES", "{here}/store", "private texts", id="releases-are-the-store"),
        pytest.param("GROUNDLINE_RELEASES", "{here}/store/out", "inside each other", id="releases-in-the-store"),
    ],
)
def test_a_wrong_value_names_the_variable(tmp_path, variable, value, message):
    (tmp_path / "file").touch()
    (tmp_path / "inbox").mkdir()
    environment = {"GROUNDLINE_INBOX": str(tmp_path / "inbox"), "GROUNDLINE_STORE": str(tmp_path / "store")}
    with pytest.raises(PlaceError, match=message) as problem:
        places(environment | {variable: value.format(here=tmp_path)})
    assert variable in str(problem.value)
