"""What follows the noun of an unnamed source: why it would know, in the text's words.

The phrases of access stand in `access.csv`.
"""

import re
from functools import cache

from pipelines.text.phrases import Phrase
from pipelines.text.source_words import table

CLAUSE_END = re.compile(r"[,.;:!?\"“”()\[\]—–\n]|\s(?:said|say|says|told|tell|who|that|which|and have|and has)\b")
_LONGEST = 200


def described(text: str, phrase: Phrase, limit: int) -> str:
    """Give the words that describe a group: the phrase up to a comma or a relative clause, its access included."""
    end = min(max(phrase.end, _access_end(text, phrase, limit)), phrase.start + _LONGEST)
    stop = CLAUSE_END.search(text, phrase.core[1], end)
    return " ".join(text[phrase.start : stop.start() if stop else end].split())


def access_in(text: str, phrase: Phrase, limit: int) -> str | None:
    """Give why a source would know, in the text's words: "familiar with the talks"."""
    end = _access_end(text, phrase, limit)
    match = _access().match(text, phrase.core[1], end)
    return " ".join(text[match.start("access") : end].split()) if match else None


def _access_end(text: str, phrase: Phrase, limit: int) -> int:
    match = _access().match(text, phrase.core[1], limit)
    if not match:
        return phrase.core[1]
    stop = CLAUSE_END.search(text, match.end(), limit)
    end = min(stop.start() if stop else limit, match.end() + _LONGEST)
    return end - (len(text[match.end() : end]) - len(text[match.end() : end].rstrip()))


@cache
def _access() -> re.Pattern[str]:
    phrases = "|".join(re.escape(row["phrase"]) for row in table("access"))
    return re.compile(
        rf",?\s+(?:(?:who|that)\s+(?:is|are|was|were|(?:has|have|had)(?:\s+been)?)\s+)?(?P<access>(?:{phrases})\s)",
        re.IGNORECASE,
    )
