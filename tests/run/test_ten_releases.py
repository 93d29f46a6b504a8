"""Ten releases: each change has the cause that the script gives it, any two versions differ as `diff` says, and the
first is still what it was."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path

import pytest
from graph_place import GraphPlace
from invented_history import (
    EXTRACTOR,
    REFERENCE,
    STEPS,
    TAKE_DOWN,
    TAKEN_DOWN,
    claim_with,
    land_of,
    make,
    round_one,
    round_two,
    source_named,
)

from dataset.contract.tables import TABLES
from dataset.release.differences import COMPARED, LINEAGE_COLUMNS
from dataset.release.id_history import FOLLOWED
from dataset.release.opened import Release, open_release
from dataset.release.parts import on_disk
from dataset.release.recorded import differing
from dataset.release.verify import verify

PROJECT = Path(__file__).parents[2]
FLOORS = ("assets", "dataset", "expectations", "pipelines")
LAST = len(STEPS)
CODE = {5: EXTRACTOR, 7: (*EXTRACTOR, *REFERENCE)}
"""From which release on code and reference data are others than the project's: what is edited in them."""


class Made:
    """One of the ten releases, its rows by table and id."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def rows(self, name: str) -> list[dict]:
        return list(self.by_id(name).values())

    @cache  # noqa: B019
    def by_id(self, name: str) -> dict[str, dict]:
        return {id_of(name, row): row for row in self.release.tables[name].to_pylist()}

    @cache  # noqa: B019
    def saying(self, name: str) -> dict[str, dict]:
        """Give what rows say, without how they came about."""
        return {
            row_id: {column: value for column, value in row.items() if column not in LINEAGE_COLUMNS}
            for row_id, row in self.by_id(name).items()
        }

    def articles_of(self, table: str, row_id: str) -> set[str]:
        """Give the articles of a row that is there: its own, its claim's, or those of all claims of a source."""
        if table == "sources":
            return self._of_sources[row_id]
        row = self.by_id(table).get(row_id)
        match table:
            case _ if row is None:
                return set()
            case "claim_chain":
                return {self.by_id("claims")[row["claim_id"]]["article_id"]}
            case "territory_checks":
                return {self.by_id("territory")[row["territory_id"]]["article_id"]}
            case _:
                return {row["article_id"]} if "article_id" in row else set()

    @cached_property
    def _of_sources(self) -> dict[str, set[str]]:
        found, claims = defaultdict(set), self.by_id("claims")
        for row in (*self.rows("claims"), *self.rows("claim_chain")):
            found[row["source_id"]].add(claims[row["claim_id"]]["article_id"])
        return found


def id_of(table: str, row: dict) -> str:
    return "/".join("" if row[name] is None else str(row[name]) for name in TABLES[table].key)


@dataclass
class History:
    """The ten releases, by number from one on, and what the first was when it was made."""

    place: GraphPlace
    first: dict[str, bytes]

    @cached_property
    def made(self) -> dict[int, Made]:
        folders = [self.place.releases / version for version in self.place.versions]
        return {number: Made(open_release(folder)) for number, folder in enumerate(folders, start=1)}

    @cached_property
    def article(self) -> dict[str, str]:
        """The id of each article by its file's name, of the edited one with a star behind."""
        found = {}
        for made in self.made.values():
            for row in made.rows("articles"):
                if row["article_id"] not in found.values():
                    word = re.search(r"ferries|land|grain|quarry|bridge|lamps", row["title"].lower())[0]
                    found[word if word not in found else f"{word}*"] = row["article_id"]
        return found

    def changes(self, number: int) -> list[dict]:
        return self.made[number].rows("changes")

    def told(self, number: int) -> set[tuple[str, str, str, tuple[str, ...]]]:
        """Give what `changes` of a release has: table, id, change and columns of each row."""
        return {
            (row["table_name"], row["row_id"], row["change"], tuple(sorted(row["columns_changed"])))
            for row in self.changes(number)
        }


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> History:
    root = tmp_path_factory.mktemp("ten")
    place = GraphPlace(root, root / "inbox")
    make(place, 1)
    first = files_in(place.latest.folder)
    for number in range(2, min(CODE)):
        make(place, number)
    for number, following in zip(CODE, [*list(CODE)[1:], LAST + 1], strict=True):
        code = edited_code(root / f"code-{number}", CODE[number])
        make_with(code, root, number, following - 1)
    return History(place, first)


