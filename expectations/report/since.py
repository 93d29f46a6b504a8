"""What moved since the release before: rows by table, rows an article, and why rows differ."""

from collections.abc import Iterator

from dataset.contract.tables import TABLES
from dataset.release.opened import Compared
from expectations.report import counting
from expectations.report.counting import Tables, counted, has, newest
from expectations.report.distributions import large_shifts
from expectations.report.markup import Cell, heading, paragraph, table

LARGE_PART = 0.2
"""A number of rows that grew or shrank by this part is marked."""
PER_ARTICLE = ("claims", "figures", "mentions", "territory")
Line = list[Cell]


def section(compared: Compared) -> str:
    """Show rows now and before, shares that moved far, and the causes of changes."""
    return "".join(_pieces(compared))


def _pieces(compared: Compared) -> Iterator[str]:
    before = compared.tables_before
    if before is None:
        yield paragraph("This is the first release: there is none before it to compare with.")
        yield table(("table", "rows"), [[name, compared.tables[name].num_rows] for name in TABLES])
        return
    yield paragraph(f"Large is what grew or shrank by a fifth or more since {compared.version_before}.", "note")
    yield _marked(("table", "rows before", "rows now", "change, %"), _rows(compared.tables, before))
    yield heading("Rows an article")
    yield _marked(("table", "before", "now", "change, %"), _per_article(compared.tables, before))
    yield heading("Shares that moved far")
    shifts = [_shift(title, line) for title, line in large_shifts(compared)]
    yield table(("", "", "% before", "% now"), shifts) if shifts else paragraph("None.", "note")
    yield heading("Why rows differ")
    causes = sorted(counted(compared.tables["changes"], "change", "cause").items())
    lines: list[Line] = [[change, cause.replace("_", " "), rows] for (change, cause), rows in causes]
    yield table(("change", "because of", "rows"), lines) if lines else paragraph("No row differs.", "note")


def _shift(title: str, line: counting.Line) -> Line:
    return [title, line.value, 100 * (line.share_before or 0.0), 100 * line.share]


def _rows(now: Tables, before: Tables) -> Iterator[Line]:
    for name in TABLES:
        if name == "changes":
            continue
        rows = now[name].num_rows
        if not has(before, name):
            yield [name, None, rows, "a new table"]
        else:
            yield [name, before[name].num_rows, rows, _change(before[name].num_rows, rows)]


def _per_article(now: Tables, before: Tables) -> Iterator[Line]:
    if not has(before, "articles", "article_id", "supersedes"):
        return
    articles, old_articles = newest(now["articles"]).num_rows, newest(before["articles"]).num_rows
    for name in PER_ARTICLE:
        if has(before, name) and articles and old_articles:
            rate, old_rate = now[name].num_rows / articles, before[name].num_rows / old_articles
            yield [name, round(old_rate, 1), round(rate, 1), _change(old_rate, rate)]


def _change(before: float, now: float) -> str:
    if before == now:
        return "0"
    if not before:
        return "from none"
    is_marked = abs(now - before) >= LARGE_PART * before
    return f"{100 * (now / before - 1):+,.1f}{' large' if is_marked else ''}"


def _marked(head: tuple[str, ...], lines: Iterator[Line]) -> str:
    rows = list(lines)
    return table(head, rows, marked=frozenset(place for place, row in enumerate(rows) if "large" in str(row[-1])))
