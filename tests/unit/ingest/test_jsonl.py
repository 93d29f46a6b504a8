"""JSON lines: which are articles and why the others are none."""

import io
import json

import pytest

from pipelines.ingest import jsonl
from pipelines.ingest.found import Unreadable
from pipelines.ingest.jsonl import lines_in
from pipelines.ingest.metadata import found_in, object_from

TEXT = "The harbour stays closed."


def line(**fields):
    return json.dumps({"text": TEXT, **fields}).encode()


def outcomes(data):
    return [one.outcome for one in lines_in(io.BytesIO(data))]


def test_all_fields_are_read_and_unknown_ones_ignored():
    fields = {
        "url": "https://wire.example.org/a?utm_source=x",
        "outlet": "Example  Wire",
        "title": "Harbour\nclosed",
        "published": "2024-05-06",
        "language": "en_GB",
        "authors": ["Ann Lee", " "],
        "via": "Sample Desk",
        "doc_id": 7,
        "licence": None,
    }
    (found,) = outcomes(line(**fields))
    assert (found.url, found.outlet, found.title) == ("https://wire.example.org/a", "Example Wire", "Harbour closed")
    assert (found.language, found.authors, found.via) == ("en-GB", ("Ann Lee",), "Sample Desk")
    assert (str(found.published.period.first_on), found.published.basis) == ("2024-05-06", "metadata")
    assert found.text == TEXT


def test_null_is_the_same_as_missing_and_lang_the_same_as_language():
    (found,) = outcomes(line(url=None, outlet=None, title=None, published=None, lang="ru"))
    assert (found.url, found.outlet, found.title, found.published, found.language) == (None, None, None, None, "ru")


@pytest.mark.parametrize(
    ("bad", "reason_code"),
    [
        pytest.param(b'{"text": ', "bad_json", id="cut"),
        pytest.param(b'{"text": "a"} trailing', "bad_json", id="trailing"),
        pytest.param(b'{"text": "a", "n": NaN}', "bad_json", id="nan"),
        pytest.param(b'{"text": "a", "n": -Infinity}', "bad_json", id="infinity"),
        pytest.param(b"[" * 100_000, "bad_json", id="nested-arrays"),
        pytest.param(b'{"a":' * 100_000, "bad_json", id="nested-objects"),
        pytest.param(b'{"n": ' + b"9" * 5_000 + b', "text": "a"}', "bad_json", id="number-too-long"),
        pytest.param(b"[]", "not_an_object", id="array"),
        pytest.param(b"null", "not_an_object", id="null"),
        pytest.param(b'"words"', "not_an_object", id="string"),
        pytest.param(b'{"text": "a", "text": "b"}', "duplicate_keys", id="key-twice"),
        pytest.param(b'{"text": "a", "x": {"y": 1, "y": 2}}', "duplicate_keys", id="key-twice-inside"),
        pytest.param(b'{"title": "a"}', "bad_field", id="no-text"),
        pytest.param(b'{"text": ["a"]}', "bad_field", id="text-no-string"),
        pytest.param(b'{"text": null}', "bad_field", id="text-null"),
        pytest.param(b'{"text": " \\n"}', "no_text", id="text-blank"),
        pytest.param(line(url=1), "bad_field", id="url-no-string"),
        pytest.param(line(url="javascript:alert(1)"), "bad_field", id="url-javascript"),
        pytest.param(line(url="no address"), "bad_field", id="url-words"),
        pytest.param(line(title=[]), "bad_field", id="title-no-string"),
        pytest.param(line(title="a" * 2_000), "bad_field", id="title-too-long"),
        pytest.param(line(language="English"), "bad_field", id="language-in-words"),
        pytest.param(line(authors=[1]), "bad_field", id="authors-no-strings"),
        pytest.param(line(published=20240506), "bad_field", id="date-no-string"),
        pytest.param(line(published="2024-02-30"), "bad_date", id="no-such-day"),
        pytest.param(line(published="yesterday"), "bad_date", id="date-in-words"),
        pytest.param(line(published="0001-01-01"), "bad_date", id="zero-date"),
        pytest.param("{'text': 'не'}".encode("windows-1251"), "encoding", id="no-utf-8"),
    ],
)
def test_a_bad_line_says_why_and_the_next_one_is_read(bad, reason_code):
    first, second = outcomes(bad + b"\r\n" + line())
    assert isinstance(first, Unreadable)
    assert first.reason_code == reason_code
    assert second.text == TEXT


def test_blank_lines_are_no_inputs_and_are_counted():
    lines = list(lines_in(io.BytesIO(b"\xef\xbb\xbf\n  \n" + line())))
    assert [one.number for one in lines] == [3]


def test_a_mark_at_the_start_does_no_harm():
    assert outcomes(b"\xef\xbb\xbf" + line())[0].text == TEXT


def test_utf_16_is_refused_as_a_whole():
    with pytest.raises(Unreadable, match="UTF-16"):
        outcomes(line().decode().encode("utf-16"))


def test_a_line_over_the_limit_is_passed_over_within_bounds(monkeypatch):
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 1_000)
    long = b'{"text": "' + b"x" * 5_000 + b'"}'
    exact = line(text="y" * (1_000 - len(line(text=""))))
    first, second, third = lines_in(io.BytesIO(long + b"\n" + exact + b"\n" + long))
    assert (first.outcome.reason_code, first.bytes) == ("too_large", len(long) + 1)
    assert len(second.outcome.text) > 900
    assert (third.outcome.reason_code, third.bytes) == ("too_large", len(long))


def test_a_reason_quotes_hardly_anything():
    for text in ("x" * 500, '{"' + "k" * 500 + '": 1, "' + "k" * 500 + '": 2}', '{"a": ' + "9" * 9_000 + "}"):
        with pytest.raises(Unreadable) as caught:
            object_from(text)
        assert len(caught.value.reason) < 200
    with pytest.raises(Unreadable) as caught:
        found_in({"published": "w" * 60})
    assert len(caught.value.reason) < 120
