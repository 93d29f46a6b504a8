"""Publishing elsewhere: in order, resumable, and with one winner where two are at it."""

import os
import threading
from datetime import date, timedelta

import obstore
import pytest
from small_releases import STEPS, add, branch

from dataset.release.download import get
from dataset.release.index import Index, parse_index, read_index
from dataset.release.manifest import ReleaseError, read_manifest
from dataset.release.object_target import CLOCK, ObjectTarget
from dataset.release.placing import ReleasesBusy, alone
from dataset.release.publish import publish
from dataset.release.stores import checked, open_store
from dataset.release.target import FolderTarget, Outrun
from dataset.release.upload import publish_to
from dataset.release.verify import verify
from dataset.release.version import Version

DAY, NEXT = date(2025, 12, 5), date(2025, 12, 6)


def silent(_line):
    """Take what is told and keep it to oneself."""


@pytest.fixture
def releases(tmp_path):
    """A folder with one small release."""
    add(tmp_path / "mine", "2025.12.05", "first")
    return tmp_path / "mine"


class InBucket:
    """An object store as a target of the tests."""

    def __init__(self, bucket):
        self.bucket = bucket

    def target(self):
        return ObjectTarget(self.bucket.address)

    @property
    def files(self):
        return {path: data for path, data in self.bucket.files.items() if not path.startswith(".")}

    def spoil(self, path):
        obstore.put(self.bucket.store, path, b"other")


class InFolder:
    """A folder as a target of the tests."""

    def __init__(self, folder):
        self.folder = folder

    def target(self):
        return FolderTarget(self.folder)

    @property
    def files(self):
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and "latest" not in path.parts and path.name != ".lock"
        }

    def spoil(self, path):
        (self.folder / path).write_bytes(b"other")


@pytest.fixture(params=["bucket", "folder"])
def place(request, tmp_path):
    """Both kinds of targets."""
    if request.param == "bucket":
        return InBucket(request.getfixturevalue("bucket"))
    return InFolder(tmp_path / "target")


def files_of(releases):
    return InFolder(releases).files


def test_all_releases_arrive_as_they_are(tmp_path, place, collection, told):
    publish(tmp_path / "real", collection.batch(), DAY)
    publish(tmp_path / "real", collection.with_articles(told("three")).batch(), NEXT)
    assert publish_to(tmp_path / "real", place.target(), silent) == ["2025.12.05", "2025.12.06"]
    assert place.files == files_of(tmp_path / "real")


def test_what_is_there_is_not_sent_again(releases, place):
    publish_to(releases, place.target(), silent)
    assert publish_to(releases, place.target(), silent) == []
    add(releases, "2025.12.06", "second")
    assert publish_to(releases, place.target(), silent) == ["2025.12.06"]
    assert place.files == files_of(releases)


def test_a_folder_that_was_published_to_is_a_folder_of_releases(tmp_path, collection, told):
    publish(tmp_path / "real", collection.batch(), DAY)
    publish_to(tmp_path / "real", FolderTarget(tmp_path / "target"), silent)
    assert os.readlink(tmp_path / "target/latest") == "2025.12.05"
    assert not verify(tmp_path / "target/2025.12.05", collection.texts).problems
    assert publish(tmp_path / "target", collection.with_articles(told("three")).batch(), NEXT).is_new


def test_tables_go_first_then_the_manifest_and_the_index_last(releases, bucket, monkeypatch):
    sent, put = [], obstore.put
    monkeypatch.setattr(
        obstore, "put", lambda store, path, *rest, **more: (sent.append(path), put(store, path, *rest, **more))
    )
    publish_to(releases, ObjectTarget(bucket.address), silent)
    assert sent[0] == ".reserved/2025.12.05"
    assert sent[-2:] == ["2025.12.05/manifest.json", "index.json"]
    kinds = [path.endswith(".parquet") for path in sent[1:-2]]
    assert kinds == sorted(kinds, reverse=True)
    assert set(sent[1:-2]) == {f"2025.12.05/{entry.file}" for entry in read_manifest(releases / "2025.12.05").entries}


class Killed(BaseException):
    """Stands for a kill: nothing in the code may catch it."""


