"""The tables as they would be had nobody decided anything, for the record of what decisions did to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa

from dataset.contract.arrow import conform, empty, in_form
from dataset.contract.tables import TABLES
from dataset.memory import Room
from pipelines import tables
from pipelines.readings import Readings
from pipelines.reconcile.checks import COLUMNS, ORDER, check_rows
from pipelines.reconcile.series import series_rows


def machine_tables(
    readings: Readings, entities: pa.Table, regions: pa.Table, points: pa.Table, room: Room
) -> Mapping[str, pa.Table]:
    """Give the tables in which decisions show, made without them; none where no decision is in force.

    `points` are those of the measured series; statements are counted in `room`.
    """
    if not readings.decisions:
        return {}
    machine = replace(readings, decisions=())
    made = {
        "sources": [tables.sources(machine, entities)],
        "claims": tables.claims(machine, room),
        "claim_chain": tables.claim_chain(machine),
        "figures": tables.figures(machine),
        "territory": tables.territory(machine),
    }
    found = {name: _whole(name, blocks) for name, blocks in made.items()}
    land = found["territory"]
    in_articles = land.select(COLUMNS).sort_by([(name, "ascending") for name in ORDER])
    checks = [row for rows in check_rows([in_articles], found["figures"], regions, points) for row in rows]
    series = series_rows(land, found["claims"], machine.articles, regions, points)
    derived = {"territory_checks": checks, "control_series": series}
    return found | {name: conform(rows, TABLES[name]) for name, rows in derived.items()}


def _whole(name: str, blocks: Iterable[pa.Table]) -> pa.Table:
    table = TABLES[name]
    return conform(pa.concat_tables([empty(table), *(in_form(rows, table) for rows in blocks)]), table)
