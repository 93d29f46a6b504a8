"""Sources that go on under other ids: named ones by their name, unnamed ones by the claims that they make.

An unnamed source has its id from its story (or its article) and the words that describe it. It goes on where a claim
or a step of a chain that had it, the same one or the one it moved to, has an unnamed source of the same kind now that
is described in the same words; where the claim has the very id it had, in any words, since it stands at the same
words of the article. Several groups may become one; of several that one became, the one with most of its claims counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.moves import Move, column, gone_and_new, only_pairs
from dataset.release.opened import Snapshot

_COLUMNS = ["source_id", "kind", "name", "description", "entity_id", "part_of"]
Sources = Mapping[str, Mapping[str, Any]]


def moved_sources(before: Snapshot, after: Snapshot, claims: Iterable[Move]) -> Iterator[Move]:
    """Give the sources that go on under other ids; `claims` are the claims that do."""
    gone, new = gone_and_new("sources", before, after)
    folded = [rows.append_column("folded", pc.utf8_lower(rows.column("name"))) for rows in (gone, new)]
    named = dict(only_pairs(folded[0], folded[1], ("kind", "folded"), "source_id"))
    yield from (Move("sources", old, now, "identified") for old, now in named.items())
    sides = [{row["source_id"]: row for row in rows.select(_COLUMNS).to_pylist()} for rows in (gone, new)]
    yield from _unnamed(_Claims(before, after, claims), *sides)


def _unnamed(claims: "_Claims", gone: Sources, new: Sources) -> Iterator[Move]:
    votes: dict[str, dict[str, Counter[str]]] = {}
    for old, now, is_same_claim, reason in claims.pairs(gone, new):
        one, other = gone[old], new[now]
        if one["kind"] != other["kind"] or not (_is_unnamed(one) and _is_unnamed(other)):
            continue
        if is_same_claim or _words(one) == _words(other):
            votes.setdefault(old, {}).setdefault(now, Counter())[reason] += 1
            if (group := one["part_of"]) in gone and (larger := other["part_of"]) in new:
                votes.setdefault(group, {}).setdefault(larger, Counter())[reason] += 1
    for old, found in votes.items():
        now, reasons = min(found.items(), key=lambda item: (-item[1].total(), item[0]))
        reason, _ = min(reasons.items(), key=lambda item: (-item[1], item[0]))
        yield Move("sources", old, now, reason)


def _is_unnamed(source: Mapping[str, Any]) -> bool:
    return source["name"] is None and source["entity_id"] is None


def _words(source: Mapping[str, Any]) -> str:
    return (source["description"] or "").casefold()


class _Claims:
    """The claims of two moments, and the steps by which they came: who had them, and who has them now."""

    def __init__(self, before: Snapshot, after: Snapshot, moved: Iterable[Move]) -> None:
        self._sides = before.tables, after.tables
        self._moved = {move.old_id: move for move in moved if move.table_name == "claims"}
        self._stories = [column(tables["articles"], "story_id") for tables in self._sides]
        self._articles = [column(tables["claims"], "article_id", "claim_id") for tables in self._sides]

    def pairs(self, gone: Sources, new: Sources) -> Iterator[tuple[str, str, bool, str]]:
        """Give (old source, new source, whether the claim is the same one, why) of claims and of steps."""
        for name, key in (("claims", ("claim_id",)), ("claim_chain", ("claim_id", "hop"))):
            old = _with_sources(self._sides[0][name], key, gone)
            now = _with_sources(self._sides[1][name], key, new)
            for (claim, *hop), source in old.items():
                move = self._moved.get(claim)
                heir = move.new_id if move else claim
                if other := now.get((heir, *hop)):
                    yield source, other, move is None, self._reason(claim, heir, move)

    def _reason(self, claim: str, heir: str, move: Move | None) -> str:
        stories = [
            stories.get(articles[one])
            for stories, articles, one in zip(self._stories, self._articles, (claim, heir), strict=True)
        ]
        if stories[0] != stories[1]:
            return "story_changed"
        return move.reason if move else "reread"


def _with_sources(rows: pa.Table, key: tuple[str, ...], sources: Sources) -> dict[tuple[Any, ...], str]:
    """Give the source of each row that has one of some sources, by its key."""
    rows = rows.filter(pc.is_in(rows.column("source_id"), value_set=pa.array(sorted(sources), pa.string())))
    keys = zip(*(rows.column(name).to_pylist() for name in key), strict=True)
    return dict(zip(keys, rows.column("source_id").to_pylist(), strict=True))
