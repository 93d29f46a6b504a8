import itertools
import json
import os
import subprocess
import sys
from datetime import date

import duckdb
import pytest

from dataset.contract.arrow import conform, empty, read, write
from dataset.contract.tables import TABLES
from dataset.release import publish as publishing
from dataset.release.content import content_sha256
from dataset.release.index import read_index
from dataset.release.manifest import ReleaseError, read_manifest
from dataset.release.opened import find_release, open_release
from dataset.release.placing import ReleasesBusy
from dataset.release.publish import Following, publish
from dataset.release.verify import verify
from dataset.release.written import Written

DAY, NEXT = date(2025, 12, 5), date(2025, 12, 6)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def clutter(releases):
    """Give what lies in a folder of releases and is neither a release nor what leads to them."""
    return sorted(
        {path.name for path in releases.iterdir()}
        - set(read_index(releases).versions)
        - {"index.json", "latest", ".lock"}
    )


def test_makes_a_whole_release(tmp_path, collection):
    made = publish(tmp_path, collection.batch(), DAY)
    assert (made.version, made.is_new, made.folder) == ("2025.12.05", True, tmp_path / "2025.12.05")
    names = {f"{name}.parquet" for name in TABLES}
    texts = {"README.md", "DICTIONARY.md", "LICENSE.md", "CITATION.cff", "CHANGES.md", "quality.html", "METHOD.md"}
    descriptions = {"manifest.json", "datapackage.json", "croissant.json"}
    assert contents(made.folder).keys() == names | texts | descriptions | {"claims.csv"}
    assert (made.rows["claims"], made.rows["changes"], made.changes) == (2, 0, {})
    assert "first release" in (made.folder / "CHANGES.md").read_text()
    assert os.readlink(tmp_path / "latest") == made.version
    assert not verify(made.folder, collection.texts).problems
    for name, table in TABLES.items():
        assert read(made.folder / f"{name}.parquet", table).num_rows == made.rows[name]


def test_opens_in_duckdb(tmp_path, collection):
    folder = publish(tmp_path, collection.batch(), DAY).folder
    query = "select name, content from 'X/claims.parquet' join 'X/sources.parquet' using (source_id) order by name"
    assert duckdb.sql(query.replace("X", str(folder))).fetchall() == [
        ("Jon Reef", "7 ships left Haven"),
        ("Mira Toll", "12 ships left Haven"),
    ]


def test_the_same_content_makes_no_new_version(tmp_path, collection):
    first = publish(tmp_path, collection.batch(), DAY)
    before = contents(first.folder)
    again = publish(tmp_path, collection.batch(files={"quality.html": b"other"}), NEXT)
    assert (again.version, again.is_new, again.folder) == (first.version, False, first.folder)
    assert again.rows == first.rows
    assert contents(first.folder) == before
    assert read_index(tmp_path).versions == ["2025.12.05"]


def test_a_report_is_made_of_both_releases_and_only_for_a_new_one(tmp_path, collection, told):
    seen = []

    def report(compared):
        seen.append(compared)
        return compared.version.encode()

    for articles in (collection, collection, collection.with_articles(told("three"))):
        made = publish(tmp_path, articles.batch(reports={"pages.html": report}), DAY)
    assert [one.version for one in seen] == ["2025.12.05", "2025.12.05.1"]
    first, second = seen
    assert (first.version_before, first.tables_before) == (None, None)
    assert second.version_before == "2025.12.05"
    assert (second.tables_before["claims"].num_rows, second.tables["claims"].num_rows) == (2, 3)
    assert second.tables["changes"].num_rows
    assert (made.folder / "pages.html").read_bytes() == b"2025.12.05.1"
    assert not verify(made.folder).problems


