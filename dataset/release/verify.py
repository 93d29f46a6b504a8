"""Whether a release is what it says: every file's hash, every table's rows and ids, every offset that can be checked.

What belongs here: what anyone can check who has the folder, and who has the texts as well. Whether the rows make sense
is for the expectations.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.arrow import ContractError, check_fits
from dataset.contract.tables import TABLES
from dataset.release.at_hand import AtHand, OnDisk
from dataset.release.content import content_sha256
from dataset.release.differences import row_ids
from dataset.release.index import read_index
from dataset.release.lineage import contract_fingerprint
from dataset.release.manifest import (
    NAME,
    FileEntry,
    Manifest,
    ReleaseError,
    TableEntry,
    file_entry,
    read_manifest,
)
from dataset.release.offsets import altered_texts, differing, outside
from dataset.release.parts import on_disk

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in which a release is not what it says."""

    where: str
    """A file, or a table and a column of it."""
    what: str
    rows: tuple[str, ...] = ()
    """Ids of the rows it is about; never their content."""

    def __str__(self) -> str:
        if not self.rows:
            return f"{self.where}: {self.what}"
        shown = ", ".join(self.rows[:_EXAMPLES]) + (" …" if len(self.rows) > _EXAMPLES else "")
        return f"{self.where}: {self.what} in {len(self.rows):,} rows ({shown})"


@dataclass(slots=True)
class Verification:
    """What was checked of a release, and what was found."""

    folder: Path
    version: str | None = None
    files: int = 0
    rows: int = 0
    articles: int = 0
    articles_with_text: int = 0
    """Articles whose words could be compared, because their text was at hand."""
    is_of_this_contract: bool = True
    """False for a release that was made under another contract: its schemas are not compared."""
    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{self.version or self.folder}: {self.files} files (size and SHA-256), {self.rows:,} rows (count, content "
            f"hash, ids), offsets within {self.articles:,} articles, words of {self.articles_with_text:,} of them "
            "compared with their text"
        ]
        if not self.is_of_this_contract:
            lines.append("made under another contract: schemas not compared")
        lines += [str(problem) for problem in self.problems]
        lines.append(f"{len(self.problems)} problems" if self.problems else "no problem found")
        return "\n".join(lines)


def verify(folder: Path, texts: Mapping[str, str] | None = None) -> Verification:
    """Check a release against its manifest, the index beside it, the contract and, where given, texts by article_id.

    Nothing raises because of what the release holds: what is wrong becomes a problem of the result.
    """
    result = Verification(folder)
    try:
        manifest = read_manifest(folder)
    except ReleaseError as error:
        result.problems.append(Problem(NAME, str(error)))
        return result
    result.version = manifest.version
    result.problems += _against_index(folder, manifest)
    damaged = _check_files(folder, manifest, result)
    result.is_of_this_contract = manifest.lineage.contract == contract_fingerprint()
    tables = _read_tables(folder, manifest, damaged, result)
    _check_ids(tables, result)
    if tables.keys() >= _OFFSET_TABLES:
        _check_offsets(tables, texts or {}, result)
    return result


_OFFSET_TABLES = {"articles", "claims", "claim_chain", "figures", "mentions", "territory"}


def _against_index(folder: Path, manifest: Manifest) -> list[Problem]:
    """Compare with the index beside the folder, where there is one that names it."""
    try:
        index = read_index(folder.resolve().parent)
    except ReleaseError as error:
        return [Problem("index.json", str(error))]
    entry = index.entry(folder.resolve().name) if index else None
    if entry is None:
        return []
    found = hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    problems = []
    if entry.manifest_sha256 != found:
        problems.append(Problem(NAME, "is not the manifest that index.json names"))
    if manifest.version != entry.version:
        problems.append(Problem(NAME, f"says version {manifest.version} in the folder of {entry.version}"))
    return problems


def _check_files(folder: Path, manifest: Manifest, result: Verification) -> set[str]:
    """Compare every file with the manifest; give the names of those that are not as it says."""
    named = {entry.file: entry for entry in manifest.entries}
    there = {path.name: path for path in folder.iterdir() if path.name != NAME}
    for name in sorted(there.keys() - named.keys()):
        result.problems.append(Problem(name, "is not named in the manifest"))
    damaged = set()
    for name, entry in named.items():
        if what := _damage(there.get(name), entry):
            result.problems.append(Problem(name, what))
            damaged.add(name)
    result.files = len(named) + 1
    return damaged


