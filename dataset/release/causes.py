"""Why a row differs from the release before, derived from recorded lineage and never guessed.

In this order: it was taken down; nothing but decisions of people makes the difference, since the machine gives the same
in both releases (`reviews` records what it gives where the release has something else); its article is new, edited or
gone; its table has another shape; decisions do something else to it than before; what it was joined with is new, edited
or gone; the code, the reference data, the contract or the list of take-downs is another one, as the two releases'
lineage records. Where several of these four differ, rows of unchanged articles go to the first of them (reference data
first for tables of reference data): which of them it was cannot be told afterwards, and CHANGES.md says that several
differ. Where none differs and no article either, what is left is the extractor with the libraries it stands on.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.release.differences import LINEAGE_COLUMNS, Difference, differences
from dataset.release.fitted import Fitted
from dataset.release.lineage import Lineage
from dataset.release.of_articles import THROUGH
from dataset.release.opened import Snapshot
from dataset.release.origins import FROM_SEVERAL, origins
from dataset.release.touched import Touched

JOINED_COLUMNS: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"story_id", "copy_of", "copy_basis", "supersedes"}),
    "claims": frozenset({"statement_id", "source_id", "independent_count"}),
    "claim_chain": frozenset({"source_id"}),
}
"""Columns that follow from other articles than the row's own."""
_FATES = ("new_article", "article_edited", "take_down", "article_withdrawn")
_LINEAGE = {
    "code": "extractor",
    "reference": "reference_data",
    "contract": "contract",
    "curation": "curation",
    "take_downs": "take_down",
}


def moved(before: Lineage, after: Lineage) -> list[str]:
    """Give the causes that lie in what made the rows, first the one that counts where several differ."""
    return [cause for part, cause in _LINEAGE.items() if getattr(before, part) != getattr(after, part)]


def untold(before: Lineage, after: Lineage) -> list[str]:
    """Give those of which no record tells the rows: decisions are recorded row by row."""
    return [cause for cause in moved(before, after) if cause != "curation"]


