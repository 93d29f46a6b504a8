"""What belongs to each claim of a release in its other tables, in words: who passed it on, its figures, land, verdicts.

What belongs here: going through these tables beside the claims, block by block. The file is for `sheet.py`.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from dataset.blocks import Abreast
from dataset.contract.arrow import ROW_GROUP
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk, as_they_lie, is_by_key, places, some_by_key
from dataset.release.figure_words import land_words, value_words

Tables = Mapping[str, pa.Table | OnDisk]
BETWEEN = "; "
"""Parts several values of one cell."""
SOURCE, ARTICLE = "source", "article"
"""The columns of the numbers of each claim's source and article."""


def with_beside(tables: Tables, columns: list[str], room: Room) -> Iterator[pa.Table]:
    """Give some columns of the claims by key, in blocks, with `source`, `article`, and in words what belongs to them.

    That stands in `through`, `figures`, `land` and `verdict`.
    """
    chain = Abreast(_steps(tables, room.beside("chain")), "claim_id")
    figures = Abreast(_figures(tables["figures"], room.beside("figures")), "claim_id")
    land = Abreast(_land(tables, room.beside("land")), "claim_id")
    verdicts = Abreast(_verdicts(tables, room.beside("verdicts")), "claim_id")
    names = source_names(tables["sources"]).combine_chunks()
    for claims in _with_places("claims", ["claim_id", *columns], [SOURCE, ARTICLE], tables, room.beside("claims")):
        ids = claims.column("claim_id")
        yield (
            claims.append_column("through", _joined(ids, _relays(claims, chain.between(ids), names), " → "))
            .append_column("figures", _joined(ids, figures.between(ids)))
            .append_column("land", _joined(ids, land.between(ids)))
            .append_column("verdict", _joined(ids, _once(verdicts.between(ids))))
        )


def source_names(sources: pa.Table | OnDisk) -> pa.ChunkedArray:
    """Give what each source is called."""
    return pc.coalesce(sources.column("name"), sources.column("description"))


def _with_places(name: str, columns: list[str], others: list[str], tables: Tables, room: Room) -> Iterator[pa.Table]:
    """Give some columns of a table by its claims, in blocks, and the numbers of each row's source and article."""
    rows = tables[name]
    found = [places(rows, f"{other}_id", tables[f"{other}s"].column(f"{other}_id"), ROW_GROUP) for other in others]

    def placed() -> Iterator[pa.Table]:
        for block, *numbers in zip(as_they_lie(rows, columns, ROW_GROUP), *found, strict=True):
            for other, number in zip(others, numbers, strict=True):
                block = block.append_column(other, number)
            yield block

    return placed() if is_by_key(rows) else in_order(placed(), ["claim_id"], ROW_GROUP, room)


def _joined(claims: pa.ChunkedArray, rows: pa.Table, between: str = BETWEEN) -> pa.Array:
    """Give for each claim the words that have its id, in their order, joined; null where there are none."""
    found = rows.filter(rows["words"].is_valid()).group_by("claim_id", use_threads=False)
    lists = found.aggregate([("words", "list")])
    place = pc.index_in(claims, value_set=lists.column("claim_id"))
    return pc.binary_join(lists.column("words_list"), between).take(place)


def _steps(tables: Tables, room: Room) -> Iterator[pa.Table]:
    """Give the steps of chains that are not the publisher."""
    for rows in _with_places("claim_chain", ["claim_id", "hop", "role"], [SOURCE], tables, room):
        yield rows.filter(pc.not_equal(rows.column("role"), "publisher"))


def _relays(claims: pa.Table, steps: pa.Table, names: pa.Array) -> pa.Table:
    """Give the name of each step that is not the claim's own source."""
    own = claims.column(SOURCE).take(pc.index_in(steps.column("claim_id"), value_set=claims.column("claim_id")))
    steps = steps.filter(pc.not_equal(steps.column(SOURCE), own))
    steps = steps.sort_by([("claim_id", "ascending"), ("hop", "ascending")])
    return pa.table({"claim_id": steps.column("claim_id"), "words": names.take(steps.column(SOURCE))})


def _figures(figures: pa.Table | OnDisk, room: Room) -> Iterator[pa.Table]:
    """Give what each figure of a claim is, as it is written, or in our words; in the order of the text."""
    columns = ["claim_id", "char_start", "figure_id", "surface", *_OF_VALUE]

    def worded() -> Iterator[pa.Table]:
        for rows in as_they_lie(figures, columns, ROW_GROUP):
            some = rows.filter(rows.column("claim_id").is_valid())
            yield some.select(columns[:3]).append_column("words", _figure_words(some))

    return in_order(worded(), columns[:3], ROW_GROUP, room)


_OF_VALUE = ["value_low", "value_high", "is_approximate", "unit_code", "unit_name"]


def _figure_words(figures: pa.Table) -> pa.Array:
    surface = figures.column("surface").combine_chunks()
    unwritten = figures.filter(surface.is_null()).select(_OF_VALUE)
    values = zip(*(unwritten.column(name).to_pylist() for name in _OF_VALUE), strict=True)
    return pc.replace_with_mask(surface, surface.is_null(), pa.array([value_words(*one) for one in values], "str"))


def _land(tables: Tables, room: Room) -> Iterator[pa.Table]:
    """Give what each statement about land of a claim says, in the order of the text."""
    entities, territory = tables["entities"], tables["territory"]
    names = dict(zip(entities.column("entity_id").to_pylist(), entities.column("name").to_pylist(), strict=True))
    columns = ["claim_id", "char_start", "territory_id"]

    def worded() -> Iterator[pa.Table]:
        for rows in as_they_lie(territory, territory.column_names, ROW_GROUP):
            some = rows.filter(rows.column("claim_id").is_valid())
            words = pa.array([land_words(row, names) for row in some.to_pylist()], pa.string())
            yield some.select(columns).append_column("words", words)

    return in_order(worded(), columns, ROW_GROUP, room)


def _verdicts(tables: Tables, room: Room) -> Iterator[pa.Table]:
    """Give the verdict of each check of a claim's statement about land."""
    territory = some_by_key(tables["territory"], ["territory_id", "claim_id"], ROW_GROUP, room.beside("territory"))
    known = Abreast(territory, "territory_id")
    columns = ["territory_id", "verdict", "against"]

    def worded() -> Iterator[pa.Table]:
        for checks in some_by_key(tables["territory_checks"], columns, ROW_GROUP, room.beside("checks")):
            there = known.between(checks.column("territory_id"))
            place = pc.index_in(checks.column("territory_id"), value_set=there.column("territory_id"))
            said = pc.binary_join_element_wise(checks.column("verdict"), checks.column("against"), " (")
            words = pc.binary_join_element_wise(said, pa.scalar(")"), "")
            rows = pa.table({"claim_id": there.column("claim_id").take(place), "words": words})
            yield rows.filter(rows["claim_id"].is_valid())

    return in_order(worded(), ["claim_id", "words"], ROW_GROUP, room)


def _once(rows: pa.Table) -> pa.Table:
    """Give the same words once for each claim."""
    rows = rows.group_by(["claim_id", "words"], use_threads=False).aggregate([])
    return rows.sort_by([("claim_id", "ascending"), ("words", "ascending")])
