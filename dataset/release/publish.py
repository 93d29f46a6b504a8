"""How a release comes into the world: made aside, verified, put in its place in one step, and then named in the index.

What belongs here: the order of steps, which a kill between any two of them must not hurt. Until the index is replaced
there is no new release; whatever a killed run left behind, the next one clears away.
"""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.contract.tables import TABLES
from dataset.curation.withheld import NOTHING, Withheld
from dataset.memory import Room, temporary_room
from dataset.release import manifest as manifests
from dataset.release.about import About
from dataset.release.at_hand import AtHand, together
from dataset.release.changes import Counts, changes_between, changes_text, counts
from dataset.release.descriptors import DOCUMENTS, documents
from dataset.release.differences import COMPARED
from dataset.release.id_history import id_history
from dataset.release.index import Index, entry_of, read_index, repair_latest, sync_folder, write_index
from dataset.release.lineage import Lineage
from dataset.release.manifest import Manifest, PartEntry, ReleaseError, TableEntry, file_entry, read_manifest
from dataset.release.moves import Move
from dataset.release.of_articles import article_ids, is_of_articles
from dataset.release.opened import Compared, Release, Snapshot, open_release
from dataset.release.parts import file_name, parts_of
from dataset.release.placing import MAKING, alone, sync_files
from dataset.release.sheet import write_sheets
from dataset.release.verify import verify
from dataset.release.version import VersionError, is_version, next_version
from dataset.release.written import Written, content_of, write_whole
from dataset.texts import Some

OWN_TABLES = ("changes", "id_history")
"""The tables that follow from the release before."""
OWN_TEXTS = ("CHANGES.md", *DOCUMENTS)
OWN_ENDINGS = (".parquet", ".json", ".csv")
Report = Callable[[Compared], bytes]
_FURTHER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be released."""

    collection: str
    """`sample` or `own`, as `places.py` gives it; a folder of releases holds one collection only."""
    tables: Mapping[str, pa.Table]
    """All tables of the contract but `changes` and `id_history`, conformed."""
    lineage: Lineage
    files: Mapping[str, bytes]
    """More files by name: METHOD.md."""
    texts: Mapping[str, str]
    """The texts of all articles by article_id, against which every offset is verified."""
    contact: str | None = None
    """Where whoever makes the release can be reached; stands in its card."""
    reports: Mapping[str, Report] = field(default_factory=dict)
    """More files by name, each made of the release and the one before it, and only where there is a new one."""
    merged: tuple[Move, ...] = ()
    """Rows that people merged into others."""
    withheld: Withheld = NOTHING
    """What was taken down, and so is in none of the tables."""
    following: "Following | None" = None
    """Where it is known already: what follows from the release before."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """Those of the tables that lie written in the same form already."""
    room: Room = field(default_factory=temporary_room)


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a release before, and is right only while that one is the latest."""

    version_before: str | None
    tables: Mapping[str, pa.Table]
    """`changes` and `id_history`."""


@dataclass(frozen=True, slots=True)
class Published:
    """The release that holds the rows given."""

    version: str
    folder: Path
    is_new: bool
    """False where the latest release had the same content already."""
    rows: Mapping[str, int]
    """By table."""
    changes: Counts
    """Rows that differ from the release before, by (table, change, cause)."""


def publish(releases: Path, batch: Batch, made_on: date) -> Published:
    """Make a release of the batch on that day (UTC), or give the latest one where its content is the same.

    Raises ReleasesBusy where another run is publishing there, and ReleaseError where the release cannot be made; the
    releases before stay as they were.
    """
    _check(batch)
    try:
        releases.mkdir(parents=True, exist_ok=True)
        with alone(releases):
            index = _cleared(releases, batch.collection)
            return _published(releases, index, batch, made_on)
    except (OSError, VersionError) as error:
        raise ReleaseError(f"no release was made in {releases}: {error}") from error


