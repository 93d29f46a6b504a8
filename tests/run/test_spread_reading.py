"""Reading on this machine's cores and on a Ray cluster: the same rows in the same order, whoever dies meanwhile."""

import os
import random
import signal
import threading
import time

import chunk_reading
import pytest

import pipelines.engine
from dataset.contract.ids import make_id
from pipelines.cluster import Cluster
from pipelines.cores import Cores
from pipelines.engine import outcomes, read_over
from pipelines.ingest.workers import Limits
from pipelines.model import Article, Document
from pipelines.outcome import EngineError, outcome_of, read_chunk


def article(number, text=None):
    text = text or f"Mira Toll said on Monday that {number} ships had left Kyiv."
    return Article(make_id(number), make_id("work", number), Document(make_id(number), text))


def articles(count, **others):
    """Give some articles, those at some places with other texts."""
    return [article(number, others.get(f"at_{number}")) for number in range(count)]


@pytest.fixture(params=["cores", "ray"])
def workers(request):
    """Give what makes workers of a kind that do something with a chunk."""
    if request.param == "cores":
        return lambda read=read_chunk: Cores(3, read)
    cluster = request.getfixturevalue("ray_cluster")
    return lambda read=read_chunk: Cluster(cluster.address, read)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "CHUNK", 4)


def test_the_same_rows_in_the_same_order(workers):
    given = articles(50)
    with workers() as spread:
        assert list(read_over(spread, iter(given))) == [outcome_of(one) for one in given]


@pytest.mark.slow
def test_a_run_that_is_no_node_of_the_cluster_gets_the_same(ray_cluster):
    given = articles(10, at_5="Kill whoever reads it.")
    with Cluster(ray_cluster.from_outside, chunk_reading.acting) as spread:
        found = list(read_over(spread, iter(given)))
    assert [number for number, one in enumerate(found) if one.failure] == [5]
    assert found[:5] + found[6:] == [outcome_of(one) for one in given[:5] + given[6:]]


def check_a_kill(make, at, said):
    """Kill the worker that has an article in hand: it is replaced, and each article comes out once, in its place."""
    given, again = articles(60, **{f"at_{at}": f"Wait {said} said Mira Toll, who had seen 12 ships."}), []
    killer = threading.Thread(target=kill_who_says_so, args=(said,))
    killer.start()
    with make(chunk_reading.waiting) as spread:
        alone = spread.one
        spread.one = lambda chunk: again.append(chunk) or alone(chunk)
        found = list(read_over(spread, iter(given)))
    killer.join()
    assert [chunk[0] for chunk in again] == given[at - at % 4 : at - at % 4 + 4], "other articles were lost, or none"
    assert found == [outcome_of(one) for one in given]


