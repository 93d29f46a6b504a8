"""The cues of reported speech: which verbs announce that somebody said something, and what may follow each.

Here belongs the reading of `cues.csv` and the inflection of its verbs. Frames: `quote` (words in quotation marks),
`comma` (those only after a comma or colon), `that` (a clause with "that"), `clause` (one without; `strict` where a noun
phrase is likelier), `wh` (whether, how …),
`post` (the cue may follow its content), `recipient` ("told reporters"), `to` (an infinitive), `np-to` (a noun phrase
with its infinitive: "urged them to go"), `object` (a noun phrase),
`naming` ("called it a lie"), `as` ("described it as a lie").
"""

import csv
from functools import cache
from pathlib import Path

from pipelines.record import record

_FOLDER = Path(__file__).parent


@record(frozen=True, slots=True)
class Cue:
    """One verb of the lexicon, with the particle that belongs to it and the frames it opens."""

    lemma: str
    particle: str | None
    kind: str
    """speech, cognition, attitude, evidence."""
    frames: frozenset[str]
    is_noun_too: bool


@cache
def light_verbs() -> frozenset[str]:
    """Give the forms of the verbs that a speech noun makes into a cue: "made the claim", "voicing fears"."""
    forms: set[str] = set()
    with (_FOLDER / "light_verbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verb, past = row["verb"], row["past"]
            forms.update((verb, third_person(verb), past, row["participle"], gerund(verb, past)))
    return frozenset((forms | {"has"}) - {"haves"})


@cache
def speech_nouns() -> dict[str, bool]:
    """Give the nouns that a "that" clause can follow, singular and plural, and whether each reports something said."""
    nouns: dict[str, bool] = {}
    with (_FOLDER / "speech_nouns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            nouns[row["noun"]] = nouns[third_person(row["noun"])] = row["is_report"] == "yes"
    return nouns


@record(frozen=True, slots=True)
class Sense:
    """What the cues of one form and particle open together."""

    lemma: str
    kinds: frozenset[str]
    frames: frozenset[str]


@record(frozen=True, slots=True)
class CueForm:
    """One inflected form and the cues it may be, those with a particle first."""

    form: str
    """base, third, past, participle (past and participle where they are the same), gerund."""
    cues: tuple[Cue, ...]
    is_participle_too: bool
    """False for "wrote", whose participle is another word."""
    is_noun_too: bool
    plain: Sense | None
    """What it may be without a particle; None where it never is."""
    with_particle: dict[str, Sense]


@cache
def cue_forms() -> dict[str, CueForm]:
    """Give every inflected form, in lower case, with the cues it may be."""
    found: dict[str, tuple[str, list[Cue]]] = {}
    plain_pasts: set[str] = set()
    with (_FOLDER / "cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            head, _, particle = row["cue"].partition(" ")
            frames = frozenset(row["frames"].split())
            cue = Cue(head, particle or None, row["class"], frames, row["is_noun_too"] == "yes")
            if row["past"] != row["participle"]:
                plain_pasts.add(row["past"])
            for form, name in _inflected(head, row["past"], row["participle"]):
                found.setdefault(form, (name, []))[1].append(cue)
    ordered = {form: (name, sorted(cues, key=lambda cue: cue.particle is None)) for form, (name, cues) in found.items()}
    return {form: _entry(name, cues, form not in plain_pasts) for form, (name, cues) in ordered.items()}


def _entry(name: str, cues: list[Cue], is_participle_too: bool) -> CueForm:
    particles = {cue.particle: _sense([cue]) for cue in cues if cue.particle is not None}
    plain = [cue for cue in cues if cue.particle is None]
    is_noun_too = any(cue.is_noun_too for cue in cues)
    return CueForm(name, tuple(cues), is_participle_too, is_noun_too, _sense(plain) if plain else None, particles)


def _sense(cues: list[Cue]) -> Sense:
    frames = frozenset(frame for cue in cues for frame in cue.frames)
    return Sense(cues[0].lemma, frozenset(cue.kind for cue in cues), frames)


def _inflected(verb: str, past: str, participle: str) -> tuple[tuple[str, str], ...]:
    """Give the forms of a verb; a past that is also the participle comes once, as "past"; British "labelled"."""
    forms = [(verb, "base"), (third_person(verb), "third"), (past, "past")]
    if participle != past:
        forms.append((participle, "participle"))
    if past == verb + "ed" and verb.endswith(("al", "el")):
        forms += [(verb + "led", "past"), (verb + "ling", "gerund")]
    return (*[(form, name) for form, name in forms if name == "base" or form != verb], (gerund(verb, past), "gerund"))


def third_person(verb: str) -> str:
    """Give the form of a verb after he, she or it."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def gerund(verb: str, past: str) -> str:
    """Give the form of a verb in -ing; its past tells whether the last letter is doubled."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if past == verb + verb[-1] + "ed" or verb in ("begin", "forget", "get", "let", "put", "hit", "bet", "spin", "run"):
        return verb + verb[-1] + "ing"
    return verb + "ing"