def unchanged(releases: Path, collection: str, contents: Mapping[str, str | None]) -> Published | None:
    """Give the latest release, where the tables that speak of the world have these contents (`content.py`) in it.

    So that nothing need be read. None where it has others, or where there is none; raises as `publish` does.
    """
    if not releases.is_dir():
        return None
    try:
        with alone(releases):
            index = _cleared(releases, collection)
            latest = open_release(releases / index.latest) if index.latest else None
            return _result(latest, is_new=False) if latest and has_contents(latest, contents) else None
    except OSError as error:
        raise ReleaseError(f"{releases} cannot be read: {error}") from error


def has_contents(release: Release, contents: Mapping[str, str | None]) -> bool:
    """Say whether the tables that speak of the world have these contents in a release, by name."""
    known = {entry.name: entry.content_sha256 for entry in release.manifest.tables}
    return all(known.get(name) is not None and known.get(name) == contents[name] for name in COMPARED)


def _check(batch: Batch) -> None:
    wanted = TABLES.keys() - set(OWN_TABLES)
    if batch.tables.keys() != wanted:
        raise ReleaseError(f"tables missing or unknown: {sorted(batch.tables.keys() ^ wanted)}")
    for name in (*batch.files, *batch.reports):
        if not _FURTHER.fullmatch(name) or name in OWN_TEXTS or name.endswith(OWN_ENDINGS):
            raise ReleaseError(f"{name!r} cannot be the name of a further file of a release")
    missing = set(batch.tables["articles"].column("article_id").to_pylist()) - set(batch.texts)
    if missing:
        raise ReleaseError(f"{len(missing)} articles have no text to verify offsets against, {min(missing)} among them")


def _cleared(releases: Path, collection: str) -> Index:
    """Give the index, after clearing away what a killed run left behind."""
    index = read_index(releases) or Index(collection, ())
    if index.collection != collection:
        raise ReleaseError(
            f"{releases} holds releases of the collection {index.collection!r}, and these rows are of {collection!r}: "
            "set GROUNDLINE_RELEASES to another folder"
        )
    for folder in sorted(releases.iterdir()):
        if is_version(folder.name) and folder.name not in index.versions:
            _set_aside(folder, index)
    for path in [*releases.glob(f"{MAKING}*"), *releases.glob(".index.json.*"), *releases.glob(".latest.*")]:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    repair_latest(releases, index)
    return index


def _set_aside(folder: Path, index: Index) -> None:
    """Mark a folder that the index does not name for clearing, if it can only be what a killed run left behind."""
    if read_manifest(folder).previous != index.latest:
        raise ReleaseError(
            f"index.json does not name {folder.name}, and it was not left behind by a run that was killed: "
            "bring back the index that names it, or move the folder away"
        )
    os.rename(folder, folder.with_name(f"{MAKING}{folder.name}-left-behind"))


def _published(releases: Path, index: Index, batch: Batch, made_on: date) -> Published:
    latest = open_release(releases / index.latest) if index.latest else None
    if latest and has_contents(latest, {name: content_of(name, batch.tables, batch.written) for name in COMPARED}):
        return _result(latest, is_new=False)
    own = _own(latest, batch)
    if latest and not own["changes"].num_rows and _has_same_columns(latest.tables, batch.tables):
        return _result(latest, is_new=False)
    version = next_version(made_on, index.versions)
    making = releases / f"{MAKING}{version}"
    try:
        manifest = _make(making, batch, own, version, made_on, latest)
        _verify(making, _to_compare(latest, batch, own["changes"]), batch.room)
        os.rename(making, releases / version)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    sync_folder(releases)
    entry = entry_of(manifest, (latest.manifest, index.entries[-1]) if latest else None)
    index = Index(index.collection, (*index.entries, entry))
    write_index(releases, index)
    repair_latest(releases, index)
    return _result(Release(releases / version, manifest), is_new=True)


def _own(latest: Release | None, batch: Batch) -> Mapping[str, pa.Table]:
    """Give the tables that follow from the release before; another run may have made one since they were made."""
    version = latest.manifest.version if latest else None
    if batch.following and batch.following.version_before == version:
        return batch.following.tables
    before, now = latest.snapshot if latest else None, Snapshot(batch.tables, batch.lineage, batch.withheld)
    moved = id_history(before, now, version, batch.texts, batch.merged)
    return {"changes": changes_between(before, now), "id_history": moved}


