"""What runs cost over a store that was filled hour by hour: thousands of batches of a few articles each.

Run it from the root of the project:

    uv run python tests/bench/small_batches.py WHAT [--articles 6] [--root FOLDER]

WHAT is as in `whole.py`. The job `release` runs once over all of it; then the batches of the store are written anew as
if so many articles had come at a time. The next run puts them together, and the one after it has nothing to do.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from whole import content_of, prepared, run, table

from dataset.batches import add_batch, batches
from dataset.files import read_columns
from dataset.store import Store


def scatter(store: Store, articles: int) -> int:
    """Write the batches of a store anew, of so many articles each; give the number of files."""
    shutil.rmtree(store.root / "unquoted", ignore_errors=True)
    count = 0
    for folder in (path for kind in ("inputs", "readings/*", "signatures/*") for path in store.root.glob(kind)):
        whole = [read_columns(path) for path in batches(folder)]
        shutil.rmtree(folder)
        for rows in whole:
            for start in range(0, rows.num_rows, articles):
                add_batch(folder, rows.slice(start, articles))
                count += 1
    return count


def measured(what: str, root: Path, articles: int) -> None:
    """Do the runs and print what they took."""
    prepared(what, root)
    run(root)
    content, _ = content_of(root / "releases")
    print(f"{scatter(Store(root / 'store'), articles):,} batches", flush=True)
    found = {name: run(root) for name in ("many batches", "nothing new")}
    table(found)
    again, _ = content_of(root / "releases")
    print("the same content" if again == content else f"other content: {content} before, {again} after")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", default="1000")
    parser.add_argument("--articles", type=int, default=6)
    parser.add_argument("--root", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured(given.what, given.root or Path(folder), given.articles)


if __name__ == "__main__":
    main()
