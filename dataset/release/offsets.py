"""Whether every offset leads to the words that the row gives: inside the article's length, and equal to its text.

What belongs here: spans and texts. Hashes, rows and ids are for `verify.py`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.arrow import ROW_GROUP
from dataset.contract.quoting import is_quoted
from dataset.contract.tables import TABLES
from dataset.large_tables import in_order
from dataset.memory import Room
from dataset.release.at_hand import OnDisk
from dataset.release.differences import row_ids
from dataset.release.of_articles import beside_articles

Spans = list[list[int]]
Tables = Mapping[str, pa.Table | OnDisk]
_AT_ONCE = 8192
"""Rows whose words are compared at once."""
_ROW, _TEXT = "row_id", "text_number"
"""Columns beside those of a table: the id of a row, and the number of its text."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A column with words of the article, and the columns that say where they stand."""

    table: str
    column: str
    spans: tuple[str, ...]
    """One column of spans, or char_start and char_end."""


_SPAN = ("char_start", "char_end")
_WORDS = (
    _Words("claims", "content", ("content_spans",)),
    _Words("claims", "cue", ("cue_spans",)),
    _Words("claims", "source_text", ("source_spans",)),
    _Words("figures", "surface", _SPAN),
    _Words("mentions", "surface", _SPAN),
    _Words("territory", "evidence", _SPAN),
)
_PLACES = {(words.table, words.spans) for words in _WORDS} | {("claim_chain", ("spans",))}
"""All columns with offsets, by table."""


def outside(tables: Tables, room: Room) -> Iterator[tuple[str, str, list[str]]]:
    """Give (table, column, ids of rows) whose offsets are empty, out of order or beyond the article's length."""
    articles = tables["articles"]
    for name in sorted({name for name, _ in _PLACES}):
        places = sorted(columns for table, columns in _PLACES if table == name)
        found: dict[str, list[str]] = {columns[0]: [] for columns in places}
        wanted = _with_key(name, tables, [column for columns in places for column in columns])
        for rows, place in beside_articles(name, wanted, articles.column("article_id"), tables, ROW_GROUP, room):
            chars = pc.coalesce(articles.column("text_chars").take(place), -1).to_numpy()
            for columns in places:
                wrong = pa.array(_wrong(rows, columns, chars))
                found[columns[0]] += row_ids(rows.filter(wrong), TABLES[name]).to_pylist()
        yield from ((name, column, sorted(rows)) for column, rows in found.items() if rows)


def _with_key(name: str, tables: Tables, columns: Iterable[str]) -> list[str]:
    """Give those of some columns of a table, and of its key, that it has: under an older contract it may lack some."""
    there = set(tables[name].column_names)
    return [column for column in dict.fromkeys([*TABLES[name].key, *columns]) if column in there]


def _wrong(rows: pa.Table, columns: tuple[str, ...], chars: np.ndarray) -> np.ndarray:
    """Say of each row, beside the length of its article, whether its offsets are wrong."""
    return _wrong_pairs(rows, columns, chars) if columns == _SPAN else _wrong_spans(rows, columns[0], chars)


def _wrong_pairs(rows: pa.Table, columns: tuple[str, ...], chars: np.ndarray) -> np.ndarray:
    start, end = (pc.coalesce(rows.column(name), -1).to_numpy() for name in columns)
    return (start < 0) | (end <= start) | (end > chars)


def _wrong_spans(rows: pa.Table, column: str, chars: np.ndarray) -> np.ndarray:
    spans = rows.column(column).combine_chunks()
    owners = pc.list_parent_indices(spans).to_numpy()
    pairs = spans.flatten()
    wrong = np.zeros(len(spans), dtype=bool)
    is_pair = pc.coalesce(pc.equal(pc.list_value_length(pairs), 2), False).to_numpy(zero_copy_only=False)
    wrong[owners[~is_pair]] = True
    ends = pc.coalesce(pairs.filter(pa.array(is_pair)).flatten(), -1).to_numpy().reshape(-1, 2)
    owners = owners[is_pair]
    bad = (ends[:, 0] < 0) | (ends[:, 1] <= ends[:, 0]) | (ends[:, 1] > chars[owners])
    wrong[owners[bad]] = True
    return wrong