def _has_same_columns(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> bool:
    return all(
        name in before
        and before[name].schema.names == after[name].schema.names
        and before[name].schema.types == after[name].schema.types
        for name in COMPARED
    )


def _make(
    making: Path,
    batch: Batch,
    own: Mapping[str, pa.Table],
    version: str,
    made_on: date,
    latest: Release | None,
) -> Manifest:
    """Write all files of a release into a new folder, the manifest last, and bring them to disk."""
    making.mkdir()
    all_tables = together(own, batch.tables)
    tables = tuple(_write_table(making, name, all_tables, batch) for name in TABLES)
    sheets = tuple(map(file_entry, write_sheets(making, all_tables, batch.room)))
    previous = latest.manifest if latest else None
    lineages = (previous.lineage if previous else None, batch.lineage)
    before = previous.version if previous else None
    compared = Compared(version, all_tables, before, _unwithheld(latest.tables, batch.withheld) if latest else None)
    files = {
        **batch.files,
        **{name: report(compared) for name, report in batch.reports.items()},
        **documents(About(version, made_on.isoformat(), tables, sheets, batch.contact)),
        "CHANGES.md": changes_text(version, before, own["changes"], lineages).encode(),
    }
    for name in sorted(files):
        (making / name).write_bytes(files[name])
    manifest = Manifest(
        version=version,
        made_on=made_on.isoformat(),
        previous=before,
        collection=batch.collection,
        lineage=batch.lineage,
        tables=tables,
        files=(*sheets, *(file_entry(making / name) for name in sorted(files))),
    )
    (making / manifests.NAME).write_text(manifests.to_json(manifest), encoding="utf-8")
    sync_files(making)
    return manifest


def _unwithheld(before: Mapping[str, pa.Table], withheld: Withheld) -> Mapping[str, pa.Table]:
    """Give tables of the release before without the articles that are taken down: reports must not name them either."""
    if not withheld.articles:
        return before
    gone = pa.array(sorted(withheld.articles), pa.string())

    def kept(name: str) -> pa.Table:
        if name not in TABLES or not is_of_articles(name):
            return before[name]
        return before[name].filter(pc.invert(pc.is_in(article_ids(name, before), value_set=gone)))

    return AtHand({name: partial(kept, name) for name in before})


def _write_table(making: Path, name: str, tables: Mapping[str, pa.Table], batch: Batch) -> TableEntry:
    parts = []
    for month, rows in parts_of(name, tables, batch.room):
        path = making / file_name(name, month)
        write_whole(path, name, rows, {} if month else batch.written)
        entry = file_entry(path)
        parts.append(PartEntry(entry.file, entry.bytes, entry.sha256, pq.read_metadata(path).num_rows, month))
    return TableEntry(name, tables[name].num_rows, content_of(name, tables, batch.written), tuple(parts))


def _to_compare(latest: Release | None, batch: Batch, changes: pa.Table) -> Mapping[str, str]:
    """Give the texts that words are to be compared with: those of works with rows that the release before had not.

    All others were compared when that one was made.
    """
    if latest is None:
        return batch.texts
    works = changes.filter(pc.not_equal(changes.column("change"), "removed")).column("work_id")
    articles = batch.tables["articles"]
    is_of_them = pc.is_in(articles.column("work_id"), value_set=works.drop_null())
    return Some(batch.texts, frozenset(articles.column("article_id").filter(is_of_them).to_pylist()))


def _verify(making: Path, texts: Mapping[str, str], room: Room) -> None:
    if problems := verify(making, texts, room).problems:
        shown = "; ".join(str(problem) for problem in problems[:5])
        raise ReleaseError(f"the release was not made, because it would not verify: {shown}")


def _result(release: Release, is_new: bool) -> Published:
    manifest = release.manifest
    changed = counts(release.tables["changes"]) if is_new else {}
    return Published(manifest.version, release.folder, is_new, manifest.rows, changed)
