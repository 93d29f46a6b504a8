"""What may not be quoted is reckoned once a batch of readings, and again only where rights changed."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from dataset.store import READ_TABLES, READING, Store
from pipelines import unquoted
from pipelines.engine import outcomes
from pipelines.model import Article, Document
from pipelines.unquoted import KEYS, unquoted_in, unquoted_of

EXTRACTOR = "an-extractor"
WORDS = "The minister Orla Tenn said on Monday that 40 ships had left Kyiv and would be back by {}."


@pytest.fixture
def store(tmp_path):
    """Readings of four articles, in two batches."""
    made = Store(tmp_path)
    for batch in (("a", "b"), ("c", "d")):
        read = list(outcomes([Article(one, one, _document(one)) for one in batch]))
        made.add_readings(EXTRACTOR, [outcome.reading for outcome in read])
    return made


def _document(one):
    return Document(one, WORDS.format(f"the {len(one)}th of May"), None, None, None, None, None)


def articles(**rights):
    chars = len(_document("a").text)
    rows = [{"article_id": one, "rights": rights.get(one, "quote"), "text_chars": chars} for one in "dcba"]
    return pa.Table.from_pylist(rows)


def rows_of(store, name):
    return store.rows_read(EXTRACTOR, name)


def unquoted_in_store(store, given):
    """Give what may not be quoted of all batches of a store."""
    read = store.read_articles(EXTRACTOR)
    found = {batch: given.take(pc.index_in(ids, value_set=given.column("article_id"))) for batch, ids in read.items()}
    return unquoted_of(store, EXTRACTOR, found)


def test_what_is_kept_is_what_would_be_reckoned(store):
    given = articles(b="open")
    at_once = unquoted_in(lambda name: rows_of(store, name), given)
    assert at_once.num_rows
    for _ in range(2):
        found = unquoted_in_store(store, given)
        assert sorted(found.to_pylist(), key=str) == sorted(at_once.to_pylist(), key=str)


def test_a_batch_is_reckoned_again_only_where_rights_in_it_changed(store, monkeypatch):
    reckoned, reckon = [], unquoted.unquoted_in

    def noting(rows, given):
        reckoned.append("".join(given["article_id"].to_pylist()))
        return reckon(rows, given)

    monkeypatch.setattr(unquoted, "unquoted_in", noting)
    for rights, expected in (({}, ["ab", "cd"]), ({}, []), ({"c": "open"}, ["cd"]), ({}, ["cd"])):
        reckoned.clear()
        unquoted_in_store(store, articles(**rights))
        assert reckoned == expected


def test_an_open_article_withholds_nothing(store):
    hidden = set(unquoted_in_store(store, articles(a="open"))["row_id"].to_pylist())
    for name, key in KEYS.items():
        rows = rows_of(store, name).to_pylist()
        assert not hidden & {row[key] for row in rows if row["article_id"] == "a"}
    assert hidden


def test_nothing_read_withholds_nothing(tmp_path):
    assert unquoted_in_store(Store(tmp_path), articles()).num_rows == 0


def test_the_tables_that_quote_are_tables_that_are_read():
    assert KEYS.keys() <= set(READ_TABLES) <= set(READING.names)
