"""Reading what the store has not read yet: what a run that died leaves to the next one."""

from datetime import UTC, datetime

import pytest

import pipelines.read_store
from dataset.contract.ids import make_id
from dataset.store import INPUT, Store
from pipelines.engine import outcomes
from pipelines.read_store import read_new

NOW = datetime(2025, 1, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "store")
    rows = [
        dict.fromkeys(INPUT.names)
        | {
            "article_id": make_id(number),
            "work_id": make_id("work", number),
            "published_precision": "unknown",
            "published_basis": "none",
            "retrieved_at": NOW,
            "text_sha256": "0" * 64,
            "text_chars": 40,
            "origin": f"{number}.txt",
            "text": f"Mira Toll said that {number} ships had left.",
        }
        for number in range(3)
    ]
    made.add_inputs(rows)
    return made


@pytest.fixture
def asked(monkeypatch):
    """Give whether workers were asked for, of each run."""
    found = []

    def outcomes_asked(articles, careful):
        found.append(careful)
        return outcomes(articles, careful=careful)

    monkeypatch.setattr(pipelines.read_store, "outcomes", outcomes_asked)
    return found


def read(store):
    return read_new(store, "extractor", NOW, lambda _read, _waiting: None)


def test_few_articles_are_read_in_this_process_each_time_that_it_ended_well(store, asked):
    assert [read(store), read(store)] == [3, 0]
    assert asked == [False, False]


def test_a_run_after_one_that_died_reads_in_workers_and_the_next_does_not(store, asked, monkeypatch):
    def died(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("pipelines.outcome.read", died)
        with pytest.raises(KeyboardInterrupt):
            read(store)
    assert [read(store), read(store)] == [3, 0]
    assert asked == [False, True, False]
