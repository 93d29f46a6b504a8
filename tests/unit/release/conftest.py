"""A tiny collection of articles as conformed tables, made from the contract, for the tests of releases."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from dataset.contract.arrow import conform
from dataset.contract.fields import FIELDS
from dataset.contract.ids import make_id
from dataset.contract.tables import TABLES
from dataset.release.lineage import Lineage, contract_fingerprint
from dataset.release.opened import Snapshot
from dataset.release.publish import OWN_TABLES, Batch

LINEAGE = Lineage(
    "groundline/0.1.0", code="code-1", reference="ref-1", curation="cur-1", contract=contract_fingerprint()
)


@dataclass(frozen=True)
class Told:
    """One invented article: `SPEAKER said NUMBER ships left HAVEN.`"""

    name: str
    speaker: str = "Mira Toll"
    number: int = 12
    story: str | None = None
    title: str = "Ships leave"
    outlet: str = "gl:example-news"
    edition: str = ""
    """Further words: another text of the same work."""
    reading: str = ""
    """How the extractor reads it: other ids at nearly the same words."""
    is_unnamed: bool = False
    """Whether the speaker is a group that the article leaves unnamed: one for each story."""
    supersedes: str | None = None
    """The article_id of the version before."""
    opening: str = ""
    """Words in front."""
    done: str = "ships left"
    address: str | None = None
    """What the work is known by, where it is not its name."""

    @property
    def text(self):
        return f"{self.opening}{self.speaker} said {self.number} {self.done} Haven. {self.edition}"

    @property
    def work_id(self):
        return make_id("work", self.address or self.name)

    @property
    def article_id(self):
        return make_id(self.work_id, self.text)

    @property
    def story_id(self):
        return make_id("story", self.story or self.name)

    @property
    def source_id(self):
        return make_id("described", self.story_id, self.speaker) if self.is_unnamed else make_id("name", self.speaker)

    def id_of(self, kind):
        """Give the id of the one row of a kind that the article has."""
        return make_id(kind, self.article_id, *self.reading)


@dataclass(frozen=True)
class Collection:
    """Articles, and what made rows of them."""

    articles: tuple[Told, ...] = (Told("one"), Told("two", speaker="Jon Reef", number=7))
    lineage: Lineage = LINEAGE
    more: dict = field(default_factory=dict)
    """Table -> rows that follow from no article."""
    only_newest: bool = False
    """Whether rows of superseded versions are left out, as the pipelines do."""
    overrides: dict = field(default_factory=dict)
    """(table, column) -> the value that all rows have there."""

    def with_articles(self, *more):
        return replace(self, articles=self.articles + more)

    def with_lineage(self, **parts):
        return replace(self, lineage=replace(self.lineage, **parts))

    def with_values(self, table, **columns):
        return replace(self, overrides={**self.overrides, **{(table, name): value for name, value in columns.items()}})

    @property
    def texts(self):
        return {told.article_id: told.text for told in self.articles}

    @property
    def tables(self):
        return {name: self._table(name) for name in TABLES if name not in OWN_TABLES}

    @property
    def snapshot(self):
        return Snapshot(self.tables, self.lineage)

    def batch(self, **parts):
        given = {
            "collection": "sample",
            "tables": self.tables,
            "lineage": self.lineage,
            "files": {"quality.html": b"<p>good</p>", "METHOD.md": b"# Method\n"},
            "texts": self.texts,
        }
        return Batch(**{**given, **parts})

    def _table(self, name) -> pa.Table:
        superseded = {told.supersedes for told in self.articles if self.only_newest}
        read = [told for told in self.articles if name == "articles" or told.article_id not in superseded]
        rows = [row for told in read for row in _rows(told).get(name, [])]
        rows += [*FIXED.get(name, []), *self.more.get(name, [])]
        if name == "sources":
            rows = [
                {**row, "claims_count": sum(r == row for r in rows)}
                for row in {r["source_id"]: r for r in rows}.values()
            ]
        if name == "claims":
            rows = [{**row, "independent_count": self._stories_with(row["statement_id"])} for row in rows]
        changed = {column: value for (table, column), value in self.overrides.items() if table == name}
        return conform([_whole(name, {**row, **changed}) for row in rows], TABLES[name])

    def _stories_with(self, statement_id):
        claims = [(told.story_id, row) for told in self.articles for row in _rows(told)["claims"]]
        return len({story_id for story_id, row in claims if row["statement_id"] == statement_id})


def _whole(name, row):
    """Give a row with all columns of its table, what is not given null or an empty list."""
    unknown = row.keys() - set(TABLES[name].columns)
    assert not unknown, unknown
    return {c: row.get(c, [] if FIELDS[c].kind in ("texts", "spans") else None) for c in TABLES[name].columns}


def _sha(words):
    return hashlib.sha256(words.encode()).hexdigest()


def _rows(told):
    """Give the rows of one article: one of each table that an article has rows of."""
    article, text = told.article_id, told.text
    first = len(told.opening)
    speaker, number, haven = (
        (first, first + len(told.speaker)),
        f"{told.number} {told.done.split()[0]}",
        text.index("Haven"),
    )
    start = text.index(number)
    content = (start, text.index("Haven.") + 5 - len(told.reading))
    claim, source = told.id_of("claim"), told.source_id
    who = {"name": told.speaker, "kind": "person", "anonymity_class": "named"}
    if told.is_unnamed:
        who = {"description": told.speaker, "kind": "anonymous_group", "anonymity_class": "anonymous"}
    when = {"as_of_precision": "unknown", "as_of_basis": "none", "review_status": "machine"}
    at = {"article_id": article, "char_start": start, "char_end": content[1]}
    return {
        "articles": [
            {
                "article_id": article,
                "work_id": told.work_id,
                "supersedes": told.supersedes,
                "url": f"https://news.example/{told.name}",
                "outlet_id": told.outlet,
                "title": told.title,
                "published_at": datetime(2025, 1, 2, 3, tzinfo=UTC),
                "published_precision": "instant",
                "published_basis": "metadata",
                "retrieved_at": datetime(2025, 1, 3, tzinfo=UTC),
                "language": "en",
                "text_sha256": _sha(text),
                "normaliser": "text/1",
                "text_chars": len(text),
                "story_id": told.story_id,
                "rights": "open",
            }
        ],
        "sources": [{"source_id": source, **who, "claims_count": 0, "review_status": "machine"}],
        "claims": [
            {
                "claim_id": claim,
                "article_id": article,
                "source_id": source,
                "statement_id": make_id(source, text[slice(*content)]),
                "is_reported": True,
                "content": text[slice(*content)],
                "content_sha256": _sha(text[slice(*content)]),
                "content_spans": [list(content)],
                "cue": "said",
                "cue_spans": [[speaker[1] + 1, speaker[1] + 5]],
                "source_text": told.speaker,
                "source_spans": [list(speaker)],
                "quote_type": "indirect",
                "modality": "asserted",
                "is_negated": False,
                "said_precision": "unknown",
                "confidence": 0.9,
                "rule_code": "source-cue-content",
                "extractor": "groundline/0.1.0",
                "review_status": "machine",
            }
        ],
        "claim_chain": [
            {"claim_id": claim, "hop": 0, "role": "speaker", "source_id": source, "spans": [list(speaker)]}
        ],
        "figures": [
            {
                "figure_id": told.id_of("figure"),
                **at,
                "char_end": start + len(number),
                "claim_id": claim,
                "surface": number,
                "value_low": float(told.number),
                "value_high": float(told.number),
                "unit_code": "{ship}",
                "quantity_kind": "count",
                "bound": "point",
                "is_approximate": False,
                **when,
            }
        ],
        "mentions": [
            {
                "mention_id": told.id_of("mention"),
                "article_id": article,
                "char_start": haven,
                "char_end": haven + 5,
                "surface": "Haven",
                "entity_id": "gl:haven",
                "kind": "place",
                "is_metonym": False,
            }
        ],
        "territory": [
            {
                "territory_id": told.id_of("territory"),
                **at,
                "claim_id": claim,
                "evidence": text[slice(*content)],
                "region_ids": ["gl:haven"],
                "controller": "contested",
                "measure": "control",
                "status": "claimed",
                "scope_crimea": "unstated",
                "layer": "control",
                **when,
            }
        ],
        "territory_checks": [
            {
                "territory_id": told.id_of("territory"),
                "against": "complement",
                "against_id": "gl:haven",
                "verdict": "consistent",
                "reason": "it adds up",
            }
        ],
        "control_series": [
            {
                "region_id": "gl:haven",
                "on_day": date(2025, 1, 2),
                "controller": "contested",
                "source_id": source,
                "layer": "control",
            }
        ]
        if told.name == "one"
        else [],
    }


FIXED = {
    "entities": [
        {"entity_id": "gl:haven", "kind": "place", "name": "Haven", "aliases": ["Old Haven"]},
        {"entity_id": "gl:example-news", "kind": "outlet", "name": "Example News"},
    ],
    "regions": [
        {
            "region_id": "gl:haven",
            "name": "Haven",
            "official_area_km2": 12.5,
            "area_basis": "official",
            "area_source": "invented",
        }
    ],
    "quarantine": [
        {
            "input_id": make_id("input"),
            "origin": "empty.txt",
            "reason_code": "empty",
            "reason": "no bytes",
            "seen_at": datetime(2025, 1, 3, tzinfo=UTC),
        }
    ],
    "quality": [
        {
            "table_name": "claims",
            "expectation": "ids are unique",
            "column_name": "claim_id",
            "is_passed": True,
            "rows_count": 2,
        }
    ],
}


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch):
    """Spare the tests what only a power cut would show."""
    monkeypatch.setattr("os.fsync", lambda _handle: None)


@pytest.fixture
def told():
    """The maker of one article."""
    return Told


@pytest.fixture
def collection():
    """Two articles, one claim in each."""
    return Collection()
