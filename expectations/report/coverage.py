"""What the release covers: articles by outlet and time, by language and by rights."""

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.opened import Compared
from expectations.report import plots
from expectations.report.counting import Tables, counted, counted_by, has, lines_of, months
from expectations.report.distributions import picture
from expectations.report.markup import Cell, grid, heading, paragraph, table
from expectations.report.periods import Periods, periods_of

OUTLETS = 20
"""Rows of the grid; further outlets are one row."""
Cells = dict[tuple[str, str], int]
"""(outlet, month) -> articles."""


def section(compared: Compared) -> str:
    """Show the grid of outlets and times, then time, language and rights by themselves."""
    if not compared.tables["articles"].num_rows:
        return paragraph("No articles.", "note")
    return "".join(_pieces(compared))


def _pieces(compared: Compared) -> Iterator[str]:
    now, before = compared.tables, compared.tables_before
    cells = _cells(now)
    periods = periods_of(month for _, month in cells)
    yield heading(f"Articles by outlet and {periods.word} of publication")
    yield paragraph("The darker, the more. The articles are those that whoever made the release had.", "note")
    yield _grid(cells, periods)
    yield paragraph("All outlets together:", "note")
    yield _over_time(cells, periods)
    yield heading("Outlets with fewer articles than in the release before")
    yield _fewer(cells, _cells(before) if before is not None and has(before, "articles", "outlet_id") else None)
    for column, title in (("language", "Articles by language"), ("rights", "Articles by what may be quoted of them")):
        old = counted_by(before["articles"], column) if before is not None and has(before, "articles", column) else None
        yield heading(title)
        yield picture(f"coverage-{column}", title, "articles", lines_of(counted_by(now["articles"], column), old))


def _cells(tables: Tables) -> Cells:
    articles, entities = tables["articles"], tables["entities"]
    place = pc.index_in(articles.column("outlet_id"), value_set=entities.column("entity_id"))
    outlets = pc.coalesce(entities.column("name").take(place), articles.column("outlet_id"))
    rows = pa.table({"outlet": outlets, "month": months(articles.column("published_at"))})
    return {(outlet, month): count for (outlet, month), count in counted(rows, "outlet", "month").items()}


def _outlets(cells: Cells) -> Counter[str]:
    totals: Counter[str] = Counter()
    for (outlet, _), count in cells.items():
        totals[outlet] += count
    return totals


def _grid(cells: Cells, periods: Periods) -> str:
    totals = _outlets(cells)
    ordered = sorted(totals, key=lambda outlet: (-totals[outlet], outlet))
    row_of = {
        outlet: outlet if place < OUTLETS else f"{len(ordered) - OUTLETS} more" for place, outlet in enumerate(ordered)
    }
    found: Counter[tuple[str, str]] = Counter()
    for (outlet, month), count in cells.items():
        found[row_of[outlet], periods.of(month)] += count
    rows = [(name, [found[name, period] for period in periods.names]) for name in dict.fromkeys(row_of.values())]
    return grid(periods.names, rows, "outlet")


def _over_time(cells: Cells, periods: Periods) -> str:
    found: Counter[str] = Counter()
    for (_, month), count in cells.items():
        found[periods.of(month)] += count
    heights = [found[name] for name in periods.names]
    most = max(periods.names, key=lambda name: found[name])
    told = f"{len(heights)} bars, one a {periods.word}; the highest is {most} with {found[most]:,} articles."
    drawn = plots.columns("over-time", f"Articles by {periods.word}", told, periods.names, heights, "articles")
    return f'<figure class="wide">{drawn}</figure>'


def _fewer(now: Cells, before: Cells | None) -> str:
    if before is None:
        return paragraph("There is no release before.", "note")
    totals, old = _outlets(now), _outlets(before)
    lost = sorted(
        (outlet for outlet in old if totals[outlet] < old[outlet]), key=lambda one: (totals[one] - old[one], one)
    )
    if not lost:
        return paragraph("None.", "note")
    rows: list[list[Cell]] = [
        [outlet, old[outlet], totals[outlet], f"{totals[outlet] - old[outlet]:+,}"] for outlet in lost[:OUTLETS]
    ]
    return table(("outlet", "articles before", "now", "change"), rows, marked=frozenset(range(len(rows))))
