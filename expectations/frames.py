"""A table as a frame to be checked: its columns, and beside them what other tables and the texts say.

Written anew from the contract, without the code that made the rows: a check must not share the fault it looks for.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import pandas as pd
import pyarrow as pa

from dataset.contract.fields import FIELDS
from dataset.contract.model import Table
from dataset.contract.quoting import is_quoted
from dataset.contract.tables import TABLES

Tables = Mapping[str, pa.Table]
Texts = Mapping[str, str]
Spans = list[list[int]]


def is_list(name: str) -> bool:
    """Say whether a column holds lists, which single-value expectations cannot look into."""
    return FIELDS[name].kind in ("texts", "spans")


def resolves(name: str) -> str:
    """Give the name of the added column that says whether the ids of a column stand where they point to."""
    return f"{name}_resolves"


def frame(table: Table, rows: pa.Table, others: Tables, texts: Texts) -> pd.DataFrame:
    """Give the rows of a table with the added columns that its expectations look at.

    `others` has the tables that it points to, and those that its rows name where they say which table they point to
    (and `articles` where it has an `article_id`).
    """
    plain = [name for name in table.columns if not is_list(name)]
    result = rows.select(plain).to_pandas(date_as_object=False)
    for name, by in table.points_by.items():
        result[resolves(name)] = _resolving_by(rows.column(name), rows.column(by), others)
    if table.name == "id_history":
        result["old_id_is_gone"] = [
            not found for found in _found_by(rows.column("old_id"), rows.column("table_name"), others)
        ]
    for name, target in table.points_to.items():
        known = rows if target == table.name else others[target]
        result[resolves(name)] = _resolving(rows.column(name), known.column(_key_of(target)))
    if "article_id" in table.columns and table.name != "articles":
        _add_article(result, rows, others["articles"])
        for name, at_spans in _QUOTING.get(table.name, {}).items():
            result[f"{name}_at_spans"] = _beside(rows, name, at_spans, texts)
    if table.name == "figures":
        is_of_entity = (result["quantity_kind"] == "share") & result["share_of_entity_id"].notna()
        for name in ("value_low", "value_high"):
            result[f"{name}_of_entity"] = result[name].where(is_of_entity)
    if table.name == "regions":
        result["is_unit"] = [int(not parts) for parts in rows.column("parts").to_pylist()]
        result["unit_area_km2"] = result["official_area_km2"] * result["is_unit"]
    if table.name == "claims":
        result["sha256_at_spans"] = _hashes(rows, texts)
    return result


def _key_of(name: str) -> str:
    return TABLES[name].key[0]


def _resolving(column: pa.ChunkedArray, known: pa.ChunkedArray) -> list[bool]:
    ids = set(known.to_pylist())
    return [
        all(one in ids for one in value) if isinstance(value, list) else value is None or value in ids
        for value in column.to_pylist()
    ]


def _found_by(ids: pa.ChunkedArray, names: pa.ChunkedArray, others: Tables) -> list[bool]:
    """Say of each id whether it stands in the key of the table that is named beside it."""
    known = {name: set(others[name].column(_key_of(name)).to_pylist()) for name in set(names.to_pylist())}
    return [one in known[name] for one, name in zip(ids.to_pylist(), names.to_pylist(), strict=True)]


def _resolving_by(ids: pa.ChunkedArray, names: pa.ChunkedArray, others: Tables) -> list[bool]:
    found = _found_by(ids, names, others)
    return [is_there or one is None for one, is_there in zip(ids.to_pylist(), found, strict=True)]


def _add_article(result: pd.DataFrame, rows: pa.Table, articles: pa.Table) -> None:
    """Add the article's length and its last possible day, and where the row's last span ends."""
    columns = ["article_id", "text_chars", "published_at", "published_precision"]
    known = articles.select(columns).to_pandas().set_index("article_id").reindex(result["article_id"])
    result["article_chars"] = known["text_chars"].to_numpy()
    result["published_on"] = _last_days(known["published_at"], known["published_precision"]).to_numpy()
    result["spans_end"] = [max((end for spans in lists for _, end in spans), default=0) for lists in _span_lists(rows)]


def _last_days(moments: pd.Series, precisions: pd.Series) -> pd.Series:
    """Give the last day of each period that starts at a moment: of a month where no more than the month is known."""
    days = moments.dt.tz_localize(None).dt.normalize()
    for precision, frequency in (("month", "M"), ("year", "Y")):
        is_longer = (precisions == precision) & days.notna()
        days = days.mask(is_longer, days.dt.to_period(frequency).dt.end_time.dt.normalize())
    return days


def _span_lists(rows: pa.Table) -> Iterator[list[Spans]]:
    names = [name for name in rows.column_names if FIELDS[name].kind == "spans"]
    if "char_start" in rows.column_names:
        for start, end in zip(rows.column("char_start").to_pylist(), rows.column("char_end").to_pylist(), strict=True):
            yield [[[start, end]]]
        return
    yield from (list(lists) for lists in zip(*(rows.column(name).to_pylist() for name in names), strict=True))


_QUOTING: Mapping[str, Mapping[str, str | None]] = {
    "claims": {"content": "content_spans", "cue": "cue_spans", "source_text": "source_spans"},
    "figures": {"surface": None},
    "mentions": {"surface": None},
    "territory": {"evidence": None},
}
"""Columns that quote, by table, and the column of their spans (None: char_start and char_end)."""


def _beside(rows: pa.Table, name: str, spans_name: str | None, texts: Texts) -> list[str | None]:
    """Give the words that the text has where a column quotes: cut and covered as the column is, None where it is."""
    given = rows.column(name).to_pylist()

    def look(number: int, words: str) -> str | None:
        value = given[number]
        return value if value is None or is_quoted(value, words) else words

    return _looked_up(rows, spans_name, texts, look)


def _hashes(rows: pa.Table, texts: Texts) -> list[str | None]:
    return _looked_up(rows, "content_spans", texts, lambda _, words: hashlib.sha256(words.encode()).hexdigest())


def _looked_up(
    rows: pa.Table, spans_name: str | None, texts: Texts, look: Callable[[int, str], str | None]
) -> list[str | None]:
    """Give what `look` makes of each row's words, article by article in the order in which the texts come."""
    by_article = defaultdict(list)
    for number, article_id in enumerate(rows.column("article_id").to_pylist()):
        by_article[article_id].append(number)
    spans = _spans_of(rows, spans_name)
    found: list[str | None] = [None] * rows.num_rows
    for article_id in texts:
        if article_id in by_article:
            text = texts[article_id]
            for number in by_article[article_id]:
                found[number] = look(number, " ".join(text[start:end] for start, end in spans[number]))
    return found


def _spans_of(rows: pa.Table, name: str | None) -> list[Spans]:
    if name is not None:
        return rows.column(name).to_pylist()
    pairs = zip(rows.column("char_start").to_pylist(), rows.column("char_end").to_pylist(), strict=True)
    return [[[start, end]] for start, end in pairs]
