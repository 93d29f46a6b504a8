"""The lexicon of cues: its forms, and the order and sense of its tables."""

import csv
from pathlib import Path

import pytest

from pipelines.text import cues
from pipelines.text.cues import cue_forms, gerund, light_verbs, speech_nouns, third_person

FOLDER = Path(cues.__file__).parent
FRAMES = {
    "quote",
    "comma",
    "that",
    "clause",
    "strict",
    "wh",
    "post",
    "recipient",
    "to",
    "np-to",
    "object",
    "naming",
    "as",
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("form", "lemma", "name"),
    [
        pytest.param("said", "say", "past", id="irregular"),
        pytest.param("denies", "deny", "third", id="y"),
        pytest.param("admitting", "admit", "gerund", id="doubled"),
        pytest.param("written", "write", "participle", id="participle"),
        pytest.param("noting", "note", "gerund", id="silent-e"),
        pytest.param("slammed", "slam", "past", id="doubled-past"),
        pytest.param("labelled", "label", "past", id="british-past"),
    ],
)
def test_forms(form: str, lemma: str, name: str) -> None:
    entry = cue_forms()[form]
    assert entry.form == name
    assert lemma in {cue.lemma for cue in entry.cues}


def test_cues_with_a_particle_come_first() -> None:
    assert cue_forms()["point"].cues[0].particle == "out"


def test_inflection() -> None:
    assert [third_person(verb) for verb in ("say", "deny", "stress", "go")] == ["says", "denies", "stresses", "goes"]
    assert [gerund("agree", "agreed"), gerund("quip", "quipped")] == ["agreeing", "quipping"]


def test_light_verbs_and_speech_nouns() -> None:
    assert {"voiced", "expressing", "has"} <= light_verbs()
    assert speech_nouns()["claims"]
    assert not speech_nouns()["fear"]


def test_the_tables_are_sorted_and_hold_only_known_words() -> None:
    lexicon = rows("cues.csv")
    assert [row["cue"] for row in lexicon] == sorted({row["cue"] for row in lexicon}), "sort cues.csv, one row a cue"
    assert {row["class"] for row in lexicon} == {"speech", "cognition", "attitude", "evidence"}
    assert all(set(row["frames"].split()) <= FRAMES and row["frames"] for row in lexicon)
    for name, key in (
        ("speech_nouns.csv", "noun"),
        ("light_verbs.csv", "verb"),
        ("rules.csv", "rule_code"),
        ("verbs.csv", "verb"),
    ):
        words = [row[key] for row in rows(name)]
        assert words == sorted(set(words)), f"sort {name}, one row a word"
