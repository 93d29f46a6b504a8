"""How rows are spread over the words of a column, and where that moved since the release before.

What belongs here: which spreads the page shows, each once, and the section that shows them. A new one is a line of
DISTRIBUTIONS.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.words import PRECISIONS
from dataset.release.opened import Compared
from expectations.report import plots
from expectations.report.counting import (
    LARGE_POINTS,
    Counts,
    Line,
    Tables,
    counted_by,
    counted_from,
    has,
    is_of_read_language,
    lines_of,
    newest,
)
from expectations.report.markup import Cell, beside, heading, paragraph, table

Bins = Sequence[tuple[str, int]]
"""Names of ranges in order, each with the number up to which it goes; the last has all beyond."""
PER_ARTICLE: Bins = (("0", 0), ("1 to 5", 5), ("6 to 10", 10), ("11 to 20", 20), ("21 to 50", 50), ("over 50", 10**9))
TENTHS: Bins = tuple((f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}", tenth) for tenth in range(10))


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """One spread of rows over words. Each is its own."""

    slug: str
    title: str
    unit: str
    """What is counted."""
    needs: tuple[str, ...]
    """A table, and columns of it without which nothing can be counted: an older release may lack them."""
    counts: Callable[[Tables], Counts]
    order: Sequence[str] = ()


@lru_cache(maxsize=32)
def lines_in(compared: Compared, one: Distribution) -> list[Line]:
    """Give the values of a distribution now, each beside the release before; several sections ask for the same."""
    before = compared.tables_before
    old = one.counts(before) if before is not None and has(before, *one.needs) else None
    return lines_of(one.counts(compared.tables), old, one.order)


def _column(name: str, column: str, title: str, unit: str, order: Sequence[str] = ()) -> Distribution:
    def counts(tables: Tables) -> Counts:
        return _in_words(counted_by(tables[name], column))

    return Distribution(f"{name}-{column}".replace("_", "-"), title, unit, (name, column), counts, order)


def _of_sources(column: str, title: str) -> Distribution:
    def counts(tables: Tables) -> Counts:
        return _in_words(counted_from(tables["claims"], "source_id", tables["sources"], "source_id", column))

    return Distribution(f"claims-{column}".replace("_", "-"), title, "claims", ("sources", column), counts)


def _tenths(name: str, column: str, title: str, unit: str) -> Distribution:
    def counts(tables: Tables) -> Counts:
        values = tables[name].column(column).drop_null()
        tenths = pc.min_element_wise(pc.floor(pc.multiply(values, 10)), 9).cast(pa.int64())
        return in_bins(tenths, TENTHS)

    slug = f"{name}-{column}".replace("_", "-")
    return Distribution(slug, title, unit, (name, column), counts, [bin_name for bin_name, _ in TENTHS])


def in_bins(numbers: pa.ChunkedArray, bins: Bins) -> Counts:
    """Count whole numbers by the range that they fall into; ranges without any stand too."""
    found = dict.fromkeys((name for name, _ in bins), 0)
    for entry in pc.value_counts(numbers).to_pylist():
        found[next(name for name, last in bins if entry["values"] <= last)] += entry["counts"]
    return found


def _claims_per_article(tables: Tables) -> Counts:
    read = newest(tables["articles"])
    read = read.filter(is_of_read_language(read))
    found = pc.value_counts(tables["claims"].column("article_id"))
    place = pc.index_in(read.column("article_id"), value_set=found.field("values"))
    return in_bins(pc.fill_null(found.field("counts").take(place), 0), PER_ARTICLE)


def _in_words(counts: Counts) -> Counts:
    return {value.replace("_", " "): rows for value, rows in counts.items()}


DISTRIBUTIONS = (
    Distribution(
        "claims-per-article",
        "Claims in an article",
        "articles that are read (the newest version, in English or in no language that can be told)",
        ("claims", "article_id"),
        _claims_per_article,
        [name for name, _ in PER_ARTICLE],
    ),
    _tenths("claims", "confidence", "Confidence of the extractor", "claims"),
    _column("claims", "quote_type", "How much stands in quotation marks", "claims"),
    _column("claims", "modality", "How the content is put", "claims"),
    _column("claims", "rule_code", "The construction that found the claim", "claims"),
    _of_sources("kind", "What sort of source speaks"),
    _of_sources("anonymity_class", "Whether the source is named"),
    _column("claims", "said_precision", "How exactly the day of saying is known", "claims", tuple(PRECISIONS)),
    _column("figures", "quantity_kind", "What figures measure", "figures"),
    _column("figures", "bound", "Which ends of a figure are stated", "figures"),
    _column("figures", "as_of_precision", "How exactly a figure's day is known", "figures", tuple(PRECISIONS)),
    _column("figures", "as_of_basis", "Where a figure's day comes from", "figures"),
    _column(
        "articles", "published_precision", "How exactly the day of publication is known", "articles", tuple(PRECISIONS)
    ),
    _column("articles", "published_basis", "What gave the day of publication", "articles"),
    _column("articles", "text_basis", "What gave the text", "articles"),
    _tenths(
        "articles",
        "extraction_agreement",
        "How far two readers of a page agree on its text",
        "articles that were read from a page",
    ),
)


Shift = tuple[str, Line]
"""The title of a distribution, and the line of it that moved far since the release before."""


def large_shifts(compared: Compared) -> list[Shift]:
    """Give all large shifts of the page's distributions, in its order."""
    return [(one.title, line) for one in DISTRIBUTIONS for line in lines_in(compared, one) if line.is_large]


def section(compared: Compared) -> str:
    """Show each distribution as bars beside its table."""
    return "".join(_pieces(compared))


def _pieces(compared: Compared) -> Iterator[str]:
    then = f", diamonds the shares in {compared.version_before}" if compared.version_before else ""
    yield paragraph(
        f"Bars are shares of all rows{then}. A shift is called large where a share moved by {LARGE_POINTS:g} points or "
        "more, and by more than chance gives.",
        "note",
    )
    for one in DISTRIBUTIONS:
        yield heading(one.title)
        lines = lines_in(compared, one)
        yield (
            picture(one.slug, one.title, one.unit, lines)
            if any(line.rows for line in lines)
            else paragraph(f"No {one.unit}.", "note")
        )


def picture(slug: str, title: str, unit: str, lines: Sequence[Line]) -> str:
    """Give a distribution as bars beside its table."""
    short = unit.partition(" (")[0]
    most = max(lines, key=lambda line: line.rows)
    told = f"{len(lines)} bars, shares of {unit}; the longest is “{most.value}” with {most.rows:,}. The table has all."
    drawn = plots.bars(slug, title, told, [_bar(line) for line in lines], f"% of {short}")
    rows: list[list[Cell]] = [[line.value, line.rows, 100 * line.share] for line in lines]
    head = ["", short, "%"]
    if any(line.share_before is not None for line in lines):
        head += ["% before", "shift"]
        rows = [[*row, 100 * (line.share_before or 0.0), _shift(line)] for row, line in zip(rows, lines, strict=True)]
    return beside(drawn, table(head, rows, marked=frozenset(n for n, line in enumerate(lines) if line.is_large)))


def _bar(line: Line) -> plots.Bar:
    before = None if line.share_before is None else 100 * line.share_before
    return plots.Bar(line.value, 100 * line.share, before, f"{line.rows:,}")


def _shift(line: Line) -> str:
    points = line.points or 0.0
    return f"{points:+.1f}{' large' if line.is_large else ''}"
