"""What a page says of its article in meta elements, OpenGraph among them; which names count stands in the table."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement

from pipelines.ingest.bylines import cleaned_authors
from pipelines.ingest.found import Found, said_by
from pipelines.ingest.identity import canonical_url, in_one_line
from pipelines.ingest.metadata import language_code
from pipelines.ingest.published import first_published

_LONGEST = 5_000
"""Code points of a value that are looked at."""


def found_in_meta(tree: HtmlElement) -> Found:
    """Give what the meta elements say, the best ranked name of each field first."""
    said: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for element in tree.iterfind(".//meta[@content]"):
        content = in_one_line(element.get("content")[:_LONGEST])
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name in _ranks() and content:
                field, rank = _ranks()[name]
                said[field].append((rank, content))
    best = {field: min(rank for rank, _ in pairs) for field, pairs in said.items()}
    first = {field: next(content for rank, content in pairs if rank == best[field]) for field, pairs in said.items()}
    found = Found(
        title=first.get("title"),
        outlet=first.get("outlet"),
        url=canonical_url(first.get("url", "")),
        language=language_code(first.get("language", "")),
        authors=_authors_in(said["authors"]),
        published=first_published((content for _, content in sorted(said["published"])), "meta"),
    )
    return said_by("meta", found)


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    """Give, for each name of a meta element in small letters, the field it fills and its rank among those that do."""
    with (Path(__file__).parent / "meta_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["field"], int(row["rank"])) for row in csv.DictReader(file)}


def _authors_in(said: list[tuple[int, str]]) -> tuple[str, ...] | None:
    for wanted in sorted({rank for rank, _ in said}):
        if names := cleaned_authors(content for rank, content in said if rank == wanted):
            return names
    return None
