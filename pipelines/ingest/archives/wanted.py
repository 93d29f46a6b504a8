"""What is wanted of a file of many articles: by host, by language, by topic. Decided before the costly reading.

The topic test is a scan for the beginnings of words in `war_words.csv`: it is there to pass over the rest of the web,
not to judge an article, so it takes one such word for enough.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick

from pipelines.ingest.found import Unreadable
from pipelines.ingest.metadata import language_code
from pipelines.text.language import language_of

_TAGS = re.compile(
    r"<(script|style)\b[^<]*+(?:<(?!/\1\b)[^<]*+)*(?:</\1[^<>]*+>?|\Z)|<[A-Za-z/!][^<>]*+>", re.IGNORECASE
)
"""Possessive, so that no markup takes more than one look at each of its letters; but for the group that looks ahead,
which never has to give anything back: Python 3.11.2 misreads possessive groups with a look ahead in them.
"""
_KEYS = ("hosts", "languages", "about_the_war")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles to take; None takes any."""

    hosts: tuple[str, ...] | None = None
    """Hosts with all below them: `example.org` takes `www.example.org`."""
    languages: tuple[str, ...] | None = None
    about_the_war: bool = False

    def takes_host(self, url: str) -> bool:
        """Say whether an address is of a wanted host."""
        if self.hosts is None:
            return True
        host = (urlsplit(url).hostname or "").rstrip(".")
        return any(host == one or host.endswith(f".{one}") for one in self.hosts)

    def takes_text(self, text: str) -> bool:
        """Say whether a text is in a wanted language and about a wanted topic; too short a text is in any language."""
        if self.about_the_war and not is_about_the_war(text):
            return False
        return self.languages is None or language_of(text) in (*self.languages, "und")


EVERYTHING = Wanted()
OF_THE_WEB = Wanted(languages=("en", "ru", "uk"), about_the_war=True)
"""What is taken of a web archive whose `.meta.json` says nothing: it holds the news of the whole world."""


def wanted_in(given: dict[str, Any], default: Wanted) -> Wanted:
    """Give what a `.meta.json` wants of its archive, each key that it lacks from `default`.

    Raises Unreadable `bad_field` for a key of another form.
    """
    hosts, languages, about = (given.get(key) for key in _KEYS)
    if about is not None and not isinstance(about, bool):
        raise Unreadable("bad_field", "`about_the_war` is neither true nor false")
    return Wanted(
        _hosts(hosts) if "hosts" in given else default.hosts,
        _languages(languages) if "languages" in given else default.languages,
        default.about_the_war if about is None else about,
    )


def _hosts(given: object) -> tuple[str, ...] | None:
    words = _words("hosts", given)
    return None if words is None else tuple(word.strip().strip(".").lower() for word in words)


def _languages(given: object) -> tuple[str, ...] | None:
    words = _words("languages", given)
    codes = [] if words is None else [language_code(word) for word in words]
    if not all(codes):
        raise Unreadable("bad_field", "`languages` holds what is no BCP 47 code")
    return None if words is None else tuple(code.split("-")[0] for code in codes if code)


def _words(name: str, given: object) -> list[str] | None:
    if given is None:
        return None
    if not isinstance(given, list) or not given or not all(isinstance(one, str) and one.strip() for one in given):
        raise Unreadable("bad_field", f"`{name}` is no list of words")
    return given


def is_about_the_war(text: str) -> bool:
    """Say whether a text holds a word that begins as one of the war's words does."""
    text = text.casefold()
    return any(start == 0 or not text[start - 1].isalpha() for _, start, _ in _scanner().find_matches_as_indexes(text))


@cache
def _scanner() -> AhoCorasick:
    with (Path(__file__).parent / "war_words.csv").open(encoding="utf-8", newline="") as file:
        return AhoCorasick([row["begins_with"] for row in csv.DictReader(file)])


def words_of(markup: str) -> str:
    """Give the words of a page, roughly and fast: without tags, scripts and styles."""
    return " ".join(_TAGS.sub(" ", markup).split())
