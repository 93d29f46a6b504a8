"""Hostile files put through the whole of ingestion, all in one inbox: each ends with its reason, and harms no other."""

import importlib.util
import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "ingest" / "archives"))
from warc_pieces import bomb, members, page, record, records, response

from dataset.contract.fields import FIELDS
from dataset.store import Store
from pipelines.ingest.inbox import KINDS, read_inbox
from pipelines.ingest.into_store import ingest

MAKER = Path(__file__).parents[3] / "shared" / "hostile" / "hostile.py"
PARAGRAPH = "<p>" + "The council of Hesk kept the ferry's timetable on Thursday, officials said. " * 6 + "</p>"
READ = "read"


def paged(body, head=""):
    return f"<html><head><title>Ferry</title>{head}</head><body><article>{body}</article></body></html>".encode()


def linked(data):
    return f'<script type="application/ld+json">{data}</script>'


FILES = {
    "deep.html": (paged("<div>" * 9_000 + PARAGRAPH), {"too_large"}),
    "unclosed.html": (paged("<b>" * 9_000 + PARAGRAPH), {"too_large"}),
    "tables.html": (paged("<table><tr><td>" * 2_000 + PARAGRAPH), {"too_large"}),
    "siblings.html": (paged("<p>x</p>" * 100_000), {"too_large"}),
    "attributes.html": (paged("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + PARAGRAPH), {"too_large"}),
    "large.html": (paged("<p>" + "a" * 6_000_000), {"too_large"}),
    "byline.html": (paged(PARAGRAPH * 3, f'<meta name="author" content="{"By " * 30_000}">'), {READ}),
    "brackets.html": (paged(PARAGRAPH * 3, linked("[" * 50_000 + "]" * 50_000)), {READ}),
    "broken-string.html": (paged(PARAGRAPH * 3, linked('{"headline":"' + '\\"' * 50_000)), {READ}),
    "spans.html": (paged('<table><tr><td colspan="9007199254740991">x</td></tr></table>' + PARAGRAPH * 3), {READ}),
    "surrogates.html": (paged("<p>" + "&#xD800;&#x110000;&#0; words of the ferry. " * 50), {READ}),
    "random.html": (random.Random(1).randbytes(200_000), {"binary", "encoding"}),
    "document.html": (b"%PDF-1.7\n" + random.Random(1).randbytes(5_000), {"binary"}),
    "empty.html": (b"", {"empty"}),
    "depth.jsonl": (b'{"a":' * 100_000, {"bad_json"}),
    "digits.jsonl": (b'{"text": "x", "n": ' + b"9" * 5_000 + b"}", {"bad_json"}),
    "feed.xml": (b"<rss>", {"unknown_type"}),
    "packed.gz": (b"\x1f\x8b", {"unknown_type"}),
    "bomb.warc.gz": (members(records(1)) + bomb(200) + members(records(1, 5)), {READ, "too_large"}),
    "cut-off.warc.gz": (members(records(6, 10))[:-60], {READ, "truncated"}),
    "header.warc": (b"WARC/1.0\r\nX: " + b"a" * 5_000_000 + b"\r\n\r\n" + records(1, 20)[0], {READ, "damaged"}),
    "length.warc": (record(1, b"x", length=10**15) + records(1, 21)[0], {READ, "truncated"}),
    "negative.warc": (record(1, b"x", length=-5) + records(1, 22)[0], {READ, "damaged"}),
    "body.warc": (record(1, response(page(1), more="Content-Encoding: x\r\n")) + records(1, 23)[0], {READ, "damaged"}),
    "bytes.warc.gz": (random.Random(1).randbytes(10_000), {"damaged", "no_text"}),
    "nothing.warc.gz": (b"", {"empty"}),
}  # fmt: skip


def outcomes(place, files):
    """Ingest files beside two good ones, and give what came of each: reason codes, and whether anything was read."""
    inbox, store = place / "inbox", Store(place / "store")
    inbox.mkdir()
    for name in ("aaa.txt", "zzz.html"):
        data = paged(f"<h1>{name}</h1>" + PARAGRAPH * 2) if name.endswith("html") else f"{name}\n\nGood.".encode()
        (inbox / name).write_bytes(data)
    for name, data in files.items():
        (inbox / name).write_bytes(data)
        said = {"about_the_war": False, "languages": None} if ".warc" in name else {}
        # an address of its own, since many of the files hold one and the same article
        said |= {"url": f"https://news.example.org/{name}"} if name.endswith((".html", ".txt")) else {}
        (inbox / f"{name}.meta.json").write_text(json.dumps(said), encoding="utf-8")
    ingest({"inbox": read_inbox(inbox, store.archives)}, store, datetime.now(UTC), lambda _: None)
    found = {name: set() for name in (*files, "aaa.txt", "zzz.html")}
    for row in store.quarantine().to_pylist():
        if row["origin"].endswith(".meta.json"):
            continue  # beside a file of an unknown type
        assert row["reason_code"] in FIELDS["reason_code"].allowed
        assert str(place) not in row["reason"] + row["origin"]
        found[row["origin"].partition("#")[0]].add(row["reason_code"])
    for origin in store.inputs(["origin"]).column(0).to_pylist():
        found[origin.partition("#")[0]].add(READ)
    assert found["aaa.txt"] == found["zzz.html"] == {READ}, "a good file was harmed"
    return found


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return outcomes(tmp_path_factory.mktemp("own"), {name: data for name, (data, _) in FILES.items()})


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_with_its_reason(own, name):
    expected = FILES[name][1]
    assert own[name] <= expected, name
    assert own[name], "neither read nor told"
    assert (READ in own[name]) == (READ in expected)


def test_none_of_the_collection_beside_the_project_is_a_silent_success(tmp_path):
    if not MAKER.exists():
        pytest.skip("needs the generators beside the project, which are not part of it")
    spec = importlib.util.spec_from_file_location("hostile", MAKER)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.gen(str(tmp_path / "made"), small=True)
    lines = (tmp_path / "made" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = {row["file"]: row["kind"] for row in map(json.loads, lines)}
    found = outcomes(tmp_path, {name: (tmp_path / "made" / name).read_bytes() for name in kinds})
    assert not [name for name in kinds if not found[name]]
    others = [name for name in kinds if not name.endswith(KINDS)]
    assert all(found[name] == {"unknown_type"} for name in others)
    warc = {name: found[name] - {READ} for name, kind in kinds.items() if kind == "warc"}
    assert warc == {
        "warc_truncated.warc.gz": {"truncated"},
        "warc_mid_corrupt.warc.gz": {"damaged"},
        "warc_single_member.warc.gz": set(),
        "warc_bad_length.warc": {"damaged"},
        "warc_huge_length.warc": {"truncated"},
        "warc_neg_length.warc": {"damaged"},
        "warc_bomb.warc.gz": {"too_large"},
        "warc_header_bomb.warc": {"damaged"},
        "warc_http_gzip_body.warc.gz": set(),
        "warc_empty.warc.gz": {"empty"},
        "warc_not.warc.gz": {"damaged", "no_text"},
    }