class Dying:
    """A target that ends the run at one of its steps: before it, or right after it."""

    def __init__(self, target, step, is_after):
        self._target, self._left, self._is_after = target, step, is_after

    def __getattr__(self, name):
        real = getattr(self._target, name)
        if name in ("name", "held"):
            return real

        def call(*arguments):
            self._left -= 1
            if self._left == -1 and not self._is_after:
                raise Killed(name)
            result = real(*arguments)
            if self._left == -1:
                raise Killed(name)
            return result

        return call


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "step", [pytest.param(n, marks=[] if n in (0, 1, 5, 11, 12, 13) else pytest.mark.slow) for n in range(STEPS)]
)
def test_a_run_that_dies_at_any_step_is_gone_on_with(releases, place, step, is_after):
    publish_to(releases, place.target(), silent)
    first = {path: data for path, data in place.files.items() if path != "index.json"}
    add(releases, "2025.12.06", "second")
    with pytest.raises(Killed):
        publish_to(releases, Dying(place.target(), step, is_after), silent)
    assert first.items() <= place.files.items()
    told_of = []
    publish_to(releases, place.target(), told_of.append)
    assert place.files == files_of(releases)
    if 4 <= step < STEPS - 1:
        assert "were there" in told_of[0]
        assert " 0 were there" not in told_of[0]


def test_there_are_no_more_steps_than_are_tried(releases, place):
    assert publish_to(releases, Dying(place.target(), STEPS, is_after=False), silent) == ["2025.12.05"]


def test_a_file_with_another_hash_is_sent_again_and_a_strange_one_goes(releases, place):
    with pytest.raises(Killed):
        publish_to(releases, Dying(place.target(), STEPS - 2, is_after=False), silent)
    (begun,) = (path for path in place.files if path.endswith("words.parquet"))
    place.spoil(begun)
    place.spoil(begun.replace("words.parquet", "words.2024-01.parquet"))
    publish_to(releases, place.target(), silent)
    assert place.files == files_of(releases)


def test_a_release_that_does_not_verify_is_not_sent(releases, place):
    (releases / "2025.12.05/claims.csv").write_text("mine")
    with pytest.raises(ReleaseError, match=r"does not verify: claims\.csv"):
        publish_to(releases, place.target(), silent)
    assert place.files == {}


def test_there_must_be_a_release(tmp_path, place):
    with pytest.raises(ReleaseError, match="no release yet"):
        publish_to(tmp_path, place.target(), silent)


def test_what_the_target_has_beyond_the_folder_stays(releases, place, tmp_path):
    publish_to(releases, place.target(), silent)
    before = place.files
    add(tmp_path / "other", "2025.12.05", "other")
    with pytest.raises(ReleaseError, match=r"another release 2025\.12\.05"):
        publish_to(tmp_path / "other", place.target(), silent)
    add(tmp_path / "own", "2025.12.05", "first", collection="own")
    with pytest.raises(ReleaseError, match="collection"):
        publish_to(tmp_path / "own", place.target(), silent)
    assert place.files == before


def test_a_folder_that_is_behind_is_told(releases, place, tmp_path):
    behind = branch(releases, tmp_path / "behind")
    add(releases, "2025.12.06", "second")
    publish_to(releases, place.target(), silent)
    with pytest.raises(ReleaseError, match=r"up to 2025\.12\.06"):
        publish_to(behind, place.target(), silent)


# two at once
def rivals(releases, version, other_version, number=0):
    """Give two folders with the same past, and a release of their own in each; of the same name or not."""
    folders = [branch(releases, releases.with_name(f"{name}-{number}")) for name in ("one", "two")]
    for folder, name in zip(folders, (version, other_version), strict=True):
        add(folder, name, folder.name)
    return folders


class Interrupted:
    """A target at which something else happens right before one of its steps."""

    def __init__(self, target, step, happens):
        self._target, self._step, self._happens = target, step, happens

    def __getattr__(self, name):
        if name == self._step and self._happens:
            self._happens = self._happens()
        return getattr(self._target, name)


def test_the_slower_of_two_is_told_and_nothing_is_lost(releases, bucket):
    one, two = rivals(releases, "2025.12.06", "2025.12.07")
    place = InBucket(bucket)

    def other_publishes():
        publish_to(one, place.target(), silent)

    with pytest.raises(Outrun, match=r"another publisher was faster, the latest release there is 2025\.12\.06"):
        publish_to(two, Interrupted(place.target(), "replace_index", other_publishes), silent)
    assert files_of(one).items() <= place.files.items()
    assert ".reserved/2025.12.07" not in bucket.files


def test_another_release_of_the_same_version_is_never_written_over(releases, bucket):
    one, two = rivals(releases, "2025.12.06", "2025.12.06")
    place = InBucket(bucket)

    def other_tries():
        with pytest.raises(Outrun, match="with other content"):
            publish_to(two, place.target(), silent)

    publish_to(one, Interrupted(place.target(), "replace_index", other_tries), silent)
    assert place.files == files_of(one)


def test_twins_are_no_rivals(releases, bucket, tmp_path):
    twin, place = branch(releases, tmp_path / "twin"), InBucket(bucket)

    def twin_publishes():
        publish_to(twin, place.target(), silent)

    slower = Interrupted(place.target(), "replace_index", twin_publishes)
    assert publish_to(releases, slower, silent) == ["2025.12.05"]
    assert place.files == files_of(releases)


