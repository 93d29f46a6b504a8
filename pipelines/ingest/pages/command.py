"""The command `pages`: an index of pages, one JSON object a line, to what each page says, so that it can be measured.

How a page is read stands in `page.py`; the shape of the output is that of the command and not of the store.
"""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pipelines.ingest.found import Found, Published, Unreadable
from pipelines.ingest.identity import canonical_url
from pipelines.ingest.metadata import object_from
from pipelines.ingest.pages.page import LIMIT, found_in_page

_PRINTED = {"text": "body", "url": "canonical_url"}
_GZIP = b"\x1f\x8b"


def pages(source: Iterator[str], folder: Path, errors: TextIO) -> Iterator[str | None]:
    """Give a line of JSON for each line of an index; None for one that gives no article, which `errors` is told of.

    A line has `doc_id`, `html` (a path relative to `folder`, gzip or plain) and `url`; other keys are ignored.
    """
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            given = object_from(line)
            doc_id, path, url = (_words(given, key) for key in ("doc_id", "html", "url"))
            if doc_id is None or path is None:
                raise Unreadable("bad_field", "`doc_id` and `html` are needed")
            found = found_in_page(_bytes_of(folder / path), canonical_url(url) if url else None)
        except Unreadable as problem:
            print(f"line {number}: {problem}", file=errors)
            yield None
        else:
            yield json.dumps(_printed(doc_id, found), ensure_ascii=False)


def _words(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise Unreadable("bad_field", f"`{key}` is no string")
    return value


def _bytes_of(path: Path) -> bytes:
    """Give the bytes of a page's file, one layer of gzip taken off; no more of it is read than a page may have."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Unreadable("unreadable", f"the file cannot be read: {reason}") from error
    if not data.startswith(_GZIP):
        return data
    reader = zlib.decompressobj(wbits=31)
    try:
        data = reader.decompress(data, LIMIT + 1)
    except zlib.error as error:
        raise Unreadable("unreadable", "the file is no whole gzip") from error
    if len(data) <= LIMIT and not reader.eof:
        raise Unreadable("unreadable", "the file is no whole gzip")
    return data


def _printed(doc_id: str, found: Found) -> dict[str, Any]:
    """Give the object of the output: what was found, and under `basis` the layer that gave each field."""
    basis = {_PRINTED.get(name, name): layer for name, layer in found.bases.items() if name != "published"}
    return {
        "doc_id": doc_id,
        "title": found.title,
        "body": found.text,
        "date": _day_in(found.published),
        "authors": list(found.authors or ()),
        "canonical_url": found.url,
        "language": found.language,
        "agreement": found.agreement,
        "basis": basis | ({"date": found.published.basis} if found.published else {}),
    }


def _day_in(published: Published | None) -> str | None:
    """Give the day of publication, as the publisher counts it; a month or a year where no more is known."""
    if published is None or published.period.first_on is None:
        return None
    day = published.period.first_on.isoformat()
    return {"year": day[:4], "month": day[:7]}.get(published.precision, day)
