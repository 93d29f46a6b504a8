"""Bad input in the inbox: each is told with its reason, none stops the others, nothing is lost."""

import json
import os
import socket
import stat
from pathlib import Path

import pytest

from dataset.contract.fields import FIELDS
from pipelines.ingest import files, jsonl
from pipelines.ingest.archives.progress import Reached
from pipelines.ingest.inbox import InboxError, read_inbox
from pipelines.ingest.ingested import Ingested, Rejected
from pipelines.ingest.single import Known

TEXT = "Harbour stays closed\nExample Wire, 6 May 2024\nBy Ann Lee\n\nThe harbour stays closed, the mayor said.\n"
RUSSIAN = "Мост закрыт\n\nМост через реку закрыт с понедельника, сообщил в среду губернатор Иванов.\n"


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "z.jsonl").write_text(json.dumps({"text": "The last one is read.", "title": "Last"}), encoding="utf-8")
    return folder


def items_in(inbox):
    """Give what an inbox holds, without the marks of how far its files were read."""
    return [item for item in read_inbox(inbox) if not isinstance(item, Reached | Known)]


def reasons_in(inbox):
    """Give the reason code of each rejected input; the good ones at both ends must have been read."""
    items = items_in(inbox)
    read = [item.origin for item in items if isinstance(item, Ingested)]
    assert {"a.txt", "z.jsonl#1"} <= set(read), read
    rejected = [item for item in items if isinstance(item, Rejected)]
    for item in rejected:
        assert item.reason_code in FIELDS["reason_code"].allowed
        assert str(inbox) not in item.reason + item.origin
        assert item.reason
    assert len({item.input_id for item in rejected}) == len(rejected)
    return {item.origin: item.reason_code for item in rejected}


def articles_in(inbox):
    return {item.origin: item for item in read_inbox(inbox) if isinstance(item, Ingested)}


@pytest.mark.parametrize(
    ("name", "data", "reason_code"),
    [
        pytest.param("b.txt", b"", "empty", id="no-bytes"),
        pytest.param("b.html", b"", "empty", id="page-of-no-bytes"),
        pytest.param("b.jsonl", b"", "empty", id="lines-of-no-bytes"),
        pytest.param("b.txt", b" \r\n\t\xc2\xa0\n", "no_text", id="white-space"),
        pytest.param("b.jsonl", b"\n \n", "no_text", id="blank-lines"),
        pytest.param("b.html", b"<html><body><h1>Only this</h1></body></html>", "no_text", id="page-without-text"),
        pytest.param("b.txt", bytes(range(256)) * 9, "binary", id="binary-named-txt"),
        pytest.param("b.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary", id="picture-named-txt"),
        pytest.param("b.html", b"PK\x03\x04rest", "binary", id="archive-named-html"),
        pytest.param("b.txt", b"a stray \xff byte", "encoding", id="invalid-utf-8"),
        pytest.param("b.jsonl", '{"text": "x"}'.encode("utf-16"), "encoding", id="lines-in-utf-16"),
        pytest.param("b.docx", b"PK\x03\x04", "unknown_type", id="unknown-ending"),
        pytest.param("README", b"words", "unknown_type", id="no-ending"),
        pytest.param("b.txt.gz", b"\x1f\x8b", "unknown_type", id="compressed"),
        pytest.param("b.txt", b"x" * (17 * 1024 * 1024), "too_large", id="huge-text"),
        pytest.param("b.html", b"<p>" * (2 * 1024 * 1024), "too_large", id="huge-page"),
    ],
)
def test_a_bad_file_says_why(inbox, name, data, reason_code):
    (inbox / name).write_bytes(data)
    assert reasons_in(inbox) == {name: reason_code}


def test_a_bad_file_is_known_by_its_bytes(inbox):
    (inbox / "b.txt").write_bytes(b"a stray \xff byte")
    (first,) = [item for item in read_inbox(inbox) if isinstance(item, Rejected)]
    (again,) = [item for item in read_inbox(inbox) if isinstance(item, Rejected)]
    assert first == again
    assert first.bytes == 14
    assert first.sha256 is not None
    (inbox / "b.txt").write_bytes(b"b stray \xff byte")
    (other,) = [item for item in read_inbox(inbox) if isinstance(item, Rejected)]
    assert other.input_id != first.input_id


