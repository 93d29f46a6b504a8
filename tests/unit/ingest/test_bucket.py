"""An inbox in an object store: the copy has what is there, only what is new comes, and a killed copy goes on."""

import obstore
import pytest
from object_store import SECRETS

import pipelines.ingest.bucket
from pipelines.ingest.bucket import COPIED, bring, listing_sha256
from pipelines.ingest.inbox import InboxError


@pytest.fixture
def inbox(bucket, tmp_path):
    """Give what brings the inbox below the bucket, and what is in the copy then."""
    for path, words in {
        "in/a.txt": b"a.txt",
        "in/more/b.jsonl": b"jsonl",
        "in/.draft.txt": b"no",
        "out/c.txt": b"c",
    }.items():
        obstore.put(bucket.store, path, words)
    return Copied(f"{bucket.address}/in", tmp_path / "store" / "inbox")


class Copied:
    def __init__(self, address, folder):
        self.address, self.folder, self.said = address, folder, []

    def bring(self):
        return bring(self.address, self.folder, self.said.append)

    @property
    def files(self):
        found = (path for path in self.folder.rglob("*") if path.is_file() and path.name != COPIED)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


def test_all_but_hidden_names_comes_under_its_own(inbox):
    assert inbox.bring() == 2
    assert inbox.files == {"a.txt": b"a.txt", "more/b.jsonl": b"jsonl"}
    assert inbox.said == [f"2 of 2 objects of {inbox.address} are new"]


def test_what_is_there_already_does_not_come_again(inbox):
    inbox.bring()
    before = {path: path.stat().st_mtime_ns for path in inbox.folder.rglob("*.txt")}
    assert inbox.bring() == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_object_of_the_same_length_that_says_something_else_comes(bucket, inbox):
    inbox.bring()
    obstore.put(bucket.store, "in/a.txt", b"other")
    assert inbox.bring() == 1
    assert inbox.files["a.txt"] == b"other"


def test_what_is_gone_goes_with_the_folder_that_it_leaves_empty(bucket, inbox):
    inbox.bring()
    obstore.delete(bucket.store, "in/more/b.jsonl")
    obstore.put(bucket.store, "in/more", b"a file by now")
    inbox.bring()
    assert inbox.files == {"a.txt": b"a.txt", "more": b"a file by now"}


def test_a_file_that_was_lost_here_comes_again(inbox):
    inbox.bring()
    (inbox.folder / "a.txt").unlink()
    assert inbox.bring() == 1
    assert inbox.files["a.txt"] == b"a.txt"


@pytest.mark.parametrize("whole", [0, 1], ids=["in-the-first", "after-the-first"])
def test_killed_in_a_file_it_goes_on_with_those_that_are_whole(inbox, monkeypatch, whole):
    begun, chunks = [], pipelines.ingest.bucket._chunks

    def killed(address, stream):
        begun.append(address)
        if len(begun) > whole:
            yield b"half"
            raise KeyboardInterrupt
        yield from chunks(address, stream)

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.ingest.bucket._chunks", killed)
        with pytest.raises(KeyboardInterrupt):
            inbox.bring()
    assert len(inbox.files) == whole
    assert inbox.bring() == 2 - whole
    assert inbox.files == {"a.txt": b"a.txt", "more/b.jsonl": b"jsonl"}


def test_a_line_on_record_that_was_cut_short_counts_for_nothing(inbox):
    inbox.bring()
    record = inbox.folder / COPIED
    record.write_text(record.read_text()[:-9])
    assert inbox.bring() == 1
    assert inbox.bring() == 0


def test_the_listing_changes_with_what_is_there(bucket, inbox):
    before = listing_sha256(inbox.address)
    assert listing_sha256(inbox.address) == before
    obstore.put(bucket.store, "in/a.txt", b"other")
    assert listing_sha256(inbox.address) != before


def test_what_cannot_be_is_told_without_credentials(bucket, inbox, tmp_path):
    obstore.put(bucket.store, "in/a.txt/below", b"b")
    with pytest.raises(InboxError, match="txt is an object and a folder of objects"):
        inbox.bring()
    for address in ("s3://no-such-bucket/in", "s3://no-such-bucket"):
        with pytest.raises(InboxError, match="GROUNDLINE_INBOX: ") as told:
            bring(address, tmp_path / "copy", print)
        assert not any(secret in str(told.value) for secret in SECRETS)
