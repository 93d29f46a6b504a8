"""How the content of a claim is put: asserted, possible, conditional, intended, demanded, denied; negated or not.

Here belong the words of the cue and of the content's main clause; what the source is plays no part. The first that
holds decides: a cue that denies; a cue that demands; "must" and "should"; an if-clause with "would"; "may" and
"might"; a cue that promises; else the content is asserted.
"""

import re
from functools import cache

from pipelines.text.source_words import table

_READ = 400
"""Code points in which the main clause begins."""
_LEADING_CLAUSE = re.compile(
    r"(?:although|though|while|as|because|since|when|once|after|before|even if|even though|if|unless)\b"
    r"[^,.;]{0,200},\s*",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?=[,;.!?abistuw])(?:[,;]\s*(?:which|who|whose|where|although|though|while|because|as|but|and|so)\b|[.;!?]\s|"
    r"\b(?:which|who|whom|whose|because|although|though|whether|if|unless|so that|in order|where|that)\b)",
    re.IGNORECASE,
)
"""Its letters are looked at first: at most places of a content none of them begins anything, and it is asked there."""
_IF = re.compile(r"\b(?:if|unless|provided|as long as|in case)\b", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:would|will|could|can|may|might|must|should)\b|['’](?:ll|d)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\s*to\s+(?!(?:the|an?|his|her|its|their|all|this|that|these)\b)\w")
_PLAN = re.compile(r"\b(?:is|are|was|were|be)\s+(?:ready|prepared|willing|going|set|determined|planning)\s+to\b")
_NO = re.compile(
    r"\b(?:not(?! (?:only|just|merely|least))|never|no longer|no one|nobody|nothing|none|neither|cannot|nowhere)\b"
    r"|\w(?:n['’]t)\b|^\s*no\b|"
    r"\b(?:there (?:is|are|was|were|will be|would be|has been|have been)|ha[sd]|have|see|sees|saw) no\b",
    re.IGNORECASE,
)
_CUE_NO = re.compile(
    r"\b(?:not|never|no|nor|neither|refused to|declined to|stopped short of)\b|n['’]t\b", re.IGNORECASE
)

_QUESTION = re.compile(r"(?:how|if|what|when|where|whether|which|who|why)\b", re.IGNORECASE)
_NO_PARTS = ("no", "n't", "n’t", "never", "neither")
_CUE_NO_PARTS = (*_NO_PARTS, "refused", "declined", "stopped")
_IF_PARTS = ("if", "unless", "provided", "as long as", "in case")


def modality_of(cue: str, content: str) -> tuple[str, bool]:
    """Give the modality of a content under its cue, and whether the main clause or the cue is negated."""
    main = main_clause(content)
    is_negated = _matches(_NO, main, _NO_PARTS) or _matches(_CUE_NO, cue[:_READ], _CUE_NO_PARTS)
    return _modality(cue[:_READ], content[:_READ], main), is_negated


def _modality(cue: str, content: str, main: str) -> str:
    by_cue = _found("cue", cue.lower())
    if by_cue == "denied" and _matches(_CUE_NO, cue, _CUE_NO_PARTS):
        return "possible"
    if by_cue == "demanded" and _QUESTION.match(content):
        by_cue = None
    if by_cue in ("denied", "demanded"):
        return by_cue
    by_content = _found("content", main)
    if by_content == "demanded":
        return by_content
    if _matches(_IF, content, _IF_PARTS) and _WOULD.search(content):
        return "conditional"
    if by_content or by_cue == "possible":
        return "possible"
    if by_cue == "intended" or _PURPOSE.match(content) or (" to" in main and _PLAN.search(main)):
        return "intended"
    return "asserted"


def _matches(pattern: re.Pattern[str], words: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a pattern is found; it is asked only where one of the parts that it needs stands in the words."""
    return any(map(words.lower().__contains__, parts)) and bool(pattern.search(words))


def main_clause(content: str) -> str:
    """Give the words of a content up to its first subordinate clause, one that leads it left out."""
    start = 0
    if leading := _LEADING_CLAUSE.match(content, 0, _READ):
        start = leading.end()
    stop = _SUBORDINATE.search(content, start + 1, _READ)
    return content[start : stop.start() if stop else _READ]


def _found(place: str, words: str) -> str | None:
    """Give the modality of the first word that the table has for a place, cue or content; "May" is a month."""
    match = _pattern(place).search(words)
    return _modalities(place)[" ".join(match[0].split())] if match else None


@cache
def _modalities(place: str) -> dict[str, str]:
    return {row["word"]: row["modality"] for row in table("modality_words") if row["place"] == place}


@cache
def _pattern(place: str) -> re.Pattern[str]:
    words = sorted(_modalities(place), key=len, reverse=True)
    spaced = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"\b(?=[{first}])(?:{spaced})\b")
