"""What may leave the house does, and nothing more: articles that would say too much, inputs that nobody can read."""

import json
import os
from collections import defaultdict

import pytest
from graph_place import GraphPlace
from invented_pieces import EVERYBODY, FERRIES, LONG_WORDS, MARKUP, NAMES, ONE_LINE, SPEECH

from dataset.contract.tables import TABLES
from dataset.release.verify import verify

LONGEST, SHARE = 280, 0.4
READABLE = {
    "speech.txt": SPEECH,
    "everybody.txt": EVERYBODY,
    "names.txt": NAMES,
    "long-words.txt": LONG_WORDS,
    "one-line.txt": ONE_LINE,
    "markup.jsonl": json.dumps(MARKUP) + "\n",
    "ferries.txt": FERRIES,
    "sub/ferries-again.txt": FERRIES,
    "old-code-page.txt": "(Вигадано) Паром стоїть у порту\n\nМіністерка сказала, що паром стоятиме в порту.".encode(
        "cp1251"
    ),
}
UNREADABLE = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "no_text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
    "table.xlsx": (b"PK\x03\x04", "unknown_type"),
    "dated.txt": (b"Words of a piece.\n\nMore words.", "bad_metadata"),
    "dated.txt.meta.json": (b"{not json", "bad_metadata"),
    "lines.jsonl": (
        b'{"text": "The first line is whole, the keeper said."}\n{"text": \n[1, 2]\n{"title": "no text"}\n'
        b'{"text": "x", "published": "the day before"}\n{"text": "\xff"}\n',
        None,
    ),
}
LINES = {2: "bad_json", 3: "not_an_object", 4: "bad_field", 5: "bad_date", 6: "encoding"}
ARTICLE_TABLES = ("articles", "sources", "claims", "claim_chain", "figures", "mentions", "territory", "quarantine")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A run over articles that would say too much and inputs that cannot be read."""
    root = tmp_path_factory.mktemp("told")
    place = GraphPlace(root, root / "inbox")
    place.put({**READABLE, **{name: data for name, (data, _) in UNREADABLE.items()}})
    os.mkfifo(place.inbox / "pipe.txt")
    (root / "outside.txt").write_text("Nobody asked for this.")
    (place.inbox / "link.txt").symlink_to(root / "outside.txt")
    return place, place.run_well()


def texts_of(place):
    return dict(place.store.texts().items())


def test_it_is_released_and_verifies(told):
    place, _ = told
    result = verify(place.latest.folder, place.store.texts())
    assert not result.problems
    assert result.articles_with_text == len(READABLE)  # one of them twice, and a line of lines.jsonl


def test_each_unreadable_input_has_its_reason(told):
    place, run = told
    found = {row["origin"]: row["reason_code"] for row in place.rows("quarantine")}
    expected = {name: reason for name, (_, reason) in UNREADABLE.items() if reason}
    expected |= {f"lines.jsonl#{number}": reason for number, reason in LINES.items()}
    expected |= {"pipe.txt": "not_a_file", "link.txt": "outside_inbox"}
    assert found == expected
    assert run.metadata("ingested")["quarantined"] == len(expected)


def test_no_file_of_the_release_names_a_place_of_the_machine(told):
    place, _ = told
    for path in place.latest.folder.iterdir():
        assert os.fsencode(place.root) not in path.read_bytes(), path.name
    for name in TABLES:
        assert str(place.root) not in json.dumps(place.rows(name), default=str), name


def test_no_value_is_longer_than_a_quotation_may_be(told):
    place, _ = told
    assert all(row["rights"] == "quote" for row in place.rows("articles"))
    too_long = {
        (name, column): max(len(row[column]) for row in place.rows(name) if isinstance(row[column], str))
        for name in ARTICLE_TABLES
        for column in TABLES[name].columns
        if any(isinstance(row[column], str) and len(row[column]) > LONGEST for row in place.rows(name))
    }
    assert not too_long


def spans_shown(row, column, spans, text):
    """Give the code points of the text that a quoting column shows."""
    if row[column] is None:
        return set()
    left = len(row[column].removesuffix("…")) if row[column].endswith("…") else len(text)
    shown = set()
    for start, end in spans:
        shown |= set(range(start, min(end, start + left)))
        left = max(0, left - (end - start) - 1)
    return shown


def shown_by_article(place):
    texts, shown = texts_of(place), defaultdict(set)
    for row in place.rows("claims"):
        text = texts[row["article_id"]]
        for column, spans in (("content", "content_spans"), ("cue", "cue_spans"), ("source_text", "source_spans")):
            shown[row["article_id"]] |= spans_shown(row, column, row[spans], text)
    for name, column in (("figures", "surface"), ("mentions", "surface"), ("territory", "evidence")):
        for row in place.rows(name):
            spans = [[row["char_start"], row["char_end"]]]
            shown[row["article_id"]] |= spans_shown(row, column, spans, texts[row["article_id"]])
    return shown


def test_no_article_is_quoted_beyond_its_share(told):
    place, _ = told
    shown = shown_by_article(place)
    titles = {row["article_id"]: row["title"] for row in place.rows("articles")}
    shares = {titles[one]: len(shown[one]) / len(text) for one, text in texts_of(place).items()}
    assert {title: share for title, share in shares.items() if share > SHARE} == {}
    assert any(shares.values())


def test_what_is_left_out_can_still_be_checked(told):
    place, _ = told
    kept = [row for row in place.rows("claims") if row["content"] is None]
    assert kept, "nothing was left out: the articles of this test no longer say too much"
    assert all(row["content_spans"] and row["content_sha256"] for row in kept)


def test_no_full_text_leaves_in_any_file_or_word_of_the_run(told):
    place, run = told
    files = [path.read_text() for path in place.latest.folder.iterdir() if path.suffix != ".parquet"]
    said = [run.log, *files, *(json.dumps(place.rows(name), default=str, ensure_ascii=False) for name in TABLES)]
    for text in texts_of(place).values():
        for start in range(0, max(1, len(text) - 4 * 90), 90):
            part = text[start : start + 4 * 90]  # more than a quotation may hold, wherever that begins
            forms = {part, json.dumps(part)[1:-1], json.dumps(part, ensure_ascii=False)[1:-1], " ".join(part.split())}
            assert not [form for form in forms for words in said if form in words]


def test_what_comes_from_articles_is_no_markup(told):
    place, run = told
    page = (place.latest.folder / "quality.html").read_text()
    assert "&lt;script&gt;alert(" in page
    assert "<script" not in page
    assert "<img" not in page
    preview = run.metadata("articles")["preview"] + run.metadata("entities")["preview"]
    assert "<" not in preview
