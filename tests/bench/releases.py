"""How long a large release takes, how much memory, and how fast it is read.

Run it from the root of the project:

    uv run python tests/bench/releases.py [CLAIMS]

The sample's articles are copied under new ids, their words exchanged for others of the same length, their days spread
over three years, until there are so many claims (1,000,000 where not said). Then they are released like any others,
every offset compared with its text. Figures are of one run each: repeat it, and look at ratios.
"""

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.arrow import conform, read, write
from dataset.contract.tables import TABLES
from dataset.release.lineage import lineage_of
from dataset.release.offsets import words_at
from dataset.release.opened import find_release, open_release
from dataset.release.publish import OWN_TABLES, Batch, publish
from dataset.release.verify import verify
from dataset.store import Store

ROOT = Path(__file__).parents[2]
OF_COPIES = ("articles", "claims", "claim_chain", "figures", "mentions", "territory", "territory_checks")
IDS = ("article_id", "work_id", "story_id", "supersedes", "copy_of", "claim_id", "parent_claim_id", "statement_id",
       "figure_id", "mention_id", "territory_id")  # fmt: skip
WORDS = {
    "claims": [("content", "content_spans"), ("cue", "cue_spans"), ("source_text", "source_spans")],
    "figures": [("surface", None)],
    "mentions": [("surface", None)],
    "territory": [("evidence", None)],
}
BLOCK = 200
DAY = date(2026, 1, 1)


