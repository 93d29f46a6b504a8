"""What single nouns say about a source: its kind, its role, its gender, how far it is named.

Here the word tables are read and a noun is looked up in them. What a whole phrase says stands in `phrases.py`.
"""

import csv
from functools import cache, lru_cache
from pathlib import Path

from pipelines.entities.words import rows_of
from pipelines.record import record

_HERE = Path(__file__).parent


@record(frozen=True, slots=True)
class Noun:
    """What the tables know of a noun that can name a source."""

    word: str
    """Singular, lower case."""
    sort: str
    """group, role, or the kind of source that the noun names: government, organisation, outlet, document."""
    anonymity: str
    """The anonymity class that the noun alone gives; empty for institutions and documents."""
    role: str = ""
    """The class of a role: head_of_state, spokesperson."""
    gender: str = ""
    is_voice: bool = False
    """True for figures and estimates: where they are an organisation's, the organisation speaks in them."""
    is_plural: bool = False


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of one of the tables beside this module."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def nouns() -> dict[str, Noun]:
    """Give the nouns of the three tables; a role that is also a group noun is a role in the singular only."""
    found = {
        row["noun"]: Noun(row["noun"], row["kind"], "", is_voice=row["note"] == "voice")
        for row in table("source_heads")
    }
    found |= {row["noun"]: Noun(row["noun"], "group", row["anonymity"]) for row in table("group_nouns")}
    found |= {
        row["role"]: Noun(row["role"], "role", row["anonymity"], row["role_class"], row["gender"])
        for row in table("roles")
    }
    return found


@lru_cache(maxsize=20_000)
def noun_of(word: str) -> Noun | None:
    """Give what is known of a noun in the singular or the plural, None where the tables do not have it."""
    low = word.lower().removeprefix("ex-").removeprefix("then-")
    known = nouns()
    if low in known:
        return known[low]
    for ending, singular in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        stem = low.removesuffix(ending) + singular
        if low.endswith(ending) and stem in known:
            return _plural(known[stem])
    return None


def _plural(noun: Noun) -> Noun:
    sort = "group" if noun.sort == "role" else noun.sort
    return Noun(noun.word, sort, noun.anonymity, noun.role, noun.gender, noun.is_voice, is_plural=True)


@cache
def offices() -> dict[str, str]:
    """Give the anonymity class that an office gives to the people in it, by the office's words."""
    return {row["office"]: row["anonymity"] for row in table("offices")}


@cache
def genders() -> dict[str, str]:
    """Give the gender that a given name shows, m or f, by the name in lower case."""
    return {row["name"].lower(): row["gender"] for row in rows_of("given_names") if row["gender"]}
