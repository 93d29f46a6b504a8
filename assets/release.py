"""From checked tables to a release: what changed since the last one, what was checked, and the release itself."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.places import Folders
from assets.tables import in_store, is_current, table_asset
from dataset.contract.arrow import empty
from dataset.contract.tables import TABLES
from dataset.curation.kept import kept_judged
from dataset.curation.takedowns import kept_takedowns
from dataset.curation.withheld import kept_withheld
from dataset.made import Made, file_sha256, made
from dataset.quality import kept_rows, outcomes_sha256
from dataset.release.at_hand import AtHand, together
from dataset.release.changes import changes_between
from dataset.release.differences import COMPARED
from dataset.release.id_history import NAME
from dataset.release.id_history import id_history as moved_ids
from dataset.release.index import read_index
from dataset.release.lineage import lineage_of
from dataset.release.manifest import NAME as MANIFEST
from dataset.release.manifest import ReleaseError
from dataset.release.moves import Move
from dataset.release.opened import Compared, Release, Snapshot, find_release, open_release
from dataset.release.publish import OWN_TABLES, Batch, Following, Published, has_contents, publish, unchanged
from dataset.release.written import Written
from dataset.store import Store
from pipelines.takedowns.finding import listed
from pipelines.takedowns.sweep import still_named
from pipelines.version import EXTRACTOR, code_fingerprint

METHOD = Path(__file__).parent.parent / "dataset" / "METHOD.md"
CHECKED = tuple(name for name in TABLES if name != "quality")
"""The tables whose checks `quality` tells of: all but itself."""
SHOWN = 5
"""Rows that are named where something is wrong."""
HEALTH = ("ingest_health", "feed_health")
"""Tables about how the articles came, which make no release on their own."""


def now_in(store: Store) -> Snapshot:
    """Give the working tables as they stand, with what made them."""
    withheld = kept_withheld(store)
    lineage = lineage_of(EXTRACTOR, code_fingerprint(), kept_judged(store).fingerprint, withheld.fingerprint)
    return Snapshot(_working(store, (*COMPARED, "reviews")), lineage, withheld)


def _working(store: Store, names: Iterable[str]) -> AtHand:
    return AtHand({name: partial(store.table, name) for name in names})


def latest_release(folders: Folders) -> str:
    """Give what tells the latest release from others: the hash of its manifest."""
    releases = folders.places().releases
    index = read_index(releases)
    return file_sha256(find_release(releases) / MANIFEST) if index and index.latest else "none"


def latest_in(folders: Folders) -> Release | None:
    """Give the release before; None where this is to be the first."""
    releases = folders.places().releases
    index = read_index(releases)
    return open_release(find_release(releases)) if index and index.latest else None


def merged_in(store: Store) -> tuple[Move, ...]:
    """Give the rows that people merged into others, as far as their decisions are in force."""
    judged = kept_judged(store)
    return tuple(
        Move(name, old, new, "merged") for name in ("claims", "sources") for old, new in judged.merged(name).items()
    )


@table_asset(deps=(*COMPARED, "reviews"), also=(latest_release, in_store("curation")))
def id_history(folders: Folders) -> pa.Table:
    before, store = latest_in(folders), folders.kept()
    if before and NAME in before.tables and has_contents(before, contents(store)):
        return before.tables[NAME].select(TABLES[NAME].columns)
    version = before.manifest.version if before else None
    now, merged = now_in(store), merged_in(store)
    return moved_ids(before.snapshot if before else None, now, version, store.texts(), merged)


def outcomes(folders: Folders) -> str:
    """Give what tells the outcomes of all checks from others."""
    return outcomes_sha256(folders.kept(), CHECKED)


@table_asset(deps=(*COMPARED, "reviews"), also=(latest_release, in_store("curation")))
def changes(folders: Folders) -> pa.Table:
    latest, store = latest_in(folders), folders.kept()
    if latest and has_contents(latest, contents(store)):
        return empty(TABLES["changes"])
    return changes_between(latest.snapshot if latest else None, now_in(store))


@table_asset(deps=CHECKED, also=(outcomes,))
def quality(folders: Folders) -> list[dict[str, object]]:
    return kept_rows(folders.kept(), CHECKED)


@dg.asset(group_name="quality", deps=CHECKED, kinds={"parquet"})
def released(context: dg.AssetExecutionContext, folders: Folders, quality: pa.Table) -> dg.MaterializeResult:
    """A new immutable version of all tables, where their content differs from the latest one's."""
    here, store = folders.places(), folders.kept()
    try:
        published = unchanged(here.releases, here.collection, contents(store)) or publish(
            here.releases, batch_of(folders, quality), datetime.now(UTC).date()
        )
    except ReleaseError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    context.log.info(summary(published, quality))
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "is_new": published.is_new,
            "folder": dg.MetadataValue.path(published.folder),
            "rows": dict(published.rows),
            "changed_rows": sum(published.changes.values()),
        }
    )


def contents(store: Store) -> dict[str, str | None]:
    """Give the hash over the content of each working table that is compared, as it is on record."""
    known = recorded(store, COMPARED)
    return {name: known[name].content_sha256 if name in known else None for name in COMPARED}


def recorded(store: Store, names: Iterable[str]) -> dict[str, Made]:
    """Give those of some working tables that are on record as they stand."""
    return {name: one for name in names if (one := made(store, name)) is not None}


def batch_of(folders: Folders, quality: pa.Table) -> Batch:
    """Give what is to be released: the working tables as they stand."""
    here, store = folders.places(), folders.kept()
    now = now_in(store)
    tables = together({"quality": quality}, now.tables, _working(store, HEALTH))
    following = following_in(folders)
    wanted = listed(kept_takedowns(store)).names
    swept = together(tables, following.tables if following else {})
    if named := list(islice(still_named(swept, wanted), SHOWN)):
        raise dg.Failure(f"somebody who was taken down is still named in: {'; '.join(named)}", allow_retries=False)
    files, reports = {"METHOD.md": METHOD.read_bytes()}, {"quality.html": quality_page}
    return Batch(
        here.collection,
        tables,
        now.lineage,
        files,
        store.texts(),
        here.contact,
        reports,
        merged_in(store),
        now.withheld,
        following,
        {name: Written(store.table_path(name), one.content_sha256) for name, one in recorded(store, tables).items()},
        folders.room("released"),
    )


def following_in(folders: Folders) -> Following | None:
    """Give the tables that follow from the release before, as they were checked; None where it is no longer that."""
    latest, store = latest_in(folders), folders.kept()
    if not all(is_current(folders, name) for name in OWN_TABLES):
        return None
    return Following(latest.manifest.version if latest else None, _working(store, OWN_TABLES))


def quality_page(compared: Compared) -> bytes:
    """Give the quality report of a release that is being made."""
    from expectations.report.page import report  # it draws: the library for that takes a second to import

    return report(compared).encode()


def summary(made: Published, quality: pa.Table) -> str:
    """Say in one line what a run came to, and where the release lies."""
    news = "new release" if made.is_new else "nothing changed since release"
    rows = {name: f"{count:,}" for name, count in made.rows.items()}
    held = pc.sum(quality.column("is_passed")).as_py() or 0
    return (
        f"{news} {made.version}: {rows['articles']} articles, {rows['claims']} claims of {rows['sources']} sources, "
        f"{rows['figures']} figures, {rows['territory']} statements about land; {rows['quarantine']} inputs in "
        f"quarantine; {held:,} of {quality.num_rows:,} expectations hold; it lies in {made.folder}"
    )