def edited_code(folder: Path, edits: Iterable[tuple[str, str, str]]) -> Path:
    """Give a copy of the project's code and reference data with some words of it replaced."""
    for floor in FLOORS:
        shutil.copytree(PROJECT / floor, folder / floor, ignore=shutil.ignore_patterns("releases", "work"))
    for name, old, new in edits:
        words = (folder / name).read_text()
        assert old in words, name
        (folder / name).write_text(words.replace(old, new, 1))
    return folder


def make_with(code: Path, root: Path, first: int, last: int) -> None:
    """Make some releases with other code, in a process of their own."""
    command = [sys.executable, str(Path(__file__).with_name("invented_history.py")), str(root), str(first), str(last)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(code)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3_000:]


def numbered(first: int = 2) -> list:
    return [pytest.param(number, id=STEPS[number - 1].name.replace(" ", "-")) for number in range(first, LAST + 1)]


# causes
@pytest.mark.parametrize("number", numbered())
def test_no_row_has_a_cause_that_the_step_does_not_give(history, number):
    assert {row["cause"] for row in history.changes(number)} == STEPS[number - 1].causes


FATES = {
    2: {"quarry": "article_withdrawn"},
    3: {"bridge": "new_article", "lamps": "new_article", "ferries": "article_edited", "ferries*": "article_edited"},
    9: {"grain*": "new_article"},
}
"""What became of which article before which release."""


@pytest.mark.parametrize("number", FATES)
def test_each_row_of_an_article_has_the_cause_of_what_became_of_it(history, number):
    fates = {history.article[name]: cause for name, cause in FATES[number].items()}
    before, after = history.made[number - 1], history.made[number]
    seen = set()
    for row in history.changes(number):
        about = row["table_name"], row["row_id"]
        articles = {row["row_id"]} if about[0] == "articles" else before.articles_of(*about) | after.articles_of(*about)
        if causes := {fates[article] for article in articles & fates.keys()}:
            assert row["cause"] in causes, row
            seen |= causes
    assert seen == set(fates.values())


@pytest.mark.parametrize(
    ("number", "name", "change"),
    [
        pytest.param(2, "quarry", "removed", id="withdrawn"),
        pytest.param(3, "bridge", "added", id="new"),
        pytest.param(3, "ferries", "removed", id="the-edited-version"),
        pytest.param(3, "ferries*", "added", id="the-version-edited"),
        pytest.param(9, "grain*", "added", id="a-copy"),
    ],
)
def test_all_rows_of_an_article_come_and_go_with_it(history, number, name, change):
    made, article = history.made[number - (change == "removed")], history.article[name]
    rows = {
        (table, row_id)
        for table in ("claims", "claim_chain", "figures", "mentions")
        for row_id in made.by_id(table)
        if made.articles_of(table, row_id) == {article}
    }
    assert rows
    told = {(table, row_id) for table, row_id, how, _ in history.told(number) if how == change}
    assert rows <= told


def test_where_one_thing_changed_one_row_tells_of_it(history):
    (row,) = history.changes(4)
    (unread,) = history.made[4].rows("quarantine")
    assert (row["table_name"], row["row_id"], row["change"]) == ("quarantine", unread["input_id"], "added")


def test_another_extractor_changes_what_it_reads_otherwise(history):
    before, after = history.made[4], history.made[5]
    told = history.told(5)
    assert ("claims", claim_with(before, "boats leak")["claim_id"], "removed", ()) in told
    assert ("claims", claim_with(after, "would be dark")["claim_id"], "added", ()) in told
    assert ("claims", claim_with(after, "northern ferries")["claim_id"], "modified", ("topics",)) in told
    assert not [row for row in told if row[0] in ("articles", "entities", "regions", "quarantine")]