class Causes:
    """The causes of what differs between two moments."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._before, self._after = before.tables, after.tables
        self._sides = Fitted(before.tables), Fitted(after.tables)
        self._touched = Touched(before.tables, after.tables)
        self._moved = (untold if self._touched.is_recorded else moved)(before.lineage, after.lineage)
        self._old, self._new = (side["articles"] for side in self._sides)
        self._withheld = after.withheld
        self._work = {**_column(self._old, "work_id"), **_column(self._new, "work_id")}
        self._fate = self._fates()
        self._near = self._neighbours()

    def of(self, name: str, found: Iterable[Difference]) -> list[tuple[str | None, str]]:
        """Give work_id (None where a row has no one article) and cause of each row of a table that differs."""
        found = list(found)
        if not found:
            return []
        old, new = (origins(name, side, [one.row_id for one in found]) for side in self._sides)
        sides = {"added": (new,), "removed": (old,), "modified": (new, old)}
        reshaped = _reshaped(self._before.get(name), self._after.get(name))
        given = []
        for difference in found:
            articles = frozenset[str]().union(*(side.get(difference.row_id, ()) for side in sides[difference.change]))
            given.append((self._work_of(name, articles), self._cause(difference, articles, reshaped)))
        return given

    def _work_of(self, name: str, articles: frozenset[str]) -> str | None:
        works = set() if name in FROM_SEVERAL else {self._work.get(article) for article in articles}
        return works.pop() if len(works) == 1 else None

    def _cause(self, difference: Difference, articles: frozenset[str], reshaped: frozenset[str] | None) -> str:
        if "take_down" in self._moved and self._is_taken_down(difference, articles):
            return "take_down"
        if self._touched.is_alone(difference):
            return "curation"
        fates = {self._fate[article] for article in articles if article in self._fate}
        has_unchanged = any(article not in self._fate for article in articles)
        if self._is_of_reference(difference) and difference.change == "modified":
            return "reference_data"  # what an article tells of an outlet is its name, which is there already
        if fates and (difference.change == "modified" or not has_unchanged):
            return _first(fates, difference)
        columns = set(difference.columns)
        if reshaped is None or (columns and columns <= reshaped):
            return "contract"
        if difference.table_name == "quarantine" and not articles and difference.change != "modified":
            return "new_article" if difference.change == "added" else "article_withdrawn"
        if self._touched.is_other(difference):
            return "curation"
        near = set[str]().union(*(self._near.get(article, ()) for article in articles))
        if difference.table_name == "territory_checks" and (other := self._fate_of_other_statement(difference)):
            return other
        if "independent_count" in columns:
            near |= self._near_statement.get(difference.row_id, frozenset())
        if near and columns and columns <= JOINED_COLUMNS.get(difference.table_name, frozenset()):
            return _first(near, difference)
        return self._cause_elsewhere(difference, fates | near)

    def _cause_elsewhere(self, difference: Difference, near: set[str]) -> str:
        """Give the cause of a row whose own article is the same: what made it, else what else is in the release."""
        if self._moved:
            return "reference_data" if self._is_of_reference(difference) else self._moved[0]
        if fates := near or set(self._fate.values()):
            return _first(fates, difference)
        return "extractor"

    def _is_of_reference(self, difference: Difference) -> bool:
        """Say whether a row is of a table of reference data, and these are other ones than before."""
        return TABLES[difference.table_name].group == "reference" and "reference_data" in self._moved

    def _is_taken_down(self, difference: Difference, articles: frozenset[str]) -> bool:
        """Say whether a row is gone, or says otherwise, because it or what it belongs to is taken down."""
        name, row_id, columns = difference.table_name, difference.row_id, set(difference.columns)
        if difference.change == "removed":
            if name == "sources":
                return bool(articles) and all(self._is_withheld_in(article, row_id) for article in articles)
            parent, *_ = THROUGH.get(name, (name,))
            return (row_id if parent == name else row_id.split("/")[0]) in self._withheld.of(parent)
        instead = self._withheld.values.get(name, {}).get(row_id, {})
        return bool(columns) and columns <= instead.keys()

    def _is_withheld_in(self, article: str, source: str) -> bool:
        return article in self._withheld.articles or f"{article}/{source}" in self._withheld.of("sources")

    def _fate_of_other_statement(self, difference: Difference) -> str | None:
        """Give what became of the article whose statement about land this one is checked against."""
        other = difference.row_id.split("/")[2]
        article = self._article_of_land.get(other)
        return self._fate.get(article) if article else None

    @cached_property
    def _article_of_land(self) -> dict[str, str]:
        return {
            land: article
            for rows in (side["territory"] for side in self._sides)
            for land, article in _column(rows, "article_id", "territory_id").items()
        }

    def _losing(self) -> set[str]:
        """Give the articles that lose rows or words because of a list of take-downs that is new."""
        found = {
            row_id
            for row_id, new in self._withheld.values.get("articles", {}).items()
            if row_id in self._old_rows
            and any(self._old_rows[row_id].get(name) != value for name, value in new.items())
        }
        for name, ids in self._withheld.rows.items():
            rows = self._sides[0][name]
            if "article_id" in rows.column_names and name != "articles":
                gone = pc.is_in(rows.column(TABLES[name].key[0]), value_set=pa.array(sorted(ids), pa.string()))
                found.update(rows.column("article_id").filter(gone).to_pylist())
        return found

    @cached_property
    def _old_rows(self) -> dict[str, dict[str, Any]]:
        """The rows before of articles of which something is published otherwise now."""
        ids = pa.array(sorted(self._withheld.values.get("articles", {})), pa.string())
        rows = self._old.filter(pc.is_in(self._old.column("article_id"), value_set=ids))
        return {row["article_id"]: row for row in rows.to_pylist()}

    def _fates(self) -> dict[str, str]:
        """Give what became of each article that is not the same in both."""
        old, new = _column(self._old, "work_id"), _column(self._new, "work_id")
        old_works, new_works = set(old.values()), set(new.values())
        fates = {
            article: "article_edited" if work in old_works else "new_article"
            for article, work in new.items()
            if article not in old
        }
        for article, work in old.items():
            if article not in new:
                fates[article] = "article_edited" if work in new_works else "article_withdrawn"
                if article in self._withheld.articles:
                    fates[article] = "take_down"
        if not set(self._moved) - {"take_down"}:
            fates = {**dict.fromkeys(self._losing(), "take_down"), **fates}
            fates.update(dict.fromkeys(self._edited_beside_the_text(), "article_edited"))
        return fates

    def _edited_beside_the_text(self) -> list[str]:
        """Give the articles whose own columns differ (headline, date …) while nothing that made the rows does."""
        return [
            difference.row_id
            for difference in differences(self._old, self._new, TABLES["articles"])
            if set(difference.columns) - JOINED_COLUMNS["articles"] - LINEAGE_COLUMNS
            and not self._is_taken_down(difference, frozenset({difference.row_id}))
        ]

    def _neighbours(self) -> dict[str, frozenset[str]]:
        """Give for each article what became of those in its stories that are not the same in both moments."""
        of_story: dict[str, set[str]] = {}
        for rows in (self._old, self._new):
            for article, story in _column(rows, "story_id").items():
                if article in self._fate:
                    of_story.setdefault(story, set()).add(self._fate[article])
        near: dict[str, frozenset[str]] = {}
        for rows in (self._old, self._new):
            for article, story in _column(rows, "story_id").items():
                if story in of_story:
                    near[article] = near.get(article, frozenset()) | of_story[story]
        return near

    @cached_property
    def _near_statement(self) -> dict[str, frozenset[str]]:
        """Give for each claim what became of articles in the stories in which its statement stands or stood."""
        found: dict[str, frozenset[str]] = {}
        for side in self._sides:
            of_statement: dict[str, frozenset[str]] = {}
            for statement, article in _rows_with(side["claims"], "article_id", self._near, "statement_id"):
                of_statement[statement] = of_statement.get(statement, frozenset()) | self._near[article]
            for claim, statement in _rows_with(side["claims"], "statement_id", of_statement, "claim_id"):
                found[claim] = found.get(claim, frozenset()) | of_statement[statement]
        return found


def _first(fates: set[str], difference: Difference) -> str:
    """Give the cause that counts of several: for a row that is gone, what is gone; else what is new."""
    order = reversed(_FATES) if difference.change == "removed" else _FATES
    return next(fate for fate in order if fate in fates)


def _reshaped(before: pa.Table | None, after: pa.Table | None) -> frozenset[str] | None:
    """Give the columns that are new, gone or of another type; None where the whole table is new or gone."""
    if before is None or after is None:
        return None
    old, new = (dict(zip(rows.schema.names, rows.schema.types, strict=True)) for rows in (before, after))
    return frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _rows_with(rows: pa.Table, name: str, values: Iterable[str], other: str) -> Iterator[tuple[str, str]]:
    """Give another column and this one, of the rows that have one of some values in it."""
    rows = rows.filter(pc.is_in(rows.column(name), value_set=pa.array(list(values), pa.string())))
    return zip(rows.column(other).to_pylist(), rows.column(name).to_pylist(), strict=True)


def _column(rows: pa.Table, name: str, key: str = "article_id") -> dict[str, str]:
    return dict(zip(rows.column(key).to_pylist(), rows.column(name).to_pylist(), strict=True))
