"""What a JSON object says of an article: the fields of a JSONL line or of a `.meta.json`, each checked.

Known fields: url, outlet, title, published, language (or lang), text, authors, via. Null is the same as missing; a
known field of another form makes the input unreadable; fields of other names are ignored. Reading a line or a file is
the business of `jsonl.py` and `inbox.py`.
"""

import json
import re
from typing import Any, NoReturn

from pipelines.ingest.found import Found, Published, Unreadable, said_by
from pipelines.ingest.identity import URL_LIMIT, canonical_url, in_one_line, storable
from pipelines.ingest.published import published_of

LIMITS = {"title": 1_000, "outlet": 200, "via": 200, "published": 64, "language": 35, "lang": 35, "url": URL_LIMIT}
"""Longest value of each field, in code points."""
AUTHORS_LIMIT, AUTHOR_LIMIT = 100, 200
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
_LOCATOR = re.compile(r"(?!(?:https?|file|data|javascript):)[a-z][a-z0-9+.-]*:\S+$", re.IGNORECASE)
"""A URI of another scheme, by which an archive may know an article."""


class _DuplicateKey(ValueError):
    pass


def object_from(text: str) -> dict[str, Any]:
    """Give the JSON object that a text is; raises Unreadable for anything else.

    Stricter than Python's own reader: no key twice, no NaN or Infinity, and depth is an error like any other.
    """
    try:
        given = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except _DuplicateKey as error:
        raise Unreadable("duplicate_keys", str(error)) from error
    except RecursionError as error:
        raise Unreadable("bad_json", "is nested too deeply") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Unreadable("bad_json", f"is no JSON: {error.msg} at {where}") from error
    except ValueError as error:
        raise Unreadable("bad_json", f"is no JSON: {str(error)[:80]}") from error
    if not isinstance(given, dict):
        raise Unreadable("not_an_object", "is JSON, but no object")
    return given


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(pairs)
    if len(given) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _DuplicateKey(f"has the key {storable(twice)[:40]!r} more than once")
    return given


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def found_in(given: dict[str, Any]) -> Found:
    """Give what an object says of an article, its text left out; raises Unreadable where a field has a wrong form."""
    address = _words(given, "url")
    url = canonical_url(address) if address else None
    if address and not url and not _LOCATOR.match(address):
        raise Unreadable("bad_field", "`url` is no address")
    found = Found(
        title=_words(given, "title"),
        outlet=_words(given, "outlet"),
        via=_words(given, "via"),
        url=url,
        locator=None if url else address,
        language=_language(_words(given, "language") or _words(given, "lang")),
        authors=_authors(given.get("authors")),
        published=_published(_words(given, "published")),
    )
    return said_by("metadata", found)


def _words(given: dict[str, Any], name: str) -> str | None:
    """Give a field as words with single spaces; None where it is missing, null or blank."""
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable("bad_field", f"`{name}` is no string")
    if len(value) > LIMITS[name]:
        raise Unreadable("bad_field", f"`{name}` is longer than {LIMITS[name]} characters")
    return in_one_line(value) or None


def _authors(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unreadable("bad_field", "`authors` is no list of strings")
    if len(names) > AUTHORS_LIMIT or any(len(name) > AUTHOR_LIMIT for name in names):
        raise Unreadable("bad_field", f"`authors` has over {AUTHORS_LIMIT} names or one over {AUTHOR_LIMIT} characters")
    cleaned = (in_one_line(name) for name in names)
    return tuple(name for name in cleaned if name)


def _language(written: str | None) -> str | None:
    if written is None:
        return None
    code = language_code(written)
    if code is None:
        raise Unreadable("bad_field", "`language` is no BCP 47 code")
    return code


def language_code(written: str) -> str | None:
    """Give a BCP 47 code with its first part in lower case, else None: `en_GB` is `en-GB`."""
    first, *rest = written.strip().replace("_", "-").split("-")
    code = "-".join([first.lower(), *rest])
    return code if len(code) <= LIMITS["language"] and _LANGUAGE.match(code) else None


def _published(written: str | None) -> Published | None:
    if written is None:
        return None
    try:
        return published_of(written, "metadata")
    except ValueError as error:
        raise Unreadable("bad_date", f"`published` is no ISO 8601 date: {written[:40]!r}") from error
