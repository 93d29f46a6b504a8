"""What a list of take-downs takes out: whole articles, rows of others, and values that are published otherwise.

The list is held against all that the store has, so that it holds for what comes in later too. Nothing is taken out of
the store. What of an article's rows goes is told in `rows_of_article.py`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.curation.once_read import claims_ever, keep_places, kept_places
from dataset.curation.takedowns import HASHED, TakeDown, fingerprint_of, hashed
from dataset.curation.withheld import NOTHING, Withheld
from dataset.reference.load import entities_table
from dataset.release.alignment import place_in
from dataset.store import READ_TABLES, Store
from pipelines.entities.outlets import outlet_entity_id
from pipelines.takedowns.addresses import Addresses, addresses_of
from pipelines.takedowns.names import Names, called, names_of, normalised
from pipelines.takedowns.rows_of_article import Touched, values_of_article, withheld_rows

Row = Mapping[str, Any]
_COLUMNS = ["article_id", "work_id", "url", "origin", "outlet", "via", "title", "authors", "text"]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list is about, ready to be looked for."""

    addresses: Addresses
    names: Names
    entities: frozenset[str]
    """The people of the reference tables that it names; their other names are among `names`."""
    claims: frozenset[str]
    """Ids of claims, or hashes of such."""

    def has_address(self, address: str | None) -> bool:
        """Say whether an address is taken down, or names somebody who is."""
        return self.addresses.hold(address) or (bool(self.names) and self.names.in_address(address))

    def is_claim(self, claim_id: str) -> bool:
        """Say whether a claim is taken down."""
        return claim_id in self.claims or (self._has_hashes and hashed(claim_id) in self.claims)

    @property
    def _has_hashes(self) -> bool:
        return any(one.startswith(HASHED) for one in self.claims)


def listed(found: Iterable[TakeDown]) -> Listed:
    """Give what a list is about."""
    found = list(found)
    names = names_of(one.value for one in found if one.kind == "person")
    entities, spoken = set[str](), set[str]()
    for row in entities_table() if names else ():
        all_names = [
            str(row["name"]),
            *(name for key in ("aliases", "names_uk", "names_ru") for name in _texts(row, key)),
        ]
        if row["kind"] == "person" and any(map(names.name, all_names)):
            entities.add(str(row["entity_id"]))
            spoken.update(all_names)
    names = Names(names.plain | names_of(spoken).plain, names.hashes)
    claims = frozenset(one.value for one in found if one.kind == "claim")
    return Listed(addresses_of(found), names, frozenset(entities), claims)


def _texts(row: Mapping[str, object], key: str) -> list[str]:
    values = row[key]
    assert isinstance(values, list), key
    return values


def withheld_by(found: list[TakeDown], store: Store, fingerprint: str) -> Withheld:
    """Give what a list takes out of what the store has, as the extractor of that fingerprint reads it."""
    if not found:
        return NOTHING
    wanted = listed(found)
    outlets = _outlets(wanted, store)
    articles, touched = _looked_through(wanted, store, _surfaces(wanted, store, fingerprint), outlets)
    _place_claims(wanted, store, touched)
    touched = {article: one for article, one in touched.items() if article not in articles}
    rows = {
        "articles": articles,
        "entities": wanted.entities | set(outlets.values()),
        "quarantine": set(_inputs(wanted, store, articles)),
    }
    values: dict[str, dict[str, dict[str, Any]]] = {"articles": {}}
    for article, one in touched.items():
        if instead := values_of_article(one):
            values["articles"][article] = instead
    for name, ids, instead_of in withheld_rows(touched, _read(store, fingerprint, touched), wanted.entities):
        rows[name], values[name] = ids, instead_of
    return Withheld({k: frozenset(v) for k, v in rows.items() if v}, {k: v for k, v in values.items() if v},
                    fingerprint_of(found))  # fmt: skip


def _surfaces(wanted: Listed, store: Store, fingerprint: str) -> dict[str, set[str]]:
    """Give by article what people of the reference tables who are taken down are called in it."""
    found: dict[str, set[str]] = {}
    if not wanted.entities:
        return found
    known = pa.array(sorted(wanted.entities), pa.string())
    for name, column in (("mentions", "surface"), ("sources", "name")):
        rows = store.rows_read(fingerprint, name)
        rows = rows.filter(pc.is_in(rows.column("entity_id"), value_set=known)).select(["read_in", column])
        for row in rows.to_pylist():
            found.setdefault(row["read_in"], set()).add(normalised(row[column] or ""))
    return found


