"""The command `pages`: an index in, a line a page out, and what cannot be read told by its line."""

import gzip
import io
import json

import pytest
from invented_pages import json_ld, page

from pipelines.__main__ import main
from pipelines.ingest.pages.command import pages

HEAD = json_ld(**{
    "@type": "NewsArticle", "headline": "Harbour closed", "datePublished": "2024-05-06T23:30:00-04:00",
    "author": {"name": "Ann Lee"}, "url": "https://wire.example.org/harbour",
})  # fmt: skip
KEYS = ["doc_id", "title", "body", "date", "authors", "canonical_url", "language", "agreement", "basis"]


def line(doc_id="a", html="a.html", url="https://wire.example.org/x", **more):
    return json.dumps({"doc_id": doc_id, "html": html, "url": url, **more})


def read(folder, *lines):
    errors = io.StringIO()
    printed = [json.loads(one) if one else None for one in pages(iter(lines), folder, errors)]
    return printed, errors.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "a.html").write_bytes(page(HEAD))
    (tmp_path / "html" / "b.html.gz").write_bytes(gzip.compress(page(HEAD)))
    return tmp_path


def test_a_page_is_printed_with_its_layers(folder):
    (found,), errors = read(folder, line(body="the gold, ignored"))
    assert list(found) == KEYS
    assert errors == ""
    assert (found["title"], found["date"], found["authors"]) == ("Harbour closed", "2024-05-06", ["Ann Lee"])
    assert (found["canonical_url"], found["language"]) == ("https://wire.example.org/harbour", "en")
    assert found["basis"] == {
        **dict.fromkeys(("title", "authors", "date", "canonical_url"), "json-ld"),
        "language": "element",
        "body": "trafilatura",
    }


def test_a_compressed_page_is_the_same(folder):
    (plain, packed), _ = read(folder, line(), line(html="html/b.html.gz"))
    assert plain == packed


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        pytest.param("{", "bad_json", id="no-json"),
        pytest.param("[]", "not_an_object", id="no-object"),
        pytest.param('{"doc_id": "a", "url": ""}', "bad_field", id="no-html"),
        pytest.param('{"doc_id": 7, "html": "a.html"}', "bad_field", id="doc-id-is-no-string"),
        pytest.param(line(html="none.html"), "unreadable", id="no-file"),
        pytest.param(line(html="a\0b"), "unreadable", id="no-name"),
        pytest.param(line(html="html"), "unreadable", id="a-folder"),
        pytest.param(line(html="cut.gz"), "unreadable", id="half-a-gzip"),
        pytest.param(line(html="bomb.gz"), "too_large", id="a-gzip-bomb"),
        pytest.param(line(html="lost.html"), "soft_404", id="no-article"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(folder, bad, told):
    (folder / "cut.gz").write_bytes(gzip.compress(page(HEAD))[:-20])
    (folder / "bomb.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    (folder / "lost.html").write_bytes(page(body="<h1>Page not found</h1>"))
    printed, errors = read(folder, line("first"), bad, "", line("last"))
    assert [found and found["doc_id"] for found in printed] == ["first", None, "last"]
    assert errors.startswith(f"line 2: {told}:")


def test_the_command_gives_its_status(folder, monkeypatch, capsys):
    (folder / "index.jsonl").write_text(line() + "\n{\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["pipelines", "pages", str(folder / "index.jsonl"), str(folder / "out.jsonl")])
    assert main() == 1
    assert len((folder / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert "line 2" in capsys.readouterr().err
