"""What each engine costs to read articles: start, throughput, memory, and what becomes of a run whose worker is killed.

Run it from the root of the project, with files of articles (`.jsonl` or `.jsonl.gz`, an object with `text` a line):

    uv run --extra ray --with 'daft[ray]==0.7.26' python tests/bench/engines.py ARTICLES.jsonl.gz [MEGABYTES ...]

Each row is a process of its own: seconds to the reading of one article (`start`, imports of the engine included, those
of the extractor in this process not) and then of all of them, each with the processor time of all processes, which is
steady on a busy machine; the largest memory of the calling process and of it with all below it, in MB, what processes
share left out; and what came of a run of which the busiest process got SIGKILL in its middle.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from measured import Memory, family

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipelines.engine import read_over  # noqa: E402
from pipelines.model import Article, Document  # noqa: E402
from pipelines.outcome import outcome_of  # noqa: E402

CHUNK = 32
CORES = os.cpu_count() or 1
Engine = Callable[[list[Article]], Iterator[object]]


def articles(path: Path, size: int) -> list[Article]:
    """Give the first articles of a file that make up so many bytes of text."""
    found, total = [], 0
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for number, line in enumerate(lines):
            text = json.loads(line)["text"]
            found.append(Article(str(number), str(number), Document(str(number), text)))
            total += len(text.encode())
            if total >= size:
                break
    return found


def read_chunk(chunk: list[Article]) -> list[object]:
    """Read some articles, in a worker."""
    return [outcome_of(article) for article in chunk]


def chunks(given: list[Article]) -> Iterator[list[Article]]:
    """Give the articles in chunks."""
    left = iter(given)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def in_this_process(given: list[Article]) -> Iterator[object]:
    """Read them here."""
    yield from map(outcome_of, given)


def in_process_pool(given: list[Article]) -> Iterator[object]:
    """Read them in the standard library's pool."""
    with ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = []
        for chunk in chunks(given):
            waiting.append(pool.submit(read_chunk, chunk))
            if len(waiting) > 4 * CORES:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def with_daft(given: list[Article], on_ray: bool) -> Iterator[object]:
    """Read them through Daft, from a Parquet file as the store has them."""
    import daft

    if on_ray:
        start_ray()
        daft.set_runner_ray()

    @daft.cls(use_process=True, max_concurrency=CORES)
    class Reader:
        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=CHUNK)
        def read(self, ids: daft.Series, texts: daft.Series) -> list[bytes]:
            import pickle

            pairs = zip(ids.to_pylist(), texts.to_pylist(), strict=True)
            return [pickle.dumps(outcome_of(Article(name, name, Document(name, text)))) for name, text in pairs]

    import pickle

    with tempfile.TemporaryDirectory() as folder:
        rows = {"id": [one.article_id for one in given], "text": [one.document.text for one in given]}
        pq.write_table(pa.table(rows), f"{folder}/texts.parquet", row_group_size=500)
        frame = daft.read_parquet(f"{folder}/texts.parquet")
        for batch in frame.select(Reader().read(frame["id"], frame["text"]).alias("outcome")).to_arrow_iter():
            yield from map(pickle.loads, batch.column(0).to_pylist())


def start_ray() -> None:
    """Start Ray on this machine, with nothing of it to be seen from elsewhere."""
    import ray

    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 - Ray spells it so; the others have none
    ray.init(num_cpus=CORES, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")


def with_cluster(given: list[Article]) -> Iterator[object]:
    """Read them as the engine does on Ray."""
    from pipelines.cluster import Cluster

    start_ray()
    with Cluster() as cluster:
        yield from read_over(cluster, given)


def with_cores(given: list[Article]) -> Iterator[object]:
    """Read them as the engine does on this machine."""
    from pipelines.cores import Cores

    with Cores(CORES) as cores:
        yield from read_over(cores, given)


ENGINES: dict[str, Engine] = {
    "this process": in_this_process,
    "process pool": in_process_pool,
    "cores": with_cores,
    "daft native": partial(with_daft, on_ray=False),
    "cluster": with_cluster,
    "daft on ray": partial(with_daft, on_ray=True),
}


def timed(name: str, path: Path, size: int) -> dict[str, object]:
    """Measure one engine in this process."""
    given, engine = articles(path, size), ENGINES[name]
    list(map(outcome_of, given[:8]))
    with Memory() as memory:
        begin = time.perf_counter()
        count = sum(1 for _ in engine(given))
        whole, used = time.perf_counter() - begin, memory.cpu
    assert count == len(given), (count, len(given))
    return {"seconds": whole, "cpu": used, "own": memory.own, "all": memory.all}


def killed(name: str, path: Path, size: int) -> str:
    """Kill the busiest process below this one in the middle of a run, and tell what came of it."""
    given, found = articles(path, size), list[str]()
    try:
        for one in ENGINES[name](given):
            if not found:
                threading.Thread(target=_kill_busiest).start()
            found.append(one.article_id)
    except Exception as error:
        return f"failed: {type(error).__name__}"
    return "whole" if found == [one.article_id for one in given] else f"{len(found)} of {len(given)}"


def _kill_busiest() -> None:
    others = [pid for pid in family(os.getpid()) if pid != os.getpid()]
    before = {pid: _ticks(pid) for pid in others}
    time.sleep(1)
    busiest = max(others, key=lambda pid: _ticks(pid) - before[pid])
    print(Path(f"/proc/{busiest}/cmdline").read_bytes()[:100], file=sys.stderr)
    os.kill(busiest, signal.SIGKILL)


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def main() -> None:
    """Print the table, or measure one engine where it is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("megabytes", type=float, nargs="*", default=[2.5, 20])
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--kill", action="store_true")
    given = parser.parse_args()
    if given.engine:
        run = killed if given.kill else timed
        print("result", json.dumps(run(given.engine, given.path, int(given.megabytes[0] * 1e6))))
        return
    print("engine           MB   start  (CPU)     all  (CPU)  own MB  all MB  killed")
    for size in given.megabytes:
        for name in ENGINES:
            start, row = (_asked(given.path, some, name) for some in (0, size))
            fate = _asked(given.path, size, name, "--kill") if name != "this process" and size < 10 else ""
            print(
                f"{name:13}{size:6g}{start['seconds']:8.1f}{start['cpu']:7.1f}{row['seconds']:8.1f}{row['cpu']:7.1f}"
                f"{row['own']:8}{row['all']:8}  {fate}",
                flush=True,
            )


def _asked(path: Path, size: float, name: str, *more: str) -> object:
    command = [sys.executable, __file__, str(path), str(size), "--engine", name, *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    answers = [line for line in done.stdout.splitlines() if line.startswith("result ")]
    if not answers:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(answers[0].removeprefix("result "))


if __name__ == "__main__":
    main()
