"""A published table as an asset: name, description, group, columns and order of work, all from the contract.

Here also stands when a table is not made again: where all that its rows follow from is as it was (`dataset/made.py`).
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import dagster as dg

from assets.places import Folders
from dataset.contract.arrow import TYPES, required_in
from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES
from dataset.made import Made, files_state, made, origin_of, store_state, tables_state
from pipelines.version import reading_fingerprint

Body = Callable[..., Any]
State = Callable[[Folders], str]
"""Gives a word for the state of something that rows follow from: another one where it changed."""


@dataclass(slots=True)
class Fresh:
    """Rows that were made in this run, and what from."""

    rows: Any
    origin: str

    def let_go(self) -> Any:  # noqa: ANN401 - what a body gave
        """Give the rows, once: a run in one process may keep what each asset gave to its end."""
        rows, self.rows = self.rows, None
        return rows


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that is as it would be made."""

    made: Made


def the_store(folders: Folders) -> str:
    """Give the state of the store's articles and of what was read in them."""
    return store_state(folders.kept(), reading_fingerprint())


def in_store(name: str) -> State:
    """Give what tells the state of a file or a small folder of the store."""
    return lambda folders: files_state(folders.kept().root / name)


OF_ASSETS: Mapping[str, State] = {
    "decisions_in_force": in_store("curation"),
    "ingested": the_store,
    "measured_series": in_store("tables/measured_series.parquet"),
    "readings": the_store,
    "withheld": in_store("curation/withheld.json"),
}
"""The state of what the assets that are no tables leave in the store."""


_ORIGIN: dict[str, State] = {}
"""By table: what its rows would follow from if it were made now."""


def is_current(folders: Folders, name: str) -> bool:
    """Say whether a working table is as it would be made now."""
    known = made(folders.kept(), name)
    return known is not None and known.origin == _ORIGIN[name](folders)


def table_asset(deps: tuple[str, ...] = (), also: tuple[State, ...] | None = ()) -> Callable[[Body], Any]:
    """Make an asset of a function that gives the rows of the table it is named after.

    Its arguments are the tables it reads, and the folders; it comes after every table that it points to, so that its
    check can look there, and after `deps`. It is not made again while those tables and `deps`, code, reference data and
    settings are what they were, and what `also` gives the state of. With None it always is.
    """

    def asset_of(body: Body) -> dg.AssetsDefinition:
        table = TABLES[body.__name__]
        arguments = set(inspect.signature(body).parameters)
        origins = {name for name in (*deps, *arguments) if name in TABLES}
        of_assets = [] if also is None else [OF_ASSETS[name] for name in deps if name not in TABLES]
        states = [*dict.fromkeys(of_assets), *(also or ())]

        def origin_now(folders: Folders) -> str:
            told = {f"state {number}": state(folders) for number, state in enumerate(states)}
            return origin_of({"table": table.name, **tables_state(folders.kept(), origins), **told})

        def kept_or_made(folders: Folders) -> Fresh | Kept:
            store, origin = folders.kept(), origin_now(folders)
            known = made(store, table.name)
            if known and known.origin == origin and also is not None:
                return Kept(known)
            given = {name: store.table(name) for name in arguments - {"folders"}}
            return Fresh(body(**given, **({"folders": folders} if "folders" in arguments else {})), origin)

        _ORIGIN[table.name] = origin_now
        return dg.asset(
            name=table.name,
            description=table.meaning,
            group_name=table.group,
            deps=sorted({*deps, *table.points_to.values(), *origins} - {table.name}),
            io_manager_key="tables",
            dagster_type=dg.Any,  # the contract is checked on writing; Dagster would look at each key of each row
            kinds={"parquet"},
            metadata={"dagster/column_schema": column_schema(table.name)},
        )(kept_or_made)

    return asset_of


def column_schema(name: str) -> dg.TableSchema:
    """Give a table's columns as Dagster shows them."""
    required = required_in(TABLES[name])
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column,
                type=str(TYPES[FIELDS[column].kind]),
                description=FIELDS[column].meaning,
                constraints=dg.TableColumnConstraints(nullable=column not in required),
            )
            for column in TABLES[name].columns
        ]
    )
