"""Ten releases, each with what happened before it: to articles, to code, to reference data, and what people decided.

    python invented_history.py ROOT FIRST LAST

makes the releases of these numbers, with whatever code and reference data are first on the path, and the last release
of all once more elsewhere. Nobody in the articles exists, and nothing in them happened.
"""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

from graph_place import GraphPlace
from invented_pieces import BRIDGE, FERRIES, LAND

from dataset.curation.decision import Decision
from dataset.curation.load import NAME, add, load, text_of
from dataset.curation.reviewed import REVIEWED
from expectations.run import Outcome

GRAIN = """(Invented) Grain goes missing, harbour master Ruvo Tenlik says
Coast Courier (invented), 5 February 2025

Talvonia does not exist, and neither does its grain.

PORT HESK - The harbour master, Ruvo Tenlik, said on Wednesday that 1,200 tonnes were never loaded. “I signed for nine
ships and I saw seven,” Tenlik said.

The owners of the grain said through a lawyer that they had paid for all of it. The trade minister, Dorn Ask, said
that Ruvo Tenlik was wrong. He said that 900 tonnes were in the harbour of Hesk by the end of January. Officials of the
ministry said that two ships were still at sea.
"""
QUARRY = """(Invented) A quarry closes
Coast Courier (invented), 4 February 2025

Talvonia does not exist, and neither does its quarry.

HESK - The owner of the quarry, Sela Brandt, said on Tuesday that 900 people would lose their work. Brandt said that
the machines were sold for 3 million dollars.
"""
LAMPS = """(Invented) The lamps of Hesk
Hesk Gazette (invented), 7 February 2025

Talvonia does not exist, and neither do its lamps.

HESK - The lamps cost 400 dollars each, the keeper of the lighthouse, Mira Toll, said on Friday. Toll croaked that
the harbour would be dark by March. “Nobody pays me,” she said.
"""
EDITED = FERRIES.replace("38 of the 52", "39 of the 52").replace("PORT HESK - ", "PORT HESK. ")
COPY = GRAIN.replace("Coast Courier (invented), 5 February", "Hesk Gazette (invented), 4 February")
"""The story of the grain in another outlet, a day earlier: so the one that was there first is the copy."""
TAKEN_DOWN = "Ruvo Tenlik"
"""Who is named in the story of the grain, and by nobody else."""
FIRST = {"ferries.txt": FERRIES, "land.txt": LAND, "grain.txt": GRAIN, "quarry.txt": QUARRY}


@dataclass(frozen=True)
class Step:
    """What happened before one release."""

    name: str
    causes: frozenset[str]
    """The causes that any row of its `changes` may have."""
    happen: Callable[[GraphPlace], None]
    edits: tuple[tuple[str, str, str], ...] = ()
    """Of the code and the reference data: file, old words and new ones."""


def _first(place: GraphPlace) -> None:
    place.put(FIRST)
    place.curation.mkdir()


def _without_quarry(place: GraphPlace) -> None:
    """Begin the store anew from an inbox that has one article less: a store by itself keeps all that ever came."""
    (place.inbox / "quarry.txt").unlink()
    shutil.rmtree(place.root / "store")


def _new_and_edited(place: GraphPlace) -> None:
    place.put({"bridge.txt": BRIDGE, "lamps.txt": LAMPS, "ferries.txt": EDITED})


def _unreadable(place: GraphPlace) -> None:
    place.put({"empty.txt": ""})


def _nothing(_place: GraphPlace) -> None:
    """Leave articles and decisions as they are."""


class Rows(Protocol):
    """A release, or a place with a latest one."""

    def rows(self, name: str) -> list[dict]:
        """Give the rows of a table."""


def decided(row: dict, table: str, decision: str, **new: object) -> Decision:
    """Give a decision about a published row."""
    reviewed = REVIEWED[table]
    when = datetime(2025, 3, 1, tzinfo=UTC)
    return Decision(table, row[reviewed.key], reviewed.told(row), decision, new, "for a test", "editor", when)


def claim_with(release: Rows, words: str) -> dict:
    """Give the one claim that has these words in it."""
    (row,) = [row for row in release.rows("claims") if words in (row["content"] or "")]
    return row


def source_named(release: Rows, name: str) -> dict:
    """Give the one source that has that name."""
    (row,) = [row for row in release.rows("sources") if row["name"] == name]
    return row


def land_of(release: Rows, region: str) -> dict:
    """Give the one statement about a region."""
    (row,) = [row for row in release.rows("territory") if row["region_ids"] == [region]]
    return row


def round_one(release: Rows) -> dict[str, Decision]:
    """Give decisions of each kind about the rows of a release, by what becomes of them."""
    lask, rill = source_named(release, "Oren Lask"), source_named(release, "Anto Rill")
    possible = {
        "taken back": "It cost 3 million",
        "until its source moves": "60 and 70",
        "until the take-down": "I signed",
    }
    corrections = {
        name: decided(claim_with(release, words), "claims", "correct", modality="possible")
        for name, words in possible.items()
    }
    return corrections | {
        "confirmed": decided(claim_with(release, "would publish a map"), "claims", "confirm"),
        "rejected": decided(claim_with(release, "14 million"), "claims", "reject"),
        "merged": decided(lask, "sources", "merge", source_id=rill["source_id"]),
        "land": decided(land_of(release, "UA-09"), "territory", "reject"),
    }


