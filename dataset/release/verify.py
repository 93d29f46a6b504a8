"""Whether a release is what it says: every file's hash, every table's rows and ids, every offset that can be checked.

What belongs here: what anyone can check who has the folder, and who has the texts as well. Whether the rows make sense
is for the expectations.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from dataset.contract.arrow import ROW_GROUP, ContractError, check_fits
from dataset.contract.tables import TABLES
from dataset.memory import Room, temporary_room
from dataset.release.at_hand import AtHand, OnDisk, some_by_key
from dataset.release.content import Content
from dataset.release.index import read_index
from dataset.release.keys import Keys, lost
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
from dataset.release.offsets import altered_texts, differing, in_text_order, outside
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


def verify(folder: Path, texts: Mapping[str, str] | None = None, room: Room | None = None) -> Verification:
    """Check a release against its manifest, the index beside it, the contract and, where given, texts by article_id.

    Rows take the room that is given, or else some among the system's temporary files.
    Nothing raises because of what the release holds: what is wrong becomes a problem of the result.
    """
    result, room = Verification(folder), room or temporary_room()
    try:
        manifest = read_manifest(folder)
    except ReleaseError as error:
        result.problems.append(Problem(NAME, str(error)))
        return result
    result.version = manifest.version
    result.problems += _against_index(folder, manifest)
    damaged = _check_files(folder, manifest, result)
    result.is_of_this_contract = manifest.lineage.contract == contract_fingerprint()
    read = _read_tables(folder, manifest, damaged, result, room)
    tables = AtHand({name: _as_checked(one) for name, one in read.items()})
    _check_ids(tables, read, result, room)
    if tables.keys() >= _OFFSET_TABLES:
        _check_offsets(tables, texts or {}, result, room)
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A table that was read once."""

    rows: OnDisk
    keys: Keys


def _as_checked(read: _Read) -> Callable[[], pa.Table | OnDisk]:
    """Give what gives a table by its key; where it does not lie so, it is brought there as a whole."""
    order = [(name, "ascending") for name in read.rows.key]
    return lambda: read.rows if read.keys.are_in_order else read.rows.whole().sort_by(order)


def _read_tables(
    folder: Path, manifest: Manifest, damaged: set[str], result: Verification, room: Room
) -> dict[str, _Read]:
    """Give the undamaged tables, and check schema, rows and content of each."""
    tables: dict[str, _Read] = {}
    for entry in manifest.tables:
        if any(part.file in damaged for part in entry.parts):
            continue
        try:
            rows = on_disk(folder, entry)
            if result.is_of_this_contract and entry.name in TABLES:
                check_fits(rows, TABLES[entry.name])
            tables[entry.name] = _Read(rows, _against_entry(rows, entry, result, room))
        except (ContractError, pa.ArrowException, OSError) as error:
            result.problems.append(Problem(entry.name, f"cannot be read as the contract has it: {error}"))
            continue
        result.rows += rows.num_rows
    missing = TABLES.keys() - {entry.name for entry in manifest.tables} if result.is_of_this_contract else set()
    result.problems += [Problem(name, "is a table of the contract and not in the release") for name in sorted(missing)]
    return tables


def _against_entry(rows: OnDisk, entry: TableEntry, result: Verification, room: Room) -> Keys:
    """Compare what is read of a table with what the manifest says of it; give what its keys are like."""
    content, keys = Content(rows.schema), Keys(rows.key)
    for block in some_by_key(rows, rows.column_names, ROW_GROUP, room):
        content.add(block)
        keys.add(block)
    if content.rows != entry.rows:
        result.problems.append(Problem(entry.name, f"has {content.rows:,} rows, the manifest says {entry.rows:,}"))
    if sum(part.rows for part in entry.parts) != entry.rows:
        what = "its files have other rows together than the manifest says of the table"
        result.problems.append(Problem(entry.name, what))
    if content.sha256() != entry.content_sha256:
        what = "has other content than the manifest's content_sha256 says"
        result.problems.append(Problem(entry.name, what))
    return keys


def _check_ids(
    tables: Mapping[str, pa.Table | OnDisk], read: Mapping[str, _Read], result: Verification, room: Room
) -> None:
    """Check that keys are unique and that every id leads to a row of the table that it points to."""
    for name in (name for name in read if name in TABLES):
        table = TABLES[name]
        if twice := read[name].keys.twice(tables[name], table):
            result.problems.append(Problem(f"{name}.{table.key[0]}", "the key stands more than once", twice))
        for column, target, rows in lost(name, tables, room):
            if rows:
                result.problems.append(Problem(f"{name}.{column}", f"points to no row of {target}", tuple(rows)))


def _check_offsets(
    tables: Mapping[str, pa.Table | OnDisk], texts: Mapping[str, str], result: Verification, room: Room
) -> None:
    order = in_text_order(tables["articles"], texts)
    result.articles, result.articles_with_text = tables["articles"].num_rows, len(order)
    for name, column, rows in outside(tables, room):
        result.problems.append(Problem(f"{name}.{column}", "leads outside the article", tuple(rows)))
    if altered := tuple(altered_texts(tables["articles"], texts, order, room)):
        result.problems.append(Problem("articles.text_sha256", "the text at hand is another one", altered))
    for name, column, rows in differing(tables, texts, order, room):
        result.problems.append(Problem(f"{name}.{column}", "is not what stands in the text at its spans", tuple(rows)))
