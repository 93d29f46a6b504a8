"""Reading in workers: in order, within limits, and one bad input harms no other."""

import os
import subprocess
import sys
import time

import pytest
from acting import Absent, act, burn

from pipelines.ingest.found import Unreadable
from pipelines.ingest.workers import AHEAD, WAITING, Done, Limits, Workers, WorkersBroken

TIGHT = Limits(cpu_seconds=1, wall_seconds=4, memory_bytes=700_000_000, result_bytes=1_000_000)

LIMITED = pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps no limit of memory")


def told(items, limits=TIGHT, count=2):
    with Workers(limits, count) as workers:
        found = list(workers.results(act, items))
    assert [item for item, _ in found] == list(items)
    return [outcome.reason_code if isinstance(outcome, Unreadable) else outcome for _, outcome in found]


@pytest.mark.parametrize(
    ("item", "reason_code"),
    [
        pytest.param("spin", "too_slow", id="processor-time"),
        pytest.param("sleep", "too_slow", id="waiting"),
        pytest.param("fill", "out_of_memory", id="memory", marks=LIMITED),
        pytest.param("kill", "out_of_memory", id="killed-by-the-system"),
        pytest.param("fault", "crashed", id="segmentation-fault"),
        pytest.param("leave", "crashed", id="exit"),
        pytest.param("deep", "crashed", id="recursion"),
        pytest.param("fail", "crashed", id="exception"),
        pytest.param("long", "too_large", id="result"),
        pytest.param("refuse", "no_text", id="refused-by-the-reader"),
    ],
)  # fmt: skip
def test_an_input_beyond_its_limits_is_told_and_harms_no_other(item, reason_code):
    items = ["a", item, "b", "c", item, "d", "e", "f", "g", "h"]
    assert told(items) == ["a", reason_code, "b", "c", reason_code, "d", "e", "f", "g", "h"]


def test_the_reason_has_no_word_of_the_input():
    with Workers(TIGHT, 1) as workers:
        ((_, outcome),) = workers.results(act, ["fail"])
    assert outcome.reason == "its reader failed with KeyError"


def test_a_refusal_comes_through_whole():
    with Workers(TIGHT, 1) as workers:
        ((_, outcome),) = workers.results(act, ["refuse"])
    assert (outcome.reason_code, outcome.reason, outcome.size) == ("no_text", "holds nothing", 7)


def test_what_needs_no_worker_keeps_its_place_and_starts_none():
    with Workers(TIGHT, 2) as workers:
        found = list(workers.results(act, [Done(1), Done(2)]))
        assert [outcome for _, outcome in found] == [1, 2]
        assert not workers._workers
        found = [outcome for _, outcome in workers.results(act, [Done(1), "a", Done(2), "b"])]
    assert found == [1, "a", 2, "b"]


def test_a_worker_serves_many_and_is_replaced_only_when_it_broke():
    with Workers(TIGHT, 1) as workers:
        found = [outcome for _, outcome in workers.results(act, ["pid", "pid", "fault", "pid", "pid"])]
        assert found[0] == found[1]
        assert found[3] == found[4] != found[0]
        assert [outcome for _, outcome in workers.results(act, ["pid"])] == [found[4]], "one call after another"


def test_processor_time_is_counted_for_each_input_anew():
    with Workers(TIGHT, 1) as workers:
        found = [outcome for _, outcome in workers.results(burn, [0.5] * 6)]
    assert found == [0.5] * 6


def test_no_more_is_taken_ahead_than_the_workers_have_in_hand():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    with Workers(TIGHT, 2) as workers:
        results = workers.results(act, items())
        for number in range(20):
            assert next(results) == (number, number)
            assert len(taken) <= number + 1 + AHEAD


def test_only_so_many_inputs_are_in_hand_while_one_takes_its_time():
    taken = []

    def items():
        for item in ("sleep", *range(100)):
            taken.append(item)
            yield item

    with Workers(Limits(wall_seconds=1), 1) as workers:
        next(workers.results(act, items()))
        assert len(taken) == WAITING


def test_who_stops_listening_leaves_no_process_behind():
    with Workers(TIGHT, 2) as workers:
        results = workers.results(act, ["pid", "sleep", "sleep", "sleep"])
        pid = next(results)[1]
        results.close()
        assert not workers._busy()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_function_that_cannot_be_loaded_is_no_fault_of_the_input():
    with Workers(TIGHT, 1) as workers, pytest.raises(WorkersBroken, match="cannot load"):
        list(workers.results(len, [Absent()]))


WITHOUT_GUARD = """
from pipelines.ingest.workers import Workers
print("once", flush=True)
with Workers() as workers:
    print([outcome for _, outcome in workers.results(len, ["four", "by"])])
"""


def test_a_script_without_a_guard_is_not_run_again(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(WITHOUT_GUARD, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "once\n[4, 2]\n"


ORPHANS = """
import sys, time
from pipelines.ingest.workers import Workers
from acting import act
with Workers() as workers:
    for _, pid in workers.results(act, ["pid", "sleep"]):
        print(pid, flush=True)
"""


def test_workers_end_with_a_caller_that_is_killed():
    folder = os.path.dirname(__file__)
    process = subprocess.Popen(
        [sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": folder}
    )
    with process:
        pid = int(process.stdout.readline())
        process.kill()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("the worker lives on")
