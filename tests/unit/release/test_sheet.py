"""claims.csv: what a journalist opens, and what must not happen when they do."""

import csv
import io
from datetime import UTC, date, datetime

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.contract.arrow import empty
from dataset.contract.flat import COLUMNS
from dataset.contract.tables import TABLES
from dataset.memory import temporary_room
from dataset.release.figure_words import land_words, value_words
from dataset.release.sheet import _cells, _write, flat_rows, write_sheets

NAMES = [column.name for column in COLUMNS]


def lines(tmp_path, tables):
    (path,) = write_sheets(tmp_path, tables, temporary_room())
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def with_columns(collection, table, **values):
    """Give the tables, whole columns of one replaced."""
    rows = collection.tables[table]
    for name, column in values.items():
        place = rows.column_names.index(name)
        rows = rows.set_column(place, rows.schema.field(name), pa.array(column, rows.schema.field(name).type))
    return {**collection.tables, table: rows}


def test_a_claim_is_one_line_with_all_that_belongs_to_it(tmp_path, collection):
    claim = collection.tables["claims"].to_pylist()[0]
    told = next(one for one in collection.articles if one.article_id == claim["article_id"])
    (line,) = (one for one in lines(tmp_path, collection.tables) if one["claim_id"] == claim["claim_id"])
    assert line == {
        "claim": f"{told.number} ships left Haven",
        "who": told.speaker,
        "who_is": "person",
        "named": "named",
        "through": "",
        "quote_type": "indirect",
        "modality": "asserted",
        "is_negated": "false",
        "figures": f"{told.number} ships",
        "land": "Haven: contested control (claimed)",
        "verdict": "consistent (complement)",
        "said_on": "",
        "published_on": "2025-01-02",
        "outlet": "Example News",
        "title": "Ships leave",
        "link": f"https://news.example/{told.name}",
        "confidence": "0.90",
        "review_status": "machine",
        "claim_id": claim["claim_id"],
    }


def test_the_file_opens_right_in_spreadsheets_and_is_the_same_every_time(tmp_path, collection):
    (path,) = write_sheets(tmp_path, collection.tables, temporary_room())
    first = path.read_bytes()
    assert first.startswith("\ufeff".encode() + ",".join(NAMES).encode() + b"\r\n")
    assert first.count(b"\r\n") == first.count(b"\n") == 3
    write_sheets(tmp_path, {name: rows.slice(0) for name, rows in collection.tables.items()}, temporary_room())
    assert path.read_bytes() == first
    assert list(pd.read_csv(path).columns) == NAMES


def test_a_release_without_claims_has_a_file_without_lines(tmp_path):
    tables = {name: empty(table) for name, table in TABLES.items()}
    assert lines(tmp_path, tables) == []


def test_newest_article_comes_first_and_undated_ones_last(tmp_path, collection, told):
    more = collection.with_articles(told("three"), told("four"))
    days = [None, datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 2, 1, tzinfo=UTC)]
    found = lines(tmp_path, with_columns(more, "articles", published_at=days))
    assert [line["published_on"] for line in found] == ["2025-03-01", "2025-02-01", "2025-01-01", ""]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("instant", "2025-01-02"), ("day", "2025-01-02"), ("month", "2025-01"), ("year", "2025")],
)
def test_a_day_is_not_shown_finer_than_it_is_known(tmp_path, collection, precision, shown):
    tables = collection.with_values("articles", published_precision=precision).tables
    assert {line["published_on"] for line in lines(tmp_path, tables)} == {shown}


DAY, LATER = date(2025, 1, 2), date(2025, 1, 5)


@pytest.mark.parametrize(
    ("first", "last", "value", "shown"),
    [
        pytest.param(DAY, DAY, None, "2025-01-02", id="one-day"),
        pytest.param(DAY, LATER, None, "2025-01-02 to 2025-01-05", id="several"),
        pytest.param(DAY, None, None, "from 2025-01-02", id="no-end"),
        pytest.param(None, LATER, None, "until 2025-01-05", id="no-start"),
        pytest.param(None, None, "XXXX-11-07", "XXXX-11-07", id="no-year"),
        pytest.param(None, None, None, "", id="unknown"),
    ],
)
def test_days_of_saying_are_words(tmp_path, collection, first, last, value, shown):
    tables = collection.with_values("claims", said_first_on=first, said_last_on=last, said_value=value).tables
    assert {line["said_on"] for line in lines(tmp_path, tables)} == {shown}


