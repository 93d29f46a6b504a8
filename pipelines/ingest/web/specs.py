"""The list of feeds: `dataset/reference/feeds.csv`, or a maintainer's own file of the same columns.

Which feeds are fetched is decided here too: those that are active, and those whose address has proven itself.
"""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dataset.reference.load import FOLDER
from pipelines.ingest.web.addresses import requestable
from pipelines.ingest.web.failures import Failed

COLUMNS = ["outlet", "url", "kind", "language", "rights", "active", "source"]
KINDS = ("rss", "atom", "sitemap")
RIGHTS = ("open", "quote")
LARGEST = 4 * 1024 * 1024
"""Bytes of a list of feeds."""


class FeedsError(ValueError):
    """A list of feeds that cannot be used: names the line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One feed to read."""

    outlet: str
    url: str
    kind: str
    """rss, atom or sitemap; what a document really is, it says itself."""
    language: str | None
    rights: str
    is_active: bool
    source: str
    """Where the address was read."""


def feeds_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Give the list of feeds that GROUNDLINE_FEEDS names, or the project's own. Raises FeedsError where it is none."""
    value = environment.get("GROUNDLINE_FEEDS")
    if value is None:
        return FOLDER / "feeds.csv"
    path = Path(value).expanduser().absolute()
    if not value.strip() or "\0" in value or not path.is_file():
        raise FeedsError(f"GROUNDLINE_FEEDS: {value!r} is not a file")
    return path


def read_feeds(path: Path) -> list[FeedSpec]:
    """Give the feeds of a list in its order. Raises FeedsError for the first line that is not right."""
    try:
        if path.stat().st_size > LARGEST:
            raise FeedsError(f"{path.name}: has more than {LARGEST} bytes")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        reader = csv.DictReader(lines, strict=True)
        if reader.fieldnames != COLUMNS:
            raise FeedsError(f"{path.name}, line 1: the columns are {','.join(COLUMNS)}")
        specs = [_spec_of(row, f"{path.name}, line {reader.line_num}") for row in reader]
    except OSError as error:
        raise FeedsError(f"{path.name}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FeedsError(f"{path.name}: is no CSV in UTF-8: {error}") from error
    _check_once(path, specs)
    return specs


def _spec_of(row: dict[str, str | None], where: str) -> FeedSpec:
    if None in row or None in row.values():
        raise FeedsError(f"{where}: has not {len(COLUMNS)} fields")
    values = {name: (value or "").strip() for name, value in row.items()}
    for name, known in (("kind", KINDS), ("rights", RIGHTS), ("active", ("yes", "no"))):
        if values[name] not in known:
            raise FeedsError(f"{where}: {name} is {values[name]!r} and none of {', '.join(known)}")
    if not values["outlet"]:
        raise FeedsError(f"{where}: names no outlet")
    try:
        url = requestable(values["url"])
    except Failed as failed:
        raise FeedsError(f"{where}: the url {failed.detail}") from None
    return FeedSpec(
        outlet=values["outlet"],
        url=url,
        kind=values["kind"],
        language=values["language"] or None,
        rights=values["rights"],
        is_active=values["active"] == "yes",
        source=values["source"],
    )


def _check_once(path: Path, specs: list[FeedSpec]) -> None:
    seen = set[str]()
    for spec in specs:
        if spec.url in seen:
            raise FeedsError(f"{path.name}: the url of {urlsplit(spec.url).hostname} stands twice: {spec.url}")
        seen.add(spec.url)