def test_a_report_that_cannot_be_made_leaves_no_release(tmp_path, collection):
    def report(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish(tmp_path, collection.batch(reports={"pages.html": report}), DAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock"]


def test_how_rows_came_about_makes_no_new_version(tmp_path, collection):
    publish(tmp_path, collection.batch(), DAY)
    newer = collection.with_lineage(extractor="groundline/0.2.0", code="code-2").with_values(
        "claims", extractor="groundline/0.2.0"
    )
    assert not publish(tmp_path, newer.batch(), NEXT).is_new


def test_gives_the_same_bytes_in_another_folder(tmp_path, collection):
    one, other = (publish(tmp_path / name, collection.batch(), DAY).folder for name in ("a", "b"))
    assert contents(one) == contents(other)
    assert (tmp_path / "a/index.json").read_bytes() == (tmp_path / "b/index.json").read_bytes()


def test_one_more_article_makes_a_new_version_with_its_changes(tmp_path, collection, told):
    first = publish(tmp_path, collection.batch(), DAY)
    before = contents(first.folder)
    second = publish(tmp_path, collection.with_articles(told("three", "Ada Bay")).batch(), DAY)
    assert (second.version, second.is_new) == ("2025.12.05.1", True)
    assert second.changes[("claims", "added", "new_article")] == 1
    assert {cause for _, _, cause in second.changes} == {"new_article"}
    assert "because" in (second.folder / "CHANGES.md").read_text()
    assert open_release(second.folder).manifest.previous == "2025.12.05"
    first_entry, second_entry = read_index(tmp_path).entries
    assert set(first_entry.changed_in.values()) == {"2025.12.05"}
    assert second_entry.changed_in["claims"] == "2025.12.05.1"
    assert second_entry.changed_in["regions"] == "2025.12.05"
    assert second_entry.content_sha256["regions"] == first_entry.content_sha256["regions"]
    assert contents(first.folder) == before
    assert read_index(tmp_path).versions == ["2025.12.05", "2025.12.05.1"]
    assert find_release(tmp_path).name == os.readlink(tmp_path / "latest") == "2025.12.05.1"
    assert not verify(second.folder, collection.texts).problems


class Killed(BaseException):
    """Stands for a kill: nothing in the code may catch it."""


# (what is called, which call of it does not come back)
STEPS = [
    pytest.param(publishing, "write_whole", 0, id="before-the-first-table"),
    pytest.param(publishing, "write_whole", 7, id="between-tables"),
    pytest.param(publishing, "documents", 0, id="before-the-texts"),
    pytest.param(publishing, "sync_files", 0, id="before-files-are-on-disk"),
    pytest.param(publishing, "verify", 0, id="before-verifying"),
    pytest.param(os, "rename", 0, id="before-the-folder-has-its-name"),
    pytest.param(publishing, "sync_folder", 0, id="after-the-folder-has-its-name"),
    pytest.param(publishing, "write_index", 0, id="before-the-index"),
    pytest.param(os, "replace", 0, id="before-the-index-is-in-its-place"),
    pytest.param(publishing, "repair_latest", 1, id="after-the-index"),
    pytest.param(os, "symlink", 0, id="before-the-link"),
    pytest.param(os, "replace", 1, id="before-the-link-is-in-its-place"),
]


def dies_at(monkeypatch, module, name, number, error, is_kill):
    """Make the call of that number raise; a kill also leaves no chance to clear up."""
    real, calls = getattr(module, name), []

    def dying(*args, **kwargs):
        calls.append(args)
        if len(calls) == number + 1:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)
    if is_kill:
        monkeypatch.setattr(publishing.shutil, "rmtree", lambda *args, **kwargs: None)
        monkeypatch.setattr("pathlib.Path.unlink", lambda *args, **kwargs: None)


KILL, DISK_FULL = Killed(), OSError(28, "No space left on device")


def dying_cases():
    """Give kills at all steps of a later release; the other combinations are slow, but for some where it differs."""
    for error, has_release, step in itertools.product((KILL, DISK_FULL), (True, False), STEPS):
        is_plain = (error is KILL and has_release) or step.id in ("between-tables", "before-the-index")
        name = f"{'kill' if error is KILL else 'disk-full'}-{'later' if has_release else 'first'}-{step.id}"
        yield pytest.param(error, has_release, *step.values, id=name, marks=[] if is_plain else pytest.mark.slow)


@pytest.mark.parametrize(("error", "has_release", "module", "name", "number"), list(dying_cases()))
def test_dying_at_any_step_hurts_nothing(
    tmp_path, collection, told, monkeypatch, has_release, module, name, number, error
):
    if has_release:
        publish(tmp_path, collection.batch(), DAY)
    more = collection.with_articles(told("three"))
    old_index = read_index(tmp_path)
    with monkeypatch.context() as patches:
        dies_at(patches, module, name, number, error, is_kill=isinstance(error, Killed))
        with pytest.raises(Killed if isinstance(error, Killed) else ReleaseError):
            publish(tmp_path, more.batch(), NEXT)
    index = read_index(tmp_path)
    assert index is None or index == old_index or index.versions[-1] == "2025.12.06"
    for version in index.versions if index else []:
        assert not verify(tmp_path / version).problems
    after = publish(tmp_path, more.batch(), NEXT)
    assert after.version == "2025.12.06"
    assert os.readlink(tmp_path / "latest") == "2025.12.06"
    assert read_index(tmp_path).versions == [*(["2025.12.05"] if has_release else []), "2025.12.06"]
    assert clutter(tmp_path) == []
    assert not verify(after.folder, more.texts).problems


def test_tells_another_publisher_that_one_is_at_work(tmp_path, collection):
    holder = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, tmp_path / ".lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        with pytest.raises(ReleasesBusy, match="another run is publishing"):
            publish(tmp_path, collection.batch(), DAY)
        other.kill()
        other.wait()
    assert publish(tmp_path, collection.batch(), DAY).is_new


def test_refuses_the_releases_of_another_collection(tmp_path, collection):
    publish(tmp_path, collection.batch(), DAY)
    with pytest.raises(ReleaseError, match="GROUNDLINE_RELEASES"):
        publish(tmp_path, collection.batch(collection="own"), NEXT)


def test_refuses_rows_that_would_not_verify(tmp_path, collection):
    wrong = collection.with_values("mentions", surface="Heaven")
    with pytest.raises(ReleaseError, match=r"mentions\.surface"):
        publish(tmp_path, wrong.batch(), DAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock"]


def test_refuses_articles_without_text(tmp_path, collection):
    with pytest.raises(ReleaseError, match="no text"):
        publish(tmp_path, collection.batch(texts={}), DAY)


@pytest.mark.parametrize(
    "name", ["../x", "claims.parquet", "manifest.json", ".hidden", "a/b", "", "CHANGES.md", "claims.csv"]
)
def test_refuses_names_of_files_that_are_not_its_own(tmp_path, collection, name):
    with pytest.raises(ReleaseError, match="cannot be the name"):
        publish(tmp_path, collection.batch(files={name: b""}), DAY)


def test_refuses_a_day_before_the_latest_release(tmp_path, collection, told):
    publish(tmp_path, collection.batch(), NEXT)
    with pytest.raises(ReleaseError, match="clock"):
        publish(tmp_path, collection.with_articles(told("three")).batch(), DAY)


def test_does_not_clear_away_releases_whose_index_is_lost(tmp_path, collection, told):
    publish(tmp_path, collection.batch(), DAY)
    publish(tmp_path, collection.with_articles(told("three")).batch(), NEXT)
    index = (tmp_path / "index.json").read_text()
    (tmp_path / "index.json").unlink()
    with pytest.raises(ReleaseError, match="bring back the index"):
        publish(tmp_path, collection.batch(), NEXT)
    (tmp_path / "index.json").write_text(index)
    assert not publish(tmp_path, collection.with_articles(told("three")).batch(), NEXT).is_new


def test_leaves_other_things_in_the_folder_alone(tmp_path, collection):
    (tmp_path / "own").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, collection.batch(), DAY)
    assert clutter(tmp_path) == ["notes.txt", "own"]


def test_repairs_the_link(tmp_path, collection):
    publish(tmp_path, collection.batch(), DAY)
    (tmp_path / "latest").unlink()
    (tmp_path / "latest").symlink_to("2001.01.01")
    publish(tmp_path, collection.batch(), NEXT)
    assert os.readlink(tmp_path / "latest") == "2025.12.05"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[:-20], id="cut"),
        pytest.param(lambda text: text.replace("2025.12.05", "2025.12.99"), id="no-version"),
        pytest.param(lambda text: json.dumps({**json.loads(text), "format": "other/9"}), id="another-form"),
        pytest.param(lambda text: json.dumps({**json.loads(text), "latest": "2025.01.01"}), id="latest-not-in-it"),
    ],
)
def test_refuses_a_damaged_index(tmp_path, collection, damage):
    publish(tmp_path, collection.batch(), DAY)
    index = tmp_path / "index.json"
    index.write_text(damage(index.read_text()))
    with pytest.raises(ReleaseError, match=r"index\.json"):
        publish(tmp_path, collection.batch(), NEXT)
    assert (tmp_path / "2025.12.05/manifest.json").exists()