def test_decisions_change_the_rows_that_they_are_about_and_those_that_follow(history):
    before, after = history.made[5], history.made[6]
    one = {name: decision.row_id for name, decision in round_one(before).items()}
    lask, rill = one["merged"], source_named(before, "Anto Rill")["source_id"]
    expected = {
        ("claims", one["confirmed"], "modified", ("review_status",)),
        *(
            ("claims", one[name], "modified", ("modality", "review_status"))
            for name in ("taken back", "until its source moves", "until the take-down")
        ),
        ("claims", one["rejected"], "removed", ()),
        ("sources", two_people(history), "removed", ()),
        *(("claim_chain", id_, "removed", ()) for id_ in ids(before, "claim_chain", claim_id=one["rejected"])),
        *(("figures", id_, "modified", ("claim_id",)) for id_ in ids(before, "figures", claim_id=one["rejected"])),
        ("sources", lask, "removed", ()),
        ("sources", rill, "modified", ("claims_count",)),
        *(("claims", id_, "modified", ("source_id", "statement_id")) for id_ in ids(before, "claims", source_id=lask)),
        *(("claim_chain", id_, "modified", ("source_id",)) for id_ in ids(before, "claim_chain", source_id=lask)),
        ("territory", one["land"], "removed", ()),
        *(("territory_checks", i, "removed", ()) for i in ids(before, "territory_checks", territory_id=one["land"])),
        *(("control_series", id_, "removed", ()) for id_ in ids(before, "control_series", region_id="UA-09")),
    }
    assert history.told(6) == expected
    assert Counter(table for table, *_ in expected) == {
        "claims": 6, "sources": 3, "claim_chain": 3, "figures": 1, "territory": 1, "territory_checks": 1,
        "control_series": 1,
    }  # fmt: skip
    assert {row["is_in_force"] for row in after.rows("reviews")} == {True}


def two_people(history: History) -> str:
    """Give the source of which the claim that is rejected is the only one."""
    rows = history.made[5].rows("sources")
    (found,) = [row["source_id"] for row in rows if "two people" in (row["description"] or "")]
    return found


def ids(made: Made, table: str, **values: str) -> list[str]:
    """Give the ids of the rows that have these values."""
    return [
        row_id for row_id, row in made.by_id(table).items() if all(row[name] == value for name, value in values.items())
    ]


def test_corrected_reference_data_change_their_rows_and_what_follows(history):
    before, after = history.made[6], history.made[7]
    causes = {(row["table_name"], row["row_id"]): row["cause"] for row in history.changes(7)}
    old, new = (source_named(made, "Doran Veshti")["source_id"] for made in (before, after))
    (claim,) = ids(after, "claims", source_id=new)
    assert causes.pop(("claims", claim)) == "curation", "what people decided of it is no longer in force"
    assert causes == dict.fromkeys(
        {
            ("entities", "gl:doran-veshti"),
            ("sources", old),
            ("sources", new),
            *(("claim_chain", row_id) for row_id in ids(after, "claim_chain", source_id=new)),
            *(("mentions", row_id) for row_id in ids(after, "mentions", entity_id="gl:doran-veshti")),
            ("regions", "UA-14"),
            *(("control_series", row_id) for row_id in ids(after, "control_series", region_id="UA-14")),
            *(
                ("territory_checks", row_id)
                for row_id in ids(after, "territory_checks", territory_id=land_of(after, "UA-14")["territory_id"])
            ),
        },
        "reference_data",
    )


def test_a_decision_about_a_row_that_changed_expires_and_is_told(history):
    decisions = {name: one.row_id for name, one in round_one(history.made[5]).items()}
    for number, name, why in ((7, "until its source moves", "changed"), (8, "until the take-down", "gone")):
        for later in range(6, LAST + 1):
            told = {row["row_id"]: row["expired_because"] for row in history.made[later].rows("reviews")}
            assert told[decisions[name]] == (why if later >= number else None)
    stale = round_two(history.made[9])["stale"].row_id
    assert {row["row_id"]: row["expired_because"] for row in history.made[10].rows("reviews")}[stale] == "changed"
    assert not [row for row in history.changes(10) if row["row_id"] == stale]


