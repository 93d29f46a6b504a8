"""Releases of two tiny tables and a note, for tests of sending them that need no rows of the contract."""

import os
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.release.content import content_sha256
from dataset.release.index import Index, entry_of, read_index, repair_latest, write_index
from dataset.release.lineage import Lineage
from dataset.release.manifest import NAME, Manifest, PartEntry, TableEntry, file_entry, read_manifest, to_json

LINEAGE = Lineage("small/1", code="c", reference="r", curation="u", contract="none of ours")
STEPS = 14
"""Calls of a target that sending one release takes: index, begin, twice each of five files, finish, index."""


def add(folder, version, words="", collection="sample"):
    """Release words and their lengths as a version of a folder."""
    place = folder / version
    place.mkdir(parents=True)
    index = read_index(folder) or Index(collection, ())
    tables = tuple(_table(place, name, rows) for name, rows in _rows(words).items())
    (place / "NOTE.md").write_text(words)
    (place / "claims.csv").write_text(f"claim\r\n{words}\r\n")
    files = tuple(file_entry(place / name) for name in ("NOTE.md", "claims.csv"))
    manifest = Manifest(version, version.replace(".", "-")[:10], index.latest, collection, LINEAGE, tables, files)
    (place / NAME).write_text(to_json(manifest))
    before = (read_manifest(folder / index.latest), index.entries[-1]) if index.latest else None
    index = replace(index, entries=(*index.entries, entry_of(manifest, before)))
    write_index(folder, index)
    repair_latest(folder, index)


def _rows(words):
    return {"words": pa.table({"word": [words]}), "lengths": pa.table({"length": [len(words)]})}


def _table(place, name, rows):
    path = place / f"{name}.parquet"
    pq.write_table(rows, path)
    entry = file_entry(path)
    part = PartEntry(entry.file, entry.bytes, entry.sha256, rows.num_rows)
    return TableEntry(name, rows.num_rows, content_sha256(rows), (part,))


def branch(past, folder):
    """Give a copy of a folder of releases, the files shared."""
    for path in past.rglob("*"):
        if path.is_file() and path.name != ".lock" and "latest" not in path.parts:
            copy = folder / path.relative_to(past)
            copy.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, copy)
    return folder