class Copies:
    """The sample's release, and as many variants of its articles as are asked for."""

    def __init__(self, release: Path, store: Store) -> None:
        self.tables = dict(open_release(release).tables)
        self.texts = {one: text for one, text in store.texts().items() if one in self.ids("articles", "article_id")}
        words = sorted({word for text in self.texts.values() for word in re.findall(r"[a-z]{4,}", text)})
        self.words = {length: [word for word in words if len(word) == length] for length in map(len, words)}
        self.inputs = {row["article_id"]: row for row in store.inputs().to_pylist()}

    def ids(self, table: str, column: str) -> set[str]:
        return set(self.tables[table].column(column).to_pylist())

    def text(self, article: str, copy: int) -> str:
        """Give an article's text with other words of the same lengths."""
        generator = np.random.default_rng([copy, int(article, 16)])
        draws = iter(generator.integers(0, 1 << 30, len(self.texts[article]) // 4 + 1).tolist())

        def other(match: re.Match[str]) -> str:
            choices = self.words[len(match[0])]
            return choices[next(draws) % len(choices)]

        return re.sub(r"[a-z]{4,}", other, self.texts[article])


def new_id(old: str, copy: int) -> str:
    return f"{copy:05x}{old[5:]}"


def block(copies: Copies, numbers: range) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """Give the rows and texts of some copies of all articles."""
    texts = {new_id(one, copy): copies.text(one, copy) for copy in numbers for one in copies.texts}
    prefixes = [f"{copy:05x}" for copy in numbers]
    made = {}
    for name in OF_COPIES:
        base = copies.tables[name]
        rows = base.take(np.tile(np.arange(base.num_rows), len(numbers)))
        prefix = pa.array(np.repeat(np.array(prefixes, dtype=object), base.num_rows), pa.string())
        for column in IDS:
            if column in rows.column_names:
                value = pc.binary_join_element_wise(prefix, pc.utf8_slice_codeunits(rows.column(column), 5), "")
                rows = rows.set_column(rows.column_names.index(column), rows.schema.field(column), value)
        made[name] = _worded(name, rows, texts)
    made["articles"] = _dated(made["articles"], numbers)
    return made, texts


def _worded(name: str, rows: pa.Table, texts: dict[str, str]) -> pa.Table:
    """Put the words of the new texts into the columns that quote them."""
    for column, spans in WORDS.get(name, []):
        names = ["article_id", column, *([spans] if spans else ["char_start", "char_end"])]
        values, hashes = [], []
        for article, old, *where in zip(*(rows.column(one).to_pylist() for one in names), strict=True):
            words = words_at(texts[article], where[0] if spans else [where])
            is_cut = old is not None and old.endswith("…") and len(old) < len(words)
            values.append(None if old is None else words[: len(old) - 1] + "…" if is_cut else words)
            hashes.append(hashlib.sha256(words.encode()).hexdigest())
        rows = rows.set_column(
            rows.column_names.index(column), rows.schema.field(column), pa.array(values, pa.string())
        )
        if column == "content":
            place = rows.column_names.index("content_sha256")
            rows = rows.set_column(place, rows.schema.field(place), pa.array(hashes))
    if name == "articles":
        for column, value in (("text_sha256", _sha), ("text_chars", len)):
            place = rows.column_names.index(column)
            values = [value(texts[article]) for article in rows.column("article_id").to_pylist()]
            rows = rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
    return rows


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _dated(articles: pa.Table, numbers: range) -> pa.Table:
    per_copy = articles.num_rows // len(numbers)
    days = [datetime(2023, 1, 1, tzinfo=UTC) + timedelta(copy * 37 % 1095) for copy in numbers for _ in range(per_copy)]
    place = articles.column_names.index("published_at")
    return articles.set_column(place, articles.schema.field(place), pa.array(days, articles.schema.field(place).type))


def inputs_of(copies: Copies, texts: dict[str, str]) -> Iterator[dict[str, object]]:
    by_rest = {one[5:]: one for one in copies.texts}
    for article, text in texts.items():
        row = copies.inputs[by_rest[article[5:]]]
        yield {**row, "article_id": article, "text": text, "text_chars": len(text), "text_sha256": _sha(text)}


def prepare(root: Path, claims: int) -> None:
    """Run the sample, copy it, and leave texts and tables in a store."""
    environment = {"GROUNDLINE_STORE": str(root / "sample"), "GROUNDLINE_RELEASES": str(root / "first")}
    launched = [sys.executable, "-m", "dagster", "job", "execute", "-m", "assets.definitions", "-j", "release"]
    subprocess.run(launched, env={**os.environ, **environment}, cwd=ROOT, check=True, capture_output=True)
    copies = Copies(find_release(root / "first"), Store(root / "sample"))
    wanted = -(-claims // copies.tables["claims"].num_rows)
    store, parts = Store(root / "store"), {name: [] for name in OF_COPIES}
    for start in range(0, wanted, BLOCK):
        made, texts = block(copies, range(start, min(start + BLOCK, wanted)))
        store.add_inputs(inputs_of(copies, texts))
        for name, rows in made.items():
            parts[name].append(rows)
    for name in TABLES:
        if name not in OWN_TABLES:
            rows = pa.concat_tables(parts[name]) if name in parts else copies.tables[name]
            path = store.table_path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            write(conform(rows, TABLES[name]), path, TABLES[name])


def release(root: Path) -> dict[str, float]:
    """Release what was prepared; give times and the memory that this process took."""
    store = Store(root / "store")
    tables = {name: read(store.table_path(name), TABLES[name]) for name in TABLES if name not in OWN_TABLES}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    batch = Batch(
        "sample", tables, lineage_of("groundline/bench", "bench", "bench", ""), {"METHOD.md": b"-"}, store.texts()
    )
    wall, cpu = time.perf_counter(), time.process_time()
    made = publish(root / "releases", batch, DAY)
    assert made.is_new
    return {
        "wall s": time.perf_counter() - wall,
        "processor s": time.process_time() - cpu,
        "GB at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "GB of tables before": before,
    }


def verified(root: Path) -> dict[str, float]:
    """Verify the release with all texts."""
    wall = time.perf_counter()
    found = verify(find_release(root / "releases"), Store(root / "store").texts())
    assert not found.problems, found
    return {
        "wall s": time.perf_counter() - wall,
        "GB at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def seconds(run: Callable[[], object], times: int = 3) -> float:
    """Give the least time that a run took."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def reading(root: Path) -> None:
    """Read the claims as Parquet, CSV and JSONL, and look one up."""
    folder, other = find_release(root / "releases"), root / "other"
    other.mkdir(exist_ok=True)
    parquet = f"read_parquet('{folder}/claims.*parquet')"
    frame = duckdb.sql(f"SELECT * FROM {parquet}").to_df()
    ids = frame["claim_id"].sample(20, random_state=1).tolist()
    duckdb.sql(f"COPY (SELECT * FROM {parquet}) TO '{other}/claims.csv'")
    duckdb.sql(f"COPY (SELECT * FROM {parquet}) TO '{other}/claims.jsonl'")
    sizes = {
        "Parquet": sum(path.stat().st_size for path in folder.glob("claims.*parquet")),
        "CSV": (other / "claims.csv").stat().st_size,
        "JSONL": (other / "claims.jsonl").stat().st_size,
    }
    sources = {
        "Parquet": parquet,
        "CSV": f"read_csv('{other}/claims.csv')",
        "JSONL": f"read_json('{other}/claims.jsonl')",
    }
    files = sorted(folder.glob("claims.*parquet"))
    pandas = {
        "Parquet": lambda: pd.read_parquet(files),
        "CSV": lambda: pd.read_csv(other / "claims.csv"),
        "JSONL": lambda: pd.read_json(other / "claims.jsonl", lines=True),
    }
    print(f"{'claims as':<10}{'MB':>8}{'all in pandas s':>18}{'count by kind s':>18}{'one by id s':>14}")
    for name, source in sources.items():
        count = f"SELECT modality, count(*), avg(confidence) FROM {source} GROUP BY ALL"
        lookups = iter(ids * 2)
        one = seconds(lambda: duckdb.sql(f"SELECT * FROM {source} WHERE claim_id = '{next(lookups)}'").fetchall(), 10)  # noqa: B023
        line = (sizes[name] / 1e6, seconds(pandas[name], 1), seconds(lambda: duckdb.sql(count).fetchall()), one)  # noqa: B023
        print(f"{name:<10}{line[0]:>8,.1f}{line[1]:>18.2f}{line[2]:>18.3f}{line[3]:>14.3f}")


def main() -> None:
    """Do all of it, each part in a process of its own, so that its memory is its own."""
    if len(sys.argv) == 3:
        step, root = sys.argv[1], Path(sys.argv[2])
        print(json.dumps({"release": release, "verify": verified}[step](root)))
        return
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        prepare(root, claims)
        for step in ("release", "verify"):
            done = subprocess.run(
                [sys.executable, __file__, step, str(root)], check=True, capture_output=True, text=True
            )
            print(step, {name: round(value, 2) for name, value in json.loads(done.stdout).items()})
        manifest = open_release(find_release(root / "releases")).manifest
        print(f"{sum(manifest.rows.values()):,} rows, {manifest.bytes / 1e6:,.1f} MB in {len(manifest.entries)} files:")
        for table in manifest.tables:
            print(f"  {table.name:<18}{table.rows:>10,} rows {table.bytes / 1e6:>8,.1f} MB {len(table.parts):>4} files")
        sheets = [entry.bytes for entry in manifest.files if entry.file.endswith(".csv")]
        print(f"  claims.csv {sum(sheets) / 1e6:,.1f} MB in {len(sheets)} files")
        reading(root)


if __name__ == "__main__":
    main()
