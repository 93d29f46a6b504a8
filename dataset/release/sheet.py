"""`claims.csv`: the claims of a release as one flat file for spreadsheets, with the columns of `contract/flat.py`.

What belongs here: how published tables become that file. It shows what the tables show, and so keeps to the articles'
rights. The same rows give the same bytes.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.flat import COLUMNS, NAME
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk
from dataset.release.beside_claims import ARTICLE, SOURCE, Tables, source_names, with_beside
from dataset.release.content import utf8
from dataset.release.parts import PART_ROWS, UNDATED, file_name, months_of

_BLOCK = 65_536
_BREAKS = r"[\pZ\x00-\x1f\x7f-\x9f]+"
_FORMULA = r"""(^|;)([\s"']*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])"""
"""What a spreadsheet may take for a formula: at the start of a cell, or of what it takes for one where it parts cells
by semicolons."""


def write_sheets(folder: Path, tables: Tables, room: Room) -> list[Path]:
    """Write the flat file of a release into a folder, by month beyond the size of one file; give the paths."""
    has_months, paths = tables["claims"].num_rows > PART_ROWS, dict[Path, None]()
    months = months_of(tables["articles"])
    for rows, article in flat_rows(tables, room):
        own = pc.coalesce(months.take(article), UNDATED)
        for month in sorted(pc.unique(own).to_pylist()) if has_months else [None]:
            path = folder / file_name(NAME, month, "csv")
            _write(rows.filter(pc.equal(own, month)) if month else rows, path, is_new=path not in paths)
            paths[path] = None
    return sorted(paths)


def _write(rows: pa.Table, path: Path, is_new: bool) -> None:
    """Write rows of text as the module csv does."""
    with open(path, "wb" if is_new else "ab") as file:
        if is_new:
            file.write(f"\ufeff{','.join(rows.column_names)}\r\n".encode())
        lines = pc.binary_join_element_wise(*map(_quoted, rows.columns), ",")
        file.write(utf8(pc.binary_join_element_wise(lines, "", "\r\n")))


def _quoted(cells: pa.ChunkedArray) -> pa.Array:
    coded = cells.combine_chunks().dictionary_encode()
    words = coded.dictionary
    quoted = pc.binary_join_element_wise("", pc.replace_substring(words, '"', '""'), "", '"')
    return pc.if_else(pc.match_substring_regex(words, '[",]'), quoted, words).take(coded.indices)


def flat_rows(tables: Tables, room: Room) -> Iterator[tuple[pa.Table, pa.ChunkedArray]]:
    """Give the rows of the flat file as text, newest article first, and the number of each row's article.

    They come in blocks, so that a large file is never in memory as a whole: one without rows where there are none.
    """
    articles, sources = tables["articles"], tables["sources"]
    newest = _newest_first(articles)
    of_article = {
        "published_on": _published_on(articles),
        "outlet": _outlets(tables),
        "title": articles.column("title"),
        "link": articles.column("url"),
    }
    of_source = {
        "who": source_names(sources),
        "who_is": sources.column("kind"),
        "named": sources.column("anonymity_class"),
    }
    of_article, of_source = (
        {name: one.combine_chunks() for name, one in some.items()} for some in (of_article, of_source)
    )
    for rows in in_order(_placed(tables, newest, room), [_RANK, _START, "claim_id"], _BLOCK, room):
        article = newest.take(rows.column(_RANK))
        columns = {
            **_own_columns(rows),
            **{name: values.take(rows.column(SOURCE)) for name, values in of_source.items()},
            **{name: values.take(article) for name, values in of_article.items()},
        }
        yield pa.table({column.name: _cells(columns[column.name]) for column in COLUMNS}), article


def _placed(tables: Tables, newest: pa.Array, room: Room) -> Iterator[pa.Table]:
    """Give the claims by key, with what belongs to them, their article's rank by age, and where they start in it."""
    ranks = pc.inverse_permutation(newest)
    for rows in with_beside(tables, ["content_spans", *_OF_CLAIMS], room):
        rank = ranks.take(rows.column(ARTICLE))
        rows = rows.append_column(_RANK, rank).append_column(_START, _first_starts(rows.column("content_spans")))
        yield rows.drop_columns([ARTICLE, "content_spans"])


_RANK, _START = "rank", "start"
_OF_CLAIMS = ["content", "quote_type", "modality", "is_negated", "said_first_on", "said_last_on", "said_value",
              "confidence", "review_status"]  # fmt: skip
_BESIDE = ("through", "figures", "land", "verdict")


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
        **{name: claims.column(name) for name in _BESIDE},
    }


def _cells(words: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give texts on one line each, with nothing that a spreadsheet would run; empty for null."""
    coded = pc.coalesce(words, "").combine_chunks().dictionary_encode()  # of many columns a block has few values
    line = pc.utf8_trim(pc.replace_substring_regex(coded.dictionary, _BREAKS, " "), " ")
    return pa.chunked_array([pc.replace_substring_regex(line, _FORMULA, r"\1'\2").take(coded.indices)])


def _newest_first(articles: pa.Table | OnDisk) -> pa.Array:
    """Give the numbers of the articles, newest first; undated ones last."""
    age = pc.negate(articles.column("published_at").cast(pa.int64()))
    keys = pa.table({"age": age, "article": articles.column("article_id")})
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names]).cast(pa.int32())


def _first_starts(spans: pa.ChunkedArray) -> pa.Array:
    """Give where the first span of each row starts; 0 where a row has none."""
    starts = np.zeros(len(spans), dtype=np.int64)
    whole = spans.combine_chunks()
    owners, first = np.unique(pc.list_parent_indices(whole).to_numpy(), return_index=True)
    pairs = whole.flatten()
    starts[owners] = pc.list_element(pairs, 0).to_numpy()[first]
    return pa.array(starts)


def _said_on(claims: pa.Table) -> pa.ChunkedArray:
    first, last = (claims.column(name).cast(pa.string()) for name in ("said_first_on", "said_last_on"))
    several = pc.binary_join_element_wise(first, last, " to ")
    one_end = pc.coalesce(
        pc.binary_join_element_wise("from", first, " "), pc.binary_join_element_wise("until", last, " ")
    )
    days = pc.if_else(pc.coalesce(pc.equal(first, last), False), first, several)
    return pc.coalesce(days, one_end, claims.column("said_value"))


def _published_on(articles: pa.Table | OnDisk) -> pa.ChunkedArray:
    """Give the day, or the month or year where the precision allows no more."""
    at, precision = articles.column("published_at"), articles.column("published_precision")
    is_month = pc.is_in(precision, value_set=pa.array(["month", "quarter", "season"]))
    is_year = pc.is_in(precision, value_set=pa.array(["year", "decade"]))
    day, month, year = (pc.strftime(at, format=form) for form in ("%Y-%m-%d", "%Y-%m", "%Y"))
    return pc.if_else(is_month, month, pc.if_else(is_year, year, day))


def _outlets(tables: Tables) -> pa.ChunkedArray:
    entities = tables["entities"]
    place = pc.index_in(tables["articles"].column("outlet_id"), value_set=entities.column("entity_id"))
    return entities.column("name").take(place)
