"""Rows that stand at a place of an article, and the rows that stand there now: paired one to one.

A row goes on as another where both stand at the same words (at least half of either claim; of figures, mentions and
land, half of the shorter one), first those that say the same, then those that have most words in common. What is left
over goes on where exactly one row on either side says the very same: a paragraph was moved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dataset.contract.ids import spans_text
from dataset.release.alignment import Place, Spans, length, overlap, place_in
from dataset.release.moves import Heir, Move, gone_and_new, heirs, key_of
from dataset.release.opened import Snapshot

Row = Mapping[str, Any]
_SPAN = ("char_start", "char_end")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How rows of one table are told from each other."""

    table: str
    saying: tuple[str, ...]
    """Columns that say what the row says, beside where it stands."""
    spans: str | None = None
    """The column of spans; char_start and char_end where None."""
    is_whole: bool = False
    """Whether half of the longer one must be in common, and not of the shorter one: such rows lie in each other."""


KINDS = (
    _Kind("claims", ("content_sha256", "source_id"), "content_spans", is_whole=True),
    _Kind("figures", ("value_low", "value_high", "unit_code")),
    _Kind("mentions", ("entity_id", "kind")),
    _Kind("territory", ("region_ids", "controller", "measure", "status")),
)


def moved_passages(before: Snapshot, after: Snapshot, texts: Mapping[str, str]) -> Iterator[Move]:
    """Give the claims, figures, mentions and statements about land that go on under other ids.

    `texts` has the texts of edited articles, old and new; rows of those that it lacks have no move.
    """
    heir = heirs(before, after)
    sides = {kind: [_by_article(rows, kind) for rows in gone_and_new(kind.table, before, after)] for kind in KINDS}
    gone_from = {article for gone, _ in sides.values() for article in gone if article in heir}
    places = _places({article: heir[article] for article in sorted(gone_from)}, texts)
    for kind, (gone, new) in sides.items():
        for article, place in places.items():
            pairs = _paired(gone.get(article, []), new.get(heir[article].article_id, []), kind, place)
            yield from (Move(kind.table, old, now, heir[article].reason) for old, now in pairs)


def _by_article(rows: pa.Table, kind: _Kind) -> dict[str, list[Row]]:
    places = (kind.spans,) if kind.spans else _SPAN
    found: dict[str, list[Row]] = {}
    for row in rows.select([key_of(kind.table), "article_id", *kind.saying, *places]).to_pylist():
        found.setdefault(row["article_id"], []).append(row)
    return found


def _places(heir: Mapping[str, Heir], texts: Mapping[str, str]) -> Mapping[str, Place]:
    """Give for each article how its spans are found in the one where its rows go on."""
    edited = {one for old, new in heir.items() if old != new.article_id for one in (old, new.article_id)}
    words = {one: texts[one] for one in texts if one in edited} if edited else {}
    found: dict[str, Place] = {}
    for old, new in heir.items():
        if old == new.article_id:
            found[old] = list
        elif old in words and new.article_id in words:
            found[old] = place_in(words[old], words[new.article_id])
    return found


def _paired(gone: Sequence[Row], new: Sequence[Row], kind: _Kind, place: Place) -> Iterator[tuple[str, str]]:
    key = key_of(kind.table)
    left = {row[key]: row for row in gone}
    free = {row[key]: row for row in new}
    for old, now in _at_the_same_place(gone, new, kind, place):
        if old in left and now in free:
            del left[old], free[now]
            yield old, now
    for value, ids in _saying(left.values(), kind).items():
        others = _saying(free.values(), kind).get(value, [])
        if len(ids) == len(others) == 1:
            yield ids[0], others[0]


def _at_the_same_place(gone: Sequence[Row], new: Sequence[Row], kind: _Kind, place: Place) -> list[tuple[str, str]]:
    """Give pairs of ids, those first that say the same in most columns, then those with most words in common."""
    key, found = key_of(kind.table), []
    places = [(row, _spans(row, kind)) for row in new]
    for old in gone:
        spans = _spans(old, kind)
        there = place(spans)
        for now, others in places:
            common, sizes = overlap(there, others), (length(spans), length(others))
            if common and 2 * common >= (max(sizes) if kind.is_whole else min(sizes)):
                alike = sum(old[name] == now[name] for name in kind.saying)
                order = (-alike, -common / max(sizes), spans_text(spans), spans_text(others), old[key], now[key])
                found.append((order, (old[key], now[key])))
    return [pair for _, pair in sorted(found)]


def _spans(row: Row, kind: _Kind) -> Spans:
    if kind.spans:
        return [(start, end) for start, end in row[kind.spans]]
    return [(row["char_start"], row["char_end"])]


def _saying(rows: Iterable[Row], kind: _Kind) -> dict[str, list[str]]:
    """Give the ids of rows by what they say; those that say nothing are in it nowhere."""
    found: dict[str, list[str]] = {}
    for row in rows:
        said = [row[name] for name in kind.saying]
        if said[0] is not None:
            found.setdefault(repr(said), []).append(row[key_of(kind.table)])
    return found
