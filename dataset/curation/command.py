"""`python -m dataset review export FILE` and `review import FILE`: rows to people, and what they decided back.

An exported file holds words from the private store around each row. It is written for its owner alone, and belongs
with the store: it is not to be published, sent on or put beside the releases.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dataset.curation import label_studio, review_sheet
from dataset.curation.decision import DecisionError
from dataset.curation.load import NAME, add, load
from dataset.curation.results import decisions_from
from dataset.curation.tasks import tasks
from dataset.files import replaced
from dataset.places import Places
from dataset.store import Store

Say = Callable[[str], None]


def export(here: Places, path: Path, count: int, say: Say) -> None:
    """Write the rows to look at first into a file: .json for Label Studio, .csv for a sheet; raises DecisionError."""
    if path.resolve().is_relative_to(here.releases.resolve()):
        raise DecisionError(f"{path} lies among the releases; it would hold words that must not be published")
    if path.suffix not in (".json", ".csv"):
        raise DecisionError(f"{path}: end the name in .json for Label Studio's tasks, in .csv for a sheet")
    if not path.absolute().parent.is_dir():
        raise DecisionError(f"{path}: there is no folder {path.absolute().parent}")
    store = Store(here.store)
    found = tasks(store, count)
    is_sheet = path.suffix == ".csv"
    text = review_sheet.tasks_csv(found) if is_sheet else label_studio.tasks_json(found)
    with replaced(path.absolute()) as file:
        file.touch(mode=0o600)  # before there are words in it
        file.write_text(text, encoding="utf-8-sig" if is_sheet else "utf-8", newline="")
    say(f"{path}: {len(found):,} rows to look at; it holds words from the private store: keep it with the store")
    if not is_sheet:
        say(f"the labelling interface that goes with it: {label_studio.CONFIG}")


def take(here: Places, path: Path, by: str | None, now: datetime, say: Say) -> None:
    """Take the decisions in a file that came back from review, all of them or none; raises DecisionError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path} cannot be read: {error}") from None
    read = label_studio.results_of if text.lstrip().startswith(("[", "{")) else review_sheet.results_of
    try:
        results = list(read(text))
        found = decisions_from(results, load(here.curation), Store(here.store), by, now)
        new = add(here.curation, found)
    except DecisionError as error:
        raise DecisionError(f"{path}: nothing was taken:\n{error}") from None
    say(f"{len(results):,} decided rows in {path}; {len(new):,} of them new, now in {here.curation / NAME}")
