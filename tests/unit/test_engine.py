"""Reading many articles: one outcome each, in order, whoever does the work, and a fault costs one article."""

import pyarrow as pa
import pytest

import pipelines.engine
from dataset.contract.ids import make_id
from dataset.store import READING
from pipelines.engine import CHUNK, outcome_of, outcomes
from pipelines.model import Article, Document


def article(number, text=None):
    text = text or f"Mira Toll said on Monday that {number} ships had left Kyiv."
    document = Document(make_id(number), text, None, None, None, None, None)
    return Article(make_id(number), make_id("work", number), document)


@pytest.fixture
def failing(monkeypatch):
    """Let the extractor fail on texts with a word in them."""
    read = pipelines.engine.read

    def broken(document):
        if "fault" in document.text:
            raise LookupError(f"no luck with {document.text}")
        return read(document)

    monkeypatch.setattr(pipelines.engine, "read", broken)


def test_one_outcome_for_each_article_in_order():
    given = [article(number) for number in (3, 1, 2)]
    found = list(outcomes(given))
    assert [one.article_id for one in found] == [one.article_id for one in given]
    assert all(one.failure is None and one.reading["article_id"] == one.article_id for one in found)
    assert [one.reading["figures"][0]["value_low"] for one in found] == [3.0, 1.0, 2.0]


def test_nothing_to_read_gives_nothing():
    assert list(outcomes([])) == []


def test_outcomes_are_rows_of_the_store():
    rows = pa.Table.from_pylist([one.reading for one in outcomes([article(1), article(2, "…")])], schema=READING)
    assert rows.num_rows == 2
    assert outcome_of(article(1)).reading.keys() == set(READING.names)


@pytest.mark.usefixtures("failing")
def test_a_fault_costs_one_article_and_tells_its_kind_only():
    found = list(outcomes([article(1), article(2, "A fault."), article(3)]))
    assert [one.failure for one in found] == [None, "the extractor failed with LookupError", None]
    assert found[1].reading == {
        "article_id": make_id(2),
        "language": "und",
        **{name: [] for name in READING.names if name not in ("article_id", "language")},
    }
    assert pa.Table.from_pylist([one.reading for one in found], schema=READING).num_rows == 3


def test_a_stopped_run_is_no_fault_of_an_article(monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipelines.engine, "read", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(outcomes([article(1)]))


def test_few_words_need_no_workers(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "_spread", lambda *_: pytest.fail("workers were started"))
    assert len(list(outcomes([article(number) for number in range(5)], workers=2))) == 5


def test_one_worker_is_this_process(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1)
    monkeypatch.setattr(pipelines.engine, "_spread", lambda *_: pytest.fail("workers were started"))
    assert len(list(outcomes([article(number) for number in range(5)], workers=1))) == 5


def test_workers_give_the_same_rows_in_the_same_order(monkeypatch):
    given = [article(number) for number in range(2 * CHUNK + 3)]
    here = list(outcomes(given, workers=1))
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1_000)
    assert list(outcomes(iter(given), workers=2)) == here