def in_text_order(articles: pa.Table | OnDisk, texts: Mapping[str, str]) -> pa.Array:
    """Give the ids of the articles that have a text, in the order in which the texts are kept (fastest to read)."""
    ids = pa.array(list(texts), pa.string())
    return ids.filter(pc.is_in(ids, value_set=articles.column("article_id")))


def altered_texts(articles: pa.Table | OnDisk, texts: Mapping[str, str], order: pa.Array, room: Room) -> Iterator[str]:
    """Give the ids of the articles whose text has not the hash and length that the row gives."""
    columns = ["text_sha256", "text_chars"]
    for rows, own_texts in _with_texts("articles", columns, {"articles": articles}, texts, order, room):
        given = zip(*(rows.column(name).to_pylist() for name in (*columns, _ROW)), strict=True)
        for (sha256, chars, article_id), text in zip(given, own_texts, strict=True):
            if (sha256, chars) != (_sha256(text), len(text)):
                yield article_id


def differing(
    tables: Tables, texts: Mapping[str, str], order: pa.Array, room: Room
) -> Iterator[tuple[str, str, list[str]]]:
    """Give (table, column, ids of rows) whose words are not those of the text at their spans."""
    for name in dict.fromkeys(words.table for words in _WORDS):
        checks = [words for words in _WORDS if words.table == name]
        columns = [*(column for words in checks for column in (words.column, *words.spans)), "content_sha256"]
        wrong: dict[str, list[str]] = {}
        for rows, own_texts in _with_texts(name, columns, tables, texts, order, room):
            for column, numbers in _differing_columns(rows, own_texts, checks):
                wrong.setdefault(column, []).extend(rows.column(_ROW).take(numbers).to_pylist())
        yield from ((name, column, rows) for column, rows in wrong.items() if rows)


def _with_texts(
    name: str, columns: list[str], tables: Tables, texts: Mapping[str, str], order: pa.Array, room: Room
) -> Iterator[tuple[pa.Table, list[str]]]:
    """Give the rows whose article's text is there block by block, in the order of the texts, each row's text beside."""
    wanted = _with_key(name, tables, columns)
    placed = (
        rows.append_column(_ROW, row_ids(rows, TABLES[name])).append_column(_TEXT, place).filter(place.is_valid())
        for rows, place in beside_articles(name, wanted, order, tables, ROW_GROUP, room.beside("placed"))
    )
    number, text = -1, ""
    for rows in in_order(placed, [_TEXT, _ROW], _AT_ONCE, room):
        own = []
        for article in rows.column(_TEXT).to_pylist():
            if article != number:
                number, text = article, texts[order[article].as_py()]
            own.append(text)
        yield rows, own


def _differing_columns(rows: pa.Table, texts: list[str], checks: list[_Words]) -> Iterator[tuple[str, pa.Array]]:
    """Give by column the numbers of the rows whose words are not those of their text."""
    for words in checks:
        there = _words_there(rows, texts, words)
        given = rows.column(words.column).to_pylist()
        wrong = [n for n, (one, other) in enumerate(zip(given, there, strict=True)) if not _is_shown(one, other)]
        yield words.column, pa.array(wrong, pa.int64())
        if words.column == "content":
            hashes = rows.column("content_sha256").to_pylist()
            wrong = [n for n, (one, other) in enumerate(zip(hashes, there, strict=True)) if one != _sha256(other)]
            yield "content_sha256", pa.array(wrong, pa.int64())


def _is_shown(given: str | None, there: str) -> bool:
    return given is None or given == there or is_quoted(given, there)


def _words_there(rows: pa.Table, texts: list[str], words: _Words) -> list[str]:
    columns = [rows.column(name).to_pylist() for name in words.spans]
    if words.spans == _SPAN:
        return [text[start:end] for text, start, end in zip(texts, *columns, strict=True)]
    return [words_at(text, spans) for text, spans in zip(texts, columns[0], strict=True)]


def words_at(text: str, spans: Spans) -> str:
    """Give the words at the spans, joined by one space; a span that is no pair has none (`outside` names it)."""
    return " ".join(text[span[0] : span[1]] for span in spans if len(span) == 2)


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
