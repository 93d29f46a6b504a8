"""The private store of one machine: texts, what was read in them, and the working tables. Never released.

Everything that grows is kept in batches (`batches.py`), written beside their names and then renamed, so that a kill at
any moment leaves whole batches, and the next run goes on behind the last one.

    collection                        whose articles these are: the sample's, or the user's own
    inputs/NNNNNN.parquet             articles as ingested, with their texts
    seen.parquet                      articles that were seen again after a later version of them, and when
    archives.json                     how far each file of many articles was read
    files/NNNNNN.parquet              what each file of one article was known by when it was read
    quarantine.parquet                inputs that could not be read
    ingest_health.parquet             what came of each run of ingestion
    readings/FINGERPRINT/NNNNNN.parquet   rows of one reading, by article, nested
    .reading                          a run is reading texts, or died while it was
    signatures/FINGERPRINT/NNNNNN.parquet   what of each text is compared with others
    common/FINGERPRINT/NNNNNN.parquet   what pairs of texts have in common
    unquoted/FINGERPRINT/NNNNNN.parquet   what of the rows of the batch of readings of that name may not be quoted
    tables/TABLE.parquet              working tables, as the contract has them
    checks/TABLE.json                 what the expectations gave for a working table
    checks/TABLE.met.parquet          digests of its rows that met them all, which are not held against them again
    .spill-NAME/                      rows that have no place in memory, while they are sorted
    curation/                         decisions of people, and which of them are in force (`curation/kept.py`)
"""

import contextlib
import fcntl
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.batches import add_batch, batches, put_together
from dataset.contract.arrow import TYPES, check_fits, empty, read, write
from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES
from dataset.files import read_columns, replaced
from dataset.quarantine import updated
from dataset.release.at_hand import OnDisk
from dataset.texts import Texts

INPUT = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("work_id", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("via", pa.string()),
        pa.field("title", pa.string()),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("published_at", pa.timestamp("us", tz="UTC")),
        pa.field("published_first_on", pa.date32()),
        pa.field("published_last_on", pa.date32()),
        pa.field("published_precision", pa.string(), nullable=False),
        pa.field("published_basis", pa.string(), nullable=False),
        pa.field("retrieved_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("language", pa.string()),
        pa.field("text_sha256", pa.string(), nullable=False),
        pa.field("text_chars", pa.int64(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),
        pa.field("rights", pa.string()),
        pa.field("stream", pa.string()),
        pa.field("ingested_at", pa.timestamp("us", tz="UTC")),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("title_basis", pa.string()),
        pa.field("authors_basis", pa.string()),
        pa.field("published_written", pa.string()),
        pa.field("published_zone", pa.string()),
        pa.field("url_basis", pa.string()),
        pa.field("language_basis", pa.string()),
        pa.field("text_basis", pa.string()),
        pa.field("extraction_agreement", pa.float64()),
    ]
)
"""One article as ingested, before anything is read in it. Batches of older stores lack the last columns: null."""

SEEN = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("seen_at", pa.timestamp("us", tz="UTC"), nullable=False),
    ]
)
KNOWN = pa.schema([pa.field("origin", pa.string(), nullable=False), pa.field("identity", pa.string(), nullable=False)])
"""A file of one article, and what it was known by when it was read."""
COLLECTION = "collection"
JOINED = {
    "sources": ("claims_count", "review_status"),
    "claims": ("statement_id", "independent_count", "review_status"),
    "figures": ("review_status",),
    "territory": ("review_status",),
}
"""Columns that only the join over all articles and the decisions of people give; a reading does not have them."""
READ_TABLES = ("sources", "claims", "claim_chain", "figures", "mentions", "territory")


def reading_columns(name: str) -> list[str]:
    """Give the columns that a reading has of a table."""
    return [column for column in TABLES[name].columns if column not in JOINED.get(name, ())]


def _reading_type(name: str) -> pa.DataType:
    return pa.list_(pa.struct([pa.field(column, TYPES[FIELDS[column].kind]) for column in reading_columns(name)]))


