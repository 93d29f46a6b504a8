"""Reading many articles: one outcome each, in order, whoever does the work, and a fault costs one article."""

import itertools
import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

import pipelines.cluster
import pipelines.engine
import pipelines.outcome
from dataset.contract.ids import make_id
from dataset.store import READING
from pipelines.engine import BROKEN, CHUNK, TRIES, outcomes, read_over
from pipelines.model import Article, Document
from pipelines.outcome import EngineError, Lost, outcome_of


def article(number, text=None):
    text = text or f"Mira Toll said on Monday that {number} ships had left Kyiv."
    document = Document(make_id(number), text, None, None, None, None, None)
    return Article(make_id(number), make_id("work", number), document)


@pytest.fixture
def failing(monkeypatch):
    """Let the extractor fail on texts with a word in them."""
    read = pipelines.outcome.read

    def broken(document):
        if "fault" in document.text:
            raise LookupError(f"no luck with {document.text}")
        return read(document)

    monkeypatch.setattr(pipelines.outcome, "read", broken)


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

    monkeypatch.setattr(pipelines.outcome, "read", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(outcomes([article(1)]))


class Spread:
    """Workers that are none: they lose the chunks that they are told to lose, so many times each."""

    def __init__(self, losses=()):
        self.losses, self.chunks, self.alone = dict(losses), [], []

    def many(self, chunks):
        for chunk in chunks:
            self.chunks.append(chunk)
            yield chunk, self.read(chunk)

    def one(self, chunk):
        self.alone.append(chunk[0].article_id)
        return self.read(chunk)

    def read(self, chunk):
        losing = [one.article_id for one in chunk if self.losses.get(one.article_id, 0) > 0]
        for article_id in losing:
            self.losses[article_id] -= 1
        return Lost("was switched off") if losing else [outcome_of(one) for one in chunk]


@pytest.fixture
def no_workers(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "_workers", lambda *_: pytest.fail("workers were started"))


@pytest.mark.usefixtures("no_workers")
def test_few_words_need_no_workers():
    assert len(list(outcomes([article(number) for number in range(5)], workers=2))) == 5


@pytest.mark.usefixtures("no_workers")
def test_one_worker_is_this_process(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1)
    assert len(list(outcomes([article(number) for number in range(5)], workers=1))) == 5


@pytest.mark.usefixtures("no_workers")
def test_nothing_to_read_starts_no_workers_however_careful():
    assert list(outcomes([], careful=True)) == []


@pytest.mark.parametrize(
    ("words", "workers", "careful"),
    [pytest.param(1_000, 2, False, id="much-to-read"), pytest.param(3_000_000, 1, True, id="careful")],
)
def test_workers_give_the_same_rows_in_the_same_order(monkeypatch, words, workers, careful):
    given = [article(number) for number in range(2 * CHUNK + 3)]
    here = list(outcomes(given, workers=1))
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", words)
    monkeypatch.setattr("pipelines.engine.outcome_of", lambda _: pytest.fail("read in this process"))
    assert list(outcomes(iter(given), workers, careful)) == here


def test_an_engine_that_is_none_is_told_before_anything_is_read(monkeypatch):
    monkeypatch.setenv("GROUNDLINE_ENGINE", "steam")
    with pytest.raises(EngineError, match="GROUNDLINE_ENGINE: 'steam' is no engine"):
        list(outcomes([]))


def test_a_cluster_without_its_library_is_told_with_the_cure(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1)
    monkeypatch.setenv("GROUNDLINE_ENGINE", "ray")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match="uv sync --extra ray"):
        list(outcomes([article(1)]))


def test_chunks_have_few_articles_and_few_words(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "CHUNK_CHARS", 4_000)
    given = [article(number, "Nobody said a word. " * 100) for number in range(4)]
    given += [article(number) for number in range(4, 5 + CHUNK)]
    spread = Spread()
    assert [one.article_id for one in read_over(spread, given)] == [one.article_id for one in given]
    assert [len(chunk) for chunk in spread.chunks] == [2, 2, CHUNK, 1]


def test_articles_of_a_lost_chunk_are_read_again_alone():
    given = [article(number) for number in range(2 * CHUNK)]
    spread = Spread({given[3].article_id: 1})
    assert list(read_over(spread, given)) == [outcome_of(one) for one in given]
    assert spread.alone == [one.article_id for one in given[:CHUNK]]


@pytest.mark.parametrize(("losses", "is_read"), [pytest.param(3, True, id="in-time"), pytest.param(4, False, id="not")])
def test_an_article_is_read_alone_three_times_at_most(losses, is_read):
    given = [article(number) for number in range(5)]
    spread = Spread({given[2].article_id: losses})
    found = list(read_over(spread, given))
    assert spread.alone.count(given[2].article_id) == 3
    why = "the extractor was ended each time it read this, and at last was switched off"
    assert [one.failure for one in found] == [None, None, None if is_read else why, None, None]
    rows = pa.Table.from_pylist([one.reading for one in found], schema=READING)
    assert rows.column("claims").combine_chunks().value_lengths().to_pylist() == [1, 1, 1 if is_read else 0, 1, 1]


@pytest.mark.parametrize("chunk", [CHUNK, 3], ids=["one-chunk", "over-chunks"])
def test_workers_that_die_whatever_they_read_stop_the_run(monkeypatch, chunk):
    monkeypatch.setattr(pipelines.engine, "CHUNK", chunk)
    given = [article(number) for number in range(CHUNK)]
    spread, found = Spread({one.article_id: 100 for one in given}), []
    with pytest.raises(EngineError, match="die whatever they read: the last one was switched off"):
        found.extend(read_over(spread, given))
    assert len(spread.alone) == TRIES * BROKEN
    assert not found, "articles that broken workers lost were given up"


def test_a_cluster_that_shrinks_has_less_out(monkeypatch):
    cores = itertools.chain([32, 32], itertools.repeat(8))
    ray = SimpleNamespace(cluster_resources=lambda: {"CPU": next(cores)}, cancel=lambda _: None)
    monkeypatch.setattr(pipelines.cluster, "_ray", lambda: ray)
    cluster = pipelines.cluster.Cluster()
    monkeypatch.setattr(cluster, "_send", lambda chunk: chunk)
    monkeypatch.setattr(cluster, "_receive", lambda chunk: [outcome_of(one) for one in chunk])
    chunks = [(article(number),) for number in range(300)]
    assert [chunk for chunk, _ in cluster.many(chunks)] == chunks
