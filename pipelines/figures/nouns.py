"""The noun that a number counts: "drone" in "1,200 drones", "troop" in "13,000 North Korean troops".

There is no parser behind it: the words after the number are read up to the first that can be in no noun phrase
(`noun_phrase_ends.csv`); a plural among them is the head, what stands before it describes it.
"""

import re
from functools import cache

from pipelines.figures.tables import rows_of_table, words_of_table
from pipelines.record import record

_MOST_WORDS = 6
_MOST_WORDS_AFTER_AND = 4
_NEXT = re.compile("[ \u00a0]{1,2}[“\"‘']?([A-Za-zÀ-žЀ-ӿ][\\w’'&-]*(?:\\.(?=[A-Z]\\.)[A-Z]\\.)?)")
_ADDITIONS = frozenset(("more", "other", "additional", "further", "extra", "new", "of", "the", "some", "such"))


@record(frozen=True, slots=True)
class Noun:
    """A counted noun and the words that describe it."""

    start: int
    end: int
    head: str
    """Singular."""
    name: str
    """Singular, with the words that describe it: "North Korean troop"."""


@cache
def _irregular() -> dict[str, str]:
    return {row["plural"]: row["singular"] for row in rows_of_table("irregular_plurals")}


@cache
def _ends() -> dict[str, str]:
    return {row["word"]: row["why"] for row in rows_of_table("noun_phrase_ends")}


def ends_noun_phrase(word: str) -> bool:
    """Tell whether a word stands in no noun phrase: a verb, a preposition."""
    return word.lower() in _ends()


def is_plural(word: str) -> bool:
    """Tell whether a word looks like the plural of a noun."""
    low = word.lower()
    if word in _irregular() or low in _irregular():
        return True
    if len(low) < 3 or not low.endswith("s") or low.endswith(("ss", "us", "is", "'s", "’s")):
        return word.endswith("s") and len(word) > 2 and word[:-1].isupper()
    return low not in words_of_table("singular_s_words")


def singular(word: str) -> str:
    """Give the singular of a plural noun."""
    irregular = _irregular()
    if word in irregular or word.lower() in irregular:
        return irregular.get(word, irregular.get(word.lower(), word))
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def noun_after(text: str, end: int, border: int, is_one: bool) -> Noun | None:
    """Give the noun that a number ending at `end` counts, else None."""
    words = _phrase(text, end, border)
    head = _head_of_one(words) if is_one else _head_of_many(words)
    return _noun(words[: head + 1]) if head is not None else None


def _phrase(text: str, end: int, border: int) -> list[re.Match[str]]:
    """Give the words after the number that may belong to its noun phrase."""
    words: list[re.Match[str]] = []
    position, ends = end, _ends()
    while len(words) < _MOST_WORDS and (match := _NEXT.match(text, position, border)):
        word = match[1] if match[1].isupper() and len(match[1]) > 1 else match[1].lower()
        if word.endswith(("n't", "n’t")):
            break
        if word in ends and not (ends[word] == "participle" and not words) and not _is_name_part(text, match, words):
            break
        words.append(match)
        position = match.end()
    return words


def _is_name_part(text: str, match: re.Match[str], words: list[re.Match[str]]) -> bool:
    """Tell whether an "and" stands inside the description: "460 Kia and Hyundai vehicles"."""
    if match[1] not in ("and", "or") or not words or is_plural(words[-1][1]):
        return False
    position = match.end()
    for number in range(_MOST_WORDS_AFTER_AND):
        following = _NEXT.match(text, position)
        if following is None or following[1].lower() in _ends():
            return False
        if is_plural(following[1]):
            return number > 0
        position = following.end()
    return False


def _head_of_many(words: list[re.Match[str]]) -> int | None:
    for number, match in enumerate(words):
        word = match[1]
        if not is_plural(word):
            continue
        following = words[number + 1][1] if number + 1 < len(words) else None
        if following and following.islower() and is_plural(following) and not match[0].endswith(("’", "'")):
            return number + 1 if word.lower() in _COMPOUND_FIRST or word[0].isupper() else number
        return number
    return None


_COMPOUND_FIRST = frozenset(
    ("women", "men", "arms", "sports", "goods", "children", "police", "staff", "personnel", "aircraft", "media")
)
"""Plurals that may describe another plural: "five police officers"."""


def _head_of_one(words: list[re.Match[str]]) -> int | None:
    """Take the last word before something that looks like a verb."""
    head: int | None = None
    for number, match in enumerate(words[:4]):
        word = match[1].lower()
        if word in _ADDITIONS and number == 0:
            head = None
            continue
        if is_plural(word) or (head is not None and word.endswith(("ed", "ing"))):
            break
        if not word.endswith(("ly", "ed", "ing")):
            head = number
    return head


def _noun(words: list[re.Match[str]]) -> Noun:
    head = singular(words[-1][1].strip("’'"))
    head = head if head.isupper() or not head[1:].islower() else head.lower()
    described = [_bare(match[1]) for match in words[:-1] if match[1].lower() not in _ADDITIONS | {"and", "or"}]
    return Noun(words[0].start(1), words[-1].end(1), head, " ".join([*described, head]))


def _bare(word: str) -> str:
    """Give a word without its possessive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("’'")


_COMPOUND = re.compile(r"[-‑]([A-Za-z]{2,20})(?![\w-])")


def compound_after(text: str, end: int, border: int) -> Noun | None:
    """Give the noun joined by a hyphen: the member of "a 10-member panel"."""
    match = _COMPOUND.match(text, end, border)
    if match is None or match[1].lower() in words_of_table("uncounted_compounds") or match[1].lower() in _ends():
        return None
    word = match[1].lower()
    return Noun(match.start(1), match.end(), word, word)


_GROUP = "(?:the|its|their|his|her|our|those|these)"
_OF_ANY = re.compile(rf"[ \u00a0]of(?:[ \u00a0]{_GROUP})?(?=[ \u00a0])")
_OF_THEM = re.compile(rf"[ \u00a0]of(?:[ \u00a0]{_GROUP}(?=[ \u00a0])|(?=[ \u00a0][A-Z]\w+['’]s?[ \u00a0]))")
_OF = re.compile(r"\s+of(?:\s+(?:the|all|its|their|his|her|our|those|these|this|that))?(?=\s)")
_WHOLE = re.compile(r"\s+(?:the|its|their|all)(?=\s)")


def noun_of_group(text: str, end: int, border: int, is_vague: bool) -> Noun | None:
    """Give the noun of the group that a number is taken from: "three of the sources", "dozens of families"."""
    joint = (_OF_ANY if is_vague else _OF_THEM).match(text, end, border)
    if joint is None:
        return None
    words = _phrase(text, joint.end(), border)
    head = _head_of_many(words)
    return _noun(words[: head + 1]) if head is not None else None


def noun_of_part(text: str, end: int, border: int) -> Noun | None:
    """Give the noun that a fraction is a part of: the voter of "two-thirds of voters", "half the territory"."""
    joint = _OF.match(text, end, border) or _WHOLE.match(text, end, border)
    words = _phrase(text, joint.end() if joint else end, border)
    head = _head_of_many(words)
    if head is None and joint is not None:
        head = _head_of_one(words)
    return _noun(words[: head + 1]) if head is not None else None