def test_the_way_of_a_claim_is_named_without_its_ends(collection):
    claim = collection.tables["claims"].to_pylist()[0]
    sources = [
        {"source_id": f"{number:016x}", "kind": "outlet", "name": name, "description": words}
        for number, (name, words) in enumerate([("Example News", None), ("Wire", None), (None, "a diplomat")])
    ]
    steps = [(0, "publisher", "0" * 16), (1, "relay", f"{1:016x}"), (2, "source", f"{2:016x}")]
    steps.append((3, "speaker", claim["source_id"]))
    chain = [
        {"claim_id": claim["claim_id"], "hop": hop, "role": role, "source_id": source, "cue": None, "spans": []}
        for hop, role, source in reversed(steps)
    ]
    tables = collection.tables
    known = tables["sources"]
    more = [{**known.to_pylist()[0], **source} for source in sources]
    tables["sources"] = pa.concat_tables([known, pa.Table.from_pylist(more, schema=known.schema)])
    tables["claim_chain"] = pa.Table.from_pylist(chain, schema=tables["claim_chain"].schema)
    ((rows, _),) = flat_rows(tables, temporary_room())
    ways = dict(zip(*(rows.column(name).to_pylist() for name in ("claim_id", "through")), strict=True))
    assert ways.pop(claim["claim_id"]) == "Wire → a diplomat"
    assert set(ways.values()) == {""}


def test_what_may_not_be_quoted_is_not_in_it(tmp_path, collection):
    tables = collection.with_values("claims", content=None).with_values("figures", surface=None).tables
    tables["sources"] = collection.with_values("sources", name=None, description="a resident").tables["sources"]
    found = lines(tmp_path, tables)
    assert {(line["claim"], line["who"]) for line in found} == {("", "a resident")}
    assert {line["figures"] for line in found} == {"12 ship", "7 ship"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1 degree", "'-1 degree", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'=1", id="after-a-tab"),
        pytest.param("\r\n=1", "'=1", id="after-a-line-break"),
        pytest.param("\u00a0=1", "'=1", id="after-a-wide-space"),
        pytest.param('"=1', "'\"=1", id="after-a-quotation-mark"),
        pytest.param("＝1", "'＝1", id="full-width"),
        pytest.param("Haven; =1", "Haven;' =1", id="where-semicolons-part-cells"),
        pytest.param("a = b, 2-1, x@y", "a = b, 2-1, x@y", id="signs-inside"),
        pytest.param("two\nlines\u2028three\x00", "two lines three", id="line-breaks"),
        pytest.param("Харків — “so”", "Харків — “so”", id="other-scripts"),
    ],
)
def test_no_cell_is_a_formula(given, shown):
    assert _cells(pa.chunked_array([[given]])).to_pylist() == [shown]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("=+-@;\"' \t\n\r,a1＝"), max_size=12))
def test_no_text_becomes_a_formula(words):
    (cell,) = _cells(pa.chunked_array([[words]])).to_pylist()
    for part in cell.split(";"):
        assert not part.strip(" \"'") or part.lstrip(' "')[0] not in "=+-@＝"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param((70.0, 80.0, False, "%", None), "70 to 80 %", id="range"),
        pytest.param(
            (168.9, None, False, "km2", "square kilometre"), "at least 168.9 square kilometre", id="lower-end"
        ),
        pytest.param((None, 540.0, True, "[mi_i]2", "square mile"), "about at most 540 square mile", id="upper-end"),
        pytest.param((26000.0, 26000.0, False, "{ship}", None), "26,000 ship", id="counted-noun"),
        pytest.param((0.5, 0.5, False, None, None), "0.5", id="bare"),
        pytest.param((None, None, True, "%", None), None, id="no-value"),
    ],
)
def test_values_are_words(value, words):
    assert value_words(*value) == words


def test_land_is_words():
    row = {
        "region_ids": ["UA-14", "UA-XX"],
        "controller": "RU",
        "measure": "peak_control",
        "status": "denied",
        "share_low_pct": 70.0,
        "share_high_pct": 80.0,
        "area_low_km2": None,
        "area_high_km2": None,
        "extent_text": "almost all",
    }
    assert land_words(row, {"UA-14": "Donetsk Oblast"}) == (
        "Donetsk Oblast + UA-XX: RU peak control 70 to 80 % almost all (denied)"
    )


def test_what_has_no_place_in_memory_gives_the_same_bytes(tmp_path, collection, told, monkeypatch):
    more = collection.with_articles(*(told(f"no. {number}", number=number + 3) for number in range(6)))
    (path,) = write_sheets(tmp_path, more.tables, temporary_room())
    whole = path.read_bytes()
    monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)
    for size in ("beside_claims.ROW_GROUP", "sheet._BLOCK", "at_hand._LOOKED_UP"):
        monkeypatch.setattr(f"dataset.release.{size}", 3)
    write_sheets(tmp_path, more.tables, temporary_room())
    assert path.read_bytes() == whole


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(alphabet='a",; é', max_size=5), st.text(alphabet='b",', max_size=5)), max_size=4))
def test_lines_are_those_of_the_module_csv(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "lines.csv"
    _write(
        pa.table({"one": [line[0] for line in lines], "other": [line[1] for line in lines]}, SCHEMA), path, is_new=True
    )
    wanted = io.StringIO(newline="")
    csv.writer(wanted, lineterminator="\r\n").writerows([("one", "other"), *lines])
    assert path.read_bytes().decode("utf-8-sig") == wanted.getvalue()


SCHEMA = pa.schema([("one", pa.string()), ("other", pa.string())])
