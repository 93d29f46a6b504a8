"""Latin spellings of Ukrainian and Russian names, by the romanisations that English texts use.

Used when rows of names are built, where each spelling is marked as a transliteration; no text is read with it. The
systems are Ukraine's own of 2010 (`uk-national`), BGN/PCGN for Ukrainian (`uk-bgn`) and for Russian (`ru-bgn`), all
without apostrophes, as newspapers write them. Which letter gives what stands in `transliteration.csv`.
"""

import csv
from functools import cache
from pathlib import Path

SYSTEMS = ("uk-national", "uk-bgn", "ru-bgn")
VOWELS = frozenset("аеёиоуыэюяієїйъь")
"""After these letters Russian е is ye: vowels, and the letters that BGN/PCGN treats like them."""


@cache
def _letters(system: str) -> dict[tuple[str, str], str]:
    path = Path(__file__).parent / "transliteration.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["letters"], row["position"]): row["latin"] for row in csv.DictReader(file) if row["system"] == system
        }


def transliterated(name: str, system: str) -> str:
    """Give a Cyrillic name in Latin letters; characters that the system does not know stay as they are.

    Raises ValueError for a system that is none of `SYSTEMS`.
    """
    if system not in SYSTEMS:
        raise ValueError(f"no romanisation {system!r}, only {', '.join(SYSTEMS)}")
    table = _letters(system)
    parts: list[str] = []
    at = 0
    while at < len(name):
        size = 2 if (name[at : at + 2].lower(), "any") in table else 1
        letters, before = name[at : at + size], name[at - 1 : at].lower()
        latin = _latin(table, letters.lower(), before)
        parts.append(letters if latin is None else latin.capitalize() if letters[0].isupper() else latin)
        at += size
    return "".join(parts)


def _latin(table: dict[tuple[str, str], str], letters: str, before: str) -> str | None:
    if not before.isalpha() and before not in ("'", "’", "ʼ") and (letters, "start") in table:
        return table[letters, "start"]
    if before in VOWELS and (letters, "after_vowel") in table:
        return table[letters, "after_vowel"]
    return table.get((letters, "any"))


def spellings_of(name_uk: str | None, name_ru: str | None) -> tuple[str, ...]:
    """Give the Latin spellings that a Ukrainian and a Russian name lead to, the national one first, none twice."""
    found: list[str] = []
    if name_uk:
        found += [transliterated(name_uk, "uk-national"), transliterated(name_uk, "uk-bgn")]
    if name_ru:
        russian = transliterated(name_ru, "ru-bgn")
        found += [russian, russian.replace("aye", "ae").replace("oye", "oe").replace("yy", "y").replace("iy", "y")]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))
