"""A store of invented articles for the tests of take-downs, and lines of the list."""

from datetime import UTC, date, datetime

from dataset.contract.ids import make_id
from dataset.curation.takedowns import TakeDown
from dataset.store import INPUT
from pipelines.read_store import read_new

NOW = datetime(2025, 1, 2, tzinfo=UTC)
EXTRACTOR = "an-extractor"
TEXT = "Talvonia does not exist. Minister Orla Venn said that 40 ships had left. Mayor Anto Rill said that 9 came."


def down(kind, value):
    """Give a line of the list."""
    return TakeDown(kind, value, "privacy", date(2025, 3, 1), "desk")


def article(name, **values):
    """Give an article as the store keeps it; one of the same name with another text is another version of it."""
    text = values.get("text", TEXT)
    return {
        **dict.fromkeys(INPUT.names),
        "article_id": make_id(name, text),
        "work_id": make_id("work", name),
        "published_precision": "unknown",
        "published_basis": "none",
        "retrieved_at": NOW,
        "text_sha256": "0" * 64,
        "text_chars": len(text),
        "origin": f"{name}.txt",
        "text": text,
        **values,
    }


def fill(store, *articles):
    """Put articles into a store, and read them."""
    store.add_inputs(list(articles))
    read_new(store, EXTRACTOR, NOW, lambda _read, _waiting: None)
