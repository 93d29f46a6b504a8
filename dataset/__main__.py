"""The command line of the dataset: `python -m dataset COMMAND`.

docs | check | describe TABLE | diff A B [TABLE [ROW_ID]] | verify [RELEASE]
publish TARGET | get [VERSION] --from SOURCE --to FOLDER | review export FILE | review import FILE
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from dataset.contract.arrow import ContractError
from dataset.contract.dictionary import dictionary, tables_list, with_block
from dataset.contract.fields import FIELDS
from dataset.contract.known import measured_table
from dataset.contract.tables import TABLES
from dataset.curation.command import export, take
from dataset.curation.decision import DecisionError
from dataset.places import PlaceError, places
from dataset.release.describe import describe
from dataset.release.diff import diff
from dataset.release.download import get
from dataset.release.index import read_index
from dataset.release.manifest import ReleaseError
from dataset.release.opened import find_release, open_release
from dataset.release.upload import publish_to, target_named
from dataset.release.verify import verify
from dataset.store import Store

ROOT = Path(__file__).parent.parent
MEND = "uv run python -m dataset docs"


def generated() -> dict[Path, str]:
    """Give the texts that follow from the contract, by the file in which each stands."""
    readme, method = ROOT / "README.md", ROOT / "dataset" / "METHOD.md"
    with_tables = with_block(readme.read_text(encoding="utf-8"), "tables", tables_list())
    return {
        ROOT / "dataset" / "DICTIONARY.md": dictionary(),
        readme: with_block(with_tables, "measured", measured_table(is_whole=False)),
        method: with_block(method.read_text(encoding="utf-8"), "measured", measured_table(is_whole=True)),
    }


def docs() -> int:
    """Write the texts that follow from the contract."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def problems() -> list[str]:
    """Give what is wrong with the contract or stale about its texts, each with its cure."""
    used = {name for table in TABLES.values() for name in table.columns}
    found = [f"field {name} is in no table: use it or delete it" for name in sorted(set(FIELDS) - used)]
    found += [f"column {name} has no field: state it in fields.py" for name in sorted(used - set(FIELDS))]
    for path, text in generated().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(f"{path.relative_to(ROOT)} is stale: run `{MEND}`")
    return found


def check() -> int:
    """Say what is stale or unused; give 1 where anything is."""
    found = problems()
    print("\n".join(found) or "the contract and its texts agree")
    return 1 if found else 0


def describe_table(name: str) -> int:
    """Print a table's meaning and its first rows in the latest release."""
    releases = places().releases
    index = read_index(releases)
    release = open_release(find_release(releases)) if index and index.latest else None
    print(describe(TABLES[name], release))
    return 0


def diff_releases(before: str, after: str, table: str | None, row_id: str | None) -> int:
    """Print what differs between two releases, each given as a version or a folder; or in a table, or in one row."""
    releases = places().releases
    first, second = (open_release(find_release(releases, name)) for name in (before, after))
    print(diff(first, second, table, row_id))
    return 0


def verify_release(name: str | None) -> int:
    """Print what was checked of a release and what was found; give 1 where it is not what it says."""
    here = places()
    result = verify(find_release(here.releases, name), Store(here.store).texts())
    print(result)
    return 1 if result.problems else 0


def publish_releases(name: str) -> int:
    """Send what a target lacks: an object store by its address, or a folder."""
    target = target_named(name)
    sent = publish_to(places().releases, target, print)
    print(f"{target.name}: {', '.join(sent)} published" if sent else f"{target.name}: has all releases already")
    return 0


def get_release(source: str, folder: str, version: str | None) -> int:
    """Get a release from elsewhere into a folder, and verify it."""
    get(source, Path(folder), version, print)
    return 0


def review(arguments: argparse.Namespace) -> int:
    """Put rows before people, or take what they decided."""
    here, path = places(), Path(arguments.file)
    if arguments.way == "export":
        export(here, path, arguments.count, print)
    else:
        take(here, path, arguments.by, datetime.now(UTC), print)
    return 0


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ways = commands.add_parser("review", help="rows to people, and what they decided back").add_subparsers(
        dest="way", required=True
    )
    out = ways.add_parser("export", help="write the rows to look at first; the file holds words from the private store")
    out.add_argument("file", help="NAME.json for Label Studio, NAME.csv for a sheet")
    out.add_argument("--count", type=int, default=100, help="how many rows at most")
    back = ways.add_parser("import", help="take the decisions in Label Studio's JSON, or in the CSV, all or none")
    back.add_argument("file")
    back.add_argument("--by", help="who decided, where the file does not say")


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m dataset", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("docs", help="write DICTIONARY.md, and the lists in README.md and METHOD.md, from the contract")
    commands.add_parser("check", help="say whether these texts are stale")
    describe = commands.add_parser("describe", help="show what a table means and its first rows")
    describe.add_argument("table", choices=TABLES)
    diff = commands.add_parser("diff", help="say what differs between two releases")
    diff.add_argument("before")
    diff.add_argument("after")
    diff.add_argument("table", nargs="?", help="list the rows of this table that differ")
    diff.add_argument("row_id", nargs="?", help="show this row of it before and after, its columns and why they differ")
    verify = commands.add_parser("verify", help="check every hash and every offset of a release")
    verify.add_argument("release", nargs="?", help="a version or a folder; the latest where not given")
    publish = commands.add_parser(
        "publish", help="send releases to an object store or a folder, from where others get them"
    )
    publish.add_argument(
        "target", help="s3://BUCKET/PREFIX, gs://…, az://…, or a folder; credentials: the environment's"
    )
    getting = commands.add_parser("get", help="download a release and verify it")
    getting.add_argument("version", nargs="?", help="the latest where not given")
    getting.add_argument(
        "--from", dest="source", required=True, help="http(s)://…, s3://…, gs://…, az://…, or a folder"
    )
    getting.add_argument("--to", dest="folder", required=True, help="the folder that gets it")
    _add_review(commands)
    arguments = parser.parse_args()
    try:
        return _run(arguments)
    except (ContractError, DecisionError, ReleaseError, PlaceError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "docs":
            return docs()
        case "check":
            return check()
        case "describe":
            return describe_table(arguments.table)
        case "diff":
            return diff_releases(arguments.before, arguments.after, arguments.table, arguments.row_id)
        case "verify":
            return verify_release(arguments.release)
        case "publish":
            return publish_releases(arguments.target)
        case "get":
            return get_release(arguments.source, arguments.folder, arguments.version)
        case "review":
            return review(arguments)
        case other:
            raise ValueError(other)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has seen enough of it
