"""What a word may be in a clause: determiner, preposition, finite verb, name …

Here belongs the reading of the word lists and of a word's shape. Which of its readings holds in a sentence is decided
in `clauses.py`.
"""

import csv
from functools import cache
from pathlib import Path

from pipelines.remembered import Remembered
from pipelines.text.cues import cue_forms, gerund, third_person
from pipelines.text.word_sets import word_set

_FOLDER = Path(__file__).parent

PRONOUN, DETERMINER, PREPOSITION, SUBORDINATOR, CONJUNCTION, RELATIVE = 1, 2, 4, 8, 16, 32
AUXILIARY, MODAL, ADVERB, NEGATION, TIME, CHANNEL = 64, 128, 256, 512, 1024, 2048
NUMBER, PLURAL, PERSONAL, OBJECT, POSSESSIVE, NAME = 4096, 8192, 1 << 14, 1 << 15, 1 << 16, 1 << 17
PAST, PARTICIPLE, THIRD, BASE, GERUND, NOUN = 1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23
MARK, QUOTED, MONTH, CLITIC = 1 << 24, 1 << 25, 1 << 26, 1 << 27

_KINDS = {
    "pronoun": PRONOUN,
    "determiner": DETERMINER,
    "preposition": PREPOSITION,
    "subordinator": SUBORDINATOR,
    "conjunction": CONJUNCTION,
    "relative": RELATIVE,
    "auxiliary": AUXILIARY,
    "modal": MODAL,
    "adverb": ADVERB,
    "negation": NEGATION,
    "time": TIME,
    "month": MONTH,
    "channel": CHANNEL | NOUN,
    "number": NUMBER,
    "plural": PLURAL | NOUN,
    "personal": PERSONAL,
    "object": OBJECT,
    "possessive": POSSESSIVE,
}
VERB = PAST | PARTICIPLE | THIRD | BASE
FINITE_HELPER = AUXILIARY | MODAL
"""Words that make a clause finite whatever follows."""
_FORMS = {"base": BASE, "third": THIRD, "past": PAST | PARTICIPLE, "participle": PARTICIPLE, "gerund": GERUND}


@cache
def known_words() -> dict[str, int]:
    """Give the readings of every listed word, in lower case, typographic and typewriter apostrophes alike."""
    kinds: dict[str, int] = {}
    with (_FOLDER / "verbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _add_verb(kinds, row["verb"], row["past"], row["participle"], row["is_noun_too"] == "yes")
    for form, entry in cue_forms().items():
        noun = NOUN if any(cue.is_noun_too for cue in entry.cues) and entry.form in ("base", "third") else 0
        bits = _FORMS[entry.form] if entry.is_participle_too else PAST
        kinds[form] = kinds.get(form, 0) | bits | noun
    with (_FOLDER / "function_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds[row["word"]] = kinds.get(row["word"], 0) | _KINDS[row["kind"]]
    return kinds


def _add_verb(kinds: dict[str, int], verb: str, past: str, participle: str, is_noun: bool) -> None:
    noun = NOUN if is_noun else 0
    third, ing = third_person(verb), gerund(verb, past)
    for form, bits in (
        (verb, BASE | noun),
        (third, THIRD | noun),
        (past, PAST),
        (participle, PARTICIPLE),
        (ing, GERUND),
    ):
        kinds[form] = kinds.get(form, 0) | bits


def kinds_of(word: str, is_first: bool) -> int:
    """Give the readings of a word as it stands; `is_first` where a capital says nothing, at the start of a sentence."""
    lower = word.lower()
    known = known_words().get(lower, 0)
    first = word[0]
    if first.isupper() and not is_first and word != "I":
        return NAME | (known & (TIME | MONTH | CHANNEL | POSSESSIVE | DETERMINER | PREPOSITION))
    if known:
        return known | (NAME if first.isupper() and known & (BASE | NOUN | THIRD) and not known & PRONOUN else 0)
    if first.isdigit():
        return NUMBER
    if not first.isalpha():
        return CLITIC if len(word) > 1 and first in "'’" else MARK
    if first.isupper():
        return NAME | NOUN
    return _by_shape(lower)


def _by_shape(word: str) -> int:
    if word.endswith("ly") and len(word) > 4:
        return ADVERB
    if word.endswith("ed") and len(word) > 4:
        return PAST | PARTICIPLE
    if word.endswith("ing") and len(word) > 5:
        return GERUND | NOUN
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in word_set("singular-in-s"):
        return NOUN | PLURAL
    return NOUN


def _reading_of(word: str) -> tuple[str, int]:
    return word.lower().replace("’", "'"), kinds_of(word, is_first=False)


def _first_reading_of(word: str) -> tuple[str, int]:
    return word.lower().replace("’", "'"), kinds_of(word, is_first=True)


readings, first_readings = Remembered(_reading_of), Remembered(_first_reading_of)
"""A word in lower case, with a plain apostrophe, and what it may be; the same of a word that opens a sentence."""
