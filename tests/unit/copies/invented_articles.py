"""Articles of invented words, and their places among each other without a store."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa

from dataset.contract.ids import make_id
from dataset.store import INPUT
from pipelines.copies.kept import signatures_of
from pipelines.copies.places import places_of, sketches_of
from pipelines.copies.reports import COLUMNS, reports_from
from pipelines.copies.sequences import sequences_of
from pipelines.ingest.identity import text_sha256


def text_of(seed, words=300):
    """Give a text of invented words, the same for the same seed."""
    rng = random.Random(str(seed))
    return " ".join("".join(rng.choices("abcdefgh", k=5)) for _ in range(words))


@dataclass(frozen=True)
class Told:
    """One article: what tells where it stands among the others."""

    name: str
    text: str
    outlet: str | None = None
    via: str | None = None
    work: str | None = None
    at: datetime | None = None
    on: date | None = None

    @property
    def article_id(self):
        return make_id(self.name)

    @property
    def row(self):
        precision = "instant" if self.at else "day" if self.on else "unknown"
        day = self.at.date() if self.at else self.on
        return dict.fromkeys(INPUT.names) | {
            "article_id": self.article_id,
            "work_id": make_id("work", self.work or self.name),
            "outlet": self.outlet,
            "via": self.via,
            "published_at": self.at or (day and datetime(day.year, day.month, day.day, tzinfo=UTC)),
            "published_first_on": day,
            "published_last_on": day,
            "published_precision": precision,
            "published_basis": "metadata",
            "retrieved_at": datetime(2025, 1, 9, tzinfo=UTC),
            "text_sha256": text_sha256(self.text),
            "text_chars": len(self.text),
            "origin": self.name,
            "text": self.text,
        }


def places(*told):
    """Give (copy_of, copy_basis, story_id) of each article by name, copies by name too."""
    inputs = pa.Table.from_pylist([one.row for one in told], schema=INPUT)
    sequences = {one.article_id: sequences_of(one.text) for one in told}

    def count(pairs):
        return [len(np.intersect1d(sequences[one], sequences[other])) for one, other in pairs]

    signatures = signatures_of(inputs.column("article_id"), inputs.column("text"))
    reports = reports_from(inputs.select(COLUMNS))
    found = places_of(reports, sketches_of(reports, signatures), count)
    names = {one.article_id: one.name for one in told}
    return {names[one]: (names.get(place.copy_of), place.copy_basis, place.story_id) for one, place in found.items()}
