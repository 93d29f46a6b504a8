"""Copies and stories: how much of what was read is somebody else's text, and which stories many tell."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.opened import Compared
from expectations.report.counting import Counts, Tables, counted_by, has, lines_of
from expectations.report.distributions import Bins, in_bins, picture
from expectations.report.markup import heading, paragraph, table

SIZES: Bins = (("1", 1), ("2", 2), ("3 to 5", 5), ("6 to 10", 10), ("11 to 20", 20), ("over 20", 10**9))
ORDER = [name for name, _ in SIZES]
LARGEST = 10
"""Stories that the page names by their id."""


def section(compared: Compared) -> str:
    """Show the sizes of stories, what says who copied, and in how many stories claims stand."""
    if not compared.tables["articles"].num_rows:
        return paragraph("No articles.", "note")
    return "".join(_pieces(compared))


def _pieces(compared: Compared) -> Iterator[str]:
    now, before = compared.tables, compared.tables_before
    copies = now["articles"].num_rows - now["articles"].column("copy_of").null_count
    yield paragraph(f"{copies:,} of {now['articles'].num_rows:,} articles are copies of another one.")
    yield heading("Articles in a story")
    old = _sizes(before) if before is not None and has(before, "articles", "story_id") else None
    yield picture("stories", "Articles in a story", "stories", lines_of(_sizes(now), old, ORDER))
    yield heading("What says which of two copies came first")
    old = _bases(before) if before is not None and has(before, "articles", "copy_basis") else None
    lines = lines_of(_bases(now), old)
    yield (
        picture("copy-basis", "What says which came first", "copies", lines)
        if lines
        else paragraph("No copies.", "note")
    )
    yield heading("Stories in which a claim stands (copies counted once)")
    old = _independent(before) if before is not None and has(before, "claims", "independent_count") else None
    lines = lines_of(_independent(now), old, ORDER)
    yield picture("independent", "Stories in which a claim stands", "claims", lines)
    yield heading("The largest stories")
    yield _largest(now["articles"])


def _sizes(tables: Tables) -> Counts:
    return in_bins(pc.value_counts(tables["articles"].column("story_id")).field("counts"), SIZES)


def _bases(tables: Tables) -> Counts:
    articles = tables["articles"]
    return counted_by(articles.filter(pc.is_valid(articles.column("copy_of"))), "copy_basis")


def _independent(tables: Tables) -> Counts:
    return in_bins(tables["claims"].column("independent_count"), SIZES)


def _largest(articles: pa.Table) -> str:
    columns = ["story_id", "outlet_id", "published_at"]
    stories = (
        articles.select(columns)
        .group_by("story_id")
        .aggregate([([], "count_all"), ("outlet_id", "count_distinct"), ("published_at", "min")])
    )
    large = stories.filter(pc.greater(stories.column("count_all"), 1))
    rows = large.sort_by([("count_all", "descending"), ("story_id", "ascending")]).slice(0, LARGEST).to_pylist()
    if not rows:
        return paragraph("No story has more than one article.", "note")
    names = ("story_id", "count_all", "outlet_id_count_distinct")
    lines = [[*(row[name] for name in names), _day(row["published_at_min"])] for row in rows]
    return table(("story_id", "articles", "outlets", "first published"), lines)


def _day(moment: object) -> str:
    return str(moment)[:10] if moment is not None else "not known"
