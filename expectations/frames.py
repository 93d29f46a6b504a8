"""A table as frames to be checked: its columns, and beside them what other tables and the texts say.

What other tables say is found for all rows at once, from the columns that it takes; what the texts say for some of the
rows, as many as a frame has.
Written anew from the contract, without the code that made the rows: a check must not share the fault it looks for.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.fields import FIELDS
from dataset.contract.model import Table
from dataset.contract.quoting import is_quoted
from dataset.contract.tables import TABLES

Tables = Mapping[str, pa.Table]
Texts = Mapping[str, str]


def is_list(name: str) -> bool:
    """Say whether a column holds lists, which single-value expectations cannot look into."""
    return FIELDS[name].kind in ("texts", "spans")


def resolves(name: str) -> str:
    """Give the name of the added column that says whether the ids of a column stand where they point to."""
    return f"{name}_resolves"


def beside(table: Table, rows: pa.Table, others: Tables) -> pa.Table:
    """Give columns beside the rows of a table that say how they stand to other tables, one row for each.

    `others` has the tables that it points to, and those that its rows name where they say which table they point to
    (and `articles` where it has an `article_id`).
    """
    found: dict[str, pa.Array | pa.ChunkedArray] = {}
    for name, by in table.points_by.items():
        is_there = _found_by(rows.column(name), rows.column(by), others)
        found[resolves(name)] = pa.array(is_there | ~_is_valid(rows.column(name)))
    if table.name == "id_history":
        found["old_id_is_gone"] = pa.array(~_found_by(rows.column("old_id"), rows.column("table_name"), others))
    for name, target in table.points_to.items():
        known = rows if target == table.name else others[target]
        found[resolves(name)] = _resolving(rows.column(name), known.column(_key_of(target)))
    if _is_of_article(table):
        found |= _of_articles(rows, others["articles"])
    return pa.table(found) if found else pa.table({_NOTHING: pa.nulls(rows.num_rows)})


def whole(rows: pa.Table, beside: pa.Table) -> pa.Table:
    """Give some rows of a table with what stands beside them, and where their last span ends."""
    for name in beside.column_names:
        rows = rows.append_column(name, beside.column(name))
    return rows.append_column("spans_end", pa.array(_ends(rows))) if "article_chars" in beside.column_names else rows


def places_of_texts(rows: pa.Table, texts: Texts) -> pa.ChunkedArray | None:
    """Give the number of the text of each row, in the order in which texts are kept; None where rows are of no text."""
    if "article_id" not in rows.column_names:
        return None
    return pc.index_in(rows.column("article_id"), value_set=pa.array(list(texts), pa.string()))


def frame(table: Table, rows: pa.Table, texts: Texts) -> pd.DataFrame:
    """Give rows as `whole` gives them, with what the texts say at their spans: all that expectations look at."""
    plain = [field.name for field in rows.schema if not pa.types.is_list(field.type)]
    result = rows.select(plain).to_pandas(date_as_object=False)
    for name, words in _at_spans(table, rows, texts).items():
        result[name] = words
    if table.name == "figures":
        is_of_entity = (result["quantity_kind"] == "share") & result["share_of_entity_id"].notna()
        for name in ("value_low", "value_high"):
            result[f"{name}_of_entity"] = result[name].where(is_of_entity)
    if table.name == "regions":
        result["is_unit"] = [int(not parts) for parts in rows.column("parts").to_pylist()]
        result["unit_area_km2"] = result["official_area_km2"] * result["is_unit"]
    return result


_NOTHING = "beside"
"""The column of what stands beside rows where nothing does."""
_OF_ARTICLES = ("text_chars", "published_at", "published_precision")


def _key_of(name: str) -> str:
    return TABLES[name].key[0]


def _is_of_article(table: Table) -> bool:
    return "article_id" in table.columns and table.name != "articles"


def _is_valid(values: pa.ChunkedArray) -> np.ndarray:
    return values.is_valid().to_numpy()


def _resolving(column: pa.ChunkedArray, known: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Say of each id, or of all in a list of them, whether it is known; nothing is lost where there is none."""
    if not pa.types.is_list(column.type):
        return pc.or_(column.is_null(), pc.is_in(column, value_set=known))
    lists, is_known = column.combine_chunks(), np.ones(len(column), bool)
    lost = pc.invert(pc.is_in(lists.flatten(), value_set=known))
    is_known[pc.list_parent_indices(lists).filter(lost).to_numpy()] = False
    return pa.array(is_known)


