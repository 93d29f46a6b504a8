"""A headline without the name of the site behind it, and when two headlines are the same."""

import re
from urllib.parse import urlsplit

from pipelines.ingest.identity import site_of
from pipelines.ingest.pages.elements import SITE_NAME_PART

_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST_NAME = 3
"""Letters of a site's name below which the host is no witness for it."""


def without_site(title: str | None, outlet: str | None, heading: str | None, url: str | None) -> str | None:
    """Give a title without its last part where that is the outlet's name, the host's, or what the heading lacks."""
    parts = SITE_NAME_PART.split(title or "")
    if len(parts) < 2:
        return title
    start = (title or "")[: -len(parts[-1])].rstrip(" |–—•·-")
    is_site = outlet is not None and letters_of(parts[-1]) == letters_of(outlet)
    return start if is_site or start == heading or _is_host(parts[-1], url) else title


def letters_of(words: str) -> str:
    """Give the letters and digits of words, in small letters: what two spellings of one headline share."""
    return _NO_LETTER.sub("", words).casefold()


def _is_host(name: str, url: str | None) -> bool:
    """Say whether a name is spelled like the site's domain: `Port Hesk News` on `porthesknews.example`."""
    if url is None:
        return False
    labels = {
        letters_of(urlsplit(url).hostname or ""),
        letters_of(site_of(url)),
        letters_of(site_of(url).split(".")[0]),
    }
    name = letters_of(name)
    return len(name) >= _SHORTEST_NAME and (name in labels or name.removeprefix("the") in labels)
