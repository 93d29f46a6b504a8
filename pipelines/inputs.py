"""Between the store's rows and the pipelines' records: an article as ingested, as it is kept and as it is read."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipelines.ingest.ingested import Ingested
from pipelines.model import Article, Document, Period


def input_row(given: Ingested, stream: str, now: datetime) -> dict[str, Any]:
    """Give the store's row of an article as ingested (`dataset.store.INPUT`), by a run that began at `now`."""
    document = given.document
    period = document.published
    return {
        "article_id": given.article_id,
        "work_id": given.work_id,
        "url": given.url,
        "outlet": document.outlet,
        "via": document.via,
        "title": document.title,
        "authors": list(given.authors),
        "published_at": given.published_at,
        "published_first_on": period.first_on if period else None,
        "published_last_on": period.last_on if period else None,
        "published_precision": given.published_precision,
        "published_basis": given.published_basis,
        "retrieved_at": min(given.retrieved_at or now, now),  # an archive may claim any day
        "language": document.language,
        "text_sha256": given.text_sha256,
        "text_chars": len(document.text),
        "origin": given.origin,
        "rights": given.rights,
        "stream": stream,
        "ingested_at": now,
        "text": document.text,
        **asdict(given.provenance),
    }


def article_of(row: dict[str, Any]) -> Article:
    """Give the article of a row of the store."""
    published = None
    if row["published_first_on"] is not None:
        days = (row["published_first_on"], row["published_last_on"])
        published = Period(*days, row["published_precision"], "article")
    document = Document(
        doc_id=row["article_id"],
        text=row["text"],
        title=row["title"],
        published=published,
        outlet=row["outlet"],
        via=row["via"],
        language=row["language"],
    )
    return Article(row["article_id"], row["work_id"], document)
