"""The sample through the whole graph: what a reader gets, and what Dagster shows of it."""

import json
import os
import re
import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pytest

from assets.definitions import defs
from assets.storage import PREVIEW_CHARS, PREVIEW_ROWS
from dataset.contract.tables import TABLES
from dataset.release.verify import verify

EVERY = pytest.mark.parametrize("name", TABLES)


def test_every_table_of_the_contract_is_there(sample):
    place, run = sample
    files = {path.name for path in place.latest.folder.iterdir()}
    assert {f"{name}.parquet" for name in TABLES} <= files
    assert {"manifest.json", "DICTIONARY.md", "METHOD.md", "CHANGES.md", "CITATION.cff", "quality.html"} <= files
    assert place.latest.manifest.collection == "sample"
    assert run.is_new


def test_the_tables_that_articles_fill_are_filled(sample):
    place, _ = sample
    rows = place.latest.manifest.rows
    empty = ("changes", "id_history", "feed_health", "quarantine", "reviews")
    assert not [name for name in TABLES if name not in empty and not rows[name]]


@EVERY
def test_every_reader_sees_the_same_rows(sample, name):
    place, _ = sample
    path, expected = place.latest.folder / f"{name}.parquet", place.latest.manifest.rows[name]
    columns = list(TABLES[name].columns)
    seen = duckdb.sql(f"SELECT * FROM '{path}'")
    assert (seen.columns, len(seen.fetchall())) == (columns, expected)
    frame = pd.read_parquet(path)
    assert (list(frame.columns), len(frame)) == (columns, expected)
    lazy = pl.read_parquet(path)
    assert (lazy.columns, lazy.height) == (columns, expected)


def test_it_verifies_with_every_text(sample):
    place, _ = sample
    result = verify(place.latest.folder, place.store.texts())
    assert not result.problems
    assert result.articles_with_text == result.articles == len(place.store.texts())


def reads_as(quoted, words):
    """Say whether words are quoted: whole, cut behind an ellipsis, letters of private names covered."""
    if quoted is None:
        return True
    shown = re.escape(quoted.removesuffix("…")).replace("█", r"\w")
    return re.fullmatch(shown, words) is not None or (quoted.endswith("…") and re.match(shown, words) is not None)


def test_every_offset_leads_to_the_words(sample):
    """Counted here once more, without the code that verifies."""
    place, _ = sample
    texts = place.store.texts()
    for name, column in (("figures", "surface"), ("mentions", "surface"), ("territory", "evidence")):
        for row in place.rows(name):
            words = texts[row["article_id"]][row["char_start"] : row["char_end"]]
            assert reads_as(row[column], words), row
    for row in place.rows("claims"):
        for column in ("content", "cue", "source_text"):
            spans = row[f"{column.removesuffix('_text')}_spans"]
            words = " ".join(texts[row["article_id"]][start:end] for start, end in spans)
            assert reads_as(row[column], words), row


def test_quality_tells_of_every_table_and_that_all_holds(sample):
    place, _ = sample
    rows = place.rows("quality")
    assert {row["table_name"] for row in rows} == TABLES.keys() - {"quality"}
    assert all(row["is_passed"] for row in rows)


@EVERY
def test_dagster_shows_columns_rows_and_a_preview(sample, name):
    place, run = sample
    shown = run.metadata(name)
    assert shown["dagster/row_count"] == place.latest.manifest.rows[name]
    head, _, *rows = shown["preview"].split("\n")
    assert head == f"| {' | '.join(TABLES[name].columns)} |"
    assert len(rows) == min(PREVIEW_ROWS, shown["dagster/row_count"])
    assert all(row.count("|") == len(TABLES[name].columns) + 1 for row in rows), "a cell broke out of its column"
    assert all(len(cell) <= 5 * PREVIEW_CHARS for row in rows for cell in row.split("|"))


def test_the_run_says_what_it_did(sample):
    place, run = sample
    articles = len(place.store.texts())
    assert f"{articles:,} new" in run.log
    assert f"new release {place.versions[-1]}" in run.log
    assert run.metadata("ingested")["new"] == run.metadata("readings")["articles_read"] == articles
    assert run.metadata("released")["rows"] == place.latest.manifest.rows


def test_each_check_tells_how_many_expectations_held(sample):
    _, run = sample
    checks = run.result.get_asset_check_evaluations()
    found = {one.asset_key.path[-1]: one for one in checks if one.check_name == "meets_expectations"}
    assert found.keys() == TABLES.keys()
    assert all(one.metadata["expectations"].value for one in found.values())
    assert all(one.passed for one in checks)


AGAIN = """
import sys
from pathlib import Path
from dataset.release.opened import Compared, open_release
from expectations.report.page import report
release = open_release(Path(sys.argv[1]))
sys.stdout.buffer.write(report(Compared(release.manifest.version, release.tables, None, None)).encode())
"""


def test_the_quality_report_has_the_same_bytes_in_another_process(sample):
    folder = sample[0].latest.folder
    command, environment = [sys.executable, "-c", AGAIN, folder], {**os.environ, "PYTHONHASHSEED": "7"}
    again = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    assert again == (folder / "quality.html").read_bytes()


def test_a_second_run_makes_no_new_version_and_draws_no_page(sample, monkeypatch):
    place, _ = sample
    files = {path: path.stat().st_mtime_ns for path in place.releases.rglob("*") if path.name != ".lock"}
    monkeypatch.setitem(sys.modules, "expectations.report.page", None)  # whoever imports it fails
    run = place.run_well()
    assert not run.is_new
    assert run.metadata("ingested")["new"] == run.metadata("readings")["articles_read"] == 0
    assert {path: path.stat().st_mtime_ns for path in place.releases.rglob("*") if path.name != ".lock"} == files


def test_the_manifest_names_no_place_of_this_machine(sample):
    place, _ = sample
    for path in place.latest.folder.iterdir():
        data = path.read_bytes()
        assert str(place.root).encode() not in data, path.name
    assert json.loads((place.releases / "index.json").read_text())["collection"] == "sample"


def test_the_job_is_the_graph_that_the_definitions_show(sample):
    _, run = sample
    done = {event.asset_key.path[-1] for event in run.result.get_asset_materialization_events()}
    graph = {spec.key.path[-1] for spec in defs.resolve_all_asset_specs()}
    assert done == graph - {"published"}, "nothing is sent where no target is named"
