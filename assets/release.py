"""From checked tables to a release: what changed since the last one, what was checked, and the release itself."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.places import Folders
from assets.tables import table_asset
from dataset.contract.arrow import read
from dataset.contract.tables import TABLES
from dataset.curation.kept import kept_judged
from dataset.quality import kept_rows
from dataset.release.changes import COMPARED, changes_between
from dataset.release.index import read_index
from dataset.release.lineage import lineage_of
from dataset.release.manifest import ReleaseError
from dataset.release.opened import Compared, Snapshot, find_release, open_release
from dataset.release.publish import Batch, Published, publish
from dataset.store import Store
from pipelines.version import EXTRACTOR, code_fingerprint

METHOD = Path(__file__).parent.parent / "dataset" / "METHOD.md"
CHECKED = tuple(name for name in TABLES if name != "quality")
"""The tables whose checks `quality` tells of: all but itself."""
HEALTH = ("ingest_health", "feed_health")
"""Tables about how the articles came, which make no release on their own."""


def now_in(store: Store) -> Snapshot:
    """Give the working tables as they stand, with what made them."""
    lineage = lineage_of(EXTRACTOR, code_fingerprint(), kept_judged(store).fingerprint)
    return Snapshot({name: _kept(store, name) for name in COMPARED}, lineage)


def _kept(store: Store, name: str) -> pa.Table:
    return read(store.table_path(name), TABLES[name])


@table_asset(deps=COMPARED)
def changes(folders: Folders) -> pa.Table:
    releases = folders.places().releases
    index = read_index(releases)
    before = open_release(find_release(releases)).snapshot if index and index.latest else None
    return changes_between(before, now_in(folders.kept()))


@table_asset(deps=CHECKED)
def quality(folders: Folders) -> list[dict[str, object]]:
    return kept_rows(folders.kept(), CHECKED)


@dg.asset(group_name="quality", deps=CHECKED, kinds={"parquet"})
def released(context: dg.AssetExecutionContext, folders: Folders, quality: pa.Table) -> dg.MaterializeResult:
    """A new immutable version of all tables, where their content differs from the latest one's."""
    here, store = folders.places(), folders.kept()
    now = now_in(store)
    tables = {**now.tables, **{name: _kept(store, name) for name in HEALTH}, "quality": quality}
    files, reports = {"METHOD.md": METHOD.read_bytes()}, {"quality.html": quality_page}
    batch = Batch(here.collection, tables, now.lineage, files, store.texts(), here.contact, reports)
    try:
        made = publish(here.releases, batch, datetime.now(UTC).date())
    except ReleaseError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    context.log.info(summary(made, quality))
    return dg.MaterializeResult(
        metadata={
            "version": made.version,
            "is_new": made.is_new,
            "folder": dg.MetadataValue.path(made.folder),
            "rows": dict(made.rows),
            "changed_rows": sum(made.changes.values()),
        }
    )


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