READING = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        *(pa.field(name, _reading_type(name), nullable=False) for name in READ_TABLES),
    ]
)
"""What was read in one article: its language, and its rows of each table."""

SIGNATURE = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("sequences", pa.int64(), nullable=False),
        pa.field("sketch", pa.list_(pa.uint64()), nullable=False),
    ]
)
"""What of one text is compared with others: how many word sequences it has, and the hashes of some of them."""

COMMON = pa.schema(
    [
        pa.field("later", pa.string(), nullable=False),
        pa.field("earlier", pa.string(), nullable=False),
        pa.field("sequences", pa.int64(), nullable=False),
    ]
)
"""How many word sequences the texts of two articles have in common, counted in the texts."""


_ADDED = ("inputs", "files", "readings/*", "signatures/*", "common/*", "unquoted/*")
"""Folders of batches: what is half-written there was left behind by a run that was killed."""


class StoreBusy(RuntimeError):
    """Another run holds the store."""


class StoreMixed(RuntimeError):
    """The store holds articles of another collection: sample rows must not mix with real ones."""


@dataclass(frozen=True, slots=True)
class Store:
    """The store in one folder; made when it is first written to."""

    root: Path
    collection: str | None = None
    """What is added to it, as `places.py` gives it; None for who only reads."""

    def check_collection(self) -> None:
        """Raise StoreMixed where the store holds articles of another collection."""
        path = self.root / COLLECTION
        held = path.read_text(encoding="utf-8") if self.collection and path.exists() else self.collection
        if held != self.collection:
            raise StoreMixed(
                f"{self.root} holds articles of the collection {held!r}, and these are of {self.collection!r}: "
                "set GROUNDLINE_STORE to another folder"
            )

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the store against other runs while adding to it.

        Raises StoreBusy where one holds it already, and StoreMixed where it holds another collection.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / ".lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreBusy(f"another run is adding to the store {self.root}; try again when it is done") from error
            for left_behind in (path for kind in _ADDED for path in self.root.glob(f"{kind}/.*.parquet.*")):
                left_behind.unlink(missing_ok=True)
            self.check_collection()
            if self.collection and not (self.root / COLLECTION).exists():
                with replaced(self.root / COLLECTION) as path:
                    path.write_text(self.collection, encoding="utf-8")
            yield

    def put_together(self, present: Collection[str], now: datetime) -> None:
        """Put small batches together, of what code wrote only that of the `present` fingerprints.

        To be called by who holds the store.
        """
        kinds = ("readings", "signatures", "common")
        for name in ("inputs", "files", *(f"{kind}/{one}" for kind in kinds for one in present)):
            folder = self.root / name
            for gone in put_together(folder, now):
                for beside in self.root.glob(f"unquoted/{folder.name}-*/{gone}"):
                    beside.unlink()

    # inputs
    def add_inputs(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add articles as ingested, in one batch; rows as in `INPUT`."""
        self._add("inputs", pa.Table.from_pylist([dict(row) for row in rows], schema=INPUT))

    def inputs(self, columns: list[str] | None = None) -> pa.Table:
        """Give the articles as ingested, in the order in which they came."""
        wanted = INPUT if columns is None else pa.schema([INPUT.field(name) for name in columns])
        parts = [_read_inputs(path, wanted) for path in self._batches("inputs")]
        return pa.concat_tables(parts) if parts else wanted.empty_table()

    def input_ids(self) -> set[str]:
        """Give the ids of all articles that the store has."""
        return set(self.inputs(["article_id"]).column(0).to_pylist())

    def input_batches(
        self, columns: list[str] | None = None, without: pa.ChunkedArray | None = None
    ) -> Iterator[pa.Table]:
        """Give the articles as ingested batch by batch, in order, so that no more than one is in memory.

        Those whose ids are given as `without` are left out; batches that have no others are not opened.
        """
        wanted = INPUT if columns is None else pa.schema([INPUT.field(name) for name in columns])
        paths = self._batches("inputs")
        if without is None:
            yield from (_read_inputs(path, wanted) for path in paths)
            return
        ids = [read_columns(path, ["article_id"]).column(0).combine_chunks() for path in paths]
        # at once: those that are left out are gone through anew for each call
        is_wanted, start = pc.invert(pc.is_in(pa.chunked_array(ids, pa.string()), value_set=without)), 0
        for path, of_batch in zip(paths, ids, strict=True):
            is_wanted_here = is_wanted.slice(start, len(of_batch))
            start += len(of_batch)
            if pc.any(is_wanted_here).as_py():
                yield _read_inputs(path, wanted).filter(is_wanted_here)

    def texts(self) -> Texts:
        """Give the texts by article_id, without holding more than a batch of them."""
        return Texts(self._batches("inputs"))

    def seen(self) -> dict[str, datetime]:
        """Give, by article_id, when an article was seen again after a later version of it had been."""
        path = self.root / "seen.parquet"
        rows = pq.read_table(path, schema=SEEN).to_pylist() if path.exists() else []
        return {row["article_id"]: row["seen_at"] for row in rows}

    def add_seen(self, seen: Mapping[str, datetime]) -> None:
        """Add when articles were seen again."""
        if seen:
            rows = [
                {"article_id": article_id, "seen_at": moment} for article_id, moment in {**self.seen(), **seen}.items()
            ]
            with replaced(self.root / "seen.parquet") as path:
                pq.write_table(pa.Table.from_pylist(rows, schema=SEEN), path)

    # files of many articles
    def archives(self) -> dict[str, dict[str, Any]]:
        """Give how far each file of many articles was read, by its name, as it was kept."""
        path = self.root / "archives.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def keep_archives(self, marks: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep how far some files of many articles were read."""
        with replaced(self.root / "archives.json") as path:
            path.write_text(json.dumps(self.archives() | dict(marks), sort_keys=True, indent=1), encoding="utf-8")

    # files of one article
    def known_files(self) -> dict[str, str]:
        """Give what each file of one article was known by when it was read, by its name."""
        rows = self._kept("files", KNOWN)
        return dict(zip(rows.column("origin").to_pylist(), rows.column("identity").to_pylist(), strict=True))

    def add_known_files(self, identities: Mapping[str, str]) -> None:
        """Add what files are known by, in one batch; what was known of them before counts no more."""
        self._add("files", pa.table([list(identities), list(identities.values())], schema=KNOWN))

    # quarantine
    def update_quarantine(
        self, rows: Iterable[Mapping[str, Any]], readable: Collection[str] = (), begun: Collection[str] = ()
    ) -> None:
        """Add rows of the table `quarantine`, and take out others, as `dataset.quarantine.updated` does."""
        table = updated(self.quarantine(), rows, readable, begun)
        if table is not None:
            with replaced(self.root / "quarantine.parquet") as path:
                write(table, path, TABLES["quarantine"])

    def quarantine(self) -> pa.Table:
        """Give the inputs that could not be read when they were last tried, as the contract has them."""
        path = self.root / "quarantine.parquet"
        return read(path, TABLES["quarantine"]) if path.exists() else empty(TABLES["quarantine"])

    # readings
    def add_readings(self, fingerprint: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add what was read by the extractor of that fingerprint, in one batch; rows as in `READING`."""
        self._add(f"readings/{fingerprint}", pa.Table.from_pylist([dict(row) for row in rows], schema=READING))

    def read_ids(self, fingerprint: str) -> set[str]:
        """Give the ids of the articles that the extractor of that fingerprint has read."""
        parts = [read_columns(path, ["article_id"]) for path in self._batches(f"readings/{fingerprint}")]
        return {value for part in parts for value in part.column(0).to_pylist()}

    def languages(self, fingerprint: str) -> dict[str, str]:
        """Give the language of each article that the extractor of that fingerprint has read."""
        found: dict[str, str] = {}
        for path in self._batches(f"readings/{fingerprint}"):
            part = read_columns(path, ["article_id", "language"])
            found.update(zip(part.column(0).to_pylist(), part.column(1).to_pylist(), strict=True))
        return found

    def rows_read(self, fingerprint: str, name: str) -> pa.Table:
        """Give the rows of one table that the extractor of that fingerprint read, without the joined columns.

        A first column `read_in` names the article that each row was read in.
        """
        parts = [
            _flat(read_columns(path, ["article_id", name]), name) for path in self._batches(f"readings/{fingerprint}")
        ]
        return pa.concat_tables(parts) if parts else _flat(READING.empty_table(), name)

    def read_articles(self, fingerprint: str) -> dict[str, pa.ChunkedArray]:
        """Give the ids of the articles of each batch that the extractor of that fingerprint has read, by its name."""
        paths = self._batches(f"readings/{fingerprint}")
        return {path.name: read_columns(path, ["article_id"]).column(0) for path in paths}

    def rows_of_batch(self, fingerprint: str, batch: str) -> Callable[[str], pa.Table]:
        """Give what gives the rows of one table of one batch of readings, as `rows_read` does."""
        path = self.root / "readings" / fingerprint / batch
        return lambda name: _flat(read_columns(path, ["article_id", name]), name)

    # copies
    def add_signatures(self, fingerprint: str, rows: pa.Table) -> None:
        """Add signatures of texts, in one batch; rows as in `SIGNATURE`."""
        self._add(f"signatures/{fingerprint}", rows.cast(SIGNATURE))

    def signatures(self, fingerprint: str, columns: list[str] | None = None) -> pa.Table:
        """Give the signatures that the code of that fingerprint has made."""
        return self._kept(f"signatures/{fingerprint}", SIGNATURE, columns)

    def add_common(self, fingerprint: str, rows: pa.Table) -> None:
        """Add what pairs of texts have in common, in one batch; rows as in `COMMON`."""
        self._add(f"common/{fingerprint}", rows.cast(COMMON))

    def common(self, fingerprint: str) -> pa.Table:
        """Give what the code of that fingerprint has counted of pairs of texts."""
        return self._kept(f"common/{fingerprint}", COMMON)

    # working tables
    def table_path(self, name: str) -> Path:
        """Give the file of a working table."""
        return self.root / "tables" / f"{name}.parquet"

    def table(self, name: str) -> OnDisk:
        """Give a working table, of which is read what is asked for.

        Raises ContractError where its columns are not the contract's.
        """
        rows = OnDisk(name, [self.table_path(name)], TABLES[name].key)
        check_fits(rows, TABLES[name])
        return rows

    def _kept(self, kind: str, schema: pa.Schema, columns: list[str] | None = None) -> pa.Table:
        parts = [read_columns(path, columns) for path in self._batches(kind)]
        wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
        return pa.concat_tables(parts) if parts else wanted.empty_table()

    def _batches(self, kind: str) -> list[Path]:
        return batches(self.root / kind)

    def _add(self, kind: str, rows: pa.Table) -> None:
        add_batch(self.root / kind, rows)


def _read_inputs(path: Path, wanted: pa.Schema) -> pa.Table:
    """Read columns of a batch of articles; those that it was written without are null."""
    here = set(pq.read_schema(path).names)
    rows = read_columns(path, [name for name in wanted.names if name in here])
    columns = [rows[field.name] if field.name in here else pa.nulls(len(rows), field.type) for field in wanted]
    return pa.Table.from_arrays(columns, schema=wanted)


def _flat(readings: pa.Table, name: str) -> pa.Table:
    """Give the nested rows of a table as rows, the article in front."""
    nested = readings.column(name).combine_chunks()
    articles = pc.take(readings.column("article_id"), pc.list_parent_indices(nested))
    rows = pc.list_flatten(nested)
    columns = [rows.field(number) for number in range(len(reading_columns(name)))]
    return pa.table([articles, *columns], names=["read_in", *reading_columns(name)])
