"""What each working table was made from, kept beside it: a table whose origins are what they were is not made again.

    made/TABLE.json     its origin, the hash of its file, and what a run tells of it

An origin is a hash over everything that the rows follow from: code, reference data, curation, settings, the tables that
were read, and the state of the store. A file that is not the one on record, as after a kill between the two writes,
counts as not made. What is made from what is not known here: it is told in `assets/`.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from dataset.batches import batches
from dataset.files import replaced
from dataset.fingerprint import CODE, fingerprint
from dataset.places import COPIED_INBOX
from dataset.store import Store

ROOT = Path(__file__).parent.parent
CODE_AND_DATA = (
    "assets",
    "expectations",
    "pipelines",
    "dataset/contract",
    *sorted(f"dataset/curation/{path.name}" for path in (Path(__file__).parent / "curation").glob("*.py")),
    "dataset/reference",
    "dataset/release",
    *sorted(f"dataset/{path.name}" for path in Path(__file__).parent.glob("*.py")),
)
"""All that rows and checks follow from but articles and settings; the whole of it, so that nothing can be forgotten."""
LIBRARIES = ("duckdb", "great-expectations", "numpy", "pandas", "pyarrow")
PLACES = (
    "GROUNDLINE_ENGINE",
    "GROUNDLINE_INBOX",
    "GROUNDLINE_MEMORY",
    "GROUNDLINE_PUBLISH",
    "GROUNDLINE_RAY_ADDRESS",
    "GROUNDLINE_RELEASES",
    "GROUNDLINE_STORE",
)
"""Settings that tell where things lie and where the work is done, and change no row by themselves."""
NO_ORIGIN = (
    "archives.json",
    "checks",
    "common",
    "curation",
    COPIED_INBOX,
    "files",
    "ingest_health.parquet",
    "made",
    "quarantine.parquet",
    "signatures",
    "tables",
    "unquoted",
    "web.sqlite",
    "web.sqlite-shm",
    "web.sqlite-wal",
)
"""What of a store is derived from the rest of it, or no origin but of tables that say so."""

BATCHES = ("inputs", "readings")
"""Folders of batches, which are never changed in place: size and time tell one from another without reading it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A working table on record."""

    origin: str
    file_sha256: str
    content_sha256: str
    """As `release/content.py` defines it."""
    rows: int
    preview: str
    """Some of its rows, for people."""


def keep_made(store: Store, name: str, made: Made) -> None:
    """Put on record what a working table was made from, after its file was put in its place."""
    with replaced(_path(store, name)) as path:
        path.write_text(json.dumps(asdict(made)), encoding="utf-8")


def made(store: Store, name: str) -> Made | None:
    """Give what is on record of a working table; None where nothing is, or in another form, or of another file."""
    path = _path(store, name)
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if kept.keys() != {field.name for field in fields(Made)} or not store.table_path(name).exists():
        return None
    return Made(**kept) if kept["file_sha256"] == table_sha256(store, name) else None


def _path(store: Store, name: str) -> Path:
    return store.root / "made" / f"{name}.json"


def table_sha256(store: Store, name: str) -> str:
    """Give the SHA-256 of the file of a working table."""
    return file_sha256(store.table_path(name))


def file_sha256(path: Path) -> str:
    """Give the SHA-256 of a file, or a word for one that is not there; files only change by being replaced."""
    if not path.is_file():
        return "none"
    found = path.stat()
    return _sha256(path, found.st_ino, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=1_000)
def _sha256(path: Path, *_state: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def origin_of(parts: Mapping[str, str]) -> str:
    """Give the hash over what a table or an outcome follows from, given by name, and over what all follow from."""
    every = {"code and data": _code_and_data(), "settings": json.dumps(_settings(os.environ), sort_keys=True)}
    return hashlib.sha256(json.dumps([every, dict(parts)], sort_keys=True).encode()).hexdigest()


@cache
def _code_and_data() -> str:
    return " ".join([fingerprint(ROOT, CODE_AND_DATA, CODE), *map(version, LIBRARIES)])


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("GROUNDLINE_") and name not in PLACES}


def tables_state(store: Store, names: Iterable[str]) -> dict[str, str]:
    """Give the state of some working tables, by name."""
    return {f"table {name}": table_sha256(store, name) for name in sorted(names)}


def store_state(store: Store, extractor: str) -> str:
    """Give the state of all in a store that tables are made from, with the readings of one extractor."""
    found = []
    for path in sorted(store.root.iterdir()) if store.root.exists() else []:
        if path.name in NO_ORIGIN or path.name.startswith("."):
            continue
        if path.name in BATCHES:
            of_kind = batches(path / extractor if path.name == "readings" else path)
            states = {file: _state_of_batch(file) for file in of_kind}
        else:
            states = {file: file_sha256(file) for file in _files(path) if file.is_file()}
        found += [f"{file.relative_to(store.root).as_posix()} {state}" for file, state in states.items()]
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def files_state(path: Path) -> str:
    """Give the state of a file, or of a folder of small ones."""
    return hashlib.sha256("\n".join(f"{file.name} {file_sha256(file)}" for file in _files(path)).encode()).hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("[!.]*")) if path.is_dir() else [path]


def _state_of_batch(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
