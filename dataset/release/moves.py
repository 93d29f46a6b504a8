"""Which ids moved between two moments: the row is gone, and what it stood for has a row under another id.

Told from recorded facts alone: the identity of works, texts and their hashes, spans, names, the words of unnamed
sources. Rows of which these do not tell which is which have no move. What became of ids over all releases is for
`id_history.py`; passages of articles are paired in `moved_passages.py`, sources in `moved_sources.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.tables import TABLES
from dataset.release.opened import Snapshot


@dataclass(frozen=True, slots=True)
class Move:
    """One row that went on under another id."""

    table_name: str
    old_id: str
    new_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heir:
    """The article in which another one's rows go on, the same one where it was read anew."""

    article_id: str
    reason: str


def key_of(name: str) -> str:
    """Give the one column of a table's key."""
    (column,) = TABLES[name].key
    return column


def gone_and_new(name: str, before: Snapshot, after: Snapshot) -> tuple[pa.Table, pa.Table]:
    """Give the rows of a table whose ids are there before only, and those whose ids are there after only."""
    if name not in before.tables or name not in after.tables:
        nothing = before.tables.get(name, after.tables.get(name))
        return nothing.slice(0, 0), nothing.slice(0, 0)
    old, new = before.tables[name], after.tables[name]
    key = key_of(name)
    gone = old.filter(pc.invert(pc.is_in(old.column(key), value_set=new.column(key))))
    return gone, new.filter(pc.invert(pc.is_in(new.column(key), value_set=old.column(key))))


def heirs(before: Snapshot, after: Snapshot) -> Mapping[str, Heir]:
    """Give for each article before the one in which its rows go on; articles whose words are gone have none."""
    newest = _newest(after.tables["articles"])
    works = column(after.tables["articles"], "work_id")
    twins = dict(_twins(before, after))
    found = {}
    for article, work in column(before.tables["articles"], "work_id").items():
        if article in newest.get(work, ()):
            found[article] = Heir(article, "reread")
        elif len(newest.get(work, ())) == 1:
            found[article] = Heir(newest[work][0], "article_edited")
        elif article in twins and len(newest[works[twins[article]]]) == 1:
            found[article] = Heir(newest[works[twins[article]]][0], "work_changed")
    return found


def moved_articles(before: Snapshot, after: Snapshot) -> Iterator[Move]:
    """Give the articles that go on under other ids: those whose identity changed, and versions that were replaced."""
    twins, there = dict(_twins(before, after)), column(after.tables["articles"], "work_id")
    for article, heir in heirs(before, after).items():
        if article not in there:
            yield Move("articles", article, twins.get(article, heir.article_id), heir.reason)


def moved_by_name(name: str, columns: tuple[str, ...], before: Snapshot, after: Snapshot) -> Iterator[Move]:
    """Give the rows of a table that go on under other ids because they have the same values there, and no other has."""
    gone, new = gone_and_new(name, before, after)
    for old_id, new_id in only_pairs(gone, new, columns, key_of(name)):
        yield Move(name, old_id, new_id, "identified")


def only_pairs(gone: pa.Table, new: pa.Table, columns: Iterable[str], key: str) -> Iterator[tuple[str, str]]:
    """Give the ids of rows, one of either side, that alone have the same values, none of them null."""
    names = [*columns, key]
    sides = []
    for rows in (gone, new):
        values = list(zip(*(rows.column(name).to_pylist() for name in names), strict=True))
        count = Counter(row[:-1] for row in values)
        sides.append({row[:-1]: row[-1] for row in values if count[row[:-1]] == 1 and None not in row})
    yield from ((sides[0][value], sides[1][value]) for value in sorted(sides[0].keys() & sides[1].keys()))


def column(rows: pa.Table, name: str, key: str = "article_id") -> dict[str, str]:
    """Give a column of rows by their key."""
    return dict(zip(rows.column(key).to_pylist(), rows.column(name).to_pylist(), strict=True))


def _newest(articles: pa.Table) -> Mapping[str, list[str]]:
    """Give by work the versions of it that no other supersedes."""
    is_last = pc.invert(pc.is_in(articles.column("article_id"), value_set=articles.column("supersedes").drop_null()))
    found: dict[str, list[str]] = {}
    for article, work in column(articles.filter(is_last), "work_id").items():
        found.setdefault(work, []).append(article)
    return found


def _twins(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str]]:
    """Give the articles whose work has another identity now: the same outlet and text, under a work that is new."""
    gone, new = gone_and_new("articles", before, after)
    old_works, new_works = (side.tables["articles"].column("work_id") for side in (before, after))
    gone = gone.filter(pc.invert(pc.is_in(gone.column("work_id"), value_set=new_works)))
    new = new.filter(pc.invert(pc.is_in(new.column("work_id"), value_set=old_works)))
    known = [
        rows.select(["article_id", "text_sha256"]).append_column("outlet", pc.coalesce(rows.column("outlet_id"), ""))
        for rows in (gone, new)
    ]
    yield from only_pairs(known[0], known[1], ("outlet", "text_sha256"), "article_id")
