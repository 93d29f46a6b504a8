"""One blocking check a table: what falls short stays in the store, and nothing of it reaches a release."""

from dataclasses import dataclass
from functools import partial

import dagster as dg

from assets.places import Folders
from dataset.contract.model import Table
from dataset.contract.tables import TABLES
from dataset.curation.kept import kept_judged
from dataset.made import origin_of, store_state, tables_state
from dataset.memory import Room, give_back
from dataset.quality import Row, keep_met, keep_outcome, kept_met, kept_outcome
from dataset.release.at_hand import AtHand, OnDisk
from dataset.store import Store
from pipelines.version import reading_fingerprint


def check_of(table: Table) -> dg.AssetChecksDefinition:
    """Make the check of one table."""

    @dg.asset_check(
        asset=table.name,
        name="meets_expectations",
        description=f"Holds {table.name} against the contract, what the data taught us, and totals.",
        blocking=True,
    )
    def meets_expectations(context: dg.AssetCheckExecutionContext, folders: Folders) -> dg.AssetCheckResult:
        store = folders.kept()
        outcome = _outcome(table, store, folders.room(table.name))
        passed = sum(row["is_passed"] for row in outcome.rows)
        context.log.info(f"{table.name}: {passed} of {len(outcome.rows)} expectations hold")
        if outcome.failing:
            context.log.error(f"{table.name} falls short: {_words(outcome.failing)}")
        return dg.AssetCheckResult(
            passed=outcome.is_passed,
            description=_words(outcome.failing) if outcome.failing else None,
            metadata={"expectations": len(outcome.rows), "passed": passed, "failing": outcome.failing},
        )

    return meets_expectations


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the expectations gave for a table, in this run or when it was last as it is."""

    rows: list[Row]
    failing: dict[str, list[str]]

    @property
    def is_passed(self) -> bool:
        return all(row["is_passed"] for row in self.rows)


def _outcome(table: Table, store: Store, room: Room) -> _Outcome:
    rows = store.table(table.name)
    states = tables_state(store, {table.name, *_pointed_to(table, rows)})
    texts = {"texts": store_state(store, reading_fingerprint())} if "article_id" in table.columns else {}
    origin = origin_of({"check": table.name, **states, **texts})
    if (kept := kept_outcome(store, table.name, origin)) is not None:
        return _Outcome(kept, {})
    from expectations.run import checked  # Great Expectations takes seconds to import

    others = AtHand({name: partial(store.table, name) for name in _pointed_to(table, rows)})
    basis = origin_of({"check": table.name})
    known = kept_met(store, table.name, basis)
    found = checked(table, rows, others, store.texts(), room, known)
    if found.is_passed:
        keep_met(store, table.name, basis, found.digests)
    keep_outcome(store, table.name, found.rows, origin, found.failing)
    give_back()
    return _Outcome(found.rows, found.failing)


def _pointed_to(table: Table, rows: OnDisk) -> set[str]:
    """Give the tables that a table points to, and those that its rows name where they say which."""
    named = {name for column in table.points_by.values() for name in rows.column(column).to_pylist()}
    return {*table.points_to.values(), *named} - {table.name}


def _words(failing: dict[str, list[str]]) -> str:
    return "; ".join(f"{name}: rows {', '.join(keys) or 'not told'}" for name, keys in failing.items())


@dg.asset_check(asset="feed_health")
def feeds_answer(folders: Folders) -> dg.AssetCheckResult:
    """Raises an alarm, and stops nothing, where a feed gave entries before and gives none, or keeps failing."""
    rows = folders.kept().table("feed_health").to_pylist()
    alarms = {row["feed_url"]: row["alarm"] for row in rows if row["is_alarm"]}
    return dg.AssetCheckResult(
        passed=not alarms,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(f"{url}: {why}" for url, why in alarms.items()) or None,
        metadata={"feeds": len(rows), "alarms": len(alarms)},
    )


@dg.asset_check(asset="decisions_in_force")
def decisions_hold(folders: Folders) -> dg.AssetCheckResult:
    """Raises an alarm, and stops nothing, where a decision is not in force because its row has changed or is gone."""
    judged = kept_judged(folders.kept())
    return dg.AssetCheckResult(
        passed=not judged.expired,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(map(str, judged.expired)) or None,
        metadata={"in_force": len(judged.in_force), "expired": len(judged.expired)},
    )


CHECKS = [*(check_of(table) for table in TABLES.values()), feeds_answer, decisions_hold]
