"""What the layers hand each other: one frozen record for each thing that is read in a text.

Here belong the shapes and nothing else: no rule, no table, no default that decides. Offsets are Unicode code points,
half-open, in `Document.text`. Allowed words for the `str` fields that are categories stand in
`dataset/contract/fields.py`, under the column of the same name.
"""

from datetime import date

from pipelines.record import record

Span = tuple[int, int]
"""Start and end, half-open, in code points."""
Spans = tuple[Span, ...]
"""Spans in text order: quotations are discontinuous."""


@record(frozen=True, slots=True)
class Period:
    """The days something holds for. Both days are None where no day follows from the text."""

    first_on: date | None
    last_on: date | None
    precision: str
    basis: str
    """Where the period comes from: clause, sentence, article, none."""
    value: str | None = None
    """The TIMEX3 value where no day follows from it: XXXX-11-07."""


@record(frozen=True, slots=True)
class Document:
    """One text to read, with what is known about it from outside."""

    doc_id: str
    text: str
    title: str | None = None
    published: Period | None = None
    """A day mostly; a month or a year where no more is known."""
    outlet: str | None = None
    """The outlet's name as given, the publisher of every claim in the text."""
    via: str | None = None
    """The name of the outlet that the text credits ("the Ledger reports via the Courier"), else None."""
    language: str | None = None
    """BCP 47; detected where None."""


@record(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `start` and `end` exclude the marks, `outer` includes them."""

    start: int
    end: int
    outer: Span
    depth: int
    """0 for a quotation that stands in no other."""
    is_closed: bool


@record(frozen=True, slots=True)
class DateExpression:
    """A date, time, duration or set of times (TIMEX3)."""

    start: int
    end: int
    type: str
    """DATE, TIME, DURATION or SET."""
    value: str | None
    first_on: date | None
    last_on: date | None
    precision: str | None
    is_relative: bool
    """True where the days follow from another day (the publication's, the story's)."""
    relation: str = "on"
    """How the words tie it to what is told: on (in, at), since, from, between, to, by, before, after; of where it only
    names or describes something ("the 2022 invasion", "annexed in 2014")."""


@record(frozen=True, slots=True)
class Figure:
    """One stated quantity with its approximators, bound and unit; `start` to `end` covers all of these words."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    """None for "up to"; equal to `high` for a point."""
    high: float | None
    """None for "at least"."""
    unit_code: str | None
    """UCUM for physical units and %, ISO 4217 for money, "{noun}" in the singular for counted things."""
    unit_name: str | None
    quantity_kind: str
    bound: str
    is_approximate: bool
    si_low: float | None = None
    si_high: float | None = None
    si_unit: str | None = None
    per_unit: str | None = None
    """The unit of time of a rate, UCUM: "d" for "125 km² a day"."""
    share_of: str | None = None
    """The words that name what a share is a share of, "of" included."""
    share_of_span: Span | None = None
    share_of_entity_id: str | None = None
    comparison_entity_id: str | None = None
    comparison_factor: float | None = None
    unresolved_reason: str | None = None
    """Why no value follows from the words: neither `low` nor `high` is known then."""
    as_of: Period | None = None


@record(frozen=True, slots=True)
class Mention:
    """A name in the text and the entity it stands for."""

    start: int
    end: int
    kind: str
    """person, place, region, government, organisation, outlet, weapon, demonym."""
    entity_id: str | None
    """None when it is not resolved."""
    name: str | None
    """The entity's canonical English name; the full name as the text gives it where no table has it."""
    is_metonym: bool = False
    reason: str = ""
    """Why this entity: unique, region-word, listed-with-regions, country-focus, full-name-before …"""


@record(frozen=True, slots=True)
class Attribution:
    """Who says what, as spans: what the grammar finds before anybody is named."""

    content: Spans
    """What is claimed, without cue and source; quotation marks outside."""
    cue: Spans
    source: Spans
    quote_type: str
    """direct, indirect, mixed."""
    rule_code: str
    """The construction that found it."""
    is_reported: bool
    """False for attitudes, promises and plans that are no report of something said."""
    confidence: float
    parent: int | None = None
    """Index of the attribution whose content this one stands in."""


@record(frozen=True, slots=True)
class Source:
    """Who speaks, as far as the text tells."""

    kind: str
    """person, government, organisation, outlet, document, anonymous_group, unattributed."""
    name: str | None
    """Who the words stand for after pronouns and short names are resolved; None for anonymous and unresolved ones."""
    description: str | None
    """The words that describe the source, the fullest the text gives."""
    entity_id: str | None = None
    anonymity_class: str = "named"
    stated_count: int | None = None
    access_basis: str | None = None
    anonymity_reason: str | None = None
    part_of: "Source | None" = None
    """The larger group: "three of the sources"."""


@record(frozen=True, slots=True)
class Hop:
    """One step of the way a claim came: publisher, relay, source, speaker."""

    role: str
    source: Source
    cue: str | None
    spans: Spans


@record(frozen=True, slots=True)
class Claim:
    """One attributed claim, complete but for its id."""

    attribution: Attribution
    source: Source
    chain: tuple[Hop, ...]
    """In order from the publisher to the speaker."""
    modality: str
    is_negated: bool
    said: Period | None
    said_at_event: str | None
    topics: tuple[str, ...]


@record(frozen=True, slots=True)
class TerritoryStatement:
    """One statement about control of land, bound to the figure and the claim it stands in."""

    start: int
    end: int
    region_ids: tuple[str, ...]
    """The parts, never a composite."""
    region_text: str | None
    controller: str
    measure: str
    status: str
    share_low: float | None
    share_high: float | None
    area_low_km2: float | None
    area_high_km2: float | None
    extent: str | None
    """The words where there is no number ("small areas")."""
    figure: int | None
    """Index into the figures."""
    claim: int | None
    """Index into the claims."""
    as_of: Period
    scope_crimea: str
    layer: str


@record(frozen=True, slots=True)
class Reading:
    """Everything that was read in one document."""

    document: Document
    language: str
    dates: tuple[DateExpression, ...]
    figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    territory: tuple[TerritoryStatement, ...]


@record(frozen=True, slots=True)
class Article:
    """One version of one article, as ingested: its identity and its document."""

    article_id: str
    work_id: str
    document: Document