def test_a_huge_file_is_told_with_its_size(inbox):
    with (inbox / "b.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    (found,) = [item for item in read_inbox(inbox) if isinstance(item, Rejected)]
    assert (found.reason_code, found.bytes, found.sha256) == ("too_large", 200 * 1024 * 1024, None)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_russian_in_other_encodings_is_read(inbox, encoding):
    (inbox / "b.txt").write_bytes(RUSSIAN.encode(encoding))
    found = articles_in(inbox)["b.txt"].document
    assert (found.text, found.title) == (RUSSIAN, "Мост закрыт")


def test_broken_lines_are_told_one_by_one(inbox):
    lines = [b'{"text": "Good one."}', b'{"text": ', b"[]", b'{"text": "a", "text": "b"}', b'{"text": "a", "x": NaN}']
    lines += [b'{"title": "no text"}', b'{"text": 7}', b'{"text": "a", "published": "2024-02-30"}', b"\xff\xfe"]
    lines += [rb'{"text": "\ud800 lone and \u0000"}', b'{"text": "Good two."}']
    (inbox / "b.jsonl").write_bytes(b"\r\n".join(lines))
    codes = [
        "bad_json",
        "not_an_object",
        "duplicate_keys",
        "bad_json",
        "bad_field",
        "bad_field",
        "bad_date",
        "encoding",
    ]
    assert reasons_in(inbox) == {f"b.jsonl#{number}": code for number, code in enumerate(codes, start=2)}
    found = articles_in(inbox)
    assert found["b.jsonl#1"].document.text == "Good one."
    assert found["b.jsonl#10"].document.text == "\ufffd lone and \ufffd"
    assert found["b.jsonl#11"].document.text == "Good two."


def test_a_line_of_60_megabytes_is_one_reason_and_the_file_goes_on(inbox):
    with (inbox / "b.jsonl").open("wb") as file:
        file.write(b'{"text": "Good one."}\n{"text": "')
        for _ in range(60):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "Good two."}\n')
    assert reasons_in(inbox) == {"b.jsonl#2": "too_large"}
    assert {"b.jsonl#1", "b.jsonl#3"} <= set(articles_in(inbox))