class TestWhatFollowsFromTheReleaseBefore:
    """`changes` and `id_history` are made and checked before: they are right while that release is the latest."""

    def following(self, version):
        """Give tables that can be told from those that would be made."""
        row = {"table_name": "claims", "row_id": "0" * 16, "work_id": None, "change": "removed"}
        changes = conform([{**row, "columns_changed": [], "cause": "contract"}], TABLES["changes"])
        return Following(version, {"changes": changes, "id_history": empty(TABLES["id_history"])})

    def published(self, releases, articles, following):
        made = publish(releases, articles.batch(following=following), NEXT)
        return {row["row_id"] for row in open_release(made.folder).tables["changes"].to_pylist()}

    def test_is_taken_as_it_was_made(self, tmp_path, collection, told):
        first = publish(tmp_path, collection.batch(), DAY).version
        more = collection.with_articles(told("three"))
        assert self.published(tmp_path, more, self.following(first)) == {"0" * 16}

    def test_is_made_anew_where_another_run_made_a_release_since(self, tmp_path, collection, told):
        first = publish(tmp_path, collection.batch(), DAY).version
        publish(tmp_path, collection.with_articles(told("three")).batch(), DAY)
        both = collection.with_articles(told("three"), told("four"))
        rows = self.published(tmp_path, both, self.following(first))
        assert told("four").article_id in rows
        assert not rows & {"0" * 16, told("three").article_id}

    def test_is_made_anew_where_the_release_before_is_gone(self, tmp_path, collection):
        assert self.published(tmp_path, collection, self.following("2025.12.01")) == set()


