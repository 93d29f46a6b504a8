"""How ids are made: the same parts give the same id on every machine and in every run."""

import hashlib

SEPARATOR = "\u001f"


def make_id(*parts: object) -> str:
    """Give the first 16 hex digits of the SHA-256 over the parts joined by U+001F."""
    joined = SEPARATOR.join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def spans_text(spans: object) -> str:
    """Give a list of spans in the one written form that goes into an id: `3-9,12-20`."""
    return ",".join(f"{start}-{end}" for start, end in spans)  # type: ignore[attr-defined]
