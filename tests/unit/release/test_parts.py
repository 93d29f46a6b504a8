"""Tables in several files: by month of publication, and one table again for whoever reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dataset.contract.arrow import write
from dataset.contract.tables import TABLES
from dataset.release import parts
from dataset.release.content import content_sha256
from dataset.release.describe import describe
from dataset.release.diff import diff
from dataset.release.of_articles import article_ids
from dataset.release.opened import open_release
from dataset.release.parts import UNDATED, months_of, parts_of
from dataset.release.publish import publish
from dataset.release.verify import verify

DAY, NEXT = date(2025, 12, 5), date(2025, 12, 6)
MONTHS = ["2025-01", "2025-02", UNDATED]
OF_ARTICLES = ["articles", "claims", "claim_chain", "figures", "mentions", "territory", "territory_checks"]


def dated(collection):
    """Give tables whose articles were published in January, February and nobody knows when."""
    days = [datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 2, 28, 23, 59, tzinfo=UTC), None, None]
    articles = collection.tables["articles"]
    place = articles.column_names.index("published_at")
    days = pa.array([days[number % 4] for number in range(articles.num_rows)], articles.schema.field(place).type)
    return {**collection.tables, "articles": articles.set_column(place, articles.schema.field(place), days)}


@pytest.fixture
def many(collection, told):
    return collection.with_articles(*(told(f"no. {number}", number=number + 3) for number in range(6)))


@pytest.fixture
def batch(many):
    return replace(many.batch(), tables=dated(many))


@pytest.fixture
def small(monkeypatch):
    """Make every table over two rows a large one."""
    monkeypatch.setattr(parts, "PART_ROWS", 2)
    monkeypatch.setattr("dataset.release.sheet.PART_ROWS", 2)


@pytest.fixture
def split(tmp_path, batch, small):
    return open_release(publish(tmp_path / "split", batch, DAY).folder)


def test_a_table_of_the_size_of_one_file_is_one_file(monkeypatch, batch):
    monkeypatch.setattr(parts, "PART_ROWS", batch.tables["claims"].num_rows)
    assert [month for month, _ in parts_of("claims", batch.tables, batch.room)] == [None]
    monkeypatch.setattr(parts, "PART_ROWS", batch.tables["claims"].num_rows - 1)
    assert [month for month, _ in parts_of("claims", batch.tables, batch.room)] == MONTHS


@pytest.mark.parametrize("name", OF_ARTICLES)
def test_each_row_stands_in_the_file_of_its_month(split, name):
    entry = split.manifest.table(name)
    assert [part.month for part in entry.parts] == MONTHS
    assert [part.file for part in entry.parts] == [f"{name}.{month}.parquet" for month in MONTHS]
    assert [pq.read_metadata(split.folder / part.file).num_rows for part in entry.parts] == [
        part.rows for part in entry.parts
    ]
    articles = split.tables["articles"]
    months = {
        article: day.strftime("%Y-%m") if day else UNDATED
        for article, day in zip(
            articles.column("article_id").to_pylist(), articles.column("published_at").to_pylist(), strict=True
        )
    }
    if "article_id" in TABLES[name].columns:
        for part in entry.parts:
            ids = pq.read_table(split.folder / part.file).column("article_id").to_pylist()
            assert {months[article] for article in ids} == {part.month}


def test_rows_of_no_article_stay_in_one_file(split):
    assert {name for name in TABLES if len(split.manifest.table(name).parts) > 1} == set(OF_ARTICLES)
    assert split.manifest.table("entities").rows > 1


def test_it_is_the_same_table_again(split, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 1_000_000)
    whole = open_release(publish(tmp_path / "whole", batch, DAY).folder)
    assert len(whole.manifest.table("claims").parts) == 1
    tables = split.tables
    for name in TABLES:
        assert tables[name].equals(whole.tables[name]), name
        assert content_sha256(tables[name]) == split.manifest.table(name).content_sha256
        assert split.manifest.table(name).content_sha256 == whole.manifest.table(name).content_sha256


def test_it_verifies_and_a_lost_part_is_seen(split, many):
    assert not verify(split.folder, many.texts).problems
    (split.folder / "claims.2025-02.parquet").unlink()
    assert "claims.2025-02.parquet" in [problem.where for problem in verify(split.folder).problems]


def test_the_same_rows_make_no_new_version(split, batch):
    assert not publish(split.folder.parent, batch, NEXT).is_new


def test_two_folders_get_the_same_bytes(split, batch, tmp_path):
    other = publish(tmp_path / "other", batch, DAY).folder
    assert {path.name: path.read_bytes() for path in other.iterdir()} == {
        path.name: path.read_bytes() for path in split.folder.iterdir()
    }


def test_describe_and_diff_read_it(split, batch, many, told):
    assert "8 in release 2025.12.05" in describe(TABLES["claims"], split)
    more = many.with_articles(told("late"))
    after = publish(split.folder.parent, replace(more.batch(), tables=dated(more)), NEXT)
    said = diff(split, open_release(after.folder))
    assert ["claims", "added", "1", "new_article"] in [line.split() for line in said.splitlines()]


@pytest.mark.parametrize("name", OF_ARTICLES)
def test_one_pattern_reads_either_layout(split, name, tmp_path, batch, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 1_000_000)
    whole = publish(tmp_path / "whole", batch, DAY).folder
    for folder in (split.folder, whole):
        pattern = f"{folder}/{name}.*parquet"
        assert duckdb.sql(f"SELECT count(*) FROM read_parquet('{pattern}')").fetchall() == [
            (batch.tables[name].num_rows,)
        ]
        assert pl.read_parquet(pattern).height == batch.tables[name].num_rows


def test_the_flat_file_comes_by_month_too(split):
    files = [entry.file for entry in split.manifest.files if entry.file.endswith(".csv")]
    assert files == [f"claims.{month}.csv" for month in MONTHS]
    lines = [(split.folder / file).read_text(encoding="utf-8-sig").splitlines()[1:] for file in files]
    assert sum(map(len, lines)) == split.manifest.rows["claims"]


@pytest.mark.parametrize("copies", [pytest.param(1, id="in-memory"), pytest.param(10**9, id="outside")])
@pytest.mark.parametrize("name", OF_ARTICLES)
def test_a_month_has_the_bytes_of_its_rows_written_as_a_whole(small, batch, tmp_path, monkeypatch, name, copies):
    monkeypatch.setattr("dataset.large_tables._COPIES", copies)
    for size in ("dataset.release.parts.ROW_GROUP", "dataset.contract.arrow.ROW_GROUP"):
        monkeypatch.setattr(size, 2)
    monkeypatch.setattr("dataset.release.at_hand._LOOKED_UP", 3)
    tables, found = batch.tables, []
    known = tables["articles"].column("article_id")
    months = months_of(tables["articles"]).take(pc.index_in(article_ids(name, tables), value_set=known))
    for month, blocks in parts_of(name, tables, batch.room):
        write(blocks, tmp_path / "blocks.parquet", TABLES[name])
        write(tables[name].filter(pc.equal(months, month)).combine_chunks(), tmp_path / "whole.parquet", TABLES[name])
        assert (tmp_path / "blocks.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
        found.append(month)
    assert found == MONTHS


def told_of(folder, texts):
    return sorted((problem.where, problem.what, problem.rows) for problem in verify(folder, texts).problems)


def test_what_is_wrong_is_found_in_files_of_months_that_have_no_place_in_memory(tmp_path, many, monkeypatch):
    monkeypatch.setattr("dataset.release.publish._verify", lambda *_: None)
    wrong = many.with_values("mentions", surface="Heaven", entity_id="gl:nobody").with_values("figures", char_end=999)
    wrong = wrong.with_values("claim_chain", spans=[[0, 999]]).with_values("claims", source_id="0" * 16)
    batch = replace(wrong.batch(), tables=dated(wrong))
    whole = told_of(publish(tmp_path / "whole", batch, DAY).folder, wrong.texts)
    for name in ("parts.PART_ROWS", "sheet.PART_ROWS", "at_hand.SMALL"):
        monkeypatch.setattr(f"dataset.release.{name}", 2 if "PART" in name else 0)
    monkeypatch.setattr("dataset.large_tables._COPIES", 10**9)
    split = publish(tmp_path / "split", batch, DAY).folder
    assert (split / "claim_chain.2025-02.parquet").exists()
    assert {where for where, _, _ in whole} >= {
        "mentions.surface", "mentions.entity_id", "figures.char_start", "claim_chain.spans", "claims.source_id"
    }  # fmt: skip
    assert told_of(split, wrong.texts) == whole
