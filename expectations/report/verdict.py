"""What the page says first: in plain words, how good this release is and what to be careful with."""

from collections.abc import Iterator

import pyarrow.compute as pc

from dataset.release.about import CAVEAT
from dataset.release.opened import Compared
from expectations.report.counting import Line, Tables, counted, counted_by, has, months
from expectations.report.distributions import large_shifts
from expectations.report.markup import paragraph

SHOWN = 3
"""Large shifts that the verdict names; the rest it counts."""


def verdict(compared: Compared) -> str:
    """Give the opening words; they stand out where a check fell short."""
    fell = pc.sum(pc.invert(compared.tables["quality"].column("is_passed"))).as_py() or 0
    body = "".join(paragraph(words) for words in _sentences(compared, fell))
    return f'<div class="verdict{" bad" if fell else ""}">{body}</div>'


def _sentences(compared: Compared, fell: int) -> Iterator[str]:
    tables = compared.tables
    yield _what_it_holds(tables)
    yield _checks(tables, fell)
    yield " ".join((_held_back(tables), _land(tables), _feeds(tables))).strip()
    yield f"{_people(tables)} {CAVEAT}"
    yield _since(compared)


def _what_it_holds(tables: Tables) -> str:
    articles = tables["articles"]
    if not articles.num_rows:
        return "This release holds no articles."
    outlets = pc.count_distinct(articles.column("outlet_id"), mode="only_valid").as_py()
    known = sorted(month for month in counted_by_month(tables) if month is not None)
    when = f", published {_period(known)}" if known else ""
    return (
        f"This release holds {_rows(tables, 'claim')} of {_rows(tables, 'source')}, {_rows(tables, 'figure')} and "
        f"{_many(tables['territory'].num_rows, 'statement')} about land, read in {_rows(tables, 'article')} of "
        f"{_many(outlets, 'outlet')}{when}."
    )


def counted_by_month(tables: Tables) -> set[str | None]:
    """Give the months in which articles were published."""
    return set(pc.unique(months(tables["articles"].column("published_at"))).to_pylist())


def _rows(tables: Tables, thing: str) -> str:
    return _many(tables[f"{thing}s"].num_rows, thing)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _period(known: list[str]) -> str:
    return f"in {known[0]}" if known[0] == known[-1] else f"from {known[0]} to {known[-1]}"


def _checks(tables: Tables, fell: int) -> str:
    checks = tables["quality"].num_rows
    about = len(counted_by(tables["quality"], "table_name"))
    if not checks:
        return "Nothing in it was checked."
    if fell:
        return f"{fell:,} of {_many(checks, 'check')} of {_many(about, 'table')} fell short: they stand first below."
    return (
        f"All of {_many(checks, 'check')} of {_many(about, 'table')} hold: every id leads somewhere, every quotation "
        "stands in its article where its row says, and every code is one of the dictionary's."
    )


def _held_back(tables: Tables) -> str:
    held = tables["quarantine"].num_rows
    if not held:
        return "No input was held back."
    (code, most), *_ = sorted(
        counted_by(tables["quarantine"], "reason_code").items(), key=lambda one: (-one[1], one[0])
    )
    what = f"{_many(held, 'input')} could not be read and {'was' if held == 1 else 'were'} held back"
    return f"{what}, most often as “{code.replace('_', ' ')}” ({most:,})."


def _land(tables: Tables) -> str:
    found = {verdict: set[str]() for verdict in ("inconsistent", "consistent", "uncheckable")}
    for land, verdict in counted(tables["territory_checks"], "territory_id", "verdict"):
        found[verdict].add(land)
    wrong, right = found["inconsistent"], found["consistent"] - found["inconsistent"]
    open_ones = found["uncheckable"] - wrong - right
    if not (wrong or right or open_ones):
        return ""
    return (
        f"Of the statements about land {len(right):,} add up, {len(wrong):,} "
        f"{'does' if len(wrong) == 1 else 'do'} not, and {len(open_ones):,} cannot be checked."
    )


def _feeds(tables: Tables) -> str:
    alarms = pc.sum(tables["feed_health"].column("is_alarm")).as_py() or 0
    return f"Feeds that somebody should look at: {alarms:,}." if alarms else ""


def _people(tables: Tables) -> str:
    counts = counted_by(tables["claims"], "review_status")
    seen = sum(rows for status, rows in counts.items() if status != "machine")
    if not seen:
        return "A machine read all of it, and no person has looked at the rows yet."
    return f"A machine read it; people have looked at {_many(seen, 'claim')}."


def _since(compared: Compared) -> str:
    if compared.version_before is None or not has(compared.tables_before, "articles"):
        return "It is the first release, so that there is nothing to compare it with."
    assert compared.tables_before is not None
    more = compared.tables["articles"].num_rows - compared.tables_before["articles"].num_rows
    shifts = large_shifts(compared)
    came = f"Since {compared.version_before} it {'grew' if more > 0 else 'shrank'} by {_many(abs(more), 'article')}"
    came = came if more else f"Since {compared.version_before} the number of articles is the same"
    if not shifts:
        return f"{came}, and no share moved far."
    named = "; ".join(_shift(title, line) for title, line in shifts[:SHOWN])
    rest = f"; and {len(shifts) - SHOWN} more" if len(shifts) > SHOWN else ""
    many = f"{len(shifts)} shares" if len(shifts) > 1 else "One share"
    return f"{came}. {many} moved far, so look before you compare: {named}{rest}."


def _shift(title: str, line: Line) -> str:
    return f"“{line.value}” ({title.lower()}) from {100 * (line.share_before or 0):.0f} to {100 * line.share:.0f} %"
