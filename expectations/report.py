"""The quality report of a release: one self-contained page, readable without anything else.

It shows counts and names of columns, outlets and reasons, never the words of an article; everything that comes from
outside is escaped.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

import pyarrow as pa

from dataset.contract.tables import TABLES

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .7rem .25rem 0;
border-bottom: 1px solid #ddd; vertical-align: top; } td.n, th.n { text-align: right; }
.bar { background: #4a6fa5; height: .7rem; display: inline-block; } .no { color: #a11; font-weight: 600; }
.yes { color: #175; } summary { cursor: pointer; } p.note { color: #555; }
"""

LONGEST = 25
"""Bars of one picture."""
Cell = str | int
Tables = Mapping[str, pa.Table]


def report(quality: pa.Table, tables: Tables) -> str:
    """Give the page for a release's tables and the rows of `quality` about them."""
    parts = [
        "<h1>Groundline: quality of this release</h1>",
        f"<p>{_verdict(quality)}</p>",
        "<h2>Tables</h2>",
        _table(("table", "rows", "expectations", "held"), _by_table(quality, tables)),
        "<h2>Articles by outlet</h2>",
        _bars(_counted(_outlets(tables))),
        "<h2>Articles by month</h2>",
        _bars(sorted(Counter(_months(tables["articles"])).items())),
        "<h2>Claims by kind of source</h2>",
        _bars(_counted(_source_kinds(tables))),
        "<h2>Claims by construction</h2>",
        _bars(_counted(tables["claims"].column("rule_code").to_pylist())),
        "<h2>Does the land add up</h2>",
        _bars(_counted(_verdicts(tables["territory_checks"]))),
        "<h2>Inputs that could not be read</h2>",
        _bars(_counted(tables["quarantine"].column("reason_code").to_pylist())),
        "<h2>What the newest run of ingestion met</h2>",
        _newest_run(tables["ingest_health"]),
        "<h2>Feeds that somebody should look at</h2>",
        _alarms(tables["feed_health"]),
        "<h2>What was checked</h2>",
        *(_details(name, quality) for name in TABLES if name in set(quality.column("table_name").to_pylist())),
    ]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width"><title>Groundline: quality</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _verdict(quality: pa.Table) -> str:
    passed = quality.column("is_passed").to_pylist()
    tables = len(set(quality.column("table_name").to_pylist()))
    return f"{sum(passed):,} of {len(passed):,} expectations about {tables} tables hold."


def _by_table(quality: pa.Table, tables: Tables) -> Iterable[tuple[Cell, ...]]:
    outcomes = Counter(
        zip(quality.column("table_name").to_pylist(), quality.column("is_passed").to_pylist(), strict=True)
    )
    for name in TABLES:
        if name in tables and name != "quality":
            held, fell = outcomes[name, True], outcomes[name, False]
            yield name, tables[name].num_rows, held + fell, held


def _outlets(tables: Tables) -> list[str]:
    names = dict(
        zip(
            tables["entities"].column("entity_id").to_pylist(),
            tables["entities"].column("name").to_pylist(),
            strict=True,
        )
    )
    return [names[one] if one else "not known" for one in tables["articles"].column("outlet_id").to_pylist()]


def _months(articles: pa.Table) -> list[str]:
    return [f"{moment:%Y-%m}" if moment else "not known" for moment in articles.column("published_at").to_pylist()]


def _source_kinds(tables: Tables) -> list[str]:
    kinds = dict(
        zip(
            tables["sources"].column("source_id").to_pylist(), tables["sources"].column("kind").to_pylist(), strict=True
        )
    )
    return [kinds[one].replace("_", " ") for one in tables["claims"].column("source_id").to_pylist()]


def _verdicts(checks: pa.Table) -> list[str]:
    pairs = zip(checks.column("verdict").to_pylist(), checks.column("against").to_pylist(), strict=True)
    return [f"{verdict}, against {against.replace('_', ' ')}" for verdict, against in pairs]


def _newest_run(health: pa.Table) -> str:
    rows = health.to_pylist()
    newest = max((row["run_at"] for row in rows), default=None)
    if newest is None:
        return '<p class="note">No run is on record.</p>'
    lines = [
        (row["stream"], row["outcome"].replace("_", " "), row["inputs_count"])
        for row in rows
        if row["run_at"] == newest
    ]
    return f"<p>{newest:%Y-%m-%d %H:%M} UTC</p>{_table(('stream', 'outcome', 'inputs'), lines)}"


def _alarms(feeds: pa.Table) -> str:
    """Name the feeds that gave entries before and give none now, or that keep failing."""
    rows = feeds.to_pylist()
    lines = [(row["feed_url"], row["alarm"], row["failures_in_a_row"]) for row in rows if row["is_alarm"]]
    if not lines:
        return f'<p class="note">None of {len(rows)} feeds.</p>'
    return _table(("feed", "why", "failures in a row"), lines)


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """Count values, the most frequent first; what comes after `LONGEST` of them is one sum."""
    found = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    shown, rest = found[:LONGEST], found[LONGEST:]
    return [*shown, (f"{len(rest)} more", sum(count for _, count in rest))] if rest else shown


def _bars(counts: list[tuple[str, int]]) -> str:
    if not counts:
        return '<p class="note">None.</p>'
    most = max(count for _, count in counts)
    rows = [
        f'<tr><td>{escape(name)}</td><td class="n">{count:,}</td>'
        f'<td style="width:50%"><span class="bar" style="width:{100 * count / most:.1f}%"></span></td></tr>'
        for name, count in counts
    ]
    return f"<table>{''.join(rows)}</table>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> str:
    titles = "".join(f"<th>{escape(one)}</th>" for one in head)
    lines = ["".join(_cell(value) for value in row) for row in rows]
    return f"<table><tr>{titles}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(value: Cell) -> str:
    return f"<td>{value:,}</td>" if isinstance(value, int) else f"<td>{escape(value)}</td>"


def _details(name: str, quality: pa.Table) -> str:
    rows = [row for row in quality.to_pylist() if row["table_name"] == name]
    fell = sum(not row["is_passed"] for row in rows)
    lines = [
        f"<tr><td>{escape(row['expectation'])}</td><td>{escape(row['column_name'])}</td>"
        f"<td>{escape(row['observed'] or '')}</td>"
        f"<td class='{'yes' if row['is_passed'] else 'no'}'>{'holds' if row['is_passed'] else 'falls short'}</td></tr>"
        for row in rows
    ]
    opened = " open" if fell else ""
    return (
        f"<details{opened}><summary>{escape(name)}: {len(rows)} expectations, {fell} fell short</summary>"
        f"<table><tr><th>expectation</th><th>columns</th><th>rows that did not meet it</th><th></th></tr>"
        f"{''.join(lines)}</table></details>"
    )