def test_a_folder_is_held_by_one(releases, tmp_path):
    (tmp_path / "target").mkdir()
    with alone(tmp_path / "target"), pytest.raises(ReleasesBusy, match="try again"):
        publish_to(releases, FolderTarget(tmp_path / "target"), silent)


# one that is gone, or sleeps
def by_now(monkeypatch):
    """Let time go by until nothing was heard of a publisher for long enough."""
    monkeypatch.setattr("dataset.release.object_target.LAPSES", timedelta(0))


DEATHS = [pytest.param(n, marks=[] if n in (1, 6, 12) else pytest.mark.slow) for n in range(STEPS - 1)]
"""After which step a publisher dies, or falls asleep: all but the last, after which its release is there."""


@pytest.fixture(params=["first", "later"])
def two_of_a_name(request, releases):
    """Two folders with another release of the same version each: their first, or after one that is published."""
    if request.param == "later":
        folders = rivals(releases, "2025.12.06", "2025.12.06")
        return lambda target: (publish_to(releases, target, silent), folders)[1]
    folders = [releases.with_name(name) for name in ("one", "two")]
    for folder in folders:
        add(folder, "2025.12.06", folder.name)
    return lambda _target: folders


@pytest.mark.parametrize("step", DEATHS)
def test_what_a_publisher_left_that_is_gone_for_good_stops_no_other(two_of_a_name, place, monkeypatch, step):
    one, two = two_of_a_name(place.target())
    with pytest.raises(Killed):
        publish_to(one, Dying(place.target(), step, is_after=True), silent)
    by_now(monkeypatch)
    publish_to(two, place.target(), silent)
    assert place.files == files_of(two)
    with pytest.raises(ReleaseError, match=r"another release 2025\.12\.06"):
        publish_to(one, place.target(), silent)
    assert place.files == files_of(two)


def test_of_a_publisher_that_was_heard_of_nothing_is_taken(two_of_a_name, bucket):
    place = InBucket(bucket)
    one, two = two_of_a_name(place.target())
    with pytest.raises(Killed):
        publish_to(one, Dying(place.target(), 6, is_after=True), silent)
    before = bucket.files
    with pytest.raises(Outrun, match=r"or try again when nothing was heard of it for 60 minutes"):
        publish_to(two, place.target(), silent)
    assert {path: data for path, data in bucket.files.items() if path != CLOCK} == before


@pytest.mark.parametrize("step", DEATHS[1:])
def test_one_that_was_taken_over_while_it_slept_changes_nothing(two_of_a_name, bucket, monkeypatch, step):
    place = InBucket(bucket)
    one, two = two_of_a_name(place.target())
    by_now(monkeypatch)

    def other_publishes():
        publish_to(two, place.target(), silent)

    with pytest.raises(Outrun):
        publish_to(one, Asleep(place.target(), step, other_publishes), silent)
    assert place.files == files_of(two)


class Asleep:
    """A target at which something else happens before a step of some number."""

    def __init__(self, target, step, happens):
        self._target, self._left, self._happens = target, step, happens

    def __getattr__(self, name):
        real = getattr(self._target, name)
        if name in ("name", "held"):
            return real

        def call(*arguments):
            self._left -= 1
            if self._left == -1:
                self._happens()
            return real(*arguments)

        return call


@pytest.mark.parametrize("asked", ["read", "create", "swap"])
def test_one_that_sleeps_between_a_look_and_a_write_changes_nothing(releases, bucket, monkeypatch, asked):
    """It wakes up at each single request of sending a file, and finds that it was taken over."""
    publish_to(releases, ObjectTarget(bucket.address), silent)
    one, two = rivals(releases, "2025.12.06", "2025.12.06")
    place, target = InBucket(bucket), ObjectTarget(bucket.address)
    by_now(monkeypatch)
    real, left = getattr(target._objects, asked), [3]

    def request(*arguments):
        left[0] -= 1
        if left[0] == 0:
            publish_to(two, place.target(), silent)
        return real(*arguments)

    monkeypatch.setattr(target._objects, asked, request)
    with pytest.raises(Outrun):
        publish_to(one, target, silent)
    assert left[0] <= 0
    assert place.files == files_of(two)


def test_what_one_still_writes_before_the_other_comes_to_it_is_written_anew(releases, bucket, monkeypatch):
    publish_to(releases, ObjectTarget(bucket.address), silent)
    one, two = rivals(releases, "2025.12.06", "2025.12.06")
    by_now(monkeypatch)
    place, other = InBucket(bucket), ObjectTarget(bucket.address)
    create, put = other._objects.create, []

    def created_by_both(path, data):
        if path.endswith("words.parquet") and not put:
            put.append(path)
            obstore.put(bucket.store, path, (one / path).read_bytes())
        return create(path, data)

    with pytest.raises(Killed):
        publish_to(one, Dying(place.target(), 1, is_after=True), silent)
    monkeypatch.setattr(other._objects, "create", created_by_both)
    publish_to(two, other, silent)
    assert put
    assert place.files == files_of(two)