def _damage(path: Path | None, entry: FileEntry) -> str | None:
    if path is None:
        return "is missing"
    if path.is_symlink() or not path.is_file():
        return "is no plain file"
    try:
        found = file_entry(path)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if found.bytes != entry.bytes:
        return f"has {found.bytes:,} bytes, the manifest says {entry.bytes:,}"
    return None if found.sha256 == entry.sha256 else "has another SHA-256 than the manifest says"


def _read_tables(folder: Path, manifest: Manifest, damaged: set[str], result: Verification) -> AtHand:
    """Give the undamaged tables, and check schema, rows and content of each."""
    tables: dict[str, Callable[[], OnDisk]] = {}
    for entry in manifest.tables:
        if any(part.file in damaged for part in entry.parts):
            continue
        rows = on_disk(folder, entry)
        try:
            if result.is_of_this_contract and entry.name in TABLES:
                check_fits(rows, TABLES[entry.name])
            result.problems += list(_against_entry(rows, entry))
        except (ContractError, pa.ArrowException, OSError) as error:
            result.problems.append(Problem(entry.name, f"cannot be read as the contract has it: {error}"))
            continue
        tables[entry.name] = partial(on_disk, folder, entry)
        result.rows += rows.num_rows
    missing = TABLES.keys() - {entry.name for entry in manifest.tables} if result.is_of_this_contract else set()
    result.problems += [Problem(name, "is a table of the contract and not in the release") for name in sorted(missing)]
    return AtHand(tables)


def _against_entry(rows: OnDisk, entry: TableEntry) -> Iterator[Problem]:
    """Compare what was read of a table with what the manifest says of it."""
    if rows.num_rows != entry.rows:
        yield Problem(entry.name, f"has {rows.num_rows:,} rows, the manifest says {entry.rows:,}")
    if sum(part.rows for part in entry.parts) != entry.rows:
        yield Problem(entry.name, "its files have other rows together than the manifest says of the table")
    if content_sha256(rows) != entry.content_sha256:
        yield Problem(entry.name, "has other content than the manifest's content_sha256 says")


def _check_ids(tables: Mapping[str, pa.Table], result: Verification) -> None:
    """Check that keys are unique and that every id leads to a row of the table that it points to."""
    for name in tables.keys() & TABLES.keys():
        rows, table = tables[name], TABLES[name]
        ids = row_ids(rows, table)
        if pc.count_distinct(ids).as_py() < len(ids):
            keys = ids.value_counts()
            twice = keys.field("values").filter(pc.greater(keys.field("counts"), 1)).to_pylist()
            result.problems.append(Problem(f"{name}.{table.key[0]}", "the key stands more than once", tuple(twice)))
        for column, target in table.points_to.items():
            if column in rows.column_names and target in tables:
                _check_pointer(name, column, rows, (target, tables[target].column(TABLES[target].key[0])), result)
        for column, by in table.points_by.items():
            for target in sorted(set(rows.column(by).to_pylist()) & tables.keys() & TABLES.keys()):
                some = rows.filter(pc.equal(rows.column(by), target))
                _check_pointer(name, column, some, (target, tables[target].column(TABLES[target].key[0])), result)


def _check_pointer(
    name: str, column: str, rows: pa.Table, to: tuple[str, pa.ChunkedArray], result: Verification
) -> None:
    values, (target, known) = rows.column(column).combine_chunks(), to
    is_list = pa.types.is_list(values.type)
    ids = values.flatten() if is_list else values
    lost = pc.indices_nonzero(pc.and_(ids.is_valid(), pc.invert(pc.is_in(ids, value_set=known))))
    if len(lost):
        lost = pc.list_parent_indices(values).take(lost) if is_list else lost
        rows_lost = row_ids(rows, TABLES[name]).take(lost).to_pylist()
        what = f"points to no row of {target}"
        result.problems.append(Problem(f"{name}.{column}", what, tuple(rows_lost)))


def _check_offsets(tables: Mapping[str, pa.Table], texts: Mapping[str, str], result: Verification) -> None:
    articles = tables["articles"]
    result.articles = articles.num_rows
    result.articles_with_text = len(set(articles.column("article_id").to_pylist()) & set(texts))
    for name, column, rows in outside(tables):
        result.problems.append(Problem(f"{name}.{column}", "leads outside the article", tuple(rows)))
    if altered := tuple(altered_texts(articles, texts)):
        result.problems.append(Problem("articles.text_sha256", "the text at hand is another one", altered))
    for name, column, rows in differing(tables, texts):
        result.problems.append(Problem(f"{name}.{column}", "is not what stands in the text at its spans", tuple(rows)))