def _found_by(ids: pa.ChunkedArray, names: pa.ChunkedArray, others: Tables) -> np.ndarray:
    """Say of each id whether it stands in the key of the table that is named beside it."""
    found = np.zeros(len(ids), bool)
    for name in names.unique().to_pylist():
        is_there = pc.is_in(ids, value_set=others[name].column(_key_of(name)))
        found |= pc.and_(pc.equal(names, name), is_there).to_numpy()
    return found


def _of_articles(rows: pa.Table, articles: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Give the length of the article of each row, and the last day on which it may have been published."""
    place = pc.index_in(rows.column("article_id"), value_set=articles.column("article_id"))
    known = articles.select(_OF_ARTICLES[1:]).to_pandas()
    days = pa.array(_last_days(known["published_at"], known["published_precision"]))
    return {"article_chars": articles.column("text_chars").take(place), "published_on": days.take(place)}


def _last_days(moments: pd.Series, precisions: pd.Series) -> pd.Series:
    """Give the last day of each period that starts at a moment: of a month where no more than the month is known."""
    days = moments.dt.tz_localize(None).dt.normalize()
    for precision, frequency in (("month", "M"), ("year", "Y")):
        is_longer = (precisions == precision) & days.notna()
        days = days.mask(is_longer, days.dt.to_period(frequency).dt.end_time.dt.normalize())
    return days


def _ends(rows: pa.Table) -> np.ndarray:
    """Give where the last span of each row ends, in code points; 0 where it has none."""
    if "char_end" in rows.column_names:
        return rows.column("char_end").to_numpy()
    ends = np.zeros(rows.num_rows, np.int64)
    for name in (name for name in rows.column_names if name in FIELDS and FIELDS[name].kind == "spans"):
        spans = rows.column(name).combine_chunks()
        last = pc.list_element(spans.flatten(), 1).to_numpy()
        np.maximum.at(ends, pc.list_parent_indices(spans).to_numpy(), last)
    return ends


_QUOTING: Mapping[str, Mapping[str, str | None]] = {
    "claims": {"content": "content_spans", "cue": "cue_spans", "source_text": "source_spans"},
    "figures": {"surface": None},
    "mentions": {"surface": None},
    "territory": {"evidence": None},
}
"""Columns that quote, by table, and the column of their spans (None: char_start and char_end)."""


def _at_spans(table: Table, rows: pa.Table, texts: Texts) -> dict[str, list[str | None]]:
    """Give by the name of the added column what the text has where a column quotes, and of contents the hash.

    The words are cut and covered as the column is; None where the column is null, or the text is not there.
    """
    quoting = _QUOTING.get(table.name, {})
    found: dict[str, list[str | None]] = {f"{name}_at_spans": [None] * rows.num_rows for name in quoting}
    if table.name == "claims":
        found["sha256_at_spans"] = [None] * rows.num_rows
    given = {name: (rows.column(name).to_pylist(), _Spans(rows, spans)) for name, spans in quoting.items()}
    for number, text in _with_texts(rows, texts) if quoting else ():
        for name, (values, spans) in given.items():
            words = spans.words(number, text)
            value = values[number]
            found[f"{name}_at_spans"][number] = value if value is None or is_quoted(value, words) else words
            if name == "content":
                found["sha256_at_spans"][number] = hashlib.sha256(words.encode()).hexdigest()
    return found


def _with_texts(rows: pa.Table, texts: Texts) -> Iterator[tuple[int, str]]:
    """Give the numbers of the rows whose article's text is there, and the text, in the order of the texts."""
    by_article = defaultdict(list)
    for number, article_id in enumerate(rows.column("article_id").to_pylist()):
        by_article[article_id].append(number)
    for article_id in texts:
        if article_id in by_article:
            text = texts[article_id]
            yield from ((number, text) for number in by_article[article_id])


class _Spans:
    """The spans of each row in one column, or from char_start to char_end."""

    def __init__(self, rows: pa.Table, name: str | None) -> None:
        if name is None:
            self._at = list(range(rows.num_rows + 1))
            self._starts, self._ends = (rows.column(end).to_pylist() for end in ("char_start", "char_end"))
            return
        lists = rows.column(name).combine_chunks()
        self._at = [0, *np.cumsum(pc.list_value_length(lists).to_numpy()).tolist()]
        self._starts, self._ends = (pc.list_element(lists.flatten(), end).to_pylist() for end in (0, 1))

    def words(self, number: int, text: str) -> str:
        """Give the words of a text at the spans of a row, joined by one space."""
        first, after = self._at[number], self._at[number + 1]
        if after - first == 1:
            return text[self._starts[first] : self._ends[first]]
        return " ".join(text[self._starts[one] : self._ends[one]] for one in range(first, after))
