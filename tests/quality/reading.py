"""The sample as the extractor reads it now: each article once, however many tests ask.

What is right of it stands in `gold.py`; what is asked of it, in the tests.
"""

from functools import cache
from typing import Any

from agreement import compare
from gold import SAMPLE, Piece, pieces
from tally import Tally

from pipelines.claims import read
from pipelines.extract import as_object
from pipelines.ingest.inbox import read_inbox
from pipelines.ingest.ingested import Ingested, Rejected

PIECES = {piece.name: piece for piece in pieces()}


@cache
def items() -> tuple[Ingested | Rejected, ...]:
    return tuple(item for item in read_inbox(SAMPLE / "inbox") if isinstance(item, Ingested | Rejected))


@cache
def ingested(name: str) -> Ingested:
    """Give the article that a gold file is about."""
    about = PIECES[name].article
    of_file = [item for item in items() if isinstance(item, Ingested) and item.origin.split("#")[0] == about["file"]]
    found = [item for item in of_file if len(of_file) == 1 or item.document.title == about["title"]]
    assert len(found) == 1, f"gold/{name}.jsonl is about one article of {about['file']}; found {len(found)}"
    return found[0]


@cache
def output_of(name: str) -> dict[str, Any]:
    return as_object(read(ingested(name).document))


def tally_of(piece: Piece, tally: Tally) -> Tally:
    compare(piece, ingested(piece.name).document.text, output_of(piece.name), tally)
    return tally


@cache
def whole_tally() -> Tally:
    tally = Tally()
    for piece in PIECES.values():
        tally_of(piece, tally)
    return tally