def kill_who_says_so(said):
    """Wait until a worker has said who it is, and kill it."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if said.exists() and (words := said.read_text()).endswith("\n"):
            os.kill(int(words), signal.SIGKILL)
            return
        time.sleep(0.01)


def test_a_killed_worker_is_replaced_and_nothing_is_lost_or_double(workers, tmp_path):
    check_a_kill(workers, 21, tmp_path / "said")


@pytest.mark.slow
@pytest.mark.parametrize("time", range(20))
def test_twenty_killed_workers(workers, tmp_path, time):
    check_a_kill(workers, random.Random(time).randrange(60), tmp_path / "said")


@pytest.mark.parametrize("word", ["Kill", "Fault", "Leave"])
def test_an_article_that_ends_its_worker_each_time_is_given_up_and_harms_no_other(word):
    check_an_end(Cores(2, chunk_reading.acting), word)


@pytest.mark.slow
def test_an_article_that_ends_its_task_each_time_is_given_up_and_harms_no_other(ray_cluster):
    check_an_end(Cluster(ray_cluster.address, chunk_reading.acting), "Kill")


def check_an_end(workers, word):
    """Read articles of which one ends whoever reads it."""
    given = articles(10, at_5=f"{word} whoever reads it.")
    with workers as spread:
        found = list(read_over(spread, iter(given)))
    assert found[:5] + found[6:] == [outcome_of(one) for one in given[:5] + given[6:]]
    assert found[5].article_id == given[5].article_id
    assert found[5].failure.startswith("the extractor was ended each time it read this, and at last ")
    assert word not in found[5].failure


@pytest.mark.slow
def test_no_more_is_taken_than_is_in_hand(workers):
    taken = []
    given = (taken.append(one) or one for one in articles(2_000))
    with workers() as spread:
        found = read_over(spread, given)
        next(found)
        assert 4 <= len(taken) <= 100
        found.close()


def test_a_worker_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(pipelines.engine, "TRIES", 1)
    limits = Limits(cpu_seconds=1, wall_seconds=20)
    with Cores(1, chunk_reading.spinning, limits) as cores:
        (found,) = read_over(cores, articles(1))
    assert "more than 1 seconds of processor time" in found.failure


@pytest.mark.slow
def test_a_task_that_never_ends_is_ended(ray_cluster, monkeypatch):
    monkeypatch.setattr(pipelines.engine, "TRIES", 1)
    with Cluster(ray_cluster.address, chunk_reading.spinning, Limits(cpu_seconds=1, wall_seconds=300)) as cluster:
        (found,) = read_over(cluster, articles(1))
    assert "was lost with its worker" in found.failure


@pytest.mark.slow
def test_a_cluster_that_gives_nothing_is_told(ray_cluster):
    limits = Limits(cpu_seconds=60, wall_seconds=5)
    with (
        Cluster(ray_cluster.address, chunk_reading.spinning, limits) as cluster,
        pytest.raises(EngineError, match="gave nothing for 5 seconds"),
    ):
        list(read_over(cluster, articles(1)))


@pytest.mark.slow
def test_a_node_with_other_code_is_refused(ray_cluster, monkeypatch):
    monkeypatch.setattr("pipelines.cluster.reading_fingerprint", lambda: "another")
    with Cluster(ray_cluster.address) as cluster, pytest.raises(EngineError, match="the run has another"):
        list(read_over(cluster, articles(1)))


@pytest.mark.slow
def test_a_fault_of_a_nodes_code_stops_the_run_without_words_of_articles(ray_cluster):
    with Cluster(ray_cluster.address, chunk_reading.failing) as cluster, pytest.raises(EngineError) as told:
        list(read_over(cluster, articles(1)))
    assert "LookupError" in str(told.value)
    assert "luck" not in str(told.value)


@pytest.mark.slow
def test_the_engine_is_chosen_by_the_environment(ray_cluster, monkeypatch):
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1_000)
    monkeypatch.setenv("GROUNDLINE_ENGINE", "ray")
    monkeypatch.setenv("GROUNDLINE_RAY_ADDRESS", ray_cluster.address)
    monkeypatch.setattr("pipelines.cores.Cores", lambda *_: pytest.fail("read on this machine"))
    given = articles(40)
    assert list(outcomes(iter(given))) == [outcome_of(one) for one in given]


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(ray_cluster, monkeypatch):
    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1)
    monkeypatch.setenv("GROUNDLINE_ENGINE", "ray")
    monkeypatch.setenv("GROUNDLINE_RAY_ADDRESS", "127.0.0.1:1")
    with pytest.raises(EngineError, match="cannot be used"):
        list(outcomes(articles(3)))


def test_the_release_is_the_same_to_the_hash(ray_cluster, sample, tmp_path, monkeypatch):
    from graph_place import GraphPlace

    monkeypatch.setattr(pipelines.engine, "WORTH_WORKERS", 1)
    place = GraphPlace(tmp_path)
    run = place.run(GROUNDLINE_ENGINE="ray", GROUNDLINE_RAY_ADDRESS=ray_cluster.address, **ray_cluster.environment)
    assert run.succeeded, run.failed_checks or run.failures
    assert place.content() == sample[0].content()
