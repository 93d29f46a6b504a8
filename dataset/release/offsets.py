"""Whether every offset leads to the words that the row gives: inside the article's length, and equal to its text.

What belongs here: spans and texts. Hashes, rows and ids are for `verify.py`.
"""

import hashlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.contract.quoting import is_quoted
from dataset.contract.tables import TABLES
from dataset.release.differences import row_ids
from dataset.release.of_articles import article_ids

Spans = list[list[int]]
_BLOCK = 8192


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


def outside(tables: Mapping[str, pa.Table]) -> Iterator[tuple[str, str, list[str]]]:
    """Give (table, column, ids of rows) whose offsets are empty, out of order or beyond the article's length."""
    articles = tables["articles"]
    for name, columns in sorted(_PLACES):
        rows = tables[name]
        place = pc.index_in(article_ids(name, tables), value_set=articles.column("article_id"))
        chars = pc.coalesce(articles.column("text_chars").take(place), -1).to_numpy()
        wrong = _wrong_pairs(rows, columns, chars) if columns == _SPAN else _wrong_spans(rows, columns[0], chars)
        if wrong.any():
            yield name, columns[0], row_ids(rows, TABLES[name]).filter(pa.array(wrong)).to_pylist()


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


def altered_texts(articles: pa.Table, texts: Mapping[str, str]) -> Iterator[str]:
    """Give the ids of the articles whose text has not the hash and length that the row gives."""
    names = ("article_id", "text_sha256", "text_chars")
    given = {row[0]: row[1:] for row in zip(*(articles.column(name).to_pylist() for name in names), strict=True)}
    for article_id in _in_their_order(texts, given.keys()):
        text = texts[article_id]
        if given[article_id] != (_sha256(text), len(text)):
            yield article_id


def differing(tables: Mapping[str, pa.Table], texts: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """Give (table, column, ids of rows) whose words are not those of the text at their spans."""
    ids = list(_in_their_order(texts, set(tables["articles"].column("article_id").to_pylist())))
    order = pa.array(ids, pa.string())
    for name in dict.fromkeys(words.table for words in _WORDS):
        checks = [words for words in _WORDS if words.table == name]
        wrong: dict[str, list[str]] = {}
        for rows, own_texts in _blocks_with_texts(name, checks, tables, texts, order):
            for column, numbers in _differing_columns(rows, own_texts, checks):
                wrong.setdefault(column, []).extend(rows.column("row_id").take(numbers).to_pylist())
        yield from ((name, column, rows) for column, rows in wrong.items() if rows)


def _blocks_with_texts(
    name: str, checks: list[_Words], tables: Mapping[str, pa.Table], texts: Mapping[str, str], order: pa.Array
) -> Iterator[tuple[pa.Table, list[str]]]:
    """Give the rows whose article's text is there block by block, in the order of the articles, each row's text beside.

    They have what is checked, and `row_id`.
    """
    rows = tables[name]
    columns = {column for words in checks for column in (words.column, *words.spans)} | {"content_sha256"}
    place = pc.index_in(article_ids(name, tables), value_set=order).combine_chunks()
    ids = row_ids(rows, TABLES[name])
    rows = rows.select(sorted(columns & set(rows.column_names))).combine_chunks()  # or each block would copy the whole
    rows = rows.append_column("row_id", ids)
    in_order = pc.sort_indices(place).slice(0, len(place) - place.null_count)
    number, text = -1, ""
    for start in range(0, len(in_order), _BLOCK):
        here, own = in_order.slice(start, _BLOCK), []
        for article in place.take(here).to_pylist():
            if article != number:
                number, text = article, texts[order[article].as_py()]
            own.append(text)
        yield rows.take(here), own


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


def _in_their_order(texts: Mapping[str, str], wanted: Container[str]) -> Iterator[str]:
    """Give the wanted ids that have a text, in the order in which the texts are kept (fastest to read)."""
    return (article_id for article_id in texts if article_id in wanted)


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
