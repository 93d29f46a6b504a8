"""What joins, checks and a release cost at large numbers of articles, without reading as many texts.

Run it from the root of the project:

    uv run python tests/bench/joined.py NUMBER... [--base 2000] [--root FOLDER] [--once]

`--base` articles of `varied.py` are read once, into a store. Stores of each NUMBER are multiplied from it: another
article for each, in which letters stand for other letters, in its text and in what was read there; so offsets, hashes
and figures hold, copies are copies of each other, and two multiples share no words. Then the job `release` runs over
each store as in `whole.py`, and again with a hundredth more articles unless `--once`. A line of the table is a step:
seconds by the clock, of CPU time, and the most memory that the process held meanwhile.
"""

import argparse
import hashlib
import random
import shutil
import string
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from whole import ROOT, content_of, prepared, run, table

sys.path.insert(0, str(ROOT))

from dataset.batches import add_batch, batches
from dataset.contract.ids import make_id
from dataset.store import Store
from pipelines.version import reading_fingerprint

IDS = frozenset({"article_id", "work_id", "claim_id", "figure_id", "mention_id", "territory_id", "parent_claim_id",
                 "source_id", "part_of"})  # fmt: skip
WORDS = frozenset({"text", "title", "content", "cue", "source_text", "surface", "evidence", "description", "name",
                   "said_at_event", "share_of", "region_text", "extent_text"})  # fmt: skip
MORE = 100
"""The part of the articles that the second run has beside."""


class Multiple:
    """The articles of a store in other letters; sources that the reference tables know stay who they are."""

    def __init__(self, number: int, known: frozenset[str]) -> None:
        letters = list(string.ascii_lowercase)
        random.Random(number).shuffle(letters)
        small = "".join(letters)
        self.number, self.known = number, known
        self.letters = str.maketrans(string.ascii_letters, small + small.upper())

    def inputs(self, rows: pa.Table) -> pa.Table:
        """Give a batch of articles as ingested."""
        rows = self._table(rows)
        hashes = pa.array([hashlib.sha256(one.encode()).hexdigest() for one in rows.column("text").to_pylist()])
        urls = pc.binary_join_element_wise(rows.column("url"), str(self.number), "?")
        rows = rows.set_column(rows.column_names.index("text_sha256"), "text_sha256", hashes)
        return rows.set_column(rows.column_names.index("url"), "url", urls)

    def readings(self, rows: pa.Table, inputs: pa.Table) -> pa.Table:
        """Give a batch of readings; `inputs` are the articles it is of, as given here."""
        self.texts = dict(zip(inputs.column("article_id").to_pylist(), inputs.column("text").to_pylist(), strict=True))
        return self._table(rows)

    def _table(self, rows: pa.Table) -> pa.Table:
        columns = [self._column(name, rows.column(name).combine_chunks()) for name in rows.column_names]
        return pa.Table.from_arrays(columns, schema=rows.schema)

    def _column(self, name: str, values: pa.Array) -> pa.Array:
        kind = values.type
        if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
            return pa.ListArray.from_arrays(values.offsets, self._rows(values.values), type=kind)
        if name not in IDS | WORDS:
            return values
        coded = values.dictionary_encode()
        new = [self._other(name, one) for one in coded.dictionary.to_pylist()]
        return pa.array(new, kind).take(coded.indices)

    def _other(self, name: str, value: str) -> str:
        if name in WORDS:
            return value.translate(self.letters)
        return value if value in self.known else make_id(value, self.number)

    def _rows(self, rows: pa.StructArray) -> pa.StructArray:
        fields = {field.name: rows.field(field.name) for field in rows.type}
        new = {name: self._column(name, values) for name, values in fields.items()}
        if "entity_id" in new and "name" in new:
            new["name"] = pc.if_else(new["entity_id"].is_valid(), fields["name"], new["name"])
        if "content_sha256" in new:
            new["content_sha256"] = pa.array(self._hashes(new["article_id"], new["content_spans"]))
        return pa.StructArray.from_arrays(list(new.values()), fields=list(rows.type))

    def _hashes(self, articles: pa.Array, spans: pa.Array) -> Iterator[str]:
        for article, places in zip(articles.to_pylist(), spans.to_pylist(), strict=True):
            words = " ".join(self.texts[article][start:end] for start, end in places)
            yield hashlib.sha256(words.encode()).hexdigest()


def batches_of(base: Store) -> list[tuple[pa.Table, pa.Table]]:
    """Give the batches of a store: articles as ingested, and what was read in them."""
    inputs = pa.concat_tables(base.input_batches())
    folder = base.root / "readings" / reading_fingerprint()
    return [(_inputs_of(rows, inputs), rows) for rows in map(pq.read_table, batches(folder))]


def _inputs_of(readings: pa.Table, inputs: pa.Table) -> pa.Table:
    place = pc.index_in(readings.column("article_id"), value_set=inputs.column("article_id"))
    return inputs.take(place).combine_chunks()


def known_sources(batches: list[tuple[pa.Table, pa.Table]]) -> frozenset[str]:
    """Give the ids of sources that are the same in every article."""
    found = set[str]()
    for _, readings in batches:
        rows = readings.column("sources").combine_chunks().flatten()
        is_known = pc.or_(rows.field("entity_id").is_valid(), pc.equal(rows.field("kind"), "unattributed"))
        found |= set(rows.field("source_id").filter(is_known).to_pylist())
    return frozenset(found)


def multiply(batches: list[tuple[pa.Table, pa.Table]], store: Store, count: int, begin: int = 0) -> None:
    """Add so many articles to a store, in letters of numbers from `begin` on."""
    known = known_sources(batches)
    for number in range(begin, begin + count):
        other = Multiple(number, known)
        for inputs, readings in batches:
            size = min(count, len(inputs))
            new = other.inputs(inputs.slice(0, size))
            rows = {"inputs": new, f"readings/{reading_fingerprint()}": other.readings(readings.slice(0, size), new)}
            for kind, table_rows in rows.items():
                add_batch(store.root / kind, table_rows)
            count -= size
            if not count:
                return


def measured(base: Path, root: Path, count: int, is_once: bool) -> None:
    """Multiply to so many articles, and to a hundredth more, and print what the runs took."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "inbox").mkdir(parents=True)
    (root / "inbox" / "one.txt").write_text("Nothing was said on Monday, and nobody said why.")
    batches, store, found = batches_of(Store(base / "store")), Store(root / "store"), {}
    for name, more, begin in ((f"{count:,}", count, 0), ("1 % more", max(1, count // MORE), count))[: 2 - is_once]:
        multiply(batches, store, more, begin)
        found[name] = run(root)
        content, rows = content_of(root / "releases")
        print(f"{name}: content {content}, {sum(rows.values()):,} rows", flush=True)
    table(found)
    for name, steps in found.items():
        _, cpu, peak = steps["whole"]
        print(f"{name}: {(cpu - steps['start-up'][1]) / count * 1000:.2f} CPU s per 1,000 articles, {peak:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("numbers", type=int, nargs="+")
    parser.add_argument("--base", type=int, default=2_000)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--once", action="store_true", help="leave the second runs out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.root or Path(folder)
        if not (root / "base" / "inbox").exists():
            prepared(str(given.base), root / "base")
        run(root / "base")
        for count in given.numbers:
            measured(root / "base", root / str(count), count, given.once)


if __name__ == "__main__":
    main()