def _decide_one(place: GraphPlace) -> None:
    add(place.curation, round_one(place).values())


def round_two(release: Rows) -> dict[str, Decision]:
    """Give decisions of a later day; the last is about a row that does not say so."""
    dark, nobody = claim_with(release, "would be dark"), claim_with(release, "Nobody pays me")
    ferries = claim_with(release, "northern ferries")
    (boats,) = [row for row in release.rows("figures") if row["surface"] == "52 boats"]
    return {
        "land": decided(land_of(release, "UA-14"), "territory", "correct", share_low_pct=71.0),
        "figure": decided(boats, "figures", "confirm"),
        "merged": decided(dark, "claims", "merge", claim_id=nobody["claim_id"]),
        "stale": decided({**ferries, "modality": "intended"}, "claims", "reject"),
    }


def _decide_two(place: GraphPlace) -> None:
    """Take one decision of the first round back, and add others."""
    back = claim_with(place, "It cost 3 million")["claim_id"]
    kept = [one for one in load(place.curation) if one.row_id != back]
    (place.curation / NAME).write_text(text_of(kept), encoding="utf-8", newline="")
    add(place.curation, round_two(place).values())


def _take_down(place: GraphPlace) -> None:
    head = "kind,value,reason_code,requested_on,decided_by\n"
    (place.curation / "takedowns.csv").write_text(f"{head}person,{TAKEN_DOWN},privacy,2025-03-08,desk\n")


def _copy(place: GraphPlace) -> None:
    place.put({"copy.txt": COPY})


EXTRACTOR = (
    ("pipelines/text/cues.csv", "\ndeem", "\ncroak,croaked,croaked,speech,quote that clause post,no\ndeem"),
    ("pipelines/text/topics.csv", "words,topic\n", "words,topic\nferries,energy\n"),
    ("pipelines/text/cues.csv", "deny,denied,denied,speech,quote that clause object,no\n", ""),
)
REFERENCE = (
    ("dataset/reference/regions.csv", ",,26517,official", ",,26520,official"),
    (
        "dataset/reference/entities.csv",
        "entity_id,kind,name,country_code,role,source\n",
        "entity_id,kind,name,country_code,role,source\n"
        "gl:doran-veshti,person,Doran Veshti,,head of a union,public-office\n",
    ),
)
STEPS = (
    Step("the first release", frozenset(), _first),
    Step("an article is withdrawn", frozenset({"article_withdrawn"}), _without_quarry),
    Step("two new articles and an edited one", frozenset({"new_article", "article_edited"}), _new_and_edited),
    Step("an input that cannot be read", frozenset({"new_article"}), _unreadable),
    Step("another extractor", frozenset({"extractor"}), _nothing, EXTRACTOR),
    Step("people decide", frozenset({"curation"}), _decide_one),
    Step("the reference data are corrected", frozenset({"reference_data", "curation"}), _nothing, REFERENCE),
    Step("somebody is taken down", frozenset({"take_down"}), _take_down),
    Step("a copy of a story comes in", frozenset({"new_article"}), _copy),
    Step("people decide again", frozenset({"curation"}), _decide_two),
)


TAKE_DOWN = 8
"""The release from which on somebody is named nowhere."""
WITH_PAGES = (TAKE_DOWN, len(STEPS))
"""The releases that have their quality report: it takes as long as all the rest."""


def _passing(table, *_) -> Outcome:
    """Stand in for the checks, which take most of a run's time and are not what this is about."""
    return Outcome(table.name, [], {})


def make(place: GraphPlace, number: int) -> None:
    """Make the release of a number; it is to be a new one."""
    STEPS[number - 1].happen(place)
    _run(place, number)
    assert len(place.versions) == number, f"step {number} made no release"


def make_last(place: GraphPlace) -> None:
    """Make the last release, and again from the same store: on top of the releases before it, in `again`."""
    shutil.copytree(place.releases, place.root / "again", symlinks=True)
    make(place, len(STEPS))
    for name in ("made", "tables"):
        shutil.rmtree(place.store.root / name)
    _run(place, len(STEPS), GROUNDLINE_RELEASES=str(place.root / "again"))


def _run(place: GraphPlace, number: int, **environment: str) -> None:
    """Run the job `release` at noon of that day of March, without checks."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 3, number, 12, tzinfo=UTC)

    with ExitStack() as patched:
        for name in ("release", "ingest", "extract"):
            patched.enter_context(patch(f"assets.{name}.datetime", Then))
        patched.enter_context(patch("expectations.run.checked", _passing))
        if number not in WITH_PAGES:
            patched.enter_context(patch("assets.release.quality_page", lambda _compared: b"<html></html>"))
        run = place.run(**environment)
    assert run.succeeded, run.failures


def main(root: Path, numbers: range) -> None:
    """Make releases in a place."""
    os.fsync = lambda _handle: None
    place = GraphPlace(root, root / "inbox")
    for number in numbers:
        if number == len(STEPS):
            make_last(place)
        else:
            make(place, number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]) + 1))
