"""Where claims stood that were taken down by their ids: as any extractor read them that the store has readings of.

Such a place is kept, since a claim has another id once an extractor reads it otherwise, and old readings are removed.
"""

import json
from collections.abc import Iterator, Mapping

import pyarrow.compute as pc

from dataset.batches import batches
from dataset.files import read_columns, replaced
from dataset.store import Store

Places = Mapping[str, tuple[str, list[tuple[int, int]]]]
"""claim_id -> article_id and content spans."""


def claims_ever(store: Store) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Give claim_id, article_id and content spans of all claims that the store has readings of, by whatever code."""
    for path in (path for folder in sorted(store.root.glob("readings/*")) for path in batches(folder)):
        rows = pc.list_flatten(read_columns(path, ["claims"]).column(0).combine_chunks())
        columns = (rows.field(name).to_pylist() for name in ("claim_id", "article_id", "content_spans"))
        for claim, article, spans in zip(*columns, strict=True):
            yield claim, article, [(start, end) for start, end in spans]


def keep_places(store: Store, places: Places) -> None:
    """Keep where claims stood."""
    with replaced(store.root / "curation" / "claims.json") as path:
        path.write_text(json.dumps(places, sort_keys=True), encoding="utf-8")


def kept_places(store: Store) -> Places:
    """Give where claims stood, as far as that was ever found."""
    path = store.root / "curation" / "claims.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {claim: (article, [(start, end) for start, end in spans]) for claim, (article, spans) in found.items()}