def test_a_table_that_lies_written_is_taken_as_it_is(tmp_path, collection):
    batch = collection.batch()
    written = {}
    for name, rows in batch.tables.items():
        write(rows, tmp_path / f"{name}.parquet", TABLES[name])
        written[name] = Written(tmp_path / f"{name}.parquet", content_sha256(rows))
    one = publish(tmp_path / "one", batch, DAY)
    other = publish(tmp_path / "other", collection.batch(written=written), DAY)
    assert read_manifest(other.folder) == read_manifest(one.folder)
    assert not verify(other.folder, collection.texts).problems


def test_a_file_that_lies_written_otherwise_is_no_release(tmp_path, collection):
    mentions = collection.with_values("mentions", surface="Heaven").tables["mentions"]
    write(mentions, tmp_path / "mentions.parquet", TABLES["mentions"])
    written = {"mentions": Written(tmp_path / "mentions.parquet", content_sha256(collection.tables["mentions"]))}
    with pytest.raises(ReleaseError, match="content_sha256"):
        publish(tmp_path / "releases", collection.batch(written=written), DAY)


def test_words_are_compared_where_rows_are_others_than_before(tmp_path, collection, told, monkeypatch):
    compared = []

    def noting(folder, texts, room):
        compared.append(set(texts))
        return verify(folder, texts, room)

    monkeypatch.setattr(publishing, "verify", noting)
    publish(tmp_path, collection.batch(), DAY)
    new = told("three", speaker="Ada Marsh")
    publish(tmp_path, collection.with_articles(new).batch(), DAY)
    assert compared == [set(collection.texts), {new.article_id}]


def test_refuses_new_rows_that_would_not_verify(tmp_path, collection, told):
    publish(tmp_path, collection.batch(), DAY)
    wrong = collection.with_articles(told("three"))
    texts = {one: text if one in collection.texts else text.upper() for one, text in wrong.texts.items()}
    with pytest.raises(ReleaseError, match=r"text_sha256"):
        publish(tmp_path, wrong.batch(texts=texts), DAY)
