"""What was read in one article, as rows under the contract's column names.

Ids of what only the join over all articles knows are made from the article for now: an anonymous group has its article
where the join puts its story (`join.py`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dataset.contract.ids import make_id, spans_text
from pipelines.model import (
    Article,
    Claim,
    Figure,
    Hop,
    Mention,
    Period,
    Reading,
    Source,
    Span,
    Spans,
    TerritoryStatement,
)
from pipelines.privacy import Veil
from pipelines.version import EXTRACTOR

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TABLES = ("sources", "claims", "claim_chain", "figures", "mentions", "territory")
"""The tables that a reading gives rows for."""


SAID = ("stated_count", "access_basis", "anonymity_reason", "part_of")
"""What may be said of a source beside its words."""


def text_of(text: str, spans: Spans) -> str:
    """Give the words of the spans, joined by one space."""
    return " ".join(text[start:end] for start, end in spans)


def claim_id_of(scope: str, claim: Claim) -> str:
    """Give the id of a claim: its article (or document) and the spans of content, source and cue."""
    said = claim.attribution
    return make_id(scope, *(spans_text(spans) for spans in (said.content, said.source, said.cue)))


@lru_cache(maxsize=1 << 12)
def source_id_of(scope: str, source: Source) -> str:
    """Give the id of a source: named ones by what they are, others by their words within `scope` (article or story)."""
    if source.entity_id:
        return make_id("entity", source.entity_id)
    if source.kind == "unattributed":
        return make_id("unattributed")
    if source.name:
        return make_id("name", source.kind, source.name.casefold())
    return described_id(scope, {name: getattr(source, name) for name in ("kind", "description")})


def described_id(scope: str, source: Mapping[str, Any]) -> str:
    """Give the id of a source that has no name, within one article or one story: kind and words.

    The count takes no part: "the sources" are the five sources again, though the words there state none.
    """
    words = (source["description"] or "").casefold()
    return make_id("described", scope, source["kind"], words)


def rows_from(article: Article, reading: Reading) -> Rows:
    """Give the rows of one article by table, keys of the result as in `TABLES`; names of private people are covered."""
    scope, veil = article.article_id, Veil(reading)
    text = veil.text
    claim_ids = [claim_id_of(scope, claim) for claim in reading.claims]
    figure_ids = [make_id(scope, figure.start, figure.end) for figure in reading.figures]
    holders = holders_of([(figure.start, figure.end) for figure in reading.figures], reading.claims)
    return {
        "sources": _source_rows(scope, reading, veil),
        "claims": [_claim_row(article, reading, veil, claim_ids, n) for n in range(len(claim_ids))],
        "claim_chain": [
            _hop_row(scope, claim_ids[n], number, hop, veil)
            for n, claim in enumerate(reading.claims)
            for number, hop in enumerate(claim.chain)
        ],
        "figures": [
            _figure_row(article, veil, figure, figure_ids[n], _at(claim_ids, holders[n]))
            for n, figure in enumerate(reading.figures)
        ],
        "mentions": [_mention_row(scope, text, mention) for mention in reading.mentions],
        "territory": [_territory_row(scope, veil, item, claim_ids, figure_ids) for item in reading.territory],
    }


def holders_of(spans: Sequence[Span], claims: tuple[Claim, ...]) -> list[int | None]:
    """Give for each span the index of the innermost claim whose content holds it, else None.

    One sweep over both: only the contents that reach as far as a span are looked at for it.
    """
    contents = sorted(
        (start, end, sum(last - first for first, last in claim.attribution.content), number)
        for number, claim in enumerate(claims)
        for start, end in claim.attribution.content
    )
    found: list[int | None] = [None] * len(spans)
    reaching: list[tuple[int, int, int, int]] = []
    following = 0
    for place in sorted(range(len(spans)), key=spans.__getitem__):
        first, last = spans[place]
        while following < len(contents) and contents[following][0] <= first:
            reaching.append(contents[following])
            following += 1
        reaching = [content for content in reaching if content[1] > first]
        holding = [(size, number) for _, end, size, number in reaching if end >= last]
        found[place] = min(holding)[1] if holding else None
    return found


def _at(ids: list[str], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _source_rows(scope: str, reading: Reading, veil: Veil) -> list[Row]:
    rows: dict[str, Row] = {}
    named = (source for claim in reading.claims for source in (claim.source, *(hop.source for hop in claim.chain)))
    for source in dict.fromkeys(named):  # the same source speaks again and again
        shown: Source | None = veil.source(source)
        while shown is not None:
            row = _source_row(scope, shown)
            known = rows.get(row["source_id"])
            if known is None or fullness(row) > fullness(known):
                rows[row["source_id"]] = row
            shown = shown.part_of
    return list(rows.values())


def fullness(row: Mapping[str, Any]) -> tuple[int, int, str]:
    """Order rows of one source: the one that says most, then the longest description, then the alphabet.

    The same rule decides within an article and, in `join.py`, across articles.
    """
    said = sum(row[name] is not None for name in SAID)
    description = row["description"] or ""
    return said, len(description), description


def _source_row(scope: str, source: Source) -> Row:
    return {
        "source_id": source_id_of(scope, source),
        "kind": source.kind,
        "name": source.name,
        "description": source.description,
        "entity_id": source.entity_id,
        "anonymity_class": source.anonymity_class,
        "stated_count": source.stated_count,
        "access_basis": source.access_basis,
        "anonymity_reason": source.anonymity_reason,
        "part_of": source_id_of(scope, source.part_of) if source.part_of else None,
    }


def _claim_row(article: Article, reading: Reading, veil: Veil, claim_ids: list[str], number: int) -> Row:
    claim, text = reading.claims[number], veil.text
    said, when = claim.attribution, claim.said or Period(None, None, "unknown", "none")
    whole = text_of(article.document.text, said.content)
    return {
        "claim_id": claim_ids[number],
        "article_id": article.article_id,
        "source_id": source_id_of(article.article_id, veil.source(claim.source)),
        "parent_claim_id": _at(claim_ids, said.parent),
        "is_reported": said.is_reported,
        "content": text_of(text, said.content),
        "content_sha256": hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest(),
        "content_spans": _pairs(said.content),
        "cue": text_of(text, said.cue) or None,
        "cue_spans": _pairs(said.cue),
        "source_text": text_of(text, said.source) or None,
        "source_spans": _pairs(said.source),
        "quote_type": said.quote_type,
        "modality": claim.modality,
        "is_negated": claim.is_negated,
        "said_first_on": when.first_on,
        "said_last_on": when.last_on,
        "said_precision": when.precision,
        "said_value": when.value,
        "said_at_event": veil.hide_any(claim.said_at_event),
        "topics": list(claim.topics),
        "confidence": said.confidence,
        "rule_code": said.rule_code,
        "extractor": EXTRACTOR,
    }


def _hop_row(scope: str, claim_id: str, number: int, hop: Hop, veil: Veil) -> Row:
    return {
        "claim_id": claim_id,
        "hop": number,
        "role": hop.role,
        "source_id": source_id_of(scope, veil.source(hop.source)),
        "cue": veil.hide_any(hop.cue),
        "spans": _pairs(hop.spans),
    }


def _figure_row(article: Article, veil: Veil, figure: Figure, figure_id: str, claim_id: str | None) -> Row:
    as_of = figure.as_of or Period(None, None, "unknown", "none")
    return {
        "figure_id": figure_id,
        "article_id": article.article_id,
        "claim_id": claim_id,
        "char_start": figure.start,
        "char_end": figure.end,
        "surface": article.document.text[figure.start : figure.end],
        "value_low": figure.low,
        "value_high": figure.high,
        "unit_code": figure.unit_code,
        "unit_name": figure.unit_name,
        "quantity_kind": figure.quantity_kind,
        "bound": figure.bound,
        "is_approximate": figure.is_approximate,
        "si_low": figure.si_low,
        "si_high": figure.si_high,
        "si_unit": figure.si_unit,
        "per_unit": figure.per_unit,
        "share_of": veil.hide_any(figure.share_of),
        "share_of_entity_id": figure.share_of_entity_id,
        "comparison_entity_id": figure.comparison_entity_id,
        "comparison_factor": figure.comparison_factor,
        "unresolved_reason": veil.hide_any(figure.unresolved_reason),
        **_as_of_columns(as_of),
    }


def _as_of_columns(as_of: Period) -> Row:
    return {
        "as_of_first_on": as_of.first_on,
        "as_of_last_on": as_of.last_on,
        "as_of_precision": as_of.precision,
        "as_of_value": as_of.value,
        "as_of_basis": as_of.basis,
    }


def _mention_row(scope: str, text: str, mention: Mention) -> Row:
    return {
        "mention_id": make_id(scope, "mention", mention.start, mention.end),
        "article_id": scope,
        "char_start": mention.start,
        "char_end": mention.end,
        "surface": text[mention.start : mention.end],
        "entity_id": mention.entity_id,
        "kind": mention.kind,
        "is_metonym": mention.is_metonym,
    }


def _territory_row(
    scope: str, veil: Veil, item: TerritoryStatement, claim_ids: list[str], figure_ids: list[str]
) -> Row:
    regions = sorted(item.region_ids)
    parts = (scope, item.start, item.end, ",".join(regions), item.controller, item.measure, item.status)
    return {
        "territory_id": make_id(*parts, item.share_low, item.area_low_km2, item.extent),
        "article_id": scope,
        "claim_id": _at(claim_ids, item.claim),
        "char_start": item.start,
        "char_end": item.end,
        "evidence": veil.text[item.start : item.end],
        "region_ids": regions,
        "region_text": veil.hide_any(item.region_text),
        "controller": item.controller,
        "measure": item.measure,
        "status": item.status,
        "share_low_pct": item.share_low,
        "share_high_pct": item.share_high,
        "area_low_km2": item.area_low_km2,
        "area_high_km2": item.area_high_km2,
        "extent_text": veil.hide_any(item.extent),
        "figure_id": _at(figure_ids, item.figure),
        **_as_of_columns(item.as_of),
        "scope_crimea": item.scope_crimea,
        "layer": item.layer,
    }
