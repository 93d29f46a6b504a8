"""The manifest: sealed, and readable in the form of before."""

import hashlib
import json
from datetime import date

import pytest

from dataset.release.index import read_index
from dataset.release.manifest import FORM_OF_ONE_FILE, ReleaseError, from_json, read_manifest, to_json
from dataset.release.publish import publish
from dataset.release.verify import verify

DAY = date(2025, 12, 5)


@pytest.fixture
def released(tmp_path, collection):
    return publish(tmp_path, collection.batch(), DAY).folder


def sealed(document):
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    document["seal"] = hashlib.sha256(text.encode()).hexdigest()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def of_one_file(text):
    """Give a manifest as the form of before has it."""
    document = json.loads(text)
    document["format"] = FORM_OF_ONE_FILE
    for table in document["tables"]:
        (part,) = table.pop("parts")
        table |= {"file": part["file"], "bytes": part["bytes"], "sha256": part["sha256"]}
    del document["seal"]
    return sealed(document)


def test_what_is_written_reads_as_it_was(released):
    manifest = read_manifest(released)
    assert from_json(to_json(manifest)) == manifest


def test_the_form_of_before_is_read_and_verified(released):
    before = read_manifest(released)
    (released / "manifest.json").write_text(of_one_file(to_json(before)))
    (released.parent / "index.json").unlink()
    assert read_manifest(released) == before
    assert not verify(released).problems


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace('"sample"', '"own"', 1), id="a-value"),
        pytest.param(lambda text: text.replace("  ", " ", 1), id="a-space"),
        pytest.param(lambda text: text.replace('"seal": "', '"seal": "0'), id="the-seal"),
        pytest.param(lambda text: sealed({**json.loads(of_one_file(text)), "format": "other/9"}), id="another-form"),
    ],
)
def test_a_changed_manifest_is_refused(released, change):
    with pytest.raises(ReleaseError, match=r"manifest\.json"):
        from_json(change(to_json(read_manifest(released))))


@pytest.mark.parametrize("file", ["../claims.parquet", "a/b.parquet", "manifest.json"])
def test_a_file_outside_the_release_is_refused(released, file):
    document = json.loads(to_json(read_manifest(released)))
    document["tables"][0]["parts"][0]["file"] = file
    del document["seal"]
    with pytest.raises(ReleaseError, match="outside the release"):
        from_json(sealed(document))


def test_an_index_of_before_goes_on(released, collection, told):
    path = released.parent / "index.json"
    document = json.loads(path.read_text())
    for entry in document["versions"]:
        del entry["content_sha256"], entry["changed_in"]
    path.write_text(json.dumps(document))
    publish(released.parent, collection.with_articles(told("three")).batch(), DAY)
    first, second = read_index(released.parent).entries
    assert first.changed_in == {}
    assert (second.changed_in["regions"], second.changed_in["claims"]) == ("2025.12.05", "2025.12.05.1")
