"""What was read in one document, under the short names that the `extract` command prints.

The only place that maps the records of `model.py` to those names. The form: one object a document, offsets in code
points of the text as given.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TextIO

from pipelines.claims import read
from pipelines.figures.calendar import period_of_iso
from pipelines.figures.comparisons import wikidata_id_of
from pipelines.model import (
    Claim,
    DateExpression,
    Document,
    Figure,
    Mention,
    Period,
    Reading,
    Spans,
    TerritoryStatement,
)
from pipelines.rows import claim_id_of, holders_of
from pipelines.version import EXTRACTOR


class BadLine(ValueError):
    """A line of the input that is no document, with the reason."""


def document_from(line: str) -> Document:
    """Give the document of one line of input.

    Raises BadLine where the line is no JSON object with a string `text`, or a field has another form. Bytes that are
    no UTF-8 are expected as lone surrogates (`surrogateescape`).
    """
    if not _is_storable(line):
        raise BadLine("is no UTF-8")
    try:
        given = json.loads(line)
    except ValueError as error:
        raise BadLine(f"is no JSON: {error}") from error
    except RecursionError as error:
        raise BadLine("is nested too deeply") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise BadLine("is no object with a string `text`")
    for key in ("doc_id", "title", "published", "outlet", "language"):
        if not isinstance(given.get(key), str | None):
            raise BadLine(f"`{key}` is no string")
    return Document(
        doc_id=given.get("doc_id") or "",
        text=given["text"],
        title=given.get("title"),
        published=published_in(given.get("published")),
        outlet=given.get("outlet"),
        language=given.get("language"),
    )


def published_in(written: str | None) -> Period | None:
    """Give the period of an ISO 8601 date, date-time, month or year; raises BadLine where it is none of them."""
    if not written:
        return None
    try:
        return period_of_iso(written)
    except ValueError as error:
        raise BadLine(f"`published` is no ISO 8601 date: {written[:40]!r}") from error


def _is_storable(words: str) -> bool:
    """Say whether words can be written as UTF-8: they have no lone surrogate."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def extract(lines: Iterable[str], errors: TextIO) -> Iterator[str | None]:
    """Give one JSON line for each line of input, None for a bad one, after its number and reason went to `errors`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = document_from(line)
        except BadLine as problem:
            print(f"line {number}: {problem}", file=errors)
            yield None
        else:
            found = as_object(read(document))
            written = json.dumps(found, ensure_ascii=False)
            yield written if _is_storable(written) else json.dumps(found)


def as_object(reading: Reading) -> dict[str, Any]:
    """Give a reading as the object that `extract` prints."""
    document = reading.document
    ids = [claim_id_of(document.doc_id, claim) for claim in reading.claims]
    holders = holders_of([(figure.start, figure.end) for figure in reading.figures], reading.claims)
    return {
        "doc_id": document.doc_id,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "language": reading.language,
        "extractor": EXTRACTOR,
        "claims": [_claim(ids, n, claim) for n, claim in enumerate(reading.claims)],
        "figures": [_figure(ids, figure, holder) for figure, holder in zip(reading.figures, holders, strict=True)],
        "dates": [_date(item) for item in reading.dates],
        "mentions": [_mention(item) for item in reading.mentions],
        "territory": [_territory(ids, item) for item in reading.territory],
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "start": _iso(period.first_on),
        "end": _iso(period.last_on),
        "precision": period.precision,
        "value": period.value,
        "basis": period.basis,
    }


def _claim(ids: list[str], number: int, claim: Claim) -> dict[str, Any]:
    said, source = claim.attribution, claim.source
    return {
        "claim_id": ids[number],
        "parent_claim_id": None if said.parent is None else ids[said.parent],
        "content": _pairs(said.content),
        "cue": _pairs(said.cue),
        "source": _pairs(said.source),
        "quote_type": said.quote_type,
        "source_kind": source.kind,
        "source_entity": source.entity_id,
        "source_name": source.name,
        "source_count": source.stated_count,
        "access_basis": source.access_basis,
        "anonymity_reason": source.anonymity_reason,
        "anonymity_class": source.anonymity_class,
        "part_of": source.part_of.description if source.part_of else None,
        "chain": [
            {"role": hop.role, "name": hop.source.name or hop.source.description, "spans": _pairs(hop.spans)}
            for hop in claim.chain
        ],
        "modality": claim.modality,
        "negated": claim.is_negated,
        "said_on": _period(claim.said),
        "said_at_event": claim.said_at_event,
        "topics": list(claim.topics),
        "reported": said.is_reported,
        "confidence": said.confidence,
        "rule_code": said.rule_code,
    }


def _figure(ids: list[str], figure: Figure, holder: int | None) -> dict[str, Any]:
    return {
        "start": figure.start,
        "end": figure.end,
        "number_start": figure.number_start,
        "number_end": figure.number_end,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit_code,
        "unit_name": figure.unit_name,
        "quantity_kind": figure.quantity_kind,
        "bound": figure.bound,
        "approximate": figure.is_approximate,
        "per": figure.per_unit,
        "of": figure.share_of,
        "of_entity": figure.share_of_entity_id,
        "comparison": wikidata_id_of(figure.comparison_entity_id),
        "comparison_entity": figure.comparison_entity_id,
        "comparison_factor": figure.comparison_factor,
        "unresolved": figure.unresolved_reason,
        "as_of": _period(figure.as_of),
        "claim_id": None if holder is None else ids[holder],
    }


def _date(item: DateExpression) -> dict[str, Any]:
    known = item.first_on is not None or item.last_on is not None
    return {
        "start": item.start,
        "end": item.end,
        "type": item.type,
        "value": item.value,
        "interval": [_iso(item.first_on), _iso(item.last_on)] if known else None,
        "precision": item.precision,
        "relative": item.is_relative,
    }


def _mention(item: Mention) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "kind": item.kind,
        "entity_id": item.entity_id,
        "name": item.name,
        "metonym": item.is_metonym,
        "reason": item.reason,
    }


def _territory(ids: list[str], item: TerritoryStatement) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "regions": list(item.region_ids),
        "region_text": item.region_text,
        "controller": item.controller,
        "measure": item.measure,
        "status": item.status,
        "share_low": item.share_low,
        "share_high": item.share_high,
        "area_km2_low": item.area_low_km2,
        "area_km2_high": item.area_high_km2,
        "extent": item.extent,
        "as_of": _period(item.as_of),
        "scope_crimea": item.scope_crimea,
        "layer": item.layer,
        "claim_id": None if item.claim is None else ids[item.claim],
        "figure": item.figure,
    }
