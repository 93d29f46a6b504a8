"""A published table as an asset: name, description, group, columns and order of work, all from the contract."""

import inspect
from collections.abc import Callable
from typing import Any

import dagster as dg

from dataset.contract.arrow import TYPES, required_in
from dataset.contract.fields import FIELDS
from dataset.contract.tables import TABLES

Body = Callable[..., Any]


def table_asset(deps: tuple[str, ...] = ()) -> Callable[[Body], dg.AssetsDefinition]:
    """Make an asset of a function that gives the rows of the table it is named after.

    Its arguments are the tables it reads; it comes after every table that it points to, so that its check can look
    there, and after `deps`, which are not read as tables.
    """

    def made(body: Body) -> dg.AssetsDefinition:
        table = TABLES[body.__name__]
        read = set(inspect.signature(body).parameters)
        before = {*deps, *table.points_to.values()} - read - {table.name}
        return dg.asset(
            name=table.name,
            description=table.meaning,
            group_name=table.group,
            deps=sorted(before),
            io_manager_key="tables",
            dagster_type=dg.Any,  # the contract is checked on writing; Dagster would look at each key of each row
            kinds={"parquet"},
            metadata={"dagster/column_schema": column_schema(table.name)},
        )(body)

    return made


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
