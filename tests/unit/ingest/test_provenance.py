"""Where an article's fields come from: kept through the layers, and stored under words that the contract allows."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from dataset.contract.fields import FIELDS
from dataset.store import INPUT
from pipelines.ingest.found import Found, Provenance, laid_over, provenance_of, said_by
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.ingested import Ingested
from pipelines.ingest.published import published_as_written
from pipelines.inputs import input_row

WORDS = "The harbour of Port Hesk stays closed until spring, the mayor said on Monday after a long meeting. "
PAGE = (
    '<html lang="en"><head><meta property="og:title" content="Harbour closed">'
    '<meta property="article:published_time" content="2024-05-06T10:00:00+03:00"></head><body><article>'
    f'<span rel="author">Ann Lee</span>{"".join(f"<p>{number}. {WORDS}</p>" for number in range(4))}</article>'
)


def row_of(tmp_path, files):
    for name, words in files.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    (found,) = (one for one in read_inbox(tmp_path) if isinstance(one, Ingested))
    return input_row(found, "inbox", datetime(2025, 1, 2, tzinfo=UTC))


def test_each_field_keeps_the_layer_that_gave_it():
    upper = said_by("json-ld", Found(title="One"))
    lower = said_by("meta", Found(title="Two", authors=("Ann Lee",)))
    assert laid_over(upper, lower).bases == {"title": "json-ld", "authors": "meta"}


def test_the_agreement_goes_with_the_text():
    upper, lower = Found(text="a", agreement=None), Found(text="b", agreement=0.5)
    assert (laid_over(upper, lower).agreement, laid_over(Found(), lower).agreement) == (None, 0.5)


def test_a_field_that_was_dropped_has_no_layer():
    assert provenance_of(Found(bases={"title": "meta"})) == Provenance()


@pytest.mark.parametrize(
    ("written", "kept", "zone"),
    [
        pytest.param("2024-05-06T10:00:00+03:00", "2024-05-06T10:00:00+03:00", "+03:00", id="iso"),
        pytest.param("2024-05-06T10:00:00Z", "2024-05-06T10:00:00Z", "+00:00", id="utc"),
        pytest.param("2024-05-06T10:00:00+0530", "2024-05-06T10:00:00+0530", "+05:30", id="bare-zone"),
        pytest.param("2024-05-06T10:00:00", "2024-05-06T10:00:00", None, id="no-zone"),
        pytest.param("Mon, 06 May 2024 10:00:00 EST", "Mon, 06 May 2024 10:00:00 EST", "-05:00", id="e-mail"),
        pytest.param("Posted on 6 May 2024 by the desk", "6 May 2024", None, id="in-words"),
    ],
)
def test_a_date_is_kept_as_it_was_written(written, kept, zone):
    found = published_as_written(written, "meta")
    assert (found.written, found.zone) == (kept, zone)


def test_a_page_tells_its_layers(tmp_path):
    row = row_of(tmp_path, {"one.html": PAGE})
    assert {name: row[name] for name in asdict(Provenance()) if name != "extraction_agreement"} == {
        "title_basis": "meta",
        "authors_basis": "element",
        "published_written": "2024-05-06T10:00:00+03:00",
        "published_zone": "+03:00",
        "url_basis": None,
        "language_basis": "element",
        "text_basis": "trafilatura",
    }
    assert row["extraction_agreement"] > 0.9


def test_what_stands_beside_a_file_goes_before_the_page(tmp_path):
    row = row_of(
        tmp_path, {"one.html": PAGE, "one.meta.json": '{"title": "Given", "url": "https://wire.example.org/a"}'}
    )
    assert (row["title_basis"], row["url_basis"], row["authors_basis"]) == ("metadata", "metadata", "element")


def test_texts_and_lines_are_given(tmp_path):
    row = row_of(tmp_path, {"one.txt": f"Harbour closed\nBy Ann Lee\n6 May 2024\n\n{WORDS}"})
    assert (row["title_basis"], row["authors_basis"], row["published_basis"], row["published_written"]) == (
        *("text", "text", "text"),
        "6 May 2024",
    )
    assert (row["text_basis"], row["extraction_agreement"]) == ("given", None)
    (tmp_path / "one.txt").unlink()
    row = row_of(tmp_path, {"two.jsonl": '{"text": "Words.", "title": "A", "published": "2024-05-06T10:00:00Z"}'})
    assert (row["title_basis"], row["published_zone"], row["text_basis"]) == ("metadata", "+00:00", "given")


def test_provenance_is_stored_and_published_under_the_same_names():
    names = set(asdict(Provenance()))
    assert names <= set(INPUT.names)
    assert names <= set(FIELDS)
