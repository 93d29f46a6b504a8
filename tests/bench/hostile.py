"""What hostile files cost: each of a folder's put through the whole of ingestion, a good file beside it.

    uv run python tests/bench/hostile.py FOLDER

Prints a table: file, what came of it, seconds, MB of this process and of the largest worker. Ends with 1 where a good
file was harmed, or one was a success without an article.
"""

import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from measured import Memory, seconds

from dataset.store import Store
from pipelines.ingest.inbox import KINDS, read_inbox
from pipelines.ingest.into_store import in_all, ingest

GOOD = "Harbour stays closed\n\nThe harbour stays closed until the spring, the mayor said on Monday.\n"
ANYTHING = '{"about_the_war": false, "languages": null}'


def outcome_of(path: Path, place: Path) -> tuple[str, bool]:
    """Give what came of a file in words, and whether that is as it must be."""
    inbox, store = place / "inbox", Store(place / "store")
    inbox.mkdir()
    (inbox / "good.txt").write_text(GOOD, encoding="utf-8")
    shutil.copy(path, inbox / path.name)
    if path.name.lower().endswith(tuple(kind for kind in KINDS if kind.startswith((".warc", ".jsonl")))):
        (inbox / f"{path.name}.meta.json").write_text(ANYTHING, encoding="utf-8")
    counts = in_all(ingest({"inbox": read_inbox(inbox, store.archives)}, store, datetime.now(UTC), lambda _: None))
    is_good_there = "good.txt" in store.inputs(["origin"]).column(0).to_pylist()
    told = "quarantined_"
    reasons = {key.removeprefix(told): count for key, count in counts.items() if key.startswith(told)}
    read = counts["new"] + counts["edited"] - is_good_there
    words = [f"{read} read"] if read else []
    words += [f"{count} {code}" if count > 1 else code for code, count in sorted(reasons.items())]
    return ", ".join(words) or "nothing", is_good_there and bool(words)


def main() -> int:
    """Measure all files of a folder."""
    is_well = True
    print(f"{'file':42} {'outcome':44} {'s':>6} {'MB':>6} {'worker':>7}")
    for path in sorted(Path(sys.argv[1]).iterdir()):
        if path.name == "manifest.jsonl":
            continue
        with tempfile.TemporaryDirectory() as place, Memory() as memory:
            since = time.perf_counter()
            words, is_right = outcome_of(path, Path(place))
            took = seconds(since)
        is_well = is_well and is_right
        print(
            f"{path.name:42} {words:44} {took:6} {memory.own:6} {memory.largest_other:7}{'' if is_right else '  WRONG'}"
        )
    return 0 if is_well else 1


if __name__ == "__main__":
    raise SystemExit(main())