def test_who_is_at_work_for_long_shows_that_it_is(releases, bucket, monkeypatch):
    publish_to(releases, ObjectTarget(bucket.address), silent)
    add(releases, "2025.12.06", "second")
    swapped, target = [], ObjectTarget(bucket.address)
    swap = target._objects.swap
    monkeypatch.setattr(target._objects, "swap", lambda path, *rest: (swapped.append(path), swap(path, *rest))[1])
    monkeypatch.setattr("dataset.release.object_target.LIFE_SIGN", timedelta(0))
    publish_to(releases, target, silent)
    assert ".reserved/2025.12.06" in swapped


def test_only_its_own_reservation_is_given_up(releases, bucket, monkeypatch):
    publish_to(releases, ObjectTarget(bucket.address), silent)
    one, two = rivals(releases, "2025.12.06", "2025.12.06")
    with pytest.raises(Killed):
        publish_to(one, Dying(ObjectTarget(bucket.address), 6, is_after=True), silent)
    reserved = bucket.files[".reserved/2025.12.06"]
    with pytest.raises(Outrun):
        publish_to(two, ObjectTarget(bucket.address), silent)
    assert bucket.files[".reserved/2025.12.06"] == reserved


def test_an_index_that_a_rescue_left_behind_can_be_read_and_gone_on_from(two_of_a_name, bucket, monkeypatch, tmp_path):
    """The rescuer dies as well, right after it made the index another one, and so does the next."""
    one, two = two_of_a_name(ObjectTarget(bucket.address))
    published = ObjectTarget(bucket.address).read_index()
    by_now(monkeypatch)
    for folder in (one, two, one):
        with pytest.raises(Killed):
            publish_to(folder, Dying(ObjectTarget(bucket.address), 4, is_after=True), silent)
    index = parse_index(ObjectTarget(bucket.address).read_index().text, "there")
    assert index == (parse_index(published.text, "there") if published else Index("sample", ()))
    if published:
        assert get(bucket.address, tmp_path / "got", None, silent).name == "2025.12.05"
    else:
        with pytest.raises(ReleaseError, match="no release"):
            get(bucket.address, tmp_path / "got", None, silent)
    publish_to(two, ObjectTarget(bucket.address), silent)
    assert InBucket(bucket).files == files_of(two)


ROUNDS = [pytest.param(8, id="a-few"), pytest.param(200, marks=pytest.mark.slow, id="many")]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_at_once_one_wins_every_round(rounds, releases, bucket):
    """Each round, two folders with the same past publish a release of their own at once, sometimes of one name."""
    publish_to(releases, ObjectTarget(bucket.address), silent)
    past = releases
    for number in range(rounds):
        version, later = (str(Version(DAY, 2 * number + step)) for step in (1, 2))
        folders = rivals(past, version, version if number % 3 == 0 else later, number)
        outcome = _race(folders, bucket.address)
        assert sorted(outcome.values()) == ["lost", "won"]
        (past,) = (folder for folder, how in outcome.items() if how == "won")
        assert ObjectTarget(bucket.address).read_index().text == (past / "index.json").read_bytes()
    assert len(read_index(past).versions) == rounds + 1
    assert files_of(past).items() <= InBucket(bucket).files.items()


def _race(folders, address):
    outcome, start = {}, threading.Barrier(len(folders))

    def run(folder):
        start.wait()
        try:
            outcome[folder] = "won" if publish_to(folder, ObjectTarget(address), silent) else "nothing"
        except ReleaseError:
            outcome[folder] = "lost"

    threads = [threading.Thread(target=run, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


# addresses
@pytest.mark.parametrize(
    "address",
    [
        pytest.param("s3://key:secret-7@bucket/x", id="key-and-secret"),
        pytest.param("s3://secret-7@bucket", id="user"),
        pytest.param("az://box/x?sig=secret-7", id="signature"),
        pytest.param("https://[secret-7", id="broken"),
    ],
)
def test_an_address_with_credentials_is_refused_without_repeating_it(address):
    with pytest.raises(ReleaseError) as error:
        open_store(address)
    assert "secret-7" not in str(error.value)


@pytest.mark.parametrize("address", ["ftp://x/y", "http://x/y", "file:///x"])
def test_releases_are_published_to_object_stores_and_folders_only(address):
    with pytest.raises(ReleaseError, match="s3, gs, az"):
        checked(address, ("s3", "gs", "az"))
