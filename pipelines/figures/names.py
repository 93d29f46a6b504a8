"""Digits and number words that are no quantities: codes, names, phones, scores, clock times, ordinals, plans.

Here belongs why a number is not a figure. Dates are masked before, by what `dates.py` found.
"""

import re
from functools import cache

from pipelines.figures.number_words import Number
from pipelines.figures.tables import words_of_table

_LOOK_BACK = 60
_AFTER = re.compile(
    r"""(?:st|nd|rd|th|ST|ND|RD|TH)\b          # ordinals
    |['’]?s\b                                # decades
    |:\d|\.\d|/\d|\+\d|-\d[\w.]*-\d|\^             # clock times, versions, dates, codes
    |(?:\.\d\d)?\s?[AaPp]\.?[Mm]\b\.?          # 10 p.m.
    |\s?(?:GMT|UTC|EDT|EST|PDT|PST|CET|MSK)\b
    |\s?o['’]clock\b|\s(?:hours\s)?local\stime
    |[-‑](?:points?[-‑\s](?:\w+\s){0,3}?(?:plan|proposal|formula|framework|peace|document|list|agenda|programme|program|draft)\b)
    |(?:[-–]\d+)?\s(?:[A-Z]\w+\s){1,2}(?:Street|Avenue|Road|Boulevard|Lane|Square|Drive|Block)\b
    """,
    re.VERBOSE,
)
_PHONE = re.compile(r"\+?\d[\d() ./-]{6,24}\d")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|before|after|during|of|early|late|mid|through|and|to|the|year|between)|\()\s$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|[^\w$])((?:[A-Z][\w’']*[.&-]?)+)[ \u00a0]$")
_GROUP_OF = re.compile(
    r"\b(?:Group|Gang|Council|Big|Formula|Committee|Rule|Force|Channel|BBC|Chapter|Phase|Stage|Act|Part)(?:\sof)?\s$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n“\"»(—–-])\s*$")


def is_code(text: str, number: Number, is_money: bool) -> bool:
    """Tell from the characters around a number of digits that it is a code, a time, an ordinal or an address."""
    if number.form == "code":
        return True
    if _AFTER.match(text, number.end):
        return True
    before = text[number.start - 1] if number.start else "\n"
    if before == "\n" and _ITEM.match(text, number.end):
        return True
    if _is_note(text, number, before):
        return True
    if before.isspace() or before in "(“\"'‘[" or is_money:
        return _starts_phone(text, number)
    if before.isalpha() or before.isdigit() or before in "#№§@_&^=%×":
        return True
    earlier = text[number.start - 2] if number.start > 1 else " "
    if before in "-‑" and earlier.isalpha():
        return _JOINED_BEFORE.search(text, max(0, number.start - 9), number.start) is None
    if before in "/.:," and earlier.isalnum():
        return True
    if _SUM_BEFORE.search(text, max(0, number.start - 2), number.start):
        return True
    if before in "-‑" and _MODEL_BEFORE.search(text, max(0, number.start - 16), number.start):
        return True
    return _in_address(text, number.start) or _starts_phone(text, number)


_ITEM = re.compile(r" ?[.)] +[A-ZА-Я“\"\[*]")
"""What follows the number of an item of a list."""
_MODEL_BEFORE = re.compile(r"(?<!\w)[A-Za-z]\w*(?:[-‑]\d+|\d)[-‑]$")
"""The front of a code of several parts: "R-77-" before the 1, "B61-" before the 12."""
_SUM_BEFORE = re.compile(r"\d\+$")
_JOINED_BEFORE = re.compile(r"\b(?:minus|now|then|nearly|almost|about|some)[-‑]$", re.IGNORECASE)


def _is_note(text: str, number: Number, before: str) -> bool:
    """Tell whether a number stands alone in brackets: the mark of a footnote, a player's number."""
    after = text[number.end : number.end + 1]
    return (before == "[" and after == "]") or (before == "(" and after == ")" and number.low < 100)


def _in_address(text: str, start: int) -> bool:
    window = text[max(0, start - _LOOK_BACK) : start]
    chunk = window.split()[-1] if window and not window[-1].isspace() else ""
    return "://" in chunk or "www." in chunk or "@" in chunk


def _starts_phone(text: str, number: Number) -> bool:
    """Tell whether the number opens a telephone number or an account: many digits, cut into odd groups."""
    written = text[number.start : number.end]
    is_plus = number.start > 0 and text[number.start - 1] == "+"
    if not (is_plus or written[0] == "0") and text[number.end : number.end + 1] not in ("-", "(", ""):
        return False
    if written[0] == "0" and len(written) > 1 and written[1].isdigit():
        return True
    match = _PHONE.match(text, number.start)
    if match is None:
        return False
    digits = sum(char.isdigit() for char in match[0])
    return digits >= 9 and (is_plus or match[0].count("-") >= 2)


def coded_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of telephone numbers, addresses of pages and coordinates, so that none of their parts is read."""
    found: list[tuple[int, int]] = []
    for opening in (_CODED_OR_PAGE_START if "://" in text or "www." in text else _CODED_START).finditer(text):
        if not found or opening.start() >= found[-1][1]:
            match = _CODED.match(text, opening.start())
            if match:
                found.append(match.span())
    return tuple(found)


_APART = r"(?:(?<![\w.,-].)|(?=\d{0,2}[°º]))"
_CODED_START = re.compile(rf"[+(\d]{_APART}")
_CODED_OR_PAGE_START = re.compile(rf"[+(\dhw](?:(?<=[hw])(?=ttps?:|ww\.)|(?<![hw]){_APART})")
"""What each of them begins with: a search for one character is many times faster than one for the whole pattern."""
_CODED = re.compile(
    r"(?<![\w.,-])(?:\+\d[\d ().-]{7,22}\d|0\d{2,4}[ -]\d{3,4}[ -]\d{3,6}"
    r"|(?:1-)?\(?\d{3}\)?[ -]{1,3}\d{3} ?- ?\d{4}|\d{4}-\d{6,8}-\d{4}"
    r"|(?:(?<=[Cc]all )|(?<=[Pp]hone )|(?<=[Dd]ial )|(?<=[Ff]ax ))\d{3}[-.]\d{4})(?![\w-])"
    r"|(?:https?://|www\.)[^\s<>)\]]+"
    r"|\d{1,3}[°º]\s?\d{1,2}(?:\.\d+)?[′’'][^\S\n]?(?:\d{1,2}(?:\.\d+)?[″”\"][^\S\n]?)?[NSEW]?"
)


def is_year(text: str, number: Number) -> bool:
    """Tell whether four plain digits without a unit are a year."""
    return _YEAR.match(text[number.start : number.end]) is not None


def is_surely_year(text: str, number: Number) -> bool:
    """Tell whether four plain digits are a year even with a noun behind them: "in 2022 forces took"."""
    if not is_year(text, number):
        return False
    return _YEAR_BEFORE.search(text[max(0, number.start - 10) : number.start]) is not None


def is_named(text: str, number: Number, has_noun: bool) -> bool:
    """Tell whether the number belongs to a name before it: "Article 5", "Boeing 737", "Group of Seven"."""
    window = text[max(0, number.start - _LOOK_BACK) : number.start]
    word = window.split()[-1] if window.strip() and window[-1] in " \u00a0" else ""
    if not word:
        return False
    listed = word.lower() in words_of_table("numbered_things")
    if listed and (not has_noun or not word.islower()) and not _opens_sentence(window, word):
        return True
    if listed and not has_noun:
        return True
    if has_noun:
        return number.form == "words" and _is_title(text, number, window)
    if number.form != "digits":
        return _is_named_in_words(text, number, window)
    if _GROUP_OF.search(window):
        return True
    match = _NAME_BEFORE.search(window)
    return match is not None and not _opens_sentence(window, match[1]) and match[1].lower() not in _function_words()


def _is_named_in_words(text: str, number: Number, window: str) -> bool:
    """Tell whether a number in words is capitalised inside a name: "Group of Seven", "Air Force One"."""
    if not text[number.start].isupper() or _SENTENCE_START.search(window):
        return False
    if window.endswith(("the ", "the\u00a0")):
        return True
    return _NAME_BEFORE.search(window) is not None or _GROUP_OF.search(window) is not None


def _is_title(text: str, number: Number, window: str) -> bool:
    """Tell "the Five Eyes" from "the five men": number and noun are capitalised behind a small article."""
    following = text[number.end : number.end + 2].strip()
    return window.endswith(" the ") and text[number.start].isupper() and following[:1].isupper()


def is_numbered(text: str, number: Number) -> bool:
    """Tell whether what stands before a number is a thing that has numbers: "Nord Stream 1"."""
    words = text[max(0, number.start - _LOOK_BACK) : number.start].split()
    return bool(words) and words[-1].lower() in words_of_table("numbered_things")


def _opens_sentence(window: str, word: str) -> bool:
    """Tell whether the word before the number is capitalised only because a sentence begins there."""
    before = window[: window.rstrip().rfind(word)]
    return _SENTENCE_START.search(before) is not None and word.lower() in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return words_of_table("noun_phrase_ends") | {"total", "another"}
