"""What of one article's rows goes, where it names somebody or has a claim that was taken down, and what is covered.

Rows that quote the name, or whose source is the person, go; so do claims, figures and land at the words of a claim that
goes. Other words about the article lose the name: it is covered in them letter by letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.takedowns.names import Names, Span, touches

Row = Mapping[str, Any]
Instead = dict[str, dict[str, Any]]
"""Row id -> column -> the value that is published instead."""
_KEYS = {"claims": "claim_id", "figures": "figure_id", "mentions": "mention_id", "territory": "territory_id"}
_WORDS = {
    "sources": ("description", "access_basis", "anonymity_reason"),
    "claims": ("said_at_event",),
    "claim_chain": ("cue",),
    "figures": ("share_of", "unresolved_reason"),
    "territory": ("region_text", "extent_text"),
}
"""Columns with words that stand at no offsets: names in them are covered."""
_SPANS = ("content_spans", "source_spans", "cue_spans")


@dataclass(frozen=True, slots=True)
class Touched:
    """One article that names somebody who was taken down, or has a claim that was."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    names: Names = field(default_factory=Names)
    """What such people are called in it."""
    named: Sequence[Span] = ()
    """Where its text names them."""
    claimed: list[Span] = field(default_factory=list)
    """Where claims stand that were taken down."""


def values_of_article(one: Touched) -> dict[str, Any]:
    """Give the columns of `articles` that are published otherwise: title covered, byline and address without."""
    found: dict[str, Any] = {}
    if not one.names:
        return found
    if one.names.name(one.title):
        found["title"] = one.names.cover(one.title or "")
    if len(kept := [author for author in one.authors if not one.names.name(author)]) < len(one.authors):
        found["authors"] = kept
    if one.names.in_address(one.url):
        found |= {"url": None, "url_basis": None}
    return found


def withheld_rows(
    touched: Mapping[str, Touched], read: Mapping[str, Mapping[str, list[Row]]], entities: frozenset[str]
) -> Iterator[tuple[str, set[str], Instead]]:
    """Give by table the ids of rows that go, and what is published instead of values of others."""
    gone: dict[str, set[str]] = {name: set() for name in ("sources", *_KEYS)}
    instead: dict[str, Instead] = {name: {} for name in (*_WORDS, *_KEYS)}
    for article, one in touched.items():
        rows = {name: by_article.get(article, []) for name, by_article in read.items()}
        _Article(article, one, rows, entities).add_to(gone, instead)
    for name in dict.fromkeys((*gone, *instead)):
        yield name, gone.get(name, set()), {row_id: new for row_id, new in instead.get(name, {}).items() if new}


class _Article:
    def __init__(self, article: str, one: Touched, rows: Mapping[str, list[Row]], entities: frozenset[str]) -> None:
        self._article, self._one, self._rows, self._entities = article, one, rows, entities
        self._chain: dict[str, list[Row]] = {}
        for hop in rows.get("claim_chain", ()):
            self._chain.setdefault(hop["claim_id"], []).append(hop)
        self._people = {row["source_id"] for row in rows.get("sources", ()) if self._is_theirs(row)}

    def add_to(self, gone: dict[str, set[str]], instead: dict[str, Instead]) -> None:
        """Add what goes of the article, and what is covered."""
        claims = {row["claim_id"] for row in self._rows.get("claims", ()) if self._is_claim_gone(row)}
        out = {"claims": claims, "sources": self._sources_gone(claims)}
        out |= {name: set(self._passages_gone(name)) for name in ("figures", "mentions", "territory")}
        for name, ids in out.items():
            gone[name] |= {f"{self._article}/{one}" for one in ids} if name == "sources" else ids
        pointers = {"parent_claim_id": claims, "claim_id": claims, "figure_id": out["figures"]}
        for name, rows in self._rows.items():
            key = _KEYS.get(name)
            for row in rows:
                if (key is None or row[key] not in out[name]) and (
                    name != "claim_chain" or row["claim_id"] not in claims
                ):
                    lost = {c: None for c, ids in pointers.items() if c != key and row.get(c) in ids}
                    instead.setdefault(name, {})[self._id(name, row)] = lost | self._covered(name, row)

    def _id(self, name: str, row: Row) -> str:
        match name:
            case "sources":
                return f"{self._article}/{row['source_id']}"
            case "claim_chain":
                return f"{row['claim_id']}/{row['hop']}"
            case _:
                return row[_KEYS[name]]

    def _covered(self, name: str, row: Row) -> dict[str, Any]:
        columns = (c for c in _WORDS.get(name, ()) if self._one.names and self._one.names.name(row[c]))
        return {column: self._one.names.cover(row[column]) for column in columns}

    def _is_theirs(self, source: Row) -> bool:
        """Say whether a source is somebody who was taken down: by name, by entity, or at the words of its claims."""
        if source["entity_id"] in self._entities or (self._one.names and self._one.names.name(source["name"])):
            return True
        if source["kind"] != "person" or source["name"] is not None or source["entity_id"] is not None:
            return False
        claims = (row for row in self._rows["claims"] if row["source_id"] == source["source_id"])
        return any(touches(row["source_spans"], self._one.named) for row in claims)

    def _is_claim_gone(self, row: Row) -> bool:
        sources = {row["source_id"], *(hop["source_id"] for hop in self._chain.get(row["claim_id"], ()))}
        quoted = (spans for name in _SPANS for spans in row[name])
        hops = (spans for hop in self._chain.get(row["claim_id"], ()) for spans in hop["spans"])
        return (
            bool(sources & self._people)
            or touches([*quoted, *hops], self._one.named)
            or touches(row["content_spans"], self._one.claimed)
        )

    def _passages_gone(self, name: str) -> Iterable[str]:
        for row in self._rows.get(name, ()):
            span = [(row["char_start"], row["char_end"])]
            is_theirs = name == "mentions" and row["entity_id"] in self._entities
            is_of_claim = name != "mentions" and touches(span, self._one.claimed)
            if is_theirs or is_of_claim or touches(span, self._one.named):
                yield row[_KEYS[name]]

    def _sources_gone(self, claims: set[str]) -> set[str]:
        """Give the sources that are theirs, and those that no claim of the article has any more."""
        spoken = {row["source_id"] for row in self._rows.get("claims", ()) if row["claim_id"] not in claims}
        spoken |= {hop["source_id"] for claim, hops in self._chain.items() if claim not in claims for hop in hops}
        larger = {row["source_id"]: row["part_of"] for row in self._rows.get("sources", ())}
        for source in list(spoken):
            while (source := larger.get(source)) and source not in spoken:
                spoken.add(source)
        return (larger.keys() - spoken) | self._people