def test_metadata_beside_a_file_wins_over_its_text(inbox):
    meta = {"outlet": "Sample Desk", "published": "2024-05-07T08:00:00Z", "url": "https://example.org/a", "lang": "en"}
    (inbox / "a.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    found = articles_in(inbox)["a.txt"]
    assert (found.document.outlet, found.document.language, found.url) == ("Sample Desk", "en", "https://example.org/a")
    assert (found.published_basis, found.published_precision) == ("metadata", "instant")
    assert (found.document.title, found.authors) == ("Harbour stays closed", ("Ann Lee",))


def test_metadata_under_the_whole_name_wins_over_the_short_name(inbox):
    (inbox / "a.meta.json").write_text('{"outlet": "Short"}', encoding="utf-8")
    (inbox / "a.txt.meta.json").write_text('{"outlet": "Whole"}', encoding="utf-8")
    assert articles_in(inbox)["a.txt"].document.outlet == "Whole"


def test_metadata_of_lines_fills_what_they_leave_out(inbox):
    (inbox / "z.meta.json").write_text('{"outlet": "Sample Desk", "title": null}', encoding="utf-8")
    assert articles_in(inbox)["z.jsonl#1"].document.outlet == "Sample Desk"


@pytest.mark.parametrize(
    ("data", "reason_code"),
    [
        pytest.param(b"{not json", "bad_metadata", id="no-json"),
        pytest.param(b"[1]", "bad_metadata", id="no-object"),
        pytest.param(b"", "bad_metadata", id="no-bytes"),
        pytest.param(b"\x00\x01\x02" * 50, "bad_metadata", id="binary"),
        pytest.param(b'{"outlet": "a", "outlet": "b"}', "bad_metadata", id="key-twice"),
        pytest.param(b'{"published": "soon"}', "bad_date", id="wrong-date"),
        pytest.param(b'{"outlet": 1}', "bad_field", id="wrong-type"),
    ],
)
def test_an_article_waits_for_metadata_that_cannot_be_read(inbox, data, reason_code):
    (inbox / "b.txt").write_text("Another one\n\nIts text.", encoding="utf-8")
    (inbox / "b.meta.json").write_bytes(data)
    assert reasons_in(inbox) == {"b.meta.json": reason_code, "b.txt": "bad_metadata"}


def test_lines_wait_for_metadata_that_cannot_be_theirs(inbox):
    (inbox / "b.jsonl").write_text('{"text": "One."}', encoding="utf-8")
    (inbox / "b.meta.json").write_text('{"url": "https://example.org/one"}', encoding="utf-8")
    assert reasons_in(inbox) == {"b.jsonl": "bad_metadata"}


def test_metadata_without_its_file_is_told(inbox):
    (inbox / "gone.meta.json").write_text("{}", encoding="utf-8")
    assert reasons_in(inbox) == {"gone.meta.json": "bad_metadata"}


def test_the_same_article_in_two_files_is_given_once(inbox):
    (inbox / "b.txt").write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert reasons_in(inbox) == {}
    assert "b.txt" not in articles_in(inbox)


def test_another_text_at_the_same_address_is_another_version(inbox):
    lines = [{"url": "https://example.org/a", "text": text} for text in ("First.", "First, corrected.")]
    (inbox / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = articles_in(inbox)
    one, two = found["b.jsonl#1"], found["b.jsonl#2"]
    assert one.work_id == two.work_id
    assert one.article_id != two.article_id


def test_sub_folders_are_read_in_order_and_hidden_names_ignored(inbox):
    for name in ("b/one.txt", "b/deep/er/two.txt", "c.txt", ".hidden.txt", ".git/three.txt", "b/.four.jsonl"):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n\nText of {name}.", encoding="utf-8")
    origins = [item.origin for item in items_in(inbox)]
    assert origins == ["a.txt", "b/deep/er/two.txt", "b/one.txt", "c.txt", "z.jsonl#1"]
    assert [item.origin for item in items_in(inbox)] == origins


def test_names_that_are_no_text_are_shown_as_one(inbox):
    try:
        Path(os.fsdecode(os.fsencode(inbox) + b"/\xff\n.txt")).write_text("Title\n\nText.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert "\ufffd\ufffd.txt" in articles_in(inbox)


def test_links_out_of_the_inbox_are_refused_and_links_inside_followed(inbox, tmp_path):
    (tmp_path / "secret.txt").write_text("Secret\n\nNot for the inbox.", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.txt").write_text("More\n\nNor this.", encoding="utf-8")
    (inbox / ".data").mkdir()
    (inbox / ".data" / "real.txt").write_text("Real\n\nThis one is meant.", encoding="utf-8")
    (inbox / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "out.meta.json").symlink_to(tmp_path / "secret.txt")
    (inbox / "folder").symlink_to(tmp_path / "elsewhere")
    (inbox / "up").symlink_to("..")
    (inbox / "inside.txt").symlink_to(Path(".data") / "real.txt")
    found = reasons_in(inbox)
    assert found == dict.fromkeys(("folder", "out.meta.json", "out.txt", "up"), "outside_inbox")
    assert articles_in(inbox)["inside.txt"].document.title == "Real"


def test_links_in_a_circle_end(inbox):
    (inbox / "loop").symlink_to(".")
    (inbox / "one").symlink_to("two")
    (inbox / "two").symlink_to("one")
    (inbox / "self.txt").symlink_to("self.txt")
    (inbox / "nothing.txt").symlink_to("not-there.txt")
    (inbox / "b").mkdir()
    (inbox / "b" / "back").symlink_to("..")
    assert reasons_in(inbox) == dict.fromkeys(("nothing.txt", "one", "self.txt", "two"), "not_a_file")


def test_a_folder_is_read_where_it_lies_and_once(inbox):
    (inbox / "b").mkdir()
    (inbox / "b" / "one.txt").write_text("One\n\nOnce.", encoding="utf-8")
    (inbox / "aa-link").symlink_to("b")
    assert sorted(articles_in(inbox)) == ["a.txt", "b/one.txt", "z.jsonl#1"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("name", ["b.txt", "b.jsonl", "b.html", "a.meta.json"])
def test_a_pipe_does_not_hold_the_run(inbox, name):
    os.mkfifo(inbox / name)
    items = items_in(inbox)
    assert {item.origin: item.reason_code for item in items if isinstance(item, Rejected)}[name] in (
        "not_a_file",
        "bad_metadata",
    )
    assert "z.jsonl#1" in {item.origin for item in items}


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in folders on this system")
def test_a_socket_is_no_file(inbox, monkeypatch):
    monkeypatch.chdir(inbox)  # a socket's path may have 100 bytes only
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("b.txt")
        assert reasons_in(inbox) == {"b.txt": "not_a_file"}


def test_a_folder_named_like_a_file_is_a_folder(inbox):
    (inbox / "b.txt").mkdir()
    (inbox / "b.txt" / "c.txt").write_text("Inside\n\nA folder.", encoding="utf-8")
    assert "b.txt/c.txt" in articles_in(inbox)


def test_a_file_that_changes_while_it_is_read_is_told(inbox, monkeypatch):
    (inbox / "b.txt").write_text("Half\n\nof a text", encoding="utf-8")
    real = os.fstat
    seen = []

    def fstat(descriptor):
        status = real(descriptor)
        if stat.S_ISREG(status.st_mode) and status.st_size == 15 and not seen:
            seen.append(descriptor)
            with (inbox / "b.txt").open("a", encoding="utf-8") as file:
                file.write(" that is still being written")
        return status

    (inbox / "b.txt").write_text("Half\n\nof a text"[:15].ljust(15), encoding="utf-8")
    monkeypatch.setattr(files.os, "fstat", fstat)
    monkeypatch.setattr("pipelines.ingest.single._identity_of", lambda *_: None)  # or it changes before it is read
    assert reasons_in(inbox) == {"b.txt": "changed"}
    assert seen


def test_lines_of_a_file_that_grows_are_kept_and_the_rest_is_told(inbox, monkeypatch):
    (inbox / "b.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    real = jsonl.found_in_line

    def found_in_line(line):
        if b"One." in line:
            with (inbox / "b.jsonl").open("a", encoding="utf-8") as file:
                file.write('{"text": "Three."}\n')
        return real(line)

    monkeypatch.setattr(jsonl, "found_in_line", found_in_line)
    items = [item for item in items_in(inbox) if item.origin.startswith("b.jsonl")]
    assert [item.origin for item in items if isinstance(item, Ingested)][:2] == ["b.jsonl#1", "b.jsonl#2"]
    assert [item.reason_code for item in items if isinstance(item, Rejected)] == ["changed"]


def test_a_file_that_goes_away_is_told(inbox, monkeypatch):
    (inbox / "b.txt").write_text("Title\n\nText.", encoding="utf-8")
    real = os.open

    def open_(path, *rest):
        if Path(path).name == "b.txt":
            raise FileNotFoundError(2, "No such file", str(path))
        return real(path, *rest)

    monkeypatch.setattr(files.os, "open", open_)
    assert reasons_in(inbox) == {"b.txt": "changed"}


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_or_folder_that_may_not_be_opened_is_told(inbox, monkeypatch, error):
    # the tests may run as root, to whom every door is open: the system's answer is given here instead
    (inbox / "b.txt").write_text("Title\n\nText.", encoding="utf-8")
    (inbox / "shut").mkdir()
    real_open, real_scandir = os.open, os.scandir

    def open_(path, *rest):
        if Path(path).name == "b.txt":
            raise error
        return real_open(path, *rest)

    def scandir(path):
        if Path(path).name == "shut":
            raise error
        return real_scandir(path)

    monkeypatch.setattr(files.os, "open", open_)
    monkeypatch.setattr(files.os, "scandir", scandir)
    code = "permission" if isinstance(error, PermissionError) else "unreadable"
    assert reasons_in(inbox) == {"b.txt": code, "shut": code}


@pytest.mark.parametrize("name", ["not-there", "a.txt", "bad\0name"])
def test_an_inbox_that_is_no_folder_is_an_error_before_any_work(inbox, name):
    with pytest.raises(InboxError):
        read_inbox(inbox / name)


def test_an_empty_inbox_gives_nothing(tmp_path):
    assert list(read_inbox(tmp_path)) == []


def test_every_article_is_whole(inbox):
    found = articles_in(inbox)["a.txt"]
    document = found.document
    assert document.doc_id == found.article_id
    assert (document.text, document.title, document.outlet) == (TEXT, "Harbour stays closed", "Example Wire")
    assert (found.authors, found.published_basis, found.published_precision) == (("Ann Lee",), "text", "day")
    assert found.published_basis in FIELDS["published_basis"].allowed
    assert str(document.published.first_on) == "2024-05-06"
