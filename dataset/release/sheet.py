"""`claims.csv`: the claims of a release as one flat file for spreadsheets, with the columns of `contract/flat.py`.

What belongs here: how published tables become that file. It shows what the tables show, and so keeps to the articles'
rights. The same rows give the same bytes.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.flat import COLUMNS, NAME
from dataset.release.figure_words import land_words, value_words
from dataset.release.parts import PART_ROWS, UNDATED, file_name, months_of

BETWEEN = "; "
"""Parts several values of one cell."""
_BLOCK = 65_536
_BREAKS = r"[\pZ\x00-\x1f\x7f-\x9f]+"
_FORMULA = r"""(^|;)([\s"']*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])"""
"""What a spreadsheet may take for a formula: at the start of a cell, or of what it takes for one where it parts cells
by semicolons."""


def write_sheets(folder: Path, tables: Mapping[str, pa.Table]) -> list[Path]:
    """Write the flat file of a release into a folder, by month beyond the size of one file; give the paths."""
    has_months, paths = tables["claims"].num_rows > PART_ROWS, dict[Path, None]()
    for rows in flat_rows(tables):
        place = pc.index_in(rows.column("article_id"), value_set=tables["articles"].column("article_id"))
        months = pc.coalesce(months_of(tables["articles"]).take(place), UNDATED)
        for month in sorted(pc.unique(months).to_pylist()) if has_months else [None]:
            path = folder / file_name(NAME, month, "csv")
            _write(rows.filter(pc.equal(months, month)) if month else rows, path, is_new=path not in paths)
            paths[path] = None
    return sorted(paths)


def _write(rows: pa.Table, path: Path, is_new: bool) -> None:
    names = [column.name for column in COLUMNS]
    with open(path, "w" if is_new else "a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        if is_new:
            writer.writerow(names)
        writer.writerows(zip(*(rows.column(name).to_pylist() for name in names), strict=True))


def flat_rows(tables: Mapping[str, pa.Table]) -> Iterator[pa.Table]:
    """Give the rows of the flat file as text, newest article first, and the column `article_id` beside them.

    They come in blocks, so that a large file is never in memory as a whole: one without rows where there are none.
    """
    claims, articles, sources = (tables[name] for name in ("claims", "articles", "sources"))
    order = _newest_first(claims, articles)
    article = pc.index_in(claims.column("article_id"), value_set=articles.column("article_id"))
    source = pc.index_in(claims.column("source_id"), value_set=sources.column("source_id"))
    looked_up = {
        "who": _Beside(_names(sources), source),
        "who_is": _Beside(sources.column("kind"), source),
        "named": _Beside(sources.column("anonymity_class"), source),
        "through": _gathered(claims, *_relays(tables, claims), between=" → "),
        "figures": _gathered(claims, *_figures(tables["figures"])),
        "land": _gathered(claims, *_land(tables)),
        "verdict": _gathered(claims, *_verdicts(tables)),
        "published_on": _Beside(_published_on(articles), article),
        "outlet": _Beside(_outlets(tables), article),
        "title": _Beside(articles.column("title"), article),
        "link": _Beside(articles.column("url"), article),
    }
    claims = claims.select(_OF_CLAIMS).combine_chunks()  # or each block would copy the whole
    for start in range(0, max(1, len(order)), _BLOCK):
        here = order.slice(start, _BLOCK)
        rows = claims.take(here)
        columns = {**_own_columns(rows), **{name: beside.take(here) for name, beside in looked_up.items()}}
        shown = {column.name: _cells(columns[column.name]) for column in COLUMNS}
        yield pa.table({**shown, "article_id": rows.column("article_id")})


_OF_CLAIMS = ["claim_id", "article_id", "content", "quote_type", "modality", "is_negated", "said_first_on",
              "said_last_on", "said_value", "confidence", "review_status"]  # fmt: skip


def _own_columns(claims: pa.Table) -> dict[str, pa.ChunkedArray]:
    return {
        "claim": claims.column("content"),
        "quote_type": claims.column("quote_type"),
        "modality": claims.column("modality"),
        "is_negated": claims.column("is_negated").cast(pa.string()),
        "said_on": _said_on(claims),
        "confidence": pa.chunked_array([[f"{value:.2f}" for value in claims.column("confidence").to_pylist()]], "str"),
        "review_status": claims.column("review_status"),
        "claim_id": claims.column("claim_id"),
    }


class _Beside:
    """Values of another table, and which of them each claim has."""

    def __init__(self, values: pa.ChunkedArray, places: pa.ChunkedArray) -> None:
        self._values, self._places = values.combine_chunks(), places.combine_chunks()

    def take(self, claims: pa.Array) -> pa.ChunkedArray:
        """Give the values that some claims have, by their numbers."""
        return pa.chunked_array([self._values.take(self._places.take(claims))])


def _cells(words: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give texts on one line each, with nothing that a spreadsheet would run; empty for null."""
    coded = pc.coalesce(words, "").combine_chunks().dictionary_encode()  # of many columns a block has few values
    line = pc.utf8_trim(pc.replace_substring_regex(coded.dictionary, _BREAKS, " "), " ")
    return pa.chunked_array([pc.replace_substring_regex(line, _FORMULA, r"\1'\2").take(coded.indices)])


def _newest_first(claims: pa.Table, articles: pa.Table) -> pa.Array:
    """Order claims by their article's day, newest first, then as they stand in the article."""
    place = pc.index_in(claims.column("article_id"), value_set=articles.column("article_id"))
    moment = articles.column("published_at").take(place).cast(pa.int64())
    keys = {
        "age": pc.negate(moment),
        "article": claims.column("article_id"),
        "start": _first_starts(claims.column("content_spans")),
        "claim": claims.column("claim_id"),
    }
    return pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys])


def _first_starts(spans: pa.ChunkedArray) -> pa.Array:
    """Give where the first span of each row starts; 0 where a row has none."""
    starts = np.zeros(len(spans), dtype=np.int64)
    whole = spans.combine_chunks()
    owners, first = np.unique(pc.list_parent_indices(whole).to_numpy(), return_index=True)
    pairs = whole.flatten()
    starts[owners] = pc.list_element(pairs, 0).to_numpy()[first]
    return pa.array(starts)


def _gathered(claims: pa.Table, ids: pa.ChunkedArray, words: pa.ChunkedArray, between: str = BETWEEN) -> _Beside:
    """Give for each claim the words that have its id, in their order, joined; null where there are none."""
    rows = pa.table({"claim_id": ids, "words": words})
    rows = rows.filter(pc.and_(rows["claim_id"].is_valid(), rows["words"].is_valid()))
    found = rows.group_by("claim_id", use_threads=False).aggregate([("words", "list")])
    place = pc.index_in(claims.column("claim_id"), value_set=found.column("claim_id"))
    return _Beside(pc.binary_join(found.column("words_list"), between), place)


def _names(sources: pa.Table) -> pa.ChunkedArray:
    return pc.coalesce(sources.column("name"), sources.column("description"))


def _relays(tables: Mapping[str, pa.Table], claims: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Give claim and name of each step of a chain that is neither the publisher nor the claim's own source."""
    chain = tables["claim_chain"]
    own = claims.column("source_id").take(
        pc.index_in(chain.column("claim_id"), value_set=claims.column("claim_id")),
    )
    between = pc.and_(pc.not_equal(chain.column("role"), "publisher"), pc.not_equal(chain.column("source_id"), own))
    chain = chain.filter(between).sort_by([("claim_id", "ascending"), ("hop", "ascending")])
    source = pc.index_in(chain.column("source_id"), value_set=tables["sources"].column("source_id"))
    return chain.column("claim_id"), _names(tables["sources"]).take(source)


def _figures(figures: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    figures = figures.filter(figures["claim_id"].is_valid())
    figures = figures.sort_by([("claim_id", "ascending"), ("char_start", "ascending"), ("figure_id", "ascending")])
    words = pa.chunked_array([list(_figure_words(figures))], pa.string())
    return figures.column("claim_id"), words


def _figure_words(figures: pa.Table) -> Iterator[str | None]:
    names = ("surface", "value_low", "value_high", "is_approximate", "unit_code", "unit_name")
    for surface, *value in zip(*(figures.column(name).to_pylist() for name in names), strict=True):
        yield surface if surface is not None else value_words(*value)


def _land(tables: Mapping[str, pa.Table]) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    entities = tables["entities"]
    names = dict(zip(entities.column("entity_id").to_pylist(), entities.column("name").to_pylist(), strict=True))
    rows = _in_text_order(tables["territory"])
    return rows.column("claim_id"), pa.chunked_array(
        [[land_words(row, names) for row in rows.to_pylist()]], pa.string()
    )


def _in_text_order(territory: pa.Table) -> pa.Table:
    rows = territory.filter(territory["claim_id"].is_valid())
    return rows.sort_by([("claim_id", "ascending"), ("char_start", "ascending"), ("territory_id", "ascending")])


def _verdicts(tables: Mapping[str, pa.Table]) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Give claim and verdict of each kind of check, once for each claim."""
    checks, territory = tables["territory_checks"], tables["territory"]
    place = pc.index_in(checks.column("territory_id"), value_set=territory.column("territory_id"))
    said = pc.binary_join_element_wise(checks.column("verdict"), checks.column("against"), " (")
    rows = pa.table(
        {
            "claim_id": territory.column("claim_id").take(place),
            "words": pc.binary_join_element_wise(said, pa.scalar(")"), ""),
        }
    )
    rows = rows.group_by(["claim_id", "words"], use_threads=False).aggregate([])
    rows = rows.sort_by([("claim_id", "ascending"), ("words", "ascending")])
    return rows.column("claim_id"), rows.column("words")


def _said_on(claims: pa.Table) -> pa.ChunkedArray:
    first, last = (claims.column(name).cast(pa.string()) for name in ("said_first_on", "said_last_on"))
    several = pc.binary_join_element_wise(first, last, " to ")
    one_end = pc.coalesce(
        pc.binary_join_element_wise("from", first, " "), pc.binary_join_element_wise("until", last, " ")
    )
    days = pc.if_else(pc.coalesce(pc.equal(first, last), False), first, several)
    return pc.coalesce(days, one_end, claims.column("said_value"))


def _published_on(articles: pa.Table) -> pa.ChunkedArray:
    """Give the day, or the month or year where the precision allows no more."""
    at, precision = articles.column("published_at"), articles.column("published_precision")
    is_month = pc.is_in(precision, value_set=pa.array(["month", "quarter", "season"]))
    is_year = pc.is_in(precision, value_set=pa.array(["year", "decade"]))
    day, month, year = (pc.strftime(at, format=form) for form in ("%Y-%m-%d", "%Y-%m", "%Y"))
    return pc.if_else(is_month, month, pc.if_else(is_year, year, day))


def _outlets(tables: Mapping[str, pa.Table]) -> pa.ChunkedArray:
    entities = tables["entities"]
    place = pc.index_in(tables["articles"].column("outlet_id"), value_set=entities.column("entity_id"))
    return entities.column("name").take(place)