def test_a_take_down_changes_what_names_the_one_and_nothing_else(history):
    before, grain = history.made[7], history.article["grain"]
    text = history.place.store.texts()[grain]
    named = [match.span() for match in re.finditer("Ruvo|Tenlik", text)]
    gone = {
        row["claim_id"]
        for row in before.rows("claims")
        if row["article_id"] == grain
        for name in ("content_spans", "source_spans", "cue_spans")
        for start, end in row[name]
        if any(start < last and first < end for first, last in named)
    }
    told = history.told(8)
    assert {row_id for table, row_id, change, _ in told if (table, change) == ("claims", "removed")} == gone
    assert ("articles", grain, "modified", ("title",)) in told
    assert {article for table, row_id, *_ in told for article in before.articles_of(table, row_id)} == {grain}


def test_later_decisions_change_their_rows_and_one_taken_back_gives_its_row_back(history):
    before = history.made[9]
    one, two = ({name: d.row_id for name, d in decide(made).items()} for decide, made in (
        (round_one, history.made[5]), (round_two, before)
    ))  # fmt: skip
    told = history.told(10)
    assert {row for row in told if row[0] in ("claims", "figures", "territory")} == {
        ("claims", one["taken back"], "modified", ("modality", "review_status")),
        ("claims", two["merged"], "removed", ()),
        ("figures", two["figure"], "modified", ("review_status",)),
        ("territory", two["land"], "modified", ("review_status", "share_low_pct")),
    }
    assert {row[:3] for row in told if row[0] == "claim_chain"} == {
        ("claim_chain", row_id, "removed") for row_id in ids(before, "claim_chain", claim_id=two["merged"])
    }
    assert history.made[4].by_id("claims")[one["taken back"]] == history.made[10].by_id("claims")[one["taken back"]]


def test_a_copy_of_a_story_changes_the_joined_columns_of_what_was_there(history):
    old, copy = history.article["grain"], history.article["grain*"]
    told = history.told(9)
    assert ("articles", old, "modified", ("copy_basis", "copy_of")) in told
    assert history.made[9].by_id("articles")[old]["copy_of"] == copy
    spoken = {
        source for source in history.made[8].by_id("sources") if old in history.made[8].articles_of("sources", source)
    }
    counted = {row_id for table, row_id, _, columns in told if (table, columns) == ("sources", ("claims_count",))}
    assert counted
    assert counted < spoken


