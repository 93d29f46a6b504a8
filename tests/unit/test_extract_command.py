"""`python -m pipelines extract IN OUT`: what it reads and prints, and what it says of lines that it cannot read."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.extract import extract

ROOT = Path(__file__).parents[2]
TEXT = (
    "“We will mend the bridge,” Mira Toll told reporters on Monday. Between 70 and 80 per cent of Donetsk region is "
    "held by Russia, according to two people familiar with the plan, who asked not to be named because it is secret."
)
KEYS = {
    "": "doc_id text_sha256 language extractor claims figures dates mentions territory",
    "claims": "claim_id content cue source quote_type source_kind source_entity source_name source_count access_basis "
    "anonymity_reason chain modality negated said_on topics reported confidence",
    "figures": "start end number_start number_end low high unit unit_name quantity_kind bound approximate of "
    "comparison claim_id",
    "dates": "start end type value interval precision relative",
    "mentions": "start end kind entity_id name metonym",
    "territory": "start end regions region_text controller measure status share_low share_high area_km2_low "
    "area_km2_high extent as_of claim_id figure",
}
"""The keys that the format promises; further ones are allowed."""


def line(**values):
    return json.dumps({"doc_id": "one", "text": TEXT, "published": "2025-02-05", **values}) + "\n"


def run(monkeypatch, *arguments, stdin=b""):
    """Run the command in this process; give its status, output and errors."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="ascii") for data in (stdin, b"", b"")]
    for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr(sys, "argv", ["pipelines", "extract", *map(str, arguments)])
    status = main()
    for stream in streams[1:]:
        stream.flush()
    return status, *(stream.buffer.getvalue().decode() for stream in streams[1:])


@pytest.fixture(scope="module")
def found():
    (printed,) = extract([line()], sys.stderr)
    return json.loads(printed)


@pytest.mark.parametrize("part", KEYS)
def test_every_key_of_the_format_is_there(found, part):
    objects = [found] if not part else found[part]
    assert objects, f"the text of this test gives no {part}"
    for one in objects:
        assert one.keys() >= set(KEYS[part].split())


def test_it_says_what_was_read_and_by_what(found):
    assert found["doc_id"] == "one"
    assert found["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert found["language"] == "en"
    assert found["extractor"].startswith("groundline/")


def test_spans_are_pairs_in_the_text(found):
    for claim in found["claims"]:
        spans = [span for key in ("content", "cue", "source") for span in claim[key]]
        spans += [span for hop in claim["chain"] for span in hop["spans"]]
        assert all(0 <= start < end <= len(TEXT) for start, end in spans)
        assert claim["content"] == sorted(claim["content"])
    for part in ("figures", "dates", "mentions", "territory"):
        assert all(0 <= one["start"] < one["end"] <= len(TEXT) for one in found[part])


def test_what_points_somewhere_points_there(found):
    claims = {claim["claim_id"] for claim in found["claims"]}
    assert all(one["claim_id"] in {*claims, None} for part in ("figures", "territory") for one in found[part])
    (land,) = found["territory"]
    assert (found["figures"][land["figure"]]["low"], land["share_low"]) == (70.0, 70.0)
    assert land["regions"] == ["UA-14"]


def test_days_are_written_in_iso(found):
    said = {claim["source_name"]: claim["said_on"] for claim in found["claims"]}["Mira Toll"]
    assert (said["start"], said["end"], said["precision"]) == ("2025-02-03", "2025-02-03", "day")
    (monday,) = [one for one in found["dates"] if one["value"] == "2025-02-03"]
    assert (monday["interval"], monday["relative"]) == (["2025-02-03", "2025-02-03"], True)


def test_offsets_count_code_points():
    shifted = "🛟" * 10 + "\n\n" + TEXT
    (printed,) = extract([line(text=shifted)], sys.stderr)
    quoted = {shifted[start:end] for claim in json.loads(printed)["claims"] for start, end in claim["content"]}
    assert any(words.strip("“”,") == "We will mend the bridge" for words in quoted)


def test_files_in_and_out(tmp_path, monkeypatch):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(line(doc_id=f"d{number}", text=f"{number} ships left.") for number in range(5)) + "\n \n")
    assert run(monkeypatch, source, target) == (0, "", "")
    assert [json.loads(one)["doc_id"] for one in target.read_text().splitlines()] == ["d0", "d1", "d2", "d3", "d4"]


def test_a_dash_stands_for_standard_input_and_output(monkeypatch):
    given = line(text="“Паром стоїть,” said Mira Toll.").encode() + line(doc_id="дві").encode()
    status, out, errors = run(monkeypatch, "-", "-", stdin=given)
    assert (status, errors) == (0, "")
    assert [json.loads(one)["doc_id"] for one in out.splitlines()] == ["one", "дві"]
    assert "дві" in out


BAD = [
    pytest.param(b"{", "no JSON", id="no-json"),
    pytest.param(b"[1]", "no object", id="no-object"),
    pytest.param(b'{"doc_id": "x"}', "no object with a string `text`", id="no-text"),
    pytest.param(b'{"text": 5}', "no object with a string `text`", id="text-no-string"),
    pytest.param(b'{"text": "x", "title": 5}', "`title` is no string", id="title-no-string"),
    pytest.param(b'{"text": "x", "published": "on Monday"}', "`published` is no ISO 8601", id="no-date"),
    pytest.param(b'{"text": "\xff"}', "UTF-8", id="no-utf-8"),
    pytest.param(b'{"text": "x", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested", id="nested-deeply"),
    pytest.param(b'{"text": "x", "more": ' + b"1" * 5_000 + b"}", "no JSON", id="number-without-end"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD)
def test_a_bad_line_is_told_with_its_number_and_stops_no_other(monkeypatch, bad, reason):
    given = line(doc_id="before").encode() + b"\n" + bad + b"\n" + line(doc_id="after").encode()
    status, out, errors = run(monkeypatch, "-", "-", stdin=given)
    assert status == 1
    assert [json.loads(one)["doc_id"] for one in out.splitlines()] == ["before", "after"]
    assert errors.startswith("line 3: ")
    assert reason in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"doc_id": "\ud800"}, id="surrogate-in-the-name"),
        pytest.param({"text": "Mira \ud800 Toll said 5 ships\udfff left Kyiv."}, id="surrogate-in-the-text"),
        pytest.param({"text": ""}, id="no-words"),
        pytest.param({"text": "\0\u2028\x85"}, id="no-letters"),
        pytest.param({"doc_id": None, "title": None, "published": None, "language": None}, id="nulls"),
        pytest.param({"language": "uk"}, id="another-language"),
    ],
)
def test_any_document_comes_out(monkeypatch, values):
    status, out, errors = run(monkeypatch, "-", "-", stdin=line(**values).encode())
    assert (status, errors) == (0, "")
    assert out.count("\n") == 1, "one line a document, whatever ends a line elsewhere"
    text = values.get("text", TEXT)
    assert json.loads(out)["text_sha256"] == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def test_a_file_that_is_not_there(tmp_path, monkeypatch):
    target = tmp_path / "out.jsonl"
    status, _, errors = run(monkeypatch, tmp_path / "nowhere.jsonl", target)
    assert status == 2
    assert "nowhere.jsonl" in errors
    assert not target.exists()


def test_the_same_in_a_process_of_its_own():
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "extract", "-", "-"],
        input=line().encode() + b"[]\n",
        capture_output=True,
        cwd=ROOT,
        check=False,
        env={"LC_ALL": "C"},
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["doc_id"] == "one"
    assert done.stderr.decode().startswith("line 2: ")
