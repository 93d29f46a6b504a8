"""The shallow grammar: finite verbs, clauses, subjects."""

import pytest

from pipelines.text.clauses import finite_at, has_clause
from pipelines.text.passages import Passage, passages_in
from pipelines.text.phrases_after import noun_phrase_after, with_apposition
from pipelines.text.phrases_before import subject_before
from pipelines.text.quotes import quotations_in
from pipelines.text.sentences import sentences_in


def passage_of(text: str) -> Passage:
    (passage,) = passages_in(text, sentences_in(text), quotations_in(text))
    return passage


def words(passage: Passage, first: int, after: int) -> str:
    return " ".join(passage.words[first:after])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        pytest.param("Grain prices will fall.", "will", True, id="modal"),
        pytest.param("The mayor left.", "left", True, id="past"),
        pytest.param("The voters oppose it.", "oppose", True, id="base-after-plural"),
        pytest.param("The ship reports the storm.", "reports", True, id="third-or-noun-before-object"),
        pytest.param("The ship reports were late.", "reports", False, id="noun"),
        pytest.param("He wants to leave.", "leave", False, id="infinitive"),
        pytest.param("It was signed by Orr.", "signed", False, id="participle"),
        pytest.param("The mayor's plan failed.", "'s", False, id="possessive"),
        pytest.param("He's late.", "'s", True, id="contracted"),
    ],
)
def test_finite_verbs(text: str, word: str, expected: bool) -> None:
    passage = passage_of(text)
    assert finite_at(passage, passage.lower.index(word)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the bridge would reopen in May.", True, id="modal"),
        pytest.param("prices fell.", True, id="past"),
        pytest.param("the people who left.", False, id="only-a-relative"),
        pytest.param("the people who left were tired.", True, id="relative-and-verb"),
        pytest.param("the closure of two schools.", False, id="noun-phrase"),
        pytest.param("the plan, but it failed.", False, id="verb-of-another-clause"),
        pytest.param("the road he built.", False, id="relative-without-pronoun"),
    ],
)
def test_clauses(text: str, expected: bool) -> None:
    passage = passage_of(text)
    assert has_clause(passage, 0, len(passage)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Police said", "Police", id="bare-plural"),
        pytest.param("On Friday the ministry said", "the ministry", id="fronted-time"),
        pytest.param("In an interview Orr said", "Orr", id="fronted-phrase"),
        pytest.param("The vote passed, though Orr said", "Orr", id="subordinate"),
        pytest.param("Sen. Ann Kerr (D-Ore.) said", "Sen. Ann Kerr ( D-Ore. )", id="party"),
        pytest.param("Dana Orr, 52, of Millford, said", "Dana Orr , 52 , of Millford ,", id="age-and-place"),
        pytest.param("Maria Voss, who runs the shelter, said", "Maria Voss , who runs the shelter ,", id="relative"),
        pytest.param("Hale and the union said", "Hale and the union", id="and"),
        pytest.param("He won and Hale said", "Hale", id="and-between-clauses"),
        pytest.param(
            "Unions, green groups, and many mayors said", "Unions , green groups , and many mayors", id="list"
        ),
        pytest.param("People familiar with the talks said", "People familiar with the talks", id="reduced-relative"),
        pytest.param("The Harbor Post's Ann Orr said", "The Harbor Post 's Ann Orr", id="possessive"),
        pytest.param("His aides — five men — said", "His aides — five men —", id="dashes"),
    ],
)
def test_subjects(text: str, expected: str) -> None:
    passage = passage_of(text)
    found = subject_before(passage, passage.lower.index("said"))
    assert found is not None
    assert words(passage, *found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("said Dana Orr, a council officer, on Friday", "Dana Orr , a council officer", id="apposition"),
        pytest.param("said Dana Orr on Friday", "Dana Orr", id="time"),
        pytest.param("said Dana Orr in a statement", "Dana Orr", id="channel"),
        pytest.param("said Dana Orr, adding that", "Dana Orr", id="participle"),
    ],
)
def test_subjects_after_their_verb(text: str, expected: str) -> None:
    passage = passage_of(text)
    after = with_apposition(passage, noun_phrase_after(passage, 1, len(passage)), len(passage))
    assert words(passage, 1, after) == expected