# any two versions
@pytest.fixture(scope="module")
def _read_once():
    """Spare the tests what is read again for each pair."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dataset.release.opened.on_disk", cache(on_disk))
        yield


PAIRS = [pytest.param(*pair, id=f"{pair[0]}-and-{pair[1]}") for pair in combinations(range(1, LAST + 1), 2)]


@pytest.mark.usefixtures("_read_once")
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_any_two_versions_differ_as_diff_says(history, first, second):
    """Apply it to the rows of either, and the rows of the other come out; its causes are those of the steps between."""
    possible = frozenset().union(*(STEPS[number - 1].causes for number in range(first + 1, second + 1)))
    for before, after in ((history.made[first], history.made[second]), (history.made[second], history.made[first])):
        found = differing(before.release, after.release)
        for name in COMPARED:
            differences = [one for one in found if one.table_name == name]
            assert applied(differences, before.saying(name), after.saying(name)) == after.saying(name), name
        assert found
        assert {cause for one in found for cause in one.causes} <= possible
        assert all(one.causes for one in found)


def applied(found: list, old: dict[str, dict], new: dict[str, dict]) -> dict[str, dict]:
    """Give rows with differences applied: new rows and values are those of the other side, and no more than is told."""
    rows = dict(old)
    for one in found:
        match one.change:
            case "removed":
                del rows[one.row_id]
            case "added":
                assert one.row_id not in rows
                rows[one.row_id] = new[one.row_id]
            case "modified":
                assert one.columns
                assert all(old[one.row_id][column] != new[one.row_id][column] for column in one.columns)
                rows[one.row_id] = old[one.row_id] | {column: new[one.row_id][column] for column in one.columns}
    return rows


# ids
def test_an_id_that_moved_leads_to_the_newest(history):
    last = history.made[LAST]
    moved = {(row["table_name"], row["old_id"]): row["new_id"] for row in last.rows("id_history")}
    old = claim_with(history.made[1], "60 and 70")["claim_id"]
    assert moved["claims", old] == claim_with(last, "60 and 70")["claim_id"] != old
    assert (
        moved["sources", source_named(history.made[5], "Oren Lask")["source_id"]]
        == source_named(last, "Anto Rill")["source_id"]
    )
    veshti = [source_named(history.made[number], "Doran Veshti")["source_id"] for number in (1, LAST)]
    assert moved["sources", veshti[0]] == veshti[1] != veshti[0]
    merged = round_two(history.made[9])["merged"]
    assert moved["claims", merged.row_id] == merged.new["claim_id"]


def test_no_id_moves_in_silence(history):
    """Each id of any release is there, leads to one that is, or to one of something that is gone as the script says."""
    last = history.made[LAST]
    moves = {(row["table_name"], row["old_id"]): row for row in last.rows("id_history")}
    assert not [about for about in moves if about[1] in last.by_id(about[0])]

    def end_of(table: str, row_id: str) -> str:
        while (table, row_id) in moves:
            row_id = moves[table, row_id]["next_id"]
        return row_id

    ends = {
        (table, end_of(table, row_id))
        for made in history.made.values()
        for table in FOLLOWED
        for row_id in made.by_id(table)
    }
    lost = {(table, row_id) for table, row_id in ends if row_id not in last.by_id(table)}
    removed = {
        (row["table_name"], row["row_id"]): number
        for number in range(2, LAST + 1)
        for row in history.changes(number)
        if row["change"] == "removed"
    }
    of_step = {number: {about for about in lost if removed[about] == number} for number in set(removed.values())}
    quarry, grain = {history.article["quarry"]}, {history.article["grain"]}
    assert all(
        row_id in quarry or history.made[1].articles_of(*(table, row_id)) == quarry for table, row_id in of_step.pop(2)
    )
    assert of_step.pop(5) == {("claims", claim_with(history.made[4], "boats leak")["claim_id"])}
    one = {name: decision.row_id for name, decision in round_one(history.made[5]).items()}
    assert of_step.pop(6) == {("claims", one["rejected"]), ("sources", two_people(history)), ("territory", one["land"])}
    assert all(history.made[7].articles_of(*about) == grain for about in of_step.pop(8))
    assert not any(of_step.values())


# what was released stays, and comes out the same
def test_the_first_release_is_what_it_was_and_verifies(history):
    folder = history.place.releases / history.place.versions[0]
    assert files_in(folder) == history.first
    found = verify(folder, history.place.store.texts())
    assert not found.problems
    assert found.files == len(history.first)


def test_the_same_store_gives_the_same_bytes_elsewhere(history):
    version = history.place.versions[-1]
    assert files_in(history.place.root / "again" / version) == files_in(history.place.releases / version)


@pytest.mark.parametrize("number", range(TAKE_DOWN, LAST + 1))
def test_no_file_has_a_word_of_what_was_taken_down(history, number):
    def words_of(made: Made) -> str:
        files = files_in(made.release.folder)
        rows = json.dumps([made.rows(name) for name in TABLES], default=str, ensure_ascii=False)
        return rows + b"\n".join(files.values()).decode(errors="replace")

    known, words = words_of(history.made[TAKE_DOWN - 1]), words_of(history.made[number])
    for name in TAKEN_DOWN.split():
        assert name in known
        assert not re.search(rf"(?i)\b{name}\b", words)
    assert {"CHANGES.md", "quality.html"} <= files_in(history.made[number].release.folder).keys()