def _outlets(wanted: Listed, store: Store) -> dict[str, str]:
    """Give the outlets whose names name somebody, each with its id, which spells the name."""
    rows = store.inputs(["outlet", "via"])
    names = {name for column in rows.columns for name in column.unique().to_pylist() if name}
    return {name: str(outlet_entity_id(name)) for name in names if wanted.names.name(name)}


def _looked_through(
    wanted: Listed, store: Store, surfaces: Mapping[str, set[str]], outlets: Collection[str]
) -> tuple[set[str], dict[str, Touched]]:
    """Give the articles that go whole, and those that name somebody, with where they do."""
    works, touched = set[str](), dict[str, Touched]()
    work_of: dict[str, str] = {}
    for batch in store.input_batches(_COLUMNS):
        for row in batch.to_pylist():
            work_of[row["article_id"]] = row["work_id"]
            origin = row["origin"] if "://" in row["origin"] else None
            names_one = row["outlet"] in outlets or row["via"] in outlets
            if names_one or any(map(wanted.addresses.hold, (row["url"], origin))):
                works.add(row["work_id"])
            elif wanted.names and (one := _touched(wanted, row, surfaces.get(row["article_id"], set()))):
                touched[row["article_id"]] = one
    return {article for article, work in work_of.items() if work in works}, touched


def _touched(wanted: Listed, row: Row, surfaces: set[str]) -> Touched | None:
    """Give where an article names somebody, by a name or as it was resolved (`surfaces`); None where it does not."""
    known = [row["title"] or "", *(row["authors"] or ()), row["text"]]
    full = {name for words in known for _, name in wanted.names.found(words)} | (surfaces - {""})
    if not full and not wanted.names.in_address(row["url"]):
        return None
    names = called(full) if full else wanted.names
    return Touched(row["title"], tuple(row["authors"] or ()), row["url"], names, names.spans(row["text"]))


def _place_claims(wanted: Listed, store: Store, touched: dict[str, Touched]) -> None:
    """Add where claims stand that are taken down, in every version of their articles."""
    if not wanted.claims:
        return
    found = {claim: (article, spans) for claim, article, spans in claims_ever(store) if wanted.is_claim(claim)}
    places = {**{claim: at for claim, at in kept_places(store).items() if wanted.is_claim(claim)}, **found}
    keep_places(store, places)
    rows = store.inputs(["article_id", "work_id"]).to_pylist()
    work_of = {row["article_id"]: row["work_id"] for row in rows}
    texts = store.texts()
    for article, spans in places.values():
        for other in (one for one, work in work_of.items() if work == work_of.get(article)):
            there = spans if other == article else list(place_in(texts[article], texts[other])(spans))
            one = touched.setdefault(other, Touched())
            one.claimed.extend(span for span in there if span not in one.claimed)


def claims_nowhere(found: Iterable[TakeDown], store: Store) -> list[str]:
    """Give the claims of a list, as it has them, that stand in no article of the store; after `withheld_by`."""
    places = kept_places(store)
    known = {*places, *map(hashed, places)}
    return [one.value for one in found if one.kind == "claim" and one.value not in known]


def _read(store: Store, fingerprint: str, touched: Mapping[str, Touched]) -> dict[str, dict[str, list[Row]]]:
    """Give the rows of the touched articles, by table and article."""
    if not touched:
        return {}
    wanted, found = pa.array(sorted(touched), pa.string()), dict[str, dict[str, list[Row]]]()
    for name in READ_TABLES:
        rows = store.rows_read(fingerprint, name)
        found[name] = {}
        for row in rows.filter(pc.is_in(rows.column("read_in"), value_set=wanted)).to_pylist():
            found[name].setdefault(row["read_in"], []).append(row)
    return found


def _inputs(wanted: Listed, store: Store, articles: set[str]) -> Iterator[str]:
    """Give the inputs in quarantine that come from there, or whose name or reason names somebody."""
    for row in store.quarantine().to_pylist():
        origin = row["origin"]
        is_there = "://" in origin and wanted.addresses.hold(origin)
        names = wanted.names and (wanted.names.in_address(origin) or wanted.names.name(row["reason"]))
        if is_there or names or origin in articles:
            yield row["input_id"]
